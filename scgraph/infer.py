"""Close triples under OWL 2 RL, by the engine of this package or by owlrl, the reference."""

from collections.abc import Iterable
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.reasoner import Clash, Closure, Note, close

__all__ = ["REASONERS", "Inferred", "infer"]

REASONERS = ("scgraph", "owlrl")
_REFLEXIVE = (
    "http://www.w3.org/2002/07/owl#sameAs",
    "http://www.w3.org/2002/07/owl#equivalentClass",
    "http://www.w3.org/2002/07/owl#equivalentProperty",
    "http://www.w3.org/2000/01/rdf-schema#subClassOf",
    "http://www.w3.org/2000/01/rdf-schema#subPropertyOf",
)
_CLASH = "http://www.daml.org/2002/03/agents/agent-ont#error"


class Inferred(NamedTuple):
    """
    What follows from triples.

    Attributes:
        triples: those that were not given, sorted by the text of their terms.
        clashes: what cannot hold together; owlrl says it in words, as the name of the rule.
        stopped: empty, or which limit ended the work before the closure was whole.
        notes: axioms that could not be used, and why.
        closure: what the engine of this package knows of each step.
    """

    triples: tuple[ox.Triple, ...]
    clashes: tuple[Clash, ...]
    stopped: str = ""
    notes: tuple[Note, ...] = ()
    closure: Closure | None = None


def infer(
    triples: Iterable[ox.Triple],
    *,
    reasoner: str = "scgraph",
    seconds: float | None = None,
    most: int | None = None,
) -> Inferred:
    """
    Return what OWL 2 RL (OWL 2 Profiles, section 4.3) adds to *triples*.

    Left out is what says nothing of the user's terms (see `scgraph.reasoner`).

    Args:
        reasoner: one of REASONERS; owlrl knows no limits.
        seconds: how long to work at most.
        most: how many triples to derive at most.

    Raises:
        BadInputError: no such reasoner.
    """
    if reasoner not in REASONERS:
        raise BadInputError(f"no reasoner {reasoner!r}", mend=f"give one of {', '.join(REASONERS)}")
    if reasoner == "owlrl":
        return _by_owlrl(triples)
    closure = close(triples, seconds=seconds, most=most)
    return Inferred(closure.triples, closure.clashes, closure.stopped, closure.notes, closure)


def _by_owlrl(triples: Iterable[ox.Triple]) -> Inferred:
    import owlrl
    import rdflib

    made = rdflib.Graph()
    made.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    given = set(made)
    try:
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(made)
    except ValueError as error:  # of a list that runs in a circle
        mend = "leave out --reasoner owlrl, and see what is left out and where"
        raise BadInputError(f"owlrl cannot read it: {error}", mend=mend) from error
    message = rdflib.URIRef(_CLASH)
    clashes = {str(text) for text in made.objects(None, message)}
    clashing = set(made.subjects(message, None))
    known = {term for triple in given for term in triple}
    new = {
        f"{s.n3()} {p.n3()} {o.n3()} ."
        for s, p, o in set(made) - given
        if s in known
        and s not in clashing
        and (s != o or str(p) not in _REFLEXIVE)
        and not isinstance(s, rdflib.Literal)
        and not (isinstance(s, rdflib.BNode) or isinstance(o, rdflib.BNode))
    }
    rows = ox.parse("\n".join(sorted(new)), ox.RdfFormat.N_TRIPLES)
    return Inferred(
        tuple(quad.triple for quad in rows),
        tuple(Clash(text, ()) for text in sorted(clashes)),
    )
