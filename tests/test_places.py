"""Where each triple of a file stands: lines and columns, in the order of the engine."""

import random
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph.errors import ScgraphError
from scgraph.places import Span, Written, declared_and_written, paired, place_map

ROOT = Path(__file__).parent.parent
TURTLE, TRIG = ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG
N_TRIPLES, N_QUADS = ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS
KINDS = {".ttl": TURTLE, ".trig": TRIG}
XSD = "http://www.w3.org/2001/XMLSchema#"
# Line 1 of most texts below; the statement begins on line 2.
HEAD = "@prefix : <x:> .\n"


def places(text: str, format: ox.RdfFormat = TURTLE) -> list[str]:
    """Return `subject predicate object` spans, each line:column-line:column, engine agreeing."""
    return [
        " ".join("{}:{}-{}:{}".format(*span) for span in one[2:]) for _, one in paired(text, format)
    ]


def objects(text: str, format: ox.RdfFormat = TURTLE) -> list[str]:
    return [line.split()[2] for line in places(text, format)]


@pytest.mark.parametrize(
    ("token", "end", "term"),
    [
        ("<x:é>", 12, ox.NamedNode("x:é")),
        (r"<x:\u00e9\U0001F600>", 27, ox.NamedNode("x:é😀")),
        (":o", 9, ox.NamedNode("x:o")),
        (":", 8, ox.NamedNode("x:")),
        (":a.b:c-1", 15, ox.NamedNode("x:a.b:c-1")),
        (r":a\-b\.", 14, ox.NamedNode("x:a-b.")),
        (":a%20b", 13, ox.NamedNode("x:a%20b")),
        ("_:x.1", 12, ox.BlankNode("x.1")),
        ('"s"', 10, ox.Literal("s")),
        ("'s'", 10, ox.Literal("s")),
        ('""', 9, ox.Literal("")),
        (r'"\t\"\u0041"', 19, ox.Literal('\t"A')),
        ('"""a"b""c"""', 19, ox.Literal('a"b""c')),
        ("'''a'b'''", 16, ox.Literal("a'b")),
        ("''''''", 13, ox.Literal("")),
        ('"s"@EN-us', 16, ox.Literal("s", language="en-us")),
        ('"s"^^:d', 14, ox.Literal("s", datatype=ox.NamedNode("x:d"))),
        ('"s" ^^ <x:d>', 19, ox.Literal("s", datatype=ox.NamedNode("x:d"))),
        (f'"s"^^<{XSD}string>', 53, ox.Literal("s")),
        ("-07", 10, ox.Literal("-07", datatype=ox.NamedNode(XSD + "integer"))),
        ("1.50", 11, ox.Literal("1.50", datatype=ox.NamedNode(XSD + "decimal"))),
        ("+.5", 10, ox.Literal("+.5", datatype=ox.NamedNode(XSD + "decimal"))),
        ("1E9", 10, ox.Literal("1E9", datatype=ox.NamedNode(XSD + "double"))),
        ("1.e-3", 12, ox.Literal("1.e-3", datatype=ox.NamedNode(XSD + "double"))),
        ("true", 11, ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))),
        ("false", 12, ox.Literal("false", datatype=ox.NamedNode(XSD + "boolean"))),
        ("()", 9, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")),
        ("[]", 9, ox.BlankNode("b1")),
        ("[  ]", 11, ox.BlankNode("b1")),
    ],
)
def test_kinds_of_object(token: str, end: int, term: object) -> None:
    """Each kind of token is spanned whole, and read as the engine reads it."""
    text = f"{HEAD}:s :p\t{token} ."
    assert places(text) == [f"2:1-2:3 2:4-2:6 2:7-2:{end}"]
    assert place_map(text, TURTLE)[0].triple.object == term


