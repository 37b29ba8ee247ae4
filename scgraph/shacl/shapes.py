"""Read a shapes graph and know for each shape its rule, its message and its parameters."""

from collections import Counter
from collections.abc import Callable
from functools import cached_property

import pyoxigraph as ox

from scgraph.namespaces import BASE
from scgraph.plain_graph import AnyGraph
from scgraph.shacl.paths import items
from scgraph.shacl.wording import parameter_of

__all__ = ["Node", "Shapes", "named", "of_profile"]

_SH = "http://www.w3.org/ns/shacl#"
_OPERATORS = ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
_MOST = 12
_ANONYMOUS = "urn:x-scgraph:shape:"
_PROFILE = f"{BASE}shape/profile-"
_HAS_PART = ox.NamedNode("http://purl.org/dc/terms/hasPart")
_DEFAULT = ox.DefaultGraph()
Node = ox.NamedNode | ox.BlankNode


def named(shapes: AnyGraph) -> AnyGraph:
    """
    Return the shapes graph with an IRI for each shape that has none.

    An engine keeps IRIs in its report, but not the labels of blank nodes. Property paths and lists,
    which are no shapes, keep their blank nodes, for a path that is an IRI means a predicate.
    """
    parts = {f"{_SH}{name}" for name in _OPERATORS}
    nameless: dict[object, ox.NamedNode] = {
        quad.subject: ox.NamedNode(f"{_ANONYMOUS}{quad.subject.value}")
        for quad in shapes
        if isinstance(quad.subject, ox.BlankNode)
        and quad.predicate.value.startswith(_SH)
        and quad.predicate.value not in parts
    }
    if not nameless:
        return shapes
    made = type(shapes)()
    made.extend(
        ox.Quad(
            nameless.get(quad.subject, quad.subject),
            quad.predicate,
            nameless.get(quad.object, quad.object),
        )
        for quad in shapes
    )
    return made


def of_profile(shapes: AnyGraph, profile: str) -> AnyGraph:
    """
    Return the shapes graph without the targets of the shapes that are not part of a profile.

    The parts are those that `shape:profile-NAME dcterms:hasPart` lists.
    """
    listed = shapes.quads_for_pattern(ox.NamedNode(_PROFILE + profile), _HAS_PART, None)
    parts = {quad.object for quad in listed}
    made = type(shapes)()
    made.extend(
        quad
        for quad in shapes
        if quad.subject in parts or not quad.predicate.value.startswith(f"{_SH}target")
    )
    return made


class Shapes:
    """A shapes graph in which every shape has an IRI."""

    def __init__(self, store: AnyGraph) -> None:
        """Keep the shapes graph, `named`."""
        self.store = named(store)

    def written(self, shape: Node) -> str:
        """Return the IRI of a shape, or the label of one that has none, `_:label`."""
        if self.is_anonymous(shape):
            return f"_:{shape.value.removeprefix(_ANONYMOUS)}"
        return shape.value if isinstance(shape, ox.NamedNode) else str(shape)

    def is_anonymous(self, term: object) -> bool:
        """Tell whether a term is the IRI of a shape that has none of its own."""
        return isinstance(term, ox.NamedNode) and term.value.startswith(_ANONYMOUS)

    def node(self, written: str) -> Node:
        """Return the shape that `written` gives a name."""
        if written.startswith("_:"):
            return ox.NamedNode(_ANONYMOUS + written[2:])
        return ox.NamedNode(written)

    def values(self, shape: Node, name: str) -> list[object]:
        """Return the values of one parameter of a shape, by the local name of the parameter."""
        quads = self.store.quads_for_pattern(shape, ox.NamedNode(_SH + name), None, _DEFAULT)
        return [quad.object for quad in quads]

    @cached_property
    def owners(self) -> dict[object, Node]:
        """Return for each shape, list cell or constraint a node that uses it, but for targets."""
        return {
            quad.object: quad.subject
            for quad in sorted(self.store, key=str, reverse=True)
            if isinstance(quad.object, ox.NamedNode | ox.BlankNode)
            and isinstance(quad.subject, ox.NamedNode | ox.BlankNode)
            and not quad.predicate.value.startswith(f"{_SH}target")
        }

    def rule(self, shape: Node, component: str) -> str:
        """
        Return the stable name of the rule that a shape belongs to.

        It is the local name of the outermost shape with an IRI of its own that holds it, its IRI
        where another shape has that local name, else the name of the constraint's parameter.
        """
        name = ""
        seen: set[object] = set()
        at: Node | None = shape
        while at is not None and at not in seen:
            seen.add(at)
            if isinstance(at, ox.NamedNode) and not self.is_anonymous(at):
                name = at.value if _local(at) in self._shared else _local(at)
                if self.has_target(at):
                    break
            at = self.owners.get(at)
        return name or parameter_of(component)

    @cached_property
    def _shared(self) -> set[str]:
        """Return the local names that more than one shape has."""
        shapes = {
            quad.subject
            for quad in self.store
            if isinstance(quad.subject, ox.NamedNode) and quad.predicate.value.startswith(_SH)
        }
        counted = Counter(map(_local, shapes))
        return {name for name, number in counted.items() if number > 1}

    @cached_property
    def aimed(self) -> list[Node]:
        """Return the shapes that choose focus nodes, sorted."""
        return sorted(
            {
                quad.subject
                for quad in self.store
                if isinstance(quad.subject, ox.NamedNode | ox.BlankNode)
                and self.has_target(quad.subject)
            },
            key=str,
        )

    def has_target(self, shape: Node) -> bool:
        """Tell whether a shape chooses its own focus nodes (SHACL, section 2.1.3)."""
        return any(
            quad.predicate.value.startswith(f"{_SH}target")
            for quad in self.store.quads_for_pattern(shape, None, None, _DEFAULT)
        )

    def says(self, shape: Node) -> bool:
        """Tell whether a shape has a message of its own (SHACL, section 2.1.5)."""
        return bool(self.values(shape, "message"))

    def given(self, shape: Node, name: str, show: Callable[[object], str]) -> str:
        """Return the value of a parameter of a shape as text, lists with commas."""
        shown: list[str] = []
        for value in self.values(shape, name):
            shown.extend(show(item) for item in items(self.store, value) or [value])
        more = [f"... ({len(shown) - _MOST} more)"] if len(shown) > _MOST else []
        return ", ".join([*shown[:_MOST], *more])


def _local(shape: ox.NamedNode) -> str:
    return shape.value.rstrip("/#").rpartition("#")[2].rpartition("/")[2]
