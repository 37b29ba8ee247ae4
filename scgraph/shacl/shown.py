"""Write terms, and shapes without a name, as a message shows them."""

import pyoxigraph as ox

from scgraph.namespaces import shorten
from scgraph.shacl.paths import items
from scgraph.shacl.shapes import Shapes

__all__ = ["describe", "show"]

_SH = "http://www.w3.org/ns/shacl#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_BARE = ("integer", "decimal", "double", "boolean")
_MOST = 80
_MOST_DEEP = 4
# what a shape says about itself, not about the data
_UNTOLD = ("message", "severity", "name", "description", "order", "group", "deactivated")


def show(term: object, table: dict[str, str]) -> str:
    """Return a term as a prefixed name, or as a literal without its datatype."""
    if isinstance(term, ox.NamedNode):
        short = shorten(term.value, table)
        return f"<{short}>" if short == term.value else short
    if isinstance(term, ox.Literal):
        if term.datatype.value.startswith(_XSD) and term.datatype.value[len(_XSD) :] in _BARE:
            return term.value
        return f'"{_cut(term.value)}"'
    return str(term)


def describe(shapes: Shapes, term: object, table: dict[str, str]) -> str:
    """Return a value in a shapes graph as `show` does, but a shape without a name as Turtle."""
    if not shapes.is_anonymous(term):
        return show(term, table)
    return _cut(_written(shapes, term, {"sh": _SH} | table, 0))


def _written(shapes: Shapes, node: object, table: dict[str, str], depth: int) -> str:
    """Return a node as Turtle, its `sh:path` first; what is nested deep is left out."""
    if not isinstance(node, ox.NamedNode | ox.BlankNode):
        return show(node, table)
    if not (shapes.is_anonymous(node) or isinstance(node, ox.BlankNode)):
        return show(node, table)
    if depth == _MOST_DEEP:
        return "[ … ]"
    if listed := items(shapes.store, node):
        return f"( {' '.join(_written(shapes, one, table, depth + 1) for one in listed)} )"
    told = sorted(
        (
            quad.predicate.value != f"{_SH}path",
            show(quad.predicate, table),
            _written(shapes, quad.object, table, depth + 1),
        )
        for quad in shapes.store.quads_for_pattern(node, None, None)
        if quad.predicate.value.removeprefix(_SH) not in _UNTOLD
    )
    return f"[ {' ; '.join(f'{name} {value}' for _, name, value in told)} ]" if told else "[ ]"


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"
