"""Say what is wrong where no token of Turtle, TriG, N-Triples or N-Quads can be cut."""

import re
import unicodedata
from typing import NamedTuple

from scgraph.places.tokens import Tokens

__all__ = ["Fault", "Token", "bad_token", "glued", "line_end", "tokens"]

_RUN = re.compile(r"[^\s;,\[\](){}<>\"']*")
_ESCAPES = {
    '"': re.compile(r"\\(?!u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[tbnrf\"'\\])(?:u\w{0,4}|U\w{0,8}|.)?"),
    "<": re.compile(r"\\(?!u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})(?:u\w{0,4}|U\w{0,8}|.)?"),
}
_NUMBERS = ("integer", "decimal", "double")
_STRINGS = ("short", "long")


class Fault(NamedTuple):
    """What is wrong between two offsets, and the mend; two equal offsets say what is missing."""

    start: int
    end: int
    message: str
    mend: str
    rule: str = "syntax"


class Token(NamedTuple):
    """One token: its kind as `Tokens` names it, its text, and its offsets."""

    kind: str
    word: str
    start: int
    end: int


def tokens(text: str, end: int) -> list[Token]:
    """Return the tokens that begin before an offset."""
    made, cutter = [], Tokens(text, "")
    while cutter.kind != "end" and cutter.start < end:
        made.append(Token(cutter.kind, cutter.word, cutter.start, cutter.end))
        cutter.advance()
    return made


def line_end(text: str, start: int) -> int:
    """Return the offset where the line ends that *start* stands in."""
    found = re.compile(r"\r?\n").search(text, start)
    return found.start() if found else len(text)


def glued(text: str, start: int) -> int:
    """Return where the run of characters ends that a reader takes for one word."""
    found = _RUN.match(text, start)
    end = found.end() if found else start
    while end > start + 1 and text[end - 1] == ".":
        end -= 1
    return max(end, start + 1)


def bad_token(text: str, start: int, before: Token | None) -> Fault | None:
    """
    Say what is wrong with the characters at *start*, which begin no token.

    Args:
        before: the token before them.

    Returns:
        None where they belong to RDF 1.2, which the tokens do not know.
    """
    one = text[start]
    if before and before.kind in _STRINGS and before.word in ('""', "''") and before.end == start:
        if one == before.word[0]:
            return _string(text, before.start, one * 3)
    if one in "\"'":
        return _string(text, start, one)
    if one == "<":
        return None if text.startswith("<<", start) else _iri(text, start)
    newer = "<<" in text[:start] or "{|" in text[:start] or one == "~"
    if (newer and one in "<>~|") or text.startswith(("{|", "--"), start):
        return None
    if unicodedata.category(one) == "Zs":
        told = f"the character U+{ord(one):04X} stands here, a space that RDF does not know"
        return Fault(start, start + 1, told, "write a plain space")
    touching = before if before is not None and before.end == start else None
    end = glued(text, start)
    if one == "@":
        told = "`@` is followed by no language" if end == start + 1 else "this is no language tag"
        return Fault(start, end, told, "write a language such as `@en`")
    if one == "_":
        if touching and touching.kind == "at":
            tag = touching.word + text[start:end]
            mend = f"write `{tag.replace('_', '-')}`"
            return Fault(touching.start, end, f"`{tag}` is no language tag", mend)
        told = f"`{text[start:end]}` is no blank node"
        return Fault(start, end, told, "write `_:` and a label that begins with a letter or digit")
    if one == "^":
        return Fault(start, start + 1, "a datatype stands behind `^^`", "write `^^`")
    if touching and touching.kind == "name" and one != ">":
        return _in_name(text, start, end)
    if touching and touching.kind in _NUMBERS:
        return Fault(
            touching.start,
            end,
            f"`{text[touching.start : end]}` is not a number",
            "put it in quotes",
        )
    if one in "+-":
        return Fault(start, end, f"`{text[start:end]}` is not a number", "write digits behind it")
    if one in "\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb":
        return Fault(
            start, start + 1, f"`{one}` is no quote of RDF", 'write the straight quote `"`'
        )
    if unicodedata.category(one) in ("Cc", "Cf"):
        name = f"U+{ord(one):04X}"
        told = f"the character {name}, which cannot be seen, stands here"
        return Fault(start, start + 1, told, "remove it")
    if text.startswith(("/*", "//"), start):
        return Fault(
            start, start + 2, f"`{text[start : start + 2]}` begins no comment", "write `#`"
        )
    if one.isalpha():
        mend = "write a prefixed name such as `ex:name`, or an IRI in `<...>`"
        return Fault(start, end, f"`{text[start:end]}` is no term", mend)
    return Fault(start, start + 1, f"`{one}` begins no term", "remove it, or put it in quotes")


