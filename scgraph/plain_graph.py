"""Hold one graph with its literals as they are written, which a store of the engine rewrites."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeAlias

import pyoxigraph as ox

__all__ = ["AnyGraph", "Ask", "PlainGraph", "ask_of", "faithful"]

Answer: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Ask: TypeAlias = Callable[[str], Answer]
_PLAIN = ("string", "langString", "dirLangString")


class PlainGraph:
    """
    A graph as a set of triples, with the methods of `pyoxigraph.Store` that a graph needs.

    `Store` makes `"01"^^xsd:integer` and `"1"^^xsd:nonNegativeInteger` the same as
    `"1"^^xsd:integer`, so what is wrong with a literal, or right, would be lost.
    """

    def __init__(self, triples: Iterable[ox.Triple] = ()) -> None:
        """Take the triples; their order is kept, one that comes twice counts once."""
        self.triples = dict.fromkeys(triples)
        self._made: Callable[[], ox.Store] | None = None

    @classmethod
    def of(cls, quads: Iterable[ox.Quad], store: Callable[[], ox.Store]) -> "PlainGraph":
        """
        Return the graph of the triples of some quads, whatever graphs they are in.

        Args:
            store: returns a store with the same quads, for questions in SPARQL.
        """
        made = cls(quad.triple for quad in quads)
        made._made = store
        return made

    def __iter__(self) -> Iterator[ox.Quad]:
        """Yield each triple as a quad of the default graph."""
        return (ox.Quad(one.subject, one.predicate, one.object) for one in self.triples)

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self.triples)

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add the triples of some quads."""
        self.triples |= dict.fromkeys(quad.triple for quad in quads)
        self._forget()

    def remove(self, quad: ox.Quad) -> None:
        """Take a triple away, if it is there."""
        self.triples.pop(quad.triple, None)
        self._forget()

    def dump(self, *, format: ox.RdfFormat, from_graph: object = None) -> bytes:
        """Return the triples in a format; every graph name means this one graph."""
        return ox.serialize(self.triples, format=format) or b""

    def quads_for_pattern(
        self, subject: object, predicate: object, value: object, graph: object = None
    ) -> Iterator[ox.Quad]:
        """Yield the quads that fit, None fitting all; every graph name means this one graph."""
        if subject is not None:
            rows: Iterable[ox.Triple] = self._by_subject.get(subject, ())
        elif value is not None:
            rows = self._by_object.get(value, ())
        else:
            rows = self.triples
        for one in rows:
            if predicate in (None, one.predicate) and value in (None, one.object):
                yield ox.Quad(one.subject, one.predicate, one.object)

    def ask(self, query: str) -> Answer:
        """
        Answer a query in SPARQL; see `is_kept` for its literals.

        A row may come twice where two graphs hold one triple: ask for what is DISTINCT.
        """
        return self._store.query(query, use_default_graph_as_union=True)

    @cached_property
    def _store(self) -> ox.Store:
        """Return a store whose graphs together hold the triples."""
        if self._made is not None:
            return self._made()
        made = ox.Store()
        made.extend(iter(self))
        return made

    @cached_property
    def is_kept(self) -> bool:
        """Tell whether a store keeps every literal as it is written."""
        typed = {
            one.object
            for one in self.triples
            if isinstance(one.object, ox.Literal)
            and one.object.datatype.value.rpartition("#")[2] not in _PLAIN
        }
        node, made = ox.NamedNode("urn:x"), ox.Store()
        made.extend(ox.Quad(node, node, literal) for literal in typed)
        return typed == {quad.object for quad in made}

    @cached_property
    def _by_subject(self) -> dict[object, list[ox.Triple]]:
        return _grouped((one.subject, one) for one in self.triples)

    @cached_property
    def _by_object(self) -> dict[object, list[ox.Triple]]:
        return _grouped((one.object, one) for one in self.triples)

    def _forget(self) -> None:
        self._made = None
        for name in ("_store", "is_kept", "_by_subject", "_by_object"):
            self.__dict__.pop(name, None)


AnyGraph: TypeAlias = ox.Store | PlainGraph


def ask_of(graph: AnyGraph) -> Ask:
    """Return what answers queries about a graph, of a store about its default graph."""
    return graph.ask if isinstance(graph, PlainGraph) else graph.query


def faithful(graph: AnyGraph) -> Ask | None:
    """Return what answers queries about a graph; None where it would rewrite literals."""
    return None if isinstance(graph, PlainGraph) and not graph.is_kept else ask_of(graph)


def _grouped(pairs: Iterable[tuple[object, ox.Triple]]) -> dict[object, list[ox.Triple]]:
    groups: dict[object, list[ox.Triple]] = {}
    for key, one in pairs:
        groups.setdefault(key, []).append(one)
    return groups
