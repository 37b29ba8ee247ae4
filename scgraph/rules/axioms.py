"""Gather what the ontology rules ask of files: kinds of terms, hierarchies, labels, references."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from scgraph.rules.source_file import SourceFile

__all__ = ["KINDS", "SUBCLASS", "SUBPROPERTY", "TYPE", "Axioms", "gather", "is_ontology"]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = _RDF + "type"
SUBCLASS = _RDFS + "subClassOf"
SUBPROPERTY = _RDFS + "subPropertyOf"

KINDS = {
    _OWL + "Class": "class",
    _OWL + "DeprecatedClass": "class",
    _RDFS + "Class": "class",
    _RDFS + "Datatype": "datatype",
    _OWL + "ObjectProperty": "object property",
    _OWL + "SymmetricProperty": "object property",
    _OWL + "AsymmetricProperty": "object property",
    _OWL + "TransitiveProperty": "object property",
    _OWL + "ReflexiveProperty": "object property",
    _OWL + "IrreflexiveProperty": "object property",
    _OWL + "DatatypeProperty": "datatype property",
    _OWL + "AnnotationProperty": "annotation property",
    _OWL + "OntologyProperty": "annotation property",
    _OWL + "DeprecatedProperty": "property",
    _OWL + "FunctionalProperty": "property",
    _OWL + "InverseFunctionalProperty": "property",
    _RDF + "Property": "property",
}
"""What a class of terms declares a term to be (OWL 2 Mapping to RDF, tables 7 and 9)."""
_KINDS = frozenset(KINDS)

_LABELS = {_RDFS + "label", _SKOS + "prefLabel"}
_DEFINITIONS = {_SKOS + "definition", _RDFS + "comment"}
_REFERENCES = {_RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")} | {
    _OWL + name
    for name in (
        "allValuesFrom",
        "complementOf",
        "disjointWith",
        "equivalentClass",
        "equivalentProperty",
        "inverseOf",
        "onClass",
        "onDataRange",
        "onProperty",
        "propertyDisjointWith",
        "someValuesFrom",
    )
}
_OLD = (_OWL + "DeprecatedClass", _OWL + "DeprecatedProperty")
_REPLACED = "http://purl.org/dc/terms/isReplacedBy"
_SPACE = "http://purl.org/vocab/vann/preferredNamespaceUri"


@dataclass
class Axioms:
    """
    What some ontology files say together.

    Attributes:
        kinds: term to its classes among KINDS.
        above: for rdfs:subClassOf and rdfs:subPropertyOf, each term to those above it.
        labelled, defined: terms with a label, with a definition or comment.
        subjects: every IRI of which something is said.
        references: terms that an axiom refers to.
        deprecated, replaced: terms that are owl:deprecated; term to what dcterms says replaces it.
        spaces: what the headers and VANN say the namespaces are.
    """

    kinds: dict[str, set[str]] = field(default_factory=dict)
    above: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    labelled: set[str] = field(default_factory=set)
    defined: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)
    deprecated: set[str] = field(default_factory=set)
    replaced: dict[str, str] = field(default_factory=dict)
    spaces: set[str] = field(default_factory=set)


def is_ontology(iris: frozenset[str]) -> bool:
    """Say whether the IRIs of a file are those of one that may declare terms."""
    return not _KINDS.isdisjoint(iris)


def gather(files: Iterable[SourceFile]) -> Axioms:
    """Return what files say together."""
    made = Axioms(above={SUBCLASS: {}, SUBPROPERTY: {}})
    for file in files:
        for quad in file.quads:
            if isinstance(quad.subject, ox.NamedNode):
                _note(made, quad.subject.value, quad.predicate.value, quad.object)
            if quad.predicate.value in _REFERENCES and isinstance(quad.object, ox.NamedNode):
                made.references.add(quad.object.value)
    return made


def _note(made: Axioms, subject: str, predicate: str, value: object) -> None:
    made.subjects.add(subject)
    other = value.value if isinstance(value, ox.NamedNode) else ""
    if predicate == TYPE:
        if other in KINDS:
            made.kinds.setdefault(subject, set()).add(other)
            if other in _OLD:
                made.deprecated.add(subject)
        elif other == _OWL + "Ontology":
            ends = ("",) if subject.endswith(("#", "/")) else ("#", "/")
            made.spaces |= {subject + end for end in ends}
    elif predicate == _OWL + "deprecated" and getattr(value, "value", "") in ("true", "1"):
        made.deprecated.add(subject)
    elif predicate in _LABELS:
        made.labelled.add(subject)
    elif predicate in _DEFINITIONS:
        made.defined.add(subject)
    elif predicate in made.above and other:
        made.above[predicate].setdefault(subject, set()).add(other)
    elif predicate == _REPLACED:
        made.replaced[subject] = other
    elif predicate == _SPACE:
        made.spaces.add(other or getattr(value, "value", ""))
