"""Read the names of acts, with their years, in a row of tokens."""

from scgraph.lawcite.stream import CODE, LAW, LEVELS, RULES, Stream

__all__ = ["ActStream"]

_OF = ("of", "in", "under")
_INNER = ("and", "of", "for", "on", "to", "in", "&")
_NOT_FIRST = frozenset("the this that these a an in under by for of each any such all and".split())


class ActStream(Stream):
    """The tokens of a text in which the names of acts can be read."""

    fault = ""

    def amended(self, i: int) -> int:
        """Return the token after `as amended`; 0 where it does not stand."""
        return i + 2 if (self.low(i), self.low(i + 1)) == ("as", "amended") else 0

    def named_act(self, i: int) -> tuple[str, str, int]:
        """Return name and year of the act that is named at a token, and the token after them."""
        year, at = self.fiscal_year(i)
        if not at and self.is_year(i):
            year, at = self.tokens[i].text, i + 1
        at = at or i
        if at > i and self.low(at) == ",":
            at += 1
        if at > i and self.low(at) == "the":
            at += 1
        name, end = self.name(at) if self.is_act is None else self.name_in_text(at)
        if not end:
            return "", "", 0
        own, after = self.year_after(end)
        if own and year:
            return (name, own, after) if own[-4:] == year[-4:] else ("", "", 0)
        return (name, year, end) if year else (name, own, after)

    def year_after(self, i: int) -> tuple[str, int]:
        """Return the year that follows the name of an act, and the token after it."""
        at = i
        if self.ends_sentence(i):
            return "", i
        if self.low(at) == ",":
            at += 1
        if self.low(at) in ("for", "of", "in"):
            at += 1
        if self.low(at) == "the":
            at += 1
        year, end = self.fiscal_year(at)
        if year:
            return year, end
        if self.is_year(at) and not self.phrase(at + 1, CODE):
            return self.tokens[at].text, at + 1
        return "", i

    def name(self, i: int) -> tuple[str, int]:
        """Return the words up to the next item, in a name that is read as a whole."""
        end = i
        while end < len(self.tokens) and not self.begins_item(end):
            end += 1
        last = end
        if self.low(i) in LEVELS and (self.low(i + 1) in _OF or end == i + 1):
            self.fault = f"no number after {self.tokens[i].text!r}"
            return "", 0
        while last > i and self.low(last - 1) in (",", "(", "of", "the", "for", "in", "under", "."):
            last -= 1
        while last > i and self.low(last - 2) == "as" and self.low(last - 1) == "amended":
            last -= 3 if self.low(last - 3) == "," else 2
        if last == i or self.kind(i) != "word":
            return "", 0
        words = [k for k in range(i, last)]
        name = ""
        for k in words:
            token = self.tokens[k]
            if token.kind == "sub" or token.text in "()":
                continue
            if name and k > 0 and self.low(k - 1) == "(" and self.low(k + 1) == ")":
                continue
            name += " " * (bool(name) and not self.touches(k)) + token.text
        return name.strip().rstrip("."), last

    def begins_item(self, i: int) -> bool:
        """Say whether another item than the name of an act begins at a token."""
        low = self.low(i)
        if self.kind(i) in ("num", "path") or low == "§":
            return True
        if low == "(":
            return bool(self.phrase(i + 1, LAW))
        if self.fiscal_year(i)[0] or self.phrase(i, CODE) or self.phrase(i, RULES):
            return True
        if end := self.phrase(i, LAW):
            return self.kind(end) == "num" or self.low(end) == "no"
        word = LEVELS.get(low)
        if word == "section":
            return self.kind(i + 1) == "num" or self.low(i + 1) == "§"
        return word is not None and self.is_group_number(i + 1, word)

    def name_in_text(self, i: int) -> tuple[str, int]:
        """Return the name of an act that begins at a token of a text, and the token after it."""
        assert self.is_act is not None
        if self.kind(i) != "word" or not self.tokens[i].text[0].isupper():
            return "", 0
        word = self.tokens[i].text.rstrip(".")
        short = word.removesuffix("s") if word[:-1].isupper() else word
        if len(short) > 2 and short.isupper() and self.is_act(short):
            return short, i + 1
        end = self.end_of_name(i)
        if not end:
            return "", 0
        name = self.plain(i, end).rstrip(".")
        if not self.is_act(name):
            later = (self.plain(k, end).rstrip(".") for k in range(i + 1, end - 1))
            if any(map(self.is_act, later)) or self.low(i) in _NOT_FIRST or end - i < 3:
                return "", 0
            if "," in name and ", and " not in name:
                return "", 0
        return name, self.after_short_form(end)

    def after_short_form(self, i: int) -> int:
        """Return the token after an abbreviation in brackets: (FAA), (S/FOAA); *i* for none."""
        if self.kind(i) == "sub":
            return i + 1
        if self.low(i) == "(" and not self.phrase(i + 1, LAW):
            end = i + 1
            while end < i + 6 and (self.kind(end) == "word" or self.low(end) == "/"):
                end += 1
            if self.low(end) == ")":
                return end + 1
        return i

    def end_of_name(self, i: int) -> int:
        """Return the token after the first `Act` of a run of capitalised words; 0 for none."""
        for k in range(i, min(i + 14, len(self.tokens))):
            token = self.tokens[k]
            if token.low in ("act", "acts") and token.text[0].isupper() and k > i:
                return k + 1
            capital = token.kind == "word" and token.text[0].isupper()
            stop = token.text.endswith(".") and len(token.text) > 3
            if not (capital or token.low in _INNER or token.text in ",-&") or stop:
                return 0
            if k == i and token.low in _INNER:
                return 0
        return 0
