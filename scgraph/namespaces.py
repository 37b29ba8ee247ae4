"""Read the prefix table and turn IRIs into prefixed names and back."""

import re
from typing import TYPE_CHECKING

from scgraph.files import prefix_file

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "BASE",
    "INFERRED",
    "OURS",
    "SC",
    "declared",
    "expand",
    "prefixes",
    "shorten",
    "table_of",
]

BASE = "https://w3id.org/scgraph/"
SC = BASE + "ontology#"
OURS = (BASE + "source/ontology", BASE + "source/scgraph")
INFERRED = BASE + "source/inferred"
_LINE = re.compile(r"@prefix\s+([\w-]+):\s+<([^>]+)>\s*\.")
_HEAD = 65_536
_DECLARED = re.compile(r"^\s*@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)


def prefixes() -> dict[str, str]:
    """Return prefix to namespace, as `ontology/prefixes.ttl` lists them."""
    with open(prefix_file(), encoding="utf-8") as file:
        return dict(_LINE.findall(file.read()))


def declared(text: str) -> dict[str, str]:
    """Return the prefixes that a Turtle or TriG text declares; of one declared twice the last."""
    return dict(_DECLARED.findall(text))


def table_of(texts: "Iterable[str]") -> dict[str, str]:
    """Return the prefixes that texts begin with, the first of a name, then those of our table."""
    table: dict[str, str] = {}
    for text in texts:
        for prefix, namespace in declared(text[:_HEAD]).items():
            table.setdefault(prefix, namespace)
    return table | {k: v for k, v in prefixes().items() if k not in table}


def shorten(iri: str, table: dict[str, str]) -> str:
    """Return the prefixed name of *iri*, or the IRI itself when none fits."""
    best = ""
    short = iri
    for prefix, namespace in table.items():
        local = iri[len(namespace) :]
        if iri.startswith(namespace) and len(namespace) > len(best) and "/" not in local and local:
            best, short = namespace, f"{prefix}:{local}"
    return short


def expand(name: str, table: dict[str, str]) -> str | None:
    """Return the IRI behind a prefixed name, an IRI, or `<IRI>`; None when it is neither."""
    if name.startswith("<") and name.endswith(">"):
        name = name[1:-1]
    if name.startswith(("https://", "http://")):
        return name
    prefix, colon, local = name.partition(":")
    return table[prefix] + local if colon and local and prefix in table else None
