"""The canonical form of Turtle and TriG: pairs by hand, comments, what is refused, chance."""

import random
import re
import time
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph.errors import BadInputError, ScgraphError
from scgraph.namespaces import prefixes
from scgraph.turtle import canonical, format_files
from scgraph.turtle.same import same

from .conftest import REPOSITORY

TURTLE, TRIG = ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG
TABLE = prefixes()
HEAD = "@prefix : <http://e/> .\n"


def formed(text: str, format: ox.RdfFormat = TURTLE) -> str:
    """Return the canonical form, which must be its own."""
    made = canonical(text, format, TABLE)
    assert canonical(made, format, TABLE) == made
    return made


def rdfc(text: str, format: ox.RdfFormat) -> set[ox.Quad]:
    """Return the quads with the blank nodes named by RDFC-1.0."""
    named = ox.Dataset(ox.parse(text, format, base_iri="http://base/a/b"))
    named.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(named)


def pairs(name: str) -> dict[str, tuple[str, str]]:
    """Return the texts before and after of a file, by title: `==== title`, text, `----`, text."""
    text = (Path(__file__).parent / "format" / name).read_text(encoding="utf-8")
    _, *parts = re.split(r"^==== (.*)\n", text, flags=re.MULTILINE)
    halves = [part.rstrip("\n").split("\n----\n") for part in parts[1::2]]
    return {
        title: (before + "\n", after + "\n")
        for title, (before, after) in zip(parts[::2], halves, strict=True)
    }


TURTLE_PAIRS, TRIG_PAIRS = pairs("turtle.txt"), pairs("trig.txt")


@pytest.mark.parametrize("title", TURTLE_PAIRS)
def test_turtle(title: str) -> None:
    before, after = TURTLE_PAIRS[title]
    assert formed(before) == after
    assert rdfc(after, TURTLE) == rdfc(before, TURTLE)


@pytest.mark.parametrize("title", TRIG_PAIRS)
def test_trig(title: str) -> None:
    before, after = TRIG_PAIRS[title]
    assert formed(before, TRIG) == after
    assert rdfc(after, TRIG) == rdfc(before, TRIG)


def test_nothing() -> None:
    assert formed("\r\n") == ""
    assert formed("# a\n\n\n  # b  \r\n") == "# a\n\n# b\n"


def test_line_ends_byte_order_mark_and_a_very_long_line() -> None:
    objects = [f":o{number}" for number in range(500)]
    text = "\ufeff@prefix : <http://e/> .\r\n:s :p " + " ,\r\n ".join(objects) + " ."
    assert formed(text) == HEAD + f"\n:s\n    :p {' , '.join(objects)} ;\n    .\n"


def test_a_line_break_of_dos_within_a_string_is_kept() -> None:
    before = HEAD + ':s :p """a\r\nb""" .\r\n'
    assert formed(before) == HEAD + '\n:s\n    :p """a\\r\nb""" ;\n    .\n'


def test_brackets_end_within_a_hundred_columns_or_are_spread() -> None:
    """`    :p [ :q "..." ] ;` is 18 columns longer than the string."""
    for length, spread in ((82, False), (83, True)):
        made = formed(HEAD + f':s :p [ :q "{"x" * length}" ] .')
        assert (":p [\n" in made) == spread
        assert not spread or f'\n        :q "{"x" * length}" ;\n    ] ;\n' in made
    items = " ".join([":item"] * 30)
    assert f"    :p ( {items} ) ;\n" in formed(HEAD + f":s :p ( {items} ) .")


def test_deep_nesting() -> None:
    """Two thousand brackets are written; more are refused, in whatever way they come."""
    for opening, closing in (("[ :p ", " ]"), ("( ", " )")):
        text = f"{HEAD}:s :p {opening * 2000}1{closing * 2000} ."
        assert formed(text).count(opening[0]) == 2000
        for deep in (2001, 100_000):
            with pytest.raises(BadInputError, match="more than 2,000 brackets in one another"):
                formed(f"{HEAD}:s :p {opening * deep}1{closing * deep} .")
    for text in ("<<( " * 100_000, ":s :p " + "[" * 9 + "<< " * 50_000, "%" + "[ :p " * 100_000):
        with pytest.raises(BadInputError, match="more than 2,000 brackets in one another"):
            formed(HEAD + text)


