"""Hold data against the SHACL shapes and name what breaks them."""

from dataclasses import dataclass

import pyoxigraph as ox

from scgraph.errors import ScgraphError
from scgraph.files import shape_files

__all__ = ["Finding", "validate"]

_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, order=True)
class Finding:
    """One result of SHACL validation: severity, shape id, focus node, message with the mend."""

    severity: str
    shape: str
    focus: str
    message: str


def _name(shapes: ox.Store, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    """Return the `sh:name` of a shape, or of the shape whose property it is."""
    name, part = ox.NamedNode(_SH + "name"), ox.NamedNode(_SH + "property")
    for owner in (node, *(q.subject for q in shapes.quads_for_pattern(None, part, node))):
        for quad in shapes.quads_for_pattern(owner, name, None):
            if isinstance(quad.object, ox.Literal):
                return quad.object.value
    return str(node)


def validate(data: ox.Store) -> list[Finding]:
    """
    Validate the default graph of *data* against the shipped shapes (SHACL, section 3.4).

    Returns:
        The findings, sorted by severity, shape, and focus node; empty when the data conforms.
    """
    import shifty

    shapes = ox.Store()
    for path in shape_files():
        shapes.load(path=str(path), format=ox.RdfFormat.TURTLE)
    text = data.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    rules = shapes.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    if text is None or rules is None:
        raise ScgraphError("the graph could not be written out")
    conforms, report, _ = shifty.validate(
        text.decode(), rules.decode(), infer=False, on_unsupported="error"
    )
    made = ox.Store()
    made.load(report.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
    findings = [_finding(made, shapes, q.subject) for q in _results(made)]
    if bool(findings) == conforms:
        raise ScgraphError("the SHACL report contradicts itself", mend="report this as a bug")
    return sorted(findings)


def _results(report: ox.Store) -> list[ox.Quad]:
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    return list(report.quads_for_pattern(None, kind, ox.NamedNode(_SH + "ValidationResult")))


def _finding(
    report: ox.Store, shapes: ox.Store, node: ox.NamedNode | ox.BlankNode | ox.Triple
) -> Finding:
    found = {
        q.predicate.value[len(_SH) :]: q.object for q in report.quads_for_pattern(node, None, None)
    }
    shape = found["sourceShape"]
    if isinstance(shape, ox.Literal):
        raise ScgraphError("the SHACL report names a literal as a shape")
    texts = {key: getattr(value, "value", str(value)) for key, value in found.items()}
    severity = texts["resultSeverity"].rpartition("#")[2].lower()
    return Finding(
        severity, _name(shapes, shape), texts["focusNode"], texts.get("resultMessage", "")
    )
