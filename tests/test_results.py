"""A SHACL result becomes a finding that says what is wrong and how to mend it."""

import pyoxigraph as ox
import pytest

from scgraph.findings import Finding
from scgraph.namespaces import BASE
from scgraph.shacl.shapes import Shapes
from scgraph.validate import hold

SH = "http://www.w3.org/ns/shacl#"
EX = "http://example.org/"
TABLE = {"ex": EX, "xsd": "http://www.w3.org/2001/XMLSchema#"}
HEAD = f"""
@prefix ex: <{EX}> .
@prefix sh: <{SH}> .
@prefix shape: <{BASE}shape/> .
@prefix xsd: <{TABLE["xsd"]}> .
"""


def store(turtle: str) -> ox.Store:
    made = ox.Store()
    made.extend(ox.parse((HEAD + turtle).encode(), ox.RdfFormat.TURTLE))
    return made


def found(data: str, shapes: str, engine: str = "pyshifty") -> list[Finding]:
    return hold(store(data), Shapes(store(shapes)), engine=engine, table=TABLE)


# the constraints of a property shape for ex:p, the values of ex:a, message and mend
CORE = {
    "class": (
        "sh:class ex:C",
        "ex:p ex:b",
        "ex:b is not an instance of ex:C",
        "give it the class ex:C, or name another thing",
    ),
    "datatype": (
        "sh:datatype xsd:date",
        "ex:p 'x'",
        '"x" is not a lawful xsd:date',
        'write it as "..."^^xsd:date',
    ),
    "nodeKind": ("sh:nodeKind sh:IRI", "ex:p 'x'", '"x" is not an IRI', "write an IRI"),
    "minCount": ("sh:minCount 2", "ex:p 1", "fewer than 2 of ex:p", "add ex:p"),
    "maxCount": (
        "sh:maxCount 1",
        "ex:p 1 , 2",
        "more than 1 of ex:p",
        "keep 1 and take the others away",
    ),
    "minExclusive": ("sh:minExclusive 5", "ex:p 5", "5 is not more than 5", "give more than 5"),
    "minInclusive": ("sh:minInclusive 5", "ex:p 4.5", "4.5 is not 5 or more", "give 5 or more"),
    "maxExclusive": ("sh:maxExclusive 5", "ex:p 5", "5 is not less than 5", "give less than 5"),
    "maxInclusive": ("sh:maxInclusive 5", "ex:p 6", "6 is not 5 or less", "give 5 or less"),
    "minLength": (
        "sh:minLength 3",
        "ex:p 'ab'",
        '"ab" is shorter than 3 characters',
        "write at least 3 characters",
    ),
    "maxLength": (
        "sh:maxLength 3",
        "ex:p 'abcd'",
        '"abcd" is longer than 3 characters',
        "write at most 3 characters",
    ),
    "pattern": (
        "sh:pattern '^[0-9]+$'",
        "ex:p 'a'",
        '"a" does not match "^[0-9]+$"',
        "write it as the pattern asks",
    ),
    "languageIn": (
        "sh:languageIn ( 'en' 'fr' )",
        "ex:p 'a'@de",
        'the language of "a" is not one of "en", "fr"',
        'write it in one of "en", "fr"',
    ),
    "uniqueLang": (
        "sh:uniqueLang true",
        "ex:p 'a'@en , 'b'@en",
        "two values of ex:p have one language",
        "keep one for each language",
    ),
    "equals": (
        "sh:equals ex:q",
        "ex:p 1 , 2 ; ex:q 1",
        "ex:p and ex:q do not have the same values: 2",
        "give 2 to both or to neither",
    ),
    "disjoint": (
        "sh:disjoint ex:q",
        "ex:p 1 , 2 ; ex:q 1",
        "1 is also a value of ex:q",
        "take it away from one of the two",
    ),
    "lessThan": (
        "sh:lessThan ex:q",
        "ex:p 1 ; ex:q 1",
        "1 is not less than the value of ex:q",
        "correct one of the two",
    ),
    "lessThanOrEquals": (
        "sh:lessThanOrEquals ex:q",
        "ex:p 2 ; ex:q 1",
        "2 is more than the value of ex:q",
        "correct one of the two",
    ),
    "not": (
        "sh:not [ sh:nodeKind sh:Literal ]",
        "ex:p 1",
        "1 is what [ sh:nodeKind sh:Literal ] describes, which it must not be",
        "change what makes it so",
    ),
    "and": (
        "sh:and ( [ sh:nodeKind sh:IRI ] ex:other )",
        "ex:p 1",
        "1 does not conform to all of [ sh:nodeKind sh:IRI ], ex:other",
        "see these shapes",
    ),
    "or": (
        "sh:or ( [ sh:nodeKind sh:IRI ] [ sh:datatype xsd:date ] )",
        "ex:p 1",
        "1 conforms to none of [ sh:nodeKind sh:IRI ], [ sh:datatype xsd:date ]",
        "make it conform to one",
    ),
    "xone": (
        "sh:xone ( [ sh:nodeKind sh:Literal ] [ sh:datatype xsd:integer ] )",
        "ex:p 1",
        "1 does not conform to exactly one of"
        " [ sh:nodeKind sh:Literal ], [ sh:datatype xsd:integer ]",
        "make it conform to just one",
    ),
    "node": (
        "sh:node ex:other",
        "ex:p 1",
        "1 does not conform to ex:other",
        "see that shape",
    ),
    "qualifiedMinCount": (
        "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMinCount 1",
        "ex:p 1",
        "too few values of ex:p are as asked: fewer than 1",
        "add ex:p with such a value",
    ),
    "qualifiedMaxCount": (
        "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMaxCount 1",
        "ex:p ex:b , ex:c , 1",
        "too many values of ex:p are as asked: more than 1",
        "keep 1 of them",
    ),
    "hasValue": ("sh:hasValue 2", "ex:p 1", "ex:p lacks the value 2", "add ex:p 2"),
    "in": (
        "sh:in ( ex:b 'c' 3 )",
        "ex:p 4",
        '4 is not one of ex:b, "c", 3',
        'use one of ex:b, "c", 3',
    ),
}


