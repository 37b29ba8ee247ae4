"""Join the data under one axiom: the few shapes that the rules take once an axiom is given."""

from collections.abc import Callable, Sequence
from itertools import product

from scgraph.reasoner.engine import Engine
from scgraph.reasoner.relation import LOW, SHIFT, Relation
from scgraph.reasoner.vocabulary import SAME, TYPE, Fact

__all__ = [
    "AllDisjoint",
    "Asymmetric",
    "Both",
    "Compose",
    "Copy",
    "Domain",
    "Each",
    "Emit",
    "Flip",
    "Functional",
    "Irreflexive",
    "Key",
    "MaxOne",
    "MaxZero",
    "Mutual",
    "Never",
    "Only",
    "Range",
    "Some",
    "Transitive",
]

_MUCH = 50_000  # pairs looked at between two looks at the limits


class Join:
    """A rule under one axiom: what it has to do with an engine, and its premises."""

    def __init__(self, engine: Engine, name: str, axioms: tuple[Fact, ...]) -> None:
        """Take the rule's name and the triples of the axiom, and become a step."""
        self.engine = engine
        self.name = name
        self.axioms = axioms
        self.step = engine.number(self)

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the premises beside the axiom."""
        raise NotImplementedError

    def premises(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the premises of the step to *fact*."""
        return (*self.axioms, *self.body(fact, witness))


class Copy(Join):
    """cax-sco, prp-spo1 and their like: every key of one relation is one of the other."""

    def __init__(
        self, engine: Engine, name: str, axioms: tuple[Fact, ...], src: Relation, dst: Relation
    ) -> None:
        """Copy from *src* to *dst*."""
        super().__init__(engine, name, axioms)
        self.src, self.dst = src, dst
        engine.watch(src, self.fire)

    def fire(self, keys: Sequence[int]) -> None:
        """Copy new keys."""
        why = self.dst.why
        new = [key for key in keys if key not in why]
        if new:
            self.engine.add(self.dst, dict.fromkeys(new, self.step))

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the same key in the other relation."""
        s, _, o = fact
        return ((s, TYPE, self.src.name) if self.src.unary else (s, self.src.name, o),)


class Flip(Copy):
    """prp-symp, prp-inv1, prp-inv2: every pair, turned round, is one of the other relation."""

    def fire(self, keys: Sequence[int]) -> None:
        """Copy new pairs, turned round."""
        why = self.dst.why
        turned = [(key & LOW) << SHIFT | key >> SHIFT for key in keys]
        new = [key for key in turned if key not in why]
        if new:
            self.engine.add(self.dst, dict.fromkeys(new, self.step))

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the pair as it was."""
        s, _, o = fact
        return ((o, self.src.name, s),)


class Mutual(Copy):
    """scm-eqc2, scm-eqp2: a pair that stands both ways is one of the other relation."""

    def fire(self, keys: Sequence[int]) -> None:
        """Look for the way back of new pairs."""
        known, why = self.src.why, self.dst.why
        made: dict[int, int] = {}
        for key in keys:
            back = (key & LOW) << SHIFT | key >> SHIFT
            if back in known:
                made.update((k, self.step) for k in (key, back) if k not in why)
        self.engine.add(self.dst, made)

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return both ways."""
        s, _, o = fact
        return (s, self.src.name, o), (o, self.src.name, s)


class Domain(Copy):
    """prp-dom, cls-svf2, cls-hv2: the subject of a pair (with object *only*) is a member."""

    def __init__(
        self,
        engine: Engine,
        name: str,
        axioms: tuple[Fact, ...],
        src: Relation,
        dst: Relation,
        only: int | None = None,
    ) -> None:
        """Take the pairs of *src*, or those with the object *only*."""
        self.only = only
        super().__init__(engine, name, axioms, src, dst)

    def fire(self, keys: Sequence[int]) -> None:
        """Add the subjects of new pairs."""
        why, step, only = self.dst.why, self.step, self.only
        made: dict[int, int] = {}
        for key in keys:
            if key >> SHIFT not in why and only in (None, key & LOW):
                made.setdefault(key >> SHIFT, (key & LOW) << SHIFT | step)
        self.engine.add(self.dst, made)

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the pair with that subject."""
        return ((fact[0], self.src.name, witness),)


