"""The command as a person runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("scgraph")


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *words], capture_output=True, text=True, timeout=60)


def test_query_cites_its_rows() -> None:
    done = run("query", "programs-by-authority", "--authority", "FAA 541", "--cite")
    assert done.returncode == 0
    assert "International Military Education and Training" in done.stdout
    assert "lines 167–174" in done.stdout


def test_query_json_is_sparql_results() -> None:
    done = run("query", "programs-by-authority", "--authority", "faa:541", "--format", "json")
    found = json.loads(done.stdout)
    programs = [row["program"]["value"] for row in found["results"]["bindings"]]
    assert "https://w3id.org/scgraph/program/imet" in programs


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["query", "programs-by-authorit"], "near: programs-by-authority"),
        (["query", "programs-by-authority", "--authority", "no such law"], "nothing is named"),
        (["query", "programs-by-authority", "--year", "2020"], "has no parameter 'year'"),
        (["query", "programs-by-authority", "--authority"], "--authority has no value"),
        (["show", "program:nothing"], "not in the graph"),
    ],
)
def test_bad_input_says_the_mend(words: list[str], message: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_find_and_its_exit_code() -> None:
    assert run("find", "IMET").stdout.startswith("https://w3id.org/scgraph/program/imet")
    assert run("find", "no such thing at all").returncode == 1


def test_show_cites_each_fact() -> None:
    done = run("show", "program:imet")
    assert "Section 541, FAA" in done.stdout or "faa:541" in done.stdout
    assert "lines 167–174" in done.stdout


def test_a_closed_pipe_is_quiet() -> None:
    done = subprocess.run(
        f"'{COMMAND}' show program:imet | head -1", shell=True, capture_output=True
    )
    assert done.stderr == b""
