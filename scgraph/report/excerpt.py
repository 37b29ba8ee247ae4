"""Cut the line that a place is on out of its file, with carets under the place."""

import unicodedata
from collections.abc import Mapping

from scgraph.findings import Place
from scgraph.report.escape import visible

__all__ = ["Excerpts"]

_MOST = 100
_BEFORE = 40


class Excerpts:
    """The lines of the files that places name; a file is split once, when it is first asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Keep the text of each file, by the name that places give it."""
        self.texts = texts
        self.split: dict[str, list[str]] = {}

    def line(self, place: Place) -> str | None:
        """Return the line of a place without its end; None where there is no such line."""
        if place.line < 1 or place.file not in self.texts:
            return None
        if place.file not in self.split:
            # as places count: a line ends with LF
            self.split[place.file] = self.texts[place.file].split("\n")
        lines = self.split[place.file]
        return lines[place.line - 1].removesuffix("\r") if place.line <= len(lines) else None

    def of(self, place: Place) -> list[str]:
        """
        Return two lines: the number and the text of the line of a place, and the carets.

        Of a line of more than 100 characters the part around the place is shown. A span over
        several lines is marked to the end of its first; an empty one with one caret.
        """
        line = self.line(place)
        if line is None:
            return []
        start = min(max(place.column - 1, 0), len(line))
        stop = place.end_column - 1 if place.end_line == place.line else len(line)
        left = 0
        if len(line) > _MOST:
            left = max(min(start - _BEFORE, len(line) - _MOST), 0)
        right = left + _MOST
        before = "…" * (left > 0) + line[left:start]
        marked = line[start : min(stop, right)]
        after = line[max(start, min(stop, right)) : right] + "…" * (right < len(line))
        number = f"{place.line:>5} | "
        carets = _pad(marked, "^") if marked.strip("\t") else ""
        return [
            number + visible(before + marked + after, "\t"),
            " " * (len(number) - 2) + "| " + _pad(before, " ") + (carets or "^"),
        ]


def _pad(text: str, mark: str) -> str:
    """Return as many marks as a terminal needs columns for a text; a tab stays a tab."""
    return "".join("\t" if one == "\t" else mark * _width(one) for one in text)


def _width(one: str) -> int:
    """Return the columns of one character as it is shown (Unicode Standard Annex 11)."""
    shown = visible(one)
    if shown != one:
        return len(shown)
    # joiners are the format characters (Cf) that are shown as they are
    if unicodedata.category(one) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(one) in "WF" else 1