def test_lists_keyword_and_comments() -> None:
    text = HEAD + ':s a :T , # why: "x" <y> .\n\n    :U ;\n  :p 1.5, 2. # end\n:t :q 3.'
    assert places(text) == [
        "2:1-2:3 2:4-2:5 2:6-2:8",
        "2:1-2:3 2:4-2:5 4:5-4:7",
        "2:1-2:3 5:3-5:5 5:6-5:9",
        "2:1-2:3 5:3-5:5 5:11-5:12",
        "6:1-6:3 6:4-6:6 6:7-6:8",
    ]


def test_dot_alone_on_its_line() -> None:
    text = HEAD + ":s\n    :p :o ;\n    :q :r ;\n    .\n:t :u :v ;;\n.\n"
    assert places(text) == [
        "2:1-2:3 3:5-3:7 3:8-3:10",
        "2:1-2:3 4:5-4:7 4:8-4:10",
        "6:1-6:3 6:4-6:6 6:7-6:9",
    ]


def test_nested_brackets() -> None:
    """A bracket is spanned whole; its triples come before the one that it is the object of."""
    text = HEAD + ":s :p [\n  :q 1 ;\n  :r [ :t 2 ]\n] , :z ."
    assert places(text) == [
        "2:7-5:2 3:3-3:5 3:6-3:7",
        "4:6-4:14 4:8-4:10 4:11-4:12",
        "2:7-5:2 4:3-4:5 4:6-4:14",
        "2:1-2:3 2:4-2:6 2:7-5:2",
        "2:1-2:3 2:4-2:6 5:5-5:7",
    ]


def test_brackets_as_subject() -> None:
    text = HEAD + "[ :p 1 ] .\n[ :p 2 ] :q 3 .\n[] :p 4 .\n() :p 5 ."
    assert places(text) == [
        "2:1-2:9 2:3-2:5 2:6-2:7",
        "3:1-3:9 3:3-3:5 3:6-3:7",
        "3:1-3:9 3:10-3:12 3:13-3:14",
        "4:1-4:3 4:4-4:6 4:7-4:8",
        "5:1-5:3 5:4-5:6 5:7-5:8",
    ]


def test_collections() -> None:
    """The first cell is the whole, the next its item; what is not written has an empty span."""
    text = HEAD + ":s :p ( 1\n  [] ) ."
    one, use, rest, two, nil = place_map(text, TURTLE)
    cell = Span(2, 7, 3, 7)
    assert (one.subject_span, one.object_span) == (cell, Span(2, 9, 2, 10))
    assert one.predicate_span == Span(2, 9, 2, 9)
    assert (use.predicate_span, use.object_span) == (Span(2, 4, 2, 6), cell)
    assert (two.subject_span, two.object_span) == (Span(3, 3, 3, 5), Span(3, 3, 3, 5))
    assert (rest.subject_span, rest.object_span) == (cell, Span(3, 3, 3, 5))
    assert (nil.subject_span, nil.object_span) == (Span(3, 3, 3, 5), Span(3, 6, 3, 7))
    assert len(places(text)) == 5
    assert places(HEAD + "( 1 ) :p ( ( 2 ) ) .") == [
        "2:1-2:6 2:3-2:3 2:3-2:4",
        "2:1-2:6 2:5-2:5 2:5-2:6",
        "2:1-2:6 2:7-2:9 2:10-2:19",
        "2:12-2:17 2:14-2:14 2:14-2:15",
        "2:10-2:19 2:12-2:12 2:12-2:17",
        "2:12-2:17 2:16-2:16 2:16-2:17",
        "2:10-2:19 2:18-2:18 2:18-2:19",
    ]


def test_order_where_one_token_ends_several_triples() -> None:
    """A string is whole at the token behind it, where the bracket may be too; both orders agree."""
    text = (
        HEAD + ':s :p [ :q "a" ] , ( "b" "c"@en "d" ) , ( ( "e" ) [ :r ( "f" ) ] ) .\n("g") :p ().'
    )
    assert len(places(text)) == 22


