"""Cut Turtle, TriG, N-Triples and N-Quads into tokens that know where they stand."""

import re
from functools import cache
from typing import NoReturn

from scgraph.errors import ScgraphError

__all__ = ["Tokens", "plain"]

_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARACTER = _LETTER + "_0-9\u00b7\u0300-\u036f\u203f\u2040\\-"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ESCAPED = rf"{_UCHAR}|\\[tbnrf\"'\\]"
# no possessive quantifiers: on a group they fail in the first releases of Python 3.11
_TOKEN = rf"""
      (?P<skip>(?:[ \t\r\n]+|\#[^\r\n]*)+)
    | (?P<name>(?:[{_LETTER}](?:\.*[{_CHARACTER}])*)?:
        (?:(?:[{_LETTER}_:0-9]|{_PLX})(?:\.*(?:[{_CHARACTER}:]|{_PLX}))*)?)
    | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|{_UCHAR})*>)
    | (?P<long>\"\"\"(?:[^"\\]|{_ESCAPED}|"(?!""))*\"\"\" | '''(?:[^'\\]|{_ESCAPED}|'(?!''))*''')
    | (?P<short>"(?:[^"\\\r\n]|{_ESCAPED})*" | '(?:[^'\\\r\n]|{_ESCAPED})*')
    | (?P<double>[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+)
    | (?P<decimal>[+-]?[0-9]*\.[0-9]+)
    | (?P<integer>[+-]?[0-9]+)
    | (?P<mark>[.;,\[\](){{}}]|\^\^)
    | (?P<blank>_:[{_LETTER}_0-9](?:\.*[{_CHARACTER}])*)
    | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<word>[A-Za-z]+)
    | (?P<unknown>.)
    """
_ESCAPE = re.compile(r"\\(?:u(.{4})|U(.{8})|(.))", re.DOTALL)
_CONTROL = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@cache
def _tokens() -> re.Pattern[str]:
    """Compile the tokens when they are needed, for a clean run asks for none."""
    return re.compile(_TOKEN, re.VERBOSE | re.DOTALL)


def plain(text: str) -> str:
    """Decode the escapes of an IRI, a local name or a string."""
    if "\\" not in text:
        return text

    def character(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        return chr(int(code, 16)) if code else _CONTROL.get(found[3], found[3])

    return _ESCAPE.sub(character, text)


class Tokens:
    """
    Hold the present token of one text: its kind, its text, and the offsets of its ends.

    The kind of a mark is the mark itself; behind the last token it is "end". `wanted` says what
    could be read where the text was refused.
    """

    def __init__(self, text: str, name: str) -> None:
        """Stand at the first token of *text*; *name* is for messages."""
        self.text, self.name = text, name
        self.matches = _tokens().finditer(text)
        self.kind, self.word, self.start, self.end = "", "", 0, 0
        self.wanted = ""
        self.advance()

    def advance(self) -> None:
        """Step to the next token."""
        for found in self.matches:
            kind = found.lastgroup
            if kind != "skip":
                self.word = found[0]
                self.kind = self.word if kind == "mark" else str(kind)
                self.start, self.end = found.span()
                return
        self.kind, self.word, self.start, self.end = "end", "", len(self.text), len(self.text)

    def expect(self, mark: str) -> None:
        """Step over a mark that must stand here."""
        if self.kind != mark:
            self.refuse(f"`{mark}`")
        self.advance()

    def refuse(self, wanted: str) -> NoReturn:
        """Raise the error that names what stands here and what could be read."""
        self.wanted = wanted
        line = self.text.count("\n", 0, self.start) + 1
        column = self.start - self.text.rfind("\n", 0, self.start)
        what = f"`{self.word[:40]}`" if self.word else "the end of the text"
        where = f"{self.name}:{line}:{column}"
        raise ScgraphError(f"no place: {wanted} expected, {what} found", where=where)
