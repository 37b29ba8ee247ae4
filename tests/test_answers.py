"""Typed rows, formats of the SPARQL 1.1 standard, and pandas."""

import json
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.answers import Answer, GraphAnswer, Iri, python_value
from scgraph.errors import BadInputError

XSD = "http://www.w3.org/2001/XMLSchema#"


def literal(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


ROW = (ox.NamedNode("http://example.org/a"), literal("3", "integer"), None)
ANSWER = Answer(("s", "n", "gone"), (ROW,), (("http://example.org/g",),))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (literal("3", "integer"), 3),
        (literal("1.50", "decimal"), Decimal("1.50")),
        (literal("2009-05-01", "date"), date(2009, 5, 1)),
        (literal("1", "boolean"), True),
        (literal("three", "integer"), "three"),
        (ox.Literal("FMS", language="en"), "FMS"),
        (None, None),
    ],
)
def test_python_values(term: ox.Literal | None, value: object) -> None:
    assert python_value(term) == value


def test_rows_have_names_and_types() -> None:
    row = next(iter(ANSWER))
    assert isinstance(row.s, Iri)
    assert (row.n, row.gone) == (3, None)


def test_json_is_sparql_results_json() -> None:
    found = json.loads(ANSWER.serialize("json"))
    assert found["head"]["vars"] == ["s", "n", "gone", "source"]
    assert found["results"]["bindings"] == [
        {
            "s": {"type": "uri", "value": "http://example.org/a"},
            "n": {"type": "literal", "value": "3", "datatype": XSD + "integer"},
            "source": {"type": "literal", "value": "http://example.org/g"},
        }
    ]


def test_csv_and_tsv_are_sparql_results() -> None:
    assert ANSWER.serialize("csv") == (
        "s,n,gone,source\r\nhttp://example.org/a,3,,http://example.org/g\r\n"
    )
    assert ANSWER.serialize("tsv") == (
        f'?s\t?n\t?gone\t?source\n<http://example.org/a>\t"3"^^<{XSD}integer>\t\t'
        '"http://example.org/g"\n'
    )


def test_citations_stand_beside_a_source_that_was_asked_for() -> None:
    """No name stands for two columns, and neither hides the other."""
    answer = Answer(
        ("source",), ((ox.NamedNode("http://example.org/a"),),), (("http://b", "http://c"),)
    )
    assert answer.serialize("csv") == "source,sources\r\nhttp://example.org/a,http://b http://c\r\n"
    found = json.loads(answer.serialize("json"))
    assert found["head"]["vars"] == ["source", "sources"]
    assert found["results"]["bindings"][0]["source"]["value"] == "http://example.org/a"
    assert list(answer.to_pandas().columns) == ["source", "sources"]


def test_each_form_of_answer_refuses_the_formats_of_the_other() -> None:
    with pytest.raises(BadInputError, match="give table, csv, tsv or json"):
        ANSWER.serialize("ttl")
    with pytest.raises(BadInputError, match="give ttl, nt or jsonld"):
        GraphAnswer(()).serialize("csv", {})


def test_pandas() -> None:
    frame = ANSWER.to_pandas()
    assert list(frame.columns) == ["s", "n", "gone", "source"]
    assert frame["n"][0] == 3


def test_ask_and_construct(graph: Graph) -> None:
    assert bool(graph.sparql("ASK { ?s ?p ?o }"))
    assert not graph.sparql("ASK { <urn:a> <urn:b> <urn:c> }")
    made = graph.sparql("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 5", timeout=30)
    assert isinstance(made, GraphAnswer)
    assert len(made) == 5
