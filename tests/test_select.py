"""The groups, triple patterns and paths of a SELECT query, as they are read."""

import pytest

from scgraph.select import Path, UnreadableError, read_select

P = "PREFIX e: <http://e/>\n"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("e:p", Path(frozenset({("p", True)}), plain=True)),
        ("^e:p", Path(frozenset({("p", False)}))),
        ("e:p?", Path(frozenset({("p", True)}), 1, True)),
        ("(e:p|^e:q)*", Path(frozenset({("p", True), ("q", False)}), None, True)),
        ("e:p+/e:q?", Path(frozenset({("p", True), ("q", True)}), None)),
        ("^(e:p/^e:q)", Path(frozenset({("p", False), ("q", True)}), 2)),
        (
            "e:p?/e:q?|<http://e/r>",
            Path(frozenset({("p", True), ("q", True), ("r", True)}), 2, True),
        ),
    ],
)
def test_path(text: str, path: Path) -> None:
    (triple,) = read_select(f"{P}SELECT * {{ ?s {text} 'x'@en }}").group
    steps = frozenset((f"http://e/{name}", way) for name, way in path.steps)
    assert triple.path == path._replace(steps=steps)
    assert triple.terms == ("?s", text, "'x'@en")


def test_groups() -> None:
    query = read_select(
        P
        + "SELECT DISTINCT ?s (COUNT(?o) AS ?n) WHERE { VALUES ?v { e:x } ?s e:p $v , 1.5 ; a ?c ."
        " OPTIONAL { ?s e:q ?o } { MINUS { ?s e:r ?o } } UNION { BIND (?s AS ?t) }"
        " FILTER (?o > 3 && NOT EXISTS { ?s e:t ?o }) BIND (COALESCE(?o, ?s) AS ?u)"
        " BIND (STR(?o) AS ?w) { SELECT ?s WHERE { ?s e:p '{' } ORDER BY ?s }"
        " GRAPH ?g { ?s e:p -1 } } GROUP BY ?s ORDER BY ?s"
    )
    assert (query.columns, query.made, query.grouped) == (("?s", None), ("?n",), True)
    kinds = "values triple triple triple optional join exists alias opaque join graph"
    assert [element.kind for element in query.group] == kinds.split()
    assert query.group[1].text == "?s e:p ?v ."
    assert [[e.kind for e in group] for group in query.group[5].groups] == [["minus"], ["alias"]]
    assert query.group[7].terms == ("?o", "?s", "?u")
    (inner,) = query.group[9].groups[0]
    assert inner.select and inner.select.columns == ("?s",) and not inner.select.grouped


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s e:p ?o }",
        "SELECT * FROM e:g { ?s e:p ?o }",
        "SELECT * { ?s e:p ?o } LIMIT 1",
        "SELECT * { ?s e:p ?o } VALUES ?s { e:x }",
        "SELECT * { ?s e:p [ e:q ?o ] }",
        "SELECT * { ?s e:p _:o }",
        "SELECT * { ?s e:p (1 2) }",
        "SELECT * { ?s !e:p ?o }",
        "SELECT * { SERVICE e:s { ?s e:p ?o } }",
        "SELECT (EXISTS { ?s e:p ?o } AS ?x) { ?s e:p ?o }",
        "SELECT * { ?s e:p '\\u0041' }",
        "SELECT * { ?s f:p ?o }",
        "SELECT * { ?s e:p ?o",
    ],
)
def test_unreadable(query: str) -> None:
    with pytest.raises(UnreadableError):
        read_select(P + query)
