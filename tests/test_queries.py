"""Each canned query: header, order, its hand-written rows, and the same rows in rdflib."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import rdflib

from scgraph import Graph
from scgraph.files import query_files
from scgraph.namespaces import BASE, SC, prefixes
from scgraph.queries import bind, read

from .chapter1_extract import MONTHS, NUMBERS

EXPECTED = Path(__file__).parent / "expected"
CANNED = sorted(query_files())
HEADER = ["summary", "description", "defaults", "enumerate", "tags"]


@pytest.fixture(scope="module")
def peer(graph: Graph) -> rdflib.Dataset:
    """Return the sources in rdflib, their union the default graph."""
    return graph.to_rdflib()


@pytest.mark.parametrize("name", CANNED)
def test_header_and_order(name: str) -> None:
    query = read(query_files()[name])
    assert query.summary and query.description
    assert "ORDER BY" in query.text
    assert all(parameter.default for parameter in query.parameters)
    keys = re.findall(r"^#\+ (\w+):", query.text, re.MULTILINE)
    assert keys == [key for key in HEADER if key in keys] and keys[-1] == "tags"
    defaults = re.findall(r"^#\+   - (\w+): \S", query.text, re.MULTILINE)
    assert set(defaults) == {parameter.name for parameter in query.parameters}


@pytest.mark.parametrize("name", CANNED)
def test_prefixes_are_those_of_the_table(name: str) -> None:
    """Each is written out as the table has it, and used."""
    text = read(query_files()[name]).text
    written = re.findall(r"^PREFIX ([\w-]+): <([^>]+)>$", text, re.MULTILINE)
    for prefix, namespace in written:
        assert prefixes()[prefix] == namespace
        assert len(re.findall(rf"\b{prefix}:", text)) > 1, prefix


@pytest.mark.parametrize("name", CANNED)
def test_rdflib_gives_the_same_rows(name: str, graph: Graph, peer: rdflib.Dataset) -> None:
    query = read(query_files()[name])
    text = bind(query, {p.name: str(p.default) for p in query.parameters})
    ours = sorted(tuple(v.value if v else "" for v in row) for row in graph.store.query(text))
    theirs = sorted(tuple(str(v) if v is not None else "" for v in row) for row in peer.query(text))
    assert ours == theirs
    assert ours


@dataclass
class Expected:
    """A file of expected rows: parameters, columns, rows, and the chapter's lines of each row."""

    params: dict[str, str]
    columns: list[str]
    rows: list[tuple[str, ...]]
    lines: list[list[int]]


def expected(path: Path) -> Expected:
    head, columns, *rows = path.read_text(encoding="utf-8").splitlines()
    words = head.removeprefix("#").strip().split(" --")
    given = dict(w.lstrip("-").split(" ", 1) for w in words if w)
    cells = [row.split("\t") for row in rows if row]
    places = [
        [
            line
            for span in row[-1].split(",")
            for line in range(int(span.split("-")[0]), int(span.split("-")[-1]) + 1)
        ]
        for row in cells
    ]
    params = {key: value.strip("'\"") for key, value in given.items()}
    return Expected(params, columns.split("\t")[:-1], [tuple(row[:-1]) for row in cells], places)


FILES = sorted(EXPECTED.glob("*.tsv"))


def test_every_query_has_expected_rows() -> None:
    assert sorted(path.stem for path in FILES) == CANNED
    assert len(CANNED) >= 45


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_expected_rows(path: Path, graph: Graph) -> None:
    """All rows, written by hand from the chapter."""
    wanted = expected(path)
    answer = graph.query(path.stem, **wanted.params)
    places = [answer.variables.index(name) for name in wanted.columns]
    actual = [tuple(row[p].value if row[p] else "" for p in places) for row in answer.terms]
    assert sorted(actual) == sorted(wanted.rows)
    assert actual


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_values_stand_in_those_lines(
    path: Path, graph: Graph, chapter: list[str], names: dict[str, set[str]]
) -> None:
    """Names of entities, amounts, years and numbers are in the lines given; kinds are ours."""
    wanted = expected(path)
    for row, lines in zip(wanted.rows, wanted.lines, strict=True):
        text = plain(" ".join(chapter[line - 1] for line in lines))
        for column, value in zip(wanted.columns, row, strict=True):
            if value and column not in COMPUTED and not ours(value):
                forms = shown(value, names)
                assert any(form in text for form in forms), (column, value, lines, text)


COMPUTED = (
    *("total", "count", "change", "programs", "members", "definitions"),
    *("ordinal", "firstLine", "lastLine"),
)
KINDS = (
    "account bound category claim definition disagreement duration echelon event figure "
    "figure-kind form funding gap level mode ontology# passage process provided purpose quantity "
    "rule rule-kind source status step term unit"
)


def ours(value: str) -> bool:
    """Say whether a value is an IRI of ours or of a vocabulary, which no line can show."""
    if not value.startswith(BASE):
        return value.startswith("http")
    return re.split(r"[/#]", value.removeprefix(BASE))[0] in KINDS.replace("#", "").split()


def plain(text: str) -> str:
    """Return the text in lower case with single spaces, a word broken at a line end joined."""
    return re.sub(r"(?<=\w)- ", "-", " ".join(text.casefold().split())).replace("’", "'")


def shown(value: str, names: dict[str, set[str]]) -> set[str]:
    """Return the forms in which the chapter may print a value."""
    if value.startswith("http"):
        local = re.split(r"[/#]", value)[-1]
        number = re.sub(r"_(\w+)", r"(\1)", local.removeprefix("spt").removeprefix("s"))
        forms = {plain(name) for name in names.get(value, set())} | {plain(number)}
        if found := re.search(r"ch(\d+)$", local):
            forms |= {found[1]}
        return forms
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        year, month, day = value.split("-")
        return {year, plain(f"{int(day)} {MONTHS[int(month) - 1]} {year}"), f"fy {int(year) + 1}"}
    if re.fullmatch(r"-?\d+", value):
        number = abs(int(value))
        millions = {f"${number / 10**6:g} million", f"${number / 10**9:g} billion"}
        if number == 1:  # one of a thing is printed as its name alone: the District of Columbia
            return {"district of columbia"}
        words = {word for word, count in NUMBERS.items() if count == number}
        return {str(number), f"{number:,}"} | millions | words
    return {plain(value)}


@pytest.fixture(scope="module")
def names(graph: Graph) -> dict[str, set[str]]:
    """Return for each entity its names and citations."""
    found: dict[str, set[str]] = {}
    rows = graph.sparql(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        f"SELECT ?s ?n WHERE {{ ?s skos:altLabel|skos:prefLabel|<{SC}citation>|<{SC}heading>|"
        "<http://purl.org/dc/terms/title> ?n }"
    )
    for row in rows:
        found.setdefault(str(row.s), set()).add(row.n)
    return found
