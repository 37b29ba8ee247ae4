"""Check one step by the text of its rule, from its premises alone."""

from collections.abc import Iterable, Iterator, Sequence

from scgraph.reasoner.closure import Clash, Statement, Step
from scgraph.reasoner.match import ways
from scgraph.reasoner.rules import rules
from scgraph.reasoner.vocabulary import FIRST, NIL, REST, Fact, Term, seeded

__all__ = ["recheck"]


class _Premises:
    """A handful of triples as the matcher asks for them."""

    def __init__(self, statements: Iterable[Statement], numbers: dict[Term, int]) -> None:
        self.numbers = numbers
        self.facts: set[Fact] = {
            (self.number(t.subject), self.number(t.predicate), self.number(t.object))
            for t in statements
        }
        self.terms = {number: term for term, number in numbers.items()}
        self.by_subject: dict[int, list[Fact]] = {}
        for fact in sorted(self.facts):
            self.by_subject.setdefault(fact[0], []).append(fact)

    def number(self, term: Term) -> int:
        return self.numbers.setdefault(term, len(self.numbers))

    def term(self, number: int) -> Term:
        return self.terms[number]

    def find(self, s: int | None, p: int | None, o: int | None) -> Iterator[Fact]:
        for fact in sorted(self.facts) if s is None else self.by_subject.get(s, ()):
            if p in (None, fact[1]) and o in (None, fact[2]):
                yield fact

    def read_list(self, node: int) -> tuple[Sequence[int], Sequence[Fact]] | None:
        members: list[int] = []
        facts: list[Fact] = []
        while node != NIL:
            first = list(self.find(node, FIRST, None))
            rest = list(self.find(node, REST, None))
            if len(first) != 1 or len(rest) != 1 or first[0] in facts:
                return None
            members.append(first[0][2])
            facts += first + rest
            node = rest[0][2]
        return members, facts


def recheck(step: Step | Clash, conclusion: Statement | None = None) -> bool:
    """
    Return whether the rule that *step* names gives *conclusion* from exactly its premises.

    The rule is read from the tables of the specification in `rules`, not from the joins of the
    engine; a premise too many is as wrong as one too few. With no *conclusion* it is a clash.
    """
    numbers = dict(_VOCABULARY) if _VOCABULARY else _learn()
    premises = _Premises(step.premises, numbers)
    fact: Fact | None = None
    if conclusion is not None:
        terms = (conclusion.subject, conclusion.predicate, conclusion.object)
        s, p, o = (premises.number(term) for term in terms)
        fact = (s, p, o)
        premises.terms.update(zip(fact, terms, strict=True))
    return any(
        set(used) == premises.facts
        for rule in rules(step.rule)
        for _, used in ways(rule, fact, premises)
    )


_VOCABULARY: dict[Term, int] = {}


def _learn() -> dict[Term, int]:
    _VOCABULARY.update(seeded())
    return dict(_VOCABULARY)
