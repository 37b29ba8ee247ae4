"""The command as a person runs it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scgraph import Graph, __version__

COMMAND = Path(sys.executable).with_name("scgraph")


def run(*words: str, seconds: float = 60) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *words], capture_output=True, text=True, timeout=seconds)


def test_query_cites_its_rows() -> None:
    done = run("query", "programs-by-authority", "--authority", "FAA 541", "--cite")
    assert done.returncode == 0
    assert "International Military Education and Training" in done.stdout
    assert "lines 167–174" in done.stdout


def test_query_json_is_sparql_results() -> None:
    done = run("query", "programs-by-authority", "--authority", "faa:541", "--format", "json")
    found = json.loads(done.stdout)
    programs = [row["program"]["value"] for row in found["results"]["bindings"]]
    assert "https://w3id.org/scgraph/program/imet" in programs


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["query", "programs-by-authorit"], "near: programs-by-authority"),
        (["query", "programs-by-authority", "--authority", "no such law"], "nothing is named"),
        (["query", "programs-by-authority", "--year", "2020"], "has no parameter 'year'"),
        (["query", "programs-by-authority", "--authority"], "--authority has no value"),
        (["show", "program:nothing"], "not in the graph"),
    ],
)
def test_bad_input_says_the_mend(words: list[str], message: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_find_and_its_exit_code() -> None:
    assert run("find", "IMET").stdout.startswith("https://w3id.org/scgraph/program/imet")
    assert run("find", "no such thing at all").returncode == 1


def test_show_cites_each_fact() -> None:
    done = run("show", "program:imet")
    assert "Section 541, FAA" in done.stdout or "faa:541" in done.stdout
    assert "lines 167–174" in done.stdout


def test_show_leaves_out_the_axioms_of_the_ontology() -> None:
    """usc:t10 is the value of a restriction, which is a blank node."""
    done = run("show", "usc:t10")
    assert done.returncode == 0
    assert "_:" not in done.stdout


def test_a_closed_pipe_is_quiet() -> None:
    done = subprocess.run(
        f"'{COMMAND}' show program:imet | head -1", shell=True, capture_output=True
    )
    assert done.stderr == b""


def test_a_part_on_which_nothing_rests_leads_to_the_whole() -> None:
    done = run("query", "programs-by-authority", "--authority", "FAA 506(a)")
    assert "no rows" in done.stderr
    assert "section 506(a) is a part of Foreign Assistance Act, section 506" in done.stderr


NESTED = "SELECT * WHERE " + "{" * 10_000 + " ?s ?p ?o " + "}" * 10_000
PRODUCT = (
    "PREFIX sc: <https://w3id.org/scgraph/ontology#> SELECT (COUNT(*) AS ?n) WHERE { "
    + " ".join(f"?program{n} a sc:Program ." for n in range(9))
    + " }"
)


@pytest.mark.parametrize(
    ("text", "message"), [(NESTED, "nested deeper than 100"), (PRODUCT, "no answer within 2 sec")]
)
def test_a_query_that_would_kill_ends_with_an_error_in_time(
    text: str, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "query.rq"
    file.write_text(text)
    start = time.monotonic()
    done = run("sparql", str(file), "--timeout", "2")
    assert time.monotonic() - start < 10
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""


def test_ctrl_c_ends_a_query_at_once(tmp_path: Path) -> None:
    file = tmp_path / "query.rq"
    file.write_text(PRODUCT)
    child = subprocess.Popen([COMMAND, "sparql", file], stderr=subprocess.PIPE, text=True)
    time.sleep(1)
    start = time.monotonic()
    child.send_signal(signal.SIGINT)
    _, words = child.communicate(timeout=10)
    assert time.monotonic() - start < 2
    assert child.returncode == 130
    assert words == "scgraph: stopped\n"


def test_a_name_of_two_things_means_the_kind_that_the_parameter_asks() -> None:
    """PKO is a program and the account that pays it."""
    assert "163000000" in run("query", "figures-of-program", "--program", "PKO").stdout
    done = run("show", "PKO")
    assert done.returncode == 2
    assert "account:pko" in done.stderr and "program:pko" in done.stderr


def test_a_file_that_does_not_conform_is_a_finding(tmp_path: Path) -> None:
    file = tmp_path / "more.ttl"
    file.write_text(
        "@prefix sc: <https://w3id.org/scgraph/ontology#> .\n"
        "<https://w3id.org/scgraph/figure/my-x> a sc:Figure ; sc:amountUSD -5 ."
    )
    done = run("validate", str(file))
    assert done.returncode == 1
    assert 'more.ttl:2:67: error[figure-amount]: figure:my-x sc:amountUSD "-5"' in done.stdout
    file.write_text("nonsense")
    done = run("validate", str(file))
    assert done.returncode == 2
    assert "more.ttl:1:1: error[syntax]:" in done.stdout


def test_info_counts_sources_and_classes(graph: Graph) -> None:
    info = graph.info()
    assert info.classes["sc:Level"] == 3
    assert "Introduction to Security Cooperation" in info.sources
    shown = run("info").stdout
    assert f"scgraph {__version__}, {info.triples} triples" in shown
    assert "3  sc:Level" in shown


def test_cite_shows_the_words_of_the_right_text_alone(chapter: list[str], tmp_path: Path) -> None:
    done = run("cite", "passage:fms-2", "--text", os.environ["SCGRAPH_CHAPTER1"])
    assert "“Foreign Military Sales”, paragraph 2, lines 84–85" in done.stdout
    assert [line.strip() for line in done.stdout.splitlines()[1:]] == [
        line.strip() for line in chapter[83:85]
    ]
    other = tmp_path / "other.txt"
    other.write_text("another text")
    done = run("cite", "passage:fms-2", "--text", str(other))
    assert done.returncode == 2
    assert "not the text that is cited" in done.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "SELECT ?l { ?l sc:atEchelon ?e }",
            "the prefix sc: is not declared\n  mend: begin with PREFIX sc: <https://w3id.org/",
        ),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "the graph is read-only"),
        ("SELECT ?z {SERVICESILENT<http://localhost:1/>{?z ?y ?w}}", "SERVICE is refused"),
        ("", "not SPARQL"),
        ("#" * 70_000, "more than 65536 bytes"),
    ],
)
def test_a_query_that_cannot_be_asked_says_why(text: str, message: str) -> None:
    done = subprocess.run(
        [COMMAND, "sparql", "-"], input=text, capture_output=True, text=True, timeout=30
    )
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("where", "message"), [("/dev/full", "No space left"), ("&-", "closed")])
def test_output_that_cannot_be_written_is_an_error(where: str, message: str) -> None:
    done = subprocess.run(f"'{COMMAND}' info >{where}", shell=True, capture_output=True, text=True)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_worker_ends_without_its_parent(tmp_path: Path) -> None:
    file = tmp_path / "orphan.rq"
    file.write_text(PRODUCT)
    parent = subprocess.Popen([COMMAND, "sparql", file, "--timeout", "2"])
    time.sleep(0.7)
    parent.kill()
    parent.wait()
    time.sleep(4)
    running = subprocess.run(["pgrep", "-f", str(file)], capture_output=True, text=True).stdout
    assert running == ""


def test_what_was_left_out_and_an_empty_answer_are_told() -> None:
    done = run("query", "figures-of-program", "--program", "FAA 541")
    assert done.returncode == 0
    assert "scgraph: no rows" in done.stderr
    done = run("query", "figures-of-program")
    assert "--program is left out: International Military Education and Training" in done.stderr
    assert run("query", "claims-by-mode", "--mode", "IMET").returncode == 2


def test_infer_prints_what_follows_and_finds_no_clash() -> None:
    done = run("infer")
    assert done.returncode == 0
    assert done.stderr.endswith(" new triples, 0 clashes\n")
    assert "<https://w3id.org/scgraph/ontology#administeredWithin>" in done.stdout


def test_what_follows_is_seen_unless_only_what_is_asserted_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "ask.rq"
    file.write_text(
        "PREFIX sc: <https://w3id.org/scgraph/ontology#>\n"
        "ASK { <https://w3id.org/scgraph/program/imet> sc:underTitle ?title }"
    )
    assert run("sparql", str(file)).stdout == "true\n"
    assert run("sparql", "--asserted", str(file)).stdout == "false\n"
    done = run("sparql", "--asserted", "--endpoint", "http://127.0.0.1:9/", str(file))
    assert done.returncode == 2
    assert "leave out --endpoint or --asserted" in done.stderr
    words = ("query", "programs-by-authority", "--authority", "FAA 541")
    assert run(*words, "--asserted").stdout == run(*words).stdout != ""


def test_a_file_without_a_shape_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "no.ttl"
    file.write_text("<urn:a> <urn:b> <urn:c> .")
    done = run("validate", "--shapes", str(file))
    assert done.returncode == 2
    assert "no SHACL shape" in done.stderr
