"""Search the proofs of a triple, down to asserted triples, those with fewest steps first."""

from collections import deque
from collections.abc import Generator, Iterator
from heapq import heappop, heappush
from itertools import islice
from typing import NamedTuple

from scgraph.reasoner.closure import Closure, Statement, Step

__all__ = ["Found", "Proof", "proof", "proofs", "search"]

# how many triples behind one are looked at where there is no end of ways
_MOST_TRIPLES = 2_000


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


class Found(NamedTuple):
    """
    What a search found.

    Attributes:
        proofs: those with fewest steps first.
        more: whether there may be more.
        shorter: whether there may be a shorter one.
    """

    proofs: tuple[Proof, ...]
    more: bool
    shorter: bool


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

    def cheapest(self, conclusion: Statement, most: int) -> dict[Statement, Step]:
        """
        Return for triples the step that needs fewest below it, a step needed twice counted twice.

        It is Knuth's generalization of Dijkstra's algorithm, over the triples that lead to the
        conclusion, of which no more than *most* are looked at.
        """
        waiting, seen = deque([conclusion]), {conclusion}
        rows: list[tuple[Statement, Step]] = []
        # of each row, the premises without a cost yet, and the cost of the others
        open_: list[int] = []
        costs: list[int] = []
        uses: dict[Statement, list[int]] = {}
        heap: list[tuple[int, int]] = []
        while waiting:
            at = waiting.popleft()
            for step in self.steps(at):
                needs = {x for x in step.premises if self.step(x) is not None}
                if not needs:
                    heappush(heap, (1, len(rows)))
                for need in needs:
                    uses.setdefault(need, []).append(len(rows))
                    if need not in seen and len(seen) < most:
                        seen.add(need)
                        waiting.append(need)
                rows.append((at, step))
                open_.append(len(needs))
                costs.append(1)
        best: dict[Statement, Step] = {}
        while heap:
            cost, number = heappop(heap)
            at, step = rows[number]
            if at in best:
                continue
            best[at] = step
            for user in uses.get(at, ()):
                open_[user] -= 1
                costs[user] += cost
                if not open_[user]:
                    heappush(heap, (costs[user], user))
        return best

    def ending_in(
        self, conclusion: Statement, last: Step, best: dict[Statement, Step]
    ) -> Proof | None:
        """
        Return the proof by *last* and below it the best steps; None if it is a circle.

        Where no step is known to be best, it is the one that the engine recorded.
        """
        for known in (best, {}):
            chosen = {conclusion: last}
            stack = list(last.premises)
            while stack and conclusion not in stack:
                at = stack.pop()
                if at not in chosen:
                    step = known.get(at) or self.step(at)
                    if step is not None:
                        chosen[at] = step
                        stack.extend(step.premises)
            if not stack and not any(_turns_in_circle(chosen, at) for at in chosen):
                return _ordered(conclusion, chosen)
        return None


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


def _found(
    closure: Closure, conclusion: Statement, effort: int
) -> Generator[tuple[Proof, bool], None, bool]:
    """
    Yield the proofs, each with whether none is shorter, and return whether there may be more.

    The search keeps the most promising unfinished proof in front. An unfinished proof has a step
    for some triples and open ones that need at least a step each, so that no proof with fewer steps
    is overtaken. When *effort* is used up without one, proofs are put together from each last step
    and the cheapest steps below it.
    """
    search = _Search(closure)
    if search.step(conclusion) is None:
        yield Proof(conclusion, ()), True
        return False
    count = 0
    found = False
    heap: list[tuple[int, int, dict[Statement, Step], tuple[Statement, ...]]] = []
    heappush(heap, (1, count, {}, (conclusion,)))
    while heap and count < effort:
        _, _, chosen, open_ = heappop(heap)
        if not open_:
            found = True
            yield _ordered(conclusion, chosen), True
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
        best = search.cheapest(conclusion, _MOST_TRIPLES)
        made_up = (search.ending_in(conclusion, s, best) for s in search.steps(conclusion))
        whole = sorted((x for x in made_up if x is not None), key=lambda x: len(x.steps))
        yield from ((one, False) for one in whole)
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
    yield from (one for one, _ in islice(_found(closure, triple, effort), most))


def search(closure: Closure, triple: Statement, *, most: int = 100, effort: int = 20_000) -> Found:
    """Return what `proofs` yields, and what was not looked at."""
    if triple not in closure:
        raise KeyError(str(triple))
    found: list[Proof] = []
    each = _found(closure, triple, effort)
    shorter = False
    while len(found) < most:
        try:
            one, is_sure = next(each)
        except StopIteration as stop:
            return Found(tuple(found), stop.value, shorter)
        found.append(one)
        shorter = shorter or not is_sure
    return Found(tuple(found), True, shorter)


def proof(closure: Closure, triple: Statement) -> Proof:
    """
    Return the proof of *triple* with the fewest steps (see `proofs`).

    Raises:
        KeyError: the triple neither is asserted nor follows.
    """
    return next(proofs(closure, triple, most=1))