class Range(Copy):
    """prp-rng: the object of a pair is a member."""

    def fire(self, keys: Sequence[int]) -> None:
        """Add the objects of new pairs."""
        why, step = self.dst.why, self.step
        made: dict[int, int] = {}
        for key in keys:
            if key & LOW not in why:
                made.setdefault(key & LOW, (key >> SHIFT) << SHIFT | step)
        self.engine.add(self.dst, made)

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the pair with that object."""
        return ((witness, self.src.name, fact[0]),)


class Emit(Copy):
    """cls-hv1, scm-cls, scm-op, scm-dp: a member gives a pair, with itself or a fixed term."""

    def __init__(
        self,
        engine: Engine,
        name: str,
        axioms: tuple[Fact, ...],
        src: Relation,
        dst: Relation,
        before: int | None = None,
        after: int | None = None,
    ) -> None:
        """Put the member after *before*, or before *after*, or beside itself."""
        self.before, self.after = before, after
        super().__init__(engine, name, axioms, src, dst)

    def fire(self, keys: Sequence[int]) -> None:
        """Add the pair of each new member."""
        before, after, why = self.before, self.after, self.dst.why
        pairs = [
            (x if before is None else before) << SHIFT | (x if after is None else after)
            for x in keys
        ]
        self.engine.add(self.dst, dict.fromkeys((k for k in pairs if k not in why), self.step))

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the membership."""
        x = fact[0] if self.before is None else fact[2]
        return ((x, TYPE, self.src.name),)


class Compose(Join):
    """prp-spo2 and the schema rules of its shape: x A y, y B z give x C z."""

    def __init__(
        self,
        engine: Engine,
        name: str,
        axioms: tuple[Fact, ...],
        left: Relation,
        right: Relation,
        dst: Relation,
    ) -> None:
        """Join *left* and *right* into *dst*."""
        super().__init__(engine, name, axioms)
        self.left, self.right, self.dst = left, right, dst
        self.before, self.after = left.subjects(), right.objects()
        engine.watch(left, self.fire_left)
        engine.watch(right, self.fire_right)

    def fire_left(self, keys: Sequence[int]) -> None:
        """Follow new pairs of the left on the right."""
        why, step, after = self.dst.why, self.step, self.after
        made: dict[int, int] = {}
        work = 0
        for key in keys:
            found = after.get(key & LOW)
            if found:
                head, tag = key >> SHIFT << SHIFT, (key & LOW) << SHIFT | step
                for z in found:
                    if head | z not in why:
                        made.setdefault(head | z, tag)
                work += len(found)
                if work > _MUCH:
                    self.engine.add(self.dst, made)
                    made, work = {}, 0
        self.engine.add(self.dst, made)

    def fire_right(self, keys: Sequence[int]) -> None:
        """Follow new pairs of the right back on the left."""
        why, step, before = self.dst.why, self.step, self.before
        made: dict[int, int] = {}
        work = 0
        for key in keys:
            found = before.get(key >> SHIFT)
            if found:
                tail, tag = key & LOW, key >> SHIFT << SHIFT | step
                for x in found:
                    if x << SHIFT | tail not in why:
                        made.setdefault(x << SHIFT | tail, tag)
                work += len(found)
                if work > _MUCH:
                    self.engine.add(self.dst, made)
                    made, work = {}, 0
        self.engine.add(self.dst, made)

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the path; where the left is itself a path, with the parts of that."""
        s, _, o = fact
        path = [(witness, self.right.name, o)]
        left, y = self.left, witness
        while left.name < 0:
            why = left.why[s << SHIFT | y]
            inner = self.engine.instances[why & LOW]
            assert isinstance(inner, Compose)
            path.append((why >> SHIFT, inner.right.name, y))
            left, y = inner.left, why >> SHIFT
        path.append((s, left.name, y))
        return path[::-1]


class Transitive(Join):
    """
    prp-trp, scm-sco, scm-spo: x P y, y P z give x P z.

    Only pairs that another rule gave, or nobody, are used on the right: the closure is the same,
    and the work grows with its size instead of with the number of ways to split a path.
    """

    def __init__(
        self, engine: Engine, name: str, axioms: tuple[Fact, ...], relation: Relation
    ) -> None:
        """Close *relation*."""
        super().__init__(engine, name, axioms)
        self.relation = relation
        self.before = relation.subjects()
        self.base: dict[int, list[int]] = {}
        engine.watch(relation, self.fire)

    def fire(self, keys: Sequence[int]) -> None:
        """Follow new pairs along the others."""
        why, step, base, before = self.relation.why, self.step, self.base, self.before
        made: dict[int, int] = {}
        work = 0
        for key in keys:
            x, y = key >> SHIFT, key & LOW
            if why[key] & LOW != step:
                base.setdefault(x, []).append(y)
                found = before.get(x)
                if found and x != y:
                    tag = x << SHIFT | step
                    for w in found:
                        if w << SHIFT | y not in why:
                            made.setdefault(w << SHIFT | y, tag)
                    work += len(found)
            found = base.get(y)
            if found:
                tag = y << SHIFT | step
                for z in found:
                    if x << SHIFT | z not in why:
                        made.setdefault(x << SHIFT | z, tag)
                work += len(found)
            if work > _MUCH:
                self.engine.add(self.relation, made)
                made, work = {}, 0
        self.engine.add(self.relation, made)

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the two pairs."""
        s, p, o = fact
        return (s, p, witness), (witness, p, o)


