"""Property paths are read as SHACL writes them, and walked to the triple that leads to a value."""

import pyoxigraph as ox
import pytest

from scgraph.errors import ScgraphError
from scgraph.shacl.paths import last_triples, may_be_empty
from scgraph.shacl.terms import path_of, term_of

SH = "http://www.w3.org/ns/shacl#"
EX = "http://example.org/"
DATA = """
@prefix ex: <http://example.org/> .
ex:a ex:p ex:b , ex:c , "x" ; ex:q ex:d .
ex:b ex:p ex:d ; ex:q "y" .
ex:c ex:q ex:d , "y" .
ex:d ex:p ex:a ; ex:r _:n .
_:n ex:q "z" .
ex:e ex:p "x" .
ex:l ex:items ( 1 2 ) .
"""


@pytest.fixture(scope="module")
def data() -> ox.Store:
    store = ox.Store()
    store.load(DATA.encode(), format=ox.RdfFormat.TURTLE)
    return store


def turtle(path: str) -> str:
    """Return a path with its prefixed names written out: `ex:p` and `^ex:p` for an inverse."""
    words = []
    for word in path.split():
        inverse = word.startswith("^ex:")
        iri = f"<{EX}{word.removeprefix('^')[3:]}>" if word.lstrip("^").startswith("ex:") else word
        iri = f"<{SH}{word[3:]}>" if word.startswith("sh:") else iri
        words.append(f"[ <{SH}inversePath> {iri} ]" if inverse else iri)
    return " ".join(words)


