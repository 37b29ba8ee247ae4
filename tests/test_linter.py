"""A run reads, judges and counts; what a rule says, no check says again."""

from pathlib import Path

import pytest

from scgraph.errors import BadInputError
from scgraph.linter import Options, lint, paths_of

SHAPES = """@prefix : <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
:CatShape a sh:NodeShape ; sh:targetClass :Cat ; sh:property [ sh:path :name ; sh:minCount 1 ] .
"""
DATA = """@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
:Cat owl:disjointWith :Dog .
:tom a :Cat , :Dog ; :name "Tom" .
:tib a :Cat ; :name "Tib" .
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    (tmp_path / "data.ttl").write_text(DATA)
    return tmp_path


def options(**more: bool) -> Options:
    return Options(("data.ttl",), ("shapes.ttl",), data_only=True, **more)


def test_a_run_says_what_it_looked_at() -> None:
    """Six triples, one shape, whose two focus nodes conform."""
    report = lint(options())
    assert (report.findings, report.usable) == ((), True)
    assert (report.files, report.triples, report.shapes, report.targets) == (1, 6, 1, 2)
    assert report.seconds > 0


def test_a_clash_is_a_finding_where_it_is_asked_for() -> None:
    (found,) = lint(options(consistency=True)).findings
    assert (found.rule, found.focus) == ("cax-dw", "http://example.org/tom")
    assert [str(place) for place in found.places] == [
        "data.ttl:4:8",
        "data.ttl:4:15",
        "data.ttl:3:23",
    ]


def test_what_a_run_depends_on() -> None:
    assert paths_of(options()) == [Path("data.ttl"), Path("shapes.ttl")]


def test_a_term_that_is_not_defined_is_said_once(folder: Path) -> None:
    """By the rule that names the nearest term; the check for it is left out."""
    (folder / "more.ttl").write_text(
        "@prefix sc: <https://w3id.org/scgraph/ontology#> .\n"
        "@prefix act: <https://w3id.org/scgraph/act/> .\n"
        "<https://w3id.org/scgraph/program/imet> sc:authorisedBy act:faa .\n"
    )
    found = lint(Options(("more.ttl",))).findings
    assert [one.rule for one in found] == ["unknown-term"]
    assert "sc:authorizedBy" in found[0].mend


def test_the_canonical_form_is_a_rule_where_it_is_asked_for(folder: Path) -> None:
    (found,) = lint(options(formatting=True)).findings
    assert (found.severity, found.rule) == ("warning", "formatting")
    assert str(found.places[0]) == "data.ttl:3:1"
    assert found.mend == "run `scgraph format data.ttl`"
    (folder / "data.ttl").write_text("_:a <urn:p> <<( <urn:s> <urn:p> <urn:o> )>> .\n")
    assert [one.rule for one in lint(options(formatting=True)).findings][:1] == ["formatting"]


def test_to_leave_the_shipped_graph_out_leaves_nothing_where_no_file_is_named() -> None:
    """An empty variable of a script must not pass as a clean run."""
    with pytest.raises(BadInputError, match="--data-only leaves no data"):
        lint(Options((), ("shapes.ttl",), data_only=True))


def test_what_a_given_file_contradicts_is_placed_in_the_shipped_one_too(folder: Path) -> None:
    """A second preferred name of IMET: both files state one."""
    (folder / "more.ttl").write_text(
        "@prefix program: <https://w3id.org/scgraph/program/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'program:imet skos:prefLabel "Another name"@en .\n'
    )
    found = lint(Options(("more.ttl",))).findings
    (one,) = (each for each in found if each.rule == "program-needs-one-name")
    given, shipped = one.places
    assert str(given) == "more.ttl:3:29"
    assert Path(shipped.file).name == "programs.trig"
    line = Path(shipped.file).read_text(encoding="utf-8").splitlines()[shipped.line - 1]
    assert line.strip() == 'skos:prefLabel "International Military Education and Training"@en ;'
