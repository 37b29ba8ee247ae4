"""The rules beside SHACL: each finding at the place that a person would point to."""

import random
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph.errors import BadInputError
from scgraph.files import data_files, ontology_files, prefix_file, shape_files
from scgraph.findings import Finding
from scgraph.rules import PROFILES, SourceFile, read, run
from scgraph.rules.cycles import circles
from scgraph.rules.declared import declarations
from scgraph.store import FORMATS

TURTLE, TRIG = ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG
N_TRIPLES, N_QUADS = ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS
FOLDER = Path(__file__).parent / "rules"
# Line 1 of the Turtle and TriG texts; the error is in line 2 or below.
HEAD = "@prefix ex: <http://e.org/> .\n"
A, B, C = "<http://e/a>", "<http://e/b>", "<http://e/c>"


def place(finding: Finding, number: int = 0) -> str:
    one = finding.places[number]
    return f"{one.line}:{one.column}-{one.end_line}:{one.end_column}"


def refused(text: str, format: ox.RdfFormat = TURTLE) -> Finding:
    found = read(text, "a", format)
    assert isinstance(found, Finding), "the text was read"
    assert (found.severity, found.places[0].file) == ("violation", "a")
    assert found.message and found.mend
    return found


# What is wrong, and where: from the first character to the one behind the last. Where something is
# missing at the end of a line, both are the place where it should be written.
TURTLES = [
    # IRIs
    ("ex:a ex:b <http://e.org/a b> .\n", "2:11-2:29"),
    ("ex:a ex:b <http://e.org/{a}> .\n", "2:11-2:29"),
    ("ex:a ex:b <http://e.org/a\n  ; ex:c 1 .\n", "2:11-2:26"),
    ("ex:a ex:b <http://e.org/a .\nex:a ex:b <http://e.org/b> .\n", "2:11-2:26"),
    (r"ex:a ex:b <http://e.org/\u00zz> ." + "\n", "2:25-2:31"),
    ("ex:a ex:b <http://e.org/%zz> .\n", "2:11-2:29"),
    ("ex:a ex:b <http://[> .\n", "2:11-2:21"),
    ("ex:a ex:b <c> .\n", "2:11-2:14"),
    ("ex:a ex:b <http://e.org/c>> .\n", "2:27-2:28"),
    ("ex:a ex:b http://e.org/c .\n", "2:11-2:25"),
    # what is no RDF at all, and what looks as if it were
    ("ex:a\u00a0a ex:c .\n", "2:5-2:6"),
    ("ex:a ex:b 1 .\n<<<<<<< HEAD\nex:a ex:b 2 .\n=======\n", "3:1-3:13"),
    ('ex:a ex:b "a"@en^^ex:c .\n', "2:14-2:19"),
    ("ex:a ex:b ( ex:c 1 ] .\n", "2:20-2:21"),
    ("ex:a ex:b [ ex:c 1 ) .\n", "2:20-2:21"),
    # prefixed names
    ("ex:a ex:b ex:c/d .\n", "2:15-2:17"),
    ("ex:a ex:b ex:c+d .\n", "2:15-2:17"),
    ("ex:a ex:b ex:-c .\n", "2:14-2:16"),
    ("ex:a ex:b ex:%zz .\n", "2:14-2:17"),
    (r"ex:a ex:b ex:c\d ." + "\n", "2:15-2:17"),
    ("ex:a ex:b ex:c#d .\nex:e ex:f ex:g .\n", "2:15-2:19"),
    ("ex:a ex:b ex:c#d .\n", "2:15-2:19"),
    # strings
    (r'ex:a ex:b "x\q" .' + "\n", "2:13-2:15"),
    (r'ex:a ex:b "\\\u00g1" .' + "\n", "2:14-2:20"),
    (r'ex:a ex:b "\uD800" .' + "\n", "2:12-2:18"),
    (r'ex:a ex:b """' + "\n" + r'é\q""" .' + "\n", "3:2-3:4"),
    ('ex:a ex:b "abc .\nex:c ex:d ex:e .\n', "2:11-2:17"),
    ('ex:a ex:b "abc ;\n  ex:c "def" .\n', "2:11-2:17"),
    ("ex:a ex:b 'abc .\nex:c ex:d ex:e .\n", "2:11-2:17"),
    ('ex:a ex:b "abc\ndef" .\n', "2:11-2:15"),
    ('ex:a ex:b """abc .\nex:c ex:d ex:e .\n', "2:11-2:19"),
    ('ex:a ex:b """abc" .\nex:c ex:d """e""" .\n', "3:14-3:15"),
    ('ex:a ex:b "say "x" twice" .\n', "2:17-2:18"),
    ("ex:a ex:b “x” .\n", "2:11-2:12"),
    # languages and datatypes
    ('ex:a ex:b "x"@ .\n', "2:14-2:15"),
    ('ex:a ex:b "x"@en_US .\n', "2:14-2:20"),
    ('ex:a ex:b "x"@1 .\n', "2:14-2:16"),
    ('ex:a ex:b "x"@en-muchtoolong .\n', "2:14-2:29"),
    ('ex:a ex:b "x"^^ .\n', "2:17-2:18"),
    ('ex:a ex:b "x"^ex:d .\n', "2:14-2:15"),
    ('ex:a ex:b "x"^^"y" .\n', "2:16-2:19"),
    ('ex:a ex:b "x"^^_:y .\n', "2:16-2:19"),
    # numbers and keywords
    ("ex:a ex:b 1.2.3 .\n", "2:11-2:16"),
    ("ex:a ex:b 1e .\n", "2:11-2:13"),
    ("ex:a ex:b 12abc .\n", "2:11-2:16"),
    ("ex:a ex:b 2020-01-02 .\n", "2:11-2:21"),
    ("ex:a ex:b + .\n", "2:11-2:12"),
    ("ex:a ex:b True .\n", "2:11-2:15"),
    ("ex:a ex:b yes_no .\n", "2:11-2:17"),
    ("ex:a ex:b größe .\n", "2:11-2:16"),
    ("ex:a is ex:c .\n", "2:6-2:8"),
    ("a ex:b ex:c .\n", "2:1-2:2"),
    # what cannot stand where it stands
    ('"x" ex:b ex:c .\n', "2:1-2:4"),
    ('ex:a "x" ex:c .\n', "2:6-2:9"),
    ("ex:a _:b ex:c .\n", "2:6-2:9"),
    ("ex:a [] ex:c .\n", "2:6-2:7"),
    ("_: ex:b ex:c .\n", "2:1-2:3"),
    ("_:-a ex:b ex:c .\n", "2:1-2:5"),
    # what is missing
    ("ex:a ex:b ex:c\nex:d ex:e ex:f .\n", "2:15-2:15"),
    ('ex:a ex:b "x"  # no dot\n\nex:d ex:e ex:f .\n', "2:14-2:14"),
    ("ex:a ex:b ex:c ;\nex:d a ex:E .\n", "2:16-2:17"),
    ("ex:a ex:b ex:c ,\nex:d ex:e ex:f .\n", "2:16-2:17"),
    ("ex:a\n  ex:b ex:c\n  ex:d ex:e .\n", "3:12-3:12"),
    ("ex:a ex:b ex:c\n", "2:15-2:15"),
    ("ex:a ex:b\n", "2:10-2:10"),
    ("ex:a\n", "2:5-2:5"),
    ("ex:a ex:b .\n", "2:11-2:12"),
    ("ex:a ex:b ; ex:c 1 .\n", "2:11-2:12"),
    ("ex:a .\n", "2:6-2:7"),
    # brackets and marks
    ("ex:a ex:b [ ex:c 1 .\nex:d ex:e 1 .\n", "2:20-2:21"),
    ("ex:a ex:b ( 1 2 .\nex:d ex:e 1 .\n", "2:17-2:18"),
    ("ex:a ex:b ( 1 , 2 ) .\n", "2:15-2:16"),
    ("ex:a ex:b [ ex:c 1 ) .\n", "2:20-2:21"),
    ("ex:a ex:b [ ex:c 1\n", "2:11-2:12"),
    ("ex:a ex:b ex:c ] .\n", "2:16-2:17"),
    ("ex:a ex:b 1 ) .\n", "2:13-2:14"),
    ("ex:a ex:b ex:c . .\n", "2:18-2:19"),
    ("ex:a ex:b ex:c , , ex:d .\n", "2:18-2:19"),
    ("ex:a ex:b ex:c ex:d .\n", "2:16-2:20"),
    ("; ex:a ex:b ex:c .\n", "2:1-2:2"),
    # directives
    ("@prefix foo: <http://foo/>\nex:a ex:b ex:c .\n", "2:27-2:27"),
    ("@prefix foo <http://foo/> .\n", "2:9-2:12"),
    ("@prefix foo: http://foo/ .\n", "2:14-2:25"),
    ("@prefix foo:bar <http://foo/> .\n", "2:9-2:16"),
    ("PREFIX foo: <http://foo/> .\n", "2:27-2:28"),
    ("@PREFIX foo: <http://foo/> .\n", "2:1-2:8"),
    ("@prefx foo: <http://foo/> .\n", "2:1-2:7"),
    ("@base foo .\n", "2:7-2:10"),
    ("@prefix foo: <<http://foo/> .\n", "2:14-2:16"),
    # other languages
    ("ex:g { ex:a ex:b ex:c }\n", "2:6-2:7"),
    ("GRAPH ex:g { ex:a ex:b ex:c }\n", "2:1-2:6"),
    ("/* no comment */\n", "2:1-2:3"),
    ("ex:a ex:b 1 .\n\x00\n", "3:1-3:2"),
    # RDF 1.2, which only the engine knows
    ("ex:a ex:b <<ex:x ex:y>> .\n", "2:22-2:24"),
    ("ex:x ex:y ex:z {| ex:p 1 |} .\nex:a ex:b ?c .\n", "3:11-3:13"),
]


