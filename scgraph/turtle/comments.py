"""Say beside which line of the canonical form each comment of a text stands."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from scgraph.turtle.source import Key, Source

__all__ = ["Comments", "comments_of"]


@dataclass
class Comments:
    """
    The comments of a text by the line that they speak of.

    An empty string is the blank line between two groups of comments.

    Attributes:
        header: those above everything.
        footer: those below everything.
        above: those above a line.
        beside: those at the end of a line.
    """

    header: list[str] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    above: dict[Key, list[str]] = field(default_factory=dict)
    beside: dict[Key, list[str]] = field(default_factory=dict)

    def put(self, key: Key, lines: Iterable[str]) -> None:
        """Add lines above the line of a key."""
        self.above.setdefault(key, []).extend(lines)

    def settle(self) -> None:
        """Move above a line what stands at its end, where that is more than one comment."""
        for key, lines in self.beside.items():
            if len(lines) > 1:
                self.put(key, lines)
        self.beside = {key: lines for key, lines in self.beside.items() if len(lines) == 1}

    def rename(self, key: Key, new: Key) -> None:
        """Let what speaks of the line of *key* speak of that of *new*, in its place beside it."""
        for place in (self.above, self.beside):
            if lines := place.pop(key, []):
                place.setdefault(new, []).extend(lines)

    def move(self, key: Key, target: Key) -> None:
        """Put what speaks of the line of *key* above that of *target*."""
        lines = [*self.above.pop(key, ()), *self.beside.pop(key, ())]
        if lines:
            self.put(target, filter(None, lines))

    def drop(self, key: Key) -> None:
        """Put what speaks of the line of *key* into the header."""
        lines = [*self.above.pop(key, ()), *self.beside.pop(key, ())]
        if lines:
            self.header += ["", *lines] if self.header else lines


def comments_of(source: Source) -> Comments:
    """
    Return the comments of a text that has been read.

    A comment behind a term, on its line, stays at the end of that line. One on a line of its own
    stands above what follows: a block, a predicate, an item, a closing bracket, the dot, the brace.
    One between the terms of a predicate stands above that predicate. The header is what stands
    first, up to the last blank line; it is all where a prefix or nothing follows.
    """
    made = Comments()
    text, anchors = source.text, source.anchors
    starts = [anchor.start for anchor in anchors]
    last, last_number = 0, -1
    first: list[tuple[int, str]] = []
    for offset, words in source.comments:
        number = bisect_right(starts, offset)
        gap = number == last_number and text.count("\n", last, offset) > 1
        last, last_number = offset, number
        if number == 0:
            first.append((offset, words))
            continue
        anchor = anchors[number - 1]
        if offset < anchor.end:
            made.put(anchor.key, [words])
            continue
        if anchor.key[0] != "open" and "\n" not in text[anchor.end : offset]:
            if text[anchor.start] == "." and anchor.key[0] == "dot" and number > 1:
                near = anchors[number - 2]
                if "\n" not in text[near.end : offset]:
                    anchor = near
            if anchor.owner is not None:
                if offset < anchor.owner.end:
                    made.put(anchor.key, [words])
                    continue
                anchor = anchor.owner
            made.beside.setdefault(anchor.key, []).append(words)
            continue
        if number == len(anchors):
            lines = made.footer
        else:
            key = next(each.key for each in anchors[number:] if each.key[0] != "open")
            lines = made.above.setdefault(key, [])
            gap = gap and key[0] not in ("verb", "dot")
        lines += ["", words] if gap and lines else [words]
    _head(made, source, first)
    made.settle()
    return made


def _head(made: Comments, source: Source, first: list[tuple[int, str]]) -> None:
    """Part the comments before the first line into the header and what speaks of that line."""
    if not first:
        return
    offsets = [offset for offset, _ in first]
    ends = [*offsets[1:], source.anchors[0].start if source.anchors else len(source.text)]
    blank = [source.text.count("\n", *pair) > 1 for pair in zip(offsets, ends, strict=True)]
    cut = len(first)
    if source.anchors:
        directive = source.anchors[0].key[0] in ("prefix", "base")
        while cut and not blank[cut - 1]:
            cut -= 1
        if cut == 0 and directive:
            cut = len(first)
    for (_, words), gap in zip(first[:cut], blank, strict=False):
        made.header += [words, ""] if gap else [words]
    if made.header and not made.header[-1]:
        made.header.pop()
    if cut < len(first):
        key = source.anchors[0].key
        made.above[key] = [words for _, words in first[cut:]] + made.above.get(key, [])
