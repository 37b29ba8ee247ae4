"""Work beside this process gives what it would give in it."""

import os
import signal
import threading
import time

import pytest

from scgraph.beside import beside
from scgraph.errors import ScgraphError


def test_the_result_comes_from_a_child() -> None:
    with beside(lambda: (os.getpid(), "x" * 1_000_000)) as result:
        child, text = result()
    assert (child != os.getpid()) == ((os.cpu_count() or 1) > 1)
    assert len(text) == 1_000_000


def test_what_fails_in_the_child_fails_here() -> None:
    def work() -> int:
        raise ScgraphError("it cannot be")

    with beside(work) as result, pytest.raises(ScgraphError, match="it cannot be"):
        result()


def test_a_child_that_dies_loses_nothing() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return 3

    with beside(work) as result:
        assert result() == 3


def test_a_process_with_threads_does_the_work_itself() -> None:
    """A fork takes no thread along, nor the locks that it holds."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        with beside(os.getpid) as result:
            assert result() == os.getpid()
    finally:
        end.set()
        thread.join()


def test_no_child_is_left() -> None:
    """Neither where the result is not asked for, nor where something fails meanwhile."""
    with beside(lambda: time.sleep(60)):
        pass
    with pytest.raises(ScgraphError), beside(lambda: time.sleep(60)):
        raise ScgraphError("meanwhile")
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