@pytest.mark.parametrize(("text", "where"), TURTLES)
def test_broken_turtle(text: str, where: str) -> None:
    """The place is the offending token, or where the missing one should stand."""
    found = refused(HEAD + text)
    assert (found.rule, place(found)) == ("syntax", where)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("ex:g { ex:a ex:b ex:c .\n", "2:6-2:7"),
        ("ex:g { ex:a ex:b ex:c .\nex:h { ex:a ex:b ex:c . }\n", "3:1-3:7"),
        ("ex:g { ex:h { ex:a ex:b ex:c } }\n", "2:8-2:14"),
        ("ex:g { ex:a ex:b ex:c . } }\n", "2:27-2:28"),
        ("ex:g { ex:a ex:b }\n", "2:18-2:19"),
        ("ex:g { ex:a ex:b ex:c ex:d }\n", "2:23-2:27"),
        ("ex:g {\n  ex:a ex:b ex:c\n  ex:d ex:e ex:f .\n}\n", "3:17-3:17"),
        ("ex:g { ex:a ex:b [ ex:c 1 }\n", "2:27-2:28"),
        ("ex:g { @prefix foo: <http://foo/> . }\n", "2:8-2:15"),
        ("ex:g { ex:a ex:b ex:c } .\n", "2:25-2:26"),
        ("GRAPH { ex:a ex:b ex:c }\n", "2:7-2:8"),
        ("GRAPH ex:g ex:a ex:b ex:c .\n", "2:12-2:16"),
        ('"g" { ex:a ex:b ex:c }\n', "2:1-2:4"),
        ("[ ex:p 1 ] { ex:a ex:b ex:c }\n", "2:12-2:13"),
    ],
)
def test_broken_trig(text: str, where: str) -> None:
    """A graph that is not closed is named where it opens, or where the next one begins."""
    found = refused(HEAD + text, TRIG)
    assert (found.rule, place(found)) == ("syntax", where)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (f"{A} {B} {C}\n", "1:39-1:39"),
        (f"{A} {B} {C}\n{A} {B} {C} .\n", "1:39-1:39"),
        (f"{A} {B} {C} . {A} {B} {C} .\n", "1:42-1:54"),
        (f"{A} {B} {C} <http://e/g> .\n", "1:40-1:52"),
        (f"{A} {B} .\n", "1:27-1:28"),
        (f"{A} {B}\n{C} .\n", "1:26-1:26"),
        (f"{A}\n", "1:13-1:13"),
        (f'{A} {B} "é"\n.\n', "1:30-1:30"),
        (f"{A} {B} 5 .\n", "1:27-1:28"),
        (f"{A} {B} true .\n", "1:27-1:31"),
        (f"{A} {B} 'x' .\n", "1:27-1:30"),
        (f'{A} {B} """x""" .\n', "1:27-1:34"),
        (f'{A} {B} "x .\n{A} {B} {C} .\n', "1:27-1:31"),
        (f'{A} {B} "é😀\\q" .\n', "1:30-1:32"),
        (f'{A} {B} "x"@ .\n', "1:30-1:31"),
        (f'{A} {B} "x"^^xsd:d .\n', "1:32-1:37"),
        (f'{A} {B} "x"^^<d> .\n', "1:32-1:35"),
        (f"{A} a {C} .\n", "1:14-1:15"),
        (f"ex:a {B} {C} .\n", "1:1-1:5"),
        (f"<a> {B} {C} .\n", "1:1-1:4"),
        (f"<http://e/a b> {B} {C} .\n", "1:1-1:15"),
        (f'"x" {B} {C} .\n', "1:1-1:4"),
        (f"{A} _:b {C} .\n", "1:14-1:17"),
        (f"_: {B} {C} .\n", "1:1-1:3"),
        (f"{A} {B} [] .\n", "1:27-1:28"),
        (f"{A} {B} {C} ; {B} {A} .\n", "1:40-1:41"),
        ("@prefix ex: <http://e/> .\n", "1:1-1:8"),
    ],
)
def test_broken_n_triples(text: str, where: str) -> None:
    """A statement is one line, of whole terms."""
    found = refused(text, N_TRIPLES)
    assert (found.rule, place(found)) == ("syntax", where)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (f'{A} {B} {C} "g" .\n', "1:40-1:43"),
        (f"{A} {B} {C} <http://e/g> <http://e/h> .\n", "1:53-1:65"),
        (f"{A} {B} {C} <http://e/g>\n", "1:52-1:52"),
        (f"{A} {B} {C} <g> .\n", "1:40-1:43"),
        (f"{A} {B} {C} g .\n", "1:40-1:41"),
    ],
)
def test_broken_n_quads(text: str, where: str) -> None:
    """A graph is one more term."""
    found = refused(text, N_QUADS)
    assert (found.rule, place(found)) == ("syntax", where)


