"""Write a file whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from scgraph.errors import BadInputError

__all__ = ["put", "whole", "write"]


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """
    Open a file beside *path* that takes its place at the end, so that a failure loses nothing.

    A link is followed; a device or pipe is written to; a file keeps its mode.

    Raises:
        BadInputError: *path* cannot be written to.
    """
    target = Path(os.path.realpath(path))
    name = ""
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                yield file
            return
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(13, "not writable")
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, target)
        name = ""
    except OSError as error:
        raise BadInputError(f"cannot write: {error.strerror}", where=str(path)) from error
    finally:
        if name:
            Path(name).unlink(missing_ok=True)


def write(data: bytes, path: Path) -> None:
    """
    Write a file whole or not at all (see `whole`).

    Raises:
        BadInputError: *path* cannot be written to.
    """
    with whole(path) as file:
        file.write(data)


def put(data: bytes, output: str) -> None:
    """
    Write to standard output where *output* is `-`, else to the file, whole or not at all.

    Raises:
        BadInputError: the file cannot be written to.
    """
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write(data, Path(output))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
