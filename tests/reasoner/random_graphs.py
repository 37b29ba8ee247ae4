"""Make small ontologies with data at random, of every kind of axiom, also about rdf:type."""

import random
from collections.abc import Sequence
from typing import TypeAlias

import pyoxigraph as ox

from scgraph.reasoner.vocabulary import OWL, RDF, RDFS, XSD, Term

Subject: TypeAlias = ox.NamedNode | ox.BlankNode

KINDS = """FunctionalProperty InverseFunctionalProperty IrreflexiveProperty SymmetricProperty
    AsymmetricProperty TransitiveProperty ObjectProperty DatatypeProperty""".split()


def _named(prefix: str, count: int) -> list[ox.NamedNode]:
    return [ox.NamedNode(f"urn:{prefix}{at}") for at in range(count)]


class _Maker:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.triples: list[ox.Triple] = []
        self.blank = 0
        self.classes, self.properties, self.things = _named("C", 4), _named("p", 4), _named("i", 5)

    def node(self) -> ox.BlankNode:
        self.blank += 1
        return ox.BlankNode(f"b{self.blank}")

    def add(self, s: Subject, p: str, o: Term) -> None:
        prefix, _, name = p.partition(":")
        space = {"owl": OWL, "rdf": RDF, "rdfs": RDFS}[prefix]
        self.triples.append(ox.Triple(s, ox.NamedNode(space + name), o))

    def c(self) -> ox.NamedNode:
        return self.dice.choice(self.classes)

    def p(self) -> ox.NamedNode:
        return self.dice.choice(self.properties)

    def i(self) -> ox.NamedNode:
        return self.dice.choice(self.things)

    def some(self, of: Sequence[ox.NamedNode], low: int, high: int) -> list[ox.NamedNode]:
        return [self.dice.choice(of) for _ in range(self.dice.randint(low, high))]

    def list_of(self, members: Sequence[Term]) -> Subject:
        nodes: list[Subject] = [self.node() for _ in members]
        rests = [*nodes[1:], ox.NamedNode(RDF + "nil")]
        for node, member, rest in zip(nodes, members, rests, strict=True):
            self.add(node, "rdf:first", member)
            self.add(node, "rdf:rest", rest)
        return nodes[0]

    def number(self) -> ox.Literal:
        zero_or_one = str(self.dice.randrange(2))
        return ox.Literal(zero_or_one, datatype=ox.NamedNode(XSD + "nonNegativeInteger"))

    def expression(self) -> Subject:
        if self.dice.random() < 0.5:
            return self.c()
        node = self.node()
        kind = self.dice.choice(("some", "all", "value", "max", "most", "most", "list", "list"))
        if kind == "list":
            name = self.dice.choice(("owl:intersectionOf", "owl:unionOf"))
            self.add(node, name, self.list_of(self.some(self.classes, 1, 3)))
            return node
        self.add(node, "owl:onProperty", self.p())
        if kind == "some":
            filler = self.dice.choice([*self.classes, ox.NamedNode(OWL + "Thing")])
            self.add(node, "owl:someValuesFrom", filler)
        elif kind == "all":
            self.add(node, "owl:allValuesFrom", self.c())
        elif kind == "value":
            self.add(node, "owl:hasValue", self.i())
        elif kind == "max":
            self.add(node, "owl:maxCardinality", self.number())
        else:
            self.add(node, "owl:maxQualifiedCardinality", self.number())
            filler = self.dice.choice([*self.classes, ox.NamedNode(OWL + "Thing")])
            self.add(node, "owl:onClass", filler)
        return node

    def all_of(self, kind: str, members: str, of: Sequence[ox.NamedNode]) -> None:
        node = self.node()
        self.add(node, "rdf:type", ox.NamedNode(OWL + kind))
        self.add(node, members, self.list_of(self.some(of, 2, 3)))

    def negative(self) -> None:
        node = self.node()
        self.add(node, "owl:sourceIndividual", self.i())
        self.add(node, "owl:assertionProperty", self.p())
        self.add(node, "owl:targetIndividual", self.i())

    def axiom(self) -> None:
        c, p, i, add, owl = self.c, self.p, self.i, self.add, OWL
        anything = [*self.classes, *self.properties, *self.things]
        self.dice.choice(
            (
                lambda: add(self.expression(), "rdfs:subClassOf", self.expression()),
                lambda: add(self.expression(), "rdfs:subClassOf", self.expression()),
                lambda: add(c(), "owl:equivalentClass", self.expression()),
                lambda: add(p(), "rdfs:subPropertyOf", p()),
                lambda: add(p(), "owl:equivalentProperty", p()),
                lambda: add(p(), "owl:inverseOf", p()),
                lambda: add(p(), "rdfs:domain", self.expression()),
                lambda: add(p(), "rdfs:range", self.expression()),
                lambda: add(p(), "rdf:type", ox.NamedNode(owl + self.dice.choice(KINDS))),
                lambda: add(
                    p(), "owl:propertyChainAxiom", self.list_of(self.some(self.properties, 1, 4))
                ),
                lambda: add(c(), "owl:hasKey", self.list_of(self.some(self.properties, 1, 2))),
                lambda: add(c(), "owl:oneOf", self.list_of(self.some(self.things, 1, 3))),
                lambda: add(c(), "owl:disjointWith", c()),
                lambda: add(c(), "owl:complementOf", c()),
                lambda: add(p(), "owl:propertyDisjointWith", p()),
                lambda: add(i(), "owl:differentFrom", i()),
                lambda: add(i(), "owl:sameAs", i()),
                lambda: add(self.dice.choice(anything), "owl:sameAs", self.dice.choice(anything)),
                lambda: add(c(), "rdf:type", ox.NamedNode(owl + "Class")),
                lambda: self.all_of("AllDifferent", "owl:members", self.things),
                lambda: self.all_of("AllDifferent", "owl:distinctMembers", self.things),
                lambda: self.all_of("AllDisjointClasses", "owl:members", self.classes),
                lambda: self.all_of("AllDisjointProperties", "owl:members", self.properties),
                self.negative,
            )
        )()

    def odd(self) -> None:
        type_, sub = ox.NamedNode(RDF + "type"), ox.NamedNode(RDFS + "subClassOf")
        same, domain = ox.NamedNode(OWL + "sameAs"), ox.NamedNode(RDFS + "domain")
        self.dice.choice(
            (
                lambda: self.add(
                    self.p(),
                    "rdfs:subPropertyOf",
                    self.dice.choice((type_, sub, same, domain)),
                ),
                lambda: self.add(type_, "rdfs:subPropertyOf", self.p()),
                lambda: self.add(type_, "rdfs:range", self.c()),
                lambda: self.add(type_, "owl:inverseOf", self.p()),
                lambda: self.add(self.p(), "owl:sameAs", self.dice.choice((type_, sub))),
                lambda: self.add(ox.NamedNode(OWL + "Thing"), "rdfs:subClassOf", self.c()),
            )
        )()


def random_graph(seed: int) -> list[ox.Triple]:
    """Return the same triples for the same seed."""
    made = _Maker(seed)
    for _ in range(made.dice.randint(1, 7)):
        made.axiom()
    if made.dice.random() < 0.15:
        made.odd()
    for _ in range(made.dice.randint(1, 8)):
        if made.dice.random() < 0.5:
            made.triples.append(ox.Triple(made.i(), made.p(), made.i()))
        else:
            made.add(made.i(), "rdf:type", made.c())
    return made.triples
