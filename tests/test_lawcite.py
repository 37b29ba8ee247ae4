"""Citations as people type them; the IRIs are those MODEL.md fixes."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.errors import BadInputError
from scgraph.lawcite import Citation, base, parse, places, scan, written
from scgraph.namespaces import BASE, SC

FOLDER = Path(__file__).parent / "citations"
LAW = tuple(f"{BASE}{kind}/" for kind in ("usc", "act", "pl", "cfr"))
ACTS = {
    "faa": "faa",
    "aeca": "aeca",
    "foreign assistance act": "faa",
    "arms export control act": "aeca",
    "freedom support act": "freedom",
}


def iris(text: str) -> list[str]:
    """Return the IRIs that a citation may mean when three acts are known."""
    found = []
    for citation in parse(text)[0]:
        act = ACTS.get(citation.act.casefold())
        root = f"{BASE}act/{act}" if act else base(citation)
        found += [iri for place, _ in places(citation, root) for iri in place if root]
    return found


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("FAA 541", "act/faa/s541"),
        ("section 541 FAA", "act/faa/s541"),
        ("Section 541, FAA", "act/faa/s541"),
        ("sec. 541 of the Foreign Assistance Act", "act/faa/s541"),
        ("AECA 23", "act/aeca/s23"),
        ("§ 3(d) AECA", "act/aeca/s3_d"),
        ("Section 21(a)(1)(C), AECA", "act/aeca/s21_a_1_C"),
        ("FAA 502B", "act/faa/s502B"),
        ("faa 502b", "act/faa/s502B"),
        ("10 USC 332", "usc/t10/s332"),
        ("10 U.S.C. § 332", "usc/t10/s332"),
        ("Title 10, Section 332", "usc/t10/s332"),
        ("title 10 chapter 16", "usc/t10/sch16"),
        ("22 U.S.C. 2349aa-10", "usc/t22/s2349aa-10"),
        ("Chapter 6, AECA", "act/aeca/sch6"),
        ("Part II, Chapter 4 of the FAA", "act/faa/sptII_ch4"),
        ("chapter 4 part ii faa", "act/faa/sptII_ch4"),
        ("P.L. 101-508", "pl/101-508"),
        ("Public Law 114-328", "pl/114-328"),
        ("FREEDOM Support Act 504", "act/freedom/s504"),
        ("title 10", "usc/t10"),
        ("P.L. 118-47, div. F, title VII, § 7025", "pl/118-47/sdF_7025"),
        ("P.L. 114-92, div. A, title XII, § 1263", "pl/114-92/s1263"),
        ("P.L. 117-263, div. E, title LV, § 5505", "pl/117-263/s5505"),
        ("P.L. 117-103, div. K, title VII, § 7015", "pl/117-103/sdK_7015"),
        ("P.L. 99-83, title I, § 101", "pl/99-83/s101"),
        ("22 CFR 120-130", "cfr/t22/p120-130"),
        ("22 CFR 120.1", "cfr/t22/p120"),
    ],
)
def test_known_forms(text: str, local: str) -> None:
    assert BASE + local in iris(text)


@pytest.mark.parametrize("text", ["", "FMS", "section of the FAA", "drawdowns", "IMET 541"])
def test_no_citation(text: str) -> None:
    assert iris(text) == []


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        ("P.L. 117-263, div. E, title LV, § 5505", False),
        ("P.L. 117-103, div. A, title I, § 101", False),
        ("P.L. 117-103, div. B, title I, § 101", True),
        ("P.L. 118-47, div. F, title VII, § 7025", True),
    ],
)
def test_a_division_is_in_the_iri_where_numbering_begins_again(text: str, divided: bool) -> None:
    """It is left out when the hundreds are the title and that is X or more, or division A."""
    assert ("/sd" in iris(text)[0]) is divided


def rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]


def test_the_tables_are_long_enough() -> None:
    assert len({row[0] for row in rows("good.tsv")}) >= 60
    assert len({row[0] for row in rows("bad.tsv")}) >= 30


@pytest.mark.parametrize(("text", "entity", "note"), rows("good.tsv"))
def test_a_good_spelling_names_its_entity(text: str, entity: str, note: str, graph: Graph) -> None:
    found = graph.resolve(text)
    assert graph.short(found.iri) == entity
    if note == "-":
        assert found.notes == ()
    else:
        assert note in "; ".join(found.notes)


@pytest.mark.parametrize(("text", "reason"), rows("bad.tsv"))
def test_a_bad_spelling_is_refused_with_the_reason(text: str, reason: str, graph: Graph) -> None:
    with pytest.raises(BadInputError) as caught:
        graph.resolve(text)
    assert reason in str(caught.value)


@pytest.mark.parametrize("number", ["1206", "1207", "1208", "1233", "1234"])
def test_a_number_of_four_digits_lists_every_candidate(number: str, graph: Graph) -> None:
    """Each section of a public law with the number, with the law's year, and each program."""
    with pytest.raises(BadInputError) as caught:
        graph.resolve(number)
    shown = str(caught.value)
    laws = 0
    for quad in graph.store.quads_for_pattern(
        None, ox.NamedNode(SC + "citation"), None, ox.DefaultGraph()
    ):
        law, _, section = quad.subject.value.removeprefix(f"{BASE}pl/").partition("/s")
        if section == number:
            laws += 1
            assert f"“P.L. {law} s. {number}” (" in shown
            assert graph.resolve(f"P.L. {law} s. {number}").iri == quad.subject.value
    assert laws > 1
    names = graph.store.query(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
        f'SELECT ?p {{ ?p skos:altLabel "{number}"@en }}'
    )
    for row in names:
        if "/program/" in row["p"].value:
            assert graph.short(row["p"].value) in shown


