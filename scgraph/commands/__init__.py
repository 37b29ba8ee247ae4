"""The commands of `scgraph` that are more than a call on Graph, a module each."""
