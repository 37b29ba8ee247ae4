"""Write TriG as this project lays it out: a block a subject, the dot alone."""

import re
from collections.abc import Mapping, Sequence
from typing import IO

from scgraph.namespaces import BASE

__all__ = ["Graph", "literal", "date"]

Facts = Mapping[str, Sequence[str]]
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")


def literal(text: str, language: str = "") -> str:
    """Return a literal as TriG writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\u{ord(m[0]):04X}", escaped)
    return f'"{escaped}"' + (f"@{language}" if language else "")


def date(text: str) -> str:
    """Return an ISO date as an `xsd:date`."""
    return f'"{text}"^^xsd:date'


class Graph:
    """The blocks of one named graph, written to a file as they come."""

    def __init__(self, file: IO[str], table: Mapping[str, str]) -> None:
        """Take the file that the blocks go to and the prefix table."""
        self.file = file
        self.by_namespace = {namespace: prefix for prefix, namespace in table.items()}
        self.used: set[str] = set()

    def iri(self, iri: str) -> str:
        """Return the shortest name of an IRI, and remember the prefix it needs."""
        for cut in (iri.rfind("/s") + 2, iri.rfind("#") + 1, iri.rfind("/") + 1):
            prefix = self.by_namespace.get(iri[:cut]) if cut > 1 else None
            if prefix is not None and _LOCAL.fullmatch(iri[cut:]):
                self.used.add(prefix)
                return f"{prefix}:{iri[cut:]}"
        return f"<{iri}>"

    def ours(self, kind: str, name: str) -> str:
        """Return the name of an entity of ours by its kind, such as `source` and `scgraph`."""
        return self.iri(f"{BASE}{kind}/{name}")

    def block(self, subject: str, facts: Facts) -> None:
        """Write the block of one subject; predicates and values are already written as TriG."""
        lines = [f"    {self.iri(subject)}"]
        for predicate, values in facts.items():
            if values:
                name = predicate.partition(":")[0]
                if predicate != "a":
                    self.used.add(name)
                self.used.update(re.findall(r"\^\^(\w+):", " ".join(values)))
                lines.append(f"        {predicate} {' , '.join(values)} ;")
        lines.append("        .")
        if len(lines) > 2:
            self.file.write("\n".join(lines) + "\n")
