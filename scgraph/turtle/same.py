"""Say whether two texts state the same."""

from collections import Counter
from collections.abc import Iterable

import pyoxigraph as ox

__all__ = ["same"]

# A term as both sides know it: itself, or the number of what a blank node says.
Token = object


def same(before: Iterable[ox.Quad], after: Iterable[ox.Quad]) -> bool:
    """
    Say whether one set of quads is the other with some blank nodes renamed.

    Blank nodes that both know by one label are the same; any other may be used once at most, and
    in no circle, as what is written in brackets is, or may name a graph, if both sides name such
    graphs in one order. So the answer is exact and comes in the time of reading, whatever the
    graph. What is found to be the same has the same canonical form by RDFC-1.0.
    """
    first, second = dict.fromkeys(before), dict.fromkeys(after)
    if first.keys() == second.keys():
        return True
    kept = _blank_nodes(first) & _blank_nodes(second)
    numbers: dict[object, int] = {}
    one, other = _Side(first, kept, numbers), _Side(second, kept, numbers)
    return one.is_tree and other.is_tree and one.stated == other.stated


def _blank_nodes(quads: Iterable[ox.Quad]) -> set[ox.BlankNode]:
    return {
        term
        for quad in quads
        for term in (quad.subject, quad.object, quad.graph_name)
        if type(term) is ox.BlankNode
    }


class _Side:
    """
    One set of quads.

    Attributes:
        is_tree: whether each blank node that is not kept is used once at most, in no circle.
        stated: how often each thing is stated: the triples of what has a name, and what is said by
            each node that nothing leads to.
    """

    def __init__(
        self, quads: Iterable[ox.Quad], kept: set[ox.BlankNode], numbers: dict[object, int]
    ) -> None:
        """Number what the blank nodes say, the same in both sides."""
        self.numbers = numbers
        self.stated: Counter[object] = Counter()
        said: dict[object, list[tuple[Token, object, object]]] = {}
        used: Counter[object] = Counter()
        graphs: dict[object, int] = {}
        named = []
        for quad in quads:
            graph: Token = quad.graph_name
            if type(graph) is ox.BlankNode and graph not in kept:
                graph = graphs.setdefault(graph, len(graphs))
            value: Token = quad.object
            if type(value) is ox.BlankNode and value not in kept:
                used[value] += 1
                said.setdefault(value, [])
            subject = quad.subject
            if type(subject) is ox.BlankNode and subject not in kept:
                said.setdefault(subject, []).append((graph, quad.predicate, value))
            else:
                named.append((graph, subject, quad.predicate, value))
        self.is_tree = (
            all(count == 1 for count in used.values()) and not said.keys() & graphs.keys()
        )
        self.known: dict[object, int] = {}
        self.said = said
        if self.is_tree:
            for node in said:
                if node not in used:
                    self.stated[self._number(node)] += 1
            for graph, subject, predicate, value in named:
                if value in said:
                    value = self._number(value)
                self.stated[graph, subject, predicate, value] += 1
            self.is_tree = len(self.known) == len(said)

    def _number(self, node: object) -> int:
        """Return the number of what a node says, found from within outwards."""
        waiting: list[object] = [node]
        while waiting:
            rows = self.said[waiting[-1]]
            unknown = [v for _, _, v in rows if v in self.said and v not in self.known]
            if unknown:
                waiting += unknown
                continue
            content = Counter((g, p, self.known.get(v, v)) for g, p, v in rows)
            number = self.numbers.setdefault(frozenset(content.items()), len(self.numbers))
            self.known[waiting.pop()] = number
        return self.known[node]
