"""The timeline of a thing: what the law and other sources tell of it, in order of date."""

import csv
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from scgraph import Graph
from scgraph.namespaces import BASE

COMMAND = Path(sys.executable).with_name("scgraph")

# The source credit of 10 U.S.C. 333, in release 119-100.
SECTION_333 = """\
2016-12-23 added Public Law 114-328, div. A, title XII, § 1241(d)(1)
2017-12-12 amended Public Law 115-91, div. A, title XII, § 1204(b)
2018-08-13 amended Public Law 115-232, div. A, title XII, §§ 1201, 1203(c)
2019-12-20 amended Public Law 116-92, div. A, title XII, § 1201
2021-01-01 amended Public Law 116-283, div. A, title XII, § 1201
2022-12-23 amended Public Law 117-263, div. A, title XII, § 1202(c)
2023-12-22 amended Public Law 118-31, div. A, title XII, § 1203(b), (c)
2024-12-23 amended Public Law 118-159, div. A, title XII, § 1201(a)
2025-12-18 amended Public Law 119-60, div. A, title XII, § 1202
"""
# That of 10 U.S.C. 321, which was section 2010.
SECTION_321 = """\
1986-11-14 added Public Law 99-661, div. A, title XIII, § 1321(a)(1)
1997-11-18 amended Public Law 105-85, div. A, title X, § 1073(a)(35)
2008-10-14 amended Public Law 110-417, [div. A], title XII, § 1203(a)
2011-12-31 amended Public Law 112-81, div. A, title X, § 1061(12)
2016-12-23 renumbered Public Law 114-328, div. A, title XII, § 1244(a)
2018-08-13 amended Public Law 115-232, div. A, title XII, § 1204(c)(1)(B)
2025-12-18 amended Public Law 119-60, div. A, title XII, § 1201(a)(1)–(4)(A)
"""
CREDITED = ("added", "amended", "renumbered")


def rows(graph: Graph, entity: str) -> list[Any]:
    return list(graph.query("timeline", entity=entity))


@pytest.mark.parametrize(
    ("entity", "credit"), [("10 USC 333", SECTION_333), ("10 USC 321", SECTION_321)]
)
def test_the_laws_of_a_section_are_those_of_its_source_credit(
    graph: Graph, entity: str, credit: str
) -> None:
    told = [row for row in rows(graph, entity) if row.what in CREDITED]
    assert [f"{row.notBefore} {row.what} {row.text}" for row in told] == credit.splitlines()
    assert {str(row.source) for row in told} == {f"{BASE}source/uscode-119-100"}


@pytest.mark.parametrize("entity", ["10 USC 333", "IMET", "FMS", "FMFP", "DSCA", "22 USC 2318"])
def test_rows_stand_in_order_of_date_and_none_twice(graph: Graph, entity: str) -> None:
    """What has no date comes last; each row has a source."""
    found = rows(graph, entity)
    days = [(row.notBefore is None, str(row.notBefore), str(row.notAfter)) for row in found]
    assert days == sorted(days)
    told = [(row.notBefore, row.notAfter, row.what, row.text, row.source) for row in found]
    events = [one for one in told if one[2] == "event"]
    assert len(set(events)) == len(events)
    assert len({(*one, row.about) for one, row in zip(told, found, strict=True)}) == len(told)
    assert all(row.source and row.text for row in found)


def test_a_section_of_an_act_is_one_with_the_section_of_the_code(graph: Graph) -> None:
    """Section 23 of the AECA is 22 U.S.C. 2763."""
    assert rows(graph, "AECA 23") == rows(graph, "22 USC 2763")


def test_a_former_number_is_told_of_its_section(graph: Graph) -> None:
    """P.L. 114-328, section 1244(a), made 10 U.S.C. 2010 section 321 on 23 December 2016."""
    days = {
        row.what: str(row.notBefore)
        for row in rows(graph, "10 USC 321")
        if str(row.about) == f"{BASE}usc/t10/s2010-renumbered-321"
    }
    assert days["enacted"] == "1986-11-14"
    assert days["stands until"] == days["renumbered as"] == "2016-12-23"


def test_an_act_is_dated_by_the_law_that_made_it(graph: Graph) -> None:
    """P.L. 87-195, of 4 September 1961; the chapter has only the year."""
    told = {
        (str(row.notBefore), str(row.notAfter), row.what, str(row.source).removeprefix(BASE))
        for row in rows(graph, "act:faa")
    }
    assert {
        ("1961-09-04", "1961-09-04", "enacted", "source/uscode-119-100"),
        ("1961-01-01", "1961-12-31", "enacted", "passage/introduction-1"),
    } <= told


def test_a_section_without_a_credit_is_dated_by_its_law(graph: Graph) -> None:
    """P.L. 113-291, section 1205(a)(1), of 19 December 2014 made 10 U.S.C. 2282."""
    told = {
        (str(row.notBefore), row.text)
        for row in rows(graph, "10 USC 2282")
        if row.what == "enacted"
    }
    assert told == {("2014-12-19", "Public Law 113-291")}


def test_the_effective_day_may_come_after_the_law(graph: Graph) -> None:
    """22 U.S.C. 6563 is of 21 October 1998 and holds since 1 April 1999 (22 U.S.C. 6561 note)."""
    days = {row.what: str(row.notBefore) for row in rows(graph, "22 USC 6563")}
    assert (days["added"], days["stands since"]) == ("1998-10-21", "1998-10-21")
    assert (days["in force from"], days["event"]) == ("1999-04-01", "1999-04-01")


def test_an_organization_has_its_events(graph: Graph) -> None:
    """The chapter: "On 1 October 1998, DOD renamed the DSAA as the DSCA"."""
    first = rows(graph, "DSCA")[0]
    assert (str(first.notBefore), first.what) == ("1998-10-01", "event")
    assert str(first.source) == f"{BASE}passage/introduction-1"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, "timeline", *words], capture_output=True, text=True, timeout=60)


def test_the_command_prints_the_rows() -> None:
    done = run("22 USC 6563")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["notBefore", "notAfter", "what", "about", "source", "text"]
    assert lines[2].split()[:5] == (
        ["1998-10-21", "1998-10-21", "added", "usc22:6563", "source:uscode-119-100"]
    )


def test_other_formats_hold_the_same_rows(graph: Graph) -> None:
    head, *found = csv.reader(StringIO(run("22 USC 6563", "--format", "csv").stdout))
    assert head == ["notBefore", "notAfter", "what", "about", "source", "text"]
    assert [row[2:] for row in found] == [list(row[2:]) for row in rows(graph, "22 USC 6563")]


@pytest.mark.parametrize(
    ("entity", "code", "message"),
    [
        ("nonsense", 2, "nothing is named 'nonsense'\n  mend: try `scgraph find TEXT`"),
        ("10 USC 999999", 2, "10 U.S.C. 999999 is not in the graph\n  mend: "),
        ("", 2, "an empty name\n  mend: "),
        ("usc10:ch16", 1, "no event or day is known of usc10:ch16"),
    ],
)
def test_what_has_no_timeline_is_said(entity: str, code: int, message: str) -> None:
    done = run(entity)
    assert done.returncode == code
    assert done.stderr.startswith(f"scgraph: {message}")
    assert "Traceback" not in done.stderr


def test_it_answers_in_time(graph: Graph) -> None:
    rows(graph, "10 USC 333")
    start = time.perf_counter()
    rows(graph, "22 USC 2318")
    assert time.perf_counter() - start < 1