def _string(text: str, start: int, quotes: str) -> Fault:
    """Say what is wrong with the string that begins at *start*: an escape, or its end."""
    if len(quotes) == 3:
        body = re.compile(rf"(?:[^\\]|\\.)*?(?={quotes}|\Z)", re.DOTALL)
    else:
        body = re.compile(rf"(?:[^\\\r\n{quotes}]|\\.)*", re.DOTALL)
    found = body.match(text, start + len(quotes))
    stop = found.end() if found else len(text)
    # each backslash with what it may escape, so that the second of two escapes nothing
    for each in re.compile(r"\\.", re.DOTALL).finditer(text, start, stop):
        wrong = _ESCAPES['"'].match(text, each.start())
        if wrong:
            told = f"`{wrong[0]}` is no escape"
            mend = "write `\\\\` for a backslash, or `\\u` with four hexadecimal digits"
            return Fault(wrong.start(), wrong.end(), told, mend)
    mend = f"close it with `{quotes}`"
    if len(quotes) == 1 and text.find(quotes, stop) > 0:
        mend += f", or begin and end it with `{quotes * 3}` if it has several lines"
    return Fault(start, line_end(text, start), "this string is not closed", mend)


def _iri(text: str, start: int) -> Fault:
    """Say what is wrong with the IRI that begins at *start*."""
    stop = line_end(text, start)
    close = text.find(">", start, stop)
    wrong = _ESCAPES["<"].search(text, start, close if close > 0 else stop)
    if wrong:
        told = f"`{wrong[0]}` is no escape of an IRI"
        return Fault(wrong.start(), wrong.end(), told, "write the character, or percent-encode it")
    if close < 0 or "<" in text[start + 1 : close]:
        found = re.compile(r"[^\s]*").match(text, start)
        end = min(found.end() if found else stop, stop)
        return Fault(start, end, "this IRI is not closed", "close it with `>`")
    bad = re.compile(r"[\x00-\x20\"{}|^`\\]").search(text, start, close)
    one = bad[0] if bad else ""
    told = f"an IRI must not hold {'a space' if one == ' ' else f'`{one}`'}"
    if unicodedata.category(one or " ") == "Cc":
        told = f"an IRI must not hold the character U+{ord(one):04X}"
    codes = "".join(f"%{byte:02X}" for byte in one.encode())
    return Fault(start, close + 1, told, f"write `{codes}` for it")


def _in_name(text: str, start: int, end: int) -> Fault:
    """Say that a prefixed name breaks off at *start*."""
    one = text[start]
    if one == "%":
        found = re.compile(r"%\w{0,2}").match(text, start)
        end = found.end() if found else end
        told = f"`{text[start:end]}` is no percent code"
        return Fault(start, end, told, "write `%` and two hexadecimal digits, or `\\%`")
    if one == "\\":
        told = f"`{text[start : start + 2]}` is no escape of a prefixed name"
        return Fault(start, min(start + 2, end), told, "write the whole IRI in `<...>`")
    escaped = f"write `\\{one}`, or " if one in "~!$&'()*+,;=/?#@%" else ""
    told = f"`{one}` cannot stand in a prefixed name"
    return Fault(start, end, told, f"{escaped}write the whole IRI in `<...>`")
