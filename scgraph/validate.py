"""Hold a graph against the SHACL shapes and the SPARQL checks and name what breaks them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from scgraph.checks import read_check, run_check
from scgraph.errors import ScgraphError
from scgraph.files import check_files, shape_files
from scgraph.namespaces import prefixes, shorten

__all__ = ["Finding", "check", "validate"]

_SH = "http://www.w3.org/ns/shacl#"
_PATH = ox.NamedNode(_SH + "path")
_PROPERTY = ox.NamedNode(_SH + "property")
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True, order=True)
class Finding:
    """
    One thing that is wrong.

    Attributes:
        severity: violation, warning or info.
        shape: the local name of the shape, or the id of the check.
        focus: the IRI of the node that is wrong.
        message: what is wrong and the mend.
        path, value, component: of a SHACL result as N-Triples terms, else empty.
        source: the IRI of the graph that says it, where a check knows it, else empty.
        source_shape: the IRI of the shape that the result names, else empty.
    """

    severity: str
    shape: str
    focus: str
    message: str
    path: str = ""
    value: str = ""
    component: str = ""
    source: str = ""
    source_shape: str = ""


def validate(
    store: ox.Store, shapes: Sequence[Path] | None = None, *, engine: str = "pyshifty"
) -> list[Finding]:
    """
    Hold the default graph of *store* against SHACL shapes (SHACL, section 3.4).

    Args:
        store: the data.
        shapes: Turtle files instead of the shipped shapes.
        engine: `pyshifty`, or `pyshacl` as reference.

    Returns:
        The findings, sorted by severity, shape, and focus node; empty when the data conforms.

    Raises:
        ScgraphError: a shape cannot be read or used.
    """
    from scgraph.shacl import read_shapes, report

    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    rules = read_shapes(shape_files() if shapes is None else shapes)
    made = report(data or b"", rules, engine)
    nodes = made.quads_for_pattern(None, _TYPE, ox.NamedNode(_SH + "ValidationResult"))
    findings = sorted(_finding(made, quad.subject, rules) for quad in nodes)
    conforms = any(
        isinstance(quad.object, ox.Literal) and quad.object.value == "true"
        for quad in made.quads_for_pattern(None, ox.NamedNode(_SH + "conforms"), None)
    )
    if bool(findings) == conforms:
        raise ScgraphError("the SHACL report contradicts itself", mend="report this as a bug")
    return findings


def check(store: ox.Store) -> list[Finding]:
    """Run every shipped SPARQL check over *store*; return the findings, sorted."""
    findings = []
    table = prefixes()
    for path in check_files():
        one = read_check(path)
        for row in run_check(one, store):
            shown = ((k, shorten(v, table)) for k, v in row.items() if k not in ("focus", "source"))
            details = ", ".join(f"{key} {value}" for key, value in shown)
            message = f"{one.message}{f' ({details})' if details else ''}; {one.mend}"
            source = row.get("source", "")
            findings.append(
                Finding(one.severity, one.id, row.get("focus", ""), message, source=source)
            )
    return sorted(findings)


def _finding(
    made: ox.Store, node: ox.NamedNode | ox.BlankNode | ox.Triple, rules: ox.Store
) -> Finding:
    found = {
        quad.predicate.value[len(_SH) :]: quad.object
        for quad in made.quads_for_pattern(node, None, None)
    }
    texts = {key: getattr(value, "value", str(value)) for key, value in found.items()}
    shape = found["sourceShape"]
    owner = next(rules.quads_for_pattern(None, _PROPERTY, shape), None)
    name = str(owner.subject if owner else shape).strip("<>").rpartition("/")[2]
    path = found.get("resultPath")
    if isinstance(path, ox.BlankNode) and isinstance(shape, ox.NamedNode):
        # pyshifty names the path of a result without its parts; the shape has them
        path, made = (
            next((q.object for q in rules.quads_for_pattern(shape, _PATH, None)), path),
            rules,
        )
    return Finding(
        texts["resultSeverity"].rpartition("#")[2].lower(),
        name,
        texts["focusNode"],
        texts.get("resultMessage", ""),
        _expression(made, path) if path else "",
        str(found.get("value", "")),
        texts["sourceConstraintComponent"],
        source_shape=str(shape).strip("<>"),
    )


def _expression(made: ox.Store, path: object) -> str:
    """Return a property path of a report as text, blank nodes written out."""
    if not isinstance(path, ox.BlankNode):
        return str(path)
    parts = sorted(
        f"{quad.predicate.value.rpartition('#')[2]} {_expression(made, quad.object)}"
        for quad in made.quads_for_pattern(path, None, None)
    )
    return f"[{'; '.join(parts)}]"
