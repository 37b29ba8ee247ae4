"""The legal citations of a text: each with its place, what it names, and what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scgraph import Graph
from scgraph.lint import INFORMING, Remark, lint

COMMAND = Path(sys.executable).with_name("scgraph")
TEXT = """\
Capacity was built under 10 U.S.C. 2282 and is under 10 U.S.C. 333 now.
Training under 10 USC 2011, and contacts under 10 U.S.C. § 168, are history;
see also 22 U.S.C. 2349aa-
10 and Pub. L. 114–92, div. A, title XII, § 1263(a), Nov. 25, 2015.
There is no 22 U.S.C. 2770z, no 10 U.S.C. 305, and no section 999 of the FAA.
The Foreign Assistance Act of 1961 (P.L. 90-629) is not what it seems, and
the Arms Export Control Act (Public Law 90-629) is.
Under the “1207” authority, and section 1206, money flowed.
The Foreign Assistence Act was amended by the Interna-
tional Security Assistance Act of 1978. See 42 U.S.C. 1983 and 22 CFR 120.1.
Section 541 of the FAA (22 U.S.C. 2347); section 23 of the AECA (22 U.S.C. 2347).
Title 22, Chapter 32, Section 2763 is misplaced; 22 U.S.C. 2763(z) is not there.
Sections 541 through 543 of the FAA. Section 4 of this Act, chapter 13 of this book.
The Armed Export Control Act; in FY 2021, the Further Consolidation
Appropriations Act; P.L. 113-291 s. 1206; Section 333; Section 2011.
10 U.S.C. 331, 332, and 333, 50 states; under section 7, in “1999”.
"""
EXPECTED = """\
1:26 repealed usc10:2282
1:54 ok usc10:333
2:16 renumbered usc10:2011
2:48 repealed usc10:168
3:10 ok usc22:2349aa-10
4:8 part pl114-92:1263
5:13 no-such-section -
5:33 no-such-section -
5:55 no-such-section -
6:5 act-mismatch -
7:5 ok act:aeca
8:12 ambiguous -
8:33 ambiguous -
9:5 act-name act:faa
9:47 ok pl:95-384
10:45 not-in-graph -
10:64 part cfr22:120-130
11:1 ok faa:541
11:25 ok usc22:2347
11:42 ok aeca:23
11:66 wrong-place usc22:2347
12:1 wrong-place usc22:2763
12:50 part usc22:2763
13:1 ok -
14:5 act-name act:aeca
14:34 act-name act:further-consolidated-appropriations-fy2021
15:21 expired pl113-291:1206
15:43 ok usc10:333
15:56 renumbered usc10:2011
16:1 ok usc10:331
16:16 ok usc10:332
16:25 ok usc10:333
16:47 unclear -
"""


@pytest.fixture(scope="module")
def remarks(graph: Graph) -> list[Remark]:
    return graph.lint_citations(TEXT)


def test_each_kind_of_remark_stands_at_its_place(graph: Graph, remarks: list[Remark]) -> None:
    """Line, column, kind and entity, by hand."""
    found = [
        f"{each.line}:{each.column} {each.kind} {graph.short(each.iri) if each.iri else '-'}"
        for each in remarks
    ]
    assert found == EXPECTED.splitlines()


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ((1, 26), "repealed on 2016-12-23 by P.L. 114-328"),
        ((1, 26), "succeeded by 10 U.S.C. 333"),
        ((2, 16), "renumbered on 2016-12-23, now 10 U.S.C. 322"),
        ((5, 13), "held whole for 22 U.S.C. 2751 to 2799aa-2"),
        ((5, 55), "the act, as far as it stands in the Code"),
        ((6, 5), "Foreign Assistance Act of 1961 is P.L. 87-195, not P.L. 90-629"),
        ((8, 12), "P.L. 113-291 s. 1207"),
        ((8, 12), "P.L. 109-163 s. 1207"),
        ((8, 33), "P.L. 113-291 s. 1206 (NDAA FY2015, expired on 2020-09-30)"),
        ((9, 5), "near it is Foreign Assistance Act of 1961"),
        ((11, 66), "Section 23, AECA is 22 U.S.C. 2763"),
        ((12, 1), "it stands in 22 U.S.C. chapter 39"),
        ((12, 50), "its section is taken"),
        ((14, 5), "the act is named Arms Export Control Act"),
        ((14, 34), "the act is named Consolidated Appropriations Act, 2021 (P.L. 116-260)"),
        ((15, 21), "expired on 2020-09-30"),
        ((15, 56), "as cited in line 2: renumbered"),
        ((16, 47), "perhaps P.L. 113-291 s. 7, as before; not in the graph"),
    ],
)
def test_the_message_says_what_is_wrong(
    place: tuple[int, int], message: str, remarks: list[Remark]
) -> None:
    shown = [each.message for each in remarks if (each.line, each.column) == place]
    assert message in "; ".join(shown)


def test_a_number_after_a_public_law_may_be_of_that_law(graph: Graph) -> None:
    """In the same paragraph, and not in quotation marks; no finding either way."""
    text = "P.L. 114-92 has much; s. 1251 too, and s. 1206.\n\nThere is s. 1251."
    found = [(each.kind, each.message[:28]) for each in graph.lint_citations(text)[1:]]
    assert found[:2] == [
        ("unclear", "perhaps P.L. 114-92 s. 1251,"),
        ("unclear", "perhaps P.L. 114-92 s. 1206,"),
    ]
    assert found[2][0] == "ambiguous"


def test_the_law_that_changed_a_section_may_stand_beside_it(graph: Graph) -> None:
    """After a section the law in brackets is not the act; after the act's name it is."""
    kinds = [each.kind for each in graph.lint_citations("AECA s. 38(l) (P.L. 118-31) is new.")]
    assert "act-mismatch" not in kinds
    kinds = [each.kind for each in graph.lint_citations("the AECA (P.L. 118-31) is old.")]
    assert kinds == ["act-mismatch"]


