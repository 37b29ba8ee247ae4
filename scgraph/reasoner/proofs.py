"""Search the proofs of a triple, down to asserted triples, those with fewest steps first."""

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from scgraph.reasoner.closure import Closure, Statement, Step

__all__ = ["Proof", "proof", "proofs"]


class Proof(NamedTuple):
    """
    A triple and how it follows.

    `steps` holds each derived triple once with its step, every one after those that it needs; the
    last is the triple itself. It is empty for an asserted triple.
    """

    conclusion: Statement
    steps: tuple[tuple[Statement, Step], ...]

    @property
    def asserted(self) -> tuple[Statement, ...]:
        """Return the asserted triples that the proof rests on, in the order of its steps."""
        derived = {statement for statement, _ in self.steps}
        used = [premise for _, step in self.steps for premise in step.premises]
        return tuple(dict.fromkeys(x for x in used if x not in derived)) or (
            () if self.steps else (self.conclusion,)
        )


def _ordered(conclusion: Statement, chosen: dict[Statement, Step]) -> Proof:
    """Set the steps in an order in which each has what it needs before it."""
    done: dict[Statement, Step] = {}
    stack = [conclusion]
    while stack:
        at = stack[-1]
        needs = [] if at in done or at not in chosen else chosen[at].premises
        missing = [x for x in needs if x in chosen and x not in done]
        if missing:
            stack.extend(reversed(missing))
            continue
        if at in chosen and at not in done:
            done[at] = chosen[at]
        stack.pop()
    return Proof(conclusion, tuple(done.items()))


def _recorded(closure: Closure, conclusion: Statement) -> Proof:
    """Return the proof that the engine found first."""
    chosen: dict[Statement, Step] = {}
    stack = [conclusion]
    while stack:
        at = stack.pop()
        if at not in chosen:
            step = closure.step(at)
            if step is not None:
                chosen[at] = step
                stack.extend(step.premises)
    return _ordered(conclusion, chosen)


class _Search:
    """The ways backward from one triple, each looked up once."""

    def __init__(self, closure: Closure) -> None:
        self.closure = closure
        self.known: dict[Statement, tuple[Step, ...] | None] = {}

    def steps(self, statement: Statement) -> tuple[Step, ...] | None:
        """Return the steps to a triple; None for an asserted one."""
        if statement not in self.known:
            asserted = self.closure.step(statement) is None
            self.known[statement] = None if asserted else self.closure.steps(statement)
        return self.known[statement]


def _turns_in_circle(chosen: dict[Statement, Step], start: Statement) -> bool:
    """Return whether a chosen step needs *start*, whose own step was chosen last."""
    seen: set[Statement] = set()
    stack = list(chosen[start].premises)
    while stack:
        at = stack.pop()
        if at == start:
            return True
        if at in chosen and at not in seen:
            seen.add(at)
            stack.extend(chosen[at].premises)
    return False


def _found(closure: Closure, conclusion: Statement, effort: int) -> Iterator[Proof]:
    """
    Yield the proofs by a search that keeps the most promising unfinished proof in front.

    An unfinished proof has a step for some triples and open ones that need at least a step each,
    so that no proof with fewer steps is overtaken.
    """
    search = _Search(closure)
    if search.steps(conclusion) is None:
        yield Proof(conclusion, ())
        return
    count = 0
    heap: list[tuple[int, int, dict[Statement, Step], tuple[Statement, ...]]] = []
    heappush(heap, (1, count, {}, (conclusion,)))
    while heap and effort:
        effort -= 1
        _, _, chosen, open_ = heappop(heap)
        if not open_:
            yield _ordered(conclusion, chosen)
            continue
        at, rest = open_[0], open_[1:]
        for step in reversed(search.steps(at) or ()):
            made = {**chosen, at: step}
            if _turns_in_circle(made, at):
                continue
            waiting = [x for x in step.premises if x not in made and search.steps(x) is not None]
            now = tuple(dict.fromkeys((*rest, *waiting)))
            count += 1
            heappush(heap, (len(made) + len(now), -count, made, now))


def proofs(
    closure: Closure, triple: Statement, *, most: int = 100, effort: int = 5_000
) -> Iterator[Proof]:
    """
    Yield the proofs of *triple* without circles, those with fewest steps first.

    In one proof a triple is proved in one way. For an asserted triple it is the empty proof.

    Args:
        most: how many proofs to yield at most.
        effort: how many unfinished proofs to look at; if none is finished by then, the proof that
            the engine recorded is yielded, which may not be the shortest.

    Raises:
        KeyError: the triple neither is asserted nor follows.
    """
    if triple not in closure:
        raise KeyError(str(triple))
    yielded = 0
    for found in _found(closure, triple, effort) if most > 0 else ():
        yield found
        yielded += 1
        if yielded == most:
            return
    if not yielded and most > 0:
        yield _recorded(closure, triple)


def proof(closure: Closure, triple: Statement) -> Proof:
    """
    Return the proof of *triple* with the fewest steps (see `proofs`).

    Raises:
        KeyError: the triple neither is asserted nor follows.
    """
    return next(proofs(closure, triple, most=1))