def test_long_strings_and_lines_of_both_kinds() -> None:
    text = HEAD + ':s :p """one\ntwo\n"""@en , "x" ;\r\n  :q """a\r\nbc"""^^:d .\r\n:t :p 1 .'
    assert places(text) == [
        "2:1-2:3 2:4-2:6 2:7-4:7",
        "2:1-2:3 2:4-2:6 4:10-4:13",
        "2:1-2:3 5:3-5:5 5:6-6:10",
        "7:1-7:3 7:4-7:6 7:7-7:8",
    ]
    assert place_map(text, TURTLE)[0].triple.object == ox.Literal("one\ntwo\n", language="en")


def test_columns_are_characters() -> None:
    """Astral characters and tabs count one each; CR before LF is the last of its line."""
    assert places(HEAD + '\t:s\t:p "😀😀é" , :o .\r\n:t :p 1 .') == [
        "2:2-2:4 2:5-2:7 2:8-2:13",
        "2:2-2:4 2:5-2:7 2:16-2:18",
        "3:1-3:3 3:4-3:6 3:7-3:8",
    ]


def test_a_very_long_line() -> None:
    text = "<x:s> <x:p> " + " , ".join(f"{number:06}" for number in range(20_000)) + " ."
    assert objects(text)[-1] == f"1:{13 + 9 * 19_999}-1:{19 + 9 * 19_999}"


def test_base_and_prefixes() -> None:
    text = (
        "@base <http://a/b/c> .\nPREFIX p: <d#>\n<> p:x <../g> .\n"
        "base <e/>\n@prefix p: <f> .\n<s> a p:x , </r?q> ."
    )
    assert places(text) == [
        "3:1-3:3 3:4-3:7 3:8-3:14",
        "6:1-6:4 6:5-6:6 6:7-6:10",
        "6:1-6:4 6:5-6:6 6:13-6:19",
    ]
    first, second, third = (one.triple for one in place_map(text, TURTLE))
    assert [first.subject.value, first.predicate.value, first.object.value] == [
        "http://a/b/c",
        "http://a/b/d#x",
        "http://a/g",
    ]
    assert second.subject.value == "http://a/b/e/s"
    assert [second.object.value, third.object.value] == ["http://a/b/e/fx", "http://a/r?q"]


def test_relative_iris_follow_rfc_3986() -> None:
    """The examples of section 5.4 resolve as the RFC says."""
    examples = (
        "g:h g:h|g http://a/b/c/g|./g http://a/b/c/g|g/ http://a/b/c/g/|/g http://a/g|//g http://g|"
        "?y http://a/b/c/d;p?y|g?y http://a/b/c/g?y|#s http://a/b/c/d;p?q#s|g#s http://a/b/c/g#s|"
        "g?y#s http://a/b/c/g?y#s|;x http://a/b/c/;x|g;x http://a/b/c/g;x|. http://a/b/c/|"
        "./ http://a/b/c/|.. http://a/b/|../ http://a/b/|../g http://a/b/g|../.. http://a/|"
        "../../g http://a/g|../../../g http://a/g|/./g http://a/g|/../g http://a/g|"
        "g. http://a/b/c/g.|.g http://a/b/c/.g|..g http://a/b/c/..g|./../g http://a/b/g|"
        "./g/. http://a/b/c/g/|g/./h http://a/b/c/g/h|g/../h http://a/b/c/h|"
        "g;x=1/./y http://a/b/c/g;x=1/y|g;x=1/../y http://a/b/c/y|g?y/../x http://a/b/c/g?y/../x|"
        "g#s/../x http://a/b/c/g#s/../x"
    )
    for example in examples.split("|"):
        given, expected = example.split()
        pairs = paired(f"@base <http://a/b/c/d;p?q> . <x:s> <x:p> <{given}> .", TURTLE)
        assert pairs[0][1].triple.object == ox.NamedNode(expected)


