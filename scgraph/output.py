"""Print answers as a person or a program reads them."""

import sys
from collections.abc import Sequence

from scgraph.answers import Answer, GraphAnswer, Term
from scgraph.graph import Graph
from scgraph.namespaces import shorten

__all__ = ["FORMATS", "print_answer", "print_table", "show", "waiting"]

FORMATS = ("table", "csv", "tsv", "json", "ttl", "nt", "jsonld")


def show(term: Term | None, prefixes: dict[str, str]) -> str:
    """Return a term as a table shows it: prefixed name, or text alone."""
    if term is None:
        return ""
    value = getattr(term, "value", None)
    if not isinstance(value, str):
        return str(term)
    return shorten(value, prefixes) if value.startswith("http") else value


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print columns of equal width, two spaces between; line breaks in a cell become spaces."""
    clean = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *clean, strict=True)]
    for row in [list(columns), ["-" * width for width in widths], *clean]:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(line.rstrip())


def print_answer(graph: Graph, answer: Answer | GraphAnswer, kind: str | None) -> None:
    """
    Print an answer in one of FORMATS; None is a table for rows, Turtle for a graph.

    Raises:
        BadInputError: the format cannot hold the answer.
    """
    if isinstance(answer, GraphAnswer):
        sys.stdout.write(answer.serialize(kind or "ttl", graph.prefixes))
        return
    if kind not in (None, "table"):
        sys.stdout.write(answer.serialize(kind))
        return
    if answer.truth is not None:
        print(str(answer.truth).lower())
        return
    columns = [*answer.variables, *answer.cited]
    rows = [[show(term, graph.prefixes) for term in row] for row in answer.terms]
    if answer.citations:
        for row, names in zip(rows, answer.citations, strict=True):
            row.append("; ".join(map(str, sorted(graph.citation(name) for name in names))))
    if columns:
        print_table(columns, rows)


def waiting(seconds: float) -> None:
    """Show on a terminal how long the answer has taken."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\rstill working, {seconds:.0f} s ")
        sys.stderr.flush()
