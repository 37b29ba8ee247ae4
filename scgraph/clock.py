"""Know on which day an answer holds: one that is given, or that of the newest Code at hand."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.errors import BadInputError, ScgraphError
from scgraph.namespaces import BASE

__all__ = ["RELEASE", "Release", "check_span", "newest_release"]

RELEASE = "release"
_ISSUED = ox.NamedNode("http://purl.org/dc/terms/issued")
_EDITION = re.compile(re.escape(BASE) + r"source/uscode-([0-9]+-[0-9]+)")
_SPANS = (("from", "to"), ("from", "until"))


class Release(NamedTuple):
    """An edition of the United States Code in the graph: its day, its number, its source's IRI."""

    day: str
    number: str
    source: str


def newest_release(store: ox.Store) -> Release:
    """
    Return the edition of the Code that was issued last.

    Raises:
        ScgraphError: the graph holds none.
    """
    found = []
    for quad in store.quads_for_pattern(None, _ISSUED, None, ox.DefaultGraph()):
        edition = _EDITION.fullmatch(getattr(quad.subject, "value", ""))
        if edition and isinstance(quad.object, ox.Literal):
            found.append(Release(quad.object.value, edition[1], edition[0]))
    if not found:
        raise ScgraphError("the graph holds no edition of the Code", mend="give a date with --asOf")
    return max(found)


def check_span(values: Mapping[str, str]) -> None:
    """
    Look whether each span among the arguments begins before it ends.

    Args:
        values: name of a parameter to its value, dates as YYYY-MM-DD.

    Raises:
        BadInputError: a span ends before it begins.
    """
    for first, last in _SPANS:
        if first in values and last in values and values[first] > values[last]:
            raise BadInputError(
                f"--{first} {values[first]} is after --{last} {values[last]}",
                mend="give the earlier day first",
            )
