"""Close triples with owlrl, and leave out of its answer what is noise by our account."""

from collections.abc import Iterable

import owlrl
import pyoxigraph as ox
import rdflib

from scgraph.reasoner.vocabulary import BUILT_IN

_ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
_REFLEXIVE = {
    rdflib.OWL.sameAs,
    rdflib.OWL.equivalentClass,
    rdflib.OWL.equivalentProperty,
    rdflib.RDFS.subClassOf,
    rdflib.RDFS.subPropertyOf,
}


def _line(triple: tuple[rdflib.term.Node, ...]) -> str:
    return " ".join(term.n3() for term in triple)  # type: ignore[attr-defined]


def _is_noise(s: rdflib.term.Node, p: rdflib.term.Node, o: rdflib.term.Node) -> bool:
    thing, nothing = rdflib.OWL.Thing, rdflib.OWL.Nothing
    return (
        isinstance(s, rdflib.Literal | rdflib.BNode)
        or isinstance(o, rdflib.BNode)
        or (s == o and p in _REFLEXIVE)
        or (str(s).startswith(BUILT_IN) and str(o).startswith(BUILT_IN))
        or (o == thing and p in (rdflib.RDF.type, rdflib.RDFS.subClassOf))
        or (o == thing and p in (rdflib.RDFS.domain, rdflib.RDFS.range))
        or (s == nothing and p == rdflib.RDFS.subClassOf)
    )


def close_with_owlrl(triples: Iterable[ox.Triple]) -> tuple[set[str], set[str]]:
    """Return the new triples but for noise, each as a line, and the messages of clashes."""
    graph = rdflib.Graph()
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    asserted = set(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    messages = {str(message) for message in graph.objects(None, _ERROR)}
    errors = set(graph.subjects(_ERROR, None))
    new = {triple for triple in graph if triple not in asserted and triple[0] not in errors}
    return {_line(triple) for triple in new if not _is_noise(*triple)}, messages


def shown(triples: Iterable[ox.Triple]) -> set[str]:
    """Return those of our triples that have no blank node, as lines."""
    blank = ox.BlankNode
    named = [t for t in triples if not isinstance(t.subject, blank) | isinstance(t.object, blank)]
    graph = rdflib.Graph()
    graph.parse(data=ox.serialize(named, format=ox.RdfFormat.N_TRIPLES), format="nt")
    return {_line(triple) for triple in graph}
