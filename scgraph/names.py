"""Find the entity that a person means by a name or a citation."""

from collections.abc import Sequence
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.lawcite import iris
from scgraph.namespaces import BASE, SC, expand, prefixes, shorten

__all__ = ["Hit", "find", "near", "resolve"]

_LABELS = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    SC + "citation",
)


class Hit(NamedTuple):
    """An entity, the name that matched, and how: 0 exact, 1 begins so, 2 holds it, 3 its words."""

    iri: str
    name: str
    rank: int


def find(store: ox.Store, text: str) -> list[Hit]:
    """Return the entities whose names or citation match *text*, best first, then by IRI."""
    words = text.casefold().split()
    wanted = " ".join(words)
    best: dict[str, Hit] = {}
    for cited in iris(text):
        if any(store.quads_for_pattern(ox.NamedNode(cited), None, None)):
            best[cited] = Hit(cited, text, 0)
    for label in _LABELS:
        for quad in store.quads_for_pattern(None, ox.NamedNode(label), None, ox.DefaultGraph()):
            if not isinstance(quad.subject, ox.NamedNode):
                continue
            if not isinstance(quad.object, ox.Literal) or not quad.subject.value.startswith(BASE):
                continue
            name = " ".join(quad.object.value.casefold().split())
            if wanted not in name and not all(f" {word}" in f" {name}" for word in words):
                continue
            rank = (
                0
                if name == wanted
                else 1
                if name.startswith(wanted)
                else 2
                if wanted in name
                else 3
            )
            hit = Hit(quad.subject.value, quad.object.value, rank)
            old = best.get(hit.iri)
            if old is None or (hit.rank, hit.name) < (old.rank, old.name):
                best[hit.iri] = hit
    return sorted(best.values(), key=lambda hit: (hit.rank, len(hit.name), hit.iri))


def resolve(store: ox.Store, text: str, prefer: tuple[str, ...] = ()) -> str:
    """
    Return the IRI of the one entity *text* names.

    Args:
        prefer: beginnings of IRIs that are meant first where a name fits several entities.

    Raises:
        BadInputError: nothing has that name, or several entities do.
    """
    if iri := expand(text, prefixes()):
        if any(store.quads_for_pattern(ox.NamedNode(iri), None, None)) or any(
            store.quads_for_pattern(None, None, ox.NamedNode(iri))
        ):
            return iri
        raise BadInputError(f"not in the graph: {text}", mend="try `scgraph find TEXT`")
    exact, hits = _as_typed(store, text), list[Hit]()
    if not exact:
        hits = find(store, text)
        exact = [hit for hit in hits if hit.rank == 0]
    exact = [hit for hit in exact if hit.iri.startswith(prefer)] or exact
    if len(exact) == 1:
        return exact[0].iri
    if exact:
        listed = _listed(exact)
        raise BadInputError(f"{text!r} names several entities", mend=f"give one of {listed}")
    listed = _listed(hits or near(store, text))
    mend = f"near: {listed}" if listed else "try `scgraph find TEXT`"
    raise BadInputError(f"nothing is named {text!r}", mend=mend)


def _as_typed(store: ox.Store, text: str) -> list[Hit]:
    """Return the entities that *text* cites or whose name it is to the letter, sorted by IRI."""
    found = {
        iri for iri in iris(text) if any(store.quads_for_pattern(ox.NamedNode(iri), None, None))
    }
    for label in map(ox.NamedNode, _LABELS):
        for name in (ox.Literal(text, language="en"), ox.Literal(text)):
            for quad in store.quads_for_pattern(None, label, name, ox.DefaultGraph()):
                if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(BASE):
                    found.add(quad.subject.value)
    return [Hit(iri, text, 0) for iri in sorted(found)]


def near(store: ox.Store, text: str) -> list[Hit]:
    """Return up to five entities with a name spelt much like *text*, most alike first."""
    from difflib import get_close_matches

    names = get_close_matches(text.casefold(), _names(store), 5, 0.6)
    return [hit for name in names for hit in find(store, name)[:1]]


def _listed(hits: Sequence[Hit]) -> str:
    table = prefixes()
    return "; ".join(f"{shorten(hit.iri, table)} ({hit.name})" for hit in hits[:8])


def _names(store: ox.Store) -> list[str]:
    """Return every name and citation of an entity of ours, sorted."""
    return sorted(
        {
            quad.object.value.casefold()
            for label in _LABELS
            for quad in store.quads_for_pattern(None, ox.NamedNode(label), None, ox.DefaultGraph())
            if isinstance(quad.object, ox.Literal)
        }
    )
