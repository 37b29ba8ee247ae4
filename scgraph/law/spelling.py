"""Write a provision so that a person knows it and can ask for it again."""

import re
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from scgraph.law.triples import objects, texts
from scgraph.namespaces import BASE, prefixes, shorten

__all__ = ["law_name", "listed", "meant", "said", "spelling"]


def said(store: ox.Store, iri: str) -> str:
    """Return the citation of a provision, such as 22 U.S.C. 2763; its name where it has none."""
    citations = texts(store, iri, "citation")
    usual = [text for text in citations if "U.S.C." in text] if "/usc/" in iri else []
    best = min(usual or citations, key=lambda text: (len(text), text), default="")
    return best or min(texts(store, iri, "prefLabel"), default=iri)


def spelling(store: ox.Store, iri: str) -> str:
    """Return how to write a provision so that it is found again, such as P.L. 113-291 s. 1206."""
    parts = iri.removeprefix(BASE).split("/")
    section = re.fullmatch(r"s(?:d[A-Z]+_)?\d\w*", parts[-1])
    if parts[0] != "pl" or len(parts) != 3 or not section:
        return said(store, iri)
    number, *below = parts[2][1:].split("_")
    division = ""
    if number[0] == "d":
        division, number, below = f" div. {number[1:]}", below[0], below[1:]
    return f"P.L. {parts[1]}{division} s. {number}" + "".join(f"({level})" for level in below)


def listed(store: ox.Store, iris: Sequence[str]) -> str:
    """Return how to write each of several provisions, the first twelve."""
    spelled = [f"“{spelling(store, iri)}”" for iri in iris]
    if len(set(spelled)) < len(spelled):
        table = prefixes()
        spelled = [
            f"{shorten(iri, table)} ({', '.join(said(store, code) for code in codes)})"
            for iri in iris
            for codes in [objects(store, iri, "codifiedAt")]
        ]
    return "; ".join(spelled[:12]) + "; ..." * (len(spelled) > 12)


def meant(store: ox.Store, iris: Iterable[str]) -> str:
    """Return how to write each thing that a number alone may mean, with its act and year."""
    written = []
    for iri in iris:
        if iri.startswith(f"{BASE}program/"):
            label = min(texts(store, iri, "prefLabel"), default="")
            written.append(f"program:{iri.rpartition('/')[2]} ({label})")
            continue
        about = min(texts(store, iri, "prefLabel"), default="")
        if iri.startswith(f"{BASE}pl/"):
            day = min(texts(store, iri.rpartition("/")[0], "notBefore"), default="")
            about = ", ".join(part for part in (law_name(store, iri), day[:4]) if part)
        written.append(f"“{spelling(store, iri)}”" + f" ({about})" * bool(about))
    return "; ".join(written)


def law_name(store: ox.Store, iri: str) -> str:
    """Return the shortest name of the public law in which a provision stands, empty for none."""
    law = iri.rpartition("/")[0]
    if not law.startswith(f"{BASE}pl/"):
        return ""
    names = texts(store, law, "altLabel", "title")
    return min(names, key=lambda name: (len(name), name), default="")