@pytest.mark.parametrize(
    ("text", "where", "mend"),
    [
        (
            'ex:a ex:b "x"^^xsd:date .\n',
            "2:16-2:24",
            "declare it: `@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .`",
        ),
        ("ex:a skso:note 1 .\n", "2:6-2:15", "write `skos:`"),
        ("ex:a sc:about 1 .\n", "2:6-2:14", "<https://w3id.org/scgraph/ontology#>"),
        ("exx:a ex:b 1 .\n", "2:1-2:6", "write `ex:`, or declare it"),
        ("ex:a ex:b :c .\n", "2:11-2:13", "declare it: `@prefix : <https://...> .`"),
        ("ex:a ex:b later:c .\n@prefix later: <x:> .\n", "2:11-2:18", "stands in line 3"),
        (
            "ex:a sc:about <https://w3id.org/scgraph/program/fms> .\n",
            "2:6-2:14",
            "declare it: `@prefix sc: <https://w3id.org/scgraph/ontology#> .`",
        ),
    ],
)
def test_undeclared_prefix(text: str, where: str, mend: str) -> None:
    """The mend is the line to write, or the prefix that was meant."""
    found = refused(HEAD + text)
    assert (found.rule, place(found)) == ("undeclared-prefix", where)
    assert mend in found.mend


