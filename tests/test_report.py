"""Every form of a report says what the hand-written one says, whatever the texts hold."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scgraph.errors import BadInputError
from scgraph.findings import Finding, Place, Report
from scgraph.report import FORMATS, default_kind, render, wants_colour
from scgraph.report.text import summary

FILES = Path(__file__).parent / "report"
SH = "http://www.w3.org/ns/shacl#"
PREFIXES = {
    "ex": "http://example.org/",
    "source": "http://example.org/source/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PEOPLE = """@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:ann a ex:Person ;
    ex:age "old"^^xsd:integer ;
    .

[] a ex:Person .

# end"""
FOUND = (
    Finding(
        "violation",
        "person",
        "http://example.org/ann",
        '"old" is no number: 100% sure',
        "write digits, such as 42",
        "<http://example.org/age>",
        '"old"^^<http://www.w3.org/2001/XMLSchema#integer>',
        f"{SH}DatatypeConstraintComponent",
        source_shape="http://example.org/shape/age",
        places=(
            Place("data/people.ttl", 4, 12, 4, 30),
            Place("data/more people.ttl", 2, 8, 3, 4),
        ),
    ),
    Finding(
        "warning",
        "person",
        "_:b0",
        "fewer than 1 acquaintance",
        "let someone know them",
        f"[ <{SH}inversePath> <http://example.org/knows> ]",
        component=f"{SH}MinCountConstraintComponent",
        source_shape="_:b7",
        places=(Place("data/people.ttl", 7, 1, 7, 3),),
    ),
    Finding(
        "info",
        "final-newline",
        "",
        "the last line does not end",
        places=(Place("data/people.ttl", 9, 6, 9, 6),),
    ),
    Finding(
        "http://example.org/Urgent",
        "person",
        "http://example.org/joe",
        "no such person",
        source="http://example.org/source/hr",
    ),
)
SMALL = Report(FOUND, 2, 1234, 1, 3, 0.25, {"data/people.ttl": PEOPLE})
CLEAN = Report((), 12, 75185, 59, 8101, 0.94)


def rendered(report: Report, kind: str) -> str:
    return render(report, kind, prefixes=PREFIXES)


def expected(suffix: str) -> str:
    return (FILES / f"expected.{suffix}").read_text(encoding="utf-8")


def one(text: str, place: tuple[int, int, int, int], **changes: Any) -> Report:
    """Return the report of one finding at a place of one file."""
    found = Finding("violation", "r", "http://example.org/a", "wrong", **changes)
    return Report((replace(found, places=(Place("f.ttl", *place),)),), texts={"f.ttl": text})


def excerpt(text: str, *place: int) -> list[str]:
    line, column, end_line, end_column = place
    return rendered(one(text, (line, column, end_line, end_column)), "text").splitlines()[1:]


# text


def test_text() -> None:
    """A person reads place, severity, rule, terms and message, excerpt, mend and other places."""
    assert expected("txt") == rendered(SMALL, "text")
    assert rendered(CLEAN, "text") == ""


def test_summary() -> None:
    """The closing line counts by severity and says what was looked at; plurals are right."""
    assert (
        summary(SMALL)
        == "2 violations, 1 warning, 1 info in 2 files (1,234 triples, 1 shape, 3 targets, 0.2 s)"
    )
    assert summary(CLEAN) == "conforms: 12 files, 75,185 triples, 59 shapes, 8,101 targets, 0.9 s"


@pytest.mark.parametrize(
    ("line", "column", "end", "carets"),
    [
        ("ex:a ex:p 1 .", 11, 12, "          ^"),
        ("\tex:p\t1 .", 7, 8, "\t    \t^"),
        ("ex:p 'a\tb' .", 6, 11, "     ^^\t^^"),
        ("日本 ex:p 1 .", 9, 10, "          ^"),
        ("x 日本 .", 3, 5, "  ^^^^"),
        ("e\u0301e\u0301 1 .", 6, 7, "   ^"),
        ("\U0001f600 1 .", 3, 4, "   ^"),
        ("\U00010400 1 .", 3, 4, "  ^"),
        ("abc", 4, 4, "   ^"),
        ("abc", 9, 12, "   ^"),
        ("abc", 2, 99, " ^^"),
        ("\t", 1, 2, "^"),
        ("", 1, 1, "^"),
    ],
)
def test_carets(line: str, column: int, end: int, carets: str) -> None:
    """The carets stand under the span, whatever the width of what is before and in it."""
    assert excerpt(f"\n{line}\n", 2, column, 2, end) == [f"    2 | {line}", f"      | {carets}"]


