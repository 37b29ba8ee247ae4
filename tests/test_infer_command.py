"""`scgraph infer` writes what follows, tells clashes at their places, and ends by its limits."""

import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph.cli import main
from scgraph.namespaces import INFERRED

HEAD = """@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
ANIMALS = (
    HEAD
    + """:Cat rdfs:subClassOf :Animal .
:Cat owl:disjointWith :Dog .
:tom a :Cat .
"""
)
CLASH = (
    HEAD
    + """:tom a :Dog ,
    :Thing .
"""
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "animals.ttl").write_text(ANIMALS)
    (tmp_path / "clash.ttl").write_text(CLASH)
    return tmp_path


def infer(*words: str) -> int:
    return main(["infer", "--data-only", *words])


@pytest.mark.parametrize("reasoner", ["scgraph", "owlrl"])
def test_new_triples_stand_in_the_graph_of_what_is_inferred(
    reasoner: str, folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert infer("animals.ttl", "--reasoner", reasoner) == 0
    out, err = capsysbinary.readouterr()
    a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    told = f"<http://example.org/tom> {a} <http://example.org/Animal> <{INFERRED}> ."
    assert told in out.decode().splitlines()
    assert b"<http://example.org/Cat>" not in [line.split()[2] for line in out.splitlines()]
    assert err.endswith(b"1 new triple, 0 clashes\n")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a.nt", "<http://example.org/Animal> ."),
        ("a.ttl", "    a <http://example.org/Animal> ;"),
        ("a.trig", "        a <http://example.org/Animal> ;"),
    ],
)
def test_the_suffix_names_the_format(name: str, written: str, folder: Path) -> None:
    assert infer("animals.ttl", "-o", name) == 0
    text = (folder / name).read_text()
    assert written in text
    kinds = {"nt": ox.RdfFormat.N_TRIPLES, "ttl": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG}
    assert list(ox.parse(text, kinds[name[2:]]))


def test_a_clash_is_told_at_each_triple_that_takes_part(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """tom is a Cat in one file and a Dog in another, and the two are disjoint."""
    assert infer("clash.ttl", "animals.ttl") == 1
    _, err = capsysbinary.readouterr()
    told = err.decode()
    assert told.startswith("clash.ttl:4:8: error[cax-dw]: ")
    assert "a thing is of two disjoint classes" in told
    assert "  also: animals.ttl:6:8\n" in told
    assert "  also: animals.ttl:5:23\n" in told


def test_a_limit_ends_it_and_is_told(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    chain = "".join(f":C{n} rdfs:subClassOf :C{n + 1} .\n" for n in range(300))
    (folder / "chain.ttl").write_text(HEAD + chain)
    assert infer("chain.ttl", "--most", "100") == 2
    out, err = capsysbinary.readouterr()
    assert len(out.splitlines()) <= 100
    assert b"; stopped at 100 derived triples; more may follow\n" in err


def test_what_cannot_be_read_has_its_place(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (folder / "bad.ttl").write_text(":tom a :Cat .")
    assert infer("bad.ttl", "animals.ttl") == 2
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert err.startswith(b"bad.ttl:1:1: error[undeclared-prefix]")
    assert infer("none.ttl") == 2
    assert b"none.ttl: no such file" in capsysbinary.readouterr().err
    assert infer("animals.ttl", "-o", "x.csv") == 2
    assert b"give --format trig, nq, ttl, nt" in capsysbinary.readouterr().err


def test_many_clashes_are_told_soon(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A functional property with 40 values clashes in each of its 780 pairs."""
    values = " , ".join(f'"{n}"' for n in range(40))
    text = f"{HEAD}:p a owl:FunctionalProperty .\n:x :p {values} .\n"
    (folder / "many.ttl").write_text(text)
    start = time.process_time()
    assert infer("many.ttl") == 1
    assert b" 780 clashes" in capsysbinary.readouterr().err
    assert time.process_time() - start < 5


