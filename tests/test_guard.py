"""What is refused before a query is parsed, and what only looks like it."""

import pytest

from scgraph.errors import BadInputError
from scgraph.guard import check


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { service ?e { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("ASK { FILTER EXISTS { SERVICE SILENT <http://x/> {} } }", "SERVICE is refused"),
        ("SELECT ?z {SERVICESILENT<http://localhost:1/>{?z ?y ?w}}", "SERVICE is refused"),
        ("PREFIX e:<http://l/> SELECT ?z {SERVICEe:s{?z ?y ?w}}", "SERVICE is refused"),
        ("PREFIX :<http://l/> ASK {SERVICE:s{?z ?y ?w}}", "SERVICE is refused"),
        ("ASK {?s ?p trueSERVICE<http://l/>{?z ?y ?w}}", "SERVICE is refused"),
        ("PREFIX e:<http://l/> ASK {?s ?p 1SERVICEe:s{?z ?y ?w}}", "SERVICE is refused"),
        ("ASK " + "{" * 101 + "}" * 101, "nested deeper than 100"),
        ("ASK { FILTER(" + "(" * 100 + "1" + ")" * 100 + ") }", "nested deeper than 100"),
        ("ASK { ?s ?p '" + "x" * 70_000 + "' }", "bytes"),
    ],
)
def test_refused(query: str, message: str) -> None:
    with pytest.raises(BadInputError, match=message):
        check(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p 'SERVICE { {' }",
        "PREFIX s: <http://example.org/SERVICE/> ASK { ?s s:x ?o }",
        "ASK { ?s ?p ?o } # SERVICE <http://example.org/> " + "{" * 200,
        "ASK { ?s ?p '''{ SERVICE ''' }",
        "ASK { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
        "ASK " + "{" * 100 + "}" * 100,
    ],
)
def test_taken(query: str) -> None:
    check(query)
