"""Every form of a report says what the hand-written one says, whatever the texts hold."""

import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from scgraph import __version__
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
    assert summary(replace(CLEAN, targets=0)).endswith(
        ", 0 targets, 0.9 s; no shape speaks of this data: give --shapes"
    )


def test_input_that_cannot_be_used() -> None:
    """Where nothing was held against the shapes, no count of targets makes it look so."""
    syntax = Finding("violation", "syntax", "", "no dot", places=(Place("f.ttl", 3, 1, 3, 1),))
    report = Report((syntax,), 2, 0, 0, 0, 0.1, usable=False)
    assert summary(report) == "1 violation in 2 files, not held against the shapes (0.1 s)"
    assert json.loads(rendered(report, "json"))["usable"] is False
    assert sarif(report)["invocations"][0]["executionSuccessful"] is False


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
        "usable": True,
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


# sarif


def sarif(report: Report) -> dict[str, Any]:
    """Return the run of a log that is valid against the schema of OASIS."""
    log = json.loads(rendered(report, "sarif"))
    schema = json.loads((FILES / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


def fingerprints(report: Report) -> list[str]:
    return [result["partialFingerprints"]["scgraph/v1"] for result in sarif(report)["results"]]


def test_sarif() -> None:
    """The log says what the hand-written one says; each result has its own fingerprint."""
    log = json.loads(rendered(SMALL, "sarif"))
    run = sarif(SMALL)
    marks = [result.pop("partialFingerprints")["scgraph/v1"] for result in run["results"]]
    assert len(set(marks)) == 4 and all(re.fullmatch("[0-9a-f]{64}", mark) for mark in marks)
    wanted = json.loads(expected("sarif").replace("VERSION", __version__))
    assert wanted == {**log, "runs": [run]}


def test_sarif_of_a_clean_run() -> None:
    """A clean run is a valid log that says what was looked at."""
    run = sarif(CLEAN)
    assert run["results"] == run["tool"]["driver"]["rules"] == []
    assert run["invocations"][0]["properties"]["triples"] == 75185


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("data/50% of é:#?.ttl", "data/50%25%20of%20%C3%A9%3A%23%3F.ttl"),
        ("a\udcff.ttl", "a%FF.ttl"),
        ("a\ud800.ttl", "a%EF%BF%BD.ttl"),
        ("../data/x.ttl", "../data/x.ttl"),
    ],
)
def test_sarif_file_names(file: str, uri: str) -> None:
    """A file is a relative URI, each character that none may hold percent-encoded."""
    found = Finding("info", "r", "", "m", places=(Place(file, 1, 1, 1, 1),))
    (result,) = sarif(Report((found,)))["results"]
    where = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert where == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_sarif_of_other_places() -> None:
    """An absolute path is a file URI, standard input no file of the folder; neither has a base."""
    for file, uri in (("/data/x y.ttl", "file:///data/x%20y.ttl"), ("<stdin>", "%3Cstdin%3E")):
        found = Finding("info", "r", "", "m", places=(Place(file),))
        (result,) = sarif(Report((found,)))["results"]
        assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": uri}}}]


def test_sarif_messages_are_plain() -> None:
    """Braces are no placeholders (SARIF, 3.11.5), brackets no links (3.11.6)."""
    found = Finding("info", "r", "", "[0-9]{2} [x](http://evil.example/) {0}")
    (result,) = sarif(Report((found,)))["results"]
    assert result["message"]["text"] == "[0-9]{{2}} \\[x](http://evil.example/) {{0}}"