@pytest.mark.parametrize("parameter", ["program", "authority"])
def test_a_nickname_is_refused_as_an_argument_of_either_kind(parameter: str, graph: Graph) -> None:
    name = "figures-of-program" if parameter == "program" else "programs-by-authority"
    with pytest.raises(BadInputError, match="is not guessed"):
        graph.sparql_of(name, **{parameter: "1206"})


def test_an_argument_means_the_law_where_a_law_is_asked_for() -> None:
    """333 is also how the chapter lists a program."""
    text = Graph(tell=print).sparql_of("programs-by-authority", authority="333")
    assert f"<{BASE}usc/t10/s333>" in text


def test_each_citation_and_path_of_the_graph_leads_back_to_its_entity(graph: Graph) -> None:
    """As the citations of a section and of the whole act it begins differ only in print."""
    shared: dict[str, set[str]] = {}
    for name in ("citation", "uslm"):
        for quad in graph.store.quads_for_pattern(
            None, ox.NamedNode(SC + name), None, ox.DefaultGraph()
        ):
            if quad.subject.value.startswith(LAW):
                shared.setdefault(quad.object.value, set()).add(quad.subject.value)
    lost = []
    for text, entities in shared.items():
        if len(entities) == 1 and "et. seq." not in text:
            try:
                found = graph.resolve(text).iri
            except BadInputError as error:
                found = str(error)
            if {found} != entities:
                lost.append((text, sorted(entities), found))
    assert lost == []
    assert len(shared) > 5000