@pytest.mark.parametrize("reasoner", ["scgraph", "owlrl"])
def test_a_thing_may_lead_to_itself(
    reasoner: str, folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A symmetric and transitive property leads back to where it began (prp-symp, prp-trp)."""
    (folder / "self.ttl").write_text(
        HEAD + ":p a owl:SymmetricProperty , owl:TransitiveProperty .\n:a :p :b ."
    )
    assert infer("self.ttl", "--reasoner", reasoner) == 0
    a, p = "<http://example.org/a>", "<http://example.org/p>"
    assert f"{a} {p} {a} <{INFERRED}> ." in capsysbinary.readouterr().out.decode()


def test_options_that_make_no_sense(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for words in (["--most", "-5"], ["--timeout", "nan"], ["--timeout", "0"]):
        with pytest.raises(SystemExit) as caught:
            infer("animals.ttl", *words)
        assert caught.value.code == 2
    assert infer() == 2
    assert b"--data-only leaves no data" in capsysbinary.readouterr().err


def test_the_values_of_a_functional_property_are_one_finding(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """It names subject and property, the values first, then the axiom."""
    text = f'{HEAD}:p a owl:FunctionalProperty .\n:x :p "one" ,\n  2 ,\n  "three"@en .\n'
    (folder / "values.ttl").write_text(text)
    assert infer("values.ttl") == 1
    told = capsysbinary.readouterr().err.decode()
    assert told.count("error[") == 1
    assert told.startswith(
        "values.ttl:5:7: error[eq-diff1]: :x: a functional property has more than one value: "
    )
    assert all(f":x :p {value}" in told for value in ('"one"', "2", '"three"@en'))
    places = [line.strip() for line in told.splitlines() if line.startswith("  also: ")]
    assert places == ["also: values.ttl:6:3", "also: values.ttl:7:3", "also: values.ttl:4:6"]


def test_an_axiom_that_says_nothing_is_told_at_its_place(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (folder / "list.ttl").write_text(HEAD + ":A owl:oneOf [ owl:first :a ] .\n")
    assert infer("list.ttl") == 0
    told = capsysbinary.readouterr().err.decode()
    assert told.startswith("list.ttl:4:14: warning[axiom-left-out]: :A owl:oneOf")
    assert "its list has no rdf:first at a node" in told


def test_the_reference_keeps_limits_too(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """owlrl knows none: its time is that of its process, and it takes no other."""
    links = " ".join(f":n{n} :p :n{n + 1} ." for n in range(400))
    (folder / "long.ttl").write_text(f"{HEAD}:p a owl:TransitiveProperty .\n{links}\n")
    start = time.monotonic()
    assert infer("long.ttl", "--reasoner", "owlrl", "--timeout", "1") == 2
    assert b"no end within 1 s" in capsysbinary.readouterr().err
    assert time.monotonic() - start < 10
    assert infer("long.ttl", "--reasoner", "owlrl", "--most", "3") == 2
    assert b"owlrl knows no --most" in capsysbinary.readouterr().err


def test_a_list_that_the_reference_cannot_read(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    cells = "_:l rdf:first :D ; rdf:rest _:l ."
    rdf = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    (folder / "circle.ttl").write_text(f"{HEAD}{rdf}:C owl:intersectionOf _:l .\n{cells}\n")
    assert infer("circle.ttl", "--reasoner", "owlrl") == 2
    assert b"owlrl cannot read it" in capsysbinary.readouterr().err


def test_blank_nodes_have_the_same_labels_in_each_run(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """They are numbered as the file has them: the two cells, then :x's keeper."""
    text = ":C owl:oneOf ( :a _:c ) .\n:x :keeper _:c , [ a :D ] .\n:D rdfs:subClassOf :E .\n"
    (folder / "blank.ttl").write_text(HEAD + text)
    made = []
    for _ in range(2):
        assert infer("blank.ttl") == 0
        made.append(capsysbinary.readouterr().out)
    assert made[0] == made[1]
    assert b"_:b" in made[0]


def test_a_clash_shows_class_expressions_and_literals(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    restriction = "[ owl:onProperty :p ; owl:maxCardinality 0 ]"
    rdf = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    text = f":C rdfs:subClassOf {restriction} .\n:x a :C ; :p :y .\n"
    (folder / "shown.ttl").write_text(
        f"{HEAD}{rdf}{text}:q rdfs:range rdf:PlainLiteral .\n:x :q 5 ."
    )
    assert infer("shown.ttl") == 1
    told = capsysbinary.readouterr().err.decode()
    assert f":x a {restriction}; :x :p :y\n" in told
    assert "a literal is not of its datatype: 5 a rdf:PlainLiteral\n" in told
