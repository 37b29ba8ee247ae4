"""Say which blank nodes are written as `[ ... ]` and `( ... )`, and which keep their labels."""

from collections.abc import Callable, Iterator

import pyoxigraph as ox

from scgraph.places.reader import Graph, Term
from scgraph.turtle.source import Facts, Node
from scgraph.turtle.terms import natural

__all__ = ["Brackets"]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST, NIL = (ox.NamedNode(_RDF + name) for name in ("first", "rest", "nil"))
_HIGHEST = 1_000

Place = tuple[Graph, Node, ox.NamedNode]


class Brackets:
    """
    The blank nodes of some facts.

    A blank node that is used once as an object, and speaks in that graph alone, is written where it
    is used. In a circle of such nodes the one whose label sorts first keeps it.

    Attributes:
        inside: those that are written where they are used: graph, subject and predicate.
        lists: the first cells of collections, with the items.
        cells: the other cells.
        cells_of: all cells of a collection, in order, by the first.
        tags_of: likewise the language tags of its items as they are written.
        alone: those that are used nowhere and need no label.
    """

    def __init__(self, facts: Facts, is_written: Callable[[ox.BlankNode], bool]) -> None:
        """
        Look at the facts.

        Args:
            facts: what is to be written.
            is_written: whether a node has a label of its own.
        """
        self.facts = facts
        uses: dict[ox.BlankNode, list[Place]] = {}
        homes: dict[ox.BlankNode, set[Graph]] = {}
        for graph, subjects in facts.items():
            for subject, predicates in subjects.items():
                if type(subject) is ox.BlankNode:
                    homes.setdefault(subject, set()).add(graph)
                for predicate, values in predicates.items():
                    for value in values:
                        if type(value) is ox.BlankNode:
                            uses.setdefault(value, []).append((graph, subject, predicate))
        self.inside = {
            node: places[0]
            for node, places in uses.items()
            if len(places) == 1 and node not in facts and homes.get(node, set()) <= {places[0][0]}
        }
        self.alone = {
            node
            for node, graphs in homes.items()
            if len(graphs) == 1 and node not in uses and node not in facts
        }
        self._break_circles(is_written)
        self.lists: dict[ox.BlankNode, list[Term]] = {}
        self.cells: set[ox.BlankNode] = set()
        self.cells_of: dict[ox.BlankNode, list[ox.BlankNode]] = {}
        self.tags_of: dict[ox.BlankNode, list[str]] = {}
        for graph, subjects in facts.items():
            for subject in subjects:
                if type(subject) is ox.BlankNode:
                    self._list_from(graph, subject)
        if len(self.inside) > _HIGHEST:
            self._break_towers(is_written)

    def values(self, node: ox.BlankNode) -> dict[ox.NamedNode, dict[Term, str]]:
        """Return what a node inside says, by predicate."""
        graph = self.inside[node][0]
        return self.facts[graph].get(node, {})

    def parts(self, node: ox.BlankNode) -> Iterator[ox.BlankNode]:
        """Yield the nodes that are written directly within the brackets of a node."""
        if node in self.lists:
            found = iter(self.lists[node])
        else:
            found = (value for values in self.values(node).values() for value in values)
        for value in found:
            if type(value) is ox.BlankNode and value in self.inside:
                yield value

    def inner_first(self) -> Iterator[ox.BlankNode]:
        """Yield the nodes that have brackets, each behind those within it."""
        done: set[ox.BlankNode] = set()
        for start in [node for node in self.inside if node not in self.cells] + list(self.lists):
            waiting = [start] if start not in done else []
            while waiting:
                open_parts = [part for part in self.parts(waiting[-1]) if part not in done]
                if open_parts:
                    waiting += open_parts
                    continue
                node = waiting.pop()
                if node not in done:
                    done.add(node)
                    yield node

    def _break_circles(self, is_written: Callable[[ox.BlankNode], bool]) -> None:
        seen: dict[ox.BlankNode, ox.BlankNode] = {}
        for start in list(self.inside):
            path: list[ox.BlankNode] = []
            node: object = start
            while isinstance(node, ox.BlankNode) and node in self.inside and node not in seen:
                seen[node] = start
                path.append(node)
                node = self.inside[node][1]
            if isinstance(node, ox.BlankNode) and seen.get(node) == start:
                circle = filter(is_written, path[path.index(node) :])
                del self.inside[min(circle, key=lambda each: natural(each.value))]

    def _list_from(self, graph: Graph, last: ox.BlankNode) -> None:
        """Note the collection whose last cell is *last*, if there is one."""
        facts = self.facts[graph]
        items: list[Term] = []
        cells: list[ox.BlankNode] = []
        tags: list[str] = []
        head: ox.BlankNode | None = None
        cell: ox.BlankNode = last
        rest: Node = NIL
        while True:
            said = facts[cell]
            firsts = said.get(_FIRST, {})
            if len(firsts) != 1 or list(said.get(_REST, ())) != [rest]:
                break
            # a collection that is a subject says more than its cells do
            if not (
                len(said) == 2 if cell in self.inside else cell in self.alone and len(said) > 2
            ):
                break
            items.extend(firsts)
            cells.append(cell)
            tags.extend(firsts.values())
            if head is not None:
                self.cells.add(head)
            head = cell
            if cell not in self.inside:
                break
            _, above, predicate = self.inside[cell]
            if predicate != _REST or type(above) is not ox.BlankNode:
                break
            cell, rest = above, cell
        if head is not None:
            self.lists[head] = items[::-1]
            self.cells_of[head] = cells[::-1]
            self.tags_of[head] = tags[::-1]

    def _break_towers(self, is_written: Callable[[ox.BlankNode], bool]) -> None:
        """Let nodes keep their labels where brackets would lie too deep for the engine."""
        heights: dict[ox.BlankNode, int] = {}
        for node in list(self.inner_first()):
            height = 1 + max((heights[part] for part in self.parts(node)), default=0)
            if height > _HIGHEST and is_written(node) and node not in self.lists:
                self.inside.pop(node, None)
                height = 0
            heights[node] = height