def test_excerpt_of_several_lines() -> None:
    """A span over several lines is marked to the end of its first; CRLF is no part of it."""
    text = 'ex:a ex:p """x\r\ny""" .\r\n'
    assert excerpt(text, 1, 11, 2, 5) == ['    1 | ex:a ex:p """x', "      |           ^^^^"]


def test_excerpt_of_a_very_long_line() -> None:
    """Of a very long line about 100 characters around the span are shown."""
    text = "a" * 50_000 + '"b"' + "c" * 50_000
    window = "…" + "a" * 40 + '"b"' + "c" * 57 + "…"
    assert excerpt(text, 1, 50_001, 1, 50_004) == [
        f"    1 | {window}",
        "      | " + " " * 41 + "^^^",
    ]
    assert excerpt("a" * 101, 1, 101, 1, 102) == [
        "    1 | …" + "a" * 100,
        "      |  " + " " * 99 + "^",
    ]
    assert excerpt("a" * 300, 1, 1, 1, 301) == [
        "    1 | " + "a" * 100 + "…",
        "      | " + "^" * 100,
    ]


def test_excerpt_shows_controls() -> None:
    """A control character is written out, in as many columns as the carets count for it."""
    assert excerpt('"\x1b[2J" 1', 1, 8, 1, 9) == [
        r'    1 | "\u001B[2J" 1',
        "      |             ^",
    ]
    assert excerpt("a\u202eb", 1, 1, 1, 4) == [r"    1 | a\u202Eb", "      | ^^^^^^^^"]


def test_no_excerpt_without_its_line() -> None:
    """Where the line is not there, or the place is the whole file, the excerpt is left out."""
    assert excerpt("one line", 2, 1, 2, 2) == []
    assert excerpt("one line", 0, 0, 0, 0) == []
    nameless = replace(one("", (1, 1, 1, 1)), texts={})
    assert rendered(nameless, "text") == "f.ttl:1:1: error[r]: ex:a: wrong\n"


def test_a_whole_file_is_named_without_line() -> None:
    """A place in a format without places is the file alone."""
    report = one("{}", (0, 0, 0, 0))
    assert rendered(report, "text") == "f.ttl: error[r]: ex:a: wrong\n"
    assert rendered(report, "github") == "::error file=f.ttl,title=r::ex:a: wrong\n"


def test_value_that_is_the_focus_node() -> None:
    """A value that is the focus node is not told twice."""
    report = one("", (1, 1, 1, 1), value="<http://example.org/a>")
    assert rendered(report, "text").startswith("f.ttl:1:1: error[r]: ex:a: wrong\n")


def test_iris_in_literals_stay() -> None:
    """What looks like an IRI inside of a string is not shortened."""
    value = '"see <http://example.org/b>"@en'
    report = one("", (1, 1, 1, 1), value=value)
    assert rendered(report, "text").startswith(f"f.ttl:1:1: error[r]: ex:a {value}: wrong\n")


def test_colour_only_when_asked() -> None:
    """Colour marks the severity and nothing else."""
    plain = "f.ttl:1:1: error[r]: ex:a: wrong\n    1 | x\n      | ^\n"
    report = one("x", (1, 1, 1, 2))
    coloured = render(report, "text", prefixes=PREFIXES, colour=True)
    assert plain == rendered(report, "text")
    assert coloured == plain.replace("error", "\x1b[1;31merror\x1b[0m")
    for kind in FORMATS[1:]:
        assert render(report, kind, prefixes=PREFIXES, colour=True) == rendered(report, kind)


# github


def test_github() -> None:
    """Each finding is one workflow command on its line, the mend and other places in it."""
    assert expected("github") == rendered(SMALL, "github")
    assert rendered(CLEAN, "github") == ""


