"""Shared fixtures: the shipped graph, the repository, the chapter text."""

import os
from pathlib import Path

import pytest

from scgraph import Graph

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
