"""Each canned query: header, order, its hand-written rows, and the same rows in rdflib."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from scgraph import Graph
from scgraph.files import query_files
from scgraph.namespaces import BASE, OURS, SC, prefixes
from scgraph.queries import read
from scgraph.store import read_sources

from .chapter1_extract import MONTHS, NUMBERS
from .conftest import StoreGraph

EXPECTED = Path(__file__).parent / "expected"
CANNED = sorted(query_files())
CODE = f"{BASE}source/uscode-119-100"
CODE_READ = "2026-06-26"  # the day of Public Law 119-100
IN_OUR_VOICE = ("law-against-chapter", "sources-read", "disagreements-of-entity")
GROWING = ("authorities", "posts", "public-laws", "terms-defined")
HEADER = ["summary", "description", "defaults", "enumerate", "tags"]


@pytest.fixture(scope="module")
def sample() -> Graph:
    """Return all but the bulk of the law by machine: of that, a few sections are left."""
    return StoreGraph([q for q in read_sources() if in_sample(q)])


@pytest.fixture(scope="module")
def peer_of_sample(sample: StoreGraph) -> rdflib.Dataset:
    return in_rdflib(sample)


@pytest.fixture(scope="module")
def peer_of_chapter(chapter_graph: StoreGraph) -> rdflib.Dataset:
    return in_rdflib(chapter_graph)


def in_rdflib(graph: StoreGraph) -> rdflib.Dataset:
    """Return the sources in rdflib, their union the default graph."""
    made = rdflib.Dataset(default_union=True)
    made.parse(data=ox.serialize(graph.quads, format=ox.RdfFormat.N_QUADS), format="nquads")
    return made


SECTIONS = (
    *("t10/s166a", "t10/s321", "t10/s333", "t10/s345", "t10/s383", "t10/s1051"),
    *("t10/s2282", "t10/s2341", "t10/s2342", "t22/s2277", "t22/s2321j"),
    *("t22/s2346", "t22/s2347", "t22/s2763", "t22/s2784", "t22/s6563"),
)


def in_sample(quad: ox.Quad) -> bool:
    """Say whether a triple is curated, or about a law or one of SECTIONS, its parts or credits."""
    if quad.graph_name.value != CODE:
        return True
    name = quad.subject.value.removeprefix(BASE)
    if name.startswith("credit/"):
        name = re.sub(r"credit/uscode-119-100-(t\d+)-(.+)-\d+", r"usc/\1/s\2", name)
    return not re.match(r"usc/t\d+/s\d", name) or any(
        re.fullmatch(rf"usc/{one}(_.*)?", name) for one in SECTIONS
    )


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


@dataclass
class Expected:
    """A file of expected rows: parameters, columns, rows, and the places that give each row."""

    params: dict[str, str]
    columns: list[str]
    rows: list[tuple[str, ...]]
    lines: list[list[int]]
    sources: list[list[str]]

    @property
    def of_chapter(self) -> bool:
        """Say whether the chapter alone gives every row."""
        return not any(self.sources)


def expected(path: Path) -> Expected:
    head, columns, *rows = path.read_text(encoding="utf-8").splitlines()
    words = head.removeprefix("#").strip().split(" --")
    given = dict(w.lstrip("-").split(" ", 1) for w in words if w)
    cells = [row.split("\t") for row in rows if row]
    places = [row[-1].split(",") for row in cells]
    spans = [[p.split("-") for p in row if not p.startswith("source:")] for row in places]
    return Expected(
        {key: value.strip("'\"") for key, value in given.items()},
        columns.split("\t")[:-1],
        [tuple(row[:-1]) for row in cells],
        [[n for span in row for n in range(int(span[0]), int(span[-1]) + 1)] for row in spans],
        [[p.replace("source:", f"{BASE}source/") for p in row if ":" in p] for row in places],
    )


FILES = sorted(EXPECTED.glob("*.tsv"))
OF_CHAPTER = [path for path in FILES if expected(path).of_chapter]
OF_LAW = [path for path in FILES if not expected(path).of_chapter]


def given(path: Path) -> dict[str, str]:
    """Return the parameters of a file; of the chapter as the law was when it was read."""
    wanted = expected(path)
    clock = any(p.name == "asOf" for p in read(query_files()[path.stem]).parameters)
    return {"asOf": CODE_READ, **wanted.params} if clock else wanted.params


def rows_of(path: Path, graph: Graph) -> list[tuple[str, ...]]:
    """Return the columns of the answer that the file has, sorted."""
    wanted = expected(path)
    answer = graph.query(path.stem, **given(path))
    places = [answer.variables.index(name) for name in wanted.columns]
    return sorted(tuple(row[p].value if row[p] else "" for p in places) for row in answer.terms)


def test_every_query_has_expected_rows() -> None:
    assert sorted(path.stem for path in FILES) == CANNED
    assert len(OF_CHAPTER) >= 45
    assert len(OF_LAW) >= 20


@pytest.mark.parametrize("path", OF_CHAPTER, ids=lambda p: p.stem)
def test_rows_of_the_chapter(path: Path, chapter_graph: Graph) -> None:
    """All rows, written by hand from the chapter, when nothing but the chapter is asked."""
    rows = rows_of(path, chapter_graph)
    assert rows == sorted(expected(path).rows)
    assert rows


@pytest.mark.parametrize("path", OF_CHAPTER, ids=lambda p: p.stem)
def test_rdflib_gives_the_rows_of_the_chapter(
    path: Path, chapter_graph: StoreGraph, peer_of_chapter: rdflib.Dataset
) -> None:
    agree(path, chapter_graph, peer_of_chapter)


@pytest.mark.parametrize("path", OF_LAW, ids=lambda p: p.stem)
def test_rdflib_gives_the_rows_of_the_law(
    path: Path, sample: StoreGraph, peer_of_sample: rdflib.Dataset
) -> None:
    agree(path, sample, peer_of_sample)


def agree(path: Path, graph: Graph, peer: rdflib.Dataset) -> None:
    """Hold the rows of one query in both engines against each other."""
    text = graph.sparql_of(path.stem, **given(path))
    ours = sorted(tuple(v.value if v else "" for v in row) for row in graph.store.query(text))
    theirs = sorted(tuple(str(v) if v is not None else "" for v in row) for row in peer.query(text))
    assert ours == theirs
    assert ours


@pytest.mark.parametrize("path", OF_CHAPTER, ids=lambda p: p.stem)
def test_the_whole_graph_keeps_the_rows_of_the_chapter(path: Path, graph: Graph) -> None:
    """The law and the organizations add rows, and change none but those of GROWING."""
    rows, old = rows_of(path, graph), expected(path).rows
    if path.stem in GROWING:
        assert all(any(grown(row, new) for new in rows) for row in old)
    else:
        assert Counter(old) <= Counter(rows)


def grown(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Say whether a row is another in which an empty cell is filled or a count has risen."""
    return all(
        one == two or not one or (one.isdigit() and two.isdigit() and int(one) < int(two))
        for one, two in zip(old, new, strict=True)
    )


