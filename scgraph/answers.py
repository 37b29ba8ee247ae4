"""The answer of a query: rows of RDF terms or a graph, as Python values or in a format."""

from collections import namedtuple
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from scgraph.errors import BadInputError, ScgraphError

if TYPE_CHECKING:
    import pandas

__all__ = ["Answer", "GraphAnswer", "Iri", "Term", "python_value"]

Term = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple
_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = {_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "short")}


class Iri(str):
    """An IRI as text, told apart from a plain string by its type."""

    __slots__ = ()


def python_value(term: Term | None) -> object:
    """
    Turn an RDF term into a Python value.

    Returns:
        Iri, int, Decimal, float, bool, datetime.date, or str; None where the term is unbound. A
        literal whose text does not fit its datatype stays str.
    """
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    kind = term.datatype.value
    try:
        if kind in _INTEGERS:
            return int(term.value)
        if kind == _XSD + "decimal":
            from decimal import Decimal

            return Decimal(term.value)
        if kind in (_XSD + "double", _XSD + "float"):
            return float(term.value)
        if kind == _XSD + "boolean":
            return {"true": True, "1": True, "false": False, "0": False}[term.value]
        if kind == _XSD + "date":
            from datetime import date

            return date.fromisoformat(term.value)
    except (ValueError, ArithmeticError, KeyError):
        return term.value
    return term.value


class Answer:
    """
    The rows of a SELECT (or the truth of an ASK), in the order of the query.

    Attributes:
        variables: the names of the columns.
        terms: one tuple of RDF terms for each row, None where unbound.
        citations: for each row the IRIs of the graphs behind it; empty when not asked for.
        truth: the answer of an ASK, else None.
    """

    def __init__(
        self,
        variables: tuple[str, ...],
        terms: tuple[tuple[Term | None, ...], ...],
        citations: tuple[tuple[str, ...], ...] = (),
        truth: bool | None = None,
    ) -> None:
        """Keep the columns and rows as they are."""
        self.variables = variables
        self.terms = terms
        self.citations = citations
        self.truth = truth

    @property
    def cited(self) -> tuple[str, ...]:
        """Name the column of the citations, none where they were not asked for."""
        name = "sources" if "source" in self.variables else "source"
        return (name,) if self.citations else ()

    @cached_property
    def _row(self) -> Any:
        return namedtuple("Row", self.variables, rename=True)

    def __iter__(self) -> Iterator[Any]:
        """Iterate over the rows as named tuples of Python values."""
        for row in self.terms:
            yield self._row(*map(python_value, row))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.terms)

    def __bool__(self) -> bool:
        """Return the answer of an ASK, else whether there are rows."""
        return bool(self.terms) if self.truth is None else self.truth

    def to_pandas(self) -> "pandas.DataFrame":
        """
        Return a pandas DataFrame, one column for each variable (and one of IRIs when cited).

        Raises:
            ScgraphError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise ScgraphError("pandas is missing", mend="pip install pandas") from error
        frame = pandas.DataFrame(list(map(tuple, self)), columns=list(self.variables))
        for name in self.cited:
            frame[name] = [" ".join(names) for names in self.citations]
        return frame

    def serialize(self, kind: str) -> str:
        """
        Return SPARQL 1.1 results: `json`, `csv` or `tsv`.

        A cited answer has one more column, `source` (`sources` where the query has a `source`):
        the IRIs of the graphs, a space between.

        Raises:
            BadInputError: *kind* is a format for graphs.
        """
        if kind == "json":
            return _json(self)
        if kind not in ("csv", "tsv"):
            raise BadInputError(
                f"the answer is rows, which {kind} cannot hold", mend="give table, csv, tsv or json"
            )
        if self.truth is not None:
            return f"{str(self.truth).lower()}\n"
        columns = [*self.variables, *self.cited]
        cited = [" ".join(names) for names in self.citations]
        if kind == "tsv":
            lines = ["\t".join(f"?{name}" for name in columns)]
            for number, row in enumerate(self.terms):
                cells = ["" if term is None else str(term).replace("\t", "\\t") for term in row]
                lines.append("\t".join(cells + [f'"{s}"' for s in cited[number : number + 1]]))
            return "\n".join(lines) + "\n"
        import csv
        from io import StringIO

        text = StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(columns)
        for number, row in enumerate(self.terms):
            cells = [getattr(t, "value", "" if t is None else str(t)) for t in row]
            writer.writerow(cells + cited[number : number + 1])
        return text.getvalue()


def _binding(term: Term) -> dict[str, object]:
    """Return a term as SPARQL 1.1 Query Results JSON Format, section 3.2.2, writes it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        found: dict[str, object] = {"type": "literal", "value": term.value}
        if term.language:
            return found | {"xml:lang": term.language}
        if term.datatype.value == _XSD + "string":
            return found
        return found | {"datatype": term.datatype.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {key: _binding(part) for key, part in parts.items()}}


def _json(answer: Answer) -> str:
    import json

    head = {"vars": [*answer.variables, *answer.cited]}
    if answer.truth is not None:
        return json.dumps({"head": {}, "boolean": answer.truth}) + "\n"
    bindings: list[dict[str, object]] = [
        {n: _binding(t) for n, t in zip(answer.variables, row, strict=True) if t is not None}
        for row in answer.terms
    ]
    for row, names in zip(bindings, answer.citations, strict=False):
        row[answer.cited[0]] = {"type": "literal", "value": " ".join(names)}
    result = {"head": head, "results": {"bindings": bindings}}
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


class GraphAnswer:
    """The triples of a CONSTRUCT or DESCRIBE, sorted."""

    def __init__(self, triples: tuple[ox.Triple, ...]) -> None:
        """Keep the triples as they are."""
        self.triples = triples

    def __iter__(self) -> Iterator[ox.Triple]:
        """Iterate over the triples."""
        return iter(self.triples)

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self.triples)

    def serialize(self, kind: str, prefixes: dict[str, str]) -> str:
        """
        Return `ttl`, `nt` or `jsonld`.

        Raises:
            BadInputError: *kind* is a format for rows.
        """
        formats = {
            "ttl": ox.RdfFormat.TURTLE,
            "nt": ox.RdfFormat.N_TRIPLES,
            "jsonld": ox.RdfFormat.JSON_LD,
        }
        if kind not in formats:
            raise BadInputError(
                f"the answer is a graph, which {kind} cannot hold", mend="give ttl, nt or jsonld"
            )
        text = " ".join(map(str, self.triples))
        used = {name: space for name, space in prefixes.items() if f"<{space}" in text}
        data = ox.serialize(
            self.triples, format=formats[kind], prefixes=None if kind == "nt" else used
        )
        assert data is not None
        if kind == "jsonld":
            from scgraph.jsonld import with_context

            data = with_context(data, prefixes)
        return data.decode()
