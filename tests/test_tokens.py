"""What can be told of a query from its tokens."""

import pytest

from scgraph.tokens import names_graphs, tokens


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("# GRAPH\nSELECT ?s", [("word", "SELECT"), ("variable", "?s")]),
        ("<urn:a> e:b.c 'x # y'@en", ["iri", "name", "text", "name"]),
        ("\\u0053ERVICE <urn:a>", [("word", "SERVICE"), ("iri", "<urn:a>")]),
        ("'''a\nb''' 1.5", [("text", "'''a\nb'''"), ("number", "1.5")]),
        ("?a < ?b", ["variable", "other", "variable"]),
    ],
)
def test_tokens(query: str, listed: list[str] | list[tuple[str, str]]) -> None:
    found = list(tokens(query))
    assert (found if isinstance(listed[0], tuple) else [kind for kind, _ in found]) == listed


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", True),
        ("SELECT * FROM <urn:g> { ?s ?p ?o }", True),
        ("SELECT ?graph { ?graph <urn:GRAPH> 'GRAPH' } # GRAPH", False),
    ],
)
def test_graphs_are_named(query: str, named: bool) -> None:
    assert names_graphs(query) is named
