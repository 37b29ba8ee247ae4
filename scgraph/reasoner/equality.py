"""Apply the rules of owl:sameAs (table 4) by groups of equal terms, not by chains of pairs."""

from collections.abc import Sequence
from functools import partial

from scgraph.literals import differ
from scgraph.reasoner.engine import Engine, Given
from scgraph.reasoner.joins import Copy
from scgraph.reasoner.relation import LOW, SHIFT, Relation
from scgraph.reasoner.vocabulary import DIFFERENT, SAME, TYPE

__all__ = ["Equality"]


class Equality:
    """
    The groups of terms that are the same, each complete: every pair of a group is in owl:sameAs.

    A pair of a term with itself is never added. What holds of one member is given to the others at
    once, from triples that replacement did not make, so that a triple is not replaced again.
    """

    def __init__(self, engine: Engine) -> None:
        """Watch owl:sameAs and owl:differentFrom of *engine*."""
        self.engine = engine
        self.groups: dict[int, list[int]] = {}
        self.linked: set[tuple[int, int, bool]] = set()
        self.same = engine.relation(SAME)
        self.different = engine.relation(DIFFERENT)
        number, turned = engine.number, lambda fact, _: ((fact[2], SAME, fact[0]),)
        self.sym = number(Given("eq-sym", (), turned))
        self.trans = number(Given("eq-trans", (), lambda f, w: ((f[0], SAME, w), (w, SAME, f[2]))))
        self.rep_s = number(Given("eq-rep-s", (), lambda f, w: ((w, SAME, f[0]), (w, f[1], f[2]))))
        self.rep_p = number(Given("eq-rep-p", (), lambda f, w: ((w, SAME, f[1]), (f[0], w, f[2]))))
        self.rep_o = number(Given("eq-rep-o", (), lambda f, w: ((w, SAME, f[2]), (f[0], f[1], w))))
        engine.watch(self.same, self.fire)
        engine.watch(self.same, self.fire_difference)
        engine.watch(self.different, self.fire_difference)
        engine.on_relation.append(self.created)

    def fire(self, keys: Sequence[int]) -> None:
        """Merge groups for new pairs, then replace in what is known."""
        first = not self.groups
        touched: dict[int, None] = {}
        for key in keys:
            a, b = key >> SHIFT, key & LOW
            if a != b and (a not in self.groups or self.groups[a] is not self.groups.get(b)):
                self._merge(a, b)
                touched[a] = None
        if not touched:
            return
        if first:
            for relation in (*self._binary(), *self.engine.classes.values()):
                self._follow(relation)
        groups = {id(group): group for group in (self.groups[a] for a in touched)}
        for group in groups.values():
            self._link(group)
        self._replace(dict.fromkeys(x for group in groups.values() for x in group))

    def _merge(self, a: int, b: int) -> None:
        one = self.groups.setdefault(a, [a])
        other = self.groups.setdefault(b, [b])
        why = self.same.why
        made: dict[int, int] = {}

        def give(x: int, y: int, step: int) -> None:
            key = x << SHIFT | y
            if key not in why:
                made.setdefault(key, step)

        give(b, a, self.sym)
        for x in one:
            if x != a:
                give(x, b, a << SHIFT | self.trans)
                give(b, x, a << SHIFT | self.trans)
        for y in other:
            if y != b:
                for x in one:
                    give(x, y, b << SHIFT | self.trans)
                    give(y, x, b << SHIFT | self.trans)
                if len(made) > 10_000:
                    self.engine.add(self.same, made)
                    made.clear()
        self.engine.add(self.same, made)
        if len(one) < len(other):
            one, other = other, one
        one.extend(other)
        for x in other:
            self.groups[x] = one

    def _binary(self) -> list[Relation]:
        """Return the predicates in which subjects and objects are replaced one by one."""
        return [
            r for r in self.engine.relations.values() if r.name >= 0 and r.name not in (SAME, TYPE)
        ]

    def created(self, relation: Relation) -> None:
        """Follow a new relation as well, once there are groups."""
        if self.groups:
            if relation.unary or _replaced(relation):
                self._follow(relation)
            if relation.name in self.groups:
                self._link(self.groups[relation.name])

    def _follow(self, relation: Relation) -> None:
        if relation.unary:
            relation.rules.append(partial(self._members, relation))
        else:
            relation.objects()
            relation.subjects()
            relation.rules.append(partial(self._pairs, relation))

    def _replace(self, terms: dict[int, None]) -> None:
        """Replace *terms* in all triples that the rules have been given."""
        for relation in self._binary():
            forward, backward = relation.objects(), relation.subjects()
            for x in [x for x in terms if x in forward]:
                for o in list(forward[x]):
                    self._product(relation, x, o)
            for x in [x for x in terms if x in backward]:
                for s in list(backward[x]):
                    self._product(relation, s, x)
        for known in list(self.engine.classes.values()):
            self._members(known, [x for x in terms if x in known.why])

    def _pairs(self, relation: Relation, keys: Sequence[int]) -> None:
        groups, made_here = self.groups, (self.rep_s, self.rep_o)
        for key in keys:
            if (key >> SHIFT in groups or key & LOW in groups) and (
                relation.why[key] & LOW not in made_here
            ):
                self._product(relation, key >> SHIFT, key & LOW)

    def _product(self, relation: Relation, s: int, o: int) -> None:
        """Give a pair to all that are the same as its subject or its object."""
        subjects, objects = self.groups.get(s, [s]), self.groups.get(o, [o])
        # A group only grows at its end, so its first term and its length say what is in it.
        done = (subjects[0], len(subjects), objects[0], len(objects))
        if done in relation.spread:
            return
        relation.spread.add(done)
        why = relation.why
        for x in (s, *subjects):
            head = x << SHIFT
            if x == s:
                made = {head | y: o << SHIFT | self.rep_o for y in objects if head | y not in why}
            else:
                step = s << SHIFT | self.rep_s
                made = {head | y: step for y in objects if head | y not in why}
            self.engine.add(relation, made)

    def _members(self, relation: Relation, keys: Sequence[int]) -> None:
        """Give the membership of new members to all that are the same."""
        groups, why = self.groups, relation.why
        for key in keys:
            group = groups.get(key)
            if group is not None:
                done = (group[0], len(group), 0, 0)
                if done not in relation.spread:
                    relation.spread.add(done)
                    step = key << SHIFT | self.rep_s
                    self.engine.add(relation, {x: step for x in group if x not in why})

    def _link(self, group: Sequence[int]) -> None:
        """Let the predicates, and the classes, of a group have the same triples."""
        engine = self.engine
        for unary, known in ((False, engine.relations), (True, engine.classes)):
            # rdf:type is a predicate in use even if its triples are kept by class alone.
            if any(x in known or (x == TYPE and not unary) for x in group):
                get = engine.members if unary else engine.relation
                for x in group:
                    for y in group:
                        if x != y and (x, y, unary) not in self.linked:
                            self.linked.add((x, y, unary))
                            _Linked(self, get(x), get(y))

    def fire_difference(self, keys: Sequence[int]) -> None:
        """Keep the clashes of eq-diff1, each once and not in its replaced forms."""
        engine, terms = self.engine, self.engine.terms
        replaced = (self.rep_s, self.rep_o, self.rep_p)
        for key in keys:
            s, o = key >> SHIFT, key & LOW
            step = self.different.why.get(key)
            both = step is not None and step & LOW not in replaced
            if both and (s == o or key in self.same.why):
                engine.clash("eq-diff1", ((s, SAME, o), (s, DIFFERENT, o)))
            elif s < o and key in self.same.why and differ(terms[s], terms[o]):
                engine.clash("eq-diff1", ((s, SAME, o), (s, DIFFERENT, o)))


def _replaced(relation: Relation) -> bool:
    """Return whether a predicate is not kept complete by other means (its groups, its classes)."""
    return relation.name >= 0 and relation.name not in (SAME, TYPE)


class _Linked(Copy):
    """eq-rep-p, and eq-rep-o after rdf:type: a copy of what replacement did not make."""

    def __init__(self, equality: Equality, src: Relation, dst: Relation) -> None:
        kind = equality.rep_o if src.unary else equality.rep_p
        self.kind = kind
        super().__init__(equality.engine, "", (), src, dst)

    def fire(self, keys: Sequence[int]) -> None:
        """Copy new keys."""
        src, dst, kind = self.src.why, self.dst.why, self.kind
        new = [key for key in keys if key not in dst and src[key] & LOW != kind]
        self.engine.add(self.dst, dict.fromkeys(new, self.src.name << SHIFT | kind))
