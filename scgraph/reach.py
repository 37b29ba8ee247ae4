"""Collect the triples that can matter to some rows of a query, whatever sources are away."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.namespaces import OURS
from scgraph.select import Element, Path, Select, renamed, variables
from scgraph.tokens import tokens

__all__ = ["Reach", "Row", "as_rows"]

Row = tuple[str, ...]
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_ANY = ox.DefaultGraph()


def as_rows(solutions: object) -> list[Row]:
    """Return the solutions as rows of N-Triples terms, empty text where unbound."""
    assert isinstance(solutions, Iterable)
    return [tuple("" if value is None else str(value) for value in row) for row in solutions]


class _Piece(NamedTuple):
    """A part of a pattern that a solution must fit, and its variables."""

    text: str
    names: frozenset[str]


class _Context(NamedTuple):
    """
    What the solutions of a group have to fit besides: pieces before and behind it.

    Attributes:
        fixed: the variables that have the value of a row.
    """

    before: list[_Piece]
    behind: list[_Piece]
    fixed: frozenset[str]


class Reach:
    """
    The triples that can matter to some rows of a query, however many sources are away.

    For each group the query is asked for the triples that fit its patterns, in every solution that
    could lead to one of the rows: what can only take solutions away (MINUS, filters) is left out,
    and so is OPTIONAL. In such a group only what is bound before it narrows the solutions: a value
    that comes later or elsewhere does not keep it from matching.
    """

    def __init__(self, store: ox.Store, query: Select, rows: Sequence[Row]) -> None:
        """Collect them for rows that the query gives."""
        self.store = store
        self.prologue = query.prologue
        self.count = 0
        self.known: dict[tuple[int, str, frozenset[str]], list[_Piece]] = {}
        #: triples of which more can only give more solutions, and the others
        self.positive: set[ox.Quad] = set()
        self.negative: set[ox.Quad] = set()
        self.rows = {
            name: [row[number] for row in rows]
            for number, name in enumerate(query.columns)
            if name and all(row[number] and not row[number].startswith("_:") for row in rows)
        }
        context = _Context([], [], frozenset(self.rows))
        self._visit(query.group, "", context, query.grouped)

    def _fresh(self, piece: _Piece, keep: Iterable[str]) -> _Piece:
        """Give the variables of a piece new names, but for some."""
        names = {name: f"{name}__{self.count}" for name in piece.names.difference(keep)}
        if not names:
            return piece
        kept = piece.names.intersection(keep)
        return _Piece(renamed(piece.text, names), kept.union(names.values()))

    def _narrowed(self, context: _Context, keep: set[str]) -> _Context:
        """Return a context that binds no variables but some."""
        self.count += 1
        return _Context(
            [self._fresh(piece, keep) for piece in context.before],
            [self._fresh(piece, keep) for piece in context.behind],
            context.fixed.intersection(keep),
        )

    def _pieces(self, group: Sequence[Element], graph: str, fixed: frozenset[str]) -> list[_Piece]:
        """Return what every solution of a group fits."""
        found: list[_Piece] = []
        for number, element in enumerate(group):
            if element.kind == "triple":
                text = f"GRAPH {graph} {{ {element.text} }}" if graph else element.text
                found.append(_Piece(text, frozenset(variables(text))))
            elif element.kind == "values":
                found.append(_Piece(element.text, frozenset(variables(element.text))))
            elif element.kind == "alias":
                found = self._alias(element, group[:number], found, graph, fixed)
            elif element.kind == "graph":
                found.extend(self._pieces(element.groups[0], element.text, fixed))
            elif element.kind == "join" and len(element.groups) == 1:
                found.extend(self._pieces(element.groups[0], graph, fixed))
            elif element.kind == "join":
                branches = [self._pieces(branch, graph, fixed) for branch in element.groups]
                text = " UNION ".join(
                    "{ " + " ".join(piece.text for piece in branch) + " }" for branch in branches
                )
                found.append(_Piece(text, frozenset(variables(text))))
            elif element.select:
                found.extend(self._answers(element.select, graph, fixed))
        return found

    def _alias(
        self,
        element: Element,
        before: Sequence[Element],
        pieces: list[_Piece],
        graph: str,
        fixed: frozenset[str],
    ) -> list[_Piece]:
        """
        Return the pieces before a BIND with what it binds, if that can be said.

        Each of several variables may give the value, in whatever way it comes by its own; the last
        has to have one always. Where a single one has none, the other is left open too.
        """
        *choices, name = element.terms
        inside = " ".join(piece.text for piece in pieces)
        names = frozenset[str]().union(*(piece.names for piece in pieces))
        bound = _bound(before, graph)
        loose = set[str]().union(*(_loose(each) for each in before if each.kind != "optional"))
        if len(choices) > 1 and (choices[-1] not in bound or loose.intersection(choices) - bound):
            return pieces
        branches = []
        for choice in choices:
            bind = f"BIND ({choice} AS {name})"
            if len(choices) == 1 or choice in bound:
                branches.append(f"{inside} {bind}")
                continue
            if choice in names:
                branches.append(f"{inside} {bind} FILTER BOUND({choice})")
            for each in before:
                if each.kind == "optional" and choice in _names(each):
                    more = " ".join(p.text for p in self._pieces(each.groups[0], graph, fixed))
                    branches.append(f"{inside} {more} {bind}")
        text = " UNION ".join(f"{{ {branch} }}" for branch in branches)
        return [_Piece(text, frozenset(variables(text)))]

    def _answers(self, select: Select, graph: str, fixed: frozenset[str]) -> list[_Piece]:
        """Return what every solution of a query inside fits: its answers, asked once."""
        selected = frozenset(name for name in select.columns if name)
        fixed = fixed & selected & _bound(select.group, graph)
        key = (id(select), graph, fixed)
        if key in self.known:
            return self.known[key]
        pieces = self._pieces(select.group, graph, fixed)
        names = frozenset[str]().union(*(piece.names for piece in pieces))
        columns = sorted(names & selected)
        self.count += 1
        found = [self._fresh(piece, columns) for piece in pieces]
        if columns:
            text = (
                f"{self.prologue} SELECT DISTINCT {' '.join(columns)} WHERE "
                f"{{ {self._values(fixed)} {' '.join(piece.text for piece in pieces)} }}"
            )
            answers = as_rows(self.store.query(text))
            if all(value and not value.startswith("_:") for row in answers for value in row):
                found = [_Piece(_block(columns, answers), frozenset(columns))]
        self.known[key] = found
        return found

    def _behind(self, group: Sequence[Element], graph: str, fixed: frozenset[str]) -> list[_Piece]:
        """
        Return pieces of the end of a group.

        What is renamed there is left out: it may come from before, and the engine is slow at it.
        """
        pieces = self._pieces([e for e in group if e.kind != "alias"], graph, fixed)
        return [piece for piece in pieces if "BIND" not in piece.text]

    def _visit(self, group: list[Element], graph: str, context: _Context, negative: bool) -> None:
        """Collect the triples for the patterns of a group and of those inside."""
        before, behind, fixed = context
        triples = [element for element in group if element.kind == "triple"]
        if triples:
            first = group.index(triples[0])
            ahead = self._pieces(group[:first], graph, fixed)
            after = self._behind([e for e in group[first:] if e.kind != "triple"], graph, fixed)
            self._ask(triples, graph, _Context(before + ahead, after + behind, fixed), negative)
        for number, element in enumerate(group):
            ahead = self._pieces(group[:number], graph, fixed)
            after = self._behind(group[number + 1 :], graph, fixed)
            around = _Context(before + ahead, after + behind, fixed)
            if element.kind in ("join", "graph"):
                name = element.text or graph
                for branch in element.groups:
                    self._visit(branch, name, around, negative)
            elif element.kind in ("optional", "minus", "exists"):
                seen = group if element.kind == "exists" else group[:number]
                inner = self._narrowed(_Context(before, after + behind, fixed), _bound(seen, graph))
                own = _Context(inner.before + ahead, inner.behind, inner.fixed)
                self._visit(element.groups[0], graph, own, True)
            elif element.select:
                keep = {name for name in element.select.columns if name}
                inner = self._narrowed(around, keep)
                self._visit(element.select.group, graph, inner, negative or element.select.grouped)

    def _ask(self, triples: list[Element], graph: str, context: _Context, negative: bool) -> None:
        """Collect the triples for some patterns."""
        own = self._pieces(triples, graph, context.fixed)
        used, names = self._linked(own, context)
        values = self._values(names & context.fixed)
        bound = frozenset[str]().union(*(piece.names for piece in own)) if values else frozenset()
        before = [_choice(piece, bound) for piece in context.before if piece in used]
        behind = [_choice(piece, bound) for piece in context.behind if piece in used]
        template = []
        for number, element in enumerate(triples):
            subject, _, value = element.terms
            if element.path and element.path.plain:
                template.append(element.text)
            else:
                template.append(f"<x:s> <x:{number}> {subject} . <x:o> <x:{number}> {value} .")
        text = (
            f"{self.prologue} CONSTRUCT {{ {' '.join(template)} }} WHERE {{ "
            f"{values} {' '.join([*before, *(piece.text for piece in own), *behind])} }}"
        )
        found = self.negative if negative else self.positive
        ends: dict[str, tuple[set[_Term], set[_Term]]] = {}
        triples_found = self.store.query(text)
        assert isinstance(triples_found, ox.QueryTriples)
        for triple in triples_found:
            if triple.predicate.value.startswith("x:"):
                pair = ends.setdefault(triple.predicate.value[2:], (set(), set()))
                pair[triple.subject.value == "x:o"].add(triple.object)
            else:
                found.add(ox.Quad(*triple))
        anchored = {
            term
            for element in triples
            if element.path and element.path.plain and not graph
            for term in (element.terms[0], element.terms[2])
        }
        for place, (starts, goals) in ends.items():
            element = triples[int(place)]
            assert element.path
            found |= _walk(self.store, element.path, starts, goals)
            if element.path.empty and anchored.isdisjoint(element.terms):
                for node in starts & goals:
                    found |= _mentions(self.store, node, bool(graph))

    def _linked(self, own: list[_Piece], context: _Context) -> tuple[list[_Piece], frozenset[str]]:
        """Return the pieces that narrow some patterns, and the variables of all of them."""
        names = frozenset[str]().union(*(piece.names for piece in own))
        used: list[_Piece] = []
        rest = [*context.before, *context.behind]
        while True:
            free = names - context.fixed
            new = [piece for piece in rest if not free.isdisjoint(piece.names)]
            if not new:
                return used, names
            used += new
            rest = [piece for piece in rest if piece not in new]
            names = names.union(*(piece.names for piece in new))

    def _values(self, names: frozenset[str]) -> str:
        """Return a VALUES block of the rows' values of some variables."""
        columns = sorted(names)
        if not columns:
            return ""
        return _block(columns, zip(*(self.rows[name] for name in columns), strict=True))


