"""The USLM reader: on small files of ours, on broken ones, and on three whole titles."""

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph.errors import BadInputError
from scgraph.files import root
from scgraph.namespaces import expand, prefixes, shorten
from scgraph.uslm.importer import Counts, import_uslm, wanted
from scgraph.uslm.paths import order, place

from .conftest import REPOSITORY

HERE = Path(__file__).parent / "uslm"


def imported(*names: str, release: str = "", sections: str | None = None) -> tuple[str, Counts]:
    text = io.StringIO()
    kept = None if sections is None else wanted(sections)
    counts = import_uslm([HERE / n for n in names], text, release=release, sections=kept)
    return text.getvalue(), counts


def facts(trig: str) -> set[tuple[str, str, str, str]]:
    """Return the quads as (graph, subject, predicate, value) in prefixed names and plain text."""
    table = prefixes()

    def value(term: object) -> str:
        return shorten(term.value, table) if isinstance(term, ox.NamedNode) else term.value  # type: ignore[attr-defined]

    return {
        tuple(value(t) for t in (q.graph_name, q.subject, q.predicate, q.object))  # type: ignore[misc]
        for q in ox.parse(trig, format=ox.RdfFormat.TRIG)
    }


USC97 = "https://w3id.org/scgraph/usc/t97/s"
SOURCE = "source:uscode-119-12"


@pytest.fixture(scope="module")
def title() -> set[tuple[str, str, str, str]]:
    return facts(imported("usc97.xml")[0])


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (f"{USC97}31aa-2", "sc:heading", "Examples of everything"),
        (f"{USC97}31aa-2", "sc:citation", "97 U.S.C. 31aa-2"),
        (f"{USC97}31aa-2", "sc:uslm", "/us/usc/t97/s31aa–2"),
        (f"{USC97}31aa-2", "sc:partOf", f"{USC97}ch3_schII"),
        (f"{USC97}31aa-2", "sc:inTitle", "usc:t97"),
        (f"{USC97}31aa-2", "sc:lawStatus", "law-status:in-force"),
        (f"{USC97}31aa-2", "sc:enactedBy", "pl:94-329"),
        (f"{USC97}31aa-2", "sc:amendedBy", "pl:115-232"),
        (f"{USC97}31aa-2", "sc:standsSince", "1976-06-30"),
        (f"{USC97}31aa-2", "sc:cites", f"{USC97}32"),
        (f"{USC97}31aa-2", "sc:cites", "pl:110-181"),
        (f"{USC97}31aa-2", "sc:notesCite", "pl:114-92"),
        (f"{USC97}31aa-2", "sc:notesCite", "pl:115-232"),
        (f"{USC97}31aa-2_a", "sc:heading", "In general"),
        (f"{USC97}31aa-2_a", "sc:partOf", f"{USC97}31aa-2"),
        (f"{USC97}31aa-2_b", "sc:citation", "97 U.S.C. 31aa-2(b)"),
        ("faa:599A", "sc:codifiedAt", f"{USC97}31aa-2"),
        ("faa:599A", "sc:partOf", "act:faa"),
        ("faa:599A", "sc:citation", "Section 599A, FAA"),
        ("pl114-92:1251", "sc:noteTo", f"{USC97}31aa-2"),
        ("pl114-92:1251", "sc:heading", "Training for “Examples”"),
        ("pl114-92:1251", "sc:amendedBy", "pl:118-159"),
        ("pl114-92:1251", "sc:cites", f"{USC97}33"),
        ("pl114-92:1251", "sc:partOf", "pl:114-92"),
        ("pl114-92:1251", "sc:statutesAtLarge", "129 Stat. 1070"),
        ("pl:114-92", "sc:notBefore", "2015-11-25"),
        ("pl118-31:1305", "sc:noteTo", f"{USC97}ch3"),
        (f"{USC97}32", "sc:lawStatus", "law-status:repealed"),
        (f"{USC97}32", "sc:repealedBy", "pl:104-106"),
        (f"{USC97}32", "sc:standsUntil", "1996-02-10"),
        (f"{USC97}33", "sc:lawStatus", "law-status:omitted"),
        (f"{USC97}34", "sc:lawStatus", "law-status:omitted"),
        (f"{USC97}35", "sc:lawStatus", "law-status:omitted"),
        (f"{USC97}36", "sc:lawStatus", "law-status:transferred"),
        (f"{USC97}ch3_schII", "sc:partOf", f"{USC97}ch3"),
        (f"{USC97}ch3_schII", "sc:heading", "More"),
        (f"{USC97}ch3_schII", "sc:citation", "97 U.S.C. chapter 3, subchapter II"),
        (f"{USC97}ch3", "sc:partOf", f"{USC97}stA_ptI"),
        (f"{USC97}stA", "sc:inTitle", "usc:t97"),
    ],
)
def test_title_states(
    title: set[tuple[str, str, str, str]], subject: str, predicate: str, value: str
) -> None:
    assert (SOURCE, subject, predicate, value) in title


