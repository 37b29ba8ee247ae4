"""Which predicates a query may use, read from its tokens."""

import pytest

from scgraph.tokens import predicates

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
P = "PREFIX e: <http://e/>\n"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT ?s WHERE { ?s e:p ?o }", {"p"}),
        ("SELECT * { ?s e:p ?o ; e:q ?x , ?y . ?x a e:C }", {"p", "q", "C"}),
        ("SELECT * { ?s (e:p|^e:q)* ?o . ?o e:r/e:t ?z }", {"p", "q", "r", "t"}),
        ("SELECT (COUNT(?a) AS ?n) { { SELECT ?a ?b WHERE { ?a e:p ?b } } } GROUP BY ?a ?b", {"p"}),
        (
            "SELECT * { VALUES ?v { e:x } ?v e:p ?o FILTER(!BOUND(?z) && ?o != ?s) ?s e:q ?w }",
            "xpq",
        ),
        ("SELECT * { ?s e:p ?o FILTER NOT EXISTS { ?s e:q ?o } BIND(STR(?o) AS ?t) }", {"p", "q"}),
        ("SELECT * { ?s e:p [ e:q ?o ] . OPTIONAL { ?s e:r 'x . ?y ?z' } }", {"p", "q", "r"}),
        ("SELECT * { GRAPH ?g { ?s e:p ?o } } ORDER BY ?s ?o ?g", {"p"}),
    ],
)
def test_named(query: str, names: set[str]) -> None:
    found = predicates(P + query)
    assert found is not None
    assert found - {TYPE, "http://e/"} == {"http://e/" + name for name in names}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { ?s e:p ?o ; ?q ?x }",
        "SELECT * { e:a ?p 'x' }",
        "SELECT * { ?s !e:p ?o }",
        "SELECT * { ?s !(e:p|e:q) ?o }",
        "SELECT * { ?s e:p ?o FILTER(?o > 3) ?o ?q ?z }",
        "SELECT * { { ?s e:p ?o } UNION { ?s ?p ?o } }",
        "SELECT * { ?s e:p [ ?q ?o ] }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_any(query: str) -> None:
    assert predicates(P + query) is None
