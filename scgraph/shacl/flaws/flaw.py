"""Say what is wrong with a shapes graph, at which triple, and how to mend it."""

from dataclasses import dataclass

import pyoxigraph as ox

from scgraph.shacl.flaws.terms import Node, Term

__all__ = ["Flaw"]


@dataclass(frozen=True)
class Flaw:
    """
    One thing that is wrong with a shapes graph.

    Attributes:
        kind: `malformed-shape`, `unsupported-shape`, `unknown-sh-term`, `targets-nothing`,
            `undefined-shape` or `idle-parameter`.
        severity: `violation` when the shapes cannot be used, else `warning`.
        node: the subject that it is about; with the next two it leads to the triple.
        predicate, value: of the triple that is wrong; None where one is missing.
        message, mend: what is wrong and what to do.
        within: line and column in the text of the value, where they are known.
    """

    kind: str
    severity: str
    node: Node
    predicate: ox.NamedNode | None
    value: Term | None
    message: str
    mend: str
    within: tuple[int, int] | None = None

    def order(self) -> tuple[str, ...]:
        """Return what flaws are sorted by: node, predicate, value, kind, message."""
        about = (self.node, self.predicate, self.value)
        return (*("" if one is None else str(one) for one in about), self.kind, self.message)
