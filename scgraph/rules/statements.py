"""Say in plain words why a line of N-Triples or N-Quads is refused."""

import pyoxigraph as ox

from scgraph.rules.lexical import Fault, Token, bad_token, glued, tokens

__all__ = ["refused_line"]

_PARTS = ("subject", "predicate", "object")


def refused_line(text: str, format: ox.RdfFormat, start: int) -> Fault | None:
    """
    Explain why the engine stands still at *start* (N-Triples 1.1, section 7; N-Quads 1.1, 4).

    Returns:
        None where only the engine knows what is wrong.
    """
    before = tokens(text, start + 1)
    for number, one in enumerate(before):
        if one.kind == "unknown":
            fault = bad_token(text, one.start, before[number - 1] if number else None)
            if fault:
                return fault
            break
    found = next((one for one in before if one.start <= start < one.end), None)
    if found:
        before = before[: before.index(found)]
    last = before[-1] if before else None
    terms = _terms(before)
    missing = f"the {_PARTS[terms]} is missing" if terms < 3 else "the statement does not end"
    if last and terms and "\n" in text[last.end : start].replace("\r", "\n"):
        mend = "end it with ` .` in the same line" if terms > 2 else "write it in the same line"
        return Fault(last.end, last.end, missing, mend)
    if found is None:
        return None
    if last and last.kind == "." and last.start > text.rfind("\n", 0, start):
        told = "a line holds one statement"
        return Fault(found.start, found.end, told, "begin a new line before this")
    if found.kind == ".":
        return Fault(found.start, found.end, missing, "write it before the dot")
    return _not_a_term(text, found, format, terms)


def _not_a_term(text: str, found: Token, format: ox.RdfFormat, terms: int) -> Fault | None:
    """Explain a token that N-Triples does not know, or not here."""
    told, mend, end = "", "", found.end
    kind = format.name
    if found.kind == "at":
        told, mend = f"{kind} has no directives", "name the file `.ttl`"
    elif found.kind == "name" or found.word == "a":
        end = glued(text, found.start)
        told = f"{kind} has no prefixed names"
        if found.word == "a":
            told = f"{kind} has no `a`"
        mend = "write the whole IRI in `<...>`, or name the file `.ttl`"
    elif found.kind == "iri" and ":" not in found.word:
        told, mend = f"{kind} has no relative IRIs", "write the whole IRI"
    elif found.kind in ("iri", "blank") and terms == 3:
        told, mend = f"{kind} has no graphs", "name the file `.nq`"
    elif found.kind in ("iri", "blank") and terms > 3:
        told, mend = "this is one term too many", "end the statement before it with ` .`"
    elif found.kind == "blank":
        told, mend = "a blank node cannot be a predicate", "write an IRI"
    elif found.kind in ("short", "long") and terms == 3:
        told, mend = "a literal cannot name a graph", "write an IRI"
    elif found.kind in ("short", "long") and terms < 2:
        told, mend = f"a literal cannot be a {_PARTS[terms]}", "write an IRI"
    elif found.kind in ("short", "long"):
        told, mend = f'{kind} writes a string as `"..."`', 'write `"` on both sides'
    elif found.kind in ("integer", "decimal", "double") or found.word in ("true", "false"):
        datatype = "boolean" if found.kind == "word" else found.kind
        told = f"{kind} has no short form of literals"
        mend = f'write `"{found.word}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>`'
    elif found.kind in (";", ",", "[", "]", "(", ")", "{", "}"):
        told, mend = f"{kind} has no `{found.kind}`", "write each triple as a line of its own"
    else:
        told, mend = f"`{found.word}` is no term", "write an IRI in `<...>`, or a string in quotes"
    return Fault(found.start, end, told, mend)


def _terms(before: list[Token]) -> int:
    """Return how many terms the statement has that the tokens end with."""
    count = 0
    for number, one in enumerate(before):
        if one.kind == ".":
            count = 0
        elif one.kind not in ("at", "^^") and (not number or before[number - 1].kind != "^^"):
            count += 1
    return count
