"""Each thing that the chapter names is in the graph, with the details that the text gives."""

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.namespaces import prefixes

FILES = sorted((Path(__file__).parent / "coverage").glob("*.tsv"))
ROWS = [
    tuple(line.split("\t"))
    for path in FILES
    for line in path.read_text(encoding="utf-8").splitlines()[1:]
]
ITEMS = {row[:3] for row in ROWS}


@pytest.fixture(scope="module")
def store(graph: Graph) -> ox.Store:
    return graph.open_store()


@pytest.mark.parametrize(
    ("subject", "details"), [row[3:] for row in ROWS], ids=[f"{row[2]}:{row[3]}" for row in ROWS]
)
def test_the_graph_holds(subject: str, details: str, store: ox.Store) -> None:
    head = "".join(f"PREFIX {name}: <{space}>\n" for name, space in prefixes().items())
    assert store.query(f"{head}ASK {{ {subject} {details} }}"), f"{subject} {details}"


def test_every_item_of_the_floor_is_held_against_the_graph() -> None:
    """The list of things lies beside the chapter's text, where both are at hand."""
    assert len(ITEMS) >= 253
    floor = Path(os.environ.get("SCGRAPH_CHAPTER1", ".")).parent / "chapter1-coverage.tsv"
    if floor.is_file():
        lines = floor.read_text(encoding="utf-8").splitlines()[1:]
        assert ITEMS == {tuple(line.split("\t")) for line in lines}
