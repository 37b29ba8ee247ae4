"""Read the property paths of SHACL, write them as Turtle, and walk them over data."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox

from scgraph.errors import ScgraphError
from scgraph.plain_graph import AnyGraph

__all__ = [
    "Path",
    "Step",
    "Term",
    "items",
    "last_triples",
    "may_be_empty",
    "read_path",
    "to_turtle",
]

_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST, _NIL = (ox.NamedNode(_RDF + name) for name in ("first", "rest", "nil"))
_OPERATORS = ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
_DEFAULT = ox.DefaultGraph()
_MOST_DEEP = 100


class Step(NamedTuple):
    """One operator of a path, one of SHACL's own or `sequence`, over its parts."""

    operator: str
    parts: "tuple[Path, ...]"


Path: TypeAlias = ox.NamedNode | Step
Node: TypeAlias = ox.NamedNode | ox.BlankNode
Term: TypeAlias = Node | ox.Literal


def read_path(store: AnyGraph, node: object, depth: int = 0) -> Path:
    """
    Read the path that a node of *store* stands for (SHACL, section 2.3.1).

    Raises:
        ScgraphError: the node is no well-formed path.
    """
    if isinstance(node, ox.NamedNode):
        return node
    if not isinstance(node, ox.BlankNode) or depth > _MOST_DEEP:
        raise ScgraphError(f"not a property path: {node}", mend="see SHACL, section 2.3.1")
    if steps := items(store, node):
        return Step("sequence", tuple(read_path(store, step, depth + 1) for step in steps))
    for operator in _OPERATORS:
        value = _one(store, node, ox.NamedNode(_SH + operator))
        if value is None:
            continue
        if operator == "alternativePath":
            parts = items(store, value)
            return Step(operator, tuple(read_path(store, part, depth + 1) for part in parts))
        return Step(operator, (read_path(store, value, depth + 1),))
    raise ScgraphError(f"not a property path: {node}", mend="see SHACL, section 2.3.1")


def to_turtle(path: Path) -> str:
    """Return a path as one Turtle term with IRIs written out."""
    if isinstance(path, ox.NamedNode):
        return str(path)
    parts = " ".join(map(to_turtle, path.parts))
    if path.operator == "sequence":
        return f"( {parts} )"
    value = f"( {parts} )" if path.operator == "alternativePath" else parts
    return f"[ <{_SH}{path.operator}> {value} ]"


def last_triples(data: AnyGraph, focus: Term, path: Path) -> Iterator[tuple[ox.Triple, object]]:
    """
    Yield each value of a path from *focus* with the triple of the default graph that leads to it.

    A value that is the focus node itself, reached over no triple, is left out.
    """
    if isinstance(path, ox.NamedNode):
        if isinstance(focus, ox.Literal):
            return
        for quad in data.quads_for_pattern(focus, path, None, _DEFAULT):
            yield quad.triple, quad.object
    elif path.operator == "inversePath":
        yield from _backwards(data, focus, path.parts[0])
    elif path.operator == "alternativePath":
        for part in path.parts:
            yield from last_triples(data, focus, part)
    elif path.operator == "sequence":
        *most, last = path.parts
        starts: Sequence[Term] = [focus]
        for part in most:
            starts = _reached(data, starts, part)
        for start in starts:
            yield from last_triples(data, start, last)
        if may_be_empty(last):
            yield from last_triples(data, focus, _shorter(most))
    else:
        (part,) = path.parts
        starts = [focus]
        if path.operator != "zeroOrOnePath":
            starts = _reached(data, [focus], Step("zeroOrMorePath", (part,)))
        for start in starts:
            yield from last_triples(data, start, part)


def _backwards(data: AnyGraph, focus: Term, path: Path) -> Iterator[tuple[ox.Triple, object]]:
    if isinstance(path, ox.NamedNode):
        for quad in data.quads_for_pattern(None, path, focus, _DEFAULT):
            yield quad.triple, quad.subject
    elif path.operator == "inversePath":
        yield from last_triples(data, focus, path.parts[0])
    else:
        # the inverse of an operator is the operator over the inverses, a sequence turned round
        turned = [Step("inversePath", (part,)) for part in path.parts]
        if path.operator == "sequence":
            turned.reverse()
        yield from last_triples(data, focus, Step(path.operator, tuple(turned)))


def _reached(data: AnyGraph, starts: Sequence[Term], path: Path) -> Sequence[Term]:
    """Return the nodes that a path leads to from *starts*."""
    if isinstance(path, Step) and path.operator == "sequence":
        for part in path.parts:
            starts = _reached(data, starts, part)
        return starts
    empty = may_be_empty(path)
    again = isinstance(path, Step) and path.operator in ("zeroOrMorePath", "oneOrMorePath")
    step = path.parts[0] if again and isinstance(path, Step) else path
    found: dict[Term, None] = dict.fromkeys(starts) if empty else {}
    open_nodes = list(starts)
    while open_nodes:
        node = open_nodes.pop()
        for _, value in last_triples(data, node, step):
            if isinstance(value, Term) and value not in found:
                found[value] = None
                if again:
                    open_nodes.append(value)
    return list(found)


def may_be_empty(path: Path) -> bool:
    """Tell whether a path leads from each node to itself, over no triple."""
    if isinstance(path, ox.NamedNode):
        return False
    if path.operator in ("zeroOrMorePath", "zeroOrOnePath"):
        return True
    every = all if path.operator == "sequence" else any
    return every(may_be_empty(part) for part in path.parts)


def _shorter(parts: list[Path]) -> Path:
    return parts[0] if len(parts) == 1 else Step("sequence", tuple(parts))


def _one(store: AnyGraph, node: Node, predicate: ox.NamedNode) -> object:
    return next((q.object for q in store.quads_for_pattern(node, predicate, None)), None)


def items(store: AnyGraph, cell: object) -> list[object]:
    """Return the items of an RDF list; a cycle ends it."""
    found: list[object] = []
    seen = set()
    while isinstance(cell, ox.BlankNode | ox.NamedNode) and cell != _NIL and cell not in seen:
        seen.add(cell)
        value = _one(store, cell, _FIRST)
        if value is None:
            break
        found.append(value)
        cell = _one(store, cell, _REST)
    return found
