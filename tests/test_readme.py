"""Each block of the README does what it shows."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent
CONSOLE = [
    (words, shown)
    for block in re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    for words, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]


def shell(words: str, folder: Path) -> str:
    path = os.pathsep.join([str(BIN), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", words],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the one folder in which a reader follows the tour."""
    return tmp_path_factory.mktemp("tour")


@pytest.mark.parametrize(("words", "shown"), CONSOLE, ids=[words for words, _ in CONSOLE])
def test_a_console_block_shows_what_comes(words: str, shown: str, folder: Path) -> None:
    """`...` in the README stands for any lines."""
    came = shell(words, folder)
    same = doctest.OutputChecker().check_output(shown, came, doctest.ELLIPSIS)
    assert same, f"README:\n{shown}\ncame:\n{came}"


def test_the_python_block_shows_what_comes() -> None:
    found = doctest.DocTestParser().get_doctest(README, {}, "README", "README.md", 0)
    assert found.examples
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    assert runner.run(found).failed == 0


def test_the_first_command_is_run_as_printed() -> None:
    """Its last part, run by the installed command, prints rows with citations."""
    command = re.search(r"^python3 -m venv .*&& \.venv/bin/(scgraph .*)$", README, re.MULTILINE)
    assert command is not None
    words = shlex.split(command[1])
    done = subprocess.run([BIN / words[0], *words[1:]], capture_output=True, text=True)
    assert "lines 167–174" in done.stdout


def test_there_is_a_tour() -> None:
    tour = " ".join(words for words, _ in CONSOLE)
    for part in ("query", "--cite", "sparql", "validate", "export"):
        assert part in tour
