"""Shared fixtures: the shipped graph, the part of it that is the chapter, the chapter text."""

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.namespaces import BASE, OURS, SC
from scgraph.store import merged, read_sources

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def graph() -> Graph:
    return Graph()


@pytest.fixture(scope="session")
def chapter() -> list[str]:
    """Return the lines of the chapter; line n is item n - 1."""
    path = os.environ.get("SCGRAPH_CHAPTER1")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("SCGRAPH_CHAPTER1 is not set")
        pytest.skip("set SCGRAPH_CHAPTER1 to the path of the chapter text")
    return Path(path).read_text(encoding="utf-8").split("\n")


_BETWEEN = ox.NamedNode(SC + "between")
_PLACES = (f"{BASE}passage/", f"{BASE}heading/", f"{BASE}document/chapter1", f"{BASE}category/")


def only_chapter() -> list[ox.Quad]:
    """Return the ontology, what the chapter says, and what our own voice says of that."""
    ontology, ours = map(ox.NamedNode, OURS)
    quads = list(read_sources())
    said = [q for q in quads if q.graph_name.value.startswith(_PLACES)]
    known = {term for q in said for term in (q.subject, q.object, q.graph_name)}
    with_law = {
        q.subject
        for q in quads
        if q.predicate == _BETWEEN and q.object.value.startswith(f"{BASE}source/")
    }

    def ours_of_chapter(quad: ox.Quad) -> bool:
        name = quad.subject.value
        if name.startswith(f"{BASE}disagreement/"):
            return name.endswith("/aeca-name") or quad.subject not in with_law
        return quad.subject in known or name.startswith(_PLACES) or name in OURS

    kept = [q for q in quads if q.graph_name == ours and ours_of_chapter(q)]
    return [
        q
        for q in said + kept + [q for q in quads if q.graph_name == ontology]
        if not getattr(q.object, "value", "").startswith(f"{BASE}source/uscode")
    ]


class StoreGraph(Graph):
    """A Graph over given quads instead of the shipped files."""

    def __init__(self, quads: list[ox.Quad]) -> None:
        """Take the quads, each in the graph of its source."""
        super().__init__(tell=lambda note: None)
        self.quads = quads

    def open_store(self) -> ox.Store:
        """Return a store of the quads and their merge."""
        store = ox.Store()
        store.extend(merged(self.quads))
        return store


@pytest.fixture(scope="session")
def chapter_graph() -> Graph:
    """Return the graph as it is without the layers of the law and of the organizations."""
    return StoreGraph(only_chapter())
