"""A graph keeps its literals as they are written, and answers as a store does."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph.linter import Options, lint
from scgraph.plain_graph import PlainGraph, faithful

TEXT = """@prefix : <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :p "01"^^xsd:integer , 1.50 ; :q "4"^^xsd:nonNegativeInteger .
:b :p "x"@en .
"""
SHAPES = """@prefix : <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:S a sh:NodeShape ; sh:targetNode :a ;
  sh:property [ sh:path :q ; sh:datatype xsd:nonNegativeInteger ] ,
  [ sh:path :p ; sh:in ( 1 1.50 ) ] .
"""


def graph(text: str = TEXT) -> PlainGraph:
    return PlainGraph(quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE))


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://example.org/{name}")


def test_literals_keep_their_form() -> None:
    made = graph()
    values = {str(quad.object) for quad in made.quads_for_pattern(node("a"), node("p"), None)}
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert values == {f'"01"^^<{xsd}integer>', f'"1.50"^^<{xsd}decimal>'}
    assert b'"4"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>' in made.dump(
        format=ox.RdfFormat.N_TRIPLES
    )


def test_sparql_answers_faithfully_only_where_every_literal_is_kept() -> None:
    assert faithful(graph()) is None
    plain = graph(TEXT.splitlines()[0] + '\n:b :p "x"@en , 5 , 1.5 , "2020"^^:year .')
    ask = faithful(plain)
    assert ask is not None
    assert set(ask("CONSTRUCT WHERE { ?s ?p ?o }")) == set(plain.triples)  # type: ignore[arg-type]


def test_sparql_sees_the_triples_of_all_graphs() -> None:
    """Three sources say one thing, one of them without a graph."""
    a, p = node("a"), node("p")
    query = "SELECT DISTINCT * { ?s ?p ?o }"
    quads = [ox.Quad(a, p, a, g) for g in (ox.DefaultGraph(), a, p)]
    store = ox.Store()
    store.extend(quads)
    made = PlainGraph.of(quads, lambda: store)
    assert len(made) == 1
    assert len(list(made.ask(query))) == 1  # type: ignore[arg-type]
    made.extend([ox.Quad(p, p, a)])
    assert len(list(made.ask(query))) == 2  # type: ignore[arg-type]


def test_patterns() -> None:
    made = graph()
    a, b, p = node("a"), node("b"), node("p")
    text = ox.Literal("x", language="en")
    assert [q.subject for q in made.quads_for_pattern(None, p, text)] == [b]
    assert len(list(made.quads_for_pattern(None, p, None))) == 3
    assert len(list(made.quads_for_pattern(a, None, None))) == 3
    assert list(made.quads_for_pattern(b, None, ox.Literal("x"))) == []


def test_triples_are_a_set_that_may_change() -> None:
    made = graph()
    one = ox.Quad(node("c"), node("p"), node("a"))
    made.extend([one, one])
    assert (len(made), list(made.quads_for_pattern(None, None, node("a")))) == (5, [one])
    made.remove(one)
    assert (len(made), list(made.quads_for_pattern(None, None, node("a")))) == (4, [])


def test_a_lawful_literal_is_no_finding_and_a_wrong_one_has_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The "4" is a non-negative integer; "01" is not the term 1 (SHACL, section 4.8.3)."""
    monkeypatch.chdir(tmp_path)
    Path("data.ttl").write_text(TEXT)
    Path("shapes.ttl").write_text(SHAPES)
    (found,) = lint(Options(("data.ttl",), ("shapes.ttl",), data_only=True)).findings
    assert str(found.places[0]) == "data.ttl:3:7"
