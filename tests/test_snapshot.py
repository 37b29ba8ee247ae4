"""The snapshot in the wheel holds what the files hold, and only for those files."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph import Graph, files, snapshot
from scgraph.store import load


def canonical(store: ox.Store) -> set[ox.Quad]:
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def test_the_installed_graph_is_the_snapshot() -> None:
    opened = snapshot.open_snapshot()
    assert opened is not None
    assert canonical(opened) == canonical(load())


def test_a_fresh_install_needs_no_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "key", lambda: pytest.fail("worked out the hash"))
    assert snapshot.open_snapshot() is not None


def test_a_changed_source_makes_it_unfit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file that is edited, put in or taken out after the snapshot was built."""
    share = tmp_path / "share"
    shutil.copytree(files.root(), share)
    monkeypatch.setattr(snapshot, "root", lambda: share)
    for name in ("data_files", "ontology_files"):
        monkeypatch.setattr(snapshot, name, getattr(files, name))
    monkeypatch.setattr(files, "root", lambda: share)
    assert snapshot.open_snapshot() is not None
    edited = share / "data" / "chapter1" / "00-gaps.trig"
    text = edited.read_bytes()
    edited.write_bytes(text.replace(b"gap:ch1-acota-category", b"gap:ch1-acota-categories"))
    assert snapshot.open_snapshot() is None
    assert len(Graph().store) == len(load())
    edited.write_bytes(text)
    assert snapshot.open_snapshot() is not None
    more = share / "data" / "more.trig"
    more.write_text("")
    assert snapshot.open_snapshot() is None
    more.unlink()
    edited.unlink()
    assert snapshot.open_snapshot() is None


def test_another_engine_makes_it_unfit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_ENGINE", "0.4")
    assert snapshot.open_snapshot() is None


def test_files_given_are_loaded_with_it(tmp_path: Path) -> None:
    more = tmp_path / "more.nq"
    more.write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    assert bool(Graph((more,)).sparql("ASK { <urn:a> <urn:b> <urn:c> }"))
