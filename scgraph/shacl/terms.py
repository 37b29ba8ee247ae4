"""Read the terms and property paths that findings hold as text."""

import pyoxigraph as ox

from scgraph.plain_graph import PlainGraph
from scgraph.shacl.paths import Path, Term, read_path

__all__ = ["path_of", "term_of"]


def term_of(text: str) -> Term | None:
    """Return the term that a text names: an IRI alone, or N-Triples; None where it is empty."""
    if not text:
        return None
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    if text.startswith(("<", '"')):
        _, node = _parsed(text)
        assert isinstance(node, Term)
        return node
    return ox.NamedNode(text)


def path_of(text: str) -> Path:
    """
    Return the property path that one Turtle term writes.

    Raises:
        ScgraphError: the term is no well-formed path.
    """
    return read_path(*_parsed(text))


def _parsed(text: str) -> tuple[PlainGraph, object]:
    """Return a graph that holds one term or path, and its node."""
    graph = PlainGraph(
        quad.triple for quad in ox.parse(f"<urn:x> <urn:x> {text} .", ox.RdfFormat.TURTLE)
    )
    (quad,) = graph.quads_for_pattern(ox.NamedNode("urn:x"), None, None)
    return graph, quad.object
