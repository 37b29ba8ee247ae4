"""`scgraph validate`: what it reads, in which form it answers, and its exit codes."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph.cli import main
from scgraph.linter import Options, lint

BROKEN = Path(__file__).parent / "broken"
EX = "@prefix ex: <http://example.org/> .\n"
GOOD = f"{EX}ex:ann a ex:Person ; ex:name 'Ann' .\n"
# the block of ann is at line 2, column 1
BAD = f"{EX}ex:ann a ex:Person .\n"
SHAPES = f"""{EX}@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:person a sh:NodeShape ; sh:targetClass ex:Person ;
    sh:property [ sh:path ex:name ; sh:minCount 1 ; sh:severity sh:Violation ] .
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Run:
    """Return a function that runs the command in a folder of its own, on its files alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    Path("good.ttl").write_text(GOOD)
    Path("bad.ttl").write_text(BAD)
    Path("shapes").mkdir()
    Path("shapes/person.ttl").write_text(SHAPES)

    def made(*words: str, shapes: str = "shapes/person.ttl") -> tuple[int, str, str]:
        code = main(["validate", "--data-only", "--shapes", shapes, *words])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return made


def test_a_file_that_conforms_gives_no_line_and_code_0(run: Run) -> None:
    """Standard error says what was looked at: it is no data."""
    code, out, err = run("good.ttl")
    assert (code, out) == (0, "")
    assert err.startswith("conforms: 1 file, 2 triples, 1 shape, 1 target, ")


def test_a_finding_gives_its_place_and_code_1(run: Run) -> None:
    code, out, err = run("bad.ttl")
    assert code == 1
    assert out.splitlines()[0] == (
        "bad.ttl:2:1: error[person]: ex:ann ex:name: fewer than 1 of ex:name"
    )
    assert err.startswith("1 violation in 1 file (1 triple, 1 shape, 1 target, ")


FORMATS: dict[str, Callable[[str], bool]] = {
    "text": lambda out: out.startswith("bad.ttl:2:1: error[person]: "),
    "github": lambda out: out.startswith("::error file=bad.ttl,line=2,"),
    "sarif": lambda out: json.loads(out)["version"] == "2.1.0",
    "junit": lambda out: ElementTree.fromstring(out).tag == "testsuites",
    "json": lambda out: [one["rule"] for one in json.loads(out)["findings"]] == ["person"],
    "turtle": lambda out: any(
        quad.predicate.value == "http://www.w3.org/ns/shacl#conforms"
        for quad in ox.parse(out, ox.RdfFormat.TURTLE)
    ),
}


@pytest.mark.parametrize("kind", FORMATS)
def test_the_form_is_what_format_asks(kind: str, run: Run) -> None:
    code, out, _ = run("bad.ttl", "--format", kind)
    assert code == 1
    assert FORMATS[kind](out)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("report.sarif", "sarif"),
        ("report.xml", "junit"),
        ("report.JSON", "json"),
        ("report.ttl", "turtle"),
        ("report.txt", "text"),
        ("report", "text"),
    ],
)
def test_without_format_the_suffix_of_the_output_decides(name: str, kind: str, run: Run) -> None:
    """The report goes into the file, and nothing to standard output."""
    code, out, _ = run("bad.ttl", "-o", name)
    assert (code, out) == (1, "")
    assert FORMATS[kind](Path(name).read_text(encoding="utf-8"))


def test_format_outweighs_the_suffix(run: Run) -> None:
    run("bad.ttl", "-o", "report.xml", "--format", "json")
    assert FORMATS["json"](Path("report.xml").read_text(encoding="utf-8"))


def test_an_output_that_cannot_be_written_is_code_2(run: Run) -> None:
    code, _, err = run("bad.ttl", "-o", "none/report.json")
    assert code == 2
    assert "none/report.json" in err


@pytest.mark.parametrize(("value", "kind"), [("true", "github"), ("false", "text")])
def test_github_actions_gets_annotations(
    value: str, kind: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GitHub sets GITHUB_ACTIONS to `true` in each step of a workflow."""
    monkeypatch.setenv("GITHUB_ACTIONS", value)
    _, out, _ = run("bad.ttl")
    assert FORMATS[kind](out)


