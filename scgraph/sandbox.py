"""Run work that may kill its process in a forked child with a time and a memory limit."""

import faulthandler
import os
import resource
import select
import signal
import time
from collections.abc import Callable

from scgraph.errors import LimitError, ScgraphError

__all__ = ["close_the_door", "run"]

_MEMORY = 1_500_000_000
_ANSWER = 500_000_000
_FAILED = 3


def run(
    work: Callable[[], bytes],
    *,
    timeout: float,
    memory: int = _MEMORY,
    waiting: Callable[[float], None] | None = None,
) -> bytes:
    """
    Return what *work* returns, worked out in a forked child.

    The child ends a second after its time even when its parent is gone.

    Args:
        work: what to do; an ScgraphError of it is raised here again as its text.
        timeout: seconds of wall time until the child is killed.
        memory: bytes of address space that the child may add to what it was born with.
        waiting: called about once a second with the seconds waited so far.

    Raises:
        LimitError: the child ran out of time or memory, answered too much, or died.
        ScgraphError: *work* raised one, or this system cannot fork.
    """
    if not hasattr(os, "fork"):
        raise ScgraphError("this system cannot fork", mend="use Linux, macOS or WSL")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _work(work, writer, memory, timeout)
    os.close(writer)
    try:
        data = _read(reader, timeout, waiting)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.close(reader)
        _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == _FAILED:
        raise ScgraphError(data.decode())
    if code != 0:
        raise LimitError(
            "the query ended its worker: too deep, too long, or too much memory",
            mend=f"write it shorter and flatter; a worker may use {memory // 10**6} MB",
        )
    return data


def _work(work: Callable[[], bytes], writer: int, memory: int, timeout: float) -> None:
    """Do the work in the child and leave the process, whatever happens."""
    code = _FAILED
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        faulthandler.disable()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _limit_memory(memory)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, timeout + 1)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        try:
            data, code = work(), 0
        except ScgraphError as error:
            data = str(error).encode()
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(data)
    except BaseException:
        code = 4
    finally:
        os._exit(code)


def close_the_door() -> None:
    """Let this process open no file and no socket any more."""
    lowest = os.open(os.devnull, os.O_RDONLY)
    os.close(lowest)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, lowest))


def _limit_memory(memory: int) -> None:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            born_with = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        born_with = 0
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = born_with + memory
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (OSError, ValueError):
        return


def _read(reader: int, timeout: float, waiting: Callable[[float], None] | None) -> bytes:
    start = time.monotonic()
    poll = select.poll()
    poll.register(reader, select.POLLIN | select.POLLHUP)
    data = bytearray()
    while True:
        left = start + timeout - time.monotonic()
        if left <= 0:
            raise LimitError(
                f"no answer within {timeout:g} seconds",
                mend="ask for less, put the most selective pattern first, or raise --timeout",
            )
        if not poll.poll(min(left, 1.0) * 1000):
            if waiting:
                waiting(time.monotonic() - start)
            continue
        piece = os.read(reader, 1 << 20)
        if not piece:
            return bytes(data)
        data += piece
        if len(data) > _ANSWER:
            raise LimitError(f"the answer is larger than {_ANSWER // 10**6} MB", mend="add a LIMIT")
