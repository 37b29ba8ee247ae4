"""Find the entity that a person means by a name or a citation."""

from collections.abc import Iterator, Sequence
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
    "http://www.w3.org/2000/01/rdf-schema#label",
)


class Hit(NamedTuple):
    """An entity, the name that matched, and how: 0 exact, 1 begins so, 2 holds it, 3 its words."""

    iri: str
    name: str
    rank: int


def find(store: ox.Store, text: str) -> list[Hit]:
    """Return the entities whose names or citation match *text*, best first, then by IRI."""
    words = _checked(text).casefold().split()
    wanted = " ".join(words)
    best: dict[str, Hit] = {}
    if (iri := expand(text, prefixes())) and _is_in(store, iri):
        best[iri] = Hit(iri, text, 0)
    for cited in iris(text):
        if any(store.quads_for_pattern(ox.NamedNode(cited), None, None)):
            best[cited] = Hit(cited, text, 0)
    for iri, printed in _names(store):
        name = " ".join(printed.casefold().split())
        if name == wanted:
            rank = 0
        elif name.startswith(wanted):
            rank = 1
        elif wanted in name:
            rank = 2
        elif all(f" {word}" in f" {name}" for word in words):
            rank = 3
        else:
            continue
        old = best.get(iri)
        if old is None or (rank, printed) < (old.rank, old.name):
            best[iri] = Hit(iri, printed, rank)
    return sorted(best.values(), key=lambda hit: (hit.rank, len(hit.name), hit.iri))


def resolve(store: ox.Store, text: str, prefer: tuple[str, ...] = ()) -> str:
    """
    Return the IRI of the one entity *text* names.

    Args:
        prefer: beginnings of IRIs that are meant first where a name fits several entities.

    Raises:
        BadInputError: nothing has that name, or several entities do.
    """
    _checked(text)
    if iri := expand(text, prefixes()):
        if _is_in(store, iri):
            return iri
        mend = f"near: {listed}" if (listed := _listed(near(store, iri))) else "try `scgraph find`"
        raise BadInputError(f"not in the graph: {text}", mend=mend)
    if any(beginning.startswith(SC) for beginning in prefer) and _is_in(store, SC + text):
        return SC + text
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


def _checked(text: str) -> str:
    """Return *text* when it can be a name."""
    if not text.strip():
        raise BadInputError(
            "an empty name", mend="give an IRI, a prefixed name, a name or citation"
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadInputError("a name that is not UTF-8", mend="write it in UTF-8") from error
    return text


def _is_in(store: ox.Store, iri: str) -> bool:
    """Say whether the graph speaks of an IRI; what is no IRI it does not."""
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return False
    return any(store.quads_for_pattern(node, None, None)) or any(
        store.quads_for_pattern(None, None, node)
    )


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

    if text.startswith(BASE):
        entities = {iri: name for iri, name in _names(store)}
        return [Hit(iri, entities[iri], 0) for iri in get_close_matches(text, entities, 5, 0.6)]
    names = sorted({name.casefold() for _, name in _names(store)})
    alike = get_close_matches(text.casefold(), names, 5, 0.6)
    return [hit for name in alike for hit in find(store, name)[:1]]


def _listed(hits: Sequence[Hit]) -> str:
    table = prefixes()
    return "; ".join(f"{shorten(hit.iri, table)} ({hit.name})" for hit in hits[:8])


def _names(store: ox.Store) -> Iterator[tuple[str, str]]:
    """Yield the IRI of each entity of ours with each of its names and citations."""
    for label in _LABELS:
        for quad in store.quads_for_pattern(None, ox.NamedNode(label), None, ox.DefaultGraph()):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                if quad.subject.value.startswith(BASE):
                    yield quad.subject.value, quad.object.value
