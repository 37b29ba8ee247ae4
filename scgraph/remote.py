"""Ask a SPARQL 1.1 endpoint elsewhere, with a time limit and an answer cap."""

import time
from http.client import HTTPException, HTTPResponse
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.Wrapper import ASK, CONSTRUCT, DESCRIBE, SELECT

from scgraph import __version__
from scgraph.errors import BadInputError, ScgraphError
from scgraph.tokens import tokens

__all__ = ["ask"]

_ANSWER = 100_000_000
_FORMS = (SELECT, ASK, CONSTRUCT, DESCRIBE)


class _NoRedirect(HTTPRedirectHandler):
    """Follow no redirect, so that neither query nor credentials go to another host."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        raise ScgraphError(
            "the endpoint answers with a redirect",
            where=req.full_url,
            mend=f"if you trust it, give --endpoint {newurl.split('?')[0]}",
        )


class _Endpoint(SPARQLWrapper):
    """SPARQLWrapper that opens its requests without redirects."""

    def _query(self) -> tuple[HTTPResponse, str]:
        opener = build_opener(_NoRedirect)
        return opener.open(self._createRequest(), timeout=self.timeout), self.returnFormat


def ask(endpoint: str, query: str, *, timeout: float) -> tuple[bytes, bool]:
    """
    Return the answer of *endpoint* and whether it is rows or a truth value, not a graph.

    Rows come as SPARQL 1.1 results in JSON, a graph as Turtle.

    Args:
        endpoint: an http or https URL; `user:password@` in it is sent to that host alone.
        query: a SPARQL query.
        timeout: seconds until the answer must be whole.

    Raises:
        BadInputError: *endpoint* is no such URL.
        ScgraphError: it cannot be reached, refuses, is too slow, or answers more than 100 MB.
    """
    parts = urlsplit(endpoint)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInputError(f"not an endpoint: {endpoint}", mend="give an http or https URL")
    host = parts.netloc.rpartition("@")[2]
    wrapper = _Endpoint(
        urlunsplit(parts._replace(netloc=host)), agent=f"scgraph/{__version__} (SPARQLWrapper)"
    )
    if parts.username:
        wrapper.setCredentials(unquote(parts.username), unquote(parts.password or ""))
    wrapper.setTimeout(max(1, round(timeout)))
    wrapper.setMethod(POST)
    wrapper.setQuery(query)
    # SPARQLWrapper looks for the form in comments too
    wrapper.queryType = _form(query)
    rows = wrapper.queryType in (SELECT, ASK)
    wrapper.setReturnFormat(JSON if rows else TURTLE)
    deadline = time.monotonic() + timeout
    try:
        return _read(wrapper.query().response, deadline, host), rows
    except HTTPError as error:
        words = error.read(2000).decode(errors="replace").strip()
        raise ScgraphError(f"HTTP {error.code}: {words}", where=host) from error
    except TimeoutError as error:
        raise _slow(host) from error
    except (URLError, OSError, HTTPException) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            raise _slow(host) from error
        reason = getattr(error, "reason", error)
        raise ScgraphError(f"cannot be asked: {reason}", where=host) from error


def _form(query: str) -> str:
    """Return the keyword that opens the query: SELECT, ASK, CONSTRUCT or DESCRIBE."""
    words = (text.upper() for kind, text in tokens(query) if kind == "word")
    return next((word for word in words if word in _FORMS), SELECT)


def _slow(host: str) -> ScgraphError:
    return ScgraphError("no whole answer in time", where=host, mend="raise --timeout")


def _read(response: HTTPResponse, deadline: float, host: str) -> bytes:
    data = bytearray()
    while piece := response.read1(1 << 16):
        data += piece
        if len(data) > _ANSWER:
            raise ScgraphError(
                f"answers more than {_ANSWER // 10**6} MB", where=host, mend="add a LIMIT"
            )
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(data)
