"""Give the terms that the rules name their fixed numbers, and every other term the next one."""

from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BUILT_IN", "NAMES", "NUMBERS", "Fact", "Term", "is_built_in", "seeded"]

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Fact: TypeAlias = tuple[int, int, int]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
BUILT_IN = (RDF, RDFS, OWL, XSD)

_RDF = "type first rest nil"
_RDFS = "subClassOf subPropertyOf domain range Datatype Resource"
_OWL = """
    sameAs differentFrom AllDifferent members distinctMembers
    FunctionalProperty InverseFunctionalProperty IrreflexiveProperty SymmetricProperty
    AsymmetricProperty TransitiveProperty propertyChainAxiom equivalentProperty
    propertyDisjointWith AllDisjointProperties inverseOf hasKey
    sourceIndividual assertionProperty targetIndividual targetValue
    Nothing Thing Class intersectionOf unionOf complementOf someValuesFrom onProperty
    allValuesFrom hasValue maxCardinality maxQualifiedCardinality onClass oneOf
    equivalentClass disjointWith AllDisjointClasses ObjectProperty DatatypeProperty
    Restriction NegativePropertyAssertion
"""
NAMES = tuple(
    space + name
    for space, names in ((RDF, _RDF), (RDFS, _RDFS), (OWL, _OWL))
    for name in names.split()
)
NUMBERS = {name.rpartition("#")[2]: number for number, name in enumerate(NAMES)}

(
    TYPE,
    FIRST,
    REST,
    NIL,
    SUB_CLASS,
    SUB_PROPERTY,
    DOMAIN,
    RANGE,
    DATATYPE,
    RESOURCE,
    SAME,
    DIFFERENT,
    ALL_DIFFERENT,
    MEMBERS,
    DISTINCT_MEMBERS,
    FUNCTIONAL,
    INVERSE_FUNCTIONAL,
    IRREFLEXIVE,
    SYMMETRIC,
    ASYMMETRIC,
    TRANSITIVE,
    CHAIN,
    EQUIVALENT_PROPERTY,
    PROPERTY_DISJOINT,
    ALL_DISJOINT_PROPERTIES,
    INVERSE,
    HAS_KEY,
    SOURCE,
    ASSERTION,
    TARGET,
    TARGET_VALUE,
    NOTHING,
    THING,
    CLASS,
    INTERSECTION,
    UNION,
    COMPLEMENT,
    SOME,
    ON_PROPERTY,
    ALL,
    HAS_VALUE,
    MAX,
    MAX_QUALIFIED,
    ON_CLASS,
    ONE_OF,
    EQUIVALENT_CLASS,
    DISJOINT,
    ALL_DISJOINT_CLASSES,
    OBJECT_PROPERTY,
    DATATYPE_PROPERTY,
    RESTRICTION,
    NEGATIVE,
) = range(len(NAMES))


def is_built_in(term: Term) -> bool:
    """Return whether *term* is of the RDF, RDFS, OWL or XSD vocabulary."""
    return isinstance(term, ox.NamedNode) and term.value.startswith(BUILT_IN)


def seeded(terms: "Iterable[Term]" = ()) -> dict[Term, int]:
    """Number the vocabulary, then *terms* in the order of their N-Triples text."""
    numbers: dict[Term, int] = {ox.NamedNode(name): at for at, name in enumerate(NAMES)}
    for term in sorted(terms, key=str):
        numbers.setdefault(term, len(numbers))
    return numbers
