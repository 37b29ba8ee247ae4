"""
Cite the rows of a query: the sources without which a row goes or changes.

A source is tried by taking it away and asking again. That is done on a small copy, which holds what
can matter to the rows (`_Reach`), for the whole graph is too large to be copied and asked so often.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.namespaces import OURS
from scgraph.tokens import (
    Element,
    Path,
    Select,
    UnreadableError,
    names_graphs,
    predicates,
    read_select,
    renamed,
    tokens,
    variables,
)

__all__ = ["Row", "as_rows", "cite_rows"]

Row = tuple[str, ...]
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_ANY = ox.DefaultGraph()
_TSV = ox.QueryResultsFormat.TSV


def as_rows(solutions: object) -> list[Row]:
    """Return the solutions as rows of N-Triples terms, empty text where unbound."""
    assert isinstance(solutions, Iterable)
    return [tuple("" if value is None else str(value) for value in row) for row in solutions]


def cite_rows(store: ox.Store, text: str, rows: Sequence[Row]) -> list[list[str]]:
    """
    Name for each row the graphs that it needs, sorted.

    A graph is cited when the row goes or changes without it. A row that several sources each
    support alone cites a smallest-by-inclusion set of them that it cannot do without. Our own voice
    and the ontology are cited for a row that rests on no other source.
    """
    wanted = set(rows)
    sources = None
    try:
        reach = _Reach(store, read_select(text), rows)
        sources = _Sources(store, text, reach.positive, reach.negative)
    except (UnreadableError, SyntaxError):
        pass
    if sources is None or not wanted <= sources.lines.keys():
        sources = _Sources(store, text, set(), _named(store, predicates(text)))
    if not wanted <= sources.lines.keys():
        sources = _Sources(store, text, set(), _named(store, None))
    cited: dict[Row, list[str]] = {row: [] for row in rows}
    for names in sources.to_try():
        _needed_alone(sources, names, wanted, cited)
    for row in [row for row, names in cited.items() if not names]:
        cited[row] = _needed_together(sources, row)
    return [sorted(cited[row]) for row in rows]


def _named(store: ox.Store, names: set[str] | None) -> set[ox.Quad]:
    """Return the triples with one of these predicates, or all."""
    patterns = [None] if names is None else [ox.NamedNode(name) for name in names]
    return {
        quad
        for predicate in patterns
        for quad in store.quads_for_pattern(None, predicate, None, _ANY)
    }


class _Sources:
    """
    A copy of some triples, from which whole sources can be taken and put back.

    A triple leaves the default graph with the last source that holds it. Answers are kept by the
    set of sources that are away.
    """

    def __init__(
        self, store: ox.Store, text: str, positive: set[ox.Quad], negative: set[ox.Quad]
    ) -> None:
        """Copy the triples; without one of *negative*, a row may come as well as go."""
        with_graphs = names_graphs(text)
        self.text = text
        self.owned: dict[str, list[ox.Quad]] = {}
        self.holders: dict[ox.Quad, set[str]] = {}
        alone: set[str] = set()
        turning: set[str] = set()
        self.store = ox.Store()
        self.store.extend(positive)
        self.store.extend(negative)
        for triple in positive | negative:
            quads = [
                quad
                for quad in store.quads_for_pattern(
                    triple.subject, triple.predicate, triple.object, None
                )
                if isinstance(quad.graph_name, ox.NamedNode)
            ]
            names = self.holders[triple] = {str(quad.graph_name)[1:-1] for quad in quads}
            for name in names:
                self.owned.setdefault(name, []).append(triple)
            if with_graphs:
                self.store.extend(quads)
            if not with_graphs and not names.isdisjoint(OURS):
                continue
            if with_graphs or len(names) == 1:
                alone |= names
            if triple in negative:
                turning |= names
        self.with_graphs = with_graphs
        graphs = {str(graph)[1:-1] for graph in store.named_graphs()}
        self.names = sorted(graphs - set(OURS))
        self.ours = [name for name in OURS if name in graphs]
        self.alone, self.turning = alone, turning
        self.away: set[str] = set()
        self.known: dict[frozenset[str], set[bytes]] = {}
        data = self._answer()
        #: the line of each row in an answer, which is quicker to read than its terms
        self.lines = dict(
            zip(as_rows(ox.parse_query_results(data, _TSV)), data.split(b"\n")[1:-1], strict=True)
        )

    def _answer(self) -> bytes:
        solutions = self.store.query(self.text)
        assert isinstance(solutions, ox.QuerySolutions)
        return solutions.serialize(format=_TSV) or b""

    def to_try(self) -> Iterator[list[str]]:
        """
        Yield lists of the sources that a row may need alone.

        In a list of several, none brings a row back by being away: where a row stands without all
        of them, it stands without each.
        """
        names = [name for name in self.names if name in self.alone]
        yield [name for name in names if name not in self.turning]
        for name in names:
            if name in self.turning:
                yield [name]

    def _move_to(self, away: frozenset[str]) -> None:
        """Make these sources, and no others, be away."""
        back, out = self.away - away, away - self.away
        self.away = set(away)
        for name in back:
            self.store.extend(self.owned[name])
            if self.with_graphs:
                self.store.extend(_in(self.owned[name], name))
        for name in out:
            if self.with_graphs:
                for quad in _in(self.owned[name], name):
                    self.store.remove(quad)
            for triple in self.owned[name]:
                if self.holders[triple] <= away:
                    self.store.remove(triple)

    def lost(self, rows: Iterable[Row], away: Iterable[str]) -> set[Row]:
        """Return which of the rows go without some sources."""
        key = frozenset(away).intersection(self.owned)
        if key not in self.known:
            self._move_to(key)
            self.known[key] = set(self._answer().split(b"\n")[1:-1])
        left = self.known[key]
        return {row for row in rows if self.lines[row] not in left}


def _in(triples: Iterable[ox.Quad], name: str) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(name)
    for triple in triples:
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _needed_alone(
    sources: _Sources, names: Sequence[str], rows: set[Row], cited: dict[Row, list[str]]
) -> None:
    """Add to each row the sources among *names* that it cannot do without."""
    lost = sources.lost(rows, names) if names else set()
    if not lost:
        return
    if len(names) == 1:
        for row in lost:
            cited[row].append(names[0])
        return
    middle = len(names) // 2
    _needed_alone(sources, names[:middle], lost, cited)
    _needed_alone(sources, names[middle:], lost, cited)


def _needed_together(sources: _Sources, row: Row) -> list[str]:
    """Return a smallest-by-inclusion set of sources whose absence ends a row."""

    def gone(away: Sequence[str]) -> bool:
        return bool(sources.lost([row], away))

    last = _first(len(sources.names) + 1, lambda n: gone(sources.names[:n]))
    if last > len(sources.names):
        away = list(sources.names)
        for name in sources.ours:
            away.append(name)
            if gone(away):
                return [name]
        return []
    names, kept = sources.names[:last], list[str]()
    while not gone(kept):
        # the most that can be put back from the front: its last one is needed beside those behind
        def stands(number: int, names: Sequence[str] = names) -> bool:
            return not gone([*kept, *names[number:]])

        count = _first(len(names), stands)
        kept.append(names[count - 1])
        names = names[count:]
    return kept


def _first(end: int, holds: Callable[[int], bool]) -> int:
    """Return the first number below *end* from which on something holds, else *end*."""
    start = 0
    while start < end:
        middle = (start + end) // 2
        if holds(middle):
            end = middle
        else:
            start = middle + 1
    return start


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


class _Reach:
    """
    The triples that can matter to some rows of a query, however many sources are away.

    For each group the query is asked for the triples that fit its patterns, in every solution that
    could lead to one of the rows: what can only take solutions away (MINUS, filters) is left out,
    and so is OPTIONAL. In such a group only what is bound before it narrows the solutions: a value
    that comes later or elsewhere does not keep it from matching.
    """

    def __init__(self, store: ox.Store, query: Select, rows: Sequence[Row]) -> None:
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