def test_comments_too_deep_for_lines_of_their_own_stand_above_all_of_it() -> None:
    """Brackets are written over several lines down to sixteen indents."""
    for depth in (16, 17, 40):
        text = HEAD + ":s :p " + "[ :q " * depth + "1 # deep\n" + "] " * depth + "."
        made = formed(text)
        assert made.count("# deep") == 1
        assert (f"{' ' * 4 * (depth + 1)}:q 1 ; # deep" in made) == (depth == 16)
        assert ("\n    # deep\n    :p [" in made) == (depth > 16)


def test_a_long_chain_keeps_labels() -> None:
    """What would lie too deep in brackets keeps a label now and then."""
    text = HEAD + ":s :p _:n0 .\n" + "".join(f"_:n{n} :p _:n{n + 1} .\n" for n in range(5000))
    made = formed(text)
    assert 3 < made.count("\n_:n") < 10
    chain = " ".join(f"_:n{n} :p _:n{n + 1} ." for n in range(1500))
    brackets = "[ :p " * 1900 + "_:n0" + " ]" * 1900
    with pytest.raises(BadInputError, match="more than 2,000 brackets"):
        formed(f"{HEAD}:s :p {brackets} . {chain}")


def test_a_long_collection() -> None:
    text = f"{HEAD}:s :p ( {' '.join(f'[ :q {n} ]' for n in range(5_000))} ) ."
    assert formed(text).count("\n        [ :q ") == 5_000


def test_what_a_check_by_permutation_would_not_end_on() -> None:
    """Twelve nodes that all point to each other, and twelve that nothing tells apart."""
    clique = " ".join(f"_:{a} :p _:{b} ." for a in "abcdefghijkl" for b in "abcdefghijkl" if a != b)
    made = formed(f"{HEAD}{clique} :s :p {' , '.join(['[]'] * 12)} .")
    assert made.count("_:a") == 12 and made.count("[]") == 12


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (":s :p 1 ;; :q\n\n .", "4:2", "an object is missing"),
        (":s :p no:x .", "2:7", "`no:` is not declared"),
        (":s :p 'a .", "2:7", "string is not closed"),
        (":s :p <a b> .", "2:7", "must not hold a space"),
        ("<< :s :p :o >> :q 1 .", "2:1", "RDF 1.2"),
        (":s :p :o {| :q 1 |} .", "2:", "RDF 1.2"),
        (":s :p 'a'@en--ltr .", "2:", "RDF 1.2"),
        ("@base <a> .", "2:1", "the base is relative"),
        (
            "@prefix p: <a> .\n@prefix p: <http://b/> .",
            "3:1",
            "two namespaces, one of them relative",
        ),
        (
            "@prefix p: <http://b/> .\n@prefix p: <a> .",
            "3:1",
            "two namespaces, one of them relative",
        ),
    ],
)
def test_what_is_refused(text: str, place: str, message: str) -> None:
    """The error says what, where and how to mend it."""
    with pytest.raises(BadInputError) as error:
        canonical(HEAD + text, TURTLE, TABLE, "a.ttl")
    assert error.value.where.startswith(f"a.ttl:{place}")
    assert message in error.value.message and error.value.mend


def test_other_formats_are_refused() -> None:
    with pytest.raises(BadInputError, match="give Turtle or TriG"):
        canonical("", ox.RdfFormat.N_TRIPLES, {})