def test_what_has_to_be_said_is_told() -> None:
    """By the callback of a graph, else as a warning; by the command on standard error."""
    told: list[str] = []
    Graph(tell=told.append).describe("22 USC 2763(z)")
    assert told == ["22 U.S.C. 2763(z): its section is taken, which has no (z)"]
    with pytest.warns(UserWarning, match="its section is taken"):
        Graph().cite("22 USC 2763(z)")
    command = Path(sys.executable).with_name("scgraph")
    done = subprocess.run(
        [command, "show", "22 USC 2763(z)"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0
    assert "scgraph: 22 U.S.C. 2763(z): its section is taken" in done.stderr


def test_find_lists_every_provision_that_a_citation_names(graph: Graph) -> None:
    found = [hit.iri for hit in graph.find("AECA §§ 23 and 24")]
    assert found[:2] == [f"{BASE}act/aeca/s23", f"{BASE}act/aeca/s24"]
    first = graph.find("22 USC 2763(z)")[0]
    assert (first.iri, first.rank) == (f"{BASE}usc/t22/s2763", 1)


def test_a_text_is_scanned_across_its_lines() -> None:
    """Numbers broken after a hyphen, words broken by one, and lists."""
    text = (
        "See 22 U.S.C. 2349aa-\n10, Sections 23 and\n24, AECA, and the For-\neign Assistance Act."
    )
    found = scan(text, lambda name: name.casefold() in ACTS)
    assert [written(citation) for citation in found] == [
        "22 U.S.C. 2349aa-10",
        "section 23, AECA",
        "section 24, AECA",
        "Foreign Assistance Act",
    ]
    assert [text[citation.start : citation.end] for citation in found][2] == "24, AECA"


@pytest.mark.parametrize(
    "text",
    [
        "In 2020, 1206 members met.",
        "Chapter 13 of this book, section 4 of this Act, part of the plan",
        "the Commanders’ 23 programs; S. 2296; the U.S. 22 times; a 10 percent part",
        "U.S. citizens in 10 states; section by section; Title page; 22 CFR; usc",
    ],
)
def test_other_words_are_no_citations(text: str) -> None:
    found = scan(text, lambda name: name.casefold() in ACTS)
    assert [citation for citation in found if not citation.rules] == []


def test_sentences_are_not_joined() -> None:
    """A full stop after the name of an act ends the citation."""
    found = scan("It rests on the AECA. Section 333 is another law.", lambda name: name == "AECA")
    assert [written(citation) for citation in found] == ["AECA", "section 333"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("chapter 8 of Part I of the AECA\n23 countries", ["chapter 8, part I, AECA"]),
        ("chapter 8 of the AECA 23", ["chapter 8, AECA"]),
        ("chapter 16 of title 10, United States Code\n18. On", ["10 U.S.C. chapter 16"]),
        ("chapter 16 of title 10, United States Code 18", ["10 U.S.C. chapter 16"]),
        ("title 10, United States Code\n18. On", ["10 U.S.C."]),
        ("10 U.S.C.\n\n\n12 programs", ["10 U.S.C."]),
        ("10 U.S.C.\n333", ["10 U.S.C. 333"]),
        ("chapter 39, 22 U.S.C. 2763", ["22 U.S.C. 2763"]),
        ("the AECA\n36 is", ["AECA"]),
        ("the AECA\n\nsec. 36", ["AECA", "section 36"]),
        ("AECA 30 countries", ["AECA"]),
        ("AECA 30 other countries", ["AECA"]),
        ("AECA 23-30 people", ["AECA"]),
        ("AECA 23", ["section 23, AECA"]),
        ("AECA 23; (AECA 24) or", ["section 23, AECA", "section 24, AECA"]),
        ("AECA 23 and AECA 24, or", ["section 23, AECA", "section 24, AECA"]),
        ("AECA 36 requires notice", ["section 36, AECA"]),
        ("AECA 36(b) countries", ["section 36(b), AECA"]),
    ],
)
def test_a_number_after_a_law_in_a_text_is_not_always_its_section(
    text: str, found: list[str]
) -> None:
    assert [written(each) for each in scan(text, lambda name: name == "AECA")] == found


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("AECA sec. 23, 24 & 25", "23 24 25"),
        ("AECA sec. 23, 24 and 25, 50 states", "23 24 25"),
        ("AECA § 3, 36(b) & 38.", "3 36(b) 38"),
        ("AECA sections 23 & 24", "23 24"),
        ("10 U.S.C. 331 & 333", "331 333"),
        ("AECA sec. 23 and 30 countries", "23"),
        ("P.L. 113-291 s. 1206, 2015 and 2016", "1206"),
    ],
)
def test_a_list_is_read_to_its_end(text: str, numbers: str) -> None:
    found = scan(text, lambda name: name == "AECA")
    assert [
        each.section + "".join(f"({level})" for level in each.below) for each in found
    ] == numbers.split()


def test_a_very_long_paragraph_is_read_in_pieces() -> None:
    """Each begins with a sentence; every citation keeps its place."""
    sentence = "It rests on 10 U.S.C. 333 as amended by the Congress. "
    found = scan(sentence * 40000, lambda name: False)
    assert len(found) == 40000
    assert {each.section for each in found} == {"333"}
    assert [each.start for each in found[-2:]] == [39998 * 54 + 12, 39999 * 54 + 12]


@pytest.mark.parametrize(
    "text",
    ["sections 23 and 1-" + "9" * 5000, "sections 23 to " + "9" * 5000, "§§ 1 & " + "9" * 5000],
)
def test_a_number_may_be_too_long(text: str) -> None:
    assert len(scan(text, lambda name: False)) == 1


@pytest.mark.parametrize("text", ["§" * 9999, "(" * 9999, "1-" * 9999, "FAA " * 9999, "9" * 9999])
def test_no_text_is_too_long(text: str) -> None:
    assert isinstance(parse(text)[1], str)
    assert isinstance(scan(text, lambda name: False), list)


def test_a_citation_says_whether_it_names_a_law() -> None:
    assert Citation(section="1206").bare
    assert not Citation(section="1206", law="113-291").bare
