"""The snapshot in the wheel holds what the files hold, and only for those files."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph import Graph, snapshot
from scgraph.store import load


def canonical(store: ox.Store) -> set[ox.Quad]:
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def test_the_installed_graph_is_the_snapshot() -> None:
    opened = snapshot.open_snapshot()
    assert opened is not None
    assert canonical(opened) == canonical(load())


def test_a_changed_source_makes_it_unfit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "key", lambda: "another")
    assert snapshot.open_snapshot() is None
    assert len(Graph().store) == len(load())


def test_files_given_are_loaded_with_it(tmp_path: Path) -> None:
    more = tmp_path / "more.nq"
    more.write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    assert bool(Graph((more,)).sparql("ASK { <urn:a> <urn:b> <urn:c> }"))