def test_files(tmp_path: Path) -> None:
    """Each file is written whole or left; one that fails keeps none of the others."""
    good, bad, worse, done = (tmp_path / name for name in ("a.ttl", "b.ttl", "c.trig", "d.trig"))
    good.write_bytes(HEAD.encode() + b"\n:s\r\n    :p 1 ;\n    .\n")
    bad.write_text(HEAD + ":s :p")
    worse.write_bytes(b"# one\n\xff")
    done.write_text(HEAD + "\n:g {\n    :s\n        :p 1 ;\n        .\n}\n")
    files = [bad, worse, good, done, tmp_path / "none.ttl", tmp_path / "e.nt"]
    before = [path.read_bytes() for path in files[:4]]
    told = ["an object is missing", "not UTF-8", "", "", "cannot read", "not a Turtle or TriG file"]
    for check in (True, False):
        made = format_files(files, TABLE, check=check)
        assert [outcome.path for outcome in made] == files
        assert [outcome.line for outcome in made] == [0, 0, 3, 0, 0, 0]
        for outcome, words in zip(made, told, strict=True):
            assert words in str(outcome.error or "")
            assert (outcome.error is None) == (words == "")
        assert not check or [path.read_bytes() for path in files[:4]] == before
    assert good.read_bytes() == HEAD.encode() + b"\n:s\n    :p 1 ;\n    .\n"
    assert [path.read_bytes() for path in (bad, worse, done)] == [before[0], before[1], before[3]]
    assert [outcome.line for outcome in format_files([good], TABLE)] == [0]
    assert len(list(tmp_path.iterdir())) == 4


def test_a_form_that_says_something_else_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    from scgraph.turtle.terms import Names

    monkeypatch.setattr(Names, "literal", lambda self, literal, language="": '"x"')
    with pytest.raises(ScgraphError, match="would not state the same"):
        formed(HEAD + ":s :p 1 .")


def test_what_is_the_same() -> None:
    """Blank nodes may be renamed, and nothing else may differ."""

    def quads(text: str) -> list[ox.Quad]:
        return list(ox.parse("@prefix : <http://e/> ." + text, TRIG))

    assert same(quads(":s :p _:a . _:a :q ( 1 [] ) ."), quads(":s :p [ :q ( 1 _:x ) ] ."))
    assert same(quads("[] { :s :p _:a }"), quads("[] { :s :p [] }"))
    for one, other in [
        (":s :p 1 .", ":s :p 01 ."),
        (":s :p 1 .", ":s :p 1 , 2 ."),
        (":s :p [ :q 1 ] , [ :q 1 ] .", ":s :p [ :q 1 ] ."),
        (":s :p [ :q 1 ] , [ :q 2 ] .", ":s :p [ :q 1 , 2 ] , [] ."),
        (":s :p [ :q ( 1 2 ) ] .", ":s :p [ :q ( 2 1 ) ] ."),
        (":s :p _:a . _:a :q _:a .", ":s :p _:b . _:b :q _:b ."),
        ("_:a :q _:b . _:b :q _:a .", "_:c :q _:d . _:d :q _:c ."),
        ("[] { :s :p 1 } [] { :s :p 2 }", "[] { :s :p 2 } [] { :s :p 1 }"),
        ("_:g { :s :p _:g }", "[] { :s :p [] }"),
    ]:
        assert not same(quads(one), quads(other)), one


def test_speed() -> None:
    """Fifty thousand triples are formatted in less than four seconds."""
    text = HEAD + "".join(f':s{n} :q {n} ; :p "text {n}"@en .\n' for n in range(25_000))
    start = time.process_time()
    canonical(text, TURTLE, TABLE)
    assert time.process_time() - start < 4