class Some(Join):
    """cls-svf1: who has a P that is in the filler is a member."""

    def __init__(
        self,
        engine: Engine,
        name: str,
        axioms: tuple[Fact, ...],
        pairs: Relation,
        filler: Relation,
        dst: Relation,
    ) -> None:
        """Join *pairs* and *filler* into *dst*."""
        super().__init__(engine, name, axioms)
        self.pairs, self.filler, self.dst = pairs, filler, dst
        self.subjects = pairs.subjects()
        engine.watch(pairs, self.fire_pairs)
        engine.watch(filler, self.fire_filler)

    def fire_pairs(self, keys: Sequence[int]) -> None:
        """Look at the objects of new pairs."""
        why, inside, step = self.dst.why, self.filler.why, self.step
        made: dict[int, int] = {}
        for key in keys:
            if key & LOW in inside and key >> SHIFT not in why:
                made.setdefault(key >> SHIFT, (key & LOW) << SHIFT | step)
        self.engine.add(self.dst, made)

    def fire_filler(self, keys: Sequence[int]) -> None:
        """Look at the pairs to new members of the filler."""
        why, step = self.dst.why, self.step
        made: dict[int, int] = {}
        for v in keys:
            for u in self.subjects.get(v, ()):
                if u not in why:
                    made.setdefault(u, v << SHIFT | step)
        self.engine.add(self.dst, made)

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the pair and the membership of its object."""
        return (fact[0], self.pairs.name, witness), (witness, TYPE, self.filler.name)


class Only(Join):
    """cls-avf: every P of a member is in the filler."""

    def __init__(
        self,
        engine: Engine,
        name: str,
        axioms: tuple[Fact, ...],
        members: Relation,
        pairs: Relation,
        dst: Relation,
    ) -> None:
        """Join *members* and *pairs* into *dst*."""
        super().__init__(engine, name, axioms)
        self.members, self.pairs, self.dst = members, pairs, dst
        self.objects = pairs.objects()
        engine.watch(pairs, self.fire_pairs)
        engine.watch(members, self.fire_members)

    def fire_pairs(self, keys: Sequence[int]) -> None:
        """Look at the subjects of new pairs."""
        why, inside, step = self.dst.why, self.members.why, self.step
        made: dict[int, int] = {}
        for key in keys:
            if key >> SHIFT in inside and key & LOW not in why:
                made.setdefault(key & LOW, key >> SHIFT << SHIFT | step)
        self.engine.add(self.dst, made)

    def fire_members(self, keys: Sequence[int]) -> None:
        """Look at the pairs of new members."""
        why, step = self.dst.why, self.step
        made: dict[int, int] = {}
        for u in keys:
            for v in self.objects.get(u, ()):
                if v not in why:
                    made.setdefault(v, u << SHIFT | step)
        self.engine.add(self.dst, made)

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the membership and the pair."""
        return (witness, TYPE, self.members.name), (witness, self.pairs.name, fact[0])