@pytest.mark.parametrize(
    ("severity", "bar", "code"),
    [
        ("Violation", None, 1),
        ("Warning", None, 0),
        ("Warning", "violation", 0),
        ("Warning", "warning", 1),
        ("Info", "warning", 0),
        ("Info", "info", 1),
        ("Violation", "info", 1),
    ],
)
def test_fail_on_is_the_bar(severity: str, bar: str | None, code: int, run: Run) -> None:
    """A finding below the bar is printed all the same."""
    Path("light.ttl").write_text(SHAPES.replace("sh:Violation", f"sh:{severity}"))
    found, out, _ = run("bad.ttl", *(["--fail-on", bar] if bar else []), shapes="light.ttl")
    assert found == code
    assert "[person]" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["none.ttl"], "none.ttl: no such file"),
        (["god.ttl"], "did you mean good.ttl?"),
        (["*.trig"], "*.trig: no file matches"),
        (["empty"], "empty: no file to read in the folder"),
        (["notes.txt"], "notes.txt: unknown kind of file"),
    ],
)
def test_what_cannot_be_read_is_code_2(words: list[str], told: str, run: Run) -> None:
    """The message says what is wrong with which word and how to mend it."""
    Path("empty").mkdir()
    Path("notes.txt").write_text("no triples")
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert told in err
    assert "mend: " in err


def test_folders_and_patterns_stand_for_their_files(run: Run) -> None:
    """A file that two words name is read once."""
    Path("data/below/.hidden").mkdir(parents=True)
    Path("data/a.ttl").write_text(GOOD)
    Path("data/below/b.ttl").write_text(BAD.replace("ann", "bob"))
    Path("data/below/.hidden/c.ttl").write_text("broken")
    Path("data/notes.txt").write_text("no triples")
    for words in (["data"], ["data/**/*.ttl"], ["data", "data/a.ttl"]):
        code, out, err = run(*words)
        assert (code, out.splitlines()[0][:27]) == (1, "data/below/b.ttl:2:1: error")
        assert " in 2 files (" in err


def test_shapes_may_be_a_folder(run: Run) -> None:
    code, out, _ = run("bad.ttl", shapes="shapes")
    assert code == 1
    assert out.startswith("bad.ttl:2:1: error[person]")