def _block(columns: Iterable[str], rows: Iterable[Row]) -> str:
    listed = " ".join(f"({' '.join(row)})" for row in dict.fromkeys(rows))
    return f"VALUES ({' '.join(columns)}) {{ {listed} }}"


def _choice(piece: _Piece, bound: frozenset[str]) -> str:
    """Return the text of a piece; of VALUES for a variable that is bound elsewhere, a filter."""
    if not piece.text.startswith("VALUES") or not piece.names <= bound:
        return piece.text
    (_, _), (kind, name), _, *terms, _ = tokens(piece.text)
    if kind != "variable" or any(kind not in ("iri", "name") for kind, _ in terms):
        return piece.text
    return f"FILTER ({name} IN ({', '.join(text for _, text in terms)}))"


def _bound(group: Iterable[Element], graph: str) -> set[str]:
    """Return the variables that every solution of a group binds."""
    found: set[str] = set()
    for element in group:
        if element.kind == "triple":
            found |= variables(f"{element.text} {graph}")
        elif element.kind == "values" and "UNDEF" not in element.text.upper():
            found |= variables(element.text)
        elif element.kind == "alias":
            if variables(element.terms[-2]) <= found:
                found |= variables(element.terms[-1])
        elif element.kind in ("join", "graph"):
            branches = [_bound(branch, element.text or graph) for branch in element.groups]
            found |= set.intersection(*branches)
        elif element.select:
            inside = _bound(element.select.group, graph)
            found |= inside.intersection(name for name in element.select.columns if name)
    return found


