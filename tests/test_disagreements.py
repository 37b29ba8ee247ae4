"""Where sources differ, as a person reads it."""

import csv
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.answers import Answer
from scgraph.disagreements import blocks
from scgraph.namespaces import BASE, SC

COMMAND = Path(sys.executable).with_name("scgraph")

# The chapter, lines 232 to 233, gives DSCA the work; lines 368 and 378 list it as DOS administered.
ADMINISTRATOR = """\
Drawdowns: administered by
  between: Introduction to Security Cooperation, “Drawdowns and Special Presidential Waiver \
Authority”, paragraph 1, lines 220–233
  between: Introduction to Security Cooperation, “Train and Equip/Security Cooperation: DOS \
Administered Title 22”, paragraph 2, lines 376–390
  says: The text gives DSCA the work; the list files it with State's programs."""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "disagreements", *words], capture_output=True, text=True, timeout=60
    )


def test_a_block_says_who_differs_on_what(graph: Graph) -> None:
    found = blocks(graph, graph.query("disagreements-of-entity", entity="drawdowns"))
    assert found[0] == ADMINISTRATOR


def test_the_answer_of_the_law_ends_a_block(graph: Graph) -> None:
    """The Code classifies P.L. 90-629, of 1968, as the Arms Export Control Act (22 U.S.C. 2751)."""
    found = blocks(graph, graph.query("disagreements-of-entity", entity="AECA"))
    (dated,) = [block for block in found if block.startswith("Arms Export Control Act: not before")]
    last = dated.splitlines()[-1]
    assert last.startswith("  law: ")
    assert "1968" in last and "P.L. 94-329" in last and "30 June 1976" in last


def test_each_side_subject_and_answer_is_given_once(graph: Graph) -> None:
    def row(name: str, about: str, passage: str, law: str | None) -> tuple[ox.Literal | None, ...]:
        iris = (f"http://x/{name}", f"{BASE}{about}", SC + "authorizedBy", f"{BASE}{passage}")
        nodes = map(ox.NamedNode, iris)
        return (*nodes, ox.Literal("They differ."), law and ox.Literal(law))

    columns = ("disagreement", "about", "property", "passage", "statement", "resolution")
    rows = (
        row("one", "program/imet", "source/uscode-119-100", "So it is."),
        row("two", "program/esf", "passage/esf-1", None),
        row("one", "program/fms", "source/uscode-119-100", "So it is."),
        row("one", "program/imet", "passage/imet-1", "So it is."),
    )
    assert blocks(graph, Answer(columns, rows)) == [
        "International Military Education and Training; Foreign Military Sales: authorized by\n"
        "  between: Introduction to Security Cooperation, “International Military Education and "
        "Training”, paragraph 1, lines 167–174\n"
        "  between: United States Code, release point 119-100\n"
        "  says: They differ.\n"
        "  law: So it is.",
        "Economic Support Fund: authorized by\n"
        "  between: Introduction to Security Cooperation, “Economic Support Fund”, paragraph 1, "
        "lines 236–248\n"
        "  says: They differ.",
    ]


def test_a_property_is_named_in_words(graph: Graph) -> None:
    """Also where its term is of another vocabulary: the act is printed with "Armed" (line 12)."""
    found = blocks(graph, graph.query("disagreements"))
    heads = {block.splitlines()[0] for block in found}
    assert "Arms Export Control Act: name" in heads
    assert not [head for head in heads if re.search(r": .*\w:\w", head)]


def test_every_disagreement_has_a_block(graph: Graph) -> None:
    nodes = graph.sparql(f"SELECT ?d WHERE {{ ?d a <{SC}Disagreement> }}")
    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    heads = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert len(heads) == len(nodes)
    said = done.stdout.count("\n  says: ")
    assert said == len(nodes)
    assert done.stdout.count("\n  between: ") >= 2 * said


def test_what_is_asked_of_a_law_takes_in_its_parts_and_its_place_in_the_code() -> None:
    by_act = run("AECA 21").stdout
    assert "Arms Export Control Act, section 21(a)(1)(C): statement" in by_act
    assert by_act == run("22 USC 2761").stdout


def test_other_formats_hold_a_row_for_each_side() -> None:
    head, *found = csv.reader(StringIO(run("ESF", "--format", "csv").stdout))
    assert "passage" in head
    sides = [row[head.index("passage")].removeprefix(BASE) for row in found]
    assert {"passage/esf-1", "passage/title22-dos-2"} <= set(sides)


@pytest.mark.parametrize(
    ("entity", "code", "message"),
    [
        ("nonsense", 2, "nothing is named 'nonsense'\n  mend: try `scgraph find TEXT`"),
        ("DSCA", 1, "no disagreement is known about DSCA"),
    ],
)
def test_where_there_is_none_it_is_said(entity: str, code: int, message: str) -> None:
    done = run(entity)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr == f"scgraph: {message}\n"