def test_an_address_is_no_citation(graph: Graph) -> None:
    text = "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title10-section2282&num=0"
    assert graph.lint_citations(text) == []


def test_the_day_counts(graph: Graph) -> None:
    """On the day before its repeal a section held; a number that expired was good until then."""
    text = "10 U.S.C. 168, 10 U.S.C. 2011, P.L. 113-291 s. 1206"
    kinds = {
        day: [each.kind for each in lint(graph.store, text, day)]
        for day in ("2016-12-22", "2016-12-23", "2020-09-30", "2020-10-01")
    }
    assert kinds == {
        "2016-12-22": ["ok", "ok", "ok"],
        "2016-12-23": ["repealed", "renumbered", "ok"],
        "2020-09-30": ["repealed", "renumbered", "ok"],
        "2020-10-01": ["repealed", "renumbered", "expired"],
    }


FACTS = """\
@prefix act: <https://w3id.org/scgraph/act/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix pl: <https://w3id.org/scgraph/pl/> .
@prefix sc: <https://w3id.org/scgraph/ontology#> .
@prefix status: <https://w3id.org/scgraph/law-status/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <https://w3id.org/scgraph/usc/t97/s> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
t:1 sc:citation "97 U.S.C. 1" ; sc:lawStatus status:omitted .
t:1 sc:standsUntil "2001-02-03"^^xsd:date .
t:2 sc:citation "97 U.S.C. 2" ; sc:lawStatus status:transferred ; sc:renumberedAs t:3 .
t:3 sc:citation "97 U.S.C. 3" ; sc:lawStatus status:in-force .
t:3 sc:inForceUntil "2024-01-01"^^xsd:date .
t:4 sc:citation "97 U.S.C. 4" ; sc:repealedBy pl:197-5 .
pl:197-5 a sc:PublicLaw ; sc:citation "P.L. 197-5" ; dcterms:title "Law of Tests Act, 1997"@en .
"""


