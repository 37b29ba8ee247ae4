"""Find the ways in which the conditions of a rule are met by given facts."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from scgraph.literals import cardinality, differ, holds, ill_formed, value
from scgraph.reasoner.rules import Atom, Pattern, Rule
from scgraph.reasoner.vocabulary import TYPE, Fact, Term

__all__ = ["Bindings", "Facts", "solve", "unify", "ways"]

Bindings: TypeAlias = dict[int, int]
Found: TypeAlias = tuple[Bindings, tuple[Fact, ...]]
_LATER = 100


class Facts(Protocol):
    """What the matcher asks of a set of facts; a None matches every term."""

    def find(self, s: int | None, p: int | None, o: int | None) -> Iterator[Fact]:
        """Yield the facts of that pattern."""

    def read_list(self, node: int) -> tuple[Sequence[int], Sequence[Fact]] | None:
        """Return the members of a well-formed list and its triples."""

    def term(self, number: int) -> Term:
        """Return the term of that number."""


def unify(pattern: Pattern, fact: Fact, bound: Bindings) -> Bindings | None:
    """Return *bound* with the variables of *pattern* set from *fact*; None if they do not fit."""
    made = dict(bound)
    for at, number in zip(pattern, fact, strict=True):
        if at >= 0:
            if at != number:
                return None
        elif made.setdefault(at, number) != number:
            return None
    return made


def _cost(atom: Atom, bound: Bindings) -> int:
    """Return how late to try a condition: those with fewer answers go first."""
    free = [at < 0 and at not in bound for at in atom.terms]
    if not atom.of:
        return sum(free) + (4 if free[1] else 0)
    if atom.of in ("IN", "ILL"):
        return 10
    if atom.of in ("EACH", "MEMBER", "PAIR", "PATH", "KEY"):
        return _LATER if free[0] else 3 * sum(free)
    return _LATER if any(free) else 0


def _of_path(
    facts: Facts, properties: Sequence[int], start: int, end: int | None
) -> Iterator[tuple[int, tuple[Fact, ...]]]:
    """Yield the end and the triples of each path from *start*, without recursion."""
    stack: list[tuple[int, tuple[Fact, ...]]] = [(start, ())]
    while stack:
        node, used = stack.pop()
        depth = len(used)
        if depth == len(properties):
            yield node, used
            continue
        last = end if depth == len(properties) - 1 else None
        found = list(facts.find(node, properties[depth], last))
        stack.extend((fact[2], (*used, fact)) for fact in reversed(found))


def _special(atom: Atom, bound: Bindings, facts: Facts) -> Iterator[Found]:
    of, terms = atom
    at = [bound.get(number) if number < 0 else number for number in terms]
    if of == "IN":
        x = at[0]
        seen: set[Fact] = set()
        for pattern in ((x, None, None), (None, x, None), (None, None, x)):
            for fact in facts.find(*pattern):
                if fact not in seen:
                    seen.add(fact)
                    for number in set(fact) if x is None else (x,):
                        yield {**bound, terms[0]: number}, (fact,)
        return
    if of == "ILL":
        for fact in facts.find(None, None, at[0]):
            term = facts.term(fact[2])
            if isinstance(term, ox.Literal) and ill_formed(term):
                yield {**bound, terms[0]: fact[2]}, (fact,)
        return
    if of not in ("EACH", "MEMBER", "PAIR", "PATH", "KEY"):
        if _test(of, [facts.term(number) for number in at if number is not None]):
            yield bound, ()
        return
    read = facts.read_list(at[0]) if at[0] is not None else None
    if read is None or not read[0]:
        return
    members, listing = read
    for made, used in _over_list(of, terms, at, members, facts):
        yield {**bound, **made}, (*listing, *used)


def _over_list(
    of: str,
    terms: tuple[int, ...],
    at: list[int | None],
    members: Sequence[int],
    facts: Facts,
) -> Iterator[Found]:
    if of == "MEMBER":
        for member in dict.fromkeys(members):
            if at[1] in (None, member):
                yield {terms[1]: member}, ()
    elif of == "PAIR":
        seen: set[tuple[int, int]] = set()
        for i, first in enumerate(members):
            if at[1] in (None, first):
                for second in members[i + 1 :]:
                    if at[2] in (None, second) and (first, second) not in seen:
                        seen.add((first, second))
                        yield {terms[1]: first, terms[2]: second}, ()
    elif of == "EACH":
        for fact in facts.find(at[1], TYPE, members[0]):
            y = fact[0]
            used = [fact]
            for member in members[1:]:
                used += facts.find(y, TYPE, member)
            if len(used) == len(members):
                yield {terms[1]: y}, tuple(used)
    elif of == "PATH":
        starts = (
            [at[1]]
            if at[1] is not None
            else dict.fromkeys(fact[0] for fact in facts.find(None, members[0], None))
        )
        for u in starts:
            for v, path in _of_path(facts, members, u, at[2]):
                yield {terms[1]: u, terms[2]: v}, path
    elif at[1] is not None and at[2] is not None:
        x, y = at[1], at[2]
        choices = []
        for p in members:
            values = [fact[2] for fact in facts.find(x, p, None)]
            choices.append([v for v in values if any(facts.find(y, p, v))])
        for chosen in product(*choices):
            pairs = zip(members, chosen, strict=True)
            yield {}, tuple(fact for p, v in pairs for fact in ((x, p, v), (y, p, v)))


def _test(of: str, terms: list[Term]) -> bool:
    first = terms[0]
    if of in ("ZERO", "ONE"):
        return cardinality(first) == (0 if of == "ZERO" else 1)
    if not isinstance(first, ox.Literal):
        return False
    second = terms[1]
    if of == "UNEQUAL":
        return differ(first, second)
    if of == "EQUAL":
        if not isinstance(second, ox.Literal):
            return False
        return value(first) is not None and value(first) == value(second)
    if not isinstance(second, ox.NamedNode):
        return False
    return holds(second.value, first) is (of == "OF")


def solve(body: Sequence[Atom], bound: Bindings, facts: Facts) -> Iterator[Found]:
    """Yield, for each way to meet all conditions, the variables and the facts used, in order."""
    if not body:
        yield bound, ()
        return
    at = min(range(len(body)), key=lambda place: _cost(body[place], bound))
    atom = body[at]
    rest = [*body[:at], *body[at + 1 :]]
    if atom.of:
        found = _special(atom, bound, facts)
    else:
        s, p, o = atom.terms
        pattern = (
            bound.get(s) if s < 0 else s,
            bound.get(p) if p < 0 else p,
            bound.get(o) if o < 0 else o,
        )
        found = (
            (made, (fact,))
            for fact in facts.find(*pattern)
            if (made := unify((s, p, o), fact, bound)) is not None
        )
    for made, used in found:
        for whole, more in solve(rest, made, facts):
            yield whole, (*used, *more)


def ways(rule: Rule, conclusion: Fact | None, facts: Facts) -> Iterator[Found]:
    """Yield each way in which *rule* gives *conclusion* (None: a clash) from *facts*."""
    if rule.head is None or conclusion is None:
        if rule.head is None and conclusion is None:
            yield from solve(rule.body, {}, facts)
        return
    bound = unify(rule.head, conclusion, {})
    if bound is not None:
        yield from solve(rule.body, bound, facts)
