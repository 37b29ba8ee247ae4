"""What follows from the graph holds no clash, a planted clash is seen, owlrl stands beside."""

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.errors import BadInputError
from scgraph.files import closure_file
from scgraph.infer import REASONERS, infer
from scgraph.namespaces import BASE, INFERRED, SC
from scgraph.store import read_quads, read_sources

ADMINISTERED = ox.Triple(
    ox.NamedNode(f"{BASE}program/imet"),
    ox.NamedNode(f"{SC}administeredWithin"),
    ox.NamedNode(f"{BASE}organization/dsca"),
)


def merge(graph: Graph) -> list[ox.Triple]:
    quads = graph.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return [quad.triple for quad in quads]


@pytest.mark.parametrize("reasoner", REASONERS)
def test_no_clash_in_the_chapter(reasoner: str, chapter_graph: Graph) -> None:
    found = infer(merge(chapter_graph), reasoner=reasoner)
    assert (found.clashes, found.stopped) == ((), "")
    assert ADMINISTERED in found.triples


@pytest.mark.parametrize("reasoner", REASONERS)
def test_a_planted_clash_is_seen(reasoner: str, chapter_graph: Graph) -> None:
    """Program and Organization are disjoint."""
    a = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    fms, organization = ox.NamedNode(f"{BASE}program/fms"), ox.NamedNode(f"{SC}Organization")
    found = infer([*merge(chapter_graph), ox.Triple(fms, a, organization)], reasoner=reasoner)
    if reasoner == "owlrl":
        assert any("disjoint" in clash.rule.lower() for clash in found.clashes)
    else:
        assert "cax-adc" in {clash.rule for clash in found.clashes}


def test_no_such_reasoner() -> None:
    with pytest.raises(BadInputError, match="no reasoner 'x'\n  mend: give one of scgraph, owlrl"):
        infer([], reasoner="x")


def test_the_shipped_closure_is_that_of_the_shipped_graph() -> None:
    """Where this fails, run `scgraph infer -o inferred/closure.trig`."""
    kept = list(read_quads(closure_file()))
    assert {quad.graph_name for quad in kept} == {ox.NamedNode(INFERRED)}
    found = infer(quad.triple for quad in read_sources())
    assert {quad.triple for quad in kept} == set(found.triples)
    assert (found.clashes, found.notes) == ((), ())


def test_the_closure_is_in_the_graph_unless_only_what_is_asserted_is_asked(graph: Graph) -> None:
    text = f"ASK {{ {str(ADMINISTERED)} }}"
    of_source = f"ASK {{ GRAPH <{INFERRED}> {{ {str(ADMINISTERED)} }} }}"
    asserted = Graph(asserted=True)
    for query in (text, of_source):
        assert (graph.sparql(query).truth, asserted.sparql(query).truth) == (True, False)  # type: ignore[union-attr]


def test_a_limit_is_told() -> None:
    triples = [quad.triple for quad in read_sources()]
    found = infer(triples, most=1000)
    assert found.stopped == "stopped at 1000 derived triples; more may follow"
    assert len(found.triples) <= 1000
