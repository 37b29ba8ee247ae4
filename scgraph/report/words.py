"""Say a finding's severity and what it is about as a person reads them."""

import re

from scgraph.findings import Finding
from scgraph.namespaces import shorten
from scgraph.report.escape import cut, one_line, visible

__all__ = ["MOST_MESSAGE", "about", "also", "severity_word"]

MOST_MESSAGE = 1000
_MOST_TERM = 120
_MOST_ALSO = 10
_WORDS = {"violation": "error"}
# a literal, in which nothing is shortened, or an IRI
_TERM = re.compile(r'"(?:[^"\\]|\\.)*"|<([^<>"{}|^`\\\x00-\x20]*)>', re.DOTALL)
_SHACL = {"sh": "http://www.w3.org/ns/shacl#"}


def severity_word(finding: Finding) -> str:
    """Return error, warning or info; for a severity that a shape made up, its local name."""
    name = finding.severity.rstrip("/#")
    name = re.split("[/#]", name)[-1] or name
    return one_line(_WORDS.get(name, name), _MOST_TERM)


def about(finding: Finding, prefixes: dict[str, str]) -> str:
    """
    Return focus node, path and value in short, with spaces between; empty where there is none.

    A value that is the focus node itself is left out. Where no file says it, the graph that does
    is named.
    """
    focus = finding.focus
    if focus and not focus.startswith(("_:", '"', "<")):
        focus = f"<{focus}>"
    value = "" if finding.value == focus else finding.value
    terms = [_short(term, prefixes) for term in (focus, finding.path, value) if term]
    if finding.source and not finding.places:
        terms.append(f"in {_short(f'<{finding.source}>', prefixes)}")
    return " ".join(terms)


def also(finding: Finding) -> list[str]:
    """Return the further places as `file:line:column`, and how many more than ten there are."""
    places = [visible(str(place)) for place in finding.places[1 : _MOST_ALSO + 1]]
    more = len(finding.places) - 1 - _MOST_ALSO
    return [*places, f"{more} more"] if more > 0 else places


def _short(term: str, prefixes: dict[str, str]) -> str:
    """Return a term or a path with its IRIs as prefixed names, cut where it goes on for long."""
    table = _SHACL | prefixes

    def iri(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        short = shorten(found[1], table)
        return found[0] if short == found[1] else short

    # an IRI that is shortened is at its end no longer than before
    made = _TERM.sub(iri, cut(term, 20 * _MOST_TERM))
    return visible(cut(made, _MOST_TERM))