class Each(Join):
    """cls-int1: who is in each of the classes is a member."""

    def __init__(
        self,
        engine: Engine,
        name: str,
        axioms: tuple[Fact, ...],
        parts: Sequence[Relation],
        dst: Relation,
    ) -> None:
        """Join *parts* into *dst*."""
        super().__init__(engine, name, axioms)
        self.parts, self.dst = parts, dst
        for part in dict.fromkeys(parts):
            engine.watch(part, self.fire)

    def fire(self, keys: Sequence[int]) -> None:
        """Look for new members of one class in the others."""
        new = [key for key in keys if key not in self.dst.why]
        for part in self.parts:
            inside = part.why
            new = [key for key in new if key in inside]
        self.engine.add(self.dst, dict.fromkeys(new, self.step))

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the memberships."""
        return [(fact[0], TYPE, part.name) for part in self.parts]


class Functional(Join):
    """prp-fp, prp-ifp: two objects of one subject (or the reverse) are the same."""

    def __init__(
        self,
        engine: Engine,
        name: str,
        axioms: tuple[Fact, ...],
        pairs: Relation,
        inverse: bool = False,
    ) -> None:
        """Compare the objects of *pairs*, or with *inverse* the subjects."""
        super().__init__(engine, name, axioms)
        self.pairs, self.inverse = pairs, inverse
        self.index = pairs.subjects() if inverse else pairs.objects()
        engine.watch(pairs, self.fire)

    def fire(self, keys: Sequence[int]) -> None:
        """Compare each new pair with the first of its subject; eq-trans gives the rest."""
        same = self.engine.relation(SAME)
        for key in keys:
            x, y = (key & LOW, key >> SHIFT) if self.inverse else (key >> SHIFT, key & LOW)
            first = self.index[x][0]
            if first != y:
                self.engine.put(same, first << SHIFT | y, x << SHIFT | self.step)

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the two pairs."""
        p = self.pairs.name
        if self.inverse:
            return (fact[0], p, witness), (fact[2], p, witness)
        return (witness, p, fact[0]), (witness, p, fact[2])


