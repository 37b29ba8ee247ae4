"""Hold the triples of one predicate, or the members of one class, each with why it holds."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from scgraph.reasoner.vocabulary import TYPE, Fact

__all__ = ["LOW", "SHIFT", "Fire", "Relation", "StopError", "unpack"]

# A pair of terms, and a witness with the number of a step, are each one integer.
SHIFT = 30
LOW = (1 << SHIFT) - 1

Fire: TypeAlias = Callable[[Sequence[int]], None]


def unpack(fact: int) -> Fact:
    """Return the three terms that are one integer."""
    return fact >> 2 * SHIFT, fact >> SHIFT & LOW, fact & LOW


class StopError(Exception):
    """A limit is reached."""


class Relation:
    """
    The triples of the predicate `name` (keys are subject and object in one integer), or the
    members of the class `name` (keys are terms).

    `why` holds 0 for an asserted key, else a witness and the number of the step (see
    `steps.Step`). Keys from `pending` have not been given to the rules yet; `forward` and
    `backward`, once made, hold all others.
    """

    __slots__ = ("backward", "forward", "name", "pending", "rules", "spread", "unary", "why")

    def __init__(self, name: int, unary: bool) -> None:
        """Start without a key."""
        self.name = name
        self.unary = unary
        self.why: dict[int, int] = {}
        self.pending: list[int] = []
        self.rules: list[Fire] = []
        self.forward: dict[int, list[int]] | None = None
        self.backward: dict[int, list[int]] | None = None
        self.spread: set[tuple[int, int, int, int]] = set()

    def fact(self, key: int) -> Fact:
        """Return the triple of a key."""
        if self.unary:
            return key, TYPE, self.name
        return key >> SHIFT, self.name, key & LOW

    def done(self) -> list[int]:
        """Return the keys that the rules have been given."""
        keys = list(self.why)
        return keys[: len(keys) - len(self.pending)]

    def objects(self) -> dict[int, list[int]]:
        """Return the objects of each subject, kept up from now on."""
        if self.forward is None:
            self.forward = {}
            _index(self.forward, self.done())
        return self.forward

    def subjects(self) -> dict[int, list[int]]:
        """Return the subjects of each object, kept up from now on."""
        if self.backward is None:
            self.backward = {}
            _index_back(self.backward, self.done())
        return self.backward

    def take(self) -> list[int]:
        """Return the pending keys, which from now on are done."""
        keys, self.pending = self.pending, []
        if self.forward is not None:
            _index(self.forward, keys)
        if self.backward is not None:
            _index_back(self.backward, keys)
        return keys


def _index(index: dict[int, list[int]], keys: Iterable[int]) -> None:
    for key in keys:
        known = index.get(key >> SHIFT)
        if known is None:
            index[key >> SHIFT] = [key & LOW]
        else:
            known.append(key & LOW)


def _index_back(index: dict[int, list[int]], keys: Iterable[int]) -> None:
    for key in keys:
        known = index.get(key & LOW)
        if known is None:
            index[key & LOW] = [key >> SHIFT]
        else:
            known.append(key >> SHIFT)
