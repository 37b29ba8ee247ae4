"""The grammar of legal citations: tokens to citations, in a whole name or anywhere in a text."""

import re
from collections.abc import Callable, Iterator
from itertools import chain

from scgraph.lawcite.actnames import ActStream
from scgraph.lawcite.citation import Citation
from scgraph.lawcite.stream import CODE, LAW, LEVELS, RULES, digits

__all__ = ["parse", "scan"]


_MANY = ("sections", "secs", "ss", "parts", "pts", "chapters", "chs", "chaps", "subchapters")
_AND = ("and", "or", "&")
_TO = ("to", "through", "thru", "-")
_JOINERS = ("of", "in", "under")
_LONGEST = 20
_STARTS = frozenset((*LEVELS, *(words[0] for words in LAW), "fy", "fiscal"))
_PIECE = 1_000_000
_SENTENCE = r"[a-z]{7}\.\s+(?=[A-Z])|[a-z]\.\s+(?=(?:The|This|These|It|In|An|If|As|When|No)\s)"


class _Draft:
    """What is known of a citation while its tokens are read."""

    def __init__(self) -> None:
        self.code = self.rules = self.law = self.act = self.year = ""
        self.levels: dict[str, list[tuple[str, int]]] = {}
        self.sections: list[tuple[str, str, tuple[str, ...], int]] = []
        self.note = self.onward = self.by_title = False
        self.before = ""

    @property
    def body(self) -> bool:
        return bool(self.code or self.rules or self.law or self.act)


def parse(text: str) -> tuple[tuple[Citation, ...], str]:
    """
    Read a name that is a citation as a whole, such as `sec. 23 of the AECA`.

    Any words that are not of the grammar are taken for the name of an act; whether there is one is
    for the graph to say. Several sections, as in `AECA §§ 23 and 24`, are several citations.

    Returns:
        The citations, and why there is none in a name that looks like one.
    """
    return _Reader(text, None).whole()


