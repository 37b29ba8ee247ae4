"""
For each project of `broken/`, the place and rule of every finding are the hand-written ones.

A folder holds data, `shapes.ttl` (without it the shipped shapes count), and `expected.txt`: a line
`file:line:column rule` for each finding in the order of the report, and below it a line
`also file:line:column` for each further place; a file alone where its format has no places. Where
there is a `printed.txt`, it is the report as a person reads it.
"""

from pathlib import Path

import pytest

from scgraph.findings import Report
from scgraph.linter import Options, lint
from scgraph.namespaces import table_of
from scgraph.report.text import render

FOLDER = Path(__file__).parent / "broken"
CASES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
BESIDE = ("shapes.ttl", "expected.txt", "printed.txt")


def linted(name: str, monkeypatch: pytest.MonkeyPatch, engine: str = "pyshifty") -> Report:
    folder = FOLDER / name
    monkeypatch.chdir(folder)
    files = sorted(path.name for path in folder.iterdir() if path.name not in BESIDE)
    shapes = ["shapes.ttl"] if (folder / "shapes.ttl").exists() else []
    return lint(Options(files, shapes, engine=engine, data_only=True))


def lines(report: Report) -> list[str]:
    """Return what `expected.txt` says."""
    said = []
    for one in report.findings:
        first, *others = map(str, one.places or ("nowhere",))
        said += [f"{first} {one.rule}", *(f"also {place}" for place in others)]
    return said


@pytest.mark.parametrize("name", CASES)
def test_every_finding_stands_where_a_person_would_point(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The places and rules of all findings are those of `expected.txt`."""
    expected = (FOLDER / name / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert lines(linted(name, monkeypatch)) == expected


@pytest.mark.parametrize(
    "name", [name for name in CASES if (FOLDER / name / "printed.txt").exists()]
)
def test_the_report_reads_as_written(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text for a person is that of `printed.txt`, letter by letter."""
    expected = (FOLDER / name / "printed.txt").read_text(encoding="utf-8")
    report = linted(name, monkeypatch)
    assert render(report, table_of(report.texts.values())) == expected


def test_there_are_enough() -> None:
    """The issue asks for at least forty broken projects, and each has findings."""
    assert len(CASES) >= 40
    for name in CASES:
        assert (FOLDER / name / "expected.txt").read_text(encoding="utf-8").strip()
