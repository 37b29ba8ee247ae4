"""Cut a SPARQL query into tokens, enough to see its brackets, keywords and predicates."""

import re
from collections.abc import Iterator

__all__ = ["ESCAPE", "RDF_TYPE", "TOKEN", "Token", "names_graphs", "predicates", "tokens"]

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
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

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


def predicates(query: str) -> set[str] | None:
    """
    Return every IRI that the query may use as a predicate, or None when any may be one.

    The set holds all IRIs of the query and rdf:type. None is the answer when a variable, or a
    negated property set, stands where a predicate may stand; when in doubt, None.
    """
    table: dict[str, str] = {}
    found = {RDF_TYPE}
    # place: 0 at a subject, 1 at a predicate, 2 after it; -1 where no triple stands
    place, depth, before = -1, 0, ""
    listed = list(tokens(query))
    for number, (kind, text) in enumerate(listed):
        if kind == "name" and before.upper() == "PREFIX":
            table[text] = listed[number + 1][1][1:-1]
        elif kind == "iri":
            found.add(text[1:-1])
        elif kind == "name" and ":" in text:
            prefix, _, local = text.partition(":")
            found.add(table.get(prefix + ":", "") + local.replace("\\", ""))
        if kind == "open" and text == "(":
            depth += 1
        elif kind == "close" and text == ")":
            depth -= 1
            place = 0 if depth == 0 else place
        elif text in ("{", "}", "."):
            place, depth = 0, 0
        elif depth:
            pass
        elif text == ";":
            place = 1
        elif text == "[":
            place = 1
        elif text == "!" and place >= 0:
            return None
        elif kind == "word" and text != "a":
            place = 0 if text.upper() in ("UNION", "OPTIONAL", "MINUS") else -1
        elif kind in ("variable", "iri", "name", "text", "number") or text in ("a", "]"):
            if place == 1 and kind == "variable":
                return None
            if place >= 0:
                place += 1
        before = text
    return found


def names_graphs(query: str) -> bool:
    """Say whether a query asks single graphs, by GRAPH, FROM or a dataset of its own."""
    return any(kind == "word" and text.upper() in ("GRAPH", "FROM") for kind, text in tokens(query))
