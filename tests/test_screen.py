"""The screen lets nothing through: what it takes from the engine, the engine would have passed."""

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.errors import ScgraphError
from scgraph.files import shape_files
from scgraph.shacl.engines import ENGINES, read_shapes, report
from scgraph.shacl.screen import targets_nothing, unproven
from scgraph.store import merged, read_quads

TESTS = Path(__file__).parent
CASES = sorted((TESTS / "engines").glob("*.trig"))
EXAMPLES = sorted((TESTS / "shapes").glob("*.ttl"))
KEYS = ("focusNode", "value", "sourceConstraintComponent", "sourceShape")
SH = "http://www.w3.org/ns/shacl#"
E = "http://example.org/"
PREFIXES = """
    PREFIX e: <http://example.org/>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    PREFIX sh: <http://www.w3.org/ns/shacl#>
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def made(turtle: str) -> ox.Store:
    store = ox.Store()
    store.load(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return store


def left(data: ox.Store, shapes: ox.Store) -> set[str]:
    """Return the names of the shapes that the engine still has to judge."""
    triples = data.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    return {
        str(getattr(quad.subject, "value", quad.subject)).rpartition("/")[2]
        for quad in unproven(triples, shapes, lambda: data.query)
        if quad.predicate.value.startswith(f"{SH}target")
    }


Result = tuple[str, ...]


def results(found: ox.Store) -> Counter[Result]:
    """Return focus node, value, component and shape of each result of a report."""
    counted: Counter[Result] = Counter()
    for result in found.quads_for_pattern(None, ox.NamedNode(f"{SH}result"), None):
        assert isinstance(result.object, ox.NamedNode | ox.BlankNode)
        said = {
            quad.predicate.value.removeprefix(SH): str(quad.object)
            for quad in found.quads_for_pattern(result.object, None, None)
        }
        counted[tuple(said.get(key, "") for key in KEYS)] += 1
    return counted


def unscreened(data: ox.Store, shapes: ox.Store) -> Counter[Result]:
    """Return the results of the engine alone."""
    default = ox.DefaultGraph()
    turtle = ENGINES["pyshifty"](
        data.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=default) or b"",
        shapes.dump(format=ox.RdfFormat.TURTLE, from_graph=default),
    )
    store = ox.Store()
    store.extend(ox.parse(turtle, ox.RdfFormat.TURTLE))
    return results(store)


def hold_each(data: ox.Store, shapes: ox.Store) -> int:
    """Hold the screen against the engine, at once and for each node that breaks a shape alone."""
    try:
        wanted = unscreened(data, shapes)
    except ScgraphError:
        with pytest.raises(ScgraphError):
            report(data, shapes, "pyshifty")
        return 0
    assert wanted == results(report(data, shapes, "pyshifty"))
    tops = {
        str(q.subject): q.subject for q in shapes if q.predicate.value.startswith(f"{SH}target")
    }
    one = ox.Store()
    one.extend(quad for quad in shapes if not quad.predicate.value.startswith(f"{SH}target"))
    alone = 0
    for focus, _, _, name in wanted:
        if name in tops and not focus.startswith("_:"):
            target = f"DATA {{ {name} <{SH}targetNode> {focus} }}"
            one.update(f"INSERT {target}")
            assert left(data, one) == {str(getattr(tops[name], "value", "")).rpartition("/")[2]}
            one.update(f"DELETE {target}")
            alone += 1
    return alone


def parts(path: Path) -> tuple[ox.Store, ox.Store]:
    """Return the data and the shapes of a case."""
    data, shapes = ox.Store(), ox.Store()
    stores = {ox.NamedNode(f"{E}case/data"): data, ox.NamedNode(f"{E}case/shapes"): shapes}
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TRIG, base_iri=f"{E}case/"):
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name in stores:
            stores[quad.graph_name].add(ox.Quad(quad.subject, quad.predicate, quad.object))
    return data, shapes


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_nothing_that_a_case_of_the_specification_finds_is_lost(path: Path) -> None:
    hold_each(*parts(path))


def test_nothing_that_the_shipped_shapes_find_is_lost() -> None:
    shapes = read_shapes(shape_files())
    alone = 0
    for path in EXAMPLES:
        data = ox.Store()
        data.extend(merged(read_quads(path)))
        alone += hold_each(data, shapes)
    assert alone > 50


def test_the_shipped_graph_needs_no_engine(graph: Graph) -> None:
    """Every shipped shape is of the kind that the screen can judge."""
    assert left(graph.store, read_shapes(shape_files())) == set()


PROVEN = {
    "a count": "sh:property [ sh:path e:p ; sh:minCount 2 ; sh:maxCount 2 ]",
    "a datatype": "sh:property [ sh:path e:day ; sh:datatype xsd:date ]",
    "a pattern": 'sh:property [ sh:path e:name ; sh:pattern "^B" ; sh:flags "i" ]',
    "a language": 'sh:property [ sh:path e:name ; sh:languageIn ( "en" ) ]',
    "a superclass": "sh:class e:Upper",
    "an order": "sh:property [ sh:path e:day ; sh:lessThan e:end ]",
    "a number": "sh:property [ sh:path e:p ; sh:minExclusive 0.5 ]",
    "no value": "sh:not [ sh:property [ sh:path e:q ; sh:minCount 1 ] ]",
    "one of two": "sh:xone ( [ sh:class e:Upper ] [ sh:class e:Other ] )",
    "a value that fits": "sh:property [ sh:path e:name ; sh:qualifiedValueShape "
    '[ sh:pattern "b" ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1 ]',
    "a way back": "sh:property [ sh:path [ sh:inversePath e:to ] ; sh:hasValue e:b ]",
    "a long way": "sh:property [ sh:path ( e:to [ sh:zeroOrMorePath e:to ] ) ; sh:hasValue e:a ]",
    "a query": 'sh:sparql [ sh:select "SELECT $this { $this <http://example.org/none> ?x }" ]',
}
DOUBTFUL = {
    "a class of its own": "a e:Shape ; sh:nodeKind sh:IRI",
    "an unknown term": "sh:minCuont 1",
    "a form in doubt": "sh:property [ sh:path e:odd ; sh:datatype xsd:date ]",
    "a closed shape": "sh:closed true ; sh:ignoredProperties ( e:p )",
    "itself": "sh:property [ sh:path e:to ; sh:node e:shape ]",
    "a warning inside a negation": "sh:not [ sh:class e:None ; sh:severity sh:Warning ]",
    "two of one": "sh:nodeKind sh:IRI , sh:BlankNodeOrIRI",
    "a query with a part of its own": "sh:sparql [ sh:select "
    '"SELECT $this { { SELECT $this { $this <http://example.org/none> ?x } } }" ]',
    "a query with a filter inside": "sh:sparql [ sh:select "
    '"SELECT $this { { FILTER ($this = 1) } UNION { FILTER ($this = 2) } }" ]',
}
DATA = """
    e:a a e:Lower ; e:p 1 , 2 ; e:name "Bob"@en-gb ; e:day "2020-02-29"^^xsd:date ;
        e:end "2020-03-01"^^xsd:date ; e:odd "2021-02-29"^^xsd:date ; e:to e:b .
    e:b e:to e:a .
    e:Lower rdfs:subClassOf e:Upper .