def test_what_became_of_a_section_is_read_from_the_graph(tmp_path: Path) -> None:
    file = tmp_path / "more.ttl"
    file.write_text(FACTS)
    more = Graph((file,))
    text = "97 U.S.C. 1, 97 U.S.C. 2, 97 U.S.C. 3, 97 U.S.C. 4(b), Law of Tests Act (P.L. 197-6)"
    assert [(each.kind, each.message) for each in lint(more.store, text, "2025-01-01")] == [
        ("omitted", "omitted from the Code on 2001-02-03"),
        ("transferred", "transferred, now 97 U.S.C. 3"),
        ("expired", "expired on 2023-12-31"),
        ("repealed", "repealed by P.L. 197-5"),
        ("act-mismatch", "Law of Tests Act is P.L. 197-5, not P.L. 197-6"),
    ]


_HELD = "the edition of the Code at hand, held whole for 10 U.S.C. 301 to 386, has no such section"


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("10 USC 321-322", "ok", "“10 U.S.C. 321”; “10 U.S.C. 322”"),
        ("10 USC 321-325", "no-such-section", f"10 U.S.C. 325: {_HELD}"),
        ("10 U.S.C. 330-340", "no-such-section", f"10 U.S.C. 330 and 10 U.S.C. 340: {_HELD}"),
        ("10 U.S.C. 330 to 333", "no-such-section", f"10 U.S.C. 330: {_HELD}"),
        (
            "10 U.S.C. 1-999999999",
            "no-such-section",
            "10 U.S.C. 999999999: no section of the Code has so high a number;"
            " 10 U.S.C. 1 is not in the graph",
        ),
        ("22 USC 2799-2850", "not-in-graph", "22 U.S.C. 2850 is not in the graph"),
        ("22 U.S.C. 2763-64", "ok", "“22 U.S.C. 2763”; “22 U.S.C. 2764”"),
        ("22 U.S.C. 2763-4", "ok", "“22 U.S.C. 2763”; “22 U.S.C. 2764”"),
        ("10 U.S.C. 321-25", "no-such-section", f"10 U.S.C. 325: {_HELD}"),
        ("FAA 541-42", "ok", "“Section 541, FAA”; “Section 542, FAA”"),
        ("10 U.S.C. 1-1-1-1", "unclear", "neither a section nor a range of sections"),
        (
            "10 U.S.C. 9999999",
            "no-such-section",
            "no section of the Code has so high a number",
        ),
        (
            "10 U.S.C. 2010",
            "ok",
            "until 2016-12-23 another section had this number, now 10 U.S.C. 321",
        ),
        (
            "10 U.S.C. 184",
            "ok",
            "until 2016-12-23 another section had this number, now 10 U.S.C. 342",
        ),
    ],
)
def test_ranges_and_numbers_used_again(text: str, kind: str, message: str, graph: Graph) -> None:
    (remark,) = graph.lint_citations(text)
    assert (remark.kind, remark.message) == (kind, message)


@pytest.mark.parametrize("number", ["2349aa-10", "2799aa-2", "2151-1"])
def test_a_section_with_a_hyphen_is_no_range(number: str, graph: Graph) -> None:
    (remark,) = graph.lint_citations(f"22 U.S.C. {number}")
    assert (remark.kind, graph.short(remark.iri)) == ("ok", f"usc22:{number}")


def test_a_range_may_leave_out_the_first_digits_of_its_end(graph: Graph) -> None:
    (remark,) = graph.lint_citations("22 U.S.C. §§ 2751–99")
    assert remark.kind == "ok"
    assert remark.message.startswith("“22 U.S.C. 2751”; “22 U.S.C. 2752”; “22 U.S.C. 2753”;")


