"""Close a handful of triples by the text of the rules alone: slow, plain, and the judge."""

from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from scgraph.reasoner.match import solve
from scgraph.reasoner.rules import rules
from scgraph.reasoner.vocabulary import FIRST, NIL, REST, Fact, Term, seeded

LEFT_OUT = ("dt-type2", "dt-eq", "dt-diff", "dt-not-type")


class Plain:
    """Triples, indexed by every pattern, as the matcher asks for them."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        """Take the asserted triples."""
        known = list(triples)
        numbers = seeded({term for triple in known for term in triple})
        self.terms = list(numbers)
        self.facts: dict[Fact, None] = {}
        self.index: dict[tuple[int | None, ...], list[Fact]] = {}
        for s, p, o in known:
            self.add((numbers[s], numbers[p], numbers[o]))

    def add(self, fact: Fact) -> bool:
        """Add a triple and return whether it is new."""
        if fact in self.facts:
            return False
        self.facts[fact] = None
        s, p, o = fact
        for key in (
            (None, None, None), (s, None, None), (None, p, None), (None, None, o),
            (s, p, None), (s, None, o), (None, p, o), (s, p, o),
        ):  # fmt: skip
            self.index.setdefault(key, []).append(fact)
        return True

    def term(self, number: int) -> Term:
        """Return the term of that number."""
        return self.terms[number]

    def find(self, s: int | None, p: int | None, o: int | None) -> Iterator[Fact]:
        """Yield the triples of a pattern."""
        return iter(list(self.index.get((s, p, o), ())))

    def read_list(self, node: int) -> tuple[Sequence[int], Sequence[Fact]] | None:
        """Return the members and triples of a list, or of one that replacement made."""
        members: list[int] = []
        used: list[Fact] = []
        while node != NIL:
            first, rest = list(self.find(node, FIRST, None)), list(self.find(node, REST, None))
            if not first or not rest or first[0] in used:
                return None
            members.append(first[0][2])
            used += [first[0], rest[0]]
            node = rest[0][2]
        return members, used

    def close(self) -> set[str]:
        """Apply every rule until nothing is new; return the names of the rules that clash."""
        clashes: set[str] = set()
        more = True
        while more:
            more = False
            for rule in rules():
                if rule.name in LEFT_OUT:
                    continue
                for bound, _ in list(solve(rule.body, {}, self)):
                    if rule.head is None:
                        clashes.add(rule.name)
                        continue
                    s, p, o = (bound[at] if at < 0 else at for at in rule.head)
                    more = self.add((s, p, o)) or more
        return clashes
