"""Exports hold what the files hold."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from scgraph import ScgraphError
from scgraph.export import FORMATS, export, write
from scgraph.files import data_files, ontology_files
from scgraph.store import in_source, read_quads


def canonical(quads: set[ox.Quad]) -> ox.Dataset:
    made = ox.Dataset(quads)
    made.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return made


@pytest.fixture(scope="module")
def quads() -> set[ox.Quad]:
    return {in_source(q) for path in (*ontology_files(), *data_files()) for q in read_quads(path)}


@pytest.mark.parametrize("kind", ["trig", "nq"])
def test_sources_are_kept(kind: str, quads: set[ox.Quad]) -> None:
    back = set(ox.parse(export(kind), format=FORMATS[kind]))
    assert canonical(back) == canonical(quads)


@pytest.mark.parametrize("kind", ["ttl", "nt", "jsonld", "rdf"])
def test_the_others_hold_the_set_union(kind: str, quads: set[ox.Quad]) -> None:
    merged = {ox.Quad(q.subject, q.predicate, q.object) for q in quads}
    back = set(ox.parse(export(kind), format=FORMATS[kind]))
    assert canonical(back) == canonical(merged)
    assert len(back) == len(merged)


def test_rdflib_reads_the_turtle_with_the_same_count(quads: set[ox.Quad]) -> None:
    merged = {ox.Quad(q.subject, q.predicate, q.object) for q in quads}
    assert len(rdflib.Graph().parse(data=export("ttl"), format="turtle")) == len(merged)


def test_two_exports_are_byte_identical() -> None:
    assert export("trig") == export("trig")


def test_a_failed_write_keeps_the_old_file(tmp_path: Path) -> None:
    with pytest.raises(ScgraphError):
        write(b"new", tmp_path / "no" / "file.ttl")
    old = tmp_path / "old.ttl"
    old.write_bytes(b"old")
    write(b"new", old)
    assert old.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["old.ttl"]
