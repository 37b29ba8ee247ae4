"""Know which sections once had the number of another, or a number that none has now."""

import pyoxigraph as ox

from scgraph.law.spelling import said
from scgraph.law.triples import node, subjects, texts
from scgraph.lawcite import Citation
from scgraph.namespaces import BASE

__all__ = ["earlier", "held_on", "once_numbered"]


def once_numbered(store: ox.Store, citation: Citation, iris: set[str]) -> list[str]:
    """
    Return the sections that once had a number which none has now, sorted.

    Such a section has that number in its IRI (10 U.S.C. 405 is usc10:405-renumbered-401_e), or as a
    former citation (section 535 of the FAA is section 533).

    Args:
        iris: the IRIs that the number would have.
    """
    found = {iri for iri in subjects(store, "lawStatus", None) if _number_of(iri) in iris}
    if not found:
        laws = {iri.rpartition("/s")[0] for iri in iris if iri.startswith(f"{BASE}act/")}
        for name in sorted({name for law in laws for name in texts(store, law, "altLabel")}):
            text = ox.Literal(f"Section {citation.section}, {name}")
            found.update(subjects(store, "formerCitation", text))
    return sorted(found)


def _number_of(iri: str) -> str:
    """Return the IRI that the number alone of `2010-renumbered-321` would have."""
    law, _, local = iri.rpartition("/s")
    number, _, tail = local.partition("-")
    return f"{law}/s{number}" if tail[:1].isalpha() else ""


def earlier(store: ox.Store, iri: str) -> str:
    """
    Say which other section of the Code had a number, where for a time no section had it.

    Where one section took the number of another on the same day, the later one is meant.
    """
    if not iri.startswith(f"{BASE}usc/") or "_" in iri:
        return ""
    since = min(texts(store, iri, "standsSince"), default="9999")
    for quad in store.quads_for_pattern(None, node("renumberedAs"), None, ox.DefaultGraph()):
        other, now = quad.subject, quad.object
        if not isinstance(other, ox.NamedNode) or not isinstance(now, ox.NamedNode):
            continue
        if other.value.startswith(f"{iri}-renumbered-"):
            until = max(texts(store, other.value, "standsUntil"), default=since)
            if until < since:
                now_said = said(store, now.value)
                return f"until {until} another section had this number, now {now_said}"
    return ""


def held_on(store: ox.Store, iri: str, day: str) -> str:
    """
    Return the section that had the number of another on a day before that one stood.

    Args:
        iri: the section that has the number now.
        day: YYYY-MM-DD.

    Returns:
        The IRI of the earlier section, or the empty text where none is known.
    """
    if min(texts(store, iri, "standsSince"), default="9999") <= day:
        return ""
    for other in sorted(subjects(store, "lawStatus", None)):
        since = min(texts(store, other, "standsSince"), default="")
        until = max(texts(store, other, "standsUntil"), default="")
        if _number_of(other) == iri and since <= day < until:
            return other
    return ""