def test_graphs_of_trig() -> None:
    """Every way to write a graph, with and without the dot before the brace."""
    text = HEAD + (
        "GRAPH :g { :s :p 1 }\n:h{:s :p 2.}\n{ :s :p 3 . :s :p 4 }\n_:n { [ :p 5 ] }\n"
        "graph [] { :s :p 6 , 7 . }\n[ ] { }\n:s :p 8 .\n[ :p 9 ] .\n[] :p 0 ."
    )
    assert objects(text, TRIG) == [
        "2:18-2:19",
        "3:10-3:11",
        "4:9-4:10",
        "4:19-4:20",
        "5:12-5:13",
        "6:18-6:19",
        "6:22-6:23",
        "8:7-8:8",
        "9:6-9:7",
        "10:7-10:8",
    ]
    graphs = [str(one.graph) for one in place_map(text, TRIG)]
    assert (
        graphs == ["<x:g>", "<x:h>", "DEFAULT", "DEFAULT", "_:n", "_:b2", "_:b2"] + ["DEFAULT"] * 3
    )


def test_n_quads_and_n_triples() -> None:
    text = (
        '# first\n<x:s> <x:p> "a"@En <x:g> .\n\n  _:s\t<x:p> "b\\n"^^<x:d> _:g.\r\n'
        '<x:s><x:p>"c". # last\n_:s <x:p> _:o .'
    )
    spans = [
        "2:1-2:6 2:7-2:12 2:13-2:19",
        "4:3-4:6 4:7-4:12 4:13-4:25",
        "5:1-5:6 5:6-5:11 5:11-5:14",
        "6:1-6:4 6:5-6:10 6:11-6:14",
    ]
    assert places(text, N_QUADS) == spans
    graphs = [str(one.graph) for one in place_map(text, N_QUADS)]
    assert graphs == ["<x:g>", "_:g", "DEFAULT", "DEFAULT"]
    assert places(text.replace(" <x:g>", "").replace(" _:g", ""), N_TRIPLES) == spans


def test_labels_are_kept_and_never_taken() -> None:
    """Written labels stay; ours begin as none in the text does, in order of appearance."""
    made = place_map(HEAD + "_:b1 :p [ :q [] ] . _:b1 :p _:bb1 .", TURTLE)
    assert [str(one.triple) for one in made] == [
        "_:bbb1 <x:q> _:bbb2",
        "_:b1 <x:p> _:bbb1",
        "_:b1 <x:p> _:bb1",
    ]


def test_deep_nesting() -> None:
    """Ten thousand open brackets are read as quietly as one."""
    for opening, closing, triples in (("[ :p ", " ]", 10_001), ("( ", " )", 20_001)):
        text = f"{HEAD}:s :p {opening * 10_000}1{closing * 10_000} ."
        assert len(place_map(text, TURTLE)) == triples


def test_what_has_no_place(tmp_path: Path) -> None:
    """What the reader does not know is refused with its place, never guessed."""
    file = tmp_path / "a.ttl"
    file.write_text(HEAD + ":s :p :o .\n<< :s :p :o >> :q 1 .\n")
    with pytest.raises(ScgraphError, match=r"a\.ttl:3:1: no place: a term expected, `<` found"):
        place_map(file, TURTLE)
    for text in (":s :p .", ":s :p [ 1", "q:s :p 1 .", ":s :p 1", ":s :p <:> .", "[ :p 1 ) ."):
        with pytest.raises(ScgraphError, match=r"^text:2:\d+: no place: "):
            place_map(HEAD + text, TURTLE)
    with pytest.raises(ScgraphError, match="no place: "):
        place_map(tmp_path / "b.ttl", TURTLE)
    with pytest.raises(ScgraphError, match="no place: "):
        place_map("", ox.RdfFormat.RDF_XML)
    with pytest.raises(ScgraphError, match=r"^text:1:\d+: no place: "):
        paired("<x:s> <x:p> 1 .", N_TRIPLES)


