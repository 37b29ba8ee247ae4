"""One small case for every rule: what is given, and by hand from the specification what follows."""

from typing import NamedTuple

import pyoxigraph as ox

PREFIXES = """
@prefix : <urn:x:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


class Case(NamedTuple):
    """A rule, the triples given, and one that follows by the rule; "" where the rule clashes."""

    rule: str
    given: str
    follows: str


def read(turtle: str) -> list[ox.Triple]:
    """Return the triples of Turtle without its prefixes."""
    quads = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return [quad.triple for quad in quads]


CASES = (
    Case("eq-sym", ":a owl:sameAs :b .", ":b owl:sameAs :a ."),
    Case("eq-trans", ":a owl:sameAs :b . :b owl:sameAs :c .", ":a owl:sameAs :c ."),
    Case("eq-rep-s", ":a owl:sameAs :b ; :p :o .", ":b :p :o ."),
    Case("eq-rep-p", ":p owl:sameAs :q . :a :p :o .", ":a :q :o ."),
    Case("eq-rep-o", ":o owl:sameAs :u . :a :p :o .", ":a :p :u ."),
    Case("eq-rep-s", ":a owl:sameAs :b . :a a :C .", ":b a :C ."),
    Case("eq-rep-o", ":C owl:sameAs :D . :a a :C .", ":a a :D ."),
    Case("eq-diff1", ":a owl:sameAs :b ; owl:differentFrom :b .", ""),
    Case("eq-diff1", ":a owl:differentFrom :a .", ""),
    Case("eq-diff2", "[] a owl:AllDifferent ; owl:members (:a :b :c) . :a owl:sameAs :c .", ""),
    Case(
        "eq-diff3", "[] a owl:AllDifferent ; owl:distinctMembers (:a :b) . :b owl:sameAs :a .", ""
    ),
    Case("prp-dom", ":p rdfs:domain :C . :a :p :b .", ":a a :C ."),
    Case("prp-rng", ":p rdfs:range :C . :a :p :b .", ":b a :C ."),
    Case("prp-fp", ":p a owl:FunctionalProperty . :a :p :b , :c .", ":b owl:sameAs :c ."),
    Case(
        "prp-ifp",
        ":p a owl:InverseFunctionalProperty . :a :p :c . :b :p :c .",
        ":a owl:sameAs :b .",
    ),
    Case("prp-irp", ":p a owl:IrreflexiveProperty . :a :p :a .", ""),
    Case("prp-symp", ":p a owl:SymmetricProperty . :a :p :b .", ":b :p :a ."),
    Case("prp-asyp", ":p a owl:AsymmetricProperty . :a :p :b . :b :p :a .", ""),
    Case("prp-trp", ":p a owl:TransitiveProperty . :a :p :b . :b :p :c .", ":a :p :c ."),
    Case("prp-spo1", ":p rdfs:subPropertyOf :q . :a :p :b .", ":a :q :b ."),
    Case(
        "prp-spo2",
        ":p owl:propertyChainAxiom (:q :r :s) . :a :q :b . :b :r :c . :c :s :d .",
        ":a :p :d .",
    ),
    Case("prp-spo2", ":p owl:propertyChainAxiom (:q) . :a :q :b .", ":a :p :b ."),
    Case(
        "prp-spo2",
        ":p owl:propertyChainAxiom (:p :p) . :a :p :b . :b :p :c .",
        ":a :p :c .",
    ),
    Case("prp-eqp1", ":p owl:equivalentProperty :q . :a :p :b .", ":a :q :b ."),
    Case("prp-eqp2", ":p owl:equivalentProperty :q . :a :q :b .", ":a :p :b ."),
    Case("prp-pdw", ":p owl:propertyDisjointWith :q . :a :p :b ; :q :b .", ""),
    Case(
        "prp-adp",
        "[] a owl:AllDisjointProperties ; owl:members (:p :q :r) . :a :p :b ; :r :b .",
        "",
    ),
    Case("prp-inv1", ":p owl:inverseOf :q . :a :p :b .", ":b :q :a ."),
    Case("prp-inv2", ":p owl:inverseOf :q . :a :q :b .", ":b :p :a ."),
    Case(
        "prp-key",
        ":C owl:hasKey (:p :q) . :a a :C ; :p 1 ; :q :x . :b a :C ; :p 1 , 2 ; :q :x .",
        ":a owl:sameAs :b .",
    ),
    Case(
        "prp-npa1",
        """[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetIndividual :b .
        :a :p :b .""",
        "",
    ),
    Case(
        "prp-npa2",
        '[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetValue "x" . :a :p "x" .',
        "",
    ),
    Case("cls-nothing2", ":a a owl:Nothing .", ""),
    Case("cls-int1", ":C owl:intersectionOf (:D :E :F) . :a a :D , :E , :F .", ":a a :C ."),
    Case("cls-int2", ":C owl:intersectionOf (:D :E) . :a a :C .", ":a a :E ."),
    Case("cls-uni", ":C owl:unionOf (:D :E) . :a a :E .", ":a a :C ."),
    Case("cls-com", ":C owl:complementOf :D . :a a :C , :D .", ""),
    Case(
        "cls-svf1",
        ":R owl:someValuesFrom :C ; owl:onProperty :p . :a :p :b . :b a :C .",
        ":a a :R .",
    ),
    Case(
        "cls-svf2", ":R owl:someValuesFrom owl:Thing ; owl:onProperty :p . :a :p :b .", ":a a :R ."
    ),
    Case("cls-avf", ":R owl:allValuesFrom :C ; owl:onProperty :p . :a a :R ; :p :b .", ":b a :C ."),
    Case("cls-hv1", ":R owl:hasValue :v ; owl:onProperty :p . :a a :R .", ":a :p :v ."),
    Case("cls-hv2", ":R owl:hasValue :v ; owl:onProperty :p . :a :p :v .", ":a a :R ."),
    Case(
        "cls-maxc1",
        ':R owl:maxCardinality "0"^^xsd:nonNegativeInteger ; owl:onProperty :p . :a a :R ; :p :b .',
        "",
    ),
    Case(
        "cls-maxc2",
        """:R owl:maxCardinality "1"^^xsd:nonNegativeInteger ; owl:onProperty :p .
        :a a :R ; :p :b , :c .""",
        ":b owl:sameAs :c .",
    ),
    Case(
        "cls-maxqc1",
        """:R owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ; owl:onProperty :p ;
        owl:onClass :C . :a a :R ; :p :b . :b a :C .""",
        "",
    ),
    Case(
        "cls-maxqc2",
        """:R owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ; owl:onProperty :p ;
        owl:onClass owl:Thing . :a a :R ; :p :b .""",
        "",
    ),
    Case(
        "cls-maxqc3",
        """:R owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ; owl:onProperty :p ;
        owl:onClass :C . :a a :R ; :p :b , :c , :d . :b a :C . :c a :C .""",
        ":b owl:sameAs :c .",
    ),
    Case(
        "cls-maxqc4",
        """:R owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ; owl:onProperty :p ;
        owl:onClass owl:Thing . :a a :R ; :p :b , :c .""",
        ":b owl:sameAs :c .",
    ),
    Case("cls-oo", ":C owl:oneOf (:a :b) .", ":b a :C ."),
    Case("cax-sco", ":C rdfs:subClassOf :D . :a a :C .", ":a a :D ."),
    Case("cax-eqc1", ":C owl:equivalentClass :D . :a a :C .", ":a a :D ."),
    Case("cax-eqc2", ":C owl:equivalentClass :D . :a a :D .", ":a a :C ."),
    Case("cax-dw", ":C owl:disjointWith :D . :a a :C , :D .", ""),
    Case("cax-adc", "[] a owl:AllDisjointClasses ; owl:members (:C :D :E) . :a a :C , :E .", ""),
    Case("dt-not-type", ':p rdfs:range xsd:integer . :a :p "one" .', ""),
    Case("dt-not-type", ':a :p "one"^^xsd:integer .', ""),
    Case("scm-sco", ":C rdfs:subClassOf :D . :D rdfs:subClassOf :E .", ":C rdfs:subClassOf :E ."),
    Case("scm-eqc1", ":C owl:equivalentClass :D .", ":D rdfs:subClassOf :C ."),
    Case(
        "scm-eqc2",
        ":C rdfs:subClassOf :D . :D rdfs:subClassOf :C .",
        ":C owl:equivalentClass :D .",
    ),
    Case(
        "scm-spo",
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r .",
        ":p rdfs:subPropertyOf :r .",
    ),
    Case("scm-eqp1", ":p owl:equivalentProperty :q .", ":q rdfs:subPropertyOf :p ."),
    Case(
        "scm-eqp2",
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :p .",
        ":q owl:equivalentProperty :p .",
    ),
    Case("scm-dom1", ":p rdfs:domain :C . :C rdfs:subClassOf :D .", ":p rdfs:domain :D ."),
    Case("scm-dom2", ":q rdfs:domain :C . :p rdfs:subPropertyOf :q .", ":p rdfs:domain :C ."),
    Case("scm-rng1", ":p rdfs:range :C . :C rdfs:subClassOf :D .", ":p rdfs:range :D ."),
    Case("scm-rng2", ":q rdfs:range :C . :p rdfs:subPropertyOf :q .", ":p rdfs:range :C ."),
    Case(
        "scm-hv",
        """:R owl:hasValue :v ; owl:onProperty :p . :S owl:hasValue :v ; owl:onProperty :q .
        :p rdfs:subPropertyOf :q .""",
        ":R rdfs:subClassOf :S .",
    ),
    Case(
        "scm-svf1",
        """:R owl:someValuesFrom :C ; owl:onProperty :p .
        :S owl:someValuesFrom :D ; owl:onProperty :p . :C rdfs:subClassOf :D .""",
        ":R rdfs:subClassOf :S .",
    ),
    Case(
        "scm-svf2",
        """:R owl:someValuesFrom :C ; owl:onProperty :p .
        :S owl:someValuesFrom :C ; owl:onProperty :q . :p rdfs:subPropertyOf :q .""",
        ":R rdfs:subClassOf :S .",
    ),
    Case(
        "scm-avf1",
        """:R owl:allValuesFrom :C ; owl:onProperty :p .
        :S owl:allValuesFrom :D ; owl:onProperty :p . :C rdfs:subClassOf :D .""",
        ":R rdfs:subClassOf :S .",
    ),
    Case(
        "scm-avf2",
        """:R owl:allValuesFrom :C ; owl:onProperty :p .
        :S owl:allValuesFrom :C ; owl:onProperty :q . :p rdfs:subPropertyOf :q .""",
        ":S rdfs:subClassOf :R .",
    ),
    Case("scm-int", ":C owl:intersectionOf (:D :E) .", ":C rdfs:subClassOf :E ."),
    Case("scm-uni", ":C owl:unionOf (:D :E) .", ":E rdfs:subClassOf :C ."),
)

# These say nothing of the user's terms: the triple is known, and explained, but is not shown.
UNSHOWN = (
    Case("eq-ref", ":a :p :b .", ":a owl:sameAs :a ."),
    Case("scm-cls", ":C a owl:Class .", ":C rdfs:subClassOf :C ."),
    Case("scm-cls", ":C a owl:Class .", ":C owl:equivalentClass :C ."),
    Case("scm-cls", ":C a owl:Class .", ":C rdfs:subClassOf owl:Thing ."),
    Case("scm-cls", ":C a owl:Class .", "owl:Nothing rdfs:subClassOf :C ."),
    Case("scm-op", ":p a owl:ObjectProperty .", ":p rdfs:subPropertyOf :p ."),
    Case("scm-op", ":p a owl:ObjectProperty .", ":p owl:equivalentProperty :p ."),
    Case("scm-dp", ":p a owl:DatatypeProperty .", ":p rdfs:subPropertyOf :p ."),
    Case("scm-dp", ":p a owl:DatatypeProperty .", ":p owl:equivalentProperty :p ."),
)
