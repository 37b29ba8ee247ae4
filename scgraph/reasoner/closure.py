"""Run the rules over triples, and tell what follows, why, and what clashes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox

from scgraph.literals import differ
from scgraph.reasoner import vocabulary as v
from scgraph.reasoner.compile import Ontology
from scgraph.reasoner.datatypes import Datatypes, ill
from scgraph.reasoner.engine import Engine
from scgraph.reasoner.equality import Equality
from scgraph.reasoner.match import ways
from scgraph.reasoner.relation import LOW, SHIFT, StopError
from scgraph.reasoner.rules import rules
from scgraph.reasoner.vocabulary import Fact, Term, seeded

__all__ = ["Clash", "Closure", "Generalized", "Statement", "Step", "close"]


class Generalized(NamedTuple):
    """
    A generalized RDF triple (OWL 2 Profiles, section 4.3): a literal as subject and the like.

    It stands in proofs only, where a rule goes by way of one; it has the attributes of a Triple.
    """

    subject: Term
    predicate: Term
    object: Term

    def __str__(self) -> str:
        """Return the terms as N-Triples has them."""
        return f"{self.subject} {self.predicate} {self.object}"


Statement: TypeAlias = ox.Triple | Generalized


class Step(NamedTuple):
    """One use of a rule, by its name in the specification, with the triples of its "if"."""

    rule: str
    premises: tuple[Statement, ...]


class Clash(NamedTuple):
    """A use of a rule whose "then" is false, with the triples that take part."""

    rule: str
    premises: tuple[Statement, ...]


class _Facts:
    """The closure as the matcher asks for it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.read_list = engine.read_list

    def term(self, number: int) -> Term:
        return self.engine.terms[number]

    def find(self, s: int | None, p: int | None, o: int | None) -> Iterator[Fact]:
        engine = self.engine
        if p is None:
            for name in [v.TYPE, *(name for name in engine.relations if name > v.TYPE)]:
                yield from self.find(s, name, o)
        elif p == v.TYPE:
            classes = engine.classes
            known = classes.values() if o is None else [classes[o]] if o in classes else []
            for members in list(known):
                if s is None:
                    yield from ((x, p, members.name) for x in list(members.why))
                elif s in members.why:
                    yield s, p, members.name
        elif p in engine.relations and p >= 0:
            relation = engine.relations[p]
            if s is not None and o is not None:
                if s << SHIFT | o in relation.why:
                    yield s, p, o
            elif s is not None:
                yield from ((s, p, y) for y in list(relation.objects().get(s, ())))
            elif o is not None:
                yield from ((x, p, o) for x in list(relation.subjects().get(o, ())))
            else:
                yield from ((key >> SHIFT, p, key & LOW) for key in list(relation.why))


class Note(NamedTuple):
    """An axiom that could not be used, and why."""

    axiom: Statement
    reason: str

    def __str__(self) -> str:
        """Return both as a line."""
        return f"{self.axiom}: left out, {self.reason}"


