"""Each canned query: header, order, its hand-written rows, and the same rows in rdflib."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from scgraph import Graph
from scgraph.files import query_files
from scgraph.queries import bind, read

EXPECTED = Path(__file__).parent / "expected"
CANNED = sorted(query_files())


@pytest.fixture(scope="module")
def peer(graph: Graph) -> rdflib.Graph:
    """Return the merged graph in rdflib."""
    lines = ox.serialize(
        (
            ox.Triple(q.subject, q.predicate, q.object)
            for q in graph.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        ),
        format=ox.RdfFormat.N_TRIPLES,
    )
    return rdflib.Graph().parse(data=lines, format="nt")


@pytest.mark.parametrize("name", CANNED)
def test_header_and_order(name: str) -> None:
    query = read(query_files()[name])
    assert query.summary and query.description
    assert "ORDER BY" in query.text
    assert all(parameter.default for parameter in query.parameters)


@pytest.mark.parametrize("name", CANNED)
def test_rdflib_gives_the_same_rows(name: str, graph: Graph, peer: rdflib.Graph) -> None:
    query = read(query_files()[name])
    text = bind(query, {p.name: str(p.default) for p in query.parameters})
    ours = sorted(tuple(v.value if v else "" for v in row) for row in graph.store.query(text))
    theirs = sorted(tuple(str(v) if v is not None else "" for v in row) for row in peer.query(text))
    assert ours == theirs
    assert ours


@pytest.mark.parametrize("path", sorted(EXPECTED.glob("*.tsv")), ids=lambda p: p.stem)
def test_expected_rows(path: Path, graph: Graph) -> None:
    """All rows, written by hand from the chapter, each with the chapter's line."""
    head, columns, *rows = path.read_text(encoding="utf-8").splitlines()
    words = head.removeprefix("#").strip().split(" --")
    params = dict(w.lstrip("-").split(" ", 1) for w in words if w)
    names = columns.split("\t")[:-1]
    answer = graph.query(path.stem, **{k: v.strip("'\"") for k, v in params.items()})
    places = [answer.variables.index(name) for name in names]
    actual = sorted(
        tuple(row[place].value if row[place] else "" for place in places) for row in answer.terms
    )
    assert actual == sorted(tuple(row.split("\t")[: len(names)]) for row in rows if row)