def standard_input(text: str | bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    data = text.encode() if isinstance(text, str) else text
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        (BAD, [], "<stdin>:2:1"),
        (f"{EX}ex:g {{ ex:ann a ex:Person }}", [], "<stdin>:2:8"),
        (BAD, ["--stdin-format", "ttl"], "<stdin>:2:1"),
        (
            "<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            "<http://example.org/Person> .\n",
            ["--stdin-format", "nt"],
            "<stdin>:1:1",
        ),
        (
            '{"@id": "urn:a", "@type": "http://example.org/Person"}',
            ["--stdin-format", "jsonld"],
            "<stdin>",
        ),
    ],
)
def test_a_dash_is_standard_input(
    text: str, words: list[str], place: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read as TriG, of which Turtle is a part, unless told."""
    standard_input(text, monkeypatch)
    code, out, _ = run("-", *words)
    assert code == 1
    assert out.startswith(f"{place}: error[person]: ")


def test_standard_input_in_another_format_than_told_is_code_2(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    standard_input(BAD, monkeypatch)
    code, out, _ = run("-", "--stdin-format", "nt")
    assert code == 2
    assert out.startswith("<stdin>:1:1: error[syntax]: ")


def test_a_syntax_error_is_code_2_and_a_finding(run: Run) -> None:
    """All files are read, and nothing is held against the shapes: half of the data is missing."""
    Path("worse.ttl").write_text(f"{EX}ex:ann ex:name ; .\n")
    code, out, err = run("worse.ttl", "bad.ttl")
    assert code == 2
    assert out.startswith("worse.ttl:2:16: error[syntax]: ")
    assert "[person]" not in out
    assert "1 violation in 2 files, not held against the shapes" in err


@pytest.mark.parametrize(
    ("shapes", "told"),
    [
        pytest.param(GOOD, "no SHACL shape in it", id="no shapes"),
        pytest.param("", "no SHACL shape in it", id="nothing"),
        pytest.param(
            SHAPES.replace("sh:minCount 1", "sh:minCount 'one'"), "error[malformed-shape]", id="bad"
        ),
        pytest.param(f"{SHAPES} ]", "error[syntax]", id="syntax"),
    ],
)
def test_shapes_that_are_not_shacl_are_code_2(shapes: str, told: str, run: Run) -> None:
    Path("odd.ttl").write_text(shapes)
    code, out, err = run("good.ttl", shapes="odd.ttl")
    assert code == 2
    assert told in out + err
    assert "odd.ttl" in out + err


@pytest.mark.parametrize(("bar", "code"), [("violation", 0), ("warning", 1)])
def test_an_unknown_term_of_shacl_is_a_warning(bar: str, code: int, run: Run) -> None:
    """An engine would say in silence that all conforms."""
    Path("odd.ttl").write_text(SHAPES.replace("targetClass", "targetClas"))
    found, out, _ = run("bad.ttl", "--fail-on", bar, shapes="odd.ttl")
    assert found == code
    assert "odd.ttl:3:28: warning[unknown-sh-term]: " in out
    assert "odd.ttl:3:1: warning[targets-nothing]: " in out


def test_an_internal_error_is_code_3(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what went wrong where in the program, in two lines and without a traceback."""

    def fails(*_: object) -> None:
        raise LookupError("no such thing")

    monkeypatch.setattr("scgraph.linter.lint", fails)
    code, out, err = run("bad.ttl")
    assert (code, out) == (3, "")
    assert err.startswith("scgraph: internal error: LookupError: no such thing (test_")
    assert err.splitlines()[1:] == ["  mend: report this as a bug"]


def test_memory_that_does_not_suffice_is_code_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("scgraph.linter.lint", fails)
    code, _, err = run("bad.ttl")
    assert (code, err) == (2, "scgraph: not enough memory\n")


def test_a_file_that_ends_its_reader_is_code_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader runs in a child, and this process tells what became of it."""
    monkeypatch.setattr("scgraph.linter.lint", lambda *_: os.kill(os.getpid(), signal.SIGSEGV))
    code, out, err = run("good.ttl")
    assert (code, out) == (2, "")
    assert err.startswith("scgraph: a file ended the process that read it")
    assert "mend: " in err


def test_deep_json_ld_is_code_2(run: Run) -> None:
    """Nested 20,000 levels deep, it would take gigabytes and then end the process."""
    Path("deep.jsonld").write_text('{"http://example.org/p":' * 20_000 + "1" + "}" * 20_000)
    code, out, err = run("deep.jsonld")
    assert (code, out) == (2, "")
    assert err.startswith("scgraph: deep.jsonld: nested more than 1,000 levels deep")


def test_an_entity_bomb_is_code_2(run: Run) -> None:
    """Ten times ten times ten ... make twelve lines a trillion characters."""
    names = "abcdefghijkl"
    entities = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">\n'
        for before, name in zip(names, names[1:], strict=False)
    )
    Path("bomb.rdf").write_text(
        f'<?xml version="1.0"?>\n<!DOCTYPE rdf:RDF [ <!ENTITY a "aaaaaaaaaa">\n{entities}]>\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="urn:x:">\n'
        '<rdf:Description rdf:about="urn:x"><p>&l;</p></rdf:Description></rdf:RDF>\n'
    )
    code, out, err = run("bomb.rdf")
    assert (code, out) == (2, "")
    assert err.startswith("scgraph: bomb.rdf: its entities come to more than 100 MB of text")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"ex:a ex:p {'[ ex:p ' * 6000}1{']' * 6000} .\n", id="brackets"),
        pytest.param(f"ex:a ex:p {'( ' * 6000}{')' * 6000} .\n", id="lists"),
    ],
)
def test_deep_turtle_is_read(text: str, run: Run) -> None:
    """What follows it is found at its place."""
    Path("deep.ttl").write_text(f"{EX}{text}ex:ann a ex:Person .\n")
    code, out, _ = run("deep.ttl")
    assert code == 1
    assert out.startswith("deep.ttl:3:1: error[person]: ")


@pytest.mark.parametrize("profile", ["consumer", "maintainer"])
def test_a_profile_decides_what_is_asked_of_others(
    profile: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A consumer may say little of a program, but nothing wrong."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    head = (
        "@prefix ex: <http://example.org/> .\n@prefix sc: <https://w3id.org/scgraph/ontology#> .\n"
    )
    Path("little.ttl").write_text(f"{head}ex:p a sc:Program .\n")
    Path("wrong.ttl").write_text(f'{head}ex:p a sc:Program ;\n    sc:authorizedBy "the law" .\n')
    words = ["validate", "--data-only", "--profile", profile]
    assert main([*words, "little.ttl"]) == (0 if profile == "consumer" else 1)
    assert (capsys.readouterr().out == "") is (profile == "consumer")
    assert main([*words, "wrong.ttl"]) == 1
    assert "wrong.ttl:4:21: error[authority-value]: " in capsys.readouterr().out


@pytest.mark.parametrize(
    "name",
    [
        "missing-value",
        "blank-brackets",
        "blank-nested",
        "list-items",
        "two-files-same-triple",
        "sparql-value",
        "qualified-max-disjoint",
        "node-of-value",
        "literal-focus",
    ],
)
def test_the_engines_find_the_same_at_the_same_places(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--engine pyshacl` is the reference."""
    monkeypatch.chdir(BROKEN / name)
    files = sorted(path.name for path in Path().iterdir() if path.suffix != ".txt")
    files.remove("shapes.ttl")
    ours, theirs = (
        lint(Options(files, ["shapes.ttl"], engine=engine, data_only=True)).findings
        for engine in ("pyshifty", "pyshacl")
    )
    assert ours
    assert [(one.places, one.rule, one.message, one.mend) for one in ours] == [
        (one.places, one.rule, one.message, one.mend) for one in theirs
    ]


def test_engine_chooses_the_engine(run: Run) -> None:
    for engine in ("pyshifty", "pyshacl"):
        code, out, _ = run("bad.ttl", "--engine", engine)
        assert code == 1
        assert out.startswith("bad.ttl:2:1: error[person]: ")


def test_watch_makes_a_report_at_each_change_until_it_is_stopped(tmp_path: Path) -> None:
    """The exit code is that of the last report."""
    file = tmp_path / "data.ttl"
    file.write_text(BAD)
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    words = ["validate", "--data-only", "--shapes", "shapes.ttl", "--watch", "data.ttl"]
    process = subprocess.Popen(
        [sys.executable, "-m", "scgraph", *words],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"GITHUB_ACTIONS": ""},
    )
    try:
        assert process.stderr is not None
        lines = iter(process.stderr.readline, "")

        def next_report() -> str:
            told = next(lines)
            assert next(lines) == "watching; Ctrl-C ends it\n"
            return told

        assert next_report().startswith("1 violation in 1 file")
        file.write_text(GOOD)
        assert next_report().startswith("conforms: 1 file")
        file.unlink()
        assert next(lines).startswith("scgraph: data.ttl: no such file")
        while next(lines) != "watching; Ctrl-C ends it\n":
            pass
        file.write_text(GOOD)
        assert next_report().startswith("conforms: 1 file")
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 0
    finally:
        process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


