"""Read legal citations as people write them: a name, or all that stand in a text; no graph."""

from scgraph.lawcite.citation import Citation, written
from scgraph.lawcite.grammar import parse, scan
from scgraph.lawcite.places import Place, base, places

__all__ = ["Citation", "Place", "base", "parse", "places", "scan", "written"]
