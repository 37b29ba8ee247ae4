"""Explain why a triple holds: who says it, or by which rules it follows from what is said."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.findings import Place
from scgraph.names import look_up
from scgraph.namespaces import SC, expand
from scgraph.reasoner import Closure, Generalized, Proof, Statement, close, search

__all__ = ["Explainer", "Explanation", "Said", "read_triple"]

_NEAREST = 5
_LITERAL = re.compile(r"[\"']|[+-]?[0-9.]+([eE][+-]?[0-9]+)?$|(true|false)$")
_ABSOLUTE = re.compile(r"<[^<>\s]+>|[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]+")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Said(NamedTuple):
    """
    Who asserts a triple.

    Attributes:
        graphs: the IRIs of the sources that state it, sorted.
        places: where the files state it.
        of: the IRI of the source of each place, empty where it is in none.
    """

    graphs: tuple[str, ...]
    places: tuple[Place, ...]
    of: tuple[str, ...] = ()


class Explanation(NamedTuple):
    """
    Why a triple holds, or what is nearest to it.

    Attributes:
        status: `asserted`, `inferred`, or `unknown` where it neither is said nor follows.
        proofs: of an inferred triple, those with fewest steps first.
        said: for each asserted triple of the proofs, and for the triple itself, who says it.
        nearest: triples that hold and differ in one term, where the triple does not.
        stopped: empty, or which limit ended the reasoning before the closure was whole.
        more: whether there may be more proofs than were searched.
        shorter: whether there may be a shorter one.
    """

    triple: Statement
    status: str
    proofs: tuple[Proof, ...] = ()
    said: Mapping[Statement, Said] = {}
    nearest: tuple[Statement, ...] = ()
    stopped: str = ""
    more: bool = False
    shorter: bool = False


class Explainer:
    """The closure of some sources, asked for one triple after another."""

    def __init__(self, quads: Iterable[ox.Quad], *, seconds: float | None = None) -> None:
        """
        Close the quads under OWL 2 RL.

        Args:
            quads: each in the graph of its source.
            seconds: how long to reason at most.
        """
        self.graphs: dict[Statement, list[str]] = {}
        for quad in quads:
            name = getattr(quad.graph_name, "value", "")
            self.graphs.setdefault(quad.triple, []).append(name)
        self.closure: Closure = close(self.graphs, seconds=seconds)  # type: ignore[arg-type]

    def explain(self, triple: Statement, *, most: int = 1) -> Explanation:
        """
        Explain one triple.

        Args:
            most: how many proofs to search at most.
        """
        stopped = self.closure.stopped
        if triple not in self.closure:
            near = tuple(islice(self._near(triple), _NEAREST))
            return Explanation(triple, "unknown", nearest=near, stopped=stopped)
        if triple in self.graphs:
            said = {triple: self.said(triple)}
            return Explanation(triple, "asserted", said=said, stopped=stopped)
        found, more, shorter = search(self.closure, triple, most=most)
        asserted = dict.fromkeys(one for proof in found for one in proof.asserted)
        said = {one: self.said(one) for one in asserted}
        return Explanation(
            triple, "inferred", found, said, stopped=stopped, more=more, shorter=shorter
        )

    def said(self, triple: Statement) -> Said:
        """Return the sources of an asserted triple; the places are for the caller to find."""
        names = self.graphs.get(triple, [])
        return Said(tuple(sorted({name for name in names if name})), ())

    def _near(self, triple: Statement) -> Iterator[Statement]:
        """Yield triples that differ in the object, then in the predicate, then in the subject."""
        known = [*self.graphs, *self.closure.triples]
        s, p, o = triple.subject, triple.predicate, triple.object
        yield from (one for one in known if one.subject == s and one.predicate == p)
        yield from (one for one in known if one.subject == s and one.object == o)
        yield from (one for one in known if one.predicate == p and one.object == o)


def read_triple(
    data: ox.Store, table: Mapping[str, str], subject: str, predicate: str, value: str
) -> tuple[Statement, list[str]]:
    """
    Return the triple that three words of a person mean, and what has to be said of that.

    A word is an IRI, a prefixed name, a name or a citation, the predicate also `a`, the last also a
    literal as Turtle writes it, and so the first, of which no triple of RDF may say anything, but a
    step of a proof does (see `Generalized`).

    Args:
        data: where names are looked up.
        table: the prefixes that may be used.

    Raises:
        BadInputError: a word names nothing, or several things.
    """
    notes: list[str] = []

    def node(text: str, prefer: tuple[str, ...] = ()) -> ox.NamedNode:
        if iri := expand(text, dict(table)):
            return ox.NamedNode(iri)
        if _ABSOLUTE.fullmatch(text):
            one = ox.NamedNode(text.strip("<>"))
            places = ((one, None, None), (None, one, None), (None, None, one))
            if text.startswith("<") or any(any(data.quads_for_pattern(*each)) for each in places):
                return one
        found = look_up(data, text, prefer)
        notes.extend(found.notes)
        return ox.NamedNode(found.iri)

    verb = ox.NamedNode(_TYPE) if predicate == "a" else node(predicate, (SC,))
    last = _literal(value, table) if _LITERAL.match(value) else node(value)
    if _LITERAL.match(subject):
        return Generalized(_literal(subject, table), verb, last), notes
    return ox.Triple(node(subject), verb, last), notes


def _literal(text: str, table: Mapping[str, str]) -> ox.Literal:
    head = "".join(f"@prefix {key}: <{value}> .\n" for key, value in table.items())
    try:
        (quad,) = ox.parse(f"{head}<x:s> <x:p> {text} .", ox.RdfFormat.TURTLE)
    except (SyntaxError, ValueError) as error:
        mend = 'write "text", "text"@en, "text"^^xsd:date, a number, true or false'
        raise BadInputError(f"not a literal: {text}", mend=mend) from error
    assert isinstance(quad.object, ox.Literal)
    return quad.object
