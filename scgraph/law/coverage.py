"""Know where the graph holds the law whole, so that what it lacks there does not exist."""

import os
from functools import cache

import pyoxigraph as ox

from scgraph.files import root
from scgraph.law.triples import node, objects
from scgraph.lawcite import Citation, parse
from scgraph.namespaces import BASE
from scgraph.uslm.paths import order

__all__ = ["is_printed", "is_whole", "whole_range"]


def whole_range(citation: Citation) -> str:
    """
    Return the run of sections, held whole by the graph, in which a section of the Code belongs.

    Empty when there is none. `data/law/sections.txt` lists what is carried; a run there is whole.
    """
    if citation.code and citation.section:
        place = order(citation.section)
        for line, run in _whole_runs():
            if run.code == citation.code and order(run.section) <= place <= order(run.last):
                return line
    return ""


@cache
def _whole_runs() -> list[tuple[str, Citation]]:
    try:
        with open(os.path.join(root(), "data", "law", "sections.txt"), encoding="utf-8") as file:
            lines = [line.strip() for line in file if " to " in line and line[0] != "#"]
    except OSError:
        return []
    return [(line, run) for line in lines for run in parse(line)[0]]


def _section(iri: str) -> Citation:
    """Return the section of the Code that an IRI is or is within; an empty citation for others."""
    title, _, number = iri.removeprefix(f"{BASE}usc/t").partition("/s")
    number = number.partition("_")[0]
    if not iri.startswith(f"{BASE}usc/t") or not number[:1].isdigit():
        return Citation()
    return Citation(code=title, section=number)


def is_printed(store: ox.Store, iri: str) -> bool:
    """
    Say whether a section of the Code stands in the edition at hand, as far as that is known.

    A section may be in the graph only because another names it. Where the graph holds a run of
    sections whole, one whose status it does not know is not in the edition.
    """
    section = _section(iri)
    whole = f"{BASE}usc/t{section.code}/s{section.section}"
    return bool(objects(store, whole, "lawStatus")) or not whole_range(section)


def is_whole(store: ox.Store, act: str) -> bool:
    """Say whether the sections of an act are sections of the Code that the graph holds whole."""
    found = [
        bool(whole_range(_section(quad.object.value)))
        for quad in store.quads_for_pattern(None, node("codifiedAt"), None, ox.DefaultGraph())
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        if quad.subject.value.startswith(f"{act}/s") and _section(quad.object.value).code
    ]
    return sum(found) > 0.9 * len(found)
