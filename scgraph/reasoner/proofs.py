"""Search the proofs of a triple, down to asserted triples, those with fewest steps first."""

from collections.abc import Generator, Iterator
from heapq import heappop, heappush
from itertools import islice
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


class _Search:
    """The ways backward from one triple; the recorded and all steps of each, looked up once."""

    def __init__(self, closure: Closure) -> None:
        self.closure = closure
        self.recorded: dict[Statement, Step | None] = {}
        self.all: dict[Statement, tuple[Step, ...]] = {}

    def step(self, statement: Statement) -> Step | None:
        """Return the recorded step of a triple; None for an asserted one."""
        if statement not in self.recorded:
            self.recorded[statement] = self.closure.step(statement)
        return self.recorded[statement]

    def steps(self, statement: Statement) -> tuple[Step, ...]:
        """Return the steps to a derived triple."""
        if statement not in self.all:
            self.all[statement] = self.closure.steps(statement)
        return self.all[statement]

    def by_record(self, conclusion: Statement, last: Step) -> Proof | None:
        """Return the proof by *last* and below it the recorded steps; None if it is a circle."""
        chosen = {conclusion: last}
        stack = list(last.premises)
        while stack:
            at = stack.pop()
            if at == conclusion:
                return None
            if at not in chosen:
                step = self.step(at)
                if step is not None:
                    chosen[at] = step
                    stack.extend(step.premises)
        return _ordered(conclusion, chosen)


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


def _found(closure: Closure, conclusion: Statement, effort: int) -> Generator[Proof, None, bool]:
    """
    Yield the proofs, and return whether there may be more.

    The search keeps the most promising unfinished proof in front.

    An unfinished proof has a step for some triples and open ones that need at least a step each,
    so that no proof with fewer steps is overtaken. When *effort* is used up without one, proofs
    are put together from each last step and what the engine recorded of its premises.
    """
    search = _Search(closure)
    if search.step(conclusion) is None:
        yield Proof(conclusion, ())
        return False
    count = 0
    found = False
    heap: list[tuple[int, int, dict[Statement, Step], tuple[Statement, ...]]] = []
    heappush(heap, (1, count, {}, (conclusion,)))
    while heap and count < effort:
        _, _, chosen, open_ = heappop(heap)
        if not open_:
            found = True
            yield _ordered(conclusion, chosen)
            continue
        at, rest = open_[0], open_[1:]
        for step in reversed(search.steps(at)):
            made = {**chosen, at: step}
            if not _turns_in_circle(made, at):
                new = [x for x in step.premises if x not in made and search.step(x) is not None]
                now = tuple(dict.fromkeys((*rest, *new)))
                count += 1
                heappush(heap, (len(made) + len(now), -count, made, now))
    if not found:
        made_up = (search.by_record(conclusion, step) for step in search.steps(conclusion))
        yield from sorted((x for x in made_up if x is not None), key=lambda x: len(x.steps))
    return bool(heap)


def proofs(
    closure: Closure, triple: Statement, *, most: int = 100, effort: int = 20_000
) -> Iterator[Proof]:
    """
    Yield the proofs of *triple* without circles, those with fewest steps first.

    In one proof a triple is proved in one way. For an asserted triple it is the empty proof.

    Args:
        most: how many proofs to yield at most.
        effort: how many unfinished proofs to look at. If none is finished by then, those yielded
            differ in their last step only, and may not be the shortest.

    Raises:
        KeyError: the triple neither is asserted nor follows.
    """
    if triple not in closure:
        raise KeyError(str(triple))
    yield from islice(_found(closure, triple, effort), most)


def search(
    closure: Closure, triple: Statement, *, most: int = 100, effort: int = 20_000
) -> tuple[tuple[Proof, ...], bool]:
    """Return what `proofs` yields, and whether there may be more than that."""
    if triple not in closure:
        raise KeyError(str(triple))
    found: list[Proof] = []
    each = _found(closure, triple, effort)
    while len(found) < most:
        try:
            found.append(next(each))
        except StopIteration as stop:
            return tuple(found), bool(stop.value)
    return tuple(found), True


def proof(closure: Closure, triple: Statement) -> Proof:
    """
    Return the proof of *triple* with the fewest steps (see `proofs`).

    Raises:
        KeyError: the triple neither is asserted nor follows.
    """
    return next(proofs(closure, triple, most=1))
