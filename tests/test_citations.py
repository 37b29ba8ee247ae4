"""A row goes or changes when the graphs it cites are taken away."""

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.citations import as_rows, cite_rows
from scgraph.files import query_files
from scgraph.store import merged

EX = "http://example.org/"
ONE, TWO = ox.NamedNode(EX + "one"), ox.NamedNode(EX + "two")


def store(*quads: ox.Quad) -> ox.Store:
    made = ox.Store()
    made.extend(quads)
    made.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    return made


def quad(subject: str, value: str, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(ox.NamedNode(EX + subject), ox.NamedNode(EX + "p"), ox.Literal(value), graph)


def cited(made: ox.Store, text: str) -> list[list[str]]:
    before = set(made)
    found = cite_rows(made, text, as_rows(made.query(text)))
    assert set(made) == before
    return found


def test_a_row_cites_its_graph() -> None:
    made = store(quad("a", "1", ONE), quad("b", "2", TWO))
    assert cited(made, "SELECT ?s { ?s ?p ?o } ORDER BY ?s") == [[ONE.value], [TWO.value]]


def test_a_count_cites_all_it_counts() -> None:
    made = store(quad("a", "1", ONE), quad("b", "2", TWO))
    assert cited(made, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [[ONE.value, TWO.value]]


def test_a_triple_of_two_graphs_keeps_a_citation() -> None:
    made = store(quad("a", "1", ONE), quad("a", "1", TWO))
    assert cited(made, "SELECT ?s { ?s ?p ?o }") == [[ONE.value, TWO.value]]


@pytest.mark.parametrize("name", sorted(query_files()))
def test_a_row_goes_without_what_it_cites(name: str, graph: Graph) -> None:
    """On the shipped graph: the first, the middle and the last row of each canned query."""
    text = graph.sparql_of(name)
    answer = graph.query(name, cite=True)
    rows = as_rows(answer.terms)
    for place in {0, len(rows) // 2, len(rows) - 1}:
        cited = answer.citations[place]
        assert cited
        left = ox.Store()
        left.extend(
            merged(
                quad
                for quad in graph.store
                if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value not in cited
            )
        )
        assert rows[place] not in as_rows(left.query(text))
