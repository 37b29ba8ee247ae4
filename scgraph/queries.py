"""Read a canned query: its header, its parameters, and its text with arguments bound."""

import os
import re
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.errors import BadInputError

__all__ = ["CannedQuery", "Parameter", "bind", "read"]

_VARIABLE = re.compile(r"[?$]_([A-Za-z][A-Za-z0-9]*)_(iri|integer|string|xsd_date)\b")
_XSD = "http://www.w3.org/2001/XMLSchema#"


class Parameter(NamedTuple):
    """
    One parameter of a canned query: name, kind, default (or None), and values to choose from.

    The default `release` is the day of the newest edition of the Code in the graph.
    """

    name: str
    kind: str
    default: str | None
    choices: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """Return the variable that stands for it in the query text."""
        return f"?_{self.name}_{self.kind}"


class CannedQuery(NamedTuple):
    """A question with its summary, description, parameters in order of use, and text."""

    name: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str


def read(path: str) -> CannedQuery:
    """Read one `.rq` file with its grlc header."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    header = [line[2:].rstrip() for line in text.splitlines() if line.startswith("#+")]
    plain: dict[str, str] = {}
    defaults: dict[str, str] = {}
    choices: dict[str, list[str]] = {}
    section = chosen = ""
    for line in header:
        if found := re.fullmatch(r" (\w+): ?(.*)", line):
            section = found[1]
            plain[section] = found[2].strip()
        elif section == "defaults" and (found := re.fullmatch(r"\s+- (\w+): (.+)", line)):
            defaults[found[1]] = found[2].strip().strip('"')
        elif section == "enumerate" and (found := re.fullmatch(r"\s+- (\w+):", line)):
            chosen = found[1]
        elif section == "enumerate" and (found := re.fullmatch(r"\s+- (\S+)", line)):
            choices.setdefault(chosen, []).append(found[1].strip('"'))
    seen = dict.fromkeys(_VARIABLE.findall(text))
    parameters = tuple(
        Parameter(name, kind, defaults.get(name), tuple(choices.get(name, ())))
        for name, kind in seen
    )
    return CannedQuery(
        os.path.splitext(os.path.basename(path))[0],
        plain.get("summary", ""),
        plain.get("description", ""),
        parameters,
        text,
    )


def term(parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
    """
    Turn an argument into an RDF term, so that no text can change the query.

    Raises:
        BadInputError: *value* is not of the parameter's kind.
    """
    where = f"--{parameter.name}"
    if parameter.kind == "iri":
        try:
            return ox.NamedNode(value)
        except ValueError as error:
            raise BadInputError(f"not an IRI: {value}", where=where) from error
    if parameter.kind == "integer":
        if not re.fullmatch(r"[+-]?[0-9]+", value):
            raise BadInputError(f"not a whole number: {value}", where=where)
        return ox.Literal(value, datatype=ox.NamedNode(_XSD + "integer"))
    if parameter.kind == "xsd_date":
        from datetime import date

        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                raise ValueError
            date.fromisoformat(value)
        except ValueError as error:
            mend = "give a day of the calendar, such as 2016-01-31"
            raise BadInputError(
                f"not a date (YYYY-MM-DD): {value}", where=where, mend=mend
            ) from error
        return ox.Literal(value, datatype=ox.NamedNode(_XSD + "date"))
    return ox.Literal(value)


def bind(query: CannedQuery, values: dict[str, str]) -> str:
    """Return the query with one `VALUES` block at the head of each group that opens `WHERE`."""
    given = [
        (p.variable, str(term(p, values[p.name]))) for p in query.parameters if p.name in values
    ]
    if not given:
        return query.text
    names, terms = zip(*given, strict=True)
    block = f" VALUES ({' '.join(names)}) {{ ({' '.join(terms)}) }}"
    return re.sub(r"\bWHERE\s*\{", lambda found: found[0] + block, query.text)
