"""Find the legal citations of a text and say of each what it resolves to and what is wrong."""

import re
import sys
from bisect import bisect_right
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.law.judge import Judge
from scgraph.law.triples import texts
from scgraph.lawcite import Citation, scan

__all__ = ["INFORMING", "Remark", "as_json", "as_line", "lint", "read_text"]

INFORMING = ("ok", "part", "not-in-graph", "unclear")
"""The kinds of remarks that say nothing is wrong."""
_LONGEST = 300


class Remark(NamedTuple):
    """
    What is said of one citation of a text.

    Attributes:
        line, column: where it begins, from 1; columns are characters.
        kind: `ok`, `part` (what encloses it is taken), `not-in-graph`, `unclear`, or what is wrong:
            `act-mismatch`, `act-name`, `ambiguous`, `expired`, `no-such-section`, `omitted`,
            `renumbered`, `repealed`, `transferred`, `wrong-place`.
        text: the citation, with single spaces; the first 300 characters of a long list.
        iri: what it resolves to; empty where that is nothing, or not one thing.
        label: the name of that.
        message: what there is to say; may be empty.
    """

    line: int
    column: int
    kind: str
    text: str
    iri: str
    label: str
    message: str

    @property
    def wrong(self) -> bool:
        """Say whether the remark is a finding."""
        return self.kind not in INFORMING


def read_text(name: str) -> str:
    """
    Return the text of a file; `-` is standard input.

    Raises:
        BadInputError: it cannot be read, or is not UTF-8.
    """
    where = "standard input" if name == "-" else name or "''"
    try:
        if name != "-":
            with open(name, "rb") as file:
                data = file.read()
        elif sys.stdin is None:
            raise BadInputError("standard input is closed", mend="give a file")
        else:
            data = sys.stdin.buffer.read()
    except OSError as error:
        raise BadInputError(f"cannot read: {error.strerror}", where=where) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInputError(
            "not UTF-8", where=f"{where}:{line}", mend="save it as UTF-8"
        ) from error


def as_line(name: str, remark: Remark) -> str:
    """Return a remark as one line, `FILE:LINE:COLUMN: kind: text -> iri (label): message`."""
    found = f" -> {remark.iri} ({remark.label})" if remark.iri else ""
    message = f": {remark.message}" if remark.message else ""
    place = f"{name}:{remark.line}:{remark.column}"
    return f"{place}: {remark.kind}: {remark.text}{found}{message}"


def as_json(name: str, remarks: list[Remark]) -> str:
    """Return the remarks as a JSON list of objects, each with the file and whether it is wrong."""
    import json

    made = [{"file": name, **remark._asdict(), "wrong": remark.wrong} for remark in remarks]
    return json.dumps(made, ensure_ascii=False, indent=1)


def lint(store: ox.Store, text: str, day: str) -> list[Remark]:
    """
    Return what there is to say of each legal citation of a text, in the order of the text.

    Several things may be wrong with one citation; each is a remark of its own.

    Args:
        day: the day by which a provision must hold, YYYY-MM-DD.
    """
    judge = Judge(store, day)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    breaks = [found.start() for found in re.finditer(r"\n[ \t\r]*\n", text)]
    found: list[Remark] = []
    before = Citation()
    for whole in scan(text, judge.is_act):
        for citation in judge.apart(whole, text):
            line = bisect_right(starts, citation.start)
            column = citation.start - starts[line - 1] + 1
            printed = _printed(text, citation)
            after = text[citation.end : citation.end + 300]
            paragraph = bisect_right(breaks, citation.start)
            verdicts = list(judge.verdicts(citation, line, paragraph, after))
            if text[before.end : citation.start].strip() == "(":
                verdicts += filter(None, [judge.put_beside(before, citation)])
            if len(verdicts) > 1:
                verdicts = [each for each in verdicts if each.kind not in INFORMING]
            found += [
                Remark(line, column, kind, printed, iri, _label(store, iri), words)
                for kind, iri, words in verdicts
            ]
            before = citation
    return found


def _printed(text: str, citation: Citation) -> str:
    """Return a citation with single spaces, cut where it is a list that goes on for long."""
    cut = citation.start + _LONGEST
    printed = " ".join(text[citation.start : min(citation.end, cut)].split())
    return printed + " ..." * (cut < citation.end)


def _label(store: ox.Store, iri: str) -> str:
    if not iri:
        return ""
    return min(texts(store, iri, "prefLabel") or texts(store, iri, "title"), default=iri)
