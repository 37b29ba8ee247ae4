"""A child that dies, hangs or grows takes nothing with it."""

import os
import signal
import time

import pytest

from scgraph.errors import BadInputError, LimitError, ScgraphError
from scgraph.sandbox import run


def test_the_answer_comes_back() -> None:
    assert run(lambda: b"x" * 3_000_000, timeout=10) == b"x" * 3_000_000


def test_an_error_of_the_work_is_raised_here() -> None:
    def work() -> bytes:
        raise BadInputError("wrong word", where="here", mend="right it")

    with pytest.raises(ScgraphError, match="here: wrong word\n  mend: right it"):
        run(work, timeout=10)


def test_time_is_limited_and_the_child_is_gone() -> None:
    start = time.monotonic()
    with pytest.raises(LimitError, match="no answer within 0.5 seconds"):
        run(lambda: time.sleep(60) or b"", timeout=0.5)
    assert time.monotonic() - start < 10
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_killed_child_is_reported() -> None:
    def work() -> bytes:
        os.kill(os.getpid(), signal.SIGSEGV)
        return b""

    with pytest.raises(LimitError, match="ended its worker"):
        run(work, timeout=10)


def test_memory_is_limited() -> None:
    with pytest.raises(LimitError, match="ended its worker"):
        run(lambda: bytes(bytearray(400_000_000)), timeout=20, memory=100_000_000)