def test_title_names_are_ours(title: set[tuple[str, str, str, str]]) -> None:
    for subject, kind, name in [
        (f"{USC97}31aa-2_a", "sc:CodeSection", "Title 97, section 31aa-2(a)"),
        (f"{USC97}ch3_schII", "sc:CodeGroup", "Title 97, chapter 3, subchapter II"),
        ("usc:t97", "sc:CodeTitle", "Title 97 of the United States Code"),
        ("pl114-92:1251", "sc:Provision", "Public Law 114-92, section 1251"),
        ("faa:599A", "sc:Provision", "Foreign Assistance Act, section 599A"),
    ]:
        assert ("source:scgraph", subject, "rdf:type", kind) in title
        assert ("source:scgraph", subject, "skos:prefLabel", name) in title
    named = [s for g, s, p, _ in title if p == "skos:prefLabel"]
    assert len(named) == len(set(named))


def test_title_credits_are_in_order(title: set[tuple[str, str, str, str]]) -> None:
    base = "credit:uscode-119-12-t97-31aa-2-"
    for number, law, kind, clause, page in [
        ("1", "pl:87-195", "host", "pt. II, § 599A", None),
        ("2", "pl:94-329", "added", "title I, § 106(a)", "90 Stat. 732"),
        ("3", "pl:115-232", "amended", "div. A, title XII, §§ 1201, 1203(c)", "132 Stat. 2016"),
    ]:
        own = {(p, o) for _, s, p, o in title if s == base + number}
        assert {("sc:order", number), ("sc:enactedBy", law), ("sc:clause", clause)} <= own
        assert ("sc:creditKind", f"credit-kind:{kind}") in own
        assert page is None or ("sc:statutesAtLarge", page) in own
    assert not [s for _, s, _, _ in title if s == base + "4"]


def test_body_text_is_not_copied(title: set[tuple[str, str, str, str]]) -> None:
    assert not [q for q in title if "So in original" in q[3] or q[3] == "words"]


def test_moved_section_keeps_its_former_number() -> None:
    made = facts(imported("positive.xml", release="119-1")[0])
    graph = "source:uscode-119-1"
    assert (graph, "usc10:9001", "sc:formerCitation", "10 U.S.C. 8999") in made
    assert (graph, "usc10:8999", "sc:renumberedAs", "usc10:9001") in made
    assert (graph, "usc10:8999", "sc:standsUntil", "2016-12-23") in made
    assert (graph, "usc10:9001", "sc:standsSince", "2016-12-23") in made
    assert (graph, "usc10:9001_1", "sc:partOf", "usc10:9001") in made


def test_number_used_again_is_set_apart() -> None:
    made = facts(imported("positive.xml", "reused.xml", release="119-1")[0])
    graph = "source:uscode-119-1"
    assert (graph, "usc10:8999-renumbered-9001", "sc:renumberedAs", "usc10:9001") in made
    assert (graph, "usc10:8999", "sc:lawStatus", "law-status:in-force") in made
    assert not [q for q in made if q[1] == "usc10:8999" and q[2] == "sc:renumberedAs"]


def test_archives_give_the_same(tmp_path: Path) -> None:
    plain = imported("usc97.xml")[0]
    with zipfile.ZipFile(tmp_path / "xml_usc97.zip", "w") as made:
        made.write(HERE / "usc97.xml", "usc97.xml")
    with tarfile.open(tmp_path / "usc97.tar.xz", "w:xz") as packed:
        packed.add(HERE / "usc97.xml", "usc/usc97.xml")
    for archive in ("xml_usc97.zip", "usc97.tar.xz"):
        text = io.StringIO()
        import_uslm([tmp_path / archive], text)
        assert text.getvalue() == plain


