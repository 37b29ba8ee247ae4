"""Read a SHACL validation report into findings, in words that say what is wrong and the mend."""

import re

import pyoxigraph as ox

from scgraph.findings import LEVELS, Finding
from scgraph.namespaces import BASE
from scgraph.plain_graph import AnyGraph
from scgraph.shacl.paths import read_path, to_turtle
from scgraph.shacl.shapes import Shapes
from scgraph.shacl.shown import describe, show
from scgraph.shacl.wording import component_words, datatype_words, parameter_of

__all__ = ["read_results"]

_SH = "http://www.w3.org/ns/shacl#"
_TOLD = ox.NamedNode(_SH + "resultMessage")
_IRI = re.compile(r"<([^<>]*)>")


def read_results(made: AnyGraph, shapes: Shapes, table: dict[str, str]) -> list[Finding]:
    """
    Return the results of a report (SHACL, section 3.6.2), sorted.

    Args:
        made: the report.
        shapes: the shapes graph that it was made with.
        table: the prefixes that messages may use.
    """
    table = {"sh": _SH} | table
    # a result that is no value of sh:result is a detail of another one
    nodes = made.quads_for_pattern(None, ox.NamedNode(_SH + "result"), None)
    return sorted(_finding(made, quad.object, shapes, table) for quad in nodes)


def _finding(made: AnyGraph, node: object, shapes: Shapes, table: dict[str, str]) -> Finding:
    assert isinstance(node, ox.NamedNode | ox.BlankNode)
    said = list(made.quads_for_pattern(node, None, None))
    found = {quad.predicate.value[len(_SH) :]: quad.object for quad in said}
    told = (_text(quad.object) for quad in sorted(said, key=_preferred) if quad.predicate == _TOLD)
    shape, focus = found["sourceShape"], found["focusNode"]
    assert isinstance(shape, ox.NamedNode | ox.BlankNode)
    component, severity = _text(found["sourceConstraintComponent"]), _text(found["resultSeverity"])
    path = _path(made, shapes, shape, found.get("resultPath"))
    value = found.get("value")
    message, mend = _words(
        shapes,
        shape,
        component,
        next(told, ""),
        focus if value is None else value,
        {
            "path": _IRI.sub(lambda iri: show(ox.NamedNode(iri[1]), table), path),
            "value": show(focus if value is None else value, table),
        },
        table,
    )
    level = severity.removeprefix(_SH).lower()
    return Finding(
        level if severity.startswith(_SH) and level in LEVELS else severity,
        shapes.rule(shape, component),
        focus.value if isinstance(focus, ox.NamedNode) else str(focus),
        message,
        mend,
        path,
        "" if value is None else str(value),
        component,
        source_shape=shapes.written(shape),
    )


def _preferred(quad: ox.Quad) -> tuple[bool, bool, str]:
    """Sort messages: without a language, in English, in others."""
    language = getattr(quad.object, "language", None) or ""
    return bool(language), not language.startswith("en"), str(quad.object)


def _path(made: AnyGraph, shapes: Shapes, shape: ox.NamedNode | ox.BlankNode, node: object) -> str:
    """Return the path of a result as a Turtle term, empty where it has none."""
    if node is None:
        return ""
    # pyshifty names a path without its parts; the shape has them
    own = shapes.values(shape, "path") if isinstance(node, ox.BlankNode) else []
    return to_turtle(read_path(shapes.store, own[0]) if own else read_path(made, node))


def _words(
    shapes: Shapes,
    shape: ox.NamedNode | ox.BlankNode,
    component: str,
    told: str,
    value: object,
    terms: dict[str, str],
    table: dict[str, str],
) -> tuple[str, str]:
    """
    Return message and mend of a result.

    A message of our own shapes is `what is wrong: the mend`, or the mend alone; one of others says
    what is wrong; where the shape says nothing, the constraint tells both.
    """

    def given(name: str) -> str:
        return shapes.given(shape, name, lambda term: describe(shapes, term, table))

    message, mend = component_words(component, terms, given)
    if parameter_of(component) == "datatype":
        words = datatype_words(value, terms["value"], given("datatype"))
        message, mend = words or (message, mend)
    if not message or not shapes.says(shape):
        return message or told, mend
    if not _text(shape).startswith(BASE):
        return told, mend
    what, colon, how = told.removesuffix(".").partition(": ")
    return (what, how) if colon else (message, what)


def _text(term: object) -> str:
    """Return an IRI or a string as it is, any other term as N-Triples."""
    plain = isinstance(term, ox.NamedNode) or (
        isinstance(term, ox.Literal) and term.datatype.value.endswith("tring")
    )
    return str(getattr(term, "value", "")) if plain else str(term)
