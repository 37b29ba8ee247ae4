"""Work beside this process gives what it would give in it."""

import os
import signal
import threading

import pytest

from scgraph.beside import beside
from scgraph.errors import ScgraphError


def test_the_result_comes_from_a_child() -> None:
    child, text = beside(lambda: (os.getpid(), "x" * 1_000_000))()
    assert (child != os.getpid()) == ((os.cpu_count() or 1) > 1)
    assert len(text) == 1_000_000


def test_what_fails_in_the_child_fails_here() -> None:
    def work() -> int:
        raise ScgraphError("it cannot be")

    with pytest.raises(ScgraphError, match="it cannot be"):
        beside(work)()


def test_a_child_that_dies_loses_nothing() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return 3

    assert beside(work)() == 3


def test_a_process_with_threads_does_the_work_itself() -> None:
    """A fork takes no thread along, nor the locks that it holds."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert beside(os.getpid)() == os.getpid()
    finally:
        end.set()
        thread.join()
