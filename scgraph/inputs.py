"""Turn what a person names on the command line, files, folders and patterns, into files."""

import glob
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.store import FORMATS

if TYPE_CHECKING:
    from scgraph.findings import Finding
    from scgraph.rules import SourceFile

__all__ = ["STDIN", "Input", "gather", "keep_apart", "read_inputs"]

STDIN = "-"
_MAY = "check the path and its permissions"


def gather(words: Iterable[str], suffixes: Iterable[str] = tuple(FORMATS)) -> list[Path]:
    """
    Return the files that the words name, each once, in their order; a folder's sorted by path.

    A folder stands for every file below it with one of the *suffixes*, but for hidden ones. A
    pattern (`*`, `?`, `[...]`, `**` over folders) is matched here too, for shells that leave that
    to the program. `-` stays `-`.

    Raises:
        BadInputError: a file does not exist, or a folder or pattern names none.
    """
    ends = tuple(suffixes)
    found: dict[Path, None] = {}
    for word in words:
        path = Path(word)
        try:
            is_there = path.exists() or path.is_symlink()
        except OSError as error:
            told = f"cannot read: {error.strerror}"
            raise BadInputError(told, where=word, mend=_MAY) from error
        if not word:
            raise BadInputError("a path is empty", mend="name a file, a folder or a pattern")
        if word == STDIN:
            found[path] = None
        elif path.is_dir():
            found |= dict.fromkeys(_below(path, ends, word))
        elif is_there:
            found[path] = None
        elif glob.has_magic(word):
            names = sorted(glob.glob(word, recursive=True))
            if not names:
                raise BadInputError("no file matches", where=word, mend="correct the pattern")
            folders = [name for name in map(Path, names) if name.is_dir()]
            files = [name for name in map(Path, names) if not name.is_dir()]
            inside = [path for name in folders for path in _below(name, ends, word, files)]
            found |= dict.fromkeys(sorted([*files, *inside]))
        else:
            raise BadInputError("no such file", where=word, mend=_nearest(path))
    unique: dict[str, Path] = {}
    for path in found:
        unique.setdefault(STDIN if str(path) == STDIN else os.path.realpath(path), path)
    return list(unique.values())


def keep_apart(output: str, words: Iterable[str]) -> None:
    """
    Refuse an output that would take the place of a file that is read, or be read the next time.

    Raises:
        BadInputError: it would. What names no file is told where it is read.
    """
    target, told = os.path.realpath(output), ""
    for word in words if output != STDIN else ():
        with suppress(BadInputError):
            if any(os.path.realpath(path) == target for path in gather([word])):
                told = "the output would take the place of a file that is read"
        inside = os.path.isdir(word) and target.startswith(os.path.realpath(word) + os.sep)
        if inside and target.lower().endswith(tuple(FORMATS)):
            told = told or f"the output lies in {word} and would be read the next time"
    if told:
        raise BadInputError(told, where=output, mend="name another file with -o")


def _below(
    folder: Path, suffixes: tuple[str, ...], word: str, beside: Iterable[Path] = ()
) -> list[Path]:
    """Return the files of a folder; it may have none where others stand beside it."""

    def refuse(error: OSError) -> None:
        raise BadInputError(f"cannot read: {error.strerror}", where=str(error.filename), mend=_MAY)

    paths = []
    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths += [
            Path(root, name)
            for name in names
            if name.lower().endswith(suffixes) and not name.startswith(".")
        ]
    if not paths and not beside:
        mend = f"give a folder with {', '.join(suffixes)} files"
        raise BadInputError("no file to read in the folder", where=word, mend=mend)
    return sorted(paths)


def _nearest(path: Path) -> str:
    from difflib import get_close_matches

    try:
        names = os.listdir(path.parent)
    except OSError:
        return "check the path"
    near = get_close_matches(path.name, names, 1)
    return f"did you mean {path.parent / near[0]}?" if near else "check the path"


class Input(NamedTuple):
    """
    One file as it was read.

    Attributes:
        name: the path as it is printed, relative to the working folder; `<stdin>`.
        data: its bytes.
        made: its triples, or the finding that says where it breaks the syntax.
    """

    name: str
    format: ox.RdfFormat
    data: bytes
    made: "SourceFile | Finding"

    @property
    def text(self) -> str:
        """Return the text, what is no UTF-8 replaced."""
        return self.data.decode(errors="replace")


def read_inputs(paths: Iterable[Path], stdin_suffix: str = ".trig") -> list[Input]:
    """
    Read each file, or say where it breaks the syntax.

    Relative IRIs are resolved as if the working folder were the root of the file system.

    Args:
        paths: as `gather` gives them.
        stdin_suffix: how standard input is read, a suffix of FORMATS.

    Raises:
        BadInputError: a file cannot be opened, is of an unknown kind, or would take all memory.
    """
    from scgraph.bombs import refuse_bomb
    from scgraph.rules import read

    inputs = []
    for path in paths:
        name, suffix, data = os.path.relpath(path), path.suffix.lower(), b""
        if str(path) == STDIN:
            if sys.stdin is None:
                raise BadInputError("standard input is closed", mend="give a file")
            name, suffix, data = "<stdin>", stdin_suffix, sys.stdin.buffer.read()
        elif suffix not in FORMATS:
            mend = f"give {', '.join(FORMATS)}"
            raise BadInputError("unknown kind of file", where=name, mend=mend)
        elif path.exists() and not path.is_file():
            raise BadInputError("not a regular file", where=name, mend="give a file")
        else:
            try:
                data = path.read_bytes()
            except OSError as error:
                told, mend = f"cannot read: {error.strerror}", _MAY
                if path.is_symlink() and not path.exists():
                    told, mend = f"a link to {os.readlink(path)}, which is not there", "mend it"
                raise BadInputError(told, where=name, mend=mend) from error
        refuse_bomb(data, name, FORMATS[suffix])
        made = read(data, name, FORMATS[suffix], base=_base(name))
        inputs.append(Input(name, FORMATS[suffix], data, made))
    return inputs


def _base(name: str) -> str:
    """
    Return the IRI against which a file's relative IRIs are resolved (RFC 3986, section 5.1.3).

    It counts the working folder as the root, so that what is told is the same on every machine.
    """
    from urllib.parse import quote

    return f"file:///{quote(os.fsencode(name.replace(os.sep, '/')))}"
