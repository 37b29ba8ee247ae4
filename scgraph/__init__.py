"""Open knowledge graph of U.S. security cooperation."""

from typing import Any

__all__ = ["Graph", "ScgraphError", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the engine only when it is asked for."""
    if name == "Graph":
        from scgraph.graph import Graph

        return Graph
    if name == "ScgraphError":
        from scgraph.errors import ScgraphError

        return ScgraphError
    raise AttributeError(name)