def test_fingerprints_outlive_edits() -> None:
    """A line put in above changes none; a changed value changes that one."""
    lower = tuple(
        replace(
            found,
            places=tuple(
                place._replace(line=place.line + 1, end_line=place.end_line + 1)
                for place in found.places
            ),
        )
        for found in FOUND
    )
    edited = replace(SMALL, findings=lower, texts={"data/people.ttl": f"# new\n{PEOPLE}"})
    before = fingerprints(SMALL)
    assert before == fingerprints(edited)
    relabelled = (FOUND[0], replace(FOUND[1], focus="_:b99", source_shape="_:c"), *FOUND[2:])
    assert before == fingerprints(replace(SMALL, findings=relabelled))
    other = replace(SMALL, findings=(replace(FOUND[0], value='"7"'), *FOUND[1:]))
    assert [x == y for x, y in zip(before, fingerprints(other), strict=True)] == [
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"rule": "x"},
        {"focus": "http://example.org/x"},
        {"path": "<http://example.org/x>"},
        {"source": "http://example.org/x"},
        {"component": f"{SH}InConstraintComponent"},
        {"places": (Place("x.ttl", 4, 12, 4, 30),)},
    ],
)
def test_fingerprints_differ(change: dict[str, Any]) -> None:
    """Rule, focus node, path, graph, component and file each make another fingerprint."""
    other = replace(FOUND[0], **change)
    marks = fingerprints(Report((FOUND[0], other)))
    assert marks[0] != marks[1]
    assert marks == [*fingerprints(Report(FOUND[:1])), *fingerprints(Report((other,)))]


def test_fingerprints_of_equal_findings_are_counted() -> None:
    """Two findings that nothing tells apart have two fingerprints, the same in every run."""
    twice = Report((FOUND[0], FOUND[0]))
    marks = fingerprints(twice)
    assert marks[0] != marks[1]
    assert marks == fingerprints(twice)


# junit


def test_junit() -> None:
    """A suite for each file, a case for each finding, failures and times as they are."""
    assert expected("xml") == render(SMALL, "junit", prefixes=PREFIXES, bar="warning")


@pytest.mark.parametrize(("bar", "failures"), [("violation", 2), ("warning", 3), ("info", 4)])
def test_junit_fails_where_the_run_does(bar: str, failures: int) -> None:
    """Two violations, a warning and an info: what reaches the bar is a failure."""
    root = ElementTree.fromstring(render(SMALL, "junit", prefixes=PREFIXES, bar=bar))
    assert (root.get("failures"), root.get("tests")) == (str(failures), "4")
    assert len(root.findall(".//failure")) == failures


def test_junit_of_a_clean_run() -> None:
    """A clean run is one case that passes, so that a build server sees that it ran."""
    root = ElementTree.fromstring(rendered(CLEAN, "junit"))
    assert (root.get("tests"), root.get("failures"), root.get("time")) == ("1", "0", "0.940")
    (case,) = root.iter("testcase")
    assert case.get("name") == "conforms"
    assert [child.tag for child in case] == ["system-out"]


def test_junit_names_differ() -> None:
    """No two cases of a suite have one name, for some servers would show one of them only."""
    found = (FOUND[0], FOUND[0], FOUND[0])
    root = ElementTree.fromstring(rendered(Report(found), "junit"))
    names = [case.get("name") or "" for case in root.iter("testcase")]
    assert names == [names[0], f"{names[0]} (2)", f"{names[0]} (3)"]


# turtle


def graph(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="turtle")


