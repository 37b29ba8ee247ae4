"""Bring legal citations to the graph: what they name, and how that stands in the law."""