@pytest.mark.parametrize("name", CORE)
def test_a_constraint_without_a_message_is_told_in_plain_words(name: str) -> None:
    """Message and mend name the value, the path and what the shape asks."""
    body, values, message, mend = CORE[name]
    shapes = f"ex:s sh:targetNode ex:a ; sh:property [ sh:path ex:p ; {body} ] ."
    (one,) = found(f"ex:a {values} .", f"{shapes} ex:other sh:nodeKind sh:IRI .")
    assert (one.message, one.mend) == (message, mend)
    assert one.component == f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"
    assert (one.rule, one.focus, one.severity) == ("s", f"{EX}a", "violation")
    assert one.path == f"<{EX}p>"


def test_a_property_that_a_closed_shape_lacks_is_told() -> None:
    (one,) = found(
        "ex:a ex:p 1 ; ex:q 2 .",
        "ex:s sh:targetNode ex:a ; sh:closed true ; sh:property [ sh:path ex:p ] .",
    )
    assert (one.message, one.mend) == (
        "ex:q is not allowed here",
        "take it away, or allow it in the shape",
    )
    assert (one.path, one.value) == (f"<{EX}q>", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>')


def test_a_path_of_several_steps_is_told_as_turtle() -> None:
    (one,) = found(
        "ex:b ex:q ex:a .",
        "ex:s sh:targetNode ex:a ; sh:property"
        " [ sh:path ( [ sh:inversePath ex:q ] ex:p ) ; sh:minCount 1 ] .",
    )
    assert one.path == f"( [ <{SH}inversePath> <{EX}q> ] <{EX}p> )"
    assert one.message == "fewer than 1 of ( [ sh:inversePath ex:q ] ex:p )"


@pytest.mark.parametrize(
    ("said", "message", "mend"),
    [
        pytest.param("no name: give it one", "no name", "give it one", id="both"),
        pytest.param("no name: give one: now.", "no name", "give one: now", id="a second colon"),
        pytest.param("give it a name", "fewer than 1 of ex:p", "give it a name", id="the mend"),
    ],
)
def test_a_message_of_ours_tells_what_and_mend(said: str, message: str, mend: str) -> None:
    """The house form is `what is wrong: the mend`, or the mend alone."""
    shapes = f"sh:path ex:p ; sh:minCount 1 ; sh:message '{said}' ; sh:targetNode ex:a ."
    (one,) = found("ex:a ex:q 1 .", f"shape:ours {shapes}")
    assert (one.rule, one.message, one.mend) == ("ours", message, mend)


def test_a_message_of_others_is_kept_whole() -> None:
    """What others write may hold a colon; the mend is that of the constraint."""
    (one,) = found(
        "ex:a ex:q 1 .",
        "ex:s sh:targetNode ex:a ; sh:property"
        " [ sh:path ex:p ; sh:minCount 1 ; sh:message 'Error: no name.' ] .",
    )
    assert (one.message, one.mend) == ("Error: no name.", "add ex:p")


def test_a_query_tells_its_own_message_and_no_mend() -> None:
    (one,) = found(
        "ex:a ex:q 1 .",
        "ex:s sh:targetNode ex:a ; sh:sparql [ sh:message 'odd' ; sh:select"
        " 'SELECT $this WHERE { $this ?p 1 }' ] .",
    )
    assert (one.message, one.mend) == ("odd", "")


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        ("sh:Info", "info"),
        ("sh:Warning", "warning"),
        ("sh:Violation", "violation"),
        ("ex:Odd", f"{EX}Odd"),
    ],
)
def test_a_severity_is_one_of_three_or_an_iri(severity: str, level: str) -> None:
    (one,) = found(
        "ex:a ex:q 1 .",
        f"ex:s sh:path ex:p ; sh:targetNode ex:a ; sh:minCount 1 ; sh:severity {severity} .",
    )
    assert one.severity == level


@pytest.mark.parametrize("engine", ["pyshifty", "pyshacl"])
def test_the_details_of_a_result_are_no_results(engine: str) -> None:
    """What stands behind sh:detail explains a result (SHACL, section 3.6.2.5)."""
    shapes = (
        "ex:s sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:node ex:n ] ."
        " ex:n a sh:NodeShape ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ."
    )
    (one,) = found("ex:a ex:p ex:b . ex:b ex:r 1 .", shapes, engine)
    assert (one.focus, one.value) == (f"{EX}a", f"<{EX}b>")


@pytest.mark.parametrize("engine", ["pyshifty", "pyshacl"])
def test_a_blank_node_keeps_its_label(engine: str) -> None:
    """By its label the place of a blank node is found, whichever engine found it wrong."""
    shapes = "ex:s sh:targetObjectsOf ex:p ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ."
    (one,) = found("ex:a ex:p _:named . _:other ex:q 1 .", shapes, engine)
    assert one.focus == "_:named"


def test_findings_are_sorted() -> None:
    """By severity, rule and focus node, so that two runs agree."""
    shapes = (
        "ex:z sh:targetNode ex:b , ex:a ; sh:class ex:C . ex:y sh:targetNode ex:a ; sh:class ex:C ."
    )
    one = found("ex:a ex:q 1 .", shapes)
    assert [(f.rule, f.focus) for f in one] == [("y", f"{EX}a"), ("z", f"{EX}a"), ("z", f"{EX}b")]
