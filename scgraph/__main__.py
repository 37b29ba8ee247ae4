"""Run the command as `python -m scgraph`."""

from scgraph.cli import run

run()
