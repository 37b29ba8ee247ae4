"""Stream USLM files: one section at a time, with the groups it stands in."""

import os
import shutil
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from scgraph.errors import BadInputError
from scgraph.uslm.paths import order

__all__ = ["File", "Piece", "Warnings", "files", "pieces"]

_USLM = "http://xml.house.gov/schemas/uslm/1.0"
_DEEPEST = 200
_BLOCK = 1 << 16
_GROUPS = frozenset(
    "title subtitle division subdivision part subpart chapter subchapter article".split()
)
_KNOWN = _GROUPS | frozenset(
    """
    uscDoc appendix meta main num heading content p note ref date paragraph subparagraph
    subsection inline chapeau b clause section td sourceCredit notes quotedContent i tr th a
    span col table colgroup thead tbody subclause continuation signature signatures name sup
    item level subitem sub tfoot br proviso docNumber docPublicationName docReleasePoint
    property toc tocItem layout header column text courtRules courtRule reorganizationPlans
    reorganizationPlan referenceItem subsubitem compiledAct preliminary em strong u del ins
    img center caption statutoryNotes role committee term def shortTitle longTitle
    enactingFormula preface row h1 h2 h3 h4 h5 h6 ul ol li dl dt dd pre hr small big tt div
    font schedules schedule
    """.split()
)


