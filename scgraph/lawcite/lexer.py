"""Split a text into the tokens of which legal citations are made, each with its place."""

import re
from functools import cache

__all__ = ["Token", "tokens"]

_DASH = "[-\u2010\u2011\u2012\u2013\u2014\u2212]"
_BREAK = r"(?:[ \t]*\r?\n[ \t]*)"
_LETTER = r"[^\W\d_]"
_TOKEN = rf"""
(?P<url>https?://[^\s<>"“”)]+)
|(?P<path>/us/(?:usc|pl|cfr)/[^\s,;()\[\]<>"“”]+)
|(?P<sub>\(\s?(?:[0-9]{{1,3}}[A-Za-z]?|[A-Za-z]{_DASH}[0-9]|(?P<twin>[A-Za-z])(?P=twin){{0,2}}
    |[ivxIVX]{{2,6}})\s?\))
|(?P<num>[0-9]+(?:\.[0-9]+)?(?:(?!(?i:u\.?s|c\.?f))[A-Za-z]{{1,3}}(?![A-Za-z]))?
    (?:{_DASH}{_BREAK}?[0-9]+[A-Za-z]{{0,3}}(?![A-Za-z]))*)
|(?P<word>{_LETTER}+(?:(?:\.|\xad{_BREAK}?|(?<=[a-z])-{_BREAK}(?=[a-z])){_LETTER}+)*
    (?:['’]{_LETTER}+)?\.?)
|(?P<mark>[^\s\xad\u200b\u200c\u200d\u2060\ufeff])
"""
_QUOTES = dict.fromkeys("“”„‟\"'‘’‚‛«»", '"')


class Token:
    """
    One token: its kind, its text made plain, the text as it is compared, and where it stands.

    Kinds: `path` (/us/usc/t22/s2763), `sub` ((a), without the brackets), `num` (2349aa-1), `word`,
    `url`, `mark`. In plain text every dash of a number is a hyphen, every quotation mark is `"`,
    and a word broken at the end of a line is whole. `low` is in small letters, without full stops.
    """

    __slots__ = ("end", "kind", "low", "start", "text")

    def __init__(self, kind: str, text: str, low: str, start: int, end: int) -> None:
        """Keep what is known of the token."""
        self.kind = kind
        self.text = text
        self.low = low
        self.start = start
        self.end = end


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_TOKEN, re.VERBOSE)


def _dashes(text: str) -> str:
    return re.sub(_DASH, "-", "".join(text.split()))


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """
    Return the tokens of *text* in order; what cannot be seen (soft hyphens) is left out.

    Args:
        start, end: the part of the text that is read.
    """
    found = _simple(text) if end is None and len(text) < 40 else []
    if found:
        return found
    for match in _pattern().finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup or ""
        plain = match[0]
        if kind == "word":
            if not plain.isalpha():
                plain = re.sub(rf"\xad{_BREAK}?|-{_BREAK}", "", plain)
            low = plain.replace(".", "").casefold()
            if low[-2:] in ("'s", "’s"):
                low = low[:-2]
        elif kind == "url":
            low = ""
        elif kind == "mark":
            plain = low = _QUOTES.get(plain, plain)
        else:
            if not plain.isdigit():
                plain = _dashes(plain)
            if kind == "sub":
                plain = plain[1:-1]
            elif kind == "path":
                plain = plain.rstrip(".:'’")
            low = plain.casefold()
        found.append(Token(kind, plain, low, match.start(), match.end()))
    return found


def _simple(text: str) -> list[Token]:
    """
    Return the tokens of a name that is of plain words and numbers alone, such as `FAA 541`.

    No answer to such a question waits until the pattern is compiled (1 ms).
    """
    found: list[Token] = []
    start = 0
    for part in text.split(" "):
        if not part.isascii() or not (part.isdigit() or part.isalpha()):
            return []
        kind = "num" if part.isdigit() else "word"
        found.append(Token(kind, part, part.lower(), start, start + len(part)))
        start += len(part) + 1
    return found
