"""A row goes or changes when the graphs it cites are taken away."""

import random
from collections.abc import Callable, Iterable

import pyoxigraph as ox
import pytest

from scgraph import Graph, citations
from scgraph.citations import cite_rows
from scgraph.files import query_files
from scgraph.namespaces import INFERRED, OURS
from scgraph.reach import Row, as_rows
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


def test_what_follows_is_cited_only_where_a_row_needs_it() -> None:
    """The first row comes from an asserted triple too; the second follows alone."""
    inferred = ox.NamedNode(INFERRED)
    made = store(quad("a", "1", ONE), quad("a", "2", inferred), quad("b", "2", inferred))
    text = "SELECT DISTINCT ?s { ?s ?p ?o } ORDER BY ?s"
    assert cited(made, text) == [[ONE.value], [INFERRED]]


def test_what_follows_from_the_shipped_graph_is_cited(graph: Graph) -> None:
    """IMET rests on the FAA, so it is under Title 22: no source says so."""
    text = """PREFIX sc: <https://w3id.org/scgraph/ontology#>
    SELECT ?title { <https://w3id.org/scgraph/program/imet> sc:underTitle ?title }"""
    assert cite_rows(graph.store, text, as_rows(graph.store.query(text))) == [[INFERRED]]


QUERIES = """
?x ?y WHERE { ?x :p ?y }
?x WHERE { ?x :p ?y . ?y :q ?z }
* WHERE { ?x :p ?y ; :q ?z }
?x WHERE { ?x :p ?y } ORDER BY ?x LIMIT 2
?x ?y WHERE { ?x :p [ :q ?y ] }
?x ?z WHERE { ?x :p ?y OPTIONAL { ?y :q ?z } }
?x ?z WHERE { ?x :p ?y OPTIONAL { ?y :q ?z } OPTIONAL { ?x :r ?z } }
?x ?z ?b WHERE { ?x :p ?y OPTIONAL { ?y :q ?z OPTIONAL { ?z :r ?b } } }
?x ?w WHERE { ?x :p ?y OPTIONAL { ?x :q ?v } OPTIONAL { ?v :r ?w } }
?x ?b WHERE { OPTIONAL { ?x :p ?b } ?b :q ?c }
?x ?b WHERE { ?x :r ?k { ?x :p ?y OPTIONAL { ?y :q ?b } } ?b :p ?c }
?x WHERE { ?x :p ?y MINUS { ?x :q ?z } }
?x WHERE { ?x :p ?y MINUS { ?x :q ?z MINUS { ?z :r ?k } } }
?x WHERE { ?x :p ?y MINUS { ?x :q ?b } ?x :r ?b }
?x ?y WHERE { ?x :p ?y FILTER NOT EXISTS { ?y :q ?x } }
?x ?y WHERE { ?x :p ?y FILTER (EXISTS { ?y :q ?z } || ?x = :a) }
?x ?b WHERE { ?x :p ?y FILTER NOT EXISTS { ?x :q ?b } OPTIONAL { ?y :r ?b } }
(COUNT(*) AS ?n) WHERE { ?x :p ?y }
?x (COUNT(?y) AS ?n) WHERE { ?x :p ?y } GROUP BY ?x HAVING (COUNT(?y) > 1)
?x (COUNT(?z) AS ?n) WHERE { ?x :p ?y OPTIONAL { ?y :q ?z } MINUS { ?x :r ?x } } GROUP BY ?x
?x ?y WHERE { ?x :p* ?y }
?x ?y WHERE { ?x :p+ ?y }
?x ?y WHERE { ?x !:p ?y }
?y WHERE { VALUES ?x { :a :z } ?x (:p|^:q)*/:r? ?y }
?y WHERE { :a (:p/:q)+ ?y }
?x ?y WHERE { ?x :r ?k . ?x :p?/^:q* ?y }
?x ?z WHERE { ?x :p ?y . OPTIONAL { ?y (:q|:r)*/:p? ?z } MINUS { ?z :q+ ?x } }
?g ?x WHERE { GRAPH ?g { ?x :p ?y } }
?x WHERE { GRAPH ?g { ?x :p ?y . ?y :q ?z } }
?x ?k WHERE { GRAPH ?g { ?x :p ?y OPTIONAL { ?x :q ?k } } MINUS { GRAPH ?g { ?y :r ?j } } }
?x WHERE { ?x :p ?y MINUS { GRAPH ?y { ?s ?o ?i } } }
?x ?y WHERE { GRAPH ?g { ?x :p* ?y } ?x :q ?k }
?x ?v WHERE { { ?x :p ?y } UNION { ?x :q ?v } OPTIONAL { ?x :r ?v } }
?x ?v WHERE { { ?x :p ?y } UNION { ?x :q ?v } MINUS { ?v :r ?w } }
?x ?v WHERE { { ?x :p ?y BIND (?y AS ?h) } UNION { ?x :q ?h } ?h :r ?v }
?x WHERE { ?x :p ?y OPTIONAL { ?y :q ?z } BIND (COALESCE(?z, ?y) AS ?v) FILTER EXISTS { ?v :r ?w } }
?x ?v WHERE { { ?x :p ?y } UNION { ?x :q ?y . ?y :r ?z } BIND (COALESCE(?z, ?x) AS ?v) ?v :p ?w }
?x ?v WHERE { { ?x :p ?y OPTIONAL { ?y :q ?z } } BIND (COALESCE(?z, ?x) AS ?v) ?v :r ?w }
?x ?n WHERE { { SELECT ?x (COUNT(?y) AS ?n) WHERE { ?x :p ?y } GROUP BY ?x } ?x :q ?z }
?x ?y WHERE { { SELECT ?x WHERE { ?x :p ?y MINUS { ?y :q ?k } } } ?x :p|:r ?y }
?x ?k WHERE { { SELECT ?x ?k WHERE { ?x :p ?y OPTIONAL { ?y :q ?k } } } OPTIONAL { ?x :r ?k } }
?x ?g WHERE { GRAPH ?g { { SELECT ?x WHERE { ?x :p ?y } } MINUS { ?x :q ?z } } }
?x ?t WHERE { VALUES ?t { :p :q :r } ?x ?t ?y OPTIONAL { ?y ?t ?z FILTER (?z != ?x) } }
""".strip().splitlines()