def test_places_count_characters() -> None:
    """Line ends of either kind, characters beyond ASCII and long lines do not move a place."""
    assert place(refused((HEAD + 'ex:a ex:b "é😀" foo .\n').replace("\n", "\r\n"))) == "2:16-2:19"
    assert place(refused((HEAD + "ex:a ex:b ex:c\nex:d ex:e 1 .\n").replace("\n", "\r\n"))) == (
        "2:15-2:15"
    )
    assert place(refused((HEAD + 'ex:a ex:b "x\n').replace("\n", "\r\n"))) == "2:11-2:13"
    items = '"é😀" , ' * 50_000
    assert place(refused(f"{HEAD}ex:a ex:b {items}oops .\n")) == "2:350011-2:350015"
    assert place(refused(f'{HEAD}ex:a ex:b "{"ü" * 100_000}\\q" .\n')) == "2:100012-2:100014"


def test_encoding() -> None:
    """A byte that is not UTF-8 is named with its place; so are UTF-16 and a byte order mark."""
    for data, where, told in (
        (HEAD.encode() + 'ex:é ex:b "'.encode() + b'\xe9" .\n', "2:12-2:13", "byte 0xE9"),
        (HEAD.encode("utf-16"), "1:1-1:2", "UTF-16"),
        (b"\xef\xbb\xbf" + HEAD.encode(), "1:1-1:2", "byte order mark"),
    ):
        found = read(data, "a", TURTLE)
        assert isinstance(found, Finding)
        assert (found.rule, place(found)) == ("encoding", where)
        assert told in found.message