def _names(element: Element) -> set[str]:
    """Return all variables of a part of a query."""
    found = variables(f"{element.text} {' '.join(element.terms)}")
    return found.union(*(_names(each) for group in _inside(element) for each in group))


def _loose(element: Element) -> set[str]:
    """Return the variables that OPTIONAL, BIND or an expression inside a part may bind."""
    if element.kind in ("optional", "alias", "opaque"):
        return _names(element)
    found = set(element.select.made) if element.select else set[str]()
    return found.union(*(_loose(each) for group in _inside(element) for each in group))


def _inside(element: Element) -> list[list[Element]]:
    return [*element.groups, *([element.select.group] if element.select else [])]


def _walk(store: ox.Store, path: Path, starts: set[_Term], goals: set[_Term]) -> set[ox.Quad]:
    """
    Return the triples on the ways from some nodes to others, and more beside.

    The ways are followed from both ends in turn, until one has got to their end: from below, a tree
    is a line.
    """
    forward, backward = set[ox.Quad](), set[ox.Quad]()
    back = frozenset((iri, not way) for iri, way in path.steps)
    ahead = _spread(store, path.steps, path.length, starts, forward)
    behind = _spread(store, back, path.length, goals, backward)
    while True:
        if next(ahead, False) is False:
            return forward
        if next(behind, False) is False:
            return backward


