"""Find the entity that a person means by a name or a citation."""

import re
from dataclasses import dataclass

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.namespaces import BASE, SC, expand, prefixes

__all__ = ["Hit", "find", "resolve"]

_LABELS = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    SC + "citation",
)
_CITATIONS = (
    (r"(?:section|sec\.?|s\.?)?\s*(\S+?),?\s*(?:of the\s+)?(faa|aeca)", "act/{1}/s{0}"),
    (r"(faa|aeca)\s+(?:section|sec\.?|s\.?)?\s*(\S+)", "act/{0}/s{1}"),
    (r"(\d+)\s*u\.?s\.?c\.?\s*(?:§|section|sec\.)?\s*(\S+)", "usc/t{0}/s{1}"),
)


@dataclass(frozen=True)
class Hit:
    """An entity, the name that matched, and how well (0 exact, 1 begins so, 2 holds it)."""

    iri: str
    name: str
    rank: int


def _citation(text: str) -> str | None:
    for pattern, form in _CITATIONS:
        if found := re.fullmatch(pattern, text.strip(), re.IGNORECASE):
            parts = [g.lower() if g.lower() in ("faa", "aeca") else g for g in found.groups()]
            parts = [re.sub(r"\(([^)]+)\)", r"_\1", part) for part in parts]
            return BASE + form.format(*parts)
    return None


def find(store: ox.Store, text: str) -> list[Hit]:
    """Return the entities whose names or citation match *text*, best first, then by IRI."""
    wanted = " ".join(text.casefold().split())
    best: dict[str, Hit] = {}
    cited = _citation(text)
    if cited and any(store.quads_for_pattern(ox.NamedNode(cited), None, None)):
        best[cited] = Hit(cited, text, 0)
    for label in _LABELS:
        for quad in store.quads_for_pattern(None, ox.NamedNode(label), None, ox.DefaultGraph()):
            if not isinstance(quad.subject, ox.NamedNode):
                continue
            if not isinstance(quad.object, ox.Literal) or not quad.subject.value.startswith(BASE):
                continue
            name = " ".join(quad.object.value.casefold().split())
            if wanted not in name:
                continue
            rank = 0 if name == wanted else 1 if name.startswith(wanted) else 2
            hit = Hit(quad.subject.value, quad.object.value, rank)
            old = best.get(hit.iri)
            if old is None or (hit.rank, hit.name) < (old.rank, old.name):
                best[hit.iri] = hit
    return sorted(best.values(), key=lambda hit: (hit.rank, len(hit.name), hit.iri))


def resolve(store: ox.Store, text: str) -> str:
    """
    Return the IRI of the one entity *text* names.

    Raises:
        BadInputError: nothing has that name, or several entities do.
    """
    if iri := expand(text, prefixes()):
        if any(store.quads_for_pattern(ox.NamedNode(iri), None, None)) or any(
            store.quads_for_pattern(None, None, ox.NamedNode(iri))
        ):
            return iri
        raise BadInputError(f"not in the graph: {text}", mend="try `scgraph find TEXT`")
    hits = find(store, text)
    exact = [hit for hit in hits if hit.rank == 0]
    if len(exact) == 1:
        return exact[0].iri
    near = "; ".join(f"<{hit.iri}> ({hit.name})" for hit in (exact or hits)[:8])
    if exact:
        raise BadInputError(f"{text!r} names several entities", mend=f"give one of {near}")
    mend = f"near: {near}" if near else "try `scgraph find TEXT`"
    raise BadInputError(f"nothing is named {text!r}", mend=mend)
