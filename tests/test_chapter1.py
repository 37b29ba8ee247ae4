"""The chapter against its graph: every line, every figure, date, citation and acronym."""

from pathlib import Path

import pytest

from scgraph import Graph
from scgraph.namespaces import SC

from .chapter1_extract import Item, extract, holds, wanted

EXCEPTIONS = Path(__file__).parent / "chapter1-exceptions.tsv"


@pytest.fixture(scope="module")
def places(graph: Graph) -> dict[int, str]:
    """Return for each line of the chapter the passage or heading that it belongs to."""
    rows = graph.sparql(
        f"SELECT ?s ?f ?l WHERE {{ ?s <{SC}firstLine> ?f ; <{SC}lastLine> ?l ; "
        "<http://purl.org/dc/terms/isPartOf> <https://w3id.org/scgraph/document/chapter1> }"
    )
    return {line: str(row.s) for row in rows for line in range(row.f, row.l + 1)}


@pytest.fixture(scope="module")
def terms(graph: Graph) -> dict[str, list[str]]:
    """Return for each source the values and IRIs in it; a heading is held by its own text."""
    found: dict[str, list[str]] = {}
    for quad in graph.store:
        source = getattr(quad.graph_name, "value", None)
        if source is not None:
            nodes = (quad.subject, quad.predicate, quad.object)
            found.setdefault(source, []).extend(node.value for node in nodes)
    for row in graph.sparql(f"SELECT ?s ?h WHERE {{ ?s a <{SC}Heading> ; <{SC}heading> ?h }}"):
        found.setdefault(str(row.s), []).append(row.h)
    return found


def exceptions() -> dict[Item, str]:
    """Return the reviewed items that the graph does not hold, each with its reason."""
    rows = [
        line.split("\t") for line in EXCEPTIONS.read_text(encoding="utf-8").splitlines()[1:] if line
    ]
    return {Item(kind, text, int(line)): reason for kind, text, line, reason in rows}


def test_every_line_has_its_place(
    chapter: list[str], places: dict[int, str], graph: Graph, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = [n for n, line in enumerate(chapter, 1) if line.strip() and n not in places]
    silent = graph.sparql(f"SELECT ?s ?why WHERE {{ ?s <{SC}noFacts> ?why }} ORDER BY ?s")
    with capsys.disabled():
        for row in silent:
            print(f"\nno facts: {row.s.rpartition('/')[2]}: {row.why}", end="")
    assert lost == []


def test_every_item_of_the_text_is_in_its_passage(
    chapter: list[str], places: dict[int, str], terms: dict[str, list[str]]
) -> None:
    excused = exceptions()
    missing = [
        (item, want, places.get(item.line))
        for item in extract(chapter)
        if item not in excused
        for want in wanted(item)
        if not holds(terms.get(places.get(item.line, ""), []), want)
    ]
    assert not missing, "\n".join(
        f"{i.line}\t{i.kind}\t{i.text}\t{want}\t{place}" for i, want, place in missing
    )


def test_the_exceptions_are_needed(
    chapter: list[str], places: dict[int, str], terms: dict[str, list[str]]
) -> None:
    """An exception names an item of the text that the graph really lacks, and says why."""
    items = set(extract(chapter))
    for item, reason in exceptions().items():
        assert item in items, item
        assert len(reason) > 10, item
        held = terms.get(places.get(item.line, ""), [])
        assert not all(holds(held, want) for want in wanted(item)), item


def test_the_extraction_finds_what_a_reader_finds() -> None:
    """One line of each kind, and what must come of it."""
    lines = [
        "In FY 2016, $5 million (ESAF) from 5 to 50 percent, up to five years,",
        "effective 1 October 1998 under Section 21(a)(1)(C), P.L. 101-508, DODD 5132.03,",
        "[22 CFR 120-130] and “1206” of Chapter 16",
    ]
    found = {(item.kind, item.text, item.line) for item in extract(lines)}
    assert {
        ("fiscal year", "FY 2016", 1),
        ("amount", "$5 million", 1),
        ("acronym", "(ESAF)", 1),
        ("percentage", "5 to 50 percent", 1),
        ("number", "five years", 1),
        ("date", "1 October 1998", 2),
        ("section", "Section 21(a)(1)(C)", 2),
        ("public law", "P.L. 101-508", 2),
        ("directive", "DODD 5132.03", 2),
        ("code", "22 CFR 120-130", 3),
        ("list entry", "“1206”", 3),
        ("chapter", "Chapter 16", 3),
    } <= found
    assert wanted(Item("amount", "$5 million", 1)) == ["=5000000"]
    assert not holds(["https://w3id.org/scgraph/act/faa/s5411"], "541")
    assert holds(["https://w3id.org/scgraph/act/aeca/s21_a_1_C"], "21(a)(1)(C)")
