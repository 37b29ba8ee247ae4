"""What lapses, as rows and as an iCalendar file that any calendar reads."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pyoxigraph as ox
import pytest

from scgraph import Graph, ScgraphError
from scgraph.answers import Answer
from scgraph.calendar_file import Lapse, lapses, to_ics
from scgraph.namespaces import BASE, SC

from .conftest import StoreGraph

COMMAND = Path(sys.executable).with_name("scgraph")
CODE = f"{BASE}source/uscode-119-100"
STAMP = date(2026, 6, 26)
LAW = Lapse(
    date(2027, 12, 31),
    f"{BASE}pl/114-92/s1263",
    "Section 1263, P.L. 114-92",
    "Indo-Pacific Maritime Security Initiative; Indo-Pacific Maritime Domain Awareness Initiative",
    ("Indo-Pacific Maritime Security Initiative",),
    (CODE,),
)
# Written from the notes of the Code: under 22 U.S.C. 2151, 10 U.S.C. 333 (three), 2342 and 321.
LAST_DAYS = {
    "pl/114-92/s1226": date(2026, 12, 31),
    "pl/114-92/s1251": date(2027, 12, 31),
    "pl/114-92/s1263": date(2027, 12, 31),
    "pl/119-60/s1247": date(2028, 12, 31),
    "pl/113-291/s1207": date(2029, 12, 31),
    "pl/118-159/s1209": date(2030, 12, 31),
}
SPAN = ("--from", "2026-07-01", "--to", "2030-12-31")


def events(data: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def unfolded(data: bytes) -> list[str]:
    """Return the content lines: a line break and a space within one are taken out (3.1)."""
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_icalendar_reads_what_was_written() -> None:
    (event,) = events(to_ics([LAW], STAMP, lambda source: "United States Code"))
    assert event["summary"] == "Last day of Section 1263, P.L. 114-92"
    assert event["url"] == LAW.iri
    assert event["dtstart"].dt == LAW.day
    assert event["dtstamp"].dt == datetime(2026, 6, 26, tzinfo=UTC)
    assert event["description"].split("\n") == [
        f"Section 1263, P.L. 114-92: {LAW.heading}",
        "Program: Indo-Pacific Maritime Security Initiative",
        "Source: United States Code",
    ]


def test_the_file_keeps_to_rfc_5545() -> None:
    """Section numbers are those of the RFC."""
    data = to_ics([LAW, LAW._replace(iri=f"{BASE}pl/1-1/s1", citation="§" * 200)], STAMP)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")  # 3.1
    for line in data.split(b"\r\n"):
        assert len(line) <= 75  # 3.1: octets, not characters
        line.decode()  # a character is not cut in two
    lines = unfolded(data)
    assert f"SUMMARY:Last day of {'§' * 200}" in lines
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines.count("VERSION:2.0") == 1 and sum(li.startswith("PRODID:") for li in lines) == 1
    assert lines.count("DTSTART;VALUE=DATE:20271231") == 2  # 3.3.4: no time of day
    assert lines.count("DTSTAMP:20260626T000000Z") == 2  # 3.8.7.2: in UTC
    assert lines.count("TRANSP:TRANSPARENT") == 2  # 3.8.2.7: takes up no time
    assert not [li for li in lines if li.startswith(("DTEND", "DURATION"))]  # 3.6.1: one day
    assert "SUMMARY:Last day of Section 1263\\, P.L. 114-92" in lines  # 3.3.11
    (text,) = {li for li in lines if li.startswith("DESCRIPTION:Section")}
    assert "Initiative\\; Indo-Pacific" in text and "\\nProgram: " in text


def test_an_extension_moves_an_event_and_makes_no_new_one() -> None:
    (now,) = events(to_ics([LAW], STAMP))
    (then,) = events(to_ics([LAW._replace(day=date(2029, 12, 31))], date(2027, 1, 4)))
    assert now["uid"] == then["uid"] == "pl/114-92/s1263@w3id.org"
    assert then["dtstart"].dt == date(2029, 12, 31)
    assert now["dtstamp"].dt < then["dtstamp"].dt


def test_no_two_events_share_a_uid() -> None:
    """Where sources differ on the day of a provision, each day has its own."""
    other = LAW._replace(iri=f"{BASE}pl/114-92/s1251")
    found = events(to_ics([LAW, LAW._replace(day=date(2027, 9, 30)), other], STAMP))
    assert [str(event["uid"]) for event in found] == [
        "pl/114-92/s1263/2027-12-31@w3id.org",
        "pl/114-92/s1263/2027-09-30@w3id.org",
        "pl/114-92/s1251@w3id.org",
    ]


def test_two_runs_agree() -> None:
    assert to_ics([LAW], STAMP) == to_ics([LAW], STAMP)


def test_a_calendar_of_nothing_is_refused() -> None:
    """RFC 5545, section 3.6: a calendar holds at least one component."""
    with pytest.raises(ScgraphError, match="widen the span"):
        to_ics([], STAMP)


def test_rows_of_one_provision_make_one_lapse() -> None:
    columns = ("lastDay", "authority", "citation", "heading", "programLabel", "source")
    day = ox.Literal("2027-12-31", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))

    def row(law: str, heading: str, program: str, source: str) -> tuple[ox.NamedNode | None, ...]:
        texts = [ox.Literal(text) if text else None for text in (law, heading, program)]
        return (day, ox.NamedNode(f"http://x/{law}"), *texts, ox.NamedNode(f"http://x/{source}"))

    rows = (
        row("b", "", "", "s1"),
        row("a", "Heading", "Second", "s2"),
        row("a", "Heading", "First", "s1"),
        row("a", "Heading", "First", "s2"),
    )
    assert lapses(Answer(columns, rows)) == [
        (
            date(2027, 12, 31),
            "http://x/a",
            "a",
            "Heading",
            ("First", "Second"),
            ("http://x/s1", "http://x/s2"),
        ),
        (date(2027, 12, 31), "http://x/b", "b", "", (), ("http://x/s1",)),
    ]


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("2027-01-01", "2026-12-31"),
        ("2032-10-01", "2032-09-30"),
        ("2017-09-19", "2017-09-18"),
        ("2028-03-01", "2028-02-29"),
        ("2027-03-01", "2027-02-28"),
        ("2000-03-01", "2000-02-29"),
        ("2100-03-01", "2100-02-28"),
        ("2026-05-01", "2026-04-30"),
        ("2026-11-10", "2026-11-09"),
    ],
)
def test_the_last_day_is_the_one_before_the_end(end: str, last: str) -> None:
    """A source says on which day a provision no longer holds; both ends of the span count."""
    law = ox.NamedNode(f"{BASE}pl/1-1/s1")
    until = ox.Literal(end, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    graph = StoreGraph(
        [
            ox.Quad(law, ox.NamedNode(SC + "inForceUntil"), until, ox.NamedNode(CODE)),
            ox.Quad(law, label, ox.Literal("A law"), ox.NamedNode(f"{BASE}source/scgraph")),
        ]
    )
    (row,) = graph.query("expiring", **{"from": last, "to": last})
    assert (str(row.lastDay), row.citation, str(row.source)) == (last, "A law", CODE)
    assert not graph.query("expiring", **{"from": end, "to": "2200-01-01"})


def test_what_moved_has_not_lapsed(graph: Graph) -> None:
    """10 U.S.C. 2010 became 321 on 23 December 2016; 168 was repealed on that day."""
    day = {"from": "2016-12-22", "to": "2016-12-22"}
    found = {str(row.authority).removeprefix(BASE) for row in graph.query("expiring", **day)}
    assert "usc/t10/s168" in found
    assert "usc/t10/s2010-renumbered-321" not in found


def run(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([COMMAND, "expiring", *words], capture_output=True, timeout=60)


def test_the_command_writes_the_calendar_of_the_law(tmp_path: Path) -> None:
    file = tmp_path / "lapses.ics"
    done = run(*SPAN, "-o", str(file))
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"scgraph: as of 2026-06-26 (U.S. Code release 119-100)\n"
    found = {
        str(event["uid"]).removesuffix("@w3id.org"): event["dtstart"].dt
        for event in events(file.read_bytes())
    }
    assert found == LAST_DAYS
    assert run(*SPAN, "--format", "ics").stdout == file.read_bytes()


def test_the_command_prints_rows(tmp_path: Path) -> None:
    lines = run(*SPAN).stdout.decode().splitlines()
    assert lines[0].split()[:3] == ["lastDay", "authority", "citation"]
    assert [line.split()[0] for line in lines[2:]] == [str(day) for day in LAST_DAYS.values()]
    file = tmp_path / "lapses.json"
    assert run(*SPAN, "-o", str(file)).returncode == 0
    rows = json.loads(file.read_text())["results"]["bindings"]
    assert [row["authority"]["value"].removeprefix(BASE) for row in rows] == list(LAST_DAYS)


@pytest.mark.parametrize("name", ["lapses.ics", "lapses.csv"])
def test_a_span_without_a_lapse_is_said(name: str, tmp_path: Path) -> None:
    """An empty table is a table; there is no empty calendar, and an older one is left alone."""
    file = tmp_path / name
    file.write_text("older")
    done = run("--from", "1900-01-01", "--to", "1900-12-31", "-o", str(file))
    assert done.returncode == 1
    assert b"nothing lapses from 1900-01-01 to 1900-12-31" in done.stderr
    if name.endswith("ics"):
        assert b"no calendar is written" in done.stderr
        assert file.read_text() == "older"
    else:
        assert (
            file.read_text().startswith("lastDay,authority")
            and len(file.read_bytes().splitlines()) == 1
        )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--from", "2027-01-01", "--to", "2026-01-01"], "--from 2027-01-01 is after --to"),
        (["--from", "2026-02-30", "--to", "2026-12-31"], "--from: not a date (YYYY-MM-DD): 2026-"),
        (["--from", "2026-07-01", "--to", "soon"], "--to: not a date (YYYY-MM-DD): soon\n  mend: "),
        (["--from", "", "--to", "2026-12-31"], "--from: not a date"),
        (["--from", "2026-07-01"], "the following arguments are required: --to"),
        ([*SPAN, "--format", "pdf"], "invalid choice: 'pdf'"),
        ([*SPAN, "-o", "lapses.pdf"], "lapses.pdf: unknown format 'pdf'\n  mend: give --format "),
        ([*SPAN, "-o", "none/lapses.ics"], "none/lapses.ics: cannot write: No such file"),
        ([*SPAN, "-o", "."], ".: cannot write: Is a directory"),
    ],
)
def test_bad_input_says_the_mend_and_writes_nothing(
    words: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*words)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""
    assert list(tmp_path.iterdir()) == []
