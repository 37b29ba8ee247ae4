"""Cite the rows of a query: the sources without which a row goes or changes."""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from scgraph.namespaces import OURS
from scgraph.tokens import predicates

__all__ = ["as_rows", "cite_rows"]

Row = tuple[str, ...]


class _Sources:
    """
    A copy of what a query can see, from which whole sources can be taken and put back.

    A triple leaves the default graph with the last source that holds it.
    """

    def __init__(self, store: ox.Store, names: set[str] | None) -> None:
        patterns = [None] if names is None else [ox.NamedNode(name) for name in sorted(names)]
        self.owned: dict[str, list[ox.Quad]] = {}
        self.holders: dict[ox.Quad, set[str]] = {}
        for predicate in patterns:
            for quad in store.quads_for_pattern(None, predicate, None, None):
                if isinstance(quad.graph_name, ox.NamedNode):
                    self.owned.setdefault(quad.graph_name.value, []).append(quad)
                    self.holders.setdefault(_plain(quad), set()).add(quad.graph_name.value)
        self.store = ox.Store()
        self.store.extend(quad for quads in self.owned.values() for quad in quads)
        self.store.extend(self.holders)
        self.names = sorted(name for name in self.owned if name not in OURS)
        self.gone: set[str] = set()

    def take(self, name: str) -> None:
        self.gone.add(name)
        for quad in self.owned.get(name, ()):
            self.store.remove(quad)
            if self.holders[_plain(quad)] <= self.gone:
                self.store.remove(_plain(quad))

    def put_back(self, name: str) -> None:
        self.gone.discard(name)
        self.store.extend(self.owned[name])
        self.store.extend(map(_plain, self.owned[name]))

    def rows(self, text: str) -> set[Row]:
        return set(as_rows(self.store.query(text)))


def _plain(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def as_rows(solutions: object) -> list[Row]:
    """Return the solutions as rows of N-Triples terms, empty text where unbound."""
    assert isinstance(solutions, Iterable)
    return [tuple("" if value is None else str(value) for value in row) for row in solutions]


def cite_rows(store: ox.Store, text: str, rows: Sequence[Row]) -> list[list[str]]:
    """
    Name for each row the graphs that it needs, sorted.

    A graph is cited when the row goes or changes without it. A row that several sources each
    support alone cites a smallest-by-inclusion set of them that it cannot do without. Our own voice
    and the ontology are cited for a row that rests on no other source. Only the triples whose
    predicate the query names are looked at; all, where it may use any predicate.
    """
    sources = _Sources(store, predicates(text))
    if sources.rows(text) != set(rows):
        sources = _Sources(store, None)
    cited: dict[Row, list[str]] = {row: [] for row in rows}
    for name in sources.names:
        sources.take(name)
        left = sources.rows(text)
        sources.put_back(name)
        for row in cited.keys() - left:
            cited[row].append(name)
    open_rows = {row for row, names in cited.items() if not names}
    removed: list[str] = []
    for name in sources.names:
        if not open_rows:
            break
        sources.take(name)
        removed.append(name)
        for row in open_rows - sources.rows(text):
            cited[row] = _needed(sources, text, row, removed)
            open_rows.discard(row)
    for name in OURS if open_rows else ():
        sources.take(name)
        for row in open_rows - sources.rows(text):
            cited[row] = [name]
        open_rows = {row for row in open_rows if not cited[row]}
    return [sorted(cited[row]) for row in rows]


def _needed(sources: _Sources, text: str, row: Row, removed: list[str]) -> list[str]:
    needed = list(removed)
    for name in removed:
        sources.put_back(name)
        if row in sources.rows(text):
            sources.take(name)
        else:
            needed.remove(name)
    for name in removed:
        sources.take(name)
    return needed