def test_other_formats() -> None:
    """JSON-LD gives what its parser says, RDF/XML the file; a wrong suffix is told."""
    found = refused('{"@id": "http://e/a",\n "http://e/p": 1,}', ox.RdfFormat.JSON_LD)
    assert (found.rule, place(found)) == ("syntax", "2:18-2:19")
    found = refused("<rdf:RDF>", ox.RdfFormat.RDF_XML)
    assert (found.rule, place(found)) == ("syntax", "0:0-0:0")
    found = refused('<?xml version="1.0"?>\n<rdf:RDF/>')
    assert (place(found), found.mend) == ("1:1-1:6", "name the file `.rdf`")
    found = refused('\n{ "@id": "http://e/a" }')
    assert (place(found), found.mend) == ("2:1-2:4", "name the file `.jsonld`")


def test_read(tmp_path: Path) -> None:
    """A good file keeps its text and its quads; one that is not there cannot be used."""
    path = tmp_path / "a.ttl"
    path.write_bytes((HEAD + "ex:a ex:b 'é' .\r\n").encode())
    found = read(path, "a.ttl", TURTLE)
    assert isinstance(found, SourceFile)
    assert found.text == HEAD + "ex:a ex:b 'é' .\r\n"
    assert [quad.object for quad in found.quads] == [ox.Literal("é")]
    with pytest.raises(BadInputError, match="b.ttl: cannot read"):
        read(tmp_path / "b.ttl", "b.ttl", TURTLE)


def test_any_broken_text_has_a_place() -> None:
    """Whatever is wrong with a text, it is read, or refused at a place within it."""
    dice = random.Random(4)
    bits = [*"<>\"'.;,[](){}@^_:\\%# \n-1aé", '"""', " . ", "^^", "<<", "@en", "GRAPH "]
    good = [
        ((FOLDER / "wrong-prefix.good.ttl").read_text(encoding="utf-8"), TURTLE),
        ((FOLDER / "iri-scheme.good.trig").read_text(encoding="utf-8"), TRIG),
        (f'{A} {B} "x"@en .\n_:a {B} "1"^^{C} .\n' * 3, N_TRIPLES),
    ]
    broken = 0
    for _ in range(3000):
        text, format = dice.choice(good)
        at = dice.randrange(len(text) + 1)
        text = text[:at] + dice.choice(bits) + text[at + dice.choice((0, 0, 1, 3)) :]
        found = read(text, "a", format)
        if isinstance(found, Finding):
            broken += 1
            one, lines = found.places[0], text.split("\n")
            assert one.column <= len(lines[one.line - 1]) + 1, text
            assert one[1:3] <= one[3:5], text
            assert one.end_column <= len(lines[one.end_line - 1]) + 1, text
    assert broken > 1000


def one_file(name: str, profile: str = "maintainer") -> list[Finding]:
    path = FOLDER / name
    file = read(path, name, FORMATS[path.suffix])
    assert isinstance(file, SourceFile)
    return run([file], profile=profile)


