"""Gather what one named graph says, as terms."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from scgraph.namespaces import BASE
from scgraph.turtle.source import Node, Said

__all__ = ["Graph", "date", "literal", "integer", "true"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATE, _INTEGER = ox.NamedNode(_XSD + "date"), ox.NamedNode(_XSD + "integer")
Value = ox.NamedNode | ox.Literal

true = ox.Literal("true", datatype=ox.NamedNode(_XSD + "boolean"))


def literal(text: str, language: str = "") -> ox.Literal:
    """Return a string, with its language if it has one."""
    return ox.Literal(text, language=language) if language else ox.Literal(text)


def date(text: str) -> ox.Literal:
    """Return an ISO date as an `xsd:date`."""
    return ox.Literal(text, datatype=_DATE)


def integer(value: int) -> ox.Literal:
    """Return an `xsd:integer`."""
    return ox.Literal(str(value), datatype=_INTEGER)


class Graph:
    """
    The facts of one named graph.

    Attributes:
        name: its IRI.
        said: what it says, by subject and predicate.
    """

    def __init__(self, name: str, table: Mapping[str, str], nodes: dict[str, ox.NamedNode]) -> None:
        """
        Begin with no facts.

        Args:
            name: the IRI of the graph.
            table: prefix to namespace.
            nodes: the IRIs met so far, shared between graphs to save memory.
        """
        self.table, self.nodes = table, nodes
        self.name = self.iri(name)
        self.said: dict[Node, Said] = {}

    def iri(self, iri: str) -> ox.NamedNode:
        """Return the node of an IRI."""
        node = self.nodes.get(iri)
        if node is None:
            node = self.nodes[iri] = ox.NamedNode(iri)
        return node

    def term(self, name: str) -> ox.NamedNode:
        """Return the node of a prefixed name."""
        prefix, _, local = name.partition(":")
        return self.iri(self.table[prefix] + local)

    def ours(self, kind: str, name: str) -> ox.NamedNode:
        """Return the node of an entity of ours by its kind, such as `source` and `scgraph`."""
        return self.iri(f"{BASE}{kind}/{name}")

    def say(self, subject: str, facts: Mapping[str, Iterable[Value]]) -> None:
        """Add facts of one subject; predicates are prefixed names."""
        for predicate, values in facts.items():
            for value in values:
                said = self.said.setdefault(self.iri(subject), {})
                said.setdefault(self.term(predicate), {})[value] = ""