def _spread(
    store: ox.Store,
    steps: frozenset[tuple[str, bool]],
    length: int | None,
    nodes: set[_Term],
    found: set[ox.Quad],
) -> Iterator[bool]:
    """Add to *found* the triples that can be reached from nodes, one node at a time."""
    ways = [(ox.NamedNode(iri), way) for iri, way in steps]
    seen = set(nodes)
    while nodes and length != 0:
        reached = set()
        for node in nodes:
            for predicate, way in ways:
                if not way:
                    quads = store.quads_for_pattern(None, predicate, node, _ANY)
                elif isinstance(node, ox.Literal):
                    continue
                else:
                    quads = store.quads_for_pattern(node, predicate, None, _ANY)
                for quad in quads:
                    found.add(quad)
                    reached.add(quad.object if way else quad.subject)
            yield True
        nodes = reached - seen
        seen |= nodes
        length = None if length is None else length - 1


def _mentions(store: ox.Store, node: _Term, in_graph: bool) -> set[ox.Quad]:
    """
    Return for each source that knows a node one triple with it.

    A path of no steps leads from a node to itself only where the graph has the node. What our own
    voice knows, no other source can take away.
    """
    found: dict[object, ox.Quad] = {}
    ours = [] if in_graph else [ox.NamedNode(name) for name in OURS]
    for graphs in (ours, [None]):
        for graph in graphs:
            if not isinstance(node, ox.Literal):
                for quad in store.quads_for_pattern(node, None, None, graph):
                    found.setdefault(quad.graph_name, quad)
            for quad in store.quads_for_pattern(None, None, node, graph):
                found.setdefault(quad.graph_name, quad)
        if found:
            break
    found.pop(_ANY, None)
    return {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in found.values()}
