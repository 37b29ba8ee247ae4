"""What must hold of the shipped graph as a whole."""

import hashlib
import re

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.files import data_files, ontology_files
from scgraph.namespaces import BASE, SC, prefixes

RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SKOS = "http://www.w3.org/2004/02/skos/core#"


def values(graph: Graph, query: str) -> list[tuple[str, ...]]:
    return [tuple(v.value if v else "" for v in row) for row in graph.store.query(query)]


def test_every_graph_is_described(graph: Graph) -> None:
    """A triple lies in a graph that has a class of its own."""
    bare = [
        name.value
        for name in graph.store.named_graphs()
        if not any(graph.store.quads_for_pattern(name, RDF_TYPE, None))
    ]
    assert bare == []


def test_every_term_of_ours_is_defined(graph: Graph) -> None:
    used: set[str] = set()
    for quad in graph.store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        for node in (quad.subject, quad.predicate, quad.object):
            if isinstance(node, ox.NamedNode) and node.value.startswith(SC):
                used.add(node.value)
    defined = {
        quad.subject.value
        for quad in graph.store.quads_for_pattern(None, ox.NamedNode(SKOS + "definition"), None)
        if isinstance(quad.subject, ox.NamedNode)
    }
    assert sorted(used - defined) == []


def test_every_entity_has_one_class_and_one_label(graph: Graph) -> None:
    """Everything a fact speaks of, in our namespace, is typed; a program has one name."""
    untyped = values(
        graph,
        f"""SELECT DISTINCT ?s WHERE {{ GRAPH ?g {{ ?s ?p ?o }}
        FILTER(STRSTARTS(STR(?s), "{BASE}")) FILTER NOT EXISTS {{ ?s a ?c }} }}""",
    )
    labels = values(
        graph,
        f"""SELECT ?s (COUNT(DISTINCT ?l) AS ?n) WHERE {{ ?s a <{SC}Program>
        OPTIONAL {{ ?s <{SKOS}prefLabel> ?l }} }} GROUP BY ?s HAVING (?n != 1)""",
    )
    assert (untyped, labels) == ([], [])


def test_value_nodes_belong_to_one_source(graph: Graph) -> None:
    kinds = ["Figure", "Rule", "Quantity", "Definition", "Event", "Step", "Claim", "Gap"]
    classes = " ".join(f"<{SC}{kind}>" for kind in kinds)
    shared = values(
        graph,
        f"""SELECT ?s (COUNT(DISTINCT ?g) AS ?n) WHERE {{ VALUES ?c {{ {classes} }}
        ?s a ?c . GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?s HAVING (?n > 1)""",
    )
    assert shared == []


@pytest.mark.parametrize("path", [*ontology_files(), *data_files()], ids=lambda p: p.name)
def test_a_file_writes_only_prefixes_of_the_table(path) -> None:
    table = prefixes()
    text = path.read_text(encoding="utf-8")
    for prefix, namespace in re.findall(r"^@prefix\s+([\w-]*):\s+<([^>]+)>", text, re.M):
        assert table.get(prefix) == namespace


def spans(graph: Graph) -> list[tuple[int, int, str]]:
    rows = values(
        graph,
        f"SELECT ?f ?l ?s WHERE {{ ?s <{SC}firstLine> ?f ; <{SC}lastLine> ?l }} ORDER BY ?f",
    )
    return sorted((int(first), int(last), name) for first, last, name in rows)


def test_spans_never_overlap(graph: Graph) -> None:
    found = spans(graph)
    for (_, last, before), (first, end, after) in zip(found, found[1:], strict=False):
        assert last < first <= end, f"{before} runs into {after}"


def test_the_chapter_is_the_one_described(graph: Graph, chapter: list[str]) -> None:
    """The SHA-256 in the graph is that of the text the lines are counted in."""
    [(stated,)] = values(graph, f"SELECT ?h WHERE {{ <{BASE}document/chapter1> <{SC}sha256> ?h }}")
    text = "\n".join(chapter).encode()
    assert hashlib.sha256(text).hexdigest() == stated


def test_a_passage_without_facts_says_why(graph: Graph) -> None:
    silent = values(
        graph,
        f"""SELECT ?s WHERE {{ ?s a <{SC}Passage> FILTER NOT EXISTS {{ GRAPH ?s {{ ?a ?b ?c }} }}
        FILTER NOT EXISTS {{ ?s <{SC}noFacts> ?why }} }} ORDER BY ?s""",
    )
    assert silent == []


def test_amounts_are_in_the_text_of_their_passage(graph: Graph, chapter: list[str]) -> None:
    """Each amount in dollars stands in the lines of its passage, in one of the text's forms."""
    rows = values(
        graph,
        f"""SELECT ?n ?a ?f ?l WHERE {{ GRAPH ?g {{ ?n <{SC}amountUSD> ?a }}
        ?g <{SC}firstLine> ?f ; <{SC}lastLine> ?l }}""",
    )
    assert len(rows) >= 20
    for node, amount, first, last in rows:
        text = " ".join(" ".join(chapter[int(first) - 1 : int(last)]).split())
        shown = {f"${int(float(amount)) / unit:g} {word}" for unit, word in UNITS}
        assert any(form in text for form in shown), (node, amount)


UNITS = [(10**6, "million"), (10**9, "billion")]
