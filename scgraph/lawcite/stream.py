"""A text as a row of tokens, with the small phrases that citations are made of."""

from collections.abc import Callable

from scgraph.lawcite.lexer import tokens

__all__ = ["CODE", "LAW", "LEVELS", "RULES", "Stream", "digits"]

LEVELS = {
    "title": "title",
    "titles": "title",
    "subtitle": "subtitle",
    **dict.fromkeys(("division", "div"), "division"),
    **dict.fromkeys(("chapter", "chapters", "ch", "chs", "chap", "chaps"), "chapter"),
    **dict.fromkeys(("subchapter", "subchapters", "subch", "subchap", "sch"), "subchapter"),
    **dict.fromkeys(("part", "parts", "pt", "pts"), "part"),
    **dict.fromkeys(("subpart", "subparts", "subpt", "spt"), "subpart"),
    **dict.fromkeys(("section", "sections", "sec", "secs", "sect", "s", "ss", "§"), "section"),
}
CODE = (
    ("usc",),
    ("usca",),
    ("u", "s", "c"),
    ("us", "code"),
    ("u", "s", "code"),
    ("united", "states", "code"),
)
RULES = (("cfr",), ("c", "f", "r"), ("code", "of", "federal", "regulations"))
LAW = (
    ("pl",),
    ("p", "l"),
    ("publ",),
    ("pub", "l"),
    ("pub", "law"),
    ("public", "law"),
    ("public", "laws"),
)
_ROMAN = frozenset("IVXLC")
_BEFORE_PLURALS = frozenset(
    "additional allied different foreign friendly member more new other partner such".split()
)
_MANY_THINGS = frozenset("people percent men women children million billion per".split())
_NO_PLURALS = frozenset(
    "as does has is its perhaps plus this thus unless us versus was always allows applies assigns"
    " authorizes begins bars calls contains continues covers defines directs does empowers enables"
    " establishes exempts expires funds gives governs grants includes lets limits makes means needs"
    " permits prescribes prevents prohibits provides refers regulates remains requires restricts"
    " says sets speaks stands supports takes tells".split()
)


class Stream:
    """
    The tokens of a text, looked at by their place.

    `is_act` says whether an act goes by a name. It is None where the text is one name as a whole,
    in which what is no other part of a citation is taken for the name of an act.
    """

    def __init__(
        self,
        text: str,
        is_act: Callable[[str], bool] | None,
        start: int = 0,
        end: int | None = None,
    ) -> None:
        """Split the text, or the part of it from *start* to *end*, into tokens."""
        self.text = text
        self.tokens = tokens(text, start, end)
        self.is_act = is_act

    def low(self, i: int) -> str:
        """Return a token as it is compared; empty past the end."""
        return self.tokens[i].low if i < len(self.tokens) else ""

    def kind(self, i: int) -> str:
        """Return the kind of a token; empty past the end."""
        return self.tokens[i].kind if i < len(self.tokens) else ""

    def phrase(self, i: int, phrases: tuple[tuple[str, ...], ...]) -> int:
        """Return the token after the first of *phrases* that stands at *i*; 0 when none does."""
        first = self.low(i)
        for words in phrases:
            if first == words[0] and all(self.low(i + n) == w for n, w in enumerate(words)):
                return i + len(words)
        return 0

    def touches(self, i: int) -> bool:
        """Say whether nothing stands between a token and the one before it."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def ends_sentence(self, i: int) -> bool:
        """Say whether a full stop after the word before *i* ends a sentence."""
        if self.is_act is None or not 0 < i < len(self.tokens):
            return False
        return self.tokens[i - 1].kind == "word" and self.tokens[i - 1].text.endswith(".")

    def on_new_line(self, i: int) -> bool:
        """Say whether a line ends between a token and the one before it."""
        return "\n" in self.text[self.tokens[i - 1].end : self.tokens[i].start]

    def counts(self, i: int) -> bool:
        """Say whether a number says how many there are of something, as in `30 countries`."""
        if not self.tokens[i].text.replace("-", "").isdigit():
            return False
        after = i + 1 + (self.low(i + 1) in _BEFORE_PLURALS)
        word = self.tokens[after].text if self.kind(after) == "word" else ""
        plural = word.endswith("s") and not word.endswith("ss") and word not in _NO_PLURALS
        return word[:1].islower() and (plural or word.rstrip(".") in _MANY_THINGS)

    def plain(self, i: int, j: int) -> str:
        """Return the text of the tokens from *i* up to *j*, made plain."""
        made = ""
        for k in range(i, j):
            made += " " * (k > i and not self.touches(k)) + self.tokens[k].text
        return made

    def is_year(self, i: int) -> bool:
        """Say whether a token is a year."""
        text = self.tokens[i].text if self.kind(i) == "num" else ""
        return len(text) == 4 and text.isdigit() and 1940 <= int(text) < 2100

    def fiscal_year(self, i: int) -> tuple[str, int]:
        """Return the year of `FY2016`, `FY 16`, `Fiscal Year 2016` and the token after it."""
        end = 0
        if self.low(i) == "fy":
            end = i + 1
        elif self.low(i) == "fiscal" and self.low(i + 1) in ("year", "years"):
            end = i + 2
        if not end or self.kind(end) != "num":
            return "", 0
        text = self.tokens[end].text
        if self.is_year(end):
            return f"FY{text}", end + 1
        if len(text) == 2 and text.isdigit() and self.low(i) == "fy":
            return f"FY{19 if int(text) > 60 else 20}{text}", end + 1
        return "", 0

    def is_group_number(self, i: int, word: str) -> bool:
        """Say whether a token can be the number of a chapter, part, title, ..."""
        if self.kind(i) == "num":
            following = self.phrase(i + 1, CODE) or self.phrase(i + 1, RULES)
            number = self.tokens[i].text
            return number.isalnum() and len(number) < 9 and not (following and word != "title")
        if self.kind(i) != "word":
            return False
        text = self.tokens[i].text.rstrip(".")
        if self.is_act is None:
            text = text.upper()
        roman = set(text.rstrip("AB")) <= _ROMAN and bool(text.rstrip("AB"))
        letters = word in ("division", "subtitle", "part", "subpart") and len(text) <= 2
        return roman or (letters and text.isupper() and text not in ("AN", "OF", "IN"))


def digits(text: str) -> int:
    """Return the number with which *text* begins; 0 when it begins with none."""
    count = len(text) - len(text.lstrip("0123456789"))
    return int(text[: min(count, 40)] or 0)
