"""Cut a SPARQL query into tokens, enough to see its brackets and keywords."""

import re
from collections.abc import Iterator

__all__ = ["ESCAPE", "TOKEN", "Token", "names_graphs", "tokens"]

ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<space>\s+)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<text>\"\"\"(?:\\.|(?!\"\"\").)*\"\"\" | '''(?:\\.|(?!''').)*'''
        | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*')
    | (?P<variable>[?$]\w+)
    | (?P<name>@[\w-]+ | _:[\w.\-]+ | [\w.\-]{0,128}:(?:[\w\-:%]|\\.|\.(?=[\w\-:%.]))*)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<number>\d[\w.]*\d|\d)
    | (?P<open>[{(\[])
    | (?P<close>[})\]])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)

Token = tuple[str, str]


def _unescape(text: str) -> str:
    """Decode the codepoint escapes, which SPARQL 1.1 (section 19.2) allows in any place."""

    def character(found: re.Match[str]) -> str:
        number = int(found[1] or found[2], 16)
        return chr(number) if number < 0x110000 else found[0]

    return ESCAPE.sub(character, text)


def tokens(query: str) -> Iterator[Token]:
    """Yield kind and text of each token; comments and space are left out."""
    for found in TOKEN.finditer(_unescape(query)):
        if found.lastgroup not in ("comment", "space"):
            yield str(found.lastgroup), found[0]


def names_graphs(query: str) -> bool:
    """Say whether a query asks single graphs, by GRAPH, FROM or a dataset of its own."""
    return any(kind == "word" and text.upper() in ("GRAPH", "FROM") for kind, text in tokens(query))