class Closure:
    """
    What follows from triples under OWL 2 RL.

    Attributes:
        triples: the new ones, in the order of their terms' text, without those that
            `is_noise` leaves out.
        clashes: sorted by rule and premises.
        stopped: "" when the closure is whole, else which limit ended it, for the user.
        notes: axioms that could not be used, and why.
    """

    def __init__(self, engine: Engine, numbers: dict[Term, int], stopped: str) -> None:
        """Take the engine when its work is done."""
        self._engine = engine
        self._numbers = numbers
        self._facts = _Facts(engine)
        self.stopped = stopped
        self.notes: tuple[Note, ...] = ()
        for relation in (*engine.relations.values(), *engine.classes.values()):
            relation.take()
        self.triples: tuple[ox.Triple, ...] = tuple(self._new())
        self.clashes: tuple[Clash, ...] = tuple(
            sorted(
                (
                    Clash(name, tuple(map(self._statement, premises)))
                    for (name, _), premises in engine.clashes.items()
                ),
                key=lambda clash: (clash.rule, [str(triple) for triple in clash.premises]),
            )
        )

    def __contains__(self, triple: Statement) -> bool:
        """Return whether the triple is asserted or follows, noise included."""
        fact = self._fact(triple)
        return fact is not None and (self._engine.why(fact) is not None or self._given(fact) != "")

    def step(self, triple: Statement) -> Step | None:
        """
        Return the step by which the triple was first found; None for an asserted triple.

        Its premises were there before it, so that following the steps down always ends.

        Raises:
            KeyError: the triple neither is asserted nor follows.
        """
        fact = self._fact(triple)
        why = None if fact is None else self._engine.why(fact)
        if fact is None or why is None:
            axiom = self._given(fact) if fact else ""
            if not fact or not axiom:
                raise KeyError(str(triple))
            return self.steps(triple)[0]
        if not why:
            return None
        instance = self._engine.instances[why & LOW]
        premises = instance.premises(fact, why >> SHIFT)
        return Step(instance.name, tuple(map(self._statement, dict.fromkeys(premises))))

    def steps(self, triple: Statement) -> tuple[Step, ...]:
        """
        Return every step of one rule from triples of the closure to this one, sorted.

        A step that has its own conclusion among its premises is left out.
        """
        fact = self._fact(triple)
        found: set[Step] = set()
        if fact is not None:
            for rule in rules():
                for _, used in ways(rule, fact, self._facts):
                    if fact not in used:
                        premises = map(self._statement, dict.fromkeys(used))
                        found.add(Step(rule.name, tuple(premises)))
        unique = {(step.rule, frozenset(step.premises)): step for step in sorted(found, key=_text)}
        return tuple(unique.values())

    def _given(self, fact: Fact) -> str:
        """Return the rule of a triple that holds of itself and is not kept: eq-ref, dt-diff."""
        s, p, o = fact
        if p == v.SAME and s == o:
            return "eq-ref"
        terms = self._engine.terms
        return "dt-diff" if p == v.DIFFERENT and differ(terms[s], terms[o]) else ""

    def _fact(self, triple: Statement) -> Fact | None:
        numbers = self._numbers
        try:
            return numbers[triple.subject], numbers[triple.predicate], numbers[triple.object]
        except KeyError:
            return None

    def _statement(self, fact: Fact) -> Statement:
        s, p, o = (self._engine.terms[number] for number in fact)
        if isinstance(p, ox.NamedNode) and isinstance(s, ox.NamedNode | ox.BlankNode):
            return ox.Triple(s, p, o)
        return Generalized(s, p, o)

    def _new(self) -> Iterator[ox.Triple]:
        """Yield the derived triples that are not noise, sorted."""
        engine = self._engine
        terms = engine.terms
        named = [isinstance(term, ox.NamedNode) for term in terms]
        subject = [n or isinstance(t, ox.BlankNode) for n, t in zip(named, terms, strict=True)]
        built_in = {number for number, term in enumerate(terms) if v.is_built_in(term)}
        structure = _structure(engine)
        found: list[int] = []
        wide = 2 * SHIFT
        for relation in engine.relations.values():
            p = relation.name
            if p < 0 or p == v.TYPE or not named[p]:
                continue
            middle = p << SHIFT
            schema = p in built_in
            for key, why in relation.why.items():
                if why and subject[key >> SHIFT]:
                    s, o = key >> SHIFT, key & LOW
                    if schema and _is_vacuous(s, p, o):
                        continue
                    found.append(s << wide | middle | o)
        for c, members in engine.classes.items():
            if c in (v.THING, v.RESOURCE):
                continue
            tail = v.TYPE << SHIFT | c
            found += [x << wide | tail for x, why in members.why.items() if why and subject[x]]
        if engine.mirror is not None:
            found = [key for key in found if self._derived(key)]
        rank = _ranks(terms)
        found.sort(key=lambda key: _sort_key(key, rank))
        for key in found:
            s, p, o = key >> wide, key >> SHIFT & LOW, key & LOW
            if s in structure or o in structure or (s in built_in and o in built_in):
                continue
            yield ox.Triple(terms[s], terms[p], terms[o])  # type: ignore[arg-type]

    def _derived(self, key: int) -> bool:
        return bool(self._engine.why((key >> 2 * SHIFT, key >> SHIFT & LOW, key & LOW)))


def _text(step: Step) -> tuple[str, list[str]]:
    return step.rule, [str(premise) for premise in step.premises]


