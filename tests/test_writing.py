"""A file is written whole or not at all."""

import os
import subprocess
from pathlib import Path

import pytest

from scgraph import ScgraphError
from scgraph.writing import put, whole, write


def test_a_failed_write_keeps_the_old_file(tmp_path: Path) -> None:
    with pytest.raises(ScgraphError):
        write(b"new", tmp_path / "no" / "file.ttl")
    old = tmp_path / "old.ttl"
    old.write_bytes(b"old")
    write(b"new", old)
    assert old.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["old.ttl"]


def test_a_link_is_followed_and_the_mode_kept(tmp_path: Path) -> None:
    old, link = tmp_path / "old.ttl", tmp_path / "link.ttl"
    old.write_bytes(b"old")
    old.chmod(0o600)
    link.symlink_to(old)
    write(b"new", link)
    assert link.is_symlink()
    assert old.read_bytes() == b"new"
    assert old.stat().st_mode & 0o777 == 0o600


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    write(b"new", pipe)
    assert reader.communicate(timeout=10)[0] == b"new"
    assert pipe.is_fifo()


def test_what_fails_on_the_way_leaves_the_old_file(tmp_path: Path) -> None:
    old = tmp_path / "old.ttl"
    old.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), whole(old) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert old.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["old.ttl"]


def test_what_is_put_to_a_file_or_to_standard_output(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    put(b"one", "-")
    put(b"two", str(tmp_path / "a"))
    assert (capsysbinary.readouterr().out, (tmp_path / "a").read_bytes()) == (b"one", b"two")
