"""Run the SPARQL checks of `ontology/checks/`: queries over the sources that must find nothing."""

import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from scgraph.errors import ScgraphError

__all__ = ["Check", "read_check", "run_check"]


@dataclass(frozen=True)
class Check:
    """One check: id, severity, what is wrong, the mend, and its SELECT."""

    id: str
    severity: str
    message: str
    mend: str
    text: str


def read_check(path: Path) -> Check:
    """
    Read one `.rq` file with `#+ id:`, `severity:`, `message:` and `mend:` in its header.

    Raises:
        ScgraphError: one of them is missing.
    """
    text = path.read_text(encoding="utf-8")
    header = dict(re.findall(r"^#\+ (\w+): (.+)$", text, re.MULTILINE))
    missing = [key for key in ("id", "severity", "message", "mend") if key not in header]
    if missing:
        raise ScgraphError(f"no {missing[0]} in the header", where=str(path))
    return Check(header["id"], header["severity"], header["message"], header["mend"], text)


def run_check(check: Check, store: ox.Store) -> list[dict[str, str]]:
    """Return the rows of a check, variable to text, in the order of its query."""
    solutions = store.query(check.text)
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
