"""Say which values a qualified maximum counted, so that only these are pointed to."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from scgraph.findings import Finding
from scgraph.plain_graph import AnyGraph
from scgraph.shacl.paths import Term, last_triples, may_be_empty
from scgraph.shacl.shapes import Node, Shapes
from scgraph.shacl.terms import path_of, term_of
from scgraph.shacl.wording import parameter_of

__all__ = ["counted"]

_SH = "http://www.w3.org/ns/shacl#"
_PROPERTY, _SOURCE, _FOCUS = (
    ox.NamedNode(_SH + name) for name in ("property", "sourceShape", "focusNode")
)
_OURS = "urn:x-scgraph:counted:"


def counted(
    data: AnyGraph, shapes: Shapes, findings: Iterable[Finding], engine: str
) -> dict[Finding, set[object]]:
    """
    Return for each result of sh:qualifiedMaxCount the values that it is about.

    They are those that conform to the qualified shape and, where the shapes are disjoint, to none
    of its siblings (SHACL, section 4.7.3). The engine is asked once, about all of them, with shapes
    of ours beside the given ones and, for as long as it runs, triples of ours in the data.
    """
    kept = {one: _values(data, one) for one in findings if _is_qualified(one)}
    if not kept:
        return {}
    from scgraph.shacl.engines import report

    asked = type(shapes.store)()
    asked.extend(
        quad for quad in shapes.store if not quad.predicate.value.startswith(f"{_SH}target")
    )
    triples = []
    ours = {}
    for number, (finding, values) in enumerate(kept.items()):
        ours[finding] = ox.NamedNode(f"{_OURS}{number}")
        asked.extend(_shape(ours[finding], shapes, shapes.node(finding.source_shape)))
        triples += [
            ox.Quad(ours[finding], ours[finding], value)
            for value in values
            if isinstance(value, Term)
        ]
    data.extend(triples)
    try:
        made = report(data, asked, engine)
    finally:
        for quad in triples:
            data.remove(quad)
    return {one: values - set(_failing(made, ours[one])) for one, values in kept.items()}


def _is_qualified(finding: Finding) -> bool:
    return parameter_of(finding.component) == "qualifiedMaxCount"


def _values(data: AnyGraph, finding: Finding) -> set[object]:
    focus, path = term_of(finding.focus), path_of(finding.path)
    assert focus is not None
    found: set[object] = {term for _, term in last_triples(data, focus, path)}
    return {*found, focus} if may_be_empty(path) else found


def _shape(ours: ox.NamedNode, shapes: Shapes, shape: Node) -> Iterator[ox.Quad]:
    """Yield a shape that the values conform to which the qualified maximum of *shape* counts."""
    yield ox.Quad(ours, ox.NamedNode(_SH + "targetObjectsOf"), ours)
    parts = [("node", value) for value in shapes.values(shape, "qualifiedValueShape")]
    parts += [("not", sibling) for sibling in _siblings(shapes, shape)]
    for name, value in parts:
        assert isinstance(value, Node)
        yield ox.Quad(ours, ox.NamedNode(_SH + name), value)


def _siblings(shapes: Shapes, shape: Node) -> set[object]:
    """Return the sibling shapes of a disjoint qualified shape."""
    disjoint = shapes.values(shape, "qualifiedValueShapesDisjoint")
    if not any(isinstance(one, ox.Literal) and one.value == "true" for one in disjoint):
        return set()
    used = shapes.store.quads_for_pattern(None, _PROPERTY, shape)
    found = {
        value
        for parent in {quad.subject for quad in used}
        if isinstance(parent, Node)
        for other in shapes.values(parent, "property")
        if isinstance(other, Node)
        for value in shapes.values(other, "qualifiedValueShape")
    }
    return found - set(shapes.values(shape, "qualifiedValueShape"))


def _failing(made: AnyGraph, shape: ox.NamedNode) -> Iterator[object]:
    """Yield the focus nodes of a shape's results."""
    for result in made.quads_for_pattern(None, _SOURCE, shape):
        for quad in made.quads_for_pattern(result.subject, _FOCUS, None):
            yield quad.object
