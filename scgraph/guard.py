"""Refuse a SPARQL query that leaves the machine or is nested too deep to be parsed safely."""

from scgraph.errors import BadInputError
from scgraph.tokens import tokens

__all__ = ["MOST_BYTES", "check"]

MOST_BYTES = 64 * 1024
_DEPTH = 100


def check(query: str) -> None:
    """
    Look at the tokens of *query*, strings, IRIs and comments aside.

    Raises:
        BadInputError: it is larger than 64 KB, nested deeper than 100 brackets, or asks SERVICE.
    """
    size = len(query.encode())
    if size > MOST_BYTES:
        raise BadInputError(
            f"the query has {size} bytes, at most {MOST_BYTES} are taken", mend="split the query"
        )
    depth = 0
    for kind, text in tokens(query):
        if kind not in ("iri", "text", "variable") and "SERVICE" in text.upper():
            # the engine's parser needs no space around the word, so no part of a token may be it
            raise BadInputError(
                "SERVICE is refused: a query is answered on this machine alone",
                mend="ask the other endpoint by itself with --endpoint; rename a prefix that has "
                "the word in it",
            )
        if kind == "open":
            depth += 1
            if depth > _DEPTH:
                raise BadInputError(
                    f"the query is nested deeper than {_DEPTH} brackets", mend="write it flatter"
                )
        elif kind == "close":
            depth -= 1
