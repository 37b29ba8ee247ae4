"""Run a command that reads files of strangers in a child process, and print what it answers."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from scgraph.errors import LimitError, ScgraphError

__all__ = ["INTERNAL", "UNUSABLE", "Answer", "guarded"]

UNUSABLE, INTERNAL = 2, 3
# a file may be as large as the machine allows; the child is there for what ends a process
_NO_LIMIT, _A_DAY = 1 << 45, 86400.0
_PHASE = 32


class Answer(NamedTuple):
    """The exit code of a command, what it tells on standard error, and its output."""

    code: int
    told: str
    body: bytes


def guarded(
    work: Callable[[Callable[[str], None]], Answer], output: str = "-", *, seconds: float = _A_DAY
) -> int:
    """
    Do the work in a child, print its answer, and return its exit code.

    What raises in the child is an answer too: an ScgraphError the code 2, anything else the code 3.
    While a person waits, standard error shows what is being done and for how long.

    Args:
        work: is given a function to tell what is done next.
        output: the file for the body; `-` is standard output.
        seconds: when the work is ended, whatever it does.

    Raises:
        ScgraphError: the child died, or *output* cannot be written.
    """
    if not hasattr(os, "fork"):
        answer = _answered(work, lambda _: None)
    else:
        answer = _in_child(work, seconds)
    if answer.told:
        sys.stderr.write(answer.told)
        sys.stderr.flush()
    if output != "-" and answer.code in (UNUSABLE, INTERNAL) and not answer.body:
        return answer.code
    from scgraph.writing import put

    put(answer.body, output)
    return answer.code


def _in_child(work: Callable[[Callable[[str], None]], Answer], seconds: float) -> Answer:
    import mmap
    import time

    from scgraph import sandbox

    phase = mmap.mmap(-1, _PHASE)

    def tell(text: str) -> None:
        phase[:] = text.encode()[:_PHASE].ljust(_PHASE)

    shown = False

    def waiting(seconds: float) -> None:
        nonlocal shown
        if sys.stderr.isatty():
            shown = True
            sys.stderr.write(f"\r{phase[:].decode().strip(chr(0) + ' ')}, {seconds:.0f} s\x1b[K")
            sys.stderr.flush()

    def packed() -> bytes:
        code, told, body = _answered(work, tell)
        return f"{code} {len(told.encode())}\n{told}".encode() + body

    start = time.monotonic()
    try:
        data = sandbox.run(packed, timeout=seconds, memory=_NO_LIMIT, waiting=waiting)
    except LimitError as error:
        if time.monotonic() - start >= seconds:
            told = f"no end within {seconds:g} s"
            raise ScgraphError(told, mend="give a longer --timeout, or less data") from error
        raise ScgraphError(
            "a file ended the process that read it: nested too deep, or larger than the memory",
            mend="try the files one by one to find it, and write it flatter",
        ) from error
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
    head, _, rest = data.partition(b"\n")
    code, length = map(int, head.split())
    return Answer(code, rest[:length].decode(), rest[length:])


def _answered(
    work: Callable[[Callable[[str], None]], Answer], tell: Callable[[str], None]
) -> Answer:
    try:
        code, told, body = work(tell)
    except ScgraphError as error:
        code, told, body = UNUSABLE, f"scgraph: {error}\n", b""
    except MemoryError:
        code, told, body = UNUSABLE, "scgraph: not enough memory\n", b""
    except Exception as error:
        import traceback

        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(last.filename).name}:{last.lineno}"
        code, body = INTERNAL, b""
        told = f"scgraph: internal error: {type(error).__name__}: {error} ({place})\n"
        told += "  mend: report this as a bug\n"
    return Answer(code, told.encode(errors="backslashreplace").decode(), body)
