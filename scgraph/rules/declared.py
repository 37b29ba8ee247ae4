"""List the prefix declarations of a text without reading all its tokens."""

import re

from scgraph.places import Declaration, declared_and_written

__all__ = ["declarations"]

_GAP = r"(?:\s|#[^\r\n]*)*"
_DIRECTIVE = re.compile(
    rf"{_GAP}(?:(?:@prefix|prefix)\b{_GAP}(?P<prefix>[^\s:<>\"'#@]*):{_GAP}<(?P<iri>[^<>\"{{}}|^`\\\s]*)>"
    rf"|(?:@base|base)\b{_GAP}<[^<>\"{{}}|^`\\\s]*>){_GAP}\.?",
    re.IGNORECASE,
)
_LATER = re.compile(rf"prefix\b{_GAP}[^\s:<>\"'#@]*:{_GAP}<", re.IGNORECASE)


def declarations(text: str, base: str = "") -> list[Declaration]:
    """
    Return the prefix declarations of a Turtle or TriG text, in its order.

    Those at its head are found without tokens; when more follow, or when a base or an escape must
    be resolved, the tokens decide. A namespace is therefore resolved in every case.
    """
    made, position = [], 0
    plain = True
    while found := _DIRECTIVE.match(text, position):
        position = found.end()
        if found["prefix"] is None or ":" not in found["iri"]:
            plain = False
            break
        start, colon = found.span("prefix")
        made.append(Declaration(found["prefix"], found["iri"], start, colon, found.end("iri") + 1))
    more = text.find("refix", position) >= 0 or text.find("REFIX", position) >= 0
    if plain and not (more and _LATER.search(text, position)):
        return made
    return [one for one in declared_and_written(text, base) if isinstance(one, Declaration)]