def scan(text: str, is_act: Callable[[str], bool]) -> list[Citation]:
    """
    Find the citations that stand in a text, in order; none goes on past a blank line.

    Args:
        is_act: whether an act goes by a name (or by an abbreviation); other words are an act's name
            where they are written with capitals and end with `Act`.
    """
    found: list[Citation] = []
    for start, end in _pieces(text):
        found += _Reader(text, is_act, start, end).everywhere()
    return found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph begins and ends; one that is very long, in whole sentences."""
    start = 0
    for gap in chain(re.finditer(r"\n[ \t\r]*\n", text), (None,)):
        end = gap.start() if gap else len(text)
        while end - start > _PIECE:
            stop = re.compile(_SENTENCE).search(text, start + _PIECE, end)
            if not stop:
                break
            yield start, stop.end()
            start = stop.end()
        yield start, end
        start = gap.end() if gap else end


class _Reader(ActStream):
    # The whole of a name

    def whole(self) -> tuple[tuple[Citation, ...], str]:
        last = len(self.tokens)
        while last and self.tokens[last - 1].text in (".", ",", ";", ":", '"'):
            last -= 1
        first = 0
        while first < last and self.tokens[first].text == '"':
            first += 1
        self.tokens = self.tokens[first:last]
        if self.low(0) == "the":
            self.tokens = self.tokens[1:]
        if not self.tokens:
            return (), ""
        found, end = self.citation(0)
        end = self.amended(end + (self.low(end) == ",")) or end
        named = [each for each in found if each != Citation(each.start, each.end, act=each.act)]
        if end < len(self.tokens) and named:
            left = self.plain(end, min(end + 8, len(self.tokens)))
            self.fault = self.fault or f"{left!r} is not part of a citation"
        if end < len(self.tokens) or not named:
            return (), self.fault
        return tuple(named), ""

    # Anywhere in a text

    def everywhere(self) -> list[Citation]:
        found: list[Citation] = []
        i = 0
        while i < len(self.tokens):
            if made := self.nickname(i):
                found.append(made)
                i += 3
                continue
            made_here, end = self.citation(i) if self.may_begin(i) else ([], i)
            found += made_here
            i = max(end, i + 1)
        return found

    def nickname(self, i: int) -> Citation | None:
        if self.low(i) == '"' == self.low(i + 2) and self.kind(i + 1) == "num":
            number = self.tokens[i + 1]
            if len(number.text) == 4 and number.text.isdigit():
                return Citation(number.start, number.end, section=number.text, quoted=True)
        return None

    def may_begin(self, i: int) -> bool:
        token = self.tokens[i]
        if token.kind == "word":
            return not token.text[0].islower() or token.low in _STARTS
        return token.low == "§" or token.kind in ("path", "num")

    # One citation

    def citation(self, start: int) -> tuple[list[Citation], int]:
        """Return the citations that begin at a token, and the token after them."""
        if self.kind(start) == "path":
            from scgraph.lawcite.paths import read_path

            token = self.tokens[start]
            made = read_path(token.text)
            if isinstance(made, str):
                self.fault = made
                return [], start + 1
            return [made._replace(start=token.start, end=token.end)], start + 1
        draft = _Draft()
        end = start
        while True:
            at, joiner = self.joined(end) if end > start else (start, "")
            step = self.item(at, draft, joiner)
            if not step:
                break
            end = step
            if self.ends_sentence(end) and draft.before in ("act", "year"):
                break
        if end == start:
            return [], start
        if not draft.body and self.is_act is not None:
            if not draft.sections:
                return [], end if self.elsewhere(end) else start + 1
            if self.elsewhere(end):
                return [], end
        return self.made(draft, start, end), end

    def joined(self, i: int) -> tuple[int, str]:
        """Return the next token after a comma, `of`, `the`, ..., and the joining word."""
        joiner = ""
        if self.low(i) == ",":
            i, joiner = i + 1, ","
        if (end := self.amended(i)) and self.low(end) != "by":
            i = end + (self.low(end) == ",")
        if self.low(i) in _JOINERS:
            i, joiner = i + 1, "of"
        if self.low(i) == "the":
            i += 1
        return i, joiner

    def elsewhere(self, i: int) -> bool:
        """Say whether what follows names a body that is no law, as in `section 4 of this book`."""
        return self.low(i) in ("of", "to") and self.kind(i + 1) == "word"

    def item(self, i: int, draft: _Draft, joiner: str) -> int:
        """Read one item of a citation into the draft; return the token after it, 0 for none."""
        if i >= len(self.tokens):
            return 0
        kind = self.kind(i)
        if kind == "num":
            return self.numbered(i, draft, joiner)
        if self.low(i) == "(":
            return self.in_brackets(i, draft)
        if kind == "sub" and draft.before == "act" and self.is_act is None:
            return i + 1
        if self.low(i) == "§" or kind == "word":
            return self.worded(i, draft, joiner)
        return 0

    def numbered(self, i: int, draft: _Draft, joiner: str) -> int:
        """Read what begins with a number: 22 U.S.C., 22 CFR, 2016 NDAA, a bare section."""
        number = self.tokens[i].text
        free = not draft.body and (not draft.sections or joiner == "of")
        if end := self.phrase(i + 1, CODE):
            if free and number.isdigit() and len(number) < 3:
                draft.code, draft.before = number.lstrip("0"), "code"
                return end
            return 0
        if end := self.phrase(i + 1, RULES):
            if free and number.isdigit() and len(number) < 3:
                draft.rules, draft.before = number.lstrip("0"), "rules"
                return end
            return 0
        if free and self.is_year(i) and (end := self.act(i, draft)):
            return end
        if joiner or draft.sections:
            return 0
        if draft.before in ("code", "rules", "act", "year"):
            if self.is_act is not None and not self.names_section(i, draft):
                return 0
            return self.sections(i, draft, False)
        if self.is_act is None and (draft.before == "law" or not draft.before):
            return self.sections(i, draft, False)
        return 0

    def names_section(self, i: int, draft: _Draft) -> bool:
        """
        Say whether the number after the name of a law in a text is its section.

        It is in `AECA 36(b)`, not in `IMET 12` or `AECA 30 countries`, nor where the citation is
        complete, as in `chapter 8 of the FAA`. `U.S.C.` may end a line; the name of an act may not.
        """
        if draft.before == "act":
            if draft.levels or self.ends_sentence(i) or self.on_new_line(i):
                return False
            return self.tokens[i - 1].text.isupper() and not self.counts(i)
        spelled = draft.by_title and self.low(i - 1) in ("code", "regulations")
        if self.on_new_line(i):
            return not (draft.levels or spelled)
        return not (draft.levels and spelled)

    def worded(self, i: int, draft: _Draft, joiner: str) -> int:
        low = self.low(i)
        if draft.sections and (end := self.words_after(i, draft)):
            return end
        if (end := self.phrase(i, CODE)) or (end := self.phrase(i, RULES)):
            if not draft.code or draft.before == "code" and not draft.levels and not joiner:
                return 0
            if self.phrase(i, RULES):
                draft.rules, draft.code = draft.code, ""
                self.parts_as_sections(draft)
            draft.before = "code"
            return end
        if end := self.phrase(i, LAW):
            return self.law(end, i, draft)
        if low in LEVELS and (end := self.level(i, draft, joiner)):
            return end
        if draft.code or draft.rules or draft.act:
            return 0
        return self.act(i, draft)

    def words_after(self, i: int, draft: _Draft) -> int:
        """Read `note` and `et seq.` after a number."""
        if self.low(i) in ("note", "notes", "nt") and not draft.note:
            draft.note = True
            return i + 1
        if self.low(i) == "et" and self.low(i + 1) == "seq":
            draft.onward = True
            return i + 2
        return 0

    def law(self, i: int, at: int, draft: _Draft) -> int:
        """Read the number of a public law."""
        if self.low(i) in ("no", "nos", "number"):
            i += 1
        head, dash, tail = self.tokens[i].text.partition("-") if i < len(self.tokens) else ("",) * 3
        if not (dash and head.isdigit() and tail.isdigit() and len(head) < 4 and len(tail) < 5):
            self.fault = "a public law has the number of its Congress and its own: P.L. 114-92"
            return 0
        short = self.tokens[at].text
        if draft.code or draft.rules or draft.law or (self.is_act and short.islower()):
            return 0
        draft.law = f"{head.lstrip('0')}-{tail.lstrip('0')}"
        draft.before = "law"
        return i + 1

    def in_brackets(self, i: int, draft: _Draft) -> int:
        """Read the public law after the name of an act, or the name after the law."""
        inner = 0
        kept = draft.law, draft.act, draft.year, draft.before
        of_act = draft.before in ("act", "year") or not draft.act or self.is_act is None
        if (
            not (draft.law or draft.code or draft.rules)
            and (draft.act or draft.sections)
            and of_act
        ):
            if start := self.phrase(i + 1, LAW):
                inner = self.law(start, i + 1, draft)
        elif draft.law and not draft.act:
            inner = self.act(i + 2 if self.low(i + 1) == "the" else i + 1, draft)
        if inner and self.low(inner) == ")":
            draft.before = "law"
            return inner + 1
        draft.law, draft.act, draft.year, draft.before = kept
        return 0

    # Sections and what stands above them

    def level(self, i: int, draft: _Draft, joiner: str) -> int:
        """Read `chapter 16`, `part II`, `title 10`, `§§ 23 and 24`."""
        token = self.tokens[i]
        word = LEVELS[token.low]
        if word == "section":
            if token.low in ("s", "ss") and self.is_act is not None:
                if not token.text.islower() or not (draft.body or token.text.endswith(".")):
                    return 0
            many = token.low in _MANY
            i += 1
            if token.low == "§":
                many = self.low(i) == "§"
                i += many
            if draft.sections:
                return 0
            if self.kind(i) != "num":
                self.fault = f"no number after {token.text!r}"
                return 0
            return self.sections(i, draft, many)
        many = token.low in _MANY
        end = i + 1
        if self.low(end) in ("no", "number"):
            end += 1
        if draft.rules and word == "part" and self.kind(end) == "num":
            return self.sections(end, draft, True) if not draft.sections else 0
        found = self.group_numbers(end, word, many)
        if not found:
            if self.is_act is None and not draft.before:
                self.fault = f"no number after {token.text!r}"
            return 0
        numbers, end = found
        if word == "title" and numbers[0][0][0].isdigit():
            if draft.body or len(numbers) > 1:
                return 0
            if not numbers[0][0].isdigit() or len(numbers[0][0]) > 2:
                return 0
            draft.code, draft.before = numbers[0][0].lstrip("0"), "levels"
            draft.by_title = True
            return end
        if word in draft.levels:
            return 0
        draft.levels[word] = numbers
        draft.before = "levels"
        return end

    def group_numbers(
        self, i: int, word: str, many: bool
    ) -> tuple[list[tuple[str, int]], int] | None:
        numbers: list[tuple[str, int]] = []
        while self.is_group_number(i, word):
            number, end = self.tokens[i].text.rstrip(".").upper(), i + 1
            if self.low(end) == "-" and self.touches(end) and self.touches(end + 1):
                if len(letter := self.low(end + 1)) == 1 and letter.isalpha():
                    number, end = f"{number}-{letter.upper()}", end + 2
            numbers.append((number, self.tokens[i].start))
            if not many or self.low(end) not in (*_AND, ","):
                break
            i = end + 1
            if self.low(end) == "," and self.low(i) in _AND:
                i += 1
        return (numbers, end) if numbers else None

    def parts_as_sections(self, draft: _Draft) -> None:
        for number, at in draft.levels.pop("part", []):
            draft.sections.append((number, "", (), at))

    def sections(self, i: int, draft: _Draft, many: bool) -> int:
        """Read numbers of sections with what is below them; return the token after them."""
        if len(self.tokens[i].text) > 2 * _LONGEST:
            self.fault = "no section has so long a number"
            return 0
        named = draft.before in ("code", "rules")
        of_law = bool(draft.act or draft.law) and self.low(i - 1) in LEVELS
        draft.before = "section"
        number, last, end = self.number(i, many or named)
        below, end = self.below(end)
        draft.sections.append((number, last, below, self.tokens[i].start))
        closed = False
        while True:
            at, by = end, ""
            if self.low(at) == ",":
                at, by = at + 1, ","
            if self.low(at) in _AND:
                at, by = at + 1, "and"
            if not by or closed or at >= len(self.tokens):
                return end
            closed = by == "and"
            if self.kind(at) == "sub" and below:
                below, end = self.below(at)
                draft.sections.append((number, "", below, self.tokens[at].start))
                continue
            if self.kind(at) == "num" and (
                self.goes_on(at, number, by)
                if of_law and not many and self.is_act is not None
                else self.continues(at, number, many, named, by)
            ):
                number, last, end = self.number(at, many or named)
                below, end = self.below(end)
                draft.sections.append((number, last, below, self.tokens[at].start))
                continue
            return end

    def continues(self, i: int, number: str, many: bool, named: bool, by: str) -> bool:
        """Say whether the number at *i* goes on a list of sections."""
        following = i + 1
        if len(self.tokens[i].text) > 2 * _LONGEST:
            return False
        if self.phrase(following, CODE) or self.phrase(following, RULES):
            return False
        if self.low(following) == "stat" or "." in self.tokens[i].text:
            return False
        if many or self.is_act is None:
            return True
        alike = len(self.tokens[i].text) == len(number)
        return named and alike and (by == "and" or self.low(following) in (",", *_AND))

    def goes_on(self, i: int, number: str, by: str) -> bool:
        """Say whether the number at *i* goes on a list, as in `AECA sec. 23, 24 & 25`."""
        if not self.continues(i, number, True, False, by) or self.is_year(i) or self.counts(i):
            return False
        listed = by == "and" or self.low(i + 1) in (",", *_AND) or self.kind(i + 1) == "sub"
        return listed and digits(self.tokens[i].text) >= digits(number)

    def number(self, i: int, range_: bool) -> tuple[str, str, int]:
        """Return a section's number, the last of a range, and the token after them."""
        text = self.tokens[i].text
        parts = text.split("-")
        for k in range(1, len(parts)):
            backwards = range_ and parts[k].isdigit() and len(parts[k]) == len(parts[0])
            if backwards or digits(parts[k]) >= digits(parts[0]):
                return "-".join(parts[:k]), "-".join(parts[k:]), i + 1
        if (range_ or self.is_act is None) and self.kind(i + 2) == "num":
            last = self.tokens[i + 2].text
            to = self.low(i + 1) in (*_TO, "\u2013", "\u2014")
            if (
                len(last) <= 2 * _LONGEST
                and to
                and (self.is_act is None or digits(last) >= digits(text))
            ):
                return text, last, i + 3
        return text, "", i + 1

    def below(self, i: int) -> tuple[tuple[str, ...], int]:
        levels = []
        while self.kind(i) == "sub":
            levels.append(self.tokens[i].text)
            i += 1
        return tuple(levels), i

    def act(self, i: int, draft: _Draft) -> int:
        """Read the name of an act with its year, before or after it."""
        if draft.act:
            return 0
        name, year, end = self.named_act(i)
        if end:
            draft.act, draft.year, draft.before = name, year, "act"
            if year and self.is_act is None:
                draft.before = "year"
        return end

    # The end

    def made(self, draft: _Draft, start: int, end: int) -> list[Citation]:
        """Return the citations of a draft, one for each section or group that it lists."""
        first, last = self.tokens[start].start, self.tokens[end - 1].end
        if draft.before == "act" and self.text[last - 1] == ".":
            last -= 1
        single = tuple((word, found[0][0]) for word, found in draft.levels.items())
        body = Citation(
            first,
            last,
            draft.code,
            draft.rules,
            draft.law,
            draft.act,
            draft.year,
            single,
            note=draft.note,
            onward=draft.onward,
        )
        if draft.sections:
            return [
                body._replace(start=first if not n else at, section=number, last=until, below=below)
                for n, (number, until, below, at) in enumerate(draft.sections)
            ]
        several = next((word for word, found in draft.levels.items() if len(found) > 1), None)
        if several is None:
            return [body]
        return [
            body._replace(
                start=first if not n else at,
                levels=tuple((w, number if w == several else name) for w, name in single),
            )
            for n, (number, at) in enumerate(draft.levels[several])
        ]