def found_in(name: str, rule: str) -> list[str]:
    """Return severity, focus (without namespace) and places of the findings of a rule."""
    return [
        " ".join(
            (
                one.severity,
                one.focus.rpartition("/")[2].rpartition("#")[2] or "-",
                *(place(one, number) for number in range(len(one.places))),
            )
        )
        for one in one_file(name)
        if one.rule == rule
    ]


@pytest.mark.parametrize(
    ("name", "rule", "expected"),
    [
        (
            "wrong-prefix.bad.ttl",
            "wrong-prefix",
            [
                "warning - 2:9-2:45",
                "warning - 3:9-3:51",
                "violation - 4:9-4:49",
                "warning - 5:9-5:33",
            ],
        ),
        (
            "wrong-prefix.ours.trig",
            "wrong-prefix",
            ["violation - 2:9-2:49", "violation - 4:3-4:29"],
        ),
        ("foreign-prefix.bad.trig", "foreign-prefix", ["warning - 1:9-1:48", "warning - 4:9-4:49"]),
        (
            "unused-prefix.bad.ttl",
            "unused-prefix",
            [
                "warning - 1:9-1:17",
                "warning - 2:9-2:12",
                "warning - 3:9-3:16",
                "warning - 4:9-4:13",
                "warning - 5:9-5:14",
                "warning - 8:9-8:10",
                "warning - 13:9-13:14",
            ],
        ),
        (
            "unknown-term.bad.trig",
            "unknown-term",
            [
                "violation Programme 6:11-6:23",
                "violation autorizedBy 7:9-7:23 9:18-9:65",
                "violation dollars 8:23-8:33",
            ],
        ),
        (
            "unknown-vocabulary-term.bad.ttl",
            "unknown-vocabulary-term",
            [
                "warning Clas 9:8-9:16",
                "warning preflabel 10:5-10:19",
                "warning subclassOf 11:5-11:20",
                "warning _0 12:5-12:11",
                "warning dat 12:26-12:33 13:26-13:33",
                "warning targetClas 13:5-13:18",
            ],
        ),
        (
            "iri-scheme.bad.trig",
            "iri-scheme",
            [
                "violation ForeignMilitarySales 9:5-9:33",
                "violation foreign_military 9:43-9:67",
                "violation fms 10:18-10:57",
                "violation - 10:60-10:95",
                "violation b 11:18-11:30",
                "violation - 11:33-11:70",
                "violation a%20b 11:73-11:86",
                "violation s2763.a 12:18-12:30",
                "violation s2349aa– 12:33-12:76",
                "violation s_552 12:79-12:87",
                "violation 114.92 12:90-12:99",
                "violation 114-92-1 12:102-12:113",
                "violation a--b 13:18-13:30",
                "violation program 13:33-13:67",
            ],
        ),
        (
            "iri-syntax.bad.ttl",
            "iri-syntax",
            ["warning a 3:1-3:5", "warning c 3:23-3:35", "warning d 3:38-3:62"],
        ),
        (
            "ill-formed-literal.bad.ttl",
            "ill-formed-literal",
            [
                "violation a 4:11-4:33",
                "violation a 4:36-4:56",
                "violation a 4:59-4:81",
                "violation a 5:10-5:27 10:11-10:28",
                "violation a 5:30-5:55",
                "violation a 5:58-5:74",
                "violation a 6:10-6:34",
                "violation a 6:37-6:54",
                "violation a 6:57-6:77",
                "violation a 7:10-7:27",
                "violation a 7:30-7:50",
                "violation a 7:53-7:79",
                "violation a 7:82-7:110",
                "violation a 8:10-8:29",
                "violation a 8:32-8:47",
                "violation a 8:50-8:70",
                "violation a 9:10-9:50",
                "violation a 9:53-9:71",
            ],
        ),
        ("ontology.bad.ttl", "term-without-label", ["warning B 12:1-12:5"]),
        (
            "ontology.bad.ttl",
            "term-without-definition",
            ["warning C 15:1-15:5"],
        ),
        (
            "ontology.bad.ttl",
            "undefined-term",
            ["warning Missing 10:28-10:38", "warning q 16:65-16:69"],
        ),
        (
            "ontology.bad.ttl",
            "subclass-cycle",
            ["warning A 10:21-10:25 13:21-13:25 16:21-16:25", "warning D 18:72-18:76"],
        ),
        ("ontology.bad.ttl", "subproperty-cycle", ["warning p 21:24-21:28 24:24-24:28"]),
        (
            "ontology.bad.ttl",
            "term-two-kinds",
            ["violation r 23:8-23:28 23:31-23:49", "warning T 26:8-26:21 26:24-26:46"],
        ),
    ],
)
def test_bad_files(name: str, rule: str, expected: list[str]) -> None:
    """Each rule finds what is wrong in its bad file, at its place, and the other rules nothing."""
    assert found_in(name, rule) == expected
    if not name.startswith("ontology"):
        assert {one.rule for one in one_file(name)} == {rule}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.good.*")), ids=lambda path: path.name)
