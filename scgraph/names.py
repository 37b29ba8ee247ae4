"""Find the entity that a person means by a name or a citation."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.namespaces import BASE, SC, expand, prefixes, shorten

if TYPE_CHECKING:
    from scgraph.law.settle import Outcome
    from scgraph.lawcite import Citation

__all__ = ["Hit", "Resolved", "find", "look_up", "near"]

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


class Resolved(NamedTuple):
    """The one entity that a name means, and what has to be said of how it was found."""

    iri: str
    notes: tuple[str, ...] = ()


def find(store: ox.Store, text: str) -> list[Hit]:
    """Return the entities whose names or citation match *text*, best first, then by IRI."""
    words = _checked(text).casefold().split()
    wanted = " ".join(words)
    best: dict[str, Hit] = {}
    if (iri := expand(text, prefixes())) and _is_in(store, iri):
        best[iri] = Hit(iri, text, 0)
    from scgraph.law.settle import settle
    from scgraph.lawcite import parse

    for citation in parse(text)[0]:
        outcome = settle(store, citation)
        for cited in (outcome.iri, *outcome.choices):
            if cited:
                best[cited] = Hit(cited, text, 1 if outcome.part else 0)
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


def look_up(store: ox.Store, text: str, prefer: tuple[str, ...] = ()) -> Resolved:
    """
    Return the one entity *text* names, and what has to be said of how it was found.

    A citation of a part that the graph does not hold means what encloses it, and a note says so.
    The number of a section alone, such as 1206, is refused: it is many laws.

    Args:
        prefer: beginnings of IRIs that are meant first where a name fits several entities.

    Raises:
        BadInputError: nothing has that name, or several entities do.
    """
    _checked(text)
    if ":" in text and (iri := expand(text, prefixes())):
        if _is_in(store, iri):
            return Resolved(iri)
        mend = f"near: {listed}" if (listed := _listed(near(store, iri))) else "try `scgraph find`"
        raise BadInputError(f"not in the graph: {text}", mend=mend)
    if any(beginning.startswith(SC) for beginning in prefer) and _is_in(store, SC + text):
        return Resolved(SC + text)
    if text.startswith("/us/") and (paths := _by_path(store, text)):
        return Resolved(paths)
    cited, fault = _cited(store, text)
    if cited and cited.iri and (not prefer or cited.iri.startswith(prefer)):
        return Resolved(cited.iri, cited.notes)
    exact, hits = _as_typed(store, text), list[Hit]()
    if not exact and not cited:
        hits = find(store, text)
        exact = [hit for hit in hits if hit.rank == 0]
    wanted = [hit for hit in exact if hit.iri.startswith(prefer)]
    if cited and cited.iri and len(wanted) != 1:
        return Resolved(cited.iri, cited.notes)
    exact = wanted or exact
    if len(exact) == 1:
        return Resolved(exact[0].iri)
    if cited:
        raise BadInputError(cited.reason, mend=cited.mend or "try `scgraph find TEXT`")
    if exact:
        listed = _listed(exact)
        raise BadInputError(f"{text!r} names several entities", mend=f"give one of {listed}")
    listed = _listed(hits or near(store, text))
    mend = f"near: {listed}" if listed else "try `scgraph find TEXT`"
    raise BadInputError(f"nothing is named {text!r}{f': {fault}' * bool(fault)}", mend=mend)


def _by_path(store: ox.Store, text: str) -> str:
    """Return the entity that has a USLM path to the letter; empty when none has."""
    path = ox.Literal(text.strip())
    quads = store.quads_for_pattern(None, ox.NamedNode(SC + "uslm"), path, ox.DefaultGraph())
    return min((q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)), default="")


def _cited(store: ox.Store, text: str) -> "tuple[Outcome | None, str]":
    """
    Return what *text* comes to as a citation, None where it is none, and why it cannot be read.

    Raises:
        BadInputError: it is a number of four digits without a law.
    """
    from scgraph.law.settle import Outcome, settle
    from scgraph.lawcite import parse, written

    citations, fault = parse(text)
    if not citations:
        return None, fault
    if len(citations) > 1:
        mend = "; ".join(f"“{written(citation)}”" for citation in citations)
        reason = f"{text!r} is several provisions"
        return Outcome(reason=reason, mend=f"give one of {mend}"), ""
    outcome = settle(store, citations[0])
    if _is_nickname(citations[0]) and not outcome.iri:
        raise BadInputError(outcome.reason, mend=outcome.mend)
    return (None, outcome.reason) if outcome.kind == "act" else (outcome, "")


def _is_nickname(citation: "Citation") -> bool:
    """Say whether a citation is a number of four digits of which no law is named."""
    return citation.bare and len(citation.section) == 4 and citation.section.isdigit()


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
    """Return the entities whose name or citation *text* is to the letter, sorted by IRI."""
    found: set[str] = set()
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
