"""Run the SPARQL checks of `ontology/checks/`: queries over the sources that must find nothing."""

import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from scgraph.errors import ScgraphError

__all__ = ["Check", "read_check", "run_check"]


@dataclass(frozen=True)
class Check:
    """
    One check: id, severity, what is wrong, the mend, and its SELECT.

    Attributes:
        union: whether its default graph is the union of all graphs; else it is what stands in none.
    """

    id: str
    severity: str
    message: str
    mend: str
    text: str
    union: bool = True


def read_check(path: Path) -> Check:
    """
    Read one `.rq` file with `#+ id:`, `severity:`, `message:` and `mend:` in its header.

    `#+ union: no` there asks for a default graph without what stands in named ones.

    Raises:
        ScgraphError: one of them is missing.
    """
    text = path.read_text(encoding="utf-8")
    header = dict(re.findall(r"^#\+ (\w+): (.+)$", text, re.MULTILINE))
    missing = [key for key in ("id", "severity", "message", "mend") if key not in header]
    if missing:
        raise ScgraphError(f"no {missing[0]} in the header", where=str(path))
    told = {key: header[key] for key in ("id", "severity", "message", "mend")}
    return Check(**told, text=text, union=header.get("union") != "no")


def run_check(check: Check, store: ox.Store) -> list[dict[str, str]]:
    """
    Return the rows of a check, variable to text, in the order of its query.

    Args:
        store: each source a named graph; none is merged into the default graph.
    """
    solutions = store.query(check.text, use_default_graph_as_union=check.union)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [
        {
            name: getattr(value, "value", str(value))
            for name, value in zip(names, row, strict=True)
            if value is not None
        }
        for row in solutions
    ]