"""


@pytest.mark.parametrize("kind", PROVEN)
def test_a_node_that_conforms_is_taken_from_the_engine(kind: str) -> None:
    shapes = made(f"e:shape sh:targetNode e:a ; {PROVEN[kind]} .")
    assert left(made(DATA), shapes) == set()


@pytest.mark.parametrize("kind", DOUBTFUL)
def test_what_is_in_doubt_is_left_to_the_engine(kind: str) -> None:
    shapes = made(f"e:shape sh:targetNode e:a ; {DOUBTFUL[kind]} .")
    assert left(made(DATA), shapes) == {"shape"}


def test_only_the_shape_that_may_be_broken_is_left() -> None:
    shapes = made("""
        e:good sh:targetNode e:a ; sh:class e:Upper .
        e:bad sh:targetNode e:b ; sh:class e:Upper .
    """)
    assert left(made(DATA), shapes) == {"bad"}


def test_a_class_that_is_a_shape_is_a_target() -> None:
    """Implicit class targets (SHACL, section 2.1.3.3)."""
    assert targets_nothing(made("e:shape a sh:NodeShape ; sh:class e:Upper ."))
    assert not targets_nothing(made("e:Upper a rdfs:Class , sh:NodeShape ; sh:class e:None ."))


def test_components_of_the_users_own_are_left_to_the_engine() -> None:
    shapes = made("""
        e:shape sh:targetNode e:a ; sh:class e:Upper ; e:most 1 .
        e:component a sh:ConstraintComponent ; sh:parameter [ sh:path e:most ] .
    """)
    assert left(made(DATA), shapes) == {"shape"}
