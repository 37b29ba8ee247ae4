"""Every shape has a rule name that lasts, and a profile takes the targets of the others away."""

import pyoxigraph as ox
import pytest

from scgraph.namespaces import BASE
from scgraph.shacl.shapes import Shapes, named, of_profile
from scgraph.shacl.shown import describe

SH = "http://www.w3.org/ns/shacl#"
EX = "http://example.org/"
HEAD = f"""
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <{EX}> .
@prefix sh: <{SH}> .
@prefix shape: <{BASE}shape/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
MIN_COUNT = f"{SH}MinCountConstraintComponent"


def store(turtle: str) -> ox.Store:
    made = ox.Store()
    made.load((HEAD + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return made


def shape_with(shapes: Shapes, name: str) -> ox.NamedNode | ox.BlankNode:
    """Return the one shape that has a parameter."""
    (quad,) = shapes.store.quads_for_pattern(None, ox.NamedNode(SH + name), None)
    assert isinstance(quad.subject, ox.NamedNode | ox.BlankNode)
    return quad.subject


@pytest.mark.parametrize(
    ("turtle", "rule"),
    [
        pytest.param("ex:person sh:targetClass ex:P ; sh:minCount 1 .", "person", id="itself"),
        pytest.param(
            "<http://example.org/shapes#person-name> sh:minCount 1 .", "person-name", id="hash"
        ),
        pytest.param("<http://example.org/a/b/> sh:minCount 1 .", "b", id="slash at the end"),
        pytest.param(
            "ex:person sh:targetClass ex:P ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
            "person",
            id="anonymous property shape",
        ),
        pytest.param(
            "ex:person sh:targetClass ex:P ; sh:property ex:name . ex:name sh:minCount 1 .",
            "person",
            id="property shape with a name, used by one with a target",
        ),
        pytest.param(
            "ex:person sh:targetClass ex:P ; sh:property ex:name ."
            " ex:name sh:targetSubjectsOf ex:n ; sh:minCount 1 .",
            "name",
            id="its own target",
        ),
        pytest.param(
            "ex:person sh:targetClass ex:P ; sh:property [ sh:path ex:p ; sh:node "
            "[ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ] .",
            "person",
            id="nested",
        ),
        pytest.param(
            "ex:person sh:targetClass ex:P ; sh:or ( [ sh:path ex:p ; sh:class ex:C ] "
            "[ sh:path ex:q ; sh:minCount 1 ] ) .",
            "person",
            id="in a list",
        ),
        pytest.param("[] sh:targetClass ex:P ; sh:minCount 1 .", "minCount", id="no name at all"),
    ],
)
def test_the_rule_of_a_shape_is_the_name_that_a_person_gave(turtle: str, rule: str) -> None:
    shapes = Shapes(store(turtle))
    assert shapes.rule(shape_with(shapes, "minCount"), MIN_COUNT) == rule


def test_shapes_that_use_each_other_have_a_rule_too() -> None:
    shapes = Shapes(store("ex:a sh:node ex:b . ex:b sh:node ex:a ; sh:minCount 1 ."))
    assert shapes.rule(ox.NamedNode(EX + "b"), MIN_COUNT) in ("a", "b")


def test_named_gives_each_shape_an_iri_and_leaves_paths_and_lists_alone() -> None:
    made = named(
        store(
            "ex:s sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:in ( 1 2 ) ] ;"
            " sh:sparql [ sh:select 'x' ] ."
        )
    )
    blank = {quad.predicate.value for quad in made if isinstance(quad.subject, ox.BlankNode)}
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    assert blank == {f"{SH}inversePath", f"{rdf}first", f"{rdf}rest"}
    assert len(made) == 10


def test_named_returns_shapes_without_blank_nodes_as_they_are() -> None:
    shapes = store("ex:s sh:targetClass ex:P ; sh:nodeKind sh:IRI .")
    assert named(shapes) is shapes


def test_a_shape_is_found_by_what_is_written_of_it() -> None:
    """A finding names a shape by its IRI or label, and `node` gives the shape back."""
    shapes = Shapes(store("ex:s sh:property _:p . _:p sh:path ex:p ; sh:minCount 1 ."))
    property = shape_with(shapes, "minCount")
    assert shapes.is_anonymous(property)
    assert shapes.written(property).startswith("_:")
    assert shapes.node(shapes.written(property)) == property
    assert not shapes.is_anonymous(ox.NamedNode(EX + "s"))
    assert shapes.written(ox.NamedNode(EX + "s")) == EX + "s"
    assert shapes.node(EX + "s") == ox.NamedNode(EX + "s")


def test_a_profile_keeps_the_targets_of_its_parts_alone() -> None:
    shapes = store(
        "shape:profile-light dcterms:hasPart shape:a . shape:profile-strict dcterms:hasPart shape:b"
        " . shape:a sh:targetClass ex:A ; sh:node shape:b . shape:b sh:targetClass ex:B ;"
        " sh:targetNode ex:b ; sh:nodeKind sh:IRI ."
    )
    made = of_profile(shapes, "light")
    targets = {str(quad.object) for quad in made if quad.predicate.value.startswith(SH + "target")}
    assert targets == {f"<{EX}A>"}
    assert len(shapes) - len(made) == 2
    # what another shape uses stays what it was
    assert Shapes(made).values(ox.NamedNode(f"{BASE}shape/b"), "nodeKind") == [
        ox.NamedNode(SH + "IRI")
    ]


@pytest.mark.parametrize(
    ("turtle", "shown"),
    [
        ("sh:not ex:other", "ex:other"),
        ("sh:not [ sh:class ex:Cat ]", "[ sh:class ex:Cat ]"),
        (
            "sh:not [ sh:minCount 1 ; sh:path ex:p ; sh:message 'm' ; sh:name 'n' ]",
            "[ sh:path ex:p ; sh:minCount 1 ]",
        ),
        ("sh:not [ sh:in ( ex:a 'b' 3 ) ]", '[ sh:in ( ex:a "b" 3 ) ]'),
        (
            "sh:not [ sh:path [ sh:inversePath ex:p ] ; sh:datatype xsd:date ]",
            "[ sh:path [ sh:inversePath ex:p ] ; sh:datatype xsd:date ]",
        ),
        (
            "sh:not [ sh:node [ sh:node [ sh:node [ sh:node [ sh:class ex:C ] ] ] ] ]",
            "[ sh:node [ sh:node [ sh:node [ sh:node [ … ] ] ] ] ]",
        ),
        ("sh:not [ sh:deactivated true ]", "[ ]"),
    ],
)
def test_a_shape_without_a_name_is_shown_as_turtle(turtle: str, shown: str) -> None:
    """What a message says of it is the same at each run, and holds no label."""
    shapes = Shapes(store(f"ex:s {turtle} ."))
    (value,) = shapes.values(ox.NamedNode(EX + "s"), "not")
    table = {"ex": EX, "xsd": "http://www.w3.org/2001/XMLSchema#"}
    assert describe(shapes, value, table) == shown
