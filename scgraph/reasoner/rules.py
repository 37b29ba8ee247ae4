"""State the rules of OWL 2 RL/RDF (OWL 2 Profiles, 2nd edition, section 4.3, tables 4 to 9)."""

import re
from typing import NamedTuple, TypeAlias

from scgraph.reasoner.vocabulary import NUMBERS

__all__ = ["RULES", "Atom", "Pattern", "Rule", "rules"]

Pattern: TypeAlias = tuple[int, int, int]


class Atom(NamedTuple):
    """
    One condition: a triple pattern (`of` is ""), or one over a list or a literal, named by `of`.

    Numbers from 0 are terms; those below are variables.

    EACH(l y): y has every class of the list l as type. MEMBER(l c): c is in l. PAIR(l c d): c
    stands before d in l. PATH(l u v): the properties of l lead from u to v. KEY(l x y): x and y
    share a value of every property of l. Each also needs the triples of the list, to its nil.
    ZERO(n), ONE(n): n is that number. FALSE(v d): the value of the literal v is not of the
    datatype d. UNEQUAL, EQUAL(v w): so are the values of these literals. OF(v d): the value of the
    literal v is of d. IN(x): the triple has the term x.
    """

    of: str
    terms: tuple[int, ...]


class Rule(NamedTuple):
    """A rule's name in the specification, its conditions, and what follows; None for false."""

    name: str
    body: tuple[Atom, ...]
    head: Pattern | None


