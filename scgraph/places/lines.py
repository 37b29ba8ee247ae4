"""Turn the offsets of a text into lines and columns."""

import re
from bisect import bisect_right
from typing import NamedTuple

__all__ = ["Lines", "Span"]


class Span(NamedTuple):
    """
    Name the stretch of text from *line*, *column* up to, not including, the end.

    Lines and columns count from 1. A column is one character (code point), a line ends with LF.
    """

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """Know where each line of one text begins."""

    def __init__(self, text: str) -> None:
        """Look for the line ends once."""
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """Return the span between two offsets."""
        return Span(*self.place(start), *self.place(end))