def random_quads(number: int) -> list[ox.Quad]:
    """Make a small graph of up to seven sources, some of which say the same."""
    choose = random.Random(number)
    nodes: list[ox.NamedNode] = [ox.NamedNode(EX + name) for name in "abcd"[: number % 3 + 2]]
    values = [
        *nodes,
        *nodes,
        ox.NamedNode(EX + "s0"),
        ox.Literal("x", language="en"),
        ox.Literal(7),
    ]
    sources = [ox.NamedNode(EX + f"s{n}") for n in range(choose.randint(1, 5))]
    sources += [ox.NamedNode(name) for name in OURS if number % 2]
    found = set()
    for _ in range(choose.randint(4, 16)):
        predicate = ox.NamedNode(EX + choose.choice("ppqqr"))
        subject, value = choose.choice(nodes), choose.choice(values)
        for source in choose.sample(sources, min(len(sources), choose.choice([1, 1, 1, 2, 3]))):
            found.add(ox.Quad(subject, predicate, value, source))
    return sorted(found, key=str)


@pytest.mark.parametrize("query", QUERIES)
def test_it_is_as_defined(query: str) -> None:
    """Take away each source in turn, all of them, or those that are cited, and ask again."""
    text = f"PREFIX : <{EX}>\nSELECT {query}"
    tried = 0
    for number in range(60):
        quads = random_quads(number)

        def left(away: Iterable[str], quads: list[ox.Quad] = quads) -> list[Row]:
            made = store(*(quad for quad in quads if quad.graph_name.value not in away))
            return as_rows(made.query(text))

        names = sorted({quad.graph_name.value for quad in quads} - set(OURS))
        rows = left([])
        without = {name: left([name]) for name in names}
        for row, found in zip(rows, cited(store(*quads), text), strict=True):
            alone = [name for name in names if row not in without[name]]
            tried += 1
            if alone:
                assert found == alone, (number, row)
            elif not set(found) <= set(OURS):
                assert row not in left(found), (number, row)
                assert all(row in left(set(found) - {name}) for name in found), (number, row)
            else:
                assert row in left(names) or not names, (number, row)
                assert row not in left([*names, *OURS]) or not found
    assert tried


@pytest.fixture(scope="module")
def without(graph: Graph) -> Callable[[list[str]], ox.Store]:
    """
    Return a call that gives what is asserted without some sources, until the next call.

    What follows from them stays away: it would bring a row back that rests on what is taken.
    """
    owned: dict[str, list[ox.Quad]] = {}
    holders: dict[ox.Quad, set[str]] = {}
    for quad in graph.store:
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value != INFERRED:
            owned.setdefault(quad.graph_name.value, []).append(quad)
            plain = ox.Quad(quad.subject, quad.predicate, quad.object)
            holders.setdefault(plain, set()).add(quad.graph_name.value)
    left = ox.Store()
    left.extend(merged(quad for quads in owned.values() for quad in quads))
    gone: list[str] = []

    def call(names: list[str]) -> ox.Store:
        back, out = set(gone).difference(names), set(names).difference(gone)
        gone[:] = names
        left.extend(merged(quad for name in back for quad in owned[name]))
        for quad in (quad for name in out for quad in owned[name]):
            left.remove(quad)
            plain = ox.Quad(quad.subject, quad.predicate, quad.object)
            if holders[plain] <= set(names):
                left.remove(plain)
        return left

    return call


@pytest.mark.parametrize("name", sorted(query_files()))
def test_a_row_goes_without_what_it_cites(
    name: str,
    graph: Graph,
    without: Callable[[list[str]], ox.Store],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On the shipped graph: the first, the middle and the last row of each canned query."""

    def slow(*_: object) -> None:
        raise AssertionError(f"{name} is cited from a copy of all triples")

    monkeypatch.setattr(citations, "_all", slow)
    text = graph.sparql_of(name)
    answer = graph.query(name, cite=True)
    rows = as_rows(answer.terms)
    for place in {0, len(rows) // 2, len(rows) - 1}:
        cited = answer.citations[place]
        assert cited
        assert rows[place] not in as_rows(without(list(cited)).query(text))
