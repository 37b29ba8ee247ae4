"""Find the circles of a hierarchy."""

from collections import deque
from collections.abc import Mapping

__all__ = ["circles"]


def circles(above: Mapping[str, set[str]]) -> list[list[str]]:
    """
    Return circles that together hold every step of the hierarchy that lies on one.

    Each begins with the first of its nodes and is as short as one through that node can be; a node
    above itself is a circle of one. Steps that no circle holds are dropped first, so a hierarchy
    without circles takes time linear in its steps.

    Args:
        above: node to the nodes above it.
    """
    steps = _cyclic({node: set(upper) for node, upper in above.items()})
    found = []
    while steps:
        start = min(steps)
        circle = _shortest(steps, start)
        if circle:
            found.append(circle)
            for node, upper in zip(circle, [*circle[1:], start], strict=True):
                steps[node].discard(upper)
        else:
            # it only leads from one circle to another
            del steps[start]
        steps = _cyclic(steps)
    return found


def _cyclic(steps: dict[str, set[str]]) -> dict[str, set[str]]:
    """Drop, again and again, the nodes that nothing is above."""
    below: dict[str, set[str]] = {}
    for node, upper in steps.items():
        for each in upper:
            below.setdefault(each, set()).add(node)
    loose = deque(each for each in {*below, *steps} if not steps.get(each))
    while loose:
        node = loose.popleft()
        steps.pop(node, None)
        for each in below.get(node, ()):
            upper = steps.get(each, set())
            upper.discard(node)
            if each in steps and not upper:
                loose.append(each)
    return steps


def _shortest(steps: Mapping[str, set[str]], start: str) -> list[str]:
    """Return the shortest way from a node back to it, without its end; empty for none."""
    came: dict[str, str] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for each in sorted(steps.get(node, ())):
            if each == start:
                way = [node]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return way[::-1]
            if each not in came:
                came[each] = node
                queue.append(each)
    return []