@pytest.mark.parametrize("name", ["bad.ttl", "./bad.ttl", "shapes/person.ttl"])
def test_the_output_takes_the_place_of_no_input(run: Run, name: str) -> None:
    """A Turtle report and the data have one suffix; a slip must not lose the data."""
    code, out, err = run("bad.ttl", "-o", name)
    assert (code, out) == (2, "")
    assert "would take the place of a file that is read" in err
    assert (Path("bad.ttl").read_text(), Path("shapes/person.ttl").read_text()) == (BAD, SHAPES)


def test_a_suffix_of_no_form_is_refused(run: Run) -> None:
    code, _, err = run("bad.ttl", "-o", "found.nt")
    assert code == 2 and "no form is known for .nt" in err and not Path("found.nt").exists()
    assert run("bad.ttl", "-o", "found.nt", "--format", "text")[0] == 1
    assert run("bad.ttl", "-o", "found.txt")[0] == 1
    assert Path("found.txt").read_text() == Path("found.nt").read_text()


def test_a_pipe_is_no_file(run: Run) -> None:
    os.mkfifo("pipe.ttl")
    code, _, err = run("pipe.ttl")
    assert code == 2 and "pipe.ttl: not a regular file" in err


TWO = """@prefix one: <http://one.org/> .
@prefix two: <http://two.org/> .
one:S a sh:NodeShape ; sh:targetClass ex:Person ; sh:property [ sh:path ex:name ; sh:minCount 1 ] .
two:S a sh:NodeShape ; sh:targetClass ex:Person ; sh:property [ sh:path ex:name ; sh:minCount 1 ] .
"""


