"""Close the graph under OWL 2 RL and name the clashes."""

from typing import TYPE_CHECKING, NamedTuple

from scgraph.errors import BadInputError

if TYPE_CHECKING:
    import rdflib

__all__ = ["REASONERS", "Closure", "close"]

REASONERS = ("owlrl",)
_CLASH = "http://www.daml.org/2002/03/agents/agent-ont#error"


class Closure(NamedTuple):
    """What follows from a graph: new triples as N-Triples lines, and clash messages; sorted."""

    triples: tuple[str, ...]
    clashes: tuple[str, ...]


def close(graph: "rdflib.Graph", reasoner: str = "owlrl") -> Closure:
    """
    Return what OWL 2 RL (OWL 2 Profiles, section 4.3) adds to *graph*, which stays as it is.

    Triples about the built-in vocabularies alone, and those with a literal as subject, are left
    out.

    Raises:
        BadInputError: no such reasoner.
    """
    if reasoner not in REASONERS:
        raise BadInputError(f"no reasoner {reasoner!r}", mend=f"give one of {', '.join(REASONERS)}")
    import owlrl
    import rdflib

    made = rdflib.Graph()
    for triple in graph.triples((None, None, None)):
        made.add(triple)
    asserted = set(made)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(made)
    message = rdflib.URIRef(_CLASH)
    clashes = {str(text) for text in made.objects(None, message)}
    clashing = set(made.subjects(message, None))
    known = {term for triple in asserted for term in triple}
    new = {
        f"{s.n3()} {p.n3()} {o.n3()} ."
        for s, p, o in set(made) - asserted
        if s in known
        and s not in clashing
        and s != o
        and not isinstance(s, rdflib.Literal)
        and not (isinstance(s, rdflib.BNode) or isinstance(o, rdflib.BNode))
    }
    return Closure(tuple(sorted(new)), tuple(sorted(clashes)))