class Warnings(Counter[str]):
    """Count what was met and not understood, each with the place it was first met at."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.first: dict[str, str] = {}

    def add(self, message: str, where: str) -> None:
        """Count one more of a kind."""
        self[message] += 1
        self.first.setdefault(message, where)


class Piece(NamedTuple):
    """
    One section, or the notes of a group, of a file.

    Attributes:
        element: the parsed element, tags without namespace.
        groups: the elements of the groups around it, outermost first, with number and heading only.
        where: the file and line it begins at.
        release: the release point that the file names, as `119-100`; empty when it names none.
    """

    element: ElementTree.Element
    groups: tuple[ElementTree.Element, ...]
    where: str
    release: str


class File(NamedTuple):
    """An XML file and its name as a person knows it."""

    path: Path
    name: str


def files(paths: list[Path], stack: ExitStack) -> list[File]:
    """
    Return the XML files of the paths: files, folders, and zip or tar archives, in the Code's order.

    Archives are unpacked into a folder that *stack* removes.

    Raises:
        BadInputError: a path is missing, an archive cannot be unpacked, or no XML file is found.
    """
    found: list[File] = []
    for path in paths:
        if not path.exists():
            raise BadInputError("no such file or folder", where=str(path))
        inside = [path] if path.is_file() else list(path.rglob("*"))
        made = [File(file, str(file)) for file in inside if not _is_archive(file)]
        for archive in filter(_is_archive, inside):
            made += _unpacked(archive, stack)
        if path.is_dir() or _is_archive(path):
            made = [file for file in made if file.path.suffix == ".xml"]
        if not made:
            raise BadInputError("no XML file in it", where=str(path), mend="give USLM files")
        found += sorted(made, key=_in_order)
    return found


def _is_archive(path: Path) -> bool:
    return path.suffix == ".zip" or ".tar" in path.suffixes


def _in_order(file: File) -> tuple[object, ...]:
    stem = file.path.stem.removeprefix("usc")
    return order(file.path.parent.name), order(stem), file.name


def _unpacked(archive: Path, stack: ExitStack) -> list[File]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    try:
        if archive.suffix == ".zip":
            with zipfile.ZipFile(archive) as packed:
                packed.extractall(folder)
        else:
            with tarfile.open(archive) as packed_tar:
                _unpack_tar(packed_tar, folder)
    except Exception as error:  # each decompressor has errors of its own
        raise BadInputError(f"cannot unpack: {error}", where=str(archive)) from error
    return [File(file, f"{archive}/{file.relative_to(folder)}") for file in folder.rglob("*")]


def _unpack_tar(packed: tarfile.TarFile, folder: Path) -> None:
    """Write out the regular files alone: `filter="data"` came in the middle of Python 3.11."""
    for member in packed:
        content = packed.extractfile(member) if member.isfile() else None
        if content is None:
            continue
        target = Path(os.path.normpath(folder / member.name))
        if not target.is_relative_to(folder):
            raise ValueError(f"{member.name} leads out of the archive")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            shutil.copyfileobj(content, file)


class _Builder:
    """Build the element of each section and keep what stands around it."""

    def __init__(self, name: str, warnings: Warnings) -> None:
        self.name = name
        self.warnings = warnings
        self.done: list[Piece] = []
        self.sections = 0
        self.release = ""
        self.tags: list[str] = []
        self.groups: list[ElementTree.Element] = []
        self.tree: ElementTree.TreeBuilder | None = None
        self.depth = 0
        self.line = 0
        self.text: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.EntityDeclHandler = self.entity

    def where(self) -> str:
        return f"{self.name}:{self.parser.CurrentLineNumber}"

    def entity(self, name: str, *rest: object) -> None:
        raise BadInputError(
            f"the DTD declares the entity {name!r}",
            where=self.where(),
            mend="the official files declare none: get the file anew",
        )

    def start(self, full: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = full.rpartition(" ")
        if not self.tags:
            self.root(namespace, tag)
        if len(self.tags) >= _DEEPEST:
            raise BadInputError(f"elements lie deeper than {_DEEPEST}", where=self.where())
        if namespace == _USLM and tag not in _KNOWN:
            self.warnings.add(f"unknown element <{tag}>", self.where())
        self.tags.append(tag)
        if self.tree is not None:
            self.depth += 1
            self.tree.start(tag, attributes)
        elif tag == "section" or (tag == "notes" and self.groups):
            self.tree = ElementTree.TreeBuilder()
            self.depth, self.line = 1, self.parser.CurrentLineNumber
            self.tree.start(tag, attributes)
        elif tag in _GROUPS and namespace == _USLM:
            self.groups.append(ElementTree.Element(tag, attributes))
        elif tag in ("num", "heading") and self.tags[-2] in _GROUPS:
            self.tree = ElementTree.TreeBuilder()
            self.depth = 1
            self.tree.start(tag, attributes)
        self.text = []

    def root(self, namespace: str, tag: str) -> None:
        if tag not in ("uscDoc", "section") or namespace != _USLM:
            shown = f"{{{namespace}}}{tag}" if namespace else tag
            raise BadInputError(
                f"not a USLM 1.0 title or section: its root is {shown}",
                where=self.where(),
                mend=f"give files whose root is uscDoc or section of {_USLM}",
            )

    def characters(self, text: str) -> None:
        if self.tree is not None:
            self.tree.data(text)
        else:
            self.text.append(text)

    def end(self, full: str) -> None:
        tag = self.tags.pop()
        if self.tree is not None:
            self.depth -= 1
            self.tree.end(tag)
            if self.depth == 0:
                self.finish(tag, self.tree.close())
        elif tag in _GROUPS and self.groups and self.groups[-1].tag == tag:
            self.groups.pop()
        elif tag == "docPublicationName":
            self.release = "".join(self.text).strip().rpartition("@")[2]

    def finish(self, tag: str, element: ElementTree.Element) -> None:
        self.tree = None
        if tag in ("num", "heading"):
            self.groups[-1].append(element)
            return
        if tag == "section":
            self.sections += 1
        where = f"{self.name}:{self.line}"
        self.done.append(Piece(element, tuple(self.groups), where, self.release))


def pieces(given: File, warnings: Warnings) -> Iterator[Piece]:
    """
    Yield the sections of one file, and the notes of its groups, in the order of the file.

    Args:
        given: the file, named in errors as a person knows it.
        warnings: counts the elements that are not known.

    Raises:
        BadInputError: the file cannot be read, is not well-formed, is no USLM, is cut off, declares
            entities, or holds no section.
    """
    path, name = given
    builder = _Builder(name, warnings)
    try:
        with open(path, "rb") as file:
            yield from _fed(builder, file)
    except expat.ExpatError as error:
        raise BadInputError(
            f"not well-formed XML: {expat.ErrorString(error.code)}",
            where=f"{name}:{error.lineno}:{error.offset + 1}",
            mend="get the file anew; it may be cut off",
        ) from error
    except OSError as error:
        raise BadInputError(f"cannot read: {error.strerror}", where=name) from error
    if not builder.sections:
        raise BadInputError("no section in it", where=name, mend="give a title or section file")


def _fed(builder: _Builder, file: IO[bytes]) -> Iterator[Piece]:
    while True:
        block = file.read(_BLOCK)
        builder.parser.Parse(block, not block)
        yield from builder.done
        builder.done.clear()
        if not block:
            return