def _ranks(terms: Sequence[Term]) -> list[int]:
    """Return the place of each term in the order of text: the vocabulary alone stands first."""
    order = sorted(range(len(terms)), key=lambda number: str(terms[number]))
    rank = [0] * len(terms)
    for at, number in enumerate(order):
        rank[number] = at
    return rank


def _sort_key(key: int, rank: Sequence[int]) -> int:
    s, p, o = key >> 2 * SHIFT, key >> SHIFT & LOW, key & LOW
    return rank[s] << 2 * SHIFT | rank[p] << SHIFT | rank[o]


_REFLEXIVE = (
    v.SAME,
    v.SUB_CLASS,
    v.EQUIVALENT_CLASS,
    v.SUB_PROPERTY,
    v.EQUIVALENT_PROPERTY,
)


def _is_vacuous(s: int, p: int, o: int) -> bool:
    """Return whether a triple of the schema says what holds in every ontology."""
    if s == o and p in _REFLEXIVE:
        return True
    if p == v.SUB_CLASS:
        return o == v.THING or s == v.NOTHING
    return p in (v.DOMAIN, v.RANGE) and o == v.THING


_STRUCTURE = (
    v.FIRST,
    v.REST,
    v.ON_PROPERTY,
    v.SOME,
    v.ALL,
    v.HAS_VALUE,
    v.MAX,
    v.MAX_QUALIFIED,
    v.ON_CLASS,
    v.INTERSECTION,
    v.UNION,
    v.COMPLEMENT,
    v.ONE_OF,
    v.MEMBERS,
    v.DISTINCT_MEMBERS,
    v.SOURCE,
    v.ASSERTION,
    v.INVERSE,
    v.CHAIN,
    v.HAS_KEY,
)
_KINDS = (
    v.CLASS,
    v.RESTRICTION,
    v.DATATYPE,
    v.ALL_DIFFERENT,
    v.ALL_DISJOINT_CLASSES,
    v.ALL_DISJOINT_PROPERTIES,
    v.NEGATIVE,
)


def _structure(engine: Engine) -> set[int]:
    """Return the blank nodes that are class expressions, lists, or axioms, not things."""
    found: set[int] = set()
    for name in _STRUCTURE:
        if name in engine.relations:
            found.update(key >> SHIFT for key in engine.relations[name].why)
    for name in _KINDS:
        if name in engine.classes:
            found.update(engine.classes[name].why)
    return {number for number in found if isinstance(engine.terms[number], ox.BlankNode)}


def close(
    triples: Iterable[ox.Triple], *, seconds: float | None = None, most: int | None = None
) -> Closure:
    """
    Return what follows from *triples* under OWL 2 RL (OWL 2 Profiles, section 4.3).

    Args:
        triples: ontology and data together, in any order.
        seconds: how long the rules may work at most; what comes before and after them takes time
            in proportion to the triples only.
        most: how many triples to derive at most, among them those that are not shown.
    """
    # Each term is hashed once, under a passing number; hashing is what reading costs most.
    passing: dict[Term, int] = {}
    flat = [passing.setdefault(term, len(passing)) for triple in triples for term in triple]
    numbers = seeded(passing)
    number = [numbers[term] for term in passing]
    wide = 2 * SHIFT
    facts = sorted(
        {
            number[s] << wide | number[p] << SHIFT | number[o]
            for s, p, o in zip(flat[::3], flat[1::3], flat[2::3], strict=True)
        }
    )
    engine = Engine(list(numbers), seconds, most)
    literals = [n for term, n in numbers.items() if isinstance(term, ox.Literal)]
    stopped = ""
    ontology: Ontology | None = None
    try:
        Datatypes(engine, literals)
        Equality(engine)
        ontology = Ontology(engine)
        engine.load(facts)
        ill(facts, literals, engine)
        engine.run()
    except StopError as stop:
        stopped = str(stop)
    closure = Closure(engine, numbers, stopped)
    if ontology is not None:
        found = (
            Note(closure._statement(axiom), f"its list {wrong}")
            for axiom, wrong in ontology.notes()
        )
        closure.notes = tuple(sorted(found, key=str))
    return closure