def test_good_files(path: Path) -> None:
    """What is right is not found."""
    assert one_file(path.name) == []


def test_a_table_of_prefixes_uses_none() -> None:
    """A file of declarations alone has no unused prefix."""
    assert one_file("unused-prefix.table.ttl") == []


def test_mends_name_the_nearest_term() -> None:
    """A misspelt term is answered with the one that was meant, written as the file writes it."""
    mends = {one.focus.rpartition("#")[2]: one.mend for one in one_file("unknown-term.bad.trig")}
    assert mends["Programme"] == "write `sc:Program`"
    assert mends["autorizedBy"] == "write `sc:authorizedBy`"
    found = one_file("unknown-vocabulary-term.bad.ttl")
    mends = {one.focus.rpartition("#")[2]: one.mend for one in found}
    assert mends["Clas"] == "write `owl:Class`"
    assert mends["preflabel"] == "write `skos:prefLabel`"
    assert mends["dat"] == "write `xsd:date`"
    assert mends["targetClas"] == "write `sh:targetClass`"


def test_a_circle_is_named() -> None:
    """The message walks the circle."""
    told = [one.message for one in one_file("ontology.bad.ttl") if one.rule == "subclass-cycle"]
    assert told == [
        "it is below itself: `ex:A` below `ex:B` below `ex:C` below `ex:A`",
        "it is said to be below itself",
    ]


def test_profiles() -> None:
    """Of others' data that uses our terms the consumer profile says what touches our terms."""
    rules = {one.rule for one in one_file("unused-prefix.bad.ttl", "consumer")}
    assert rules == set()
    rules = {one.rule for one in one_file("ontology.bad.ttl", "consumer")}
    assert rules == set()
    for name in ("unknown-term.bad.trig", "iri-scheme.bad.trig", "unknown-vocabulary-term.bad.ttl"):
        assert one_file(name, "consumer") == one_file(name)
    with pytest.raises(BadInputError, match="no profile strict"):
        run([], profile="strict")


def test_known_files() -> None:
    """Terms of a known file may be used, and nothing is said of that file."""
    head = HEAD + "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    known = read(head + "ex:p a owl:ObjectProperty .\n", "known", TURTLE)
    text = head + "ex:q a owl:ObjectProperty ; owl:inverseOf ex:p .\n"
    text += '@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . ex:q rdfs:label "q" .\n'
    file = read(text + 'ex:q rdfs:comment "q" .\n', "a", TURTLE)
    assert isinstance(known, SourceFile) and isinstance(file, SourceFile)
    assert run([file], profile="maintainer", known=[known]) == []
    assert [one.rule for one in run([file], profile="maintainer")] == ["undefined-term"]


def test_formats_without_places() -> None:
    """A finding in JSON-LD names the file and the node."""
    text = '{"@id": "http://e.org/a", "http://www.w3.org/2004/02/skos/core#preflabel": "a"}'
    file = read(text, "a.jsonld", ox.RdfFormat.JSON_LD)
    assert isinstance(file, SourceFile)
    found = run([file], profile="maintainer")
    assert [(one.rule, str(one.places[0])) for one in found] == [
        ("unknown-vocabulary-term", "a.jsonld")
    ]


