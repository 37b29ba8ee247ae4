"""
Read what the sources say of the law: subjects, objects and texts by the names of properties.

What follows by reasoning is left out: a part of a part is not a part to those who count levels.
"""

from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox

from scgraph.namespaces import INFERRED, SC

__all__ = ["is_doubted", "is_held", "node", "objects", "subjects", "texts"]

_MERGED = ox.DefaultGraph()
_INFERRED = ox.NamedNode(INFERRED)
_OTHERS = {
    "type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "title": "http://purl.org/dc/terms/title",
    "altLabel": "http://www.w3.org/2004/02/skos/core#altLabel",
    "prefLabel": "http://www.w3.org/2004/02/skos/core#prefLabel",
}


@cache
def node(name: str) -> ox.NamedNode:
    """Return a term of the ontology, or of SKOS, DCTERMS or RDF, by its local name."""
    return ox.NamedNode(_OTHERS.get(name) or SC + name)


def is_held(store: ox.Store, iri: str) -> bool:
    """Say whether the graph has a fact of an entity; of what is no IRI it has none."""
    try:
        return any(store.quads_for_pattern(ox.NamedNode(iri), None, None, _MERGED))
    except ValueError:
        return False


def objects(store: ox.Store, subject: str, name: str) -> list[str]:
    """Return the IRIs to which a property leads from an entity, sorted."""
    quads = _asserted(store, ox.NamedNode(subject), name, None)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode))


def texts(store: ox.Store, subject: str, *names: str) -> set[str]:
    """Return the literal values of properties of an entity."""
    entity = ox.NamedNode(subject)
    return {
        quad.object.value
        for name in names
        for quad in store.quads_for_pattern(entity, node(name), None, _MERGED)
        if isinstance(quad.object, ox.Literal)
    }


def subjects(store: ox.Store, name: str, value: str | ox.Literal | None) -> list[str]:
    """Return the IRIs that have a property with a value: an IRI, a literal, or any."""
    term = ox.NamedNode(value) if isinstance(value, str) else value
    quads = _asserted(store, None, name, term)
    return [quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)]


def _asserted(
    store: ox.Store,
    subject: ox.NamedNode | None,
    name: str,
    value: ox.NamedNode | ox.Literal | None,
) -> Iterator[ox.Quad]:
    """Yield the triples that fit and do not only follow by reasoning."""
    for quad in store.quads_for_pattern(subject, node(name), value, _MERGED):
        if ox.Quad(quad.subject, quad.predicate, quad.object, _INFERRED) not in store:
            yield quad


def is_doubted(store: ox.Store, subject: str, *names: str) -> bool:
    """Say whether all sources of some properties of an entity are marked as not verified."""
    entity = ox.NamedNode(subject)
    sources = {
        quad.graph_name
        for name in names
        for quad in store.quads_for_pattern(entity, node(name), None)
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name != _INFERRED
    }
    return bool(sources) and all(
        "false" in texts(store, each.value, "verified") for each in sources
    )