def test_sections_that_are_not_there_write_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="none of the sections is in the files"):
        import_uslm([HERE / "usc97.xml"], tmp_path / "out.trig", sections=wanted("97 U.S.C. 9999"))
    assert not list(tmp_path.iterdir())


def test_a_link_to_the_output_is_followed(tmp_path: Path) -> None:
    link = tmp_path / "link.trig"
    link.symlink_to(tmp_path / "out.trig")
    import_uslm([HERE / "usc97.xml"], link)
    assert link.is_symlink()
    assert "97 U.S.C." in (tmp_path / "out.trig").read_text(encoding="utf-8")


def test_an_archive_writes_nothing_outside(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "usc97.tar", "w") as packed:
        packed.add(HERE / "usc97.xml", "../usc97.xml")
    with pytest.raises(BadInputError, match="usc97.xml leads out of the archive"):
        import_uslm([tmp_path / "usc97.tar"], io.StringIO())


@pytest.mark.parametrize(
    ("name", "where", "message"),
    [
        ("entity.xml", "entity.xml:3", "declares the entity 'a'"),
        ("malformed.xml", "malformed.xml:4:", "not well-formed XML: mismatched tag"),
        ("truncated.xml", "truncated.xml:", "not well-formed XML"),
        ("bill.xml", "bill.xml:2", "not a USLM 1.0 title or section"),
        ("missing.xml", "missing.xml", "no such file"),
    ],
)
def test_broken_file_is_refused_and_nothing_written(
    tmp_path: Path, name: str, where: str, message: str
) -> None:
    output = tmp_path / "out.trig"
    output.write_text("kept")
    with pytest.raises(BadInputError) as error:
        import_uslm([HERE / "positive.xml", HERE / name], output, release="119-1")
    assert where in str(error.value) and message in str(error.value)
    assert output.read_text() == "kept"
    assert [path.name for path in tmp_path.iterdir()] == ["out.trig"]


def test_truncation_anywhere_is_refused(tmp_path: Path) -> None:
    data = (HERE / "usc97.xml").read_bytes()
    for length in range(0, len(data) - 12, 97):
        cut = tmp_path / "cut.xml"
        cut.write_bytes(data[:length])
        with pytest.raises(BadInputError, match="cut.xml"):
            import_uslm([cut], io.StringIO())


def test_unknown_element_and_reference_are_counted() -> None:
    _, counts = imported("unknown.xml", release="119-1")
    assert counts.warnings["unknown element <sidebar>"] == 2
    assert counts.warnings.first["unknown element <sidebar>"].endswith("unknown.xml:4")
    assert counts.warnings["reference that cannot be read: /us/usc/t10/sXX"] == 1


def test_release_must_be_known() -> None:
    with pytest.raises(BadInputError, match="names no release point"):
        imported("positive.xml")
    with pytest.raises(BadInputError, match="not a release point"):
        imported("positive.xml", release="new")
    with pytest.raises(BadInputError, match="another file has"):
        text = (HERE / "usc97.xml").read_text().replace("119-12", "119-13")
        other = HERE.parent / "uslm-other.xml"
        try:
            other.write_text(text)
            import_uslm([HERE / "usc97.xml", other], io.StringIO())
        finally:
            other.unlink()


def test_sections_are_chosen_by_list_and_range() -> None:
    text, counts = imported("usc97.xml", sections="97 U.S.C. 32 to 34, 97 USC 36")
    assert (counts.sections, counts.kept) == (6, 4)
    assert (SOURCE, f"{USC97}34", "sc:lawStatus", "law-status:omitted") in facts(text)
    assert not [q for q in facts(text) if q[1] == f"{USC97}31aa-2"]
    _, counts = imported("usc97.xml", sections="97 U.S.C. 36, 97 U.S.C. 999")
    assert counts.warnings["no section of 97 U.S.C. 999 is in the files"] == 1
    with pytest.raises(BadInputError, match="not a section or range: '97 USC'"):
        wanted("97 USC")


def test_order_is_that_of_the_code() -> None:
    numbers = "2349 2349a 2349b 2349aa 2349aa-1 2349aa-2 2349aa-2a 2349aa-10 2349bb 2350".split()
    assert sorted(reversed(numbers), key=order) == numbers


