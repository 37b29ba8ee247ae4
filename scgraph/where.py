"""Find where in the files a finding stands, by line and column."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from scgraph.errors import ScgraphError
from scgraph.files import data_files, ontology_files
from scgraph.namespaces import BASE
from scgraph.places import Placed, Span, paired
from scgraph.store import FORMATS
from scgraph.validate import Finding

__all__ = ["Where"]

_PLACED = (
    ox.RdfFormat.TRIG,
    ox.RdfFormat.N_QUADS,
    ox.RdfFormat.TURTLE,
    ox.RdfFormat.N_TRIPLES,
)


class Where:
    """The places of findings; a file is read for places only when a finding points to it."""

    def __init__(self, given: Sequence[Path] = ()) -> None:
        """Name the files beside the shipped ones; they are looked at first."""
        self.given = given
        self.texts: dict[Path, str] = {}
        self.maps: dict[Path, list[Placed]] = {}

    def of(self, finding: Finding) -> list[str]:
        """
        Return the places of a finding as `file:line:column`, in the order of files and lines.

        A wrong value is pointed to, in each file that states it; where a value is missing, the
        first mention of the node as a subject is. Empty where no file says what is wrong: for a
        blank node, and for a file that is neither Turtle, TriG, N-Triples nor N-Quads.
        """
        if finding.focus.startswith("_:"):
            return []
        shipped = [Path(name) for name in (*ontology_files(), *data_files())]
        found = self._in(self.given, finding, f"{BASE}source/given")
        return found or self._in(shipped, finding, f"{BASE}source/ontology")

    def _in(self, files: Iterable[Path], finding: Finding, source: str) -> list[str]:
        """Look in some files, of which those without graphs are one source."""
        rows = [
            (path, one)
            for path in files
            for one in self._map(path, finding.focus)
            if getattr(one.triple.subject, "value", "") == finding.focus
            and finding.source in ("", getattr(one.graph, "value", source))
        ]
        values = [
            _text(path, one.object_span)
            for path, one in rows
            if str(one.triple.predicate) == finding.path
            and finding.value in ("", str(one.triple.object))
        ]
        return values or [_text(path, one.subject_span) for path, one in rows[:1]]

    def _map(self, path: Path, focus: str) -> list[Placed]:
        kind = FORMATS.get(path.suffix.lower())
        if kind not in _PLACED:
            return []
        if path not in self.texts:
            self.texts[path] = path.read_bytes().decode(errors="replace")
        # a prefixed name ends as its IRI does
        if focus[-3:] not in self.texts[path]:
            return []
        if path not in self.maps:
            try:
                self.maps[path] = [one for _, one in paired(path, kind)]
            except ScgraphError:
                self.maps[path] = []
        return self.maps[path]


def _text(path: Path, span: Span) -> str:
    return f"{os.path.relpath(path)}:{span.line}:{span.column}"
