"""Say what the number of a section means of which no law is named; it is hardly ever guessed."""

import pyoxigraph as ox

from scgraph.law.triples import subjects
from scgraph.namespaces import BASE, SC
from scgraph.uslm.paths import order

__all__ = ["numbered"]


def numbered(store: ox.Store, number: str) -> list[str]:
    """
    Return all that a section's number alone may mean.

    That is each section with the number, public laws first, the latest first, then the programs
    that go by the number.
    """
    found = {
        iri
        for kind in ("Provision", "CodeSection")
        for iri in subjects(store, "type", SC + kind)
        if _number_of(iri) == number.casefold()
    }
    laws = [iri for iri in found if iri.startswith(f"{BASE}pl/")]
    laws.sort()
    laws.sort(key=lambda iri: order(iri.split("/")[-2]), reverse=True)
    names = {
        iri
        for literal in (ox.Literal(number, language="en"), ox.Literal(number))
        for iri in subjects(store, "altLabel", literal)
        if iri.startswith(f"{BASE}program/")
    }
    return [*laws, *sorted(found.difference(laws)), *sorted(names)]


def _number_of(iri: str) -> str:
    """Return the number of a section, in small letters, without division and later history."""
    local = iri.rpartition("/s")[2]
    if local[:1] == "d" and "_" in local:
        local = local.partition("_")[2]
    number, _, tail = local.partition("-")
    return (number if tail[:1].isalpha() else local).casefold()