class _Max(Join):
    """The rules of maximal cardinality: members, their pairs, and maybe a filler."""

    def __init__(
        self,
        engine: Engine,
        name: str,
        axioms: tuple[Fact, ...],
        members: Relation,
        pairs: Relation,
        filler: Relation | None,
    ) -> None:
        """Count the *pairs* of *members* whose object is in *filler*."""
        super().__init__(engine, name, axioms)
        self.members, self.pairs, self.filler = members, pairs, filler
        self.objects = pairs.objects()
        engine.watch(pairs, self.fire_pairs)
        engine.watch(members, self.fire_members)
        if filler is not None:
            self.subjects = pairs.subjects()
            engine.watch(filler, self.fire_filler)

    def fire_pairs(self, keys: Sequence[int]) -> None:
        """Look at the subjects of new pairs."""
        self.fire_members(list(dict.fromkeys(key >> SHIFT for key in keys)))

    def fire_filler(self, keys: Sequence[int]) -> None:
        """Look at the pairs to new members of the filler."""
        found = (u for v in keys for u in self.subjects.get(v, ()))
        self.fire_members(list(dict.fromkeys(found)))

    def fire_members(self, keys: Sequence[int]) -> None:
        """Look at all that a member has."""
        inside = self.members.why
        for u in keys:
            if u in inside:
                values = self.objects.get(u, [])
                if self.filler is not None:
                    values = [v for v in values if v in self.filler.why]
                if values:
                    self.found(u, values)

    def found(self, u: int, values: Sequence[int]) -> None:
        """Do what the rule does with the objects of *u*."""
        raise NotImplementedError

    def facts(self, u: int, value: int) -> list[Fact]:
        """Return the pair and the membership of its object."""
        facts: list[Fact] = [(u, self.pairs.name, value)]
        if self.filler is not None:
            facts.append((value, TYPE, self.filler.name))
        return facts