# "->" is "then"; a name stands twice where the specification's "then" column has two triples or
# its "if" column can be met in two ways.
RULES = """
eq-ref: IN(?x) -> ?x sameAs ?x
eq-sym: ?x sameAs ?y -> ?y sameAs ?x
eq-trans: ?x sameAs ?y, ?y sameAs ?z -> ?x sameAs ?z
eq-rep-s: ?s sameAs ?t, ?s ?p ?o -> ?t ?p ?o
eq-rep-p: ?p sameAs ?q, ?s ?p ?o -> ?s ?q ?o
eq-rep-o: ?o sameAs ?t, ?s ?p ?o -> ?s ?p ?t
eq-diff1: ?x sameAs ?y, ?x differentFrom ?y -> false
eq-diff2: ?x type AllDifferent, ?x members ?l, PAIR(?l ?y ?z), ?y sameAs ?z -> false
eq-diff3: ?x type AllDifferent, ?x distinctMembers ?l, PAIR(?l ?y ?z), ?y sameAs ?z -> false

prp-dom: ?p domain ?c, ?x ?p ?y -> ?x type ?c
prp-rng: ?p range ?c, ?x ?p ?y -> ?y type ?c
prp-fp: ?p type FunctionalProperty, ?x ?p ?y, ?x ?p ?z -> ?y sameAs ?z
prp-ifp: ?p type InverseFunctionalProperty, ?x ?p ?z, ?y ?p ?z -> ?x sameAs ?y
prp-irp: ?p type IrreflexiveProperty, ?x ?p ?x -> false
prp-symp: ?p type SymmetricProperty, ?x ?p ?y -> ?y ?p ?x
prp-asyp: ?p type AsymmetricProperty, ?x ?p ?y, ?y ?p ?x -> false
prp-trp: ?p type TransitiveProperty, ?x ?p ?y, ?y ?p ?z -> ?x ?p ?z
prp-spo1: ?p subPropertyOf ?q, ?x ?p ?y -> ?x ?q ?y
prp-spo2: ?p propertyChainAxiom ?l, PATH(?l ?u ?v) -> ?u ?p ?v
prp-eqp1: ?p equivalentProperty ?q, ?x ?p ?y -> ?x ?q ?y
prp-eqp2: ?p equivalentProperty ?q, ?x ?q ?y -> ?x ?p ?y
prp-pdw: ?p propertyDisjointWith ?q, ?x ?p ?y, ?x ?q ?y -> false
prp-adp: ?a type AllDisjointProperties, ?a members ?l, PAIR(?l ?p ?q), ?x ?p ?y, ?x ?q ?y -> false
prp-inv1: ?p inverseOf ?q, ?x ?p ?y -> ?y ?q ?x
prp-inv2: ?p inverseOf ?q, ?x ?q ?y -> ?y ?p ?x
prp-key: ?c hasKey ?l, ?x type ?c, ?y type ?c, KEY(?l ?x ?y) -> ?x sameAs ?y
prp-npa1: ?a sourceIndividual ?x, ?a assertionProperty ?p, ?a targetIndividual ?y, ?x ?p ?y -> false
prp-npa2: ?a sourceIndividual ?x, ?a assertionProperty ?p, ?a targetValue ?y, ?x ?p ?y -> false

cls-nothing2: ?x type Nothing -> false
cls-int1: ?c intersectionOf ?l, EACH(?l ?y) -> ?y type ?c
cls-int2: ?c intersectionOf ?l, MEMBER(?l ?d), ?y type ?c -> ?y type ?d
cls-uni: ?c unionOf ?l, MEMBER(?l ?d), ?y type ?d -> ?y type ?c
cls-com: ?c complementOf ?d, ?x type ?c, ?x type ?d -> false
cls-svf1: ?r someValuesFrom ?c, ?r onProperty ?p, ?u ?p ?v, ?v type ?c -> ?u type ?r
cls-svf2: ?r someValuesFrom Thing, ?r onProperty ?p, ?u ?p ?v -> ?u type ?r
cls-avf: ?r allValuesFrom ?c, ?r onProperty ?p, ?u type ?r, ?u ?p ?v -> ?v type ?c
cls-hv1: ?r hasValue ?v, ?r onProperty ?p, ?u type ?r -> ?u ?p ?v
cls-hv2: ?r hasValue ?v, ?r onProperty ?p, ?u ?p ?v -> ?u type ?r
cls-maxc1: ?r maxCardinality ?n, ZERO(?n), ?r onProperty ?p, ?u type ?r, ?u ?p ?y -> false
cls-maxc2: ?r maxCardinality ?n, ONE(?n), ?r onProperty ?p, ?u type ?r, ?u ?p ?y, ?u ?p ?z
    -> ?y sameAs ?z
cls-maxqc1: ?r maxQualifiedCardinality ?n, ZERO(?n), ?r onProperty ?p, ?r onClass ?c,
    ?u type ?r, ?u ?p ?y, ?y type ?c -> false
cls-maxqc2: ?r maxQualifiedCardinality ?n, ZERO(?n), ?r onProperty ?p, ?r onClass Thing,
    ?u type ?r, ?u ?p ?y -> false
cls-maxqc3: ?r maxQualifiedCardinality ?n, ONE(?n), ?r onProperty ?p, ?r onClass ?c,
    ?u type ?r, ?u ?p ?y, ?y type ?c, ?u ?p ?z, ?z type ?c -> ?y sameAs ?z
cls-maxqc4: ?r maxQualifiedCardinality ?n, ONE(?n), ?r onProperty ?p, ?r onClass Thing,
    ?u type ?r, ?u ?p ?y, ?u ?p ?z -> ?y sameAs ?z
cls-oo: ?c oneOf ?l, MEMBER(?l ?y) -> ?y type ?c

cax-sco: ?c subClassOf ?d, ?x type ?c -> ?x type ?d
cax-eqc1: ?c equivalentClass ?d, ?x type ?c -> ?x type ?d
cax-eqc2: ?c equivalentClass ?d, ?x type ?d -> ?x type ?c
cax-dw: ?c disjointWith ?d, ?x type ?c, ?x type ?d -> false
cax-adc: ?a type AllDisjointClasses, ?a members ?l, PAIR(?l ?c ?d), ?x type ?c, ?x type ?d -> false

dt-type2: OF(?v ?d) -> ?v type ?d
dt-eq: EQUAL(?v ?w) -> ?v sameAs ?w
dt-diff: UNEQUAL(?v ?w) -> ?v differentFrom ?w
dt-not-type: ?v type ?d, FALSE(?v ?d) -> false
dt-not-type: ILL(?v) -> false

scm-cls: ?c type Class -> ?c subClassOf ?c
scm-cls: ?c type Class -> ?c equivalentClass ?c
scm-cls: ?c type Class -> ?c subClassOf Thing
scm-cls: ?c type Class -> Nothing subClassOf ?c
scm-sco: ?c subClassOf ?d, ?d subClassOf ?e -> ?c subClassOf ?e
scm-eqc1: ?c equivalentClass ?d -> ?c subClassOf ?d
scm-eqc1: ?c equivalentClass ?d -> ?d subClassOf ?c
scm-eqc2: ?c subClassOf ?d, ?d subClassOf ?c -> ?c equivalentClass ?d
scm-op: ?p type ObjectProperty -> ?p subPropertyOf ?p
scm-op: ?p type ObjectProperty -> ?p equivalentProperty ?p
scm-dp: ?p type DatatypeProperty -> ?p subPropertyOf ?p
scm-dp: ?p type DatatypeProperty -> ?p equivalentProperty ?p
scm-spo: ?p subPropertyOf ?q, ?q subPropertyOf ?r -> ?p subPropertyOf ?r
scm-eqp1: ?p equivalentProperty ?q -> ?p subPropertyOf ?q
scm-eqp1: ?p equivalentProperty ?q -> ?q subPropertyOf ?p
scm-eqp2: ?p subPropertyOf ?q, ?q subPropertyOf ?p -> ?p equivalentProperty ?q
scm-dom1: ?p domain ?c, ?c subClassOf ?d -> ?p domain ?d
scm-dom2: ?q domain ?c, ?p subPropertyOf ?q -> ?p domain ?c
scm-rng1: ?p range ?c, ?c subClassOf ?d -> ?p range ?d
scm-rng2: ?q range ?c, ?p subPropertyOf ?q -> ?p range ?c
scm-hv: ?c hasValue ?v, ?c onProperty ?p, ?d hasValue ?v, ?d onProperty ?q, ?p subPropertyOf ?q
    -> ?c subClassOf ?d
scm-svf1: ?c someValuesFrom ?y, ?c onProperty ?p, ?d someValuesFrom ?z, ?d onProperty ?p,
    ?y subClassOf ?z -> ?c subClassOf ?d
scm-svf2: ?c someValuesFrom ?y, ?c onProperty ?p, ?d someValuesFrom ?y, ?d onProperty ?q,
    ?p subPropertyOf ?q -> ?c subClassOf ?d
scm-avf1: ?c allValuesFrom ?y, ?c onProperty ?p, ?d allValuesFrom ?z, ?d onProperty ?p,
    ?y subClassOf ?z -> ?c subClassOf ?d
scm-avf2: ?c allValuesFrom ?y, ?c onProperty ?p, ?d allValuesFrom ?y, ?d onProperty ?q,
    ?p subPropertyOf ?q -> ?d subClassOf ?c
scm-int: ?c intersectionOf ?l, MEMBER(?l ?d) -> ?c subClassOf ?d
scm-uni: ?c unionOf ?l, MEMBER(?l ?d) -> ?d subClassOf ?c
"""
_ATOM = re.compile(r" *(?:([A-Z]+)\(([^)]*)\)|([^,]+))")
_made: dict[str, tuple[Rule, ...]] = {}


def _read(line: str) -> Rule:
    name, _, rest = line.partition(": ")
    body, _, head = rest.partition(" -> ")
    variables: dict[str, int] = {}

    def term(text: str) -> int:
        if text.startswith("?"):
            return variables.setdefault(text, -1 - len(variables))
        return NUMBERS[text]

    def terms(text: str) -> tuple[int, ...]:
        return tuple(term(part) for part in text.split())

    atoms = [
        Atom(found[1], terms(found[2])) if found[1] else Atom("", terms(found[3]))
        for found in _ATOM.finditer(body)
        if found[0].strip()
    ]
    if head == "false":
        return Rule(name, tuple(atoms), None)
    s, p, o = terms(head)
    return Rule(name, tuple(atoms), (s, p, o))


def rules(name: str = "") -> tuple[Rule, ...]:
    """Return the rules of that name, or all of them, in the order of the specification."""
    if not _made:
        for line in re.sub(r"\n +", " ", RULES).split("\n"):
            if line:
                rule = _read(line)
                _made[rule.name] = (*_made.get(rule.name, ()), rule)
    if name:
        return _made.get(name, ())
    return tuple(rule for several in _made.values() for rule in several)