def test_two_shapes_of_one_local_name_are_two_rules(run: Run) -> None:
    Path("two.ttl").write_text(SHAPES.partition("ex:person")[0] + TWO)
    _, out, _ = run("bad.ttl", shapes="two.ttl")
    assert re.findall(r"error\[(.*?)\]", out) == ["http://one.org/S", "http://two.org/S"]
    _, out, _ = run("bad.ttl", "--format", "sarif", shapes="two.ttl")
    (made,) = json.loads(out)["runs"]
    assert {rule["id"] for rule in made["tool"]["driver"]["rules"]} == {
        "http://one.org/S",
        "http://two.org/S",
    }


def test_a_standard_report_is_about_the_data(run: Run) -> None:
    """A shape that targets nothing is told elsewhere; the data conform (SHACL, section 3.6.1.1)."""
    idle = "ex:idle a sh:NodeShape ; sh:targetClass ex:Nobody ; sh:class ex:Person .\n"
    Path("shapes/idle.ttl").write_text(SHAPES.partition("ex:person")[0] + idle)
    code, out, _ = run("good.ttl", "--format", "turtle", shapes="shapes")
    assert code == 0 and "sh:conforms true" in out and "sh:result" not in out
    code, out, _ = run("good.ttl", "--format", "text", shapes="shapes")
    assert "warning[targets-nothing]" in out


def test_of_messages_in_several_languages_one_is_always_taken(run: Run) -> None:
    told = 'sh:message "auf Deutsch"@de , "in English"@en , "en francais"@fr ;'
    Path("told.ttl").write_text(SHAPES.replace("a sh:NodeShape ;", f"a sh:NodeShape ; {told}"))
    text = Path("told.ttl").read_text().replace("sh:minCount 1", f"sh:minCount 1 ; {told[:-1]}")
    Path("told.ttl").write_text(text)
    _, out, _ = run("bad.ttl", "--format", "turtle", shapes="told.ttl")
    assert '"in English"' in out and "Deutsch" not in out