def test_readers_that_disagree(monkeypatch: pytest.MonkeyPatch) -> None:
    """A different term, order or number of triples is an error, not a wrong place."""
    text = HEAD + ":s :p 1 , 2 ; :q _:x , _:y ."
    whole = ox.parse

    def shown(*quads: int) -> None:
        made = list(whole(text, TURTLE))
        monkeypatch.setattr(ox, "parse", lambda *_, **__: iter([made[n] for n in quads]))

    for quads in ((0, 1, 2), (0, 1, 2, 3, 3), (1, 0, 2, 3), (0, 1, 2, 2)):
        shown(*quads)
        with pytest.raises(ScgraphError, match="no place: (the readers differ|quad)"):
            paired(text, TURTLE)
    shown(0, 1, 2, 3)
    assert len(paired(text, TURTLE)) == 4


def test_every_file_of_the_project() -> None:
    """Each quad of the engine has its place, in order and with equal terms."""
    files = [*(ROOT / "data").rglob("*.trig"), *(ROOT / "ontology").rglob("*.ttl")]
    assert len(files) > 50
    assert sum(len(paired(file, KINDS[file.suffix])) for file in files) > 50_000


def test_speed() -> None:
    """Fifty thousand triples are placed in less than two seconds."""
    text = HEAD + "".join(f':s{n} :p "text {n}"@en ; :q {n} .\n' for n in range(25_000))
    start = time.process_time()
    assert len(place_map(text, TURTLE)) == 50_000
    assert time.process_time() - start < 2


def test_texts_made_by_chance() -> None:
    """Nested texts of all constructs give the same triples here as in the engine."""
    chance = random.Random(4)
    pick = chance.choice
    terms = [":a", "<b>", "<../c?d#e>", r":x\-y", ":%20.z", "p:", "_:a", "_:b.1", "[]", "()"]
    texts = [
        '"s"',
        "'é'",
        '"""l\n"m" """',
        "''",
        '"\\u0041"@EN',
        '"d"^^:d',
        "-1",
        "2.5",
        "1e0",
        "true",
    ]

    def listed(depth: int) -> str:
        verbs = (
            pick(["a", ":p", "<q>"])
            + pick([" ", "#c\n"])
            + " , ".join(thing(depth) for _ in range(pick([1, 1, 2])))
            for _ in range(pick([1, 2]))
        )
        return pick([" ; ", ";;\r\n"]).join(verbs) + pick([" ", " ;", "\t"])

    def thing(depth: int) -> str:
        kind = chance.random()
        if depth < 4 and kind < 0.2:
            return f"[ {listed(depth + 1)}]"
        if depth < 4 and kind < 0.4:
            return f"( {' '.join(thing(depth + 1) for _ in range(pick([1, 2, 3])))} )"
        return pick(terms) if kind < 0.7 else pick(texts)

    def triples() -> str:
        subjects = [*terms, f"( {thing(2)} )", f"[ {listed(2)}]"]
        return f"{pick(subjects)} {listed(0)}"

    for _ in range(150):
        text = "@base <http://x/y/z> . prefix : <http://x/p#> @prefix p: <q> .\n"
        for _ in range(4):
            graph = pick([None, "", ":g", "GRAPH <h>", "[]", "graph _:a"])
            end = pick([" .", ""])
            text += f"{triples()}.\n" if graph is None else f"{graph} {{ {triples()}{end}}}\n"
        assert paired(text, TRIG)


@pytest.mark.parametrize("version", ['VERSION "1.2"', '@version "1.2" .'])
def test_a_version_is_stepped_over(version: str) -> None:
    """RDF 1.2 Turtle, section 2.4; what stands behind it keeps its place."""
    text = f"{version}\n@prefix ex: <http://example.org/> .\nex:a ex:b ex:c .\n"
    (one,) = place_map(text, ox.RdfFormat.TURTLE)
    assert one.object_span[:2] == (3, 11)
    written = [one for one in declared_and_written(text) if isinstance(one, Written)]
    assert [each.iri for each in written] == [f"http://example.org/{name}" for name in "abc"]