def test_github_over_several_lines() -> None:
    """The runner takes no columns where a span has several lines."""
    report = one("a\nb", (1, 1, 2, 2))
    assert (
        rendered(report, "github") == "::error file=f.ttl,line=1,endLine=2,title=r::ex:a: wrong\n"
    )


def test_github_properties() -> None:
    """Colon, comma and percent of a file name and a rule are escaped as the toolkit does."""
    found = Finding("info", "a:b,c", "", "x: y, z", places=(Place("50%,\n:.ttl", 1, 2, 1, 3),))
    assert rendered(Report((found,)), "github") == (
        "::notice file=50%25%2C%0A%3A.ttl,line=1,endLine=1,col=2,endColumn=3,title=a%3Ab%2Cc"
        "::x: y, z\n"
    )


def test_github_of_standard_input() -> None:
    """What came over standard input is in no file; the message says where."""
    found = Finding("violation", "syntax", "", "no dot", places=(Place("<stdin>", 3, 1, 3, 1),))
    assert rendered(Report((found,)), "github") == "::error title=syntax::<stdin>:3:1: no dot\n"


def test_many_places_are_counted() -> None:
    """Ten further places are named, the others counted."""
    places = tuple(Place("f.ttl", line, 1, line, 2) for line in range(1, 15))
    report = Report((Finding("violation", "r", "", "wrong", places=places),))
    shown = [f"f.ttl:{line}:1" for line in range(2, 12)] + ["3 more"]
    assert rendered(report, "text").splitlines()[1:] == [f"  also: {each}" for each in shown]
    assert rendered(report, "github").count("%0Aalso: ") == 11


# json


def test_json() -> None:
    """The object holds every attribute, in an order that stays."""
    assert expected("json") == rendered(SMALL, "json")
    assert json.loads(rendered(CLEAN, "json")) == {
        "conforms": True,
        "violations": 0,
        "warnings": 0,
        "infos": 0,
        "files": 12,
        "triples": 75185,
        "shapes": 59,
        "targets": 8101,
        "seconds": 0.94,
        "findings": [],
    }


def test_json_keeps_every_character() -> None:
    """Letters stay letters; what does not show is escaped; a lone surrogate becomes U+FFFD."""
    message = "é日 \x00\x1b\x85\u2028\u202e\U000e0041 \\U000E0041 \\u202E \ud800."
    text = rendered(Report((Finding("info", "r", "", message),)), "json")
    shown = r"é日 \u0000\u001b\u0085\u2028\u202e\udb40\udc41 \\U000E0041 \\u202E �."
    assert f'   "message": "{shown}",' in text.splitlines()
    assert json.loads(text)["findings"][0]["message"] == message.replace("\ud800", "\ufffd")


# the choice


def test_default_kind() -> None:
    """Annotations under GitHub Actions, text elsewhere and for a person at a terminal."""
    assert default_kind({"GITHUB_ACTIONS": "true"}, False) == "github"
    assert default_kind({"GITHUB_ACTIONS": "true"}, True) == "text"
    assert default_kind({"GITHUB_ACTIONS": "false"}, False) == "text"
    assert default_kind({}, False) == "text"


def test_wants_colour() -> None:
    """Colour goes to a terminal that can show it, if NO_COLOR is not set."""
    assert wants_colour({"TERM": "xterm"}, True)
    assert not wants_colour({"TERM": "xterm"}, False)
    assert not wants_colour({"NO_COLOR": "1"}, True)
    assert wants_colour({"NO_COLOR": ""}, True)
    assert not wants_colour({"TERM": "dumb"}, True)


def test_unknown_format() -> None:
    """A format that is not known is refused with those that are."""
    with pytest.raises(BadInputError) as error:
        rendered(SMALL, "html")
    assert error.value.mend == "give one of text, github, sarif, junit, json, turtle"


def test_a_format_loads_only_what_it_needs() -> None:
    """Text and annotations load no JSON, no XML, no RDF."""
    code = (
        "import sys; from scgraph.report import render"
        "; from scgraph.findings import Finding, Report; report = Report((Finding('info', 'r', '', 'm'),))"
        "; [render(report, kind, prefixes={}) for kind in ('text', 'github')]"
        "; print(*sorted({'json', 'hashlib', 'xml', 'pyoxigraph', 'rdflib'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "\n"