class MaxOne(_Max):
    """cls-maxc2, cls-maxqc3, cls-maxqc4: two objects are the same."""

    def found(self, u: int, values: Sequence[int]) -> None:
        """Make the objects the same as the first; eq-trans gives the rest."""
        same = self.engine.relation(SAME)
        for value in values[1:]:
            self.engine.put(same, values[0] << SHIFT | value, u << SHIFT | self.step)

    def body(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the membership and the two pairs."""
        pairs = (*self.facts(witness, fact[0]), *self.facts(witness, fact[2]))
        return (witness, TYPE, self.members.name), *pairs


class MaxZero(_Max):
    """cls-maxc1, cls-maxqc1, cls-maxqc2: one object is a clash."""

    def found(self, u: int, values: Sequence[int]) -> None:
        """Keep the clash."""
        for value in values:
            member = (u, TYPE, self.members.name)
            self.engine.clash(self.name, (*self.axioms, member, *self.facts(u, value)))


class Key(Join):
    """prp-key: two members that share a value of every property are the same."""

    def __init__(
        self,
        engine: Engine,
        name: str,
        axioms: tuple[Fact, ...],
        members: Relation,
        pairs: Sequence[Relation],
    ) -> None:
        """Compare the values that *members* have by *pairs*."""
        super().__init__(engine, name, axioms)
        self.members, self.pairs = members, pairs
        self.objects = [relation.objects() for relation in pairs]
        self.owner: dict[tuple[int, ...], int] = {}
        engine.watch(members, self.fire_members)
        for relation in dict.fromkeys(pairs):
            engine.watch(relation, self.fire_pairs)

    def fire_pairs(self, keys: Sequence[int]) -> None:
        """Look at the subjects of new pairs."""
        self.fire_members(list(dict.fromkeys(key >> SHIFT for key in keys)))

    def fire_members(self, keys: Sequence[int]) -> None:
        """Look for another with the same values."""
        same = self.engine.relation(SAME)
        work = 0
        for x in keys:
            if x not in self.members.why:
                continue
            for values in product(*(objects.get(x, ()) for objects in self.objects)):
                first = self.owner.setdefault(values, x)
                if first != x and first << SHIFT | x not in same.why:
                    step = self.engine.number(_Shared(self, first, x, values))
                    self.engine.put(same, first << SHIFT | x, step)
                work += 1
                if work > _MUCH:
                    self.engine.check()
                    work = 0

    def shared(self, one: int, other: int, values: Sequence[int]) -> Sequence[Fact]:
        """Return the premises of two members that share *values*."""
        pairs = zip(self.pairs, values, strict=True)
        return (
            *self.axioms,
            *((x, TYPE, self.members.name) for x in (one, other)),
            *((x, pair.name, value) for pair, value in pairs for x in (one, other)),
        )


class _Shared:
    """One use of a key, which needs more witnesses than one."""

    def __init__(self, key: Key, one: int, other: int, values: tuple[int, ...]) -> None:
        self.name = key.name
        self.key, self.one, self.other, self.values = key, one, other, values

    def premises(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the premises of the step."""
        return self.key.shared(self.one, self.other, self.values)


class Never(Join):
    """cls-nothing2, prp-npa1, prp-npa2: a key (or the key *only*) is a clash."""

    def __init__(
        self,
        engine: Engine,
        name: str,
        axioms: tuple[Fact, ...],
        relation: Relation,
        test: Callable[[int], bool],
    ) -> None:
        """Forbid the keys of *relation* that meet *test*."""
        super().__init__(engine, name, axioms)
        self.relation, self.test = relation, test
        engine.watch(relation, self.fire)

    def fire(self, keys: Sequence[int]) -> None:
        """Keep the clashes of new keys."""
        for key in keys:
            if self.test(key):
                self.engine.clash(self.name, (*self.axioms, self.relation.fact(key)))


class Irreflexive(Never):
    """prp-irp: a pair of a term with itself is a clash."""

    def __init__(
        self, engine: Engine, name: str, axioms: tuple[Fact, ...], relation: Relation
    ) -> None:
        """Forbid pairs of a term with itself in *relation*."""
        super().__init__(engine, name, axioms, relation, lambda key: key >> SHIFT == key & LOW)


class Asymmetric(Never):
    """prp-asyp: a pair that stands both ways is a clash."""

    def __init__(
        self, engine: Engine, name: str, axioms: tuple[Fact, ...], relation: Relation
    ) -> None:
        """Forbid pairs that stand both ways in *relation*."""
        super().__init__(engine, name, axioms, relation, bool)

    def fire(self, keys: Sequence[int]) -> None:
        """Look for the way back of new pairs."""
        for key in keys:
            back = (key & LOW) << SHIFT | key >> SHIFT
            if back in self.relation.why:
                both = sorted((self.relation.fact(key), self.relation.fact(back)))
                self.engine.clash(self.name, (*self.axioms, *both))


class Both(Join):
    """cax-dw, cls-com, prp-pdw: a key of both relations is a clash."""

    def __init__(
        self,
        engine: Engine,
        name: str,
        axioms: tuple[Fact, ...],
        one: Relation,
        other: Relation,
    ) -> None:
        """Forbid keys of *one* in *other*."""
        super().__init__(engine, name, axioms)
        self.one, self.other = one, other
        for relation in dict.fromkeys((one, other)):
            engine.watch(relation, self.fire)

    def fire(self, keys: Sequence[int]) -> None:
        """Look for new keys in both."""
        one, other = self.one.why, self.other.why
        for key in keys:
            if key in one and key in other:
                facts = (self.one.fact(key), self.other.fact(key))
                self.engine.clash(self.name, (*self.axioms, *facts))


class AllDisjoint(Join):
    """cax-adc, prp-adp: a key of two of the relations is a clash."""

    def __init__(
        self,
        engine: Engine,
        name: str,
        axioms: tuple[Fact, ...],
        parts: Sequence[Relation],
    ) -> None:
        """Forbid keys in two places of *parts*."""
        super().__init__(engine, name, axioms)
        self.parts = parts
        self.twice = len(set(parts)) < len(parts)
        self.seen: set[int] = set()
        for part in dict.fromkeys(parts):
            engine.watch(part, self.fire)

    def fire(self, keys: Sequence[int]) -> None:
        """Look for new keys of one in the others."""
        for key in keys:
            if self.twice or key in self.seen:
                self._found(key)
        self.seen.update(keys)

    def _found(self, key: int) -> None:
        facts = [part.fact(key) for part in self.parts if key in part.why]
        for at, one in enumerate(facts):
            for other in facts[at + 1 :]:
                self.engine.clash(self.name, (*self.axioms, one, other))
