"""Hold a graph against the SHACL shapes and the SPARQL checks and name what breaks them."""

from collections.abc import Container, Sequence
from pathlib import Path

import pyoxigraph as ox

from scgraph.checks import read_check, run_check
from scgraph.errors import ScgraphError
from scgraph.files import check_files, shape_files
from scgraph.findings import Finding
from scgraph.namespaces import prefixes, shorten
from scgraph.plain_graph import AnyGraph
from scgraph.shacl.results import read_results
from scgraph.shacl.shapes import Shapes

__all__ = ["check", "hold", "validate"]

_SH = "http://www.w3.org/ns/shacl#"


def validate(
    data: AnyGraph, shapes: Sequence[Path] | None = None, *, engine: str = "pyshifty"
) -> list[Finding]:
    """
    Hold a graph against SHACL shapes (SHACL, section 3.4).

    Args:
        data: the data graph, of a store its default graph; a store has rewritten its literals.
        shapes: Turtle files instead of the shipped shapes.
        engine: `pyshifty`, or `pyshacl` as reference.

    Returns:
        The findings, sorted by severity, rule, and focus node; empty when the data conforms.

    Raises:
        ScgraphError: a shape cannot be read or used.
    """
    from scgraph.shacl.engines import read_shapes

    rules = Shapes(read_shapes(shape_files() if shapes is None else shapes))
    return hold(data, rules, engine=engine, table=prefixes())


def hold(data: AnyGraph, shapes: Shapes, *, engine: str, table: dict[str, str]) -> list[Finding]:
    """
    Hold a data graph against a shapes graph, as `validate` does.

    Args:
        table: the prefixes that messages may use.
    """
    from scgraph.shacl.engines import report

    made = report(data, shapes.store, engine)
    findings = read_results(made, shapes, table)
    conforms = any(
        isinstance(quad.object, ox.Literal) and quad.object.value == "true"
        for quad in made.quads_for_pattern(None, ox.NamedNode(_SH + "conforms"), None)
    )
    if bool(findings) == conforms:
        raise ScgraphError("the SHACL report contradicts itself", mend="report this as a bug")
    return findings


def check(store: ox.Store, *, skip: Container[str] = ()) -> list[Finding]:
    """
    Run the shipped SPARQL checks but those to skip, and return the findings, sorted.

    Args:
        store: each source a named graph; what stands in the default graph has none.
    """
    findings = []
    table = prefixes()
    for path in check_files():
        one = read_check(path)
        if one.id in skip:
            continue
        for row in run_check(one, store):
            shown = ((k, shorten(v, table)) for k, v in row.items() if k not in ("focus", "source"))
            details = ", ".join(f"{key} {value}" for key, value in shown)
            message = f"{one.message}{f' ({details})' if details else ''}"
            source = row.get("source", "")
            findings.append(
                Finding(
                    one.severity, one.id, row.get("focus", ""), message, one.mend, source=source
                )
            )
    return sorted(findings)
