"""
Cite the rows of a query: the sources without which a row goes or changes.

A source is tried by taking it away and asking again. That is done on a small copy, which holds what
can matter to the rows (`reach`), for the whole graph is too large to be copied and asked so often.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import pyoxigraph as ox

from scgraph.namespaces import INFERRED, OURS
from scgraph.reach import Reach, Row, as_rows
from scgraph.select import UnreadableError, read_select
from scgraph.tokens import names_graphs

__all__ = ["cite_rows"]

_ANY = ox.DefaultGraph()
_INFERRED = ox.NamedNode(INFERRED)
_TSV = ox.QueryResultsFormat.TSV


def cite_rows(store: ox.Store, text: str, rows: Sequence[Row]) -> list[list[str]]:
    """
    Name for each row the graphs that it needs, sorted.

    A graph is cited when the row goes or changes without it. A row that several sources each
    support alone cites a smallest-by-inclusion set of them that it cannot do without. Our own voice
    and the ontology are cited for a row that rests on no other source. What follows by reasoning is
    a source only for the rows that do not come without it.
    """
    cited: dict[Row, list[str]] = {row: [] for row in rows}
    try:
        reach = Reach(store, read_select(text), rows)
        positive, negative = reach.positive, reach.negative
    except (UnreadableError, SyntaxError):
        positive, negative = set(), _all(store)
    left = set(rows)
    for inferred in (False, True):
        sources = _Sources(store, text, positive, negative, inferred)
        if inferred and not left <= sources.lines.keys():
            sources = _Sources(store, text, set(), _all(store), inferred)
        wanted = left & sources.lines.keys()
        for names in sources.to_try() if wanted else ():
            _needed_alone(sources, names, wanted, cited)
        for row in [row for row in wanted if not cited[row]]:
            cited[row] = _needed_together(sources, row)
        left -= wanted
        if not left:
            break
    return [sorted(cited[row]) for row in rows]


def _all(store: ox.Store) -> set[ox.Quad]:
    """Return every triple, for a query that is not read."""
    return set(store.quads_for_pattern(None, None, None, _ANY))


class _Sources:
    """
    A copy of some triples, from which whole sources can be taken and put back.

    A triple leaves the default graph with the last source that holds it. Answers are kept by the
    set of sources that are away.
    """

    def __init__(
        self,
        store: ox.Store,
        text: str,
        positive: set[ox.Quad],
        negative: set[ox.Quad],
        inferred: bool,
    ) -> None:
        """
        Copy the triples; without one of *negative*, a row may come as well as go.

        Args:
            inferred: whether what follows by reasoning is a source too.
        """
        with_graphs = names_graphs(text)
        self.text = text
        self.owned: dict[str, list[ox.Quad]] = {}
        self.holders: dict[ox.Quad, set[str]] = {}
        alone: set[str] = set()
        turning: set[str] = set()
        self.store = ox.Store()
        for triple in positive | negative:
            quads = [
                quad
                for quad in store.quads_for_pattern(
                    triple.subject, triple.predicate, triple.object, None
                )
                if isinstance(quad.graph_name, ox.NamedNode)
                and (inferred or quad.graph_name != _INFERRED)
            ]
            if not quads:
                continue
            self.store.add(triple)
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
