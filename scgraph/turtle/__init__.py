"""
Write Turtle and TriG in one canonical form.

Prefixes first, sorted, those that are used. Then one block for each subject, sorted by IRI with
numbers as numbers, an owl:Ontology before all; what has no IRI comes last. A graph is one block of
such blocks; the graphs keep the order in which they are first named, what is in none comes first.
In a block, a line for each predicate (see `terms.rank`), its objects sorted; the dot alone.
Collections keep their order. A blank node that is used once is written where it is used, on one
line up to 100 columns, else, and where a comment stands in it, with a line for each thing in it;
the others keep their labels.
Relative IRIs stay as written where there is no base, otherwise they are made absolute.
"""

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from scgraph.errors import BadInputError, ScgraphError
from scgraph.findings import Finding
from scgraph.places.tokens import Tokens
from scgraph.rules.source_file import decoded
from scgraph.turtle.source import DEEPEST

if TYPE_CHECKING:
    from scgraph.turtle.source import Facts, Source

__all__ = ["FORMATS", "Outcome", "canonical", "format_files", "format_text"]

FORMATS = {".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE}

# Relative IRIs of two texts are compared as if both stood here.
_NOWHERE = "x-nowhere://a/b/c/d"


class Outcome(NamedTuple):
    """
    What became of one file.

    Attributes:
        path: the file.
        line: the first line that differs from the canonical form; 0 where none does.
        error: why the file could not be read or written; it is left as it was.
    """

    path: Path
    line: int = 0
    error: ScgraphError | None = None


def canonical(
    text: str, format: ox.RdfFormat, prefixes: Mapping[str, str], name: str = "text"
) -> str:
    """
    Return a Turtle or TriG text in the canonical form; comments and lexical forms are kept.

    Args:
        text: the text.
        format: Turtle or TriG.
        prefixes: prefix to namespace, chosen before what the text declares.
        name: the name of the text, for messages.

    Raises:
        BadInputError: the text breaks the syntax, holds triple terms or directions of RDF 1.2, or
            more than 2,000 brackets in one another.
        ScgraphError: the form would not state the same; an error of this program.
    """
    from scgraph.turtle.comments import comments_of
    from scgraph.turtle.layout import Layout, head_lines
    from scgraph.turtle.same import same
    from scgraph.turtle.terms import Names

    if format not in FORMATS.values():
        raise BadInputError(
            f"{format.name} has no canonical form here", where=name, mend="give Turtle or TriG"
        )
    text = text.removeprefix("\ufeff")
    source, facts = _read(text, format, name)
    quads = _parsed(text, format, name)
    names = Names(prefixes, source.declarations, source.relative)
    comments = comments_of(source)
    try:
        body = [*Layout(facts, names, comments, source.is_written).lines()][1:]
    except BadInputError as error:
        raise BadInputError(error.message, where=name, mend=error.mend) from error
    used = names.used
    if not any(facts.values()):
        # a file that states nothing is a table of prefixes
        used |= {**dict(source.declarations), **source.relative}
    head = head_lines(used, comments)
    parts = filter(None, (comments.header, head, body, comments.footer))
    made = "\n\n".join("\n".join(lines) for lines in parts)
    made += "\n" if made else ""
    if comments.above or comments.beside:
        raise ScgraphError("a comment would be lost", where=name, mend="report this file")
    if not same(quads, _parsed(made, format, name)):
        raise ScgraphError(
            "the canonical form would not state the same", where=name, mend="report this file"
        )
    if _frees_a_prefix(source.declarations, prefixes, used):
        return canonical(made, format, prefixes, name)
    return made


def _frees_a_prefix(
    declared: list[tuple[str, str]], prefixes: Mapping[str, str], used: Mapping[str, str]
) -> bool:
    """Say whether a prefix may mean something else once the declarations are written anew."""
    names = [prefix for prefix, _ in declared]
    return len(set(names)) < len(names) or any(
        prefix not in used and prefixes.get(prefix, namespace) != namespace
        for prefix, namespace in declared
    )


def format_files(
    paths: Iterable[Path], prefixes: Mapping[str, str], *, check: bool = False
) -> list[Outcome]:
    """
    Put Turtle and TriG files into the canonical form, each whole or not at all.

    Args:
        paths: files that end in `.ttl` or `.trig`.
        prefixes: prefix to namespace, chosen before what a file declares.
        check: only look, and write nothing.

    Returns:
        What became of each file, in their order; one that fails keeps none of the others.
    """
    return [_formatted(path, prefixes, check) for path in paths]


def format_text(
    data: bytes, name: str, prefixes: Mapping[str, str], format: ox.RdfFormat = ox.RdfFormat.TRIG
) -> tuple[bytes | None, Outcome]:
    """
    Return the canonical form of the bytes of a file, and how they differ from it.

    Args:
        data: a text in UTF-8.
        name: its name, for messages.
        prefixes: prefix to namespace, chosen before what the text declares.
        format: Turtle or TriG; every Turtle text is a TriG text with the same form.
    """
    try:
        made = canonical(_decoded(data, name), format, prefixes, name).encode()
    except ScgraphError as error:
        return None, Outcome(Path(name), error=error)
    pairs = zip_longest(data.split(b"\n"), made.split(b"\n"))
    return made, Outcome(Path(name), next((n for n, (a, b) in enumerate(pairs, 1) if a != b), 0))


def _formatted(path: Path, prefixes: Mapping[str, str], check: bool) -> Outcome:
    from scgraph.writing import write

    try:
        format = FORMATS.get(path.suffix.lower())
        if format is None:
            raise BadInputError(
                "not a Turtle or TriG file", where=str(path), mend="give .ttl or .trig files"
            )
        made, outcome = format_text(_data(path), str(path), prefixes, format)
        if made is not None and outcome.line and not check:
            write(made, path)
    except ScgraphError as error:
        return Outcome(path, error=error)
    return outcome


def _data(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise BadInputError("not a regular file", where=str(path), mend="give a file")
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInputError(f"cannot read: {error.strerror}", where=str(path)) from error


def _decoded(data: bytes, name: str) -> str:
    text = decoded(data, name)
    if isinstance(text, Finding):
        raise _refusal(text)
    return text


def _read(text: str, format: ox.RdfFormat, name: str) -> "tuple[Source, Facts]":
    """Read a text with its comments; an error is that of the engine where it has one."""
    from scgraph.turtle.source import Source

    source = Source(text, name)
    try:
        return source, source.facts(format)
    except BadInputError:
        raise
    except ScgraphError as error:
        if _depth(text) > DEEPEST:
            raise BadInputError(
                f"more than {DEEPEST:,} brackets in one another", where=name, mend="nest less deep"
            ) from error
        _parsed(text, format, name)
        raise BadInputError(
            "this syntax of RDF 1.2 cannot be formatted",
            where=error.where,
            mend="write the file without triple terms, versions and directions",
        ) from error


def _depth(text: str) -> int:
    """Return how deep brackets lie at most; `<<` is counted as if none closed."""
    deepest = depth = 0
    tokens = Tokens(text, "")
    while tokens.kind != "end":
        depth += (tokens.kind in ("[", "(")) - (tokens.kind in ("]", ")"))
        deepest = max(deepest, depth)
        tokens.advance()
    return deepest + text.count("<<")


def _parsed(text: str, format: ox.RdfFormat, name: str) -> list[ox.Quad]:
    try:
        return list(ox.parse(text, format, base_iri=_NOWHERE))
    except SyntaxError as error:
        from scgraph.rules.syntax import explain

        raise _refusal(explain(error, text, name, format, _NOWHERE)) from error


def _refusal(finding: Finding) -> BadInputError:
    """Return the error that says what `scgraph validate` finds in a text that cannot be read."""
    return BadInputError(finding.message, where=str(finding.places[0]), mend=finding.mend)