@pytest.mark.parametrize("path", OF_LAW, ids=lambda p: p.stem)
def test_rows_of_the_law(path: Path, graph: Graph) -> None:
    """All rows, written by hand from the Code and the other sources that each row names."""
    rows = rows_of(path, graph)
    assert rows == sorted(expected(path).rows)
    assert rows


@pytest.mark.parametrize("path", OF_LAW, ids=lambda p: p.stem)
def test_a_row_cites_a_source_it_was_written_from(path: Path, graph: Graph) -> None:
    """One is enough where several say the same; IN_OUR_VOICE tells what sources say of others."""
    wanted = expected(path)
    answer = graph.query(path.stem, cite=True, **wanted.params)
    places = [answer.variables.index(name) for name in wanted.columns]
    cited: dict[tuple[str, ...], set[str]] = {}
    for row, sources in zip(answer.terms, answer.citations, strict=True):
        key = tuple(row[p].value if row[p] else "" for p in places)
        cited.setdefault(key, set()).update(sources)
    for row, sources in zip(wanted.rows, wanted.sources, strict=True):
        if sources:
            ours_alone = path.stem in IN_OUR_VOICE and cited[row] <= set(OURS)
            assert ours_alone or cited[row].intersection(sources), row


@pytest.mark.parametrize("path", OF_CHAPTER, ids=lambda p: p.stem)
def test_the_values_stand_in_those_lines(
    path: Path, chapter: list[str], names: dict[str, set[str]]
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
def names(chapter_graph: Graph) -> dict[str, set[str]]:
    """Return for each entity its names and citations."""
    found: dict[str, set[str]] = {}
    rows = chapter_graph.sparql(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        f"SELECT ?s ?n WHERE {{ ?s skos:altLabel|skos:prefLabel|<{SC}citation>|<{SC}heading>|"
        "<http://purl.org/dc/terms/title> ?n }"
    )
    for row in rows:
        found.setdefault(str(row.s), set()).add(row.n)
    return found