@pytest.mark.parametrize(
    ("path", "iri", "citation"),
    [
        ("/us/usc/t22/s2349aa–10", "usc22:2349aa-10", "22 U.S.C. 2349aa-10"),
        ("/us/usc/t10/stA/ptI/ch16/schV", "usc10:ch16_schV", "10 U.S.C. chapter 16, subchapter V"),
        ("/us/pl/114/92/dA/tXII/s1263/a", "pl114-92:1263_a", "Section 1263(a), P.L. 114-92"),
        ("/us/pl/118/47/dF/tVII/s7025/c", "pl118-47:dF_7025_c", None),
        ("/us/pl/117/263/dE/tLV/s5505", "pl117-263:5505", "Section 5505, P.L. 117-263"),
        ("/us/pl/87/195/s541", "faa:541", "Section 541, FAA"),
        ("/us/pl/90/629/s40A", "aeca:40A", "Section 40A, AECA"),
        ("/us/usc/t22/sX", None, None),
        ("/us/stat/90/732", None, None),
        ("/us/pl/94", None, None),
    ],
)
def test_place_of_a_path(path: str, iri: str | None, citation: str | None) -> None:
    found = place(path)
    assert (found.iri if found else None) == (expand(iri, prefixes()) if iri else None)
    if found and citation:
        assert found.citation == citation


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the official files of titles 10, 14 and 22."""
    given = os.environ.get("SCGRAPH_USLM")
    if given is None:
        if os.environ.get("CI"):
            pytest.fail("SCGRAPH_USLM is not set")
        pytest.skip("set SCGRAPH_USLM to the folder of USLM files, titles 10, 14 and 22")
    folder = Path(given)
    archives = list(folder.glob("*.tar.*"))
    if archives:
        folder = tmp_path_factory.mktemp("uslm")
        for archive in archives:
            shutil.unpack_archive(archive, folder)
    return folder


@pytest.fixture(scope="module")
def whole(code: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, float, int]:
    """Return what the command says of the three titles, its seconds and its most memory in KiB."""
    output = tmp_path_factory.mktemp("whole") / "all.trig"
    words = ["import", "uslm", str(code), "--release", "119-100", "-o", str(output)]
    # the peak of the process itself: what it is forked from may have been larger
    program = (
        "import re, sys\n"
        "from scgraph.cli import main\n"
        "code = main(sys.argv[1:])\n"
        "print(re.search(r'VmHWM:\\s+(\\d+) kB', open('/proc/self/status').read())[1])\n"
        "sys.exit(code)"
    )
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True
    )
    return done.stderr, time.monotonic() - start, int(done.stdout)


def test_three_titles_within_the_limits(whole: tuple[str, float, int]) -> None:
    _, seconds, memory = whole
    assert seconds < 120
    assert memory < 500 * 1024


def test_counts_are_those_of_the_text(code: Path, whole: tuple[str, float, int]) -> None:
    """Count by regular expressions over the text of the files, without parsing XML."""
    sections = credits = references = notes = 0
    for path in code.rglob("*.xml"):
        text = path.read_text(encoding="utf-8")
        sections += len(re.findall(r"<section [^>]*identifier=", text))
        for credit in re.findall(r"<sourceCredit.*?</sourceCredit>", text, re.DOTALL):
            credits += len(re.findall(r'<ref href="/us/(?:pl|act)/', credit))
        for under in re.findall(r"<notes .*</notes>", text, re.DOTALL):
            notes += len(re.findall(r"<quotedContent [^>]*origin=", under))
        own = re.sub(
            r"<sourceCredit.*?</sourceCredit>|<notes .*</notes>", "", text, flags=re.DOTALL
        )
        own = re.sub(r"<heading>.*?</heading>", "", own, count=1, flags=re.DOTALL)
        references += len(set(re.findall(r'<ref href="([^"]*)"', own)))
    said = re.search(
        r"(\d+) sections read, (\d+) written; (\d+) credited laws, (\d+) references and (\d+)",
        whole[0],
    )
    assert said is not None
    assert list(map(int, said.groups())) == [sections, sections, credits, references, notes]
    assert sections > 6000 and credits > 20000 and references > 8000 and notes > 5000


def test_shipped_law_is_what_the_command_writes(code: Path, tmp_path: Path) -> None:
    law = Path(root()) / "data" / "law"
    output = tmp_path / "law.trig"
    import_uslm(
        [code],
        output,
        release="119-100",
        issued="2026-06-26",
        sections=wanted(str(REPOSITORY / "data" / "law" / "sections.txt")),
    )
    assert output.read_bytes() == (law / "uscode-119-100.trig").read_bytes()
