"""Say what of a shape a value breaks where a result only says that it does not conform."""

from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox

from scgraph.findings import Finding
from scgraph.plain_graph import AnyGraph
from scgraph.shacl.paths import Term, items
from scgraph.shacl.results import read_results
from scgraph.shacl.shapes import Node, Shapes
from scgraph.shacl.terms import term_of
from scgraph.shacl.wording import parameter_of

__all__ = ["detailed"]

_SH = "http://www.w3.org/ns/shacl#"
_TARGET = ox.NamedNode(f"{_SH}targetObjectsOf")
_OURS = "urn:x-scgraph:detail:"
# more are told apart by nobody, and each costs a look at its shapes
_MOST, _SHOWN = 500, 3


def detailed(
    data: AnyGraph, shapes: Shapes, findings: list[Finding], engine: str, table: dict[str, str]
) -> list[Finding]:
    """
    Return the findings, those of sh:node and sh:and with what breaks the shapes that they name.

    SHACL leaves it to the engine whether it tells (sh:detail, section 3.6.2.3); ours does not. It
    is asked once more, about these values and shapes alone, with triples of ours in the data for as
    long as it runs. A shape with a message of its own is left to say what it says.
    """
    asked: dict[Finding, tuple[object, list[Node]]] = {}
    for one in findings:
        if len(asked) < _MOST and (parts := _parts(shapes, one)):
            asked[one] = (term_of(one.value or one.focus), parts)
    if not asked:
        return findings
    broken = _broken(data, shapes, asked.values(), engine, table)
    made = []
    for one in findings:
        value, parts = asked.get(one, (None, []))
        found = [each for part in parts for each in broken.get((str(value), part), ())]
        made.append(_told(one, found) if found else one)
    return made


def _parts(shapes: Shapes, finding: Finding) -> list[Node]:
    """Return the shapes that a value must conform to by the constraint of a finding."""
    parameter = parameter_of(finding.component)
    if parameter not in ("node", "and"):
        return []
    shape = shapes.node(finding.source_shape)
    if shapes.says(shape):
        return []
    named = shapes.values(shape, parameter)
    if parameter == "and":
        named = [one for head in named for one in items(shapes.store, head)]
    return [one for one in named if isinstance(one, Node)]


def _broken(
    data: AnyGraph,
    shapes: Shapes,
    asked: Iterable[tuple[object, list[Node]]],
    engine: str,
    table: dict[str, str],
) -> dict[tuple[str, Node], list[Finding]]:
    """Return what each value breaks of each shape, but for what lies deeper in the data."""
    from scgraph.shacl.engines import report

    made = type(shapes.store)()
    made.extend(
        quad for quad in shapes.store if not quad.predicate.value.startswith(f"{_SH}target")
    )
    numbers: dict[Node, ox.NamedNode] = {}
    triples = []
    for value, parts in asked:
        if not isinstance(value, Term):
            continue
        for part in parts:
            ours = numbers.setdefault(part, ox.NamedNode(f"{_OURS}{len(numbers)}"))
            triples.append(ox.Quad(ours, ours, value))
    made.extend(ox.Quad(part, _TARGET, ours) for part, ours in numbers.items())
    data.extend(triples)
    try:
        results = read_results(report(data, made, engine), Shapes(made), table)
    finally:
        for quad in triples:
            data.remove(quad)
    found: dict[tuple[str, Node], list[Finding]] = {}
    for part in numbers:
        own = {part, *shapes.values(part, "property")}
        for one in results:
            if shapes.node(one.source_shape) in own:
                found.setdefault((str(term_of(one.focus)), part), []).append(one)
    return found


def _told(finding: Finding, found: list[Finding]) -> Finding:
    messages = list(dict.fromkeys(one.message for one in found))
    mends = list(dict.fromkeys(one.mend for one in found if one.mend))
    more = [f"and {len(messages) - _SHOWN} more"] if len(messages) > _SHOWN else []
    return replace(
        finding,
        message=f"{finding.message}: {'; '.join([*messages[:_SHOWN], *more])}",
        mend="; ".join(mends[:_SHOWN]) or finding.mend,
    )