def test_terms_are_placed_in_any_position() -> None:
    """Subjects, predicates, objects, graphs, datatypes and triple terms are found."""
    base = "https://w3id.org/scgraph/program/"
    text = f"""@prefix p: <{base}> . @base <{base}> .
<A> p:p-1 <x> . p:B {{ p:x p:C "é"^^p:D , "@base"@base , p:E . }}
p:x p:y <<( p:x p:y p:F )>> .
"""
    file = read(text, "a", TRIG)
    assert isinstance(file, SourceFile)
    found = [one for one in run([file], profile="consumer") if one.rule == "iri-scheme"]
    assert [(one.focus[-1], place(one)) for one in found] == [
        ("A", "2:1-2:4"),
        ("B", "2:17-2:20"),
        ("C", "2:27-2:30"),
        ("D", "2:36-2:39"),
        ("E", "2:57-2:60"),
        ("F", "3:21-3:24"),
    ]


def test_declarations_are_found_wherever_they_stand() -> None:
    """The quick reading of a head gives what the tokens give."""
    text = """# @prefix no: <x:no> .
@prefix a: <x:a>. PREFIX b: <x:b> # <x:no>
prefix
# @prefix no: <x:no> .
c: <x:c> @base <http://e.org/> .
@prefix d: <d> .
d:x a "@prefix no: <x:no> ." .
PREFIX : <x:e#>
"""
    found = [(one.prefix, one.iri) for one in declarations(text)]
    assert found == [
        ("a", "x:a"),
        ("b", "x:b"),
        ("c", "x:c"),
        ("d", "http://e.org/d"),
        ("", "x:e#"),
    ]
    for one in declarations(text):
        assert text[one.start : one.colon] == one.prefix
        assert text[one.colon] == ":" and text[one.end - 1] == ">"


def test_circles() -> None:
    """Circles that share a node are told apart, and what only leads to one is none."""
    above = {"a": {"b"}, "b": {"a", "c"}, "c": {"d"}, "d": {"c", "d"}, "e": {"a"}, "f": set()}
    assert circles(above) == [["a", "b"], ["c", "d"], ["d"]]
    assert circles({"a": {"b"}, "b": {"c"}}) == []
    long = {str(n): {str(n + 1)} for n in range(20_000)}
    assert circles(long) == []


def test_our_hierarchy_is_a_violation() -> None:
    """A circle of our own terms is no mere warning."""
    text = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sc: <https://w3id.org/scgraph/ontology#> .
sc:Office a owl:Class ; rdfs:subClassOf sc:Office .
"""
    file = read(text, "a", TURTLE)
    assert isinstance(file, SourceFile)
    found = run([file], profile="maintainer")
    assert [(one.severity, one.rule, place(one)) for one in found] == [
        ("violation", "subclass-cycle", "4:41-4:50")
    ]


def test_shipped_files() -> None:
    """The shipped files give no finding, and the rules cost little beside reading them."""
    paths = [*ontology_files(), *shape_files(), *data_files(), Path(prefix_file())]
    files = []
    for path in paths:
        file = read(path, str(path), FORMATS[path.suffix])
        assert isinstance(file, SourceFile), file
        files.append(file)
    spent = []
    for _ in range(3):
        start = time.process_time()
        assert run(files, profile="maintainer") == []
        spent.append(time.process_time() - start)
    assert run(files, profile="consumer") == []
    # 0.1 s on an idle machine
    assert min(spent) < 0.5
    assert set(PROFILES["consumer"]) < set(PROFILES["maintainer"])


def test_base() -> None:
    """A base makes relative IRIs lawful, and they are found where they are written."""
    text = "@prefix s: <> .\n<#é> s:x <https:/y> . <> <> <../z> . <> <y> 1 , .\n"
    assert place(refused(text, TURTLE)) == "1:12-1:14"
    base = "https://e.org/a/b"
    found = read(text, "a", TURTLE, base=base)
    assert isinstance(found, Finding)
    assert place(found) == "2:49-2:50"
    file = read(text.replace(" ,", ""), "a", TURTLE, base=base)
    assert isinstance(file, SourceFile)
    assert {quad.object.value for quad in file.quads} == {"https:/y", "https://e.org/z", "1"}
    assert [place(one) for one in run([file], profile="maintainer")] == ["2:10-2:20"]
