"""Read one file for the rules: its text and its quads, or the finding that it cannot be read."""

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.findings import Finding, Place

__all__ = ["SourceFile", "decoded", "read"]


@dataclass(frozen=True)
class SourceFile:
    """
    One file that keeps the syntax of its format.

    Attributes:
        name: the path as it is printed, relative to the working folder; `<stdin>`.
        text: decoded, its line ends as they are.
        quads: as `pyoxigraph.parse` gives them, in its order; blank nodes have labels of their own,
            so that those of two files stay apart.
    """

    name: str
    format: ox.RdfFormat
    text: str
    quads: list[ox.Quad]
    base: str = ""


def read(
    source: Path | str | bytes, name: str, format: ox.RdfFormat, *, base: str = ""
) -> SourceFile | Finding:
    """
    Parse one file, or say where and how it breaks the syntax.

    Args:
        source: a path to read, or the text itself, as characters or as bytes.
        base: an absolute IRI for relative ones, such as the file's own (RFC 3986, section 5.1.3);
            without it they are an error unless the text declares one.

    Returns:
        The file, or its first error: a violation with the rule `encoding`, `undeclared-prefix` or
        `syntax`.

    Raises:
        BadInputError: the file cannot be opened or does not fit into memory.
    """
    text = source if isinstance(source, str) else decoded(source, name)
    if isinstance(text, Finding):
        return text
    if text.startswith("\ufeff"):
        told = "the text begins with a byte order mark"
        return _encoding(told, "save it as UTF-8 without one", Place(name, 1, 1, 1, 2))
    try:
        parsed = ox.parse(text, format, base_iri=base or None, rename_blank_nodes=True)
        return SourceFile(name, format, text, list(parsed), base)
    except SyntaxError as error:
        from scgraph.rules.syntax import explain

        return explain(error, text, name, format, base)
    except (ValueError, MemoryError) as error:
        raise BadInputError(f"cannot read: {error or 'too large'}", where=name) from error


def decoded(source: Path | bytes, name: str) -> str | Finding:
    """Return the text of UTF-8, or the place of its first bad byte."""
    try:
        data = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise BadInputError(f"cannot read: {error.strerror}", where=name) from error
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode()) + 1
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            told = "the text is UTF-16, not UTF-8"
        else:
            told = f"byte 0x{data[error.start]:02X} is not UTF-8"
        return _encoding(
            told, "save the file as UTF-8", Place(name, line, column, line, column + 1)
        )


def _encoding(message: str, mend: str, place: Place) -> Finding:
    return Finding("violation", "encoding", "", message, mend, places=(place,))
