"""
Say where each triple of a Turtle, TriG, N-Triples or N-Quads file stands, by line and column.

The reader follows the grammars of W3C (Turtle 1.1, section 6.5; TriG 1.1, section 4.5) and reads
only what pyoxigraph has already read without error. It is made for files that a finding points to:
the engine loads fast and forgets places, this module remembers them.
"""

from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.errors import ScgraphError
from scgraph.places.iris import Declaration, Written, declared_and_written
from scgraph.places.lines import Lines, Span
from scgraph.places.reader import Graph, Reader

__all__ = [
    "Declaration",
    "Lines",
    "Placed",
    "Span",
    "Written",
    "declared_and_written",
    "paired",
    "place_map",
]


class Placed(NamedTuple):
    """
    Hold one triple, its graph and the spans of its three terms.

    A literal spans its datatype or language too, `[ ... ]` and `( ... )` everything between the
    brackets. A collection of n items makes 2n triples whose parts are not all written: its first
    cell spans the whole `( ... )`, each further cell its own item, the rdf:nil that closes it the
    `)`; rdf:first and rdf:rest are empty spans where their object begins.
    """

    triple: ox.Triple
    graph: Graph
    subject_span: Span
    predicate_span: Span
    object_span: Span


def place_map(source: Path | str, format: ox.RdfFormat, base: str = "") -> list[Placed]:
    """
    Read every triple of a file, or of a text, with its place.

    The triples stand in the order in which `pyoxigraph.parse` gives them. Written blank node
    labels are kept, as it keeps them; the others are numbered in order of appearance.

    Args:
        source: a path to read, or the text itself.
        format: Turtle, TriG, N-Triples or N-Quads.
        base: an absolute IRI for relative ones; empty where the text alone gives it.

    Raises:
        ScgraphError: the text holds what this reader does not know, such as RDF 1.2 triple terms.
    """
    text, name = _text(source)
    return _placed(text, name, format, base)


def paired(
    source: Path | str, format: ox.RdfFormat, base: str = ""
) -> list[tuple[ox.Quad, Placed]]:
    """
    Return each quad of `pyoxigraph.parse` with its place, in its order.

    All terms are compared first, blank nodes one to one, so that a wrong place is never given.

    Raises:
        ScgraphError: the two readers do not agree, or one of them refuses the text.
    """
    text, name = _text(source)
    placed = _placed(text, name, format, base)
    there: dict[ox.BlankNode, ox.BlankNode] = {}
    back: dict[ox.BlankNode, ox.BlankNode] = {}

    def same(theirs: object, ours: object) -> bool:
        if isinstance(theirs, ox.BlankNode) and isinstance(ours, ox.BlankNode):
            known = there.setdefault(theirs, ours), back.setdefault(ours, theirs)
            return known == (ours, theirs)
        return theirs == ours

    pairs = []
    parsed = ox.parse(text, format, base_iri=base or None)
    try:
        for number, (quad, one) in enumerate(zip_longest(parsed, placed), 1):
            if quad is None or one is None:
                raise ScgraphError(
                    f"no place: the readers differ after {number - 1} quads", where=name
                )
            if not (
                same(quad.subject, one.triple.subject)
                and same(quad.predicate, one.triple.predicate)
                and same(quad.object, one.triple.object)
                and same(quad.graph_name, one.graph)
            ):
                where = f"{name}:{one.subject_span.line}:{one.subject_span.column}"
                told = f"no place: quad {number} is {quad} to the engine, {one.triple} here"
                raise ScgraphError(told, where=where)
            pairs.append((quad, one))
    except SyntaxError as error:
        where = f"{name}:{error.lineno}:{error.offset}"
        raise ScgraphError(f"no place: {error.msg}", where=where) from error
    return pairs


def _text(source: Path | str) -> tuple[str, str]:
    """Return the text, with its line ends as they are, and the name for messages."""
    if isinstance(source, str):
        return source, "text"
    try:
        return source.read_bytes().decode(), str(source)
    except (OSError, UnicodeDecodeError) as error:
        raise ScgraphError(f"no place: {error}", where=str(source)) from error


def _placed(text: str, name: str, format: ox.RdfFormat, base: str) -> list[Placed]:
    """Read a text and turn offsets into lines and columns."""
    reader = Reader(text, name, base)
    rows = reader.read(format)
    lines = Lines(text)
    spans: dict[int, Span] = {}

    def span(start: int) -> Span:
        if start not in spans:
            spans[start] = lines.span(start, reader.ends[start])
        return spans[start]

    made = []
    for (subject, at), (predicate, verb), (value, there), graph in rows:
        last = span(there)
        # A predicate that is not written has an empty span before its object.
        middle = span(verb) if verb >= 0 else Span(*last[:2], *last[:2])
        triple = ox.Triple(subject, predicate, value)
        made.append(Placed(triple, graph, span(at), middle, last))
    return made
