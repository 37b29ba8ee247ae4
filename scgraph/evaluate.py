"""Answer a SPARQL query: from a store, in a guarded child of this process, or elsewhere."""

from collections.abc import Callable

import pyoxigraph as ox

from scgraph.answers import Answer, GraphAnswer
from scgraph.errors import BadInputError, LimitError, ScgraphError
from scgraph.namespaces import prefixes
from scgraph.tokens import tokens

__all__ = ["evaluate", "evaluate_guarded", "evaluate_remote"]

_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD")
_JSON = ox.QueryResultsFormat.JSON
_Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def _ask(store: ox.Store, text: str, table: Callable[[], dict[str, str]]) -> _Result:
    try:
        return store.query(text)
    except SyntaxError as error:
        raise _explained(text, error, table()) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise ScgraphError(f"the query cannot be answered: {error}") from error


def _explained(text: str, error: SyntaxError, table: dict[str, str]) -> BadInputError:
    """Return what is wrong with a query in a reader's words."""
    listed = list(tokens(text))
    declared = {listed[n + 1][1] for n, t in enumerate(listed[:-1]) if t[1].upper() == "PREFIX"}
    for kind, word in listed:
        name = word.partition(":")[0] + ":"
        if kind == "word" and word.upper() in _UPDATES:
            mend = "ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
            return BadInputError(f"{word.upper()} changes data; the graph is read-only", mend=mend)
        if kind == "name" and name not in declared and not word.startswith(("_:", "@")):
            space = table.get(name[:-1], "...")
            return BadInputError(
                f"the prefix {name} is not declared", mend=f"begin with PREFIX {name} <{space}>"
            )
    first = " ".join(str(error.msg).split())
    return BadInputError(f"not SPARQL: {first}", mend="correct it; SPARQL 1.1 queries are taken")


def _answer(result: _Result) -> Answer | GraphAnswer:
    if isinstance(result, ox.QueryBoolean):
        return Answer((), (), truth=bool(result))
    if isinstance(result, ox.QueryTriples):
        return _graph(result)
    variables = tuple(variable.value for variable in result.variables)
    return Answer(variables, tuple(tuple(row) for row in result))


def _graph(triples: object) -> GraphAnswer:
    unique = set(triples)  # type: ignore[call-overload]
    return GraphAnswer(tuple(sorted(unique, key=str)))


def evaluate(store: ox.Store, text: str) -> Answer | GraphAnswer:
    """
    Answer the query from *store* in this process.

    Raises:
        BadInputError: *text* is not a SPARQL 1.1 query.
        ScgraphError: the query fails while it is answered.
    """
    try:
        return _answer(_ask(store, text, prefixes))
    except (OSError, RuntimeError, ValueError) as error:
        raise ScgraphError(f"the query cannot be answered: {error}") from error


def evaluate_guarded(
    open_store: Callable[[], ox.Store],
    text: str,
    *,
    timeout: float,
    waiting: Callable[[float], None] | None = None,
) -> Answer | GraphAnswer:
    """
    Answer the query in a forked child, after `guard.check`.

    Args:
        open_store: called in the child, for an open store on disk must not be forked.
        text: a SPARQL query from anyone.
        timeout: seconds of wall time.
        waiting: called about once a second with the seconds waited.

    Raises:
        BadInputError: the query is not SPARQL, too large or too deep, or asks SERVICE.
        LimitError: it ran out of time or memory.
    """
    from scgraph.guard import check
    from scgraph.sandbox import close_the_door, run

    check(text)
    table = prefixes()

    def work() -> bytes:
        store = open_store()
        close_the_door()
        result = _ask(store, text, lambda: table)
        try:
            if isinstance(result, ox.QueryTriples):
                return b"G" + (result.serialize(format=ox.RdfFormat.N_TRIPLES) or b"")
            return b"R" + (result.serialize(format=_JSON) or b"")
        except (OSError, RuntimeError, ValueError) as error:
            raise ScgraphError(f"the query cannot be answered: {error}") from error

    data = run(work, timeout=timeout, waiting=waiting)
    try:
        return _decode(data[1:], ox.RdfFormat.N_TRIPLES if data[:1] == b"G" else None)
    except MemoryError as error:
        raise LimitError("a value of the answer is too long", mend="ask for less of it") from error


def evaluate_remote(endpoint: str, text: str, *, timeout: float) -> Answer | GraphAnswer:
    """
    Answer the query from a SPARQL 1.1 endpoint.

    Raises:
        ScgraphError: the endpoint cannot be asked, or what it sends is no answer.
    """
    from scgraph.remote import ask

    data, rows = ask(endpoint, text, timeout=timeout)
    try:
        return _decode(data, None if rows else ox.RdfFormat.TURTLE)
    except (SyntaxError, ValueError, MemoryError) as error:
        raise ScgraphError(
            "what came back is not a SPARQL answer",
            where=endpoint.rpartition("@")[2],
            mend="check that the URL is the query endpoint, often ending in /query or /sparql",
        ) from error


def _decode(data: bytes, graph: ox.RdfFormat | None) -> Answer | GraphAnswer:
    if graph is not None:
        return _graph(quad.triple for quad in ox.parse(data, graph))
    return _answer(ox.parse_query_results(data, _JSON))
