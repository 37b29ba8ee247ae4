"""Each shape passes its good file and catches its bad one, the other shapes silent."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.files import shape_files
from scgraph.validate import validate

EXAMPLES = Path(__file__).parent / "shapes"
SHAPES = sorted(
    name for path in shape_files() for name in re.findall(r'sh:name "([^"]+)"', path.read_text())
)


def shapes_found(name: str) -> set[str]:
    store = ox.Store()
    store.load(path=str(EXAMPLES / name), format=ox.RdfFormat.TURTLE)
    return {finding.shape for finding in validate(store)}


@pytest.mark.parametrize("shape", SHAPES)
def test_good_and_bad(shape: str) -> None:
    assert shapes_found(f"{shape}.good.ttl") == set()
    assert shapes_found(f"{shape}.bad.ttl") == {shape}


def test_the_shipped_graph_conforms(graph: Graph) -> None:
    assert validate(graph.store) == []
