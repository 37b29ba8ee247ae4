"""Do work in a forked child beside the work of this process, for a machine with two cores."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

__all__ = ["beside"]

T = TypeVar("T")


@contextmanager
def beside(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """
    Begin *work* in a forked child and yield what waits for its result.

    The child sees everything as it is now and changes nothing here. Where there is one core or no
    fork, where threads run, which a fork does not take along, and where the child dies or *work*
    fails in it, *work* is done here when its result is asked for. A child whose result is not asked
    for, once at most, is ended.

    Args:
        work: has a result that can be pickled, and opens no RocksDB store that is open here.
    """
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or threading.active_count() > 1:
        yield work
        return
    reader, writer = os.pipe()
    try:
        child = os.fork()
    except OSError:  # no process or memory left
        os.close(reader)
        os.close(writer)
        yield work
        return
    if child == 0:
        os.close(reader)
        _answer(work, writer)
    os.close(writer)

    pipe = os.fdopen(reader, "rb")
    left = [child]

    def result() -> T:
        import pickle

        data = pipe.read()
        _, status = os.waitpid(left.pop(), 0)
        if status:
            return work()
        made: T = pickle.loads(data)
        return made

    try:
        yield result
    finally:
        pipe.close()
        for one in left:
            os.kill(one, signal.SIGKILL)
            os.waitpid(one, 0)


def _answer(work: Callable[[], T], writer: int) -> None:
    """Send the result and leave the process, whatever happens."""
    code = 1
    try:
        import pickle

        data = pickle.dumps(work(), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(data)
        code = 0
    finally:
        os._exit(code)
