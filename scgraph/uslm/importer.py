"""Import USLM files: read every section, write those wanted as TriG."""

import io
import re
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date as day
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from scgraph.errors import BadInputError
from scgraph.namespaces import prefixes
from scgraph.turtle.comments import Comments
from scgraph.turtle.layout import Layout, head_lines
from scgraph.turtle.terms import Names
from scgraph.uslm.paths import Place, order
from scgraph.uslm.reader import Warnings, files, pieces
from scgraph.uslm.section import group_notes, read_section
from scgraph.uslm.trig import Graph
from scgraph.uslm.writer import Writer
from scgraph.writing import whole

__all__ = ["Counts", "import_uslm", "wanted"]

_RELEASE = re.compile(r"[0-9]{2,3}-[0-9]+(?:not[0-9]+)?")


@dataclass
class Counts:
    """
    What was read, for a person and for a check against the files.

    Attributes:
        sections: sections read.
        kept: sections written.
        credits: laws of source credits, of all sections read.
        references: references of the sections' own text, of all sections read, as distinct paths a
            section.
        notes: quotations of uncodified provisions in notes, of all sections read.
        warnings: what was not understood, with how often and where first.
    """

    sections: int = 0
    kept: int = 0
    credits: int = 0
    references: int = 0
    notes: int = 0
    warnings: Warnings = field(default_factory=Warnings)


class Wanted:
    """The sections to keep: single ones and ranges, by title."""

    def __init__(self, text: str, where: str) -> None:
        """Read lines or comma-separated items such as `22 U.S.C. 2151 to 2449`."""
        self.ranges: list[tuple[str, str, str, str]] = []
        self.met: set[str] = set()
        for row, line in enumerate(text.splitlines(), 1):
            for item in filter(None, map(str.strip, line.partition("#")[0].split(","))):
                match = re.fullmatch(
                    r"([0-9]+[A-Z]?) U\.?S\.?C\.? (?:§ ?)?(\S+)(?: to (\S+))?", item
                )
                if match is None:
                    raise BadInputError(
                        f"not a section or range: {item!r}",
                        where=f"{where}:{row}" if where else "--sections",
                        mend="write 22 U.S.C. 2763 or 22 U.S.C. 2151 to 2449",
                    )
                first = match[2].replace("–", "-")
                self.ranges.append((match[1], first, (match[3] or first).replace("–", "-"), item))

    def __contains__(self, spot: Place) -> bool:
        """Say whether a section is wanted."""
        title, _, number = spot.iri.rpartition("/t")[2].partition("/s")
        inside = False
        for of, first, last, item in self.ranges:
            if of == title and order(first) <= order(number) <= order(last):
                self.met.add(item)
                inside = True
        return inside


def wanted(text: str) -> Wanted:
    """
    Return the sections that a list names.

    Args:
        text: a file with one section or range a line, or the same separated by commas.

    Raises:
        BadInputError: an item is neither a section nor a range.
    """
    path = Path(text)
    try:
        if path.is_file():
            return Wanted(path.read_text(encoding="utf-8"), text)
    except (OSError, ValueError) as error:
        raise BadInputError(f"cannot read: {error}", where=text) from error
    return Wanted(text, "")


def import_uslm(
    paths: list[Path],
    output: Path | IO[str],
    *,
    release: str = "",
    issued: str = "",
    sections: Wanted | None = None,
) -> Counts:
    """
    Read USLM files and write their sections as TriG, in the graph `source:uscode-RELEASE`.

    The sections are read one at a time; what they say is kept until the end, about half a kilobyte
    a triple, and written in the canonical form. A file is written whole or not at all.

    Args:
        paths: files, folders, zip or tar archives of USLM 1.0, whole titles or single sections.
        output: the file to write, or an open text file.
        release: the release point as Congress and law, `119-100`; needed where no file names one.
        issued: the day (YYYY-MM-DD) through which the release point has the laws, if known.
        sections: those to keep; all when None.

    Returns:
        What was read and not understood.

    Raises:
        BadInputError: a file cannot be read or written or is not USLM, the release or its day is no
            such, or none of the sections is there.
    """
    if issued:
        try:
            day.fromisoformat(issued)
        except ValueError:
            raise BadInputError(
                f"not a date: {issued!r}", where="--issued", mend="write 2026-06-26"
            ) from None
    counts = Counts()
    with ExitStack() as stack:
        found = files(paths, stack)
        writer: Writer | None = None
        for file in found:
            for piece in pieces(file, counts.warnings):
                if writer is None:
                    writer = Writer(_checked(release or piece.release, file.name))
                elif not release and piece.release and piece.release != writer.release:
                    raise BadInputError(
                        f"release point {piece.release}, and another file has {writer.release}",
                        where=file.name,
                        mend="give the files of one release point",
                    )
                writer.groups(piece.groups)
                if piece.element.tag == "notes":
                    notes, cited = group_notes(piece.element, piece.where, counts.warnings)
                    if sections is None:
                        writer.host_notes(piece.groups, notes, cited)
                    continue
                _take(piece.element, piece.where, piece.groups, counts, sections, writer)
        assert writer is not None
        for item in () if sections is None else [r[3] for r in sections.ranges]:
            if sections is not None and item not in sections.met:
                counts.warnings.add(f"no section of {item} is in the files", "--sections")
        if not counts.kept and sections is not None:
            raise BadInputError(
                "none of the sections is in the files",
                where="--sections",
                mend="give the files of their titles, or other sections",
            )
        writer.finish(issued, counts.warnings)
        _write(output, [writer.facts, writer.names])
    return counts


def _take(
    element: Element,
    where: str,
    groups: tuple[Element, ...],
    counts: Counts,
    sections: Wanted | None,
    writer: Writer,
) -> None:
    for section in read_section(element, where, counts.warnings):
        counts.sections += 1
        counts.credits += len(section.credits)
        counts.references += len(section.cites)
        counts.notes += len(section.notes)
        writer.live(section)
        if sections is None or section.place in sections:
            counts.kept += 1
            group = groups[-1].get("identifier", "") if groups else ""
            writer.section(section, group, where, counts.warnings)


def _checked(release: str, where: str) -> str:
    if not release:
        raise BadInputError(
            "the file names no release point", where=where, mend="give it: --release 119-100"
        )
    if not _RELEASE.fullmatch(release):
        raise BadInputError(
            f"not a release point: {release!r}", where=where, mend="write it as 119-100"
        )
    return release


def _write(output: Path | IO[str], graphs: list[Graph]) -> None:
    """Write graphs in the canonical form; a file takes the output's place when it is whole."""
    names = Names(prefixes())
    layout = Layout({graph.name: graph.said for graph in graphs}, names)
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as body:
        body.writelines(f"{line}\n" for line in layout.lines())

        # the body begins with a blank line
        head = head_lines(names.used, Comments())

        def copy(target: IO[str]) -> None:
            target.writelines(f"{line}\n" for line in head)
            body.seek(0)
            shutil.copyfileobj(body, target)

        if not isinstance(output, Path):
            copy(output)
            return
        with whole(output) as file:
            target = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
            copy(target)
            target.detach()
