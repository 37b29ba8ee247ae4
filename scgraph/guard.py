"""Refuse a SPARQL query that leaves the machine or is nested too deep to be parsed safely."""

import re

from scgraph.errors import BadInputError

__all__ = ["check"]

_BYTES = 64 * 1024
_DEPTH = 100
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<text>\"\"\"(?:\\.|(?!\"\"\").)*\"\"\" | '''(?:\\.|(?!''').)*'''
        | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*')
    | (?P<name>[?$@]\w+ | [\w.\-]*:(?:[\w.\-:%]|\\.)*)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<open>[{(\[])
    | (?P<close>[})\]])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def _unescape(text: str) -> str:
    """Decode the codepoint escapes, which SPARQL 1.1 (section 19.2) allows in any place."""

    def character(found: re.Match[str]) -> str:
        number = int(found[1] or found[2], 16)
        return chr(number) if number < 0x110000 else found[0]

    return _ESCAPE.sub(character, text)


def check(query: str) -> None:
    """
    Look at the tokens of *query*, strings, IRIs and comments aside.

    Raises:
        BadInputError: it is larger than 64 KB, nested deeper than 100 brackets, or asks SERVICE.
    """
    size = len(query.encode())
    if size > _BYTES:
        raise BadInputError(
            f"the query has {size} bytes, at most {_BYTES} are taken", mend="split the query"
        )
    depth = 0
    for token in _TOKEN.finditer(_unescape(query)):
        kind = token.lastgroup
        if kind == "word" and token[0].upper() == "SERVICE":
            raise BadInputError(
                "SERVICE is refused: a query is answered on this machine alone",
                mend="ask the other endpoint by itself with --endpoint",
            )
        if kind == "open":
            depth += 1
            if depth > _DEPTH:
                raise BadInputError(
                    f"the query is nested deeper than {_DEPTH} brackets", mend="write it flatter"
                )
        elif kind == "close":
            depth -= 1
