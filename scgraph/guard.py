"""Refuse a SPARQL query that leaves the machine or is nested too deep to be parsed safely."""

from scgraph.errors import BadInputError
from scgraph.tokens import tokens

__all__ = ["check"]

_BYTES = 64 * 1024
_DEPTH = 100


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
    for kind, text in tokens(query):
        if kind == "word" and text.upper() == "SERVICE":
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
