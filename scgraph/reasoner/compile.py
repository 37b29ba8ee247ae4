"""Turn the axioms of an ontology, given or derived, into joins over the data."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import TypeAlias

from scgraph.literals import cardinality
from scgraph.reasoner import joins
from scgraph.reasoner.engine import Engine, Given
from scgraph.reasoner.relation import LOW, SHIFT, Relation
from scgraph.reasoner.vocabulary import (
    ALL,
    ALL_DIFFERENT,
    ALL_DISJOINT_CLASSES,
    ALL_DISJOINT_PROPERTIES,
    ASSERTION,
    ASYMMETRIC,
    CHAIN,
    CLASS,
    COMPLEMENT,
    DATATYPE_PROPERTY,
    DISJOINT,
    DISTINCT_MEMBERS,
    DOMAIN,
    EQUIVALENT_CLASS,
    EQUIVALENT_PROPERTY,
    FIRST,
    FUNCTIONAL,
    HAS_KEY,
    HAS_VALUE,
    INTERSECTION,
    INVERSE,
    INVERSE_FUNCTIONAL,
    IRREFLEXIVE,
    MAX,
    MAX_QUALIFIED,
    MEMBERS,
    NOTHING,
    OBJECT_PROPERTY,
    ON_CLASS,
    ON_PROPERTY,
    ONE_OF,
    PROPERTY_DISJOINT,
    RANGE,
    REST,
    SAME,
    SOME,
    SOURCE,
    SUB_CLASS,
    SUB_PROPERTY,
    SYMMETRIC,
    TARGET,
    TARGET_VALUE,
    THING,
    TRANSITIVE,
    TYPE,
    UNION,
    Fact,
)

__all__ = ["Ontology"]

Axioms: TypeAlias = tuple[Fact, ...]

# Axioms that the schema rules add on top of others, and that give the data nothing which those
# others do not give already (c below d below e: who is in c comes to e by way of d).
_ADD_NOTHING = {
    SUB_CLASS: ("scm-sco", "scm-eqc1", "scm-int", "scm-uni", "scm-hv"),
    EQUIVALENT_CLASS: ("scm-eqc2", "scm-cls"),
    SUB_PROPERTY: ("scm-spo", "scm-eqp1", "scm-op", "scm-dp"),
    EQUIVALENT_PROPERTY: ("scm-eqp2", "scm-op", "scm-dp"),
    DOMAIN: ("scm-dom1", "scm-dom2"),
    RANGE: ("scm-rng1", "scm-rng2"),
}
_WITH_LIST = (INTERSECTION, UNION, ONE_OF, CHAIN, HAS_KEY)
_ALL_OF = {
    (MEMBERS, ALL_DIFFERENT): "eq-diff2",
    (DISTINCT_MEMBERS, ALL_DIFFERENT): "eq-diff3",
    (MEMBERS, ALL_DISJOINT_PROPERTIES): "prp-adp",
    (MEMBERS, ALL_DISJOINT_CLASSES): "cax-adc",
}


class Ontology:
    """The axioms of one engine; each new one becomes a join, or waits for the rest of it."""

    def __init__(self, engine: Engine) -> None:
        """Watch the schema of *engine*."""
        self.engine = engine
        self.chains: dict[tuple[int, ...], Relation] = {}
        self.waiting: dict[Fact, tuple[Fact, ...]] = {}
        self.done: set[tuple[int, ...]] = set()
        self.restrictions: dict[tuple[int, ...], list[tuple[int, int]]] = {}
        self.apart: dict[int, list[tuple[str, Axioms, dict[int, list[int]]]]] = {}
        self._schema()
        self._axioms()

    def notes(self) -> list[tuple[Fact, str]]:
        """Return the axioms whose list cannot be read, and what is wrong with the list."""
        found = []
        for axiom in self.waiting:
            read = self.engine.examine_list(axiom[2])
            if isinstance(read, str):
                found.append((axiom, read))
        return found

    def _schema(self) -> None:
        """Set the rules of table 9 that need no axiom beside what they join."""
        engine, relation = self.engine, self.engine.relation
        sub, equal = relation(SUB_CLASS), relation(EQUIVALENT_CLASS)
        subs, equals = relation(SUB_PROPERTY), relation(EQUIVALENT_PROPERTY)
        domain, range_ = relation(DOMAIN), relation(RANGE)
        joins.Copy(engine, "scm-eqc1", (), equal, sub)
        joins.Flip(engine, "scm-eqc1", (), equal, sub)
        joins.Mutual(engine, "scm-eqc2", (), sub, equal)
        joins.Transitive(engine, "scm-sco", (), sub)
        joins.Copy(engine, "scm-eqp1", (), equals, subs)
        joins.Flip(engine, "scm-eqp1", (), equals, subs)
        joins.Mutual(engine, "scm-eqp2", (), subs, equals)
        joins.Transitive(engine, "scm-spo", (), subs)
        joins.Compose(engine, "scm-dom1", (), domain, sub, domain)
        joins.Compose(engine, "scm-dom2", (), subs, domain, domain)
        joins.Compose(engine, "scm-rng1", (), range_, sub, range_)
        joins.Compose(engine, "scm-rng2", (), subs, range_, range_)
        classes = engine.members(CLASS)
        joins.Emit(engine, "scm-cls", (), classes, sub)
        joins.Emit(engine, "scm-cls", (), classes, equal)
        joins.Emit(engine, "scm-cls", (), classes, sub, after=THING)
        joins.Emit(engine, "scm-cls", (), classes, sub, before=NOTHING)
        for kind, name in ((OBJECT_PROPERTY, "scm-op"), (DATATYPE_PROPERTY, "scm-dp")):
            joins.Emit(engine, name, (), engine.members(kind), subs)
            joins.Emit(engine, name, (), engine.members(kind), equals)
        joins.Never(engine, "cls-nothing2", (), engine.members(NOTHING), lambda _: True)

    def _axioms(self) -> None:
        """Watch every predicate and class of which a triple is an axiom."""
        pairs = {
            SUB_CLASS: self._sub_class,
            EQUIVALENT_CLASS: self._equivalent_class,
            SUB_PROPERTY: self._sub_property,
            EQUIVALENT_PROPERTY: self._equivalent_property,
            DOMAIN: self._domain,
            RANGE: self._range,
            INVERSE: self._inverse,
            DISJOINT: self._disjoint,
            COMPLEMENT: self._complement,
            PROPERTY_DISJOINT: self._property_disjoint,
        }
        for name, make in pairs.items():
            self._on_pairs(name, make)
        kinds = {
            FUNCTIONAL: self._functional,
            INVERSE_FUNCTIONAL: self._inverse_functional,
            IRREFLEXIVE: self._irreflexive,
            SYMMETRIC: self._symmetric,
            ASYMMETRIC: self._asymmetric,
            TRANSITIVE: self._transitive,
        }
        for name, make_kind in kinds.items():
            self._on_members(name, make_kind)
        for name in _WITH_LIST:
            self._on_pairs(name, self._list_axiom)
        for name in (ON_PROPERTY, SOME, ALL, HAS_VALUE, MAX, MAX_QUALIFIED, ON_CLASS):
            self._on_subjects(name, self._restriction)
        for name in (SOURCE, ASSERTION, TARGET, TARGET_VALUE):
            self._on_subjects(name, self._negative)
        for name in (MEMBERS, DISTINCT_MEMBERS):
            self._on_subjects(name, self._all_of)
        for kind in (ALL_DIFFERENT, ALL_DISJOINT_CLASSES, ALL_DISJOINT_PROPERTIES):
            self._on_members(kind, lambda x, _: self._all_of(x))
        for name in (FIRST, REST):
            self.engine.watch(self.engine.relation(name), self._retry)
        self.engine.watch(self.engine.relation(SAME), self._not_apart)

    def _on_pairs(self, name: int, make: Callable[[int, int, Fact], None]) -> None:
        relation = self.engine.relation(name)
        redundant = _ADD_NOTHING.get(name, ())

        def fire(keys: Sequence[int]) -> None:
            for key in keys:
                rule = self.engine.instances[relation.why[key] & LOW].name
                if rule not in redundant:
                    make(key >> SHIFT, key & LOW, relation.fact(key))

        self.engine.watch(relation, fire)
        if name == SUB_CLASS:
            self.engine.watch(relation, self._below)
        if name == SUB_PROPERTY:
            self.engine.watch(relation, self._below_property)

    def _on_members(self, name: int, make: Callable[[int, Axioms], None]) -> None:
        members = self.engine.members(name)

        def fire(keys: Sequence[int]) -> None:
            for key in keys:
                make(key, (members.fact(key),))

        self.engine.watch(members, fire)

    def _on_subjects(self, name: int, make: Callable[[int], None]) -> None:
        relation = self.engine.relation(name)
        relation.objects()

        def fire(keys: Sequence[int]) -> None:
            for subject in dict.fromkeys(key >> SHIFT for key in keys):
                make(subject)

        self.engine.watch(relation, fire)

    def _sub_class(self, c: int, d: int, axiom: Fact) -> None:
        if c != d and c != NOTHING:
            members = self.engine.members
            joins.Copy(self.engine, "cax-sco", (axiom,), members(c), members(d))

    def _equivalent_class(self, c: int, d: int, axiom: Fact) -> None:
        if c != d:
            one, other = self.engine.members(c), self.engine.members(d)
            joins.Copy(self.engine, "cax-eqc1", (axiom,), one, other)
            joins.Copy(self.engine, "cax-eqc2", (axiom,), other, one)

    def _sub_property(self, p: int, q: int, axiom: Fact) -> None:
        if p != q:
            relation = self.engine.relation
            joins.Copy(self.engine, "prp-spo1", (axiom,), relation(p), relation(q))

    def _equivalent_property(self, p: int, q: int, axiom: Fact) -> None:
        if p != q:
            one, other = self.engine.relation(p), self.engine.relation(q)
            joins.Copy(self.engine, "prp-eqp1", (axiom,), one, other)
            joins.Copy(self.engine, "prp-eqp2", (axiom,), other, one)

    def _domain(self, p: int, c: int, axiom: Fact) -> None:
        engine = self.engine
        joins.Domain(engine, "prp-dom", (axiom,), engine.relation(p), engine.members(c))

    def _range(self, p: int, c: int, axiom: Fact) -> None:
        engine = self.engine
        joins.Range(engine, "prp-rng", (axiom,), engine.relation(p), engine.members(c))

    def _inverse(self, p: int, q: int, axiom: Fact) -> None:
        one, other = self.engine.relation(p), self.engine.relation(q)
        joins.Flip(self.engine, "prp-inv1", (axiom,), one, other)
        joins.Flip(self.engine, "prp-inv2", (axiom,), other, one)

    def _disjoint(self, c: int, d: int, axiom: Fact) -> None:
        members = self.engine.members
        joins.Both(self.engine, "cax-dw", (axiom,), members(c), members(d))

    def _complement(self, c: int, d: int, axiom: Fact) -> None:
        members = self.engine.members
        joins.Both(self.engine, "cls-com", (axiom,), members(c), members(d))

    def _property_disjoint(self, p: int, q: int, axiom: Fact) -> None:
        relation = self.engine.relation
        joins.Both(self.engine, "prp-pdw", (axiom,), relation(p), relation(q))

    def _functional(self, p: int, axioms: Axioms) -> None:
        joins.Functional(self.engine, "prp-fp", axioms, self.engine.relation(p))

    def _inverse_functional(self, p: int, axioms: Axioms) -> None:
        joins.Functional(self.engine, "prp-ifp", axioms, self.engine.relation(p), inverse=True)

    def _irreflexive(self, p: int, axioms: Axioms) -> None:
        joins.Irreflexive(self.engine, "prp-irp", axioms, self.engine.relation(p))

    def _symmetric(self, p: int, axioms: Axioms) -> None:
        relation = self.engine.relation(p)
        joins.Flip(self.engine, "prp-symp", axioms, relation, relation)

    def _asymmetric(self, p: int, axioms: Axioms) -> None:
        joins.Asymmetric(self.engine, "prp-asyp", axioms, self.engine.relation(p))

    def _transitive(self, p: int, axioms: Axioms) -> None:
        joins.Transitive(self.engine, "prp-trp", axioms, self.engine.relation(p))

    def _values(self, subject: int, name: int) -> list[int]:
        return list(self.engine.relation(name).objects().get(subject, ()))

    def _new(self, *key: int) -> bool:
        """Return whether an axiom of several triples is seen for the first time."""
        if key in self.done:
            return False
        self.done.add(key)
        return True

    def _retry(self, keys: Sequence[int]) -> None:
        """Try the axioms again whose lists were not whole."""
        waiting, self.waiting = self.waiting, {}
        for axiom, others in waiting.items():
            self._read(axiom, others)

    def _list_axiom(self, subject: int, node: int, axiom: Fact) -> None:
        self._read(axiom, ())

    def _all_of(self, x: int) -> None:
        for predicate, kind in _ALL_OF:
            if x in self.engine.members(kind).why:
                for node in self._values(x, predicate):
                    if self._new(kind, x, predicate, node):
                        self._read((x, predicate, node), ((x, TYPE, kind),))

    def _read(self, axiom: Fact, others: tuple[Fact, ...]) -> None:
        """Make the joins of an axiom with a list, or let it wait for the list."""
        read = self.engine.read_list(axiom[2])
        if read is None:
            self.waiting[axiom] = others
            return
        members, listing = read
        subject, predicate, _ = axiom
        axioms = (*others, axiom, *listing)
        if not members:
            return
        engine = self.engine
        if others:
            self._apart(_ALL_OF[predicate, others[0][2]], members, axioms)
        elif predicate == INTERSECTION:
            self._intersection(subject, members, axioms)
        elif predicate == UNION:
            self._union(subject, members, axioms)
        elif predicate == ONE_OF:
            step = engine.number(Given("cls-oo", axioms))
            for member in members:
                engine.put(engine.members(subject), member, step)
        elif predicate == HAS_KEY:
            pairs = [engine.relation(p) for p in members]
            joins.Key(engine, "prp-key", axioms, engine.members(subject), pairs)
        else:
            self._chain(subject, members, axioms)

    def _intersection(self, c: int, parts: Sequence[int], axioms: Axioms) -> None:
        engine = self.engine
        whole = engine.members(c)
        classes = [engine.members(part) for part in parts]
        joins.Each(engine, "cls-int1", axioms, classes, whole)
        step = engine.number(Given("scm-int", axioms))
        for part in dict.fromkeys(classes):
            if part is not whole:
                joins.Copy(engine, "cls-int2", axioms, whole, part)
            engine.put(engine.relation(SUB_CLASS), c << SHIFT | part.name, step)

    def _union(self, c: int, parts: Sequence[int], axioms: Axioms) -> None:
        engine = self.engine
        whole = engine.members(c)
        step = engine.number(Given("scm-uni", axioms))
        for part in dict.fromkeys(parts):
            if part != c:
                joins.Copy(engine, "cls-uni", axioms, engine.members(part), whole)
            engine.put(engine.relation(SUB_CLASS), part << SHIFT | c, step)

    def _chain(self, p: int, parts: Sequence[int], axioms: Axioms) -> None:
        """Join two by two; the paths on the way have numbers below zero, and are no triples."""
        engine = self.engine
        whole = engine.relation(p)
        if len(parts) == 1:
            joins.Copy(engine, "prp-spo2", axioms, engine.relation(parts[0]), whole)
            return
        if len(parts) == 2 and set(parts) == {p}:
            joins.Transitive(engine, "prp-spo2", axioms, whole)
            return
        left = engine.relation(parts[0])
        for length in range(2, len(parts)):
            path = tuple(parts[:length])
            if path not in self.chains:
                made = self.chains[path] = engine.relation(-1 - len(self.chains))
                right = engine.relation(path[-1])
                joins.Compose(engine, "prp-spo2", (), left, right, made)
            left = self.chains[path]
        joins.Compose(engine, "prp-spo2", axioms, left, engine.relation(parts[-1]), whole)

    def _apart(self, name: str, members: Sequence[int], axioms: Axioms) -> None:
        engine = self.engine
        if name == "cax-adc":
            joins.AllDisjoint(engine, name, axioms, [engine.members(c) for c in members])
        elif name == "prp-adp":
            joins.AllDisjoint(engine, name, axioms, [engine.relation(p) for p in members])
        else:
            places: dict[int, list[int]] = {}
            for at, member in enumerate(members):
                places.setdefault(member, []).append(at)
            for member, found in places.items():
                self.apart.setdefault(member, []).append((name, axioms, places))
                if len(found) > 1:
                    engine.clash(name, (*axioms, (member, SAME, member)))
            self._not_apart([k for k in engine.relation(SAME).done() if k >> SHIFT in places])

    def _not_apart(self, keys: Sequence[int]) -> None:
        """Keep the clashes of eq-diff2 and eq-diff3."""
        for key in keys if self.apart else ():
            s, o = key >> SHIFT, key & LOW
            for name, axioms, places in self.apart.get(s, ()):
                if s != o and o in places and places[s][0] < places[o][-1]:
                    self.engine.clash(name, (*axioms, (s, SAME, o)))

    def _negative(self, x: int) -> None:
        """Forbid the triple of a negative property assertion."""
        engine = self.engine
        for name, target in (("prp-npa1", TARGET), ("prp-npa2", TARGET_VALUE)):
            values = (self._values(x, part) for part in (SOURCE, ASSERTION, target))
            for s, p, o in product(*values):
                if self._new(target, x, s, p, o):
                    axioms = ((x, SOURCE, s), (x, ASSERTION, p), (x, target, o))
                    forbidden = s << SHIFT | o
                    relation = engine.relation(p)
                    joins.Never(engine, name, axioms, relation, forbidden.__eq__)

    def _restriction(self, r: int) -> None:
        """Make the joins of each whole restriction that *r* is."""
        for p in self._values(r, ON_PROPERTY):
            for kind in (SOME, ALL, HAS_VALUE, MAX):
                for filler in self._values(r, kind):
                    if self._new(kind, r, p, filler):
                        self._restricted(r, kind, p, filler)
            for n, c in product(self._values(r, MAX_QUALIFIED), self._values(r, ON_CLASS)):
                if self._new(MAX_QUALIFIED, r, p, n, c):
                    self._at_most(r, p, n, c)

    def _restricted(self, r: int, kind: int, p: int, filler: int) -> None:
        engine = self.engine
        if kind == MAX:
            self._at_most(r, p, filler, None)
            return
        axioms = ((r, kind, filler), (r, ON_PROPERTY, p))
        whole, pairs = engine.members(r), engine.relation(p)
        if kind == HAS_VALUE:
            joins.Emit(engine, "cls-hv1", axioms, whole, pairs, after=filler)
            joins.Domain(engine, "cls-hv2", axioms, pairs, whole, only=filler)
        elif kind == ALL:
            joins.Only(engine, "cls-avf", axioms, whole, pairs, engine.members(filler))
        elif filler == THING:
            joins.Domain(engine, "cls-svf2", axioms, pairs, whole)
        else:
            joins.Some(engine, "cls-svf1", axioms, pairs, engine.members(filler), whole)
        self._compare(r, kind, p, filler)

    def _at_most(self, r: int, p: int, n: int, c: int | None) -> None:
        engine = self.engine
        number = cardinality(engine.terms[n])
        if number is None:
            return
        kind = MAX if c is None else MAX_QUALIFIED
        axioms: Axioms = ((r, kind, n), (r, ON_PROPERTY, p))
        if c is not None:
            axioms = (*axioms, (r, ON_CLASS, c))
        filler = None if c is None or c == THING else engine.members(c)
        whole, pairs = engine.members(r), engine.relation(p)
        if c is None:
            name = "cls-maxc2" if number else "cls-maxc1"
        else:
            name = f"cls-maxqc{(3 if number else 1) + (c == THING)}"
        make = joins.MaxOne if number else joins.MaxZero
        make(engine, name, axioms, whole, pairs, filler)

    def _tied(self, kind: int, p: int, filler: int) -> bool:
        """Return whether all restrictions of that form come out below each other."""
        by_filler = filler << SHIFT | filler in self.engine.relation(SUB_CLASS).why
        by_property = p << SHIFT | p in self.engine.relation(SUB_PROPERTY).why
        return by_property or (by_filler and kind != HAS_VALUE)

    def _for_all(self, kind: int, p: int, filler: int) -> list[int]:
        """
        Return the restrictions of a form, or the first alone where scm-sco does the rest.

        An ontology may write one restriction a thousand times, which makes a million pairs; with
        all of them in its input, scm-sco would try a thousand ways to each.
        """
        same = self.restrictions.get((kind, p, filler), [])
        return [r for r, _ in (same[:1] if self._tied(kind, p, filler) else same)]

    def _stands(self, r: int, kind: int, p: int, filler: int) -> bool:
        """Return whether *r* is one of those that `_for_all` gives."""
        first, _ = self.restrictions[kind, p, filler][0]
        return r == first or not self._tied(kind, p, filler)

    def _compare(self, r: int, kind: int, p: int, filler: int) -> None:
        """Find what a new restriction is below and above: scm-hv, scm-svf1 to scm-avf2."""
        known = self.restrictions
        known.setdefault((kind, p, filler), []).append((r, 0))
        known.setdefault((kind, -1, p), []).append((r, filler))
        known.setdefault((kind, -2, filler), []).append((r, p))
        stands = self._stands(r, kind, p, filler)
        for name, term in ((SUB_CLASS, filler), (SUB_PROPERTY, p)):
            if name == SUB_CLASS and kind == HAS_VALUE:
                continue
            relation = self.engine.relation(name)
            for index, up in ((relation.objects(), True), (relation.subjects(), False)):
                for other in list(index.get(term, ())):
                    if stands or other == term:
                        form = (p, other) if name == SUB_CLASS else (other, filler)
                        for q in self._for_all(kind, *form):
                            pair = ((r, term), (q, other))
                            below, above = pair if up else pair[::-1]
                            common = filler if name == SUB_PROPERTY else p
                            self._order(kind, name, below, above, common)

    def _below(self, keys: Sequence[int]) -> None:
        """Compare the restrictions whose fillers are newly one below the other."""
        known = self.restrictions
        for key in keys if known else ():
            y, z = key >> SHIFT, key & LOW
            for kind in (SOME, ALL):
                for r, p in list(known.get((kind, -2, y), ())):
                    if y == z or self._stands(r, kind, p, y):
                        for q in self._for_all(kind, p, z):
                            self._order(kind, SUB_CLASS, (r, y), (q, z), p)
                            if y == z:
                                self._order(kind, SUB_CLASS, (q, z), (r, y), p)

    def _below_property(self, keys: Sequence[int]) -> None:
        """Compare the restrictions whose properties are newly one below the other."""
        known = self.restrictions
        for key in keys if known else ():
            p, q = key >> SHIFT, key & LOW
            for kind in (SOME, ALL, HAS_VALUE):
                for r, filler in list(known.get((kind, -1, p), ())):
                    if p == q or self._stands(r, kind, p, filler):
                        for other in self._for_all(kind, q, filler):
                            self._order(kind, SUB_PROPERTY, (r, p), (other, q), filler)
                            if p == q:
                                self._order(kind, SUB_PROPERTY, (other, q), (r, p), filler)

    def _order(
        self, kind: int, by: int, below: tuple[int, int], above: tuple[int, int], common: int
    ) -> None:
        """
        Put one restriction below the other, because their fillers or properties are so.

        Args:
            kind: owl:someValuesFrom, owl:allValuesFrom or owl:hasValue.
            by: rdfs:subClassOf (of the fillers) or rdfs:subPropertyOf (of the properties).
            below: the restriction with the lower of the two, and that filler or property.
            above: the other.
            common: the property, or the filler, that both have.
        """
        (r, low), (q, high) = below, above
        facts: list[Fact] = []
        for x, own in (below, above):
            p, filler = (common, own) if by == SUB_CLASS else (own, common)
            facts += [(x, kind, filler), (x, ON_PROPERTY, p)]
        facts.append((low, by, high))
        if kind == HAS_VALUE:
            name = "scm-hv"
        else:
            name = f"scm-{'svf' if kind == SOME else 'avf'}{1 if by == SUB_CLASS else 2}"
        pair = (q, r) if name == "scm-avf2" else (r, q)
        key = pair[0] << SHIFT | pair[1]
        if key not in self.engine.relation(SUB_CLASS).why:
            step = self.engine.number(Given(name, tuple(facts)))
            self.engine.put(self.engine.relation(SUB_CLASS), key, step)