def chance_text(chance: random.Random, comments: bool) -> list[str]:
    """Return statements of all constructs."""
    pick = chance.choice
    terms = [":a", ":a10", "<http://e/b#c>", r":x\-y", ":%20.z", "p:", "_:a", "_:b.1", "[]", "()"]
    texts = ['"s"', "'é'", '"""l\n"m" """', "''", '"\\u0041"@EN', '"d"^^:d', "-1", "2.50", "1e0"]
    count = 0

    def gap() -> str:
        nonlocal count
        if not comments or chance.random() < 0.7:
            return pick([" ", "\t", "\n"])
        count += 1
        return pick([" ", "\n", "\n\n"]) + f"# {count} 'x \" [ <\n"

    def listed(depth: int) -> str:
        verbs = (
            pick(["a", ":p", "<http://e/q>"])
            + gap()
            + f"{gap()},{gap()}".join(thing(depth) for _ in range(pick([1, 1, 2])))
            for _ in range(pick([1, 2]))
        )
        return f"{gap()};{gap()}".join(verbs) + pick(["", " ;"]) + gap()

    def thing(depth: int) -> str:
        kind = chance.random()
        if depth < 4 and kind < 0.2:
            return f"[ {listed(depth + 1)}]"
        if depth < 4 and kind < 0.4:
            return f"({gap()}{gap().join(thing(depth + 1) for _ in range(pick([1, 2, 3])))} )"
        return pick(terms) if kind < 0.7 else pick([*texts, "true"])

    def triples() -> str:
        subjects = [*terms, f"( {thing(2)} )", f"[ {listed(2)}]"]
        return f"{pick(subjects)}{gap()}{listed(0)}"

    made = []
    for _ in range(4):
        graph = pick([None, None, "", ":g", "GRAPH <http://e/h>", "[]", "graph _:a"])
        end = pick([" .", ""])
        made.append(
            f"{triples()}.{gap()}" if graph is None else f"{graph}{gap()}{{ {triples()}{end}}}"
        )
    return made


def test_texts_made_by_chance() -> None:
    """Texts of all constructs keep their triples and comments, and their form is stable."""
    chance = random.Random(7)
    head = "prefix : <http://e/p#> # one\n@prefix p: <http://e/q> .\n"
    for number in range(300):
        text = head + "\n".join(chance_text(chance, comments=True))
        made = formed(text, TRIG)
        assert rdfc(made, TRIG) == rdfc(text, TRIG), number
        told = re.compile(r"# \d+ 'x \" \[ <$", re.MULTILINE)
        assert Counter(told.findall(made)) == Counter(told.findall(text)), number


def test_the_order_of_statements_does_not_matter() -> None:
    chance = random.Random(8)
    for number in range(100):
        statements = [s for s in chance_text(chance, comments=False) if "{" not in s]
        text = HEAD + "@prefix p: <http://e/q> .\n" + "\n".join(statements)
        turned = HEAD + "@prefix p: <http://e/q> .\n" + "\n".join(reversed(statements))
        assert formed(text) == formed(turned), number


# What other people would send, and what tests take at its places, is as its writer left it.
AS_WRITTEN = ("broken", "report", "rules", "stranger")
KINDS = {".ttl": TURTLE, ".trig": TRIG}


def project_files() -> list[Path]:
    """Return the Turtle and TriG files of the project."""
    folders = ("data", "inferred", "ontology", "tests")
    found = [path for name in folders for path in (REPOSITORY / name).rglob("*.t*")]
    return sorted(
        path
        for path in found
        if path.suffix in KINDS and path.relative_to(REPOSITORY).parts[1] not in AS_WRITTEN
    )


def test_every_file_of_the_project_is_canonical() -> None:
    """Where this fails, run `scgraph format` on the files that are named."""
    outcomes = format_files(project_files(), TABLE, check=True)
    assert len(outcomes) > 250
    assert [f"{o.path}:{o.line} {o.error or ''}" for o in outcomes if o.line or o.error] == []


def test_files_of_the_project_written_by_another_program_come_back() -> None:
    """The engine writes the quads in its way; the canonical form states the same again."""
    files = [path for path in project_files() if path.stat().st_size < 100_000]
    assert len(files) > 250
    for path in files:
        format, text = KINDS[path.suffix], path.read_text(encoding="utf-8")
        quads = ox.parse(text, format, base_iri="http://base/a/b")
        rows = [quad.triple for quad in quads] if format == TURTLE else list(quads)
        other = ox.serialize(reversed(rows), format=format)
        assert other is not None
        made = canonical(other.decode(), format, TABLE)
        assert rdfc(made, format) == rdfc(text, format), path