def test_a_long_list_is_printed_in_part(graph: Graph) -> None:
    """Its members would otherwise take the square of its length: 50 MB here."""
    remarks = graph.lint_citations("10 U.S.C. " + "333, " * 4500)
    assert len(remarks) == 4500
    assert {each.kind for each in remarks} == {"ok"}
    assert remarks[0].text == "10 U.S.C. " + "333, " * 57 + "333, ..."
    assert max(len(each.text) for each in remarks) < 305
    assert remarks[-1].text == "333"


def test_no_citation_no_remark(graph: Graph) -> None:
    assert graph.lint_citations("") == []
    assert graph.lint_citations("FMS is a program.\n") == []
    (remark,) = graph.lint_citations("It falls under section 7.")
    assert (remark.kind, remark.message) == ("unclear", "the text does not say of which law")


CHAPTER = """\
12:17 act-name act:aeca
215:64 act-name act:further-consolidated-appropriations-fy2021
427:4 ambiguous pl113-291:1206
427:4 expired pl113-291:1206
430:4 ambiguous pl114-92:1226
451:4 ambiguous pl110-181:1234
453:4 ambiguous pl113-291:1207
456:4 ambiguous pl110-181:1233
547:4 ambiguous pl113-291:1206
547:4 expired pl113-291:1206
589:4 ambiguous pl114-92:1251
604:14 repealed usc10:168
605:29 repealed usc10:168
"""


def test_the_findings_of_the_chapter(graph: Graph, chapter: list[str]) -> None:
    """Each is a true finding; 1226 and 1251 too are sections of more than one act."""
    remarks = graph.lint_citations("\n".join(chapter))
    found = [
        f"{each.line}:{each.column} {each.kind} {graph.short(each.iri)}"
        for each in remarks
        if each.wrong
    ]
    assert found == CHAPTER.splitlines()
    assert len(remarks) > 80


def run(*words: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([COMMAND, "lint-citations", *words], input=data, capture_output=True)


def test_the_command_prints_lines_or_json_and_exits_1_where_something_is_wrong(
    tmp_path: Path,
) -> None:
    file = tmp_path / "text.txt"
    file.write_text("Under\n10 U.S.C. 168 and 10 U.S.C. 333.\n")
    done = run(str(file))
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == [
        f"{file}:2:1: repealed: 10 U.S.C. 168 -> https://w3id.org/scgraph/usc/t10/s168"
        " (Title 10, section 168): repealed on 2016-12-23 by P.L. 114-328",
        f"{file}:2:19: ok: 10 U.S.C. 333 -> https://w3id.org/scgraph/usc/t10/s333"
        " (Title 10, section 333)",
    ]
    made = json.loads(run(str(file), "--json").stdout)
    assert made[0] == {
        "file": str(file),
        "line": 2,
        "column": 1,
        "kind": "repealed",
        "text": "10 U.S.C. 168",
        "iri": "https://w3id.org/scgraph/usc/t10/s168",
        "label": "Title 10, section 168",
        "message": "repealed on 2016-12-23 by P.L. 114-328",
        "wrong": True,
    }
    assert made[1]["wrong"] is False and made[1]["kind"] in INFORMING


def test_the_command_reads_standard_input_and_exits_0_where_nothing_is_wrong() -> None:
    done = run("-", data="\ufeff§ 333 and AECA 23".encode())
    assert done.returncode == 0
    assert done.stdout.startswith(b"<stdin>:1:1: ok: ")


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(b"good\nb\xff\xfed\n")
    for name, message in (
        (str(file), f"{file}:2: not UTF-8"),
        (str(tmp_path), "cannot read: Is a directory"),
        (os.devnull + "/no", "cannot read: "),
        (str(tmp_path / "none.txt"), "cannot read: No such file"),
        ("", "scgraph: '': cannot read: No such file"),
    ):
        done = run(name)
        assert done.returncode == 2
        assert message in done.stderr.decode()
        assert done.stdout == b""
