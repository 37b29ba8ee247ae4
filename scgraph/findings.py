"""What can be wrong, where it stands, and the report of one run of checks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["LEVELS", "Finding", "Place", "Report", "level"]

LEVELS = ("info", "warning", "violation")


class Place(NamedTuple):
    """
    A stretch of a file up to, not including, its end.

    Attributes:
        file: the path as it is printed, relative to the working folder; `<stdin>`.
        line, column: from 1, in characters; both 0 where the format has no places (JSON-LD,
            RDF/XML), which stand for the whole file.
        end_line, end_column: the first character behind it.
    """

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        """Return `file:line:column`, or the file alone."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, order=True)
class Finding:
    """
    One thing that is wrong.

    Attributes:
        severity: one of LEVELS, or the IRI of a severity that a shape made up (SHACL, 2.1.4).
        rule: the stable name of the shape, check or rule that found it.
        focus: the IRI of the node that is wrong, or a blank node as `_:label`, or a literal as
            N-Triples; empty where the text itself is wrong.
        message: what is wrong.
        mend: how to mend it; empty where a shape of others does not say.
        path, value, component: of a SHACL result as N-Triples terms, else empty.
        source: the IRI of the graph that says it, where a check knows it, else empty.
        source_shape: the IRI of the shape that the result names, else empty.
        places: where it stands; the first is the place to mend, the others say the same.
    """

    severity: str
    rule: str
    focus: str
    message: str
    mend: str = ""
    path: str = ""
    value: str = ""
    component: str = ""
    source: str = ""
    source_shape: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Report:
    """
    What one run found, and what it looked at.

    Attributes:
        findings: sorted by first place, then severity, rule and focus.
        files: how many files were read, the shapes not counted.
        triples: in the data, as a set.
        shapes: how many shapes, SPARQL checks and other rules were held against it.
        targets: how many focus nodes the shapes found.
        seconds: wall time.
        texts: the text of each file that a place names.
        usable: whether the data and the shapes could be read; where not, they were not held
            against each other.
    """

    findings: tuple[Finding, ...]
    files: int = 0
    triples: int = 0
    shapes: int = 0
    targets: int = 0
    seconds: float = 0.0
    texts: Mapping[str, str] = field(default_factory=dict)
    usable: bool = True


def level(severity: str) -> int:
    """Return how grave a severity is, as an index of LEVELS; one made up is a violation."""
    return LEVELS.index(severity) if severity in LEVELS else len(LEVELS) - 1
