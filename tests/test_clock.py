"""The day of an answer is that of the newest Code at hand, and a span begins before it ends."""

import pyoxigraph as ox
import pytest

from scgraph import Graph, ScgraphError
from scgraph.clock import check_span, newest_release
from scgraph.errors import BadInputError
from scgraph.namespaces import BASE

ISSUED = ox.NamedNode("http://purl.org/dc/terms/issued")
DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")


def store_of(**issued: str) -> ox.Store:
    """Return a store of sources, each with the day on which it was issued."""
    store = ox.Store()
    for name, day in issued.items():
        source = ox.NamedNode(f"{BASE}source/{name.replace('_', '-')}")
        store.add(ox.Quad(source, ISSUED, ox.Literal(day, datatype=DATE)))
    return store


def test_the_newest_edition_is_the_one_issued_last() -> None:
    """By its day: as text, 119-100 comes before 119-73."""
    found = newest_release(store_of(uscode_119_73="2026-01-23", uscode_119_100="2026-06-26"))
    assert found == ("2026-06-26", "119-100", f"{BASE}source/uscode-119-100")


def test_what_is_no_edition_of_the_code_has_no_say() -> None:
    store = store_of(
        uscode_119_100="2026-06-26", uscode_119_100_unverified="2027-01-01", a_page="2028-01-01"
    )
    assert newest_release(store).number == "119-100"


def test_without_an_edition_a_day_has_to_be_given() -> None:
    with pytest.raises(ScgraphError, match="no edition of the Code") as caught:
        newest_release(store_of(a_page="2026-06-26"))
    assert "--asOf" in str(caught.value)


def test_the_shipped_graph_holds_release_119_100(graph: Graph) -> None:
    """Public Law 119-100, the last in the titles that were read, is of 26 June 2026."""
    assert graph.release[:2] == ("2026-06-26", "119-100")


def test_asking_for_the_day_of_the_release_is_asking_for_its_date(graph: Graph) -> None:
    named = graph.query("in-force-on", asOf="release")
    assert named.terms == graph.query("in-force-on", asOf="2026-06-26").terms


@pytest.mark.parametrize("last", ["to", "until"])
def test_a_span_may_not_end_before_it_begins(last: str) -> None:
    check_span({"from": "2026-07-01", last: "2026-07-01"})
    with pytest.raises(BadInputError) as caught:
        check_span({"from": "2026-07-01", last: "2026-06-30"})
    assert str(caught.value) == (
        f"--from 2026-07-01 is after --{last} 2026-06-30\n  mend: give the earlier day first"
    )


def test_half_a_span_is_none() -> None:
    check_span({"from": "2026-07-01"})
    check_span({"until": "2026-07-01", "entity": "2020-01-01"})


def test_a_canned_query_refuses_a_span_that_ends_before_it_begins(graph: Graph) -> None:
    for name, last in (("expiring", "to"), ("founded", "until")):
        with pytest.raises(BadInputError, match="is after"):
            graph.query(name, **{"from": "2030-01-01", last: "2029-12-31"})


@pytest.mark.filterwarnings("ignore:10 U:UserWarning")
def test_a_number_means_the_section_that_had_it_on_the_day(graph: Graph) -> None:
    """P.L. 114-328, section 1244(a), made section 2010 section 321 on 23 December 2016."""

    def programs(authority: str, day: str) -> list[str]:
        answer = graph.query("programs-by-authority", authority=authority, asOf=day)
        return [row.program.removeprefix(f"{BASE}program/") for row in answer]

    assert programs("10 USC 2010", "2016-12-22") == ["training-with-friendly-foreign-countries"]
    assert programs("10 USC 2010", "2016-12-23") == []
    assert "training-with-friendly-foreign-countries" in programs("10 USC 321", "2016-12-23")
    assert programs("usc10:2010", "2016-12-22") == []