def test_turtle() -> None:
    """The report is the hand-written graph, and to Oxigraph and rdflib the same."""
    text = rendered(SMALL, "turtle")
    assert isomorphic(graph(expected("ttl")), graph(text))
    theirs = ox.serialize(ox.parse(text, ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
    assert theirs is not None
    assert isomorphic(graph(theirs.decode()), graph(text))
    assert "        # data/people.ttl:4:12\n        # data/more people.ttl:2:8\n" in text


def test_turtle_of_a_clean_run() -> None:
    """A report without results conforms, and only such a one (SHACL, 3.6.1.1)."""
    clean = f"[] a <{SH}ValidationReport> ; <{SH}conforms> true ."
    assert isomorphic(graph(clean), graph(rendered(CLEAN, "turtle")))
    informs = graph(rendered(Report(FOUND[2:3]), "turtle"))
    (conforms,) = informs.objects(None, rdflib.URIRef(f"{SH}conforms"))
    assert conforms == rdflib.Literal(False)


SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/> .
ex:Shape a sh:NodeShape ; sh:targetClass ex:Person ; sh:nodeKind sh:IRI ;
    sh:property ex:age , ex:known .
ex:age a sh:PropertyShape ; sh:path ex:age ; sh:datatype xsd:integer ; sh:severity sh:Warning .
ex:known a sh:PropertyShape ; sh:path [ sh:inversePath ex:knows ] ; sh:minCount 1 .
"""
DATA = """
@prefix ex: <http://example.org/> .
ex:ann a ex:Person ; ex:age "old" ; ex:knows ex:ben .
ex:ben a ex:Person .
[] a ex:Person ; ex:knows ex:ann .
"""


def test_turtle_is_the_report_of_pyshacl() -> None:
    """The findings of an example make the graph that pyshacl makes, messages aside."""
    from pyshacl import validate

    nodes = ("violation", "Shape", "_:b5", "m", "how", "", "_:b5")
    found = (
        Finding(*nodes, f"{SH}NodeKindConstraintComponent", "", "http://example.org/Shape"),
        Finding(
            "warning",
            "Shape",
            "http://example.org/ann",
            "m",
            "how",
            "<http://example.org/age>",
            '"old"',
            f"{SH}DatatypeConstraintComponent",
            source_shape="http://example.org/age",
        ),
        Finding(
            "violation",
            "Shape",
            "_:b5",
            "m",
            path=f"[ <{SH}inversePath> <http://example.org/knows> ]",
            component=f"{SH}MinCountConstraintComponent",
            source_shape="http://example.org/known",
        ),
    )
    _, theirs, _ = validate(graph(DATA), shacl_graph=graph(SHAPES), meta_shacl=False)
    ours = graph(rendered(Report(found), "turtle"))
    assert isinstance(theirs, rdflib.Graph)
    # pyshacl describes focus nodes that are blank nodes, which a report need not do
    for focus in set(theirs.objects(None, rdflib.URIRef(f"{SH}focusNode"))):
        theirs.remove((focus, None, None))
    for report in (theirs, ours):
        report.remove((None, rdflib.URIRef(f"{SH}resultMessage"), None))
    assert isomorphic(theirs, ours)


@pytest.mark.parametrize(
    "text",
    [
        '"a" . <http://evil.example/> <http://p.example/> "x"',
        '"a" . # ',
        '"a"\n; <http://p.example/> "x"',
        '"a" , "b"',
        "[ ] . [ ]",
        "<relative>",
        "<http://example.org/a b>",
        "[ <http://example.org/p> ",
        '"""a"""',
        "plain words",
    ],
)
def test_turtle_takes_no_text_for_a_term(text: str) -> None:
    """A value that is no one term is a string, and adds nothing to the graph."""
    found = Finding("info", "r", "http://example.org/a", "m", value=text)
    made = graph(rendered(Report((found,)), "turtle"))
    assert list(made.objects(None, rdflib.URIRef(f"{SH}value"))) == [rdflib.Literal(text)]
    assert len(made) == 3 + 6


def test_turtle_keeps_a_literal_focus_node() -> None:
    """A focus node that is a literal stays one; a name that is no IRI becomes a string."""
    for focus, node in (
        ('"7"^^<http://www.w3.org/2001/XMLSchema#integer>', rdflib.Literal(7)),
        ("no IRI at all", rdflib.Literal("no IRI at all")),
    ):
        made = graph(rendered(Report((Finding("info", "r", focus, "m"),)), "turtle"))
        assert list(made.objects(None, rdflib.URIRef(f"{SH}focusNode"))) == [node]


def test_turtle_shows_every_character() -> None:
    """A literal that is kept as it is holds no character that does not show."""
    found = Finding("info", "r", "http://example.org/a", "m", value='"\u202eabc\x85"@en')
    text = rendered(Report((found,)), "turtle")
    assert r'sh:value "\u202Eabc\u0085"@en ;' in text
    (value,) = graph(text).objects(None, rdflib.URIRef(f"{SH}value"))
    assert value == rdflib.Literal("\u202eabc\x85", lang="en")


# hostile text

HOSTILE = [
    "line\nbreak\r\nand\rmore",
    "\n::error file=x,line=1::taken over",
    "%0A::set-env name=x::y %25",
    ", title=x:: : ,",
    "]]> <!-- & &amp; <a b='c\"> </failure>",
    '\'""" \\ \\',
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m \x08\x08",
    "\u202eabc\u202c \u2066x\u2069 \u200f",
    "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\x1dh\x1ei",
    "\x00 \ufffe \uffff \ufeff",
    "\ud800 \udc80 \udfff",
    "<http://a/> . <http://b/> # ",
    "_:a . <http://b/> <http://c/> <http://d/>",
    "{0} {{ }} [x](1)",
    "x" * 100_000,
    "\x1b" * 20_000,
    "\u0301" * 100_000,
    '"' * 100_000,
]


def hostile(text: str) -> Report:
    """Return a report with one finding in which every text is *text*, and so is its line."""
    place = Place(f"f{text[:50]}", 1, 1, 1, 3)
    found = Finding("violation", text, text, text, text, text, text, text, text, text, (place,))
    return Report((found,), texts={place.file: text})


def shows(text: str) -> bool:
    """Tell whether a text holds line ends and tabs, but no other control or bidi character."""
    return not any(
        unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(each) in ("LRE", "RLE", "LRO", "RLO", "PDF")
        or unicodedata.bidirectional(each) in ("LRI", "RLI", "FSI", "PDI")
        for each in text.replace("\n", "").replace("\t", "")
    )


def runner_reads(line: str) -> tuple[str, dict[str, str], str]:
    """Return command, properties and message as the runner of GitHub reads them from a line."""
    assert line.startswith("::")
    head, _, data = line[2:].partition("::")
    command, _, given = head.partition(" ")
    properties = dict(each.split("=", 1) for each in given.strip().split(",") if each)

    def back(text: str, *codes: str) -> str:
        for code in (*codes, "%25"):
            text = text.replace(code, chr(int(code[1:], 16)))
        return text

    read = {key: back(text, "%0D", "%0A", "%3A", "%2C") for key, text in properties.items()}
    return command, read, back(data, "%0D", "%0A")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text(text: str) -> None:
    """Whatever the texts hold, each form stays what it is, and a terminal is left alone."""
    report = hostile(text)
    made = {kind: rendered(report, kind) for kind in FORMATS}
    for kind, written in made.items():
        written.encode("utf-8")
        assert shows(written), kind
    lines = made["text"].splitlines()
    assert len(lines) == 4 and lines[3].startswith("  mend: ")
    assert all(len(line) < 16_000 for line in lines)
    (command,) = made["github"].splitlines()
    name, properties, message = runner_reads(command)
    assert name == "error"
    assert list(properties) == ["file", "line", "endLine", "col", "endColumn", "title"]
    assert "\nmend: " in message
    (finding,) = json.loads(made["json"])["findings"]
    assert finding["message"] == re.sub("[\ud800-\udfff]", "\ufffd", text)
    (result,) = sarif(report)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
    root = ElementTree.fromstring(made["junit"])
    assert [child.tag for case in root.iter("testcase") for child in case] == ["failure"]
    quads = set(ox.parse(made["turtle"], ox.RdfFormat.TURTLE))
    told = {quad.object for quad in quads if quad.predicate.value == f"{SH}resultMessage"}
    assert told == {ox.Literal(re.sub("[\ud800-\udfff]", "\ufffd", text))}
    # rdflib needs seconds for very long strings
    assert len(text) > 1000 or len(graph(made["turtle"])) == len(quads)


def test_a_long_message_keeps_its_mend() -> None:
    """The runner keeps 4096 characters of a message; place, mend and more are among them."""
    message = runner_reads(rendered(hostile("x" * 100_000), "github").rstrip())[2]
    assert len(message) < 4096
    assert "x…\nmend: x" in message


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
        "; from scgraph.findings import Finding, Report"
        "; report = Report((Finding('info', 'r', '', 'm'),))"
        "; [render(report, kind, prefixes={}) for kind in ('text', 'github')]"
        "; print(*sorted({'json', 'hashlib', 'xml', 'pyoxigraph', 'rdflib'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "\n"
