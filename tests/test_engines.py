"""
Both SHACL engines give the results that the specification asks for, case by case.

Each file of `engines/` is one case, written from the text of SHACL: a sentence with its section,
then as three graphs the data, the shapes, and the validation report that SHACL asks for.
"""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from scgraph.shacl.engines import ENGINES, report
from scgraph.shacl.flaws import errors_of, warnings_of
from scgraph.shacl.flaws.terms import NODE_KINDS, TERMS

CASES = {path.stem: path for path in sorted((Path(__file__).parent / "engines").glob("*.trig"))}
SH = "http://www.w3.org/ns/shacl#"
BASE = "http://example.org/case"
TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
PATHS = ("alternativePath", "inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
Triples = dict[object, dict[str, list[object]]]


class Result(NamedTuple):
    """What engines must agree on; blank nodes are `[]`, a path of several parts is written out."""

    focus: str
    path: str
    value: str
    component: str
    severity: str
    shape: str


class Difference(NamedTuple):
    """
    What an engine does otherwise than SHACL asks.

    Attributes:
        engine: its name.
        clause: the section of SHACL that decides.
        does: what the engine does.
        cases: of each case how many results are missing and how many there should not be; both 0
            where only a message is another; None where the engine fails.
    """

    engine: str
    clause: str
    does: str
    cases: dict[str, tuple[int, int] | None]


# An engine that is mended fails the test, so that its line here is taken out.
DIFFERENCES = [
    Difference(
        "pyshifty",
        "2.1.1",
        "takes one of several values of the parameter of a SPARQL-based component",
        {"component-several-values": (2, 0)},
    ),
    Difference(
        "pyshifty",
        "2.1.3.3",
        "takes owl:Class for a subclass of rdfs:Class, unsaid",
        {"target-implicit-owl-class": (0, 1)},
    ),
    Difference(
        "pyshifty",
        "5.3",
        "runs a SPARQL-based constraint that is deactivated",
        {"sparql-deactivated": (0, 1)},
    ),
    Difference(
        "pyshifty",
        "5.3.2",
        "gives a ?path that is no IRI as the path",
        {"sparql-path-variable-literal": (1, 1)},
    ),
    Difference(
        "pyshifty",
        "5.3.2",
        "gives the message of the constraint before the binding of ?message",
        {"sparql-message-variable": (0, 0)},
    ),
    Difference(
        "pyshifty",
        "5.3.2",
        "does not give the message of the component where the validator has none",
        {"component-message-of-the-component": (0, 0)},
    ),
    Difference(
        "pyshacl",
        "2.1.1",
        "takes results that look alike for one, and gives no value of an ASK validator",
        {"component-several-values": (3, 1)},
    ),
    Difference(
        "pyshacl",
        "2.1.3.3",
        "takes owl:Class for a subclass of rdfs:Class, unsaid",
        {"target-implicit-owl-class": (0, 1)},
    ),
    Difference(
        "pyshacl",
        "2.3.1.4",
        "inverts each step of a sequence and leaves their order",
        {"path-inverse-of-sequence": (1, 1)},
    ),
    Difference(
        "pyshacl",
        "4.4.1",
        "lets a blank node pass when the minimum is 0",
        {"min-length-zero": (1, 0)},
    ),
    Difference(
        "pyshacl",
        "4.4.3",
        "reads no flags but i and m",
        {"pattern-flags-lines": (0, 1), "pattern-flag-x": (1, 1)},
    ),
    Difference(
        "pyshacl",
        "4.5.4",
        "lets values pass that cannot be compared",
        {"less-than-or-equals-incomparable": (1, 0)},
    ),
    Difference(
        "pyshacl",
        "4.6.2, 4.6.3",
        "refuses the empty list",
        {"and-empty": None, "or-empty": None},
    ),
    Difference(
        "pyshacl",
        "5.2.1",
        "does not follow owl:imports from the value of sh:prefixes, and fails",
        {"sparql-prefixes-imported": None},
    ),
    Difference(
        "pyshacl",
        "5.3",
        "takes two solutions that look alike for one",
        {"sparql-solutions": (1, 0)},
    ),
    Difference(
        "pyshacl",
        "5.3.2",
        "gives a ?path that is no IRI as the path",
        {"sparql-path-variable-literal": (1, 1)},
    ),
    Difference(
        "pyshacl",
        "5.3.2",
        "gives the message of the constraint before the binding of ?message, and without language",
        {"sparql-message-variable": (0, 0), "sparql-message-language": (0, 0)},
    ),
    Difference(
        "pyshacl",
        "6.2.3",
        "fails where a component has no validator for the kind of shape",
        {"component-validator-none": None},
    ),
    Difference(
        "pyshacl",
        "6.3 with 5.3.2",
        "gives no value with the result of an ASK validator in a property shape",
        {
            "component-ask": (1, 1),
            "component-ask-pattern": (1, 1),
            "component-ask-this": (1, 1),
            "component-message": (1, 1),
            "component-message-of-the-component": (1, 1),
            "component-optional-parameter": (3, 3),
            "component-path-duplicates": (1, 1),
            "component-severity": (1, 1),
            "component-shared-validator": (2, 2),
            "component-two-parameters": (1, 1),
            "component-value-types": (1, 1),
        },
    ),
    Difference(
        "pyshacl",
        "6.3",
        "binds value in a SELECT validator beforehand",
        {"component-select-assigns-value": None, "component-select-node-value": (1, 0)},
    ),
]
# what the check of the shapes warns of
WARNED = {
    "component-several-values": ["unsupported-shape"],
    "shape-without-target": ["targets-nothing", "targets-nothing"],
    "sparql-deactivated": ["unsupported-shape"],
    "target-implicit-class-in-data": ["targets-nothing"],
}
KNOWN = {(name, one.engine): one for one in DIFFERENCES for name in one.cases}


class Case(NamedTuple):
    """The graphs of a case as an engine takes them, and what its report asks for."""

    data: bytes
    shapes: bytes
    wanted: Counter[Result]
    messages: dict[Result, list[str]]
    paths: Triples


def triples(quads: list[ox.Quad]) -> Triples:
    found: Triples = {}
    for quad in quads:
        about = found.setdefault(quad.subject, {})
        about.setdefault(quad.predicate.value.removeprefix(SH), []).append(quad.object)
    return found


def read(name: str) -> Case:
    parts: dict[str, list[ox.Quad]] = {"data": [], "shapes": [], "report": []}
    text = CASES[name].read_bytes()
    for quad in ox.parse(text, format=ox.RdfFormat.TRIG, base_iri=f"{BASE}/"):
        if isinstance(quad.graph_name, ox.NamedNode):
            plain = ox.Quad(quad.subject, quad.predicate, quad.object)
            parts[quad.graph_name.value.rpartition("/")[2]].append(plain)
    shapes = triples(parts["shapes"])
    wanted, messages = results(triples(parts["report"]), shapes)
    # N-Triples by parse and serialize: a store would rewrite the literals
    data, rules = (
        ox.serialize((q.triple for q in parts[part]), format=ox.RdfFormat.N_TRIPLES)
        for part in ("data", "shapes")
    )
    assert data is not None and rules is not None
    return Case(data, rules, wanted, messages, shapes)


def results(report: Triples, shapes: Triples) -> tuple[Counter[Result], dict[Result, list[str]]]:
    """Return the results of a report, without their details, and their messages."""
    (top,) = [about for about in report.values() if "conforms" in about]
    found: Counter[Result] = Counter()
    messages: dict[Result, list[str]] = {}
    for node in top.get("result", []):
        one = {key: values for key, values in report[node].items() if key != "resultMessage"}
        assert all(len(values) == 1 for values in one.values())
        path = one.get("resultPath", [None])[0]
        shape = one["sourceShape"][0]
        where = report
        if isinstance(path, ox.BlankNode) and path not in report and shape in shapes:
            # pyshifty gives a path of several parts without them (3.6.2.2); the shape has them
            path, where = shapes[shape]["path"][0], shapes
        result = Result(
            term(one["focusNode"][0]),
            expression(where, path) if path else "",
            term(one["value"][0]) if "value" in one else "",
            term(one["sourceConstraintComponent"][0]),
            term(one["resultSeverity"][0]),
            term(shape),
        )
        found[result] += 1
        messages.setdefault(result, [])
        messages[result] += sorted(map(str, report[node].get("resultMessage", [])))
    (conforms,) = top["conforms"]
    assert isinstance(conforms, ox.Literal) and conforms.value == ("false" if found else "true")
    return found, messages


def term(node: object) -> str:
    return "[]" if isinstance(node, ox.BlankNode) else str(node)


def expression(where: Triples, path: object) -> str:
    if not isinstance(path, ox.BlankNode):
        return str(path)
    parts = (f"{key} {expression(where, value[0])}" for key, value in sorted(where[path].items()))
    return f"[{'; '.join(parts)}]" if path in where else "[]"


def run(case: Case, engine: str) -> tuple[Counter[Result], dict[Result, list[str]]]:
    made = ENGINES[engine](case.data, case.shapes)
    return results(triples(list(ox.parse(made, format=ox.RdfFormat.TURTLE))), case.paths)


def outcome(case: Case, engine: str) -> tuple[int, int, bool] | None:
    """
    Return how many results are missing and how many are too many, and whether messages agree.

    None when the engine fails, in whatever way.
    """
    try:
        found, messages = run(case, engine)
    except Exception:
        return None
    agree = all(messages.get(one) == wanted for one, wanted in case.messages.items() if wanted)
    return (case.wanted - found).total(), (found - case.wanted).total(), agree


@pytest.mark.filterwarnings("ignore::UserWarning:rdflib")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", CASES)
def test_an_engine_does_what_the_specification_asks(name: str, engine: str) -> None:
    """
    Focus node, path, value, component, severity and source shape are those of the report.

    So are the messages that it states. What an engine does otherwise stands in DIFFERENCES.
    """
    case = read(name)
    if (name, engine) in KNOWN:
        known = KNOWN[name, engine]
        told = known.cases[name]
        found = outcome(case, engine)
        assert (found and found[:2]) == told, f"{known.clause}: no longer {known.does}"
        assert told != (0, 0) or not (found and found[2]), "the messages agree now"
        return
    found_results, messages = run(case, engine)
    assert (case.wanted - found_results, found_results - case.wanted) == (Counter(), Counter())
    for result, wanted in case.messages.items():
        if wanted:
            assert messages[result] == wanted


def test_each_difference_is_named_once() -> None:
    """One line for a case and an engine, of cases that exist."""
    assert len(KNOWN) == sum(len(one.cases) for one in DIFFERENCES)
    assert {name for name, _ in KNOWN} <= CASES.keys()


def test_the_cases_cover_the_specification() -> None:
    """Each component, target, path form and kind of SPARQL validator is in some case."""
    text = "".join(path.read_text(encoding="utf-8") for path in CASES.values())
    components = {word for word in TERMS if word.endswith("ConstraintComponent")}
    # sh:property gives no results of its own (4.7.2); expressions and JavaScript are other notes
    others = {"Expression", "JS", "Property", ""}
    for component in components - {f"{name}ConstraintComponent" for name in others}:
        assert f"sh:{component}" in text
    for term in (*TARGETS, *PATHS, *NODE_KINDS, "nodeValidator", "propertyValidator", "validator"):
        assert f"sh:{term} " in text


@pytest.mark.parametrize("name", CASES)
def test_the_cases_are_well_formed_shapes(name: str) -> None:
    """The check of the shapes has nothing against shapes that are valid SHACL."""
    shapes = ox.Store()
    shapes.load(read(name).shapes, format=ox.RdfFormat.N_TRIPLES)
    assert errors_of(shapes) == []
    assert [one.kind for one in warnings_of(shapes)] == WARNED.get(name, [])


@pytest.mark.parametrize("name", CASES)
def test_leaving_out_what_conforms_changes_no_result(name: str) -> None:
    """What is screened before the default engine runs takes no result away and adds none."""
    case = read(name)
    data, shapes = ox.Store(), ox.Store()
    data.extend(ox.parse(case.data, format=ox.RdfFormat.N_TRIPLES))
    shapes.extend(ox.parse(case.shapes, format=ox.RdfFormat.N_TRIPLES))
    alone = ENGINES["pyshifty"](
        data.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b"",
        shapes.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b"",
    )
    wanted, _ = results(triples(list(ox.parse(alone, format=ox.RdfFormat.TURTLE))), case.paths)
    found, _ = results(triples(list(report(data, shapes, "pyshifty"))), case.paths)
    assert found == wanted
