"""`scgraph explain` writes sources and proofs as text, JSON and pictures."""

import json
import re
from pathlib import Path

import pytest

from scgraph.cli import main

DATA = """@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

ex:Cat rdfs:subClassOf ex:Animal .
ex:Pet owl:intersectionOf ( ex:Animal
  [ owl:onProperty ex:keeper ; owl:someValuesFrom owl:Thing ] ) .
ex:tom a ex:Cat ;
  ex:keeper ex:ann ;
  ex:says "\\u001b[31m<b>\\"me\\"</b>" .
"""
Capture = pytest.CaptureFixture[bytes]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pets.ttl").write_text(DATA)
    return tmp_path


def explain(*words: str) -> int:
    return main(["explain", *words, "--data", "pets.ttl", "--data-only"])


def test_a_proof_as_text(capsysbinary: Capture) -> None:
    assert explain("ex:tom", "a", "ex:Animal") == 0
    assert capsysbinary.readouterr().out.decode().splitlines() == [
        "ex:tom a ex:Animal: follows by OWL 2 RL",
        "1. ex:tom a ex:Animal",
        "   by cax-sco: the class is a subclass of this one",
        "   - ex:Cat rdfs:subClassOf ex:Animal",
        "       pets.ttl:5:24",
        "   - ex:tom a ex:Cat",
        "       pets.ttl:8:10",
    ]


def test_a_literal_may_be_the_subject_of_a_step(capsysbinary: Capture, folder: Path) -> None:
    """No triple of RDF has one, but prp-fp makes two values one (table 5)."""
    text = "ex:p a owl:FunctionalProperty .\nex:a ex:p 1 , 2 .\n"
    (folder / "pets.ttl").write_text(DATA.partition("\n\n")[0] + "\n" + text)
    assert explain("1", "owl:sameAs", "2") == 0
    out = capsysbinary.readouterr().out.decode()
    assert out.startswith("1 owl:sameAs 2: follows by OWL 2 RL\n")
    assert "by prp-fp" in out and "   - ex:a ex:p 2\n" in out


def test_proofs_that_are_not_all_say_so(capsysbinary: Capture, folder: Path) -> None:
    """By way of one of 101 classes between; the first hundred are shown."""
    lines = [f"ex:tom a ex:C{n} . ex:C{n} rdfs:subClassOf ex:Top ." for n in range(102)]
    (folder / "pets.ttl").write_text("\n".join([DATA, *lines]))
    assert explain("ex:tom", "a", "ex:Top", "--all") == 0
    assert capsysbinary.readouterr().out.endswith(b"\nthe first 100 proofs; there may be more\n")
    assert explain("ex:tom", "a", "ex:Animal", "--all") == 0
    assert b"may be more" not in capsysbinary.readouterr().out


def test_steps_lead_down_to_what_is_said(capsysbinary: Capture) -> None:
    """A pet is an animal with a keeper: three steps, the class expressions written out."""
    assert explain("ex:tom", "a", "ex:Pet") == 0
    lines = capsysbinary.readouterr().out.decode().splitlines()
    expression = "[ owl:onProperty ex:keeper ; owl:someValuesFrom owl:Thing ]"
    assert f"   - ex:Pet owl:intersectionOf ( ex:Animal {expression} )" in lines
    rules = [line.split()[1].rstrip(":") for line in lines if line.startswith("   by ")]
    assert sorted(rules) == ["cax-sco", "cls-int1", "cls-svf2"]
    assert rules[0] == "cls-int1"


def test_what_is_asserted_and_what_is_not(capsysbinary: Capture) -> None:
    assert explain("ex:tom", "ex:keeper", "ex:ann") == 0
    assert b"asserted\n" in capsysbinary.readouterr().out
    assert explain("ex:tom", "ex:keeper", "ex:bob") == 1
    out = capsysbinary.readouterr().out.decode()
    assert "neither asserted nor does it follow\n  near: ex:tom ex:keeper ex:ann\n" in out


def test_json(capsysbinary: Capture) -> None:
    assert explain("ex:tom", "a", "ex:Animal", "--format", "json") == 0
    made = json.loads(capsysbinary.readouterr().out)
    assert made["status"] == "inferred"
    (step,) = made["proofs"][0]["steps"]
    assert step["rule"] == "cax-sco"
    said = {one["triple"]: one["places"] for one in made["asserted"]}
    assert set(said) == set(step["premises"])
    assert [place["line"] for places in said.values() for place in places] == [5, 8]


@pytest.mark.parametrize("kind", ["dot", "mermaid"])
def test_a_picture_keeps_hostile_text_in_its_labels(kind: str, capsysbinary: Capture) -> None:
    value = '"\\u001b[31m<b>\\"me\\"</b>"'
    assert explain("ex:tom", "ex:says", value, "--format", kind) == 0
    text = capsysbinary.readouterr().out.decode()
    assert "\x1b" not in text
    if kind == "dot":
        assert re.search(r't0 \[label="(?:[^"\\]|\\.)*", style=filled', text)
    else:
        assert re.search(r't0\["[^"<]*(?:<br/>[^"<]*)*"\]', text)
        assert "<b>" not in text


def test_a_picture_shows_the_rules(capsysbinary: Capture) -> None:
    assert explain("ex:tom", "a", "ex:Animal", "--format", "mermaid") == 0
    text = capsysbinary.readouterr().out.decode()
    assert text.startswith("flowchart BT\n")
    assert text.count("-->|cax-sco| t0") == 2
    assert explain("ex:tom", "a", "ex:Animal", "--format", "dot") == 0
    assert capsysbinary.readouterr().out.count(b' -> t0 [label="cax-sco"];') == 2


def test_data_only_needs_data(capsysbinary: Capture) -> None:
    assert main(["explain", "a:b", "a", "a:c", "--data-only"]) == 2
    assert b"name files with --data" in capsysbinary.readouterr().err


def test_any_iri_of_the_data_may_be_named(folder: Path, capsysbinary: Capture) -> None:
    (folder / "urns.ttl").write_text("<urn:s> <urn:p> <urn:o> .")
    for one in ("urn:o", "<urn:o>"):
        words = ["explain", "urn:s", "urn:p", one, "--data", "urns.ttl", "--data-only"]
        assert main(words) == 0
    assert main(["explain", "urn:none", "urn:p", "urn:o", *words[4:]]) == 2
