"""Say where a text declares its prefixes and writes its IRIs."""

from collections.abc import Iterator
from typing import NamedTuple

from scgraph.places.reader import Reader

__all__ = ["Declaration", "Written", "declared_and_written"]

_STRINGS = ("short", "long")


class Written(NamedTuple):
    """An IRI, resolved; the prefix that it is written with, None for `<...>`; its offsets."""

    iri: str
    prefix: str | None
    start: int
    end: int


class Declaration(NamedTuple):
    """A prefix, its namespace, the offsets of the prefix, and the one behind the namespace."""

    prefix: str
    iri: str
    start: int
    colon: int
    end: int


def declared_and_written(text: str, base: str = "") -> Iterator[Declaration | Written]:
    """
    Yield the prefix declarations and the IRIs of a Turtle, TriG, N-Triples or N-Quads text.

    They stand in the order of the text. The keyword `a` and what stands in strings and comments
    are left out. Only tokens are read, so that RDF 1.2 is read as well.

    Args:
        text: one that the engine reads without error.
        base: an absolute IRI for relative ones; empty where the text alone gives it.
    """
    reader, before = Reader(text, "", base), ""
    while reader.kind != "end":
        kind, word = reader.kind, reader.word
        # what follows a string is its language, and that may be called @base
        if kind == "word" or (kind == "at" and before not in _STRINGS):
            word = word.lower().lstrip("@")
            if word == "version":
                # its string is followed by no language
                reader.advance()
                reader.advance()
                before = ""
                continue
            if word in ("prefix", "base"):
                reader.directive(word)
                if word == "prefix":
                    start, end = reader.declared
                    name = text[start : text.index(":", start)]
                    colon = start + len(name)
                    yield Declaration(name, reader.prefixes[name], start, colon, end)
                before = ""
                continue
        elif kind in ("iri", "name"):
            prefix = word.partition(":")[0] if kind == "name" else None
            yield Written(reader.iri().value, prefix, reader.start, reader.end)
        before = kind
        reader.advance()