def short(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix(EX)
    return "_" if isinstance(term, ox.BlankNode) else str(getattr(term, "value", ""))


# from the focus node a over the path: each value, and the triple that leads to it
WALKS = {
    "ex:p": ["b: a p b", "c: a p c", "x: a p x"],
    "^ex:p": ["d: d p a"],
    "( ex:p ex:q )": ["d: c q d", "y: b q y", "y: c q y"],
    "( ex:p ex:p )": ["d: b p d"],
    "( ex:p ^ex:p )": ["a: a p b", "a: a p c", "a: a p x", "e: e p x"],
    "( ex:q ex:r ex:q )": ["z: _ q z"],
    "[ sh:alternativePath ( ex:p ex:q ) ]": ["b: a p b", "c: a p c", "d: a q d", "x: a p x"],
    "[ sh:alternativePath ( ex:r ( ex:q ex:p ) ) ]": ["a: d p a"],
    "[ sh:zeroOrOnePath ex:q ]": ["d: a q d"],
    "[ sh:oneOrMorePath ex:q ]": ["d: a q d"],
    # round a cycle, a leads back to itself
    "[ sh:oneOrMorePath ex:p ]": [
        "a: d p a",
        "b: a p b",
        "c: a p c",
        "d: b p d",
        "x: a p x",
    ],
    "[ sh:zeroOrMorePath ex:p ]": [
        "a: d p a",
        "b: a p b",
        "c: a p c",
        "d: b p d",
        "x: a p x",
    ],
    "( ex:p [ sh:zeroOrOnePath ex:q ] )": [
        "b: a p b",
        "c: a p c",
        "d: c q d",
        "x: a p x",
        "y: b q y",
        "y: c q y",
    ],
    "( [ sh:zeroOrOnePath ex:p ] ex:q )": ["d: a q d", "d: c q d", "y: b q y", "y: c q y"],
    # who is led to a by q and then p: the sequence is turned round
    "[ sh:inversePath ( ex:q ex:p ) ]": ["a: a q d", "c: c q d"],
    "[ sh:inversePath [ sh:alternativePath ( ex:p ex:q ) ] ]": ["d: d p a"],
    "[ sh:inversePath ^ex:q ]": ["d: a q d"],
    "[ sh:inversePath [ sh:oneOrMorePath ex:p ] ]": ["a: a p b", "b: b p d", "d: d p a"],
    "[ sh:oneOrMorePath ( ex:q ex:p ) ]": ["a: d p a"],
    "ex:none": [],
}


@pytest.mark.parametrize("path", WALKS)
def test_a_path_leads_to_its_values_over_the_triples_of_the_data(path: str, data: ox.Store) -> None:
    """Each value of SHACL, section 2.3.1, comes with the triple in which it stands."""
    found = last_triples(data, ox.NamedNode(f"{EX}a"), path_of(turtle(path)))
    rows = {f"{short(value)}: {' '.join(map(short, triple))}" for triple, value in found}
    assert sorted(rows) == WALKS[path]


def test_the_items_of_a_list_are_reached(data: ox.Store) -> None:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    path = f"( <{EX}items> [ <{SH}zeroOrMorePath> <{rdf}rest> ] <{rdf}first> )"
    found = last_triples(data, ox.NamedNode(f"{EX}l"), path_of(path))
    assert sorted(short(value) for _, value in found) == ["1", "2"]


def test_a_literal_has_values_only_backwards(data: ox.Store) -> None:
    """No triple begins with a literal, so only an inverse path leads on from one."""
    focus = ox.Literal("x")
    assert list(last_triples(data, focus, path_of(turtle("ex:p")))) == []
    back = last_triples(data, focus, path_of(turtle("^ex:p")))
    assert sorted(short(value) for _, value in back) == ["a", "e"]


@pytest.mark.parametrize(
    ("path", "empty"),
    [
        ("ex:p", False),
        ("^ex:p", False),
        ("[ sh:zeroOrOnePath ex:p ]", True),
        ("[ sh:zeroOrMorePath ex:p ]", True),
        ("[ sh:oneOrMorePath ex:p ]", False),
        ("[ sh:oneOrMorePath [ sh:zeroOrOnePath ex:p ] ]", True),
        ("( ex:p [ sh:zeroOrMorePath ex:q ] )", False),
        ("( [ sh:zeroOrOnePath ex:p ] [ sh:zeroOrMorePath ex:q ] )", True),
        ("[ sh:alternativePath ( ex:p [ sh:zeroOrOnePath ex:q ] ) ]", True),
        ("[ sh:inversePath [ sh:zeroOrOnePath ex:p ] ]", True),
    ],
)
def test_some_paths_lead_from_each_node_to_itself(path: str, empty: bool) -> None:
    assert may_be_empty(path_of(turtle(path))) is empty


@pytest.mark.parametrize("path", [path for path in WALKS if path != "ex:none"])
def test_a_path_is_written_as_it_is_read(path: str) -> None:
    """Written as Turtle and read again a path is the same."""
    from scgraph.shacl.paths import to_turtle

    read = path_of(turtle(path))
    assert to_turtle(read) == turtle(path)
    assert path_of(to_turtle(read)) == read


@pytest.mark.parametrize("path", ['"p"', "[]", f"[ <{EX}p> <{EX}q> ]", "( <urn:p> 1 )"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(ScgraphError, match="not a property path"):
        path_of(path)


def test_a_path_that_holds_itself_is_refused() -> None:
    from scgraph.shacl.paths import read_path

    store = ox.Store()
    store.load(f"_:x <{SH}inversePath> _:x .".encode(), format=ox.RdfFormat.TURTLE)
    (quad,) = store
    with pytest.raises(ScgraphError, match="not a property path"):
        read_path(store, quad.subject)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("", None),
        ("urn:x", ox.NamedNode("urn:x")),
        ("<urn:x>", ox.NamedNode("urn:x")),
        ("_:b1", ox.BlankNode("b1")),
        ('"a\\"b"@en', ox.Literal('a"b', language="en")),
        ('"01"^^<urn:t>', ox.Literal("01", datatype=ox.NamedNode("urn:t"))),
    ],
)
def test_a_term_is_read_as_findings_write_it(text: str, term: object) -> None:
    assert term_of(text) == term