def test_a_missing_file_is_told_to_those_who_read_the_report(run: Run) -> None:
    code, out, err = run("none.ttl")
    assert (code, out) == (2, "") and err.startswith("scgraph: none.ttl: no such file")
    code, out, _ = run("none.ttl", "--format", "github")
    assert code == 2 and out.startswith("::error file=none.ttl,title=unusable-input::no such file")
    assert run("none.ttl", "-o", "found.sarif")[0] == 2
    (made,) = json.loads(Path("found.sarif").read_text())["runs"]
    assert made["invocations"][0]["executionSuccessful"] is False


@pytest.mark.parametrize("engine", ["pyshifty", "pyshacl"])
def test_a_triple_term_is_told_at_its_place(run: Run, engine: str) -> None:
    """SHACL 1.0 does not know it, and the engines end on it."""
    Path("star.ttl").write_text(f"{EX}ex:ann ex:name 'Ann' .\n<< ex:a ex:b ex:c >> ex:d 1 .\n")
    code, out, _ = run("star.ttl", "--engine", engine)
    assert code == 2 and out.startswith("star.ttl:3:1: error[triple-term]: ")
    code, out, _ = run("good.ttl", "--engine", engine)
    assert code == 0


def test_a_shape_that_denies_itself_is_told_at_its_place(run: Run) -> None:
    head = SHAPES.partition("ex:person")[0]
    Path("circle.ttl").write_text(f"{head}ex:S sh:targetClass ex:Person ;\n  sh:not ex:S .\n")
    code, out, _ = run("good.ttl", shapes="circle.ttl")
    assert code == 2 and out.startswith("circle.ttl:4:10: error[malformed-shape]: ")
    inner = "ex:S sh:targetClass ex:Person ; sh:property [ sh:path ex:p ;\n  sh:not ex:S ] .\n"
    Path("circle.ttl").write_text(head + inner)
    assert run("good.ttl", shapes="circle.ttl")[1].startswith("circle.ttl:4:10: ")


def test_a_number_too_large_for_an_engine_is_told(run: Run) -> None:
    Path("large.ttl").write_text(SHAPES.replace("sh:minCount 1", f"sh:minCount {2**64}"))
    code, out, _ = run("good.ttl", shapes="large.ttl")
    assert code == 2 and out.startswith("large.ttl:4:49: error[malformed-shape]: ")


def test_the_shapes_are_held_to_the_vocabularies(run: Run) -> None:
    xsd = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    text = SHAPES.replace("sh:minCount 1", "sh:datatype xsd:strnig")
    Path("strnig.ttl").write_text(xsd + text)
    _, out, _ = run("bad.ttl", shapes="strnig.ttl")
    assert out.startswith("strnig.ttl:5:49: warning[unknown-vocabulary-term]: xsd:strnig: ")
    assert "mend: write `xsd:string`" in out


def test_a_class_of_shacl_that_is_misspelt_is_pointed_to(run: Run) -> None:
    Path("node.ttl").write_text(SHAPES.replace("sh:NodeShape", "sh:NodeShap"))
    assert run("good.ttl", shapes="node.ttl")[1].startswith("node.ttl:3:13: warning[unknown-sh-")


def test_what_cannot_have_a_datatype_is_told_why(run: Run) -> None:
    xsd = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    Path("text.ttl").write_text(xsd + SHAPES.replace("sh:minCount 1", "sh:datatype xsd:string"))
    Path("texts.ttl").write_text(f"{EX}ex:a a ex:Person ; ex:name 'x'@fr , ex:y .\n")
    _, out, _ = run("texts.ttl", shapes="text.ttl")
    assert '"x" has a language, which no xsd:string has\n' in out and "mend: take @fr away" in out
    assert "ex:y is not a literal of xsd:string\n" in out


def test_a_folder_that_may_not_be_read_is_no_pass(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's refusal is played, for an administrator may read every folder."""
    Path("in").mkdir()
    scan = os.scandir

    def refuse(path: str) -> object:
        if os.path.basename(path) == "in":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    code, _, err = run(".")
    assert code == 2 and "in: cannot read: Permission denied" in err
