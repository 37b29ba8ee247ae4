"""Hold all relations, hand new triples to the rules until none is left, and mind the limits."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from time import monotonic
from typing import Protocol

from scgraph.reasoner.relation import LOW, SHIFT, Fire, Relation, StopError
from scgraph.reasoner.vocabulary import FIRST, NAMES, NIL, REST, TYPE, Fact, Term

__all__ = ["Engine", "Given", "Instance"]


class Instance(Protocol):
    """A rule with its axiom filled in, which tells the premises of what it gave."""

    name: str

    def premises(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the premises of the step to *fact*."""


class Given:
    """A step whose premises are written out, or are told by a function of the fact and witness."""

    def __init__(
        self,
        name: str,
        axioms: tuple[Fact, ...] = (),
        body: Callable[[Fact, int], tuple[Fact, ...]] | None = None,
    ) -> None:
        """Take the rule's name, the premises that are always the same, and those that are not."""
        self.name = name
        self.axioms = axioms
        self.body = body

    def premises(self, fact: Fact, witness: int) -> Sequence[Fact]:
        """Return the premises of the step to *fact*."""
        return (*self.axioms, *(self.body(fact, witness) if self.body else ()))


class Engine:
    """The relations by predicate and by class, the steps by number, and the work still to do."""

    def __init__(
        self, terms: Sequence[Term], seconds: float | None = None, most: int | None = None
    ) -> None:
        """Take the terms by number, and the limits on time, from now, and on new triples."""
        self.terms = terms
        self.relations: dict[int, Relation] = {}
        self.classes: dict[int, Relation] = {}
        self.instances: list[Instance] = [Given("")]
        self.clashes: dict[tuple[str, frozenset[Fact]], tuple[Fact, ...]] = {}
        self.made = 0
        self.most = most
        self.seconds = seconds
        self.until = None if seconds is None else monotonic() + seconds
        # The schema goes first, so that most data meet their rules only once.
        self.schema: deque[Relation] = deque()
        self.data: deque[Relation] = deque()
        self.mirror: Relation | None = None
        self.mirrored = 0
        self.on_relation: list[Callable[[Relation], None]] = []
        self.on_watch: list[Callable[[Relation], None]] = []

    def relation(self, name: int) -> Relation:
        """Return the triples of a predicate; for rdf:type, kept in step with the classes."""
        found = self.relations.get(name)
        if found is None:
            found = self.relations[name] = Relation(name, unary=False)
            if name == TYPE:
                self._reflect(found)
            for tell in self.on_relation:
                tell(found)
        return found

    def members(self, name: int) -> Relation:
        """Return the members of a class."""
        found = self.classes.get(name)
        if found is None:
            found = self.classes[name] = Relation(name, unary=True)
            if self.mirror is not None:
                self._reflect_class(found)
            for tell in self.on_relation:
                tell(found)
        return found

    def _reflect(self, mirror: Relation) -> None:
        """Let rdf:type be a predicate like others, for axioms about rdf:type itself."""
        self.mirror = mirror
        self.mirrored = self.number(Given("="))

        def back(keys: Sequence[int]) -> None:
            for key in keys:
                if mirror.why[key] != self.mirrored:
                    self.put(self.members(key & LOW), key >> SHIFT, self.mirrored)

        mirror.rules.append(back)
        for known in list(self.classes.values()):
            self._reflect_class(known)

    def _reflect_class(self, known: Relation) -> None:
        mirror = self.relations[TYPE]

        def there(keys: Sequence[int]) -> None:
            pairs = (key << SHIFT | known.name for key in keys)
            self.add(mirror, {pair: self.mirrored for pair in pairs if pair not in mirror.why})

        self.watch(known, there)

    def number(self, instance: Instance) -> int:
        """Return the number under which the step is kept from now on."""
        self.instances.append(instance)
        return len(self.instances) - 1

    def watch(self, relation: Relation, fire: Fire) -> None:
        """Give *fire* every key of the relation, those that are there and those to come."""
        for tell in self.on_watch:
            tell(relation)
        relation.rules.append(fire)
        done = relation.done()
        if done:
            fire(done)

    def add(self, relation: Relation, made: dict[int, int]) -> None:
        """
        Add keys that are not in the relation, each with its step.

        Raises:
            StopError: a limit is reached.
        """
        if made:
            left = None if self.most is None else self.most - self.made
            if left is not None and len(made) > left:
                # One more than allowed is counted, so that `check` stops the work.
                made = dict(islice(made.items(), left))
                self.made += 1
            self._take(relation, made)
            self.made += len(made)
        self.check()

    def put(self, relation: Relation, key: int, step: int) -> None:
        """Add one key with its step unless it is there."""
        if key not in relation.why:
            self.add(relation, {key: step})

    def load(self, facts: Iterable[int]) -> None:
        """Take asserted triples, packed, which do not count as derived."""
        members: dict[int, list[int]] = {}
        pairs: dict[int, list[int]] = {}
        for fact in facts:
            s, p, o = fact >> 2 * SHIFT, fact >> SHIFT & LOW, fact & LOW
            if p == TYPE:
                members.setdefault(o, []).append(s)
            else:
                pairs.setdefault(p, []).append(s << SHIFT | o)
        for c, keys in members.items():
            self._take(self.members(c), dict.fromkeys(keys, 0))
        for p, keys in pairs.items():
            self._take(self.relation(p), dict.fromkeys(keys, 0))

    def _take(self, relation: Relation, made: dict[int, int]) -> None:
        relation.why.update(made)
        if not relation.pending:
            is_schema = 0 <= relation.name < len(NAMES)
            (self.schema if is_schema else self.data).append(relation)
        relation.pending.extend(made)

    def check(self) -> None:
        """
        Mind the limits.

        Raises:
            StopError: one is reached.
        """
        if self.most is not None and self.made + len(self.clashes) > self.most:
            raise StopError(f"stopped at {self.most} derived triples; more may follow")
        if self.until is not None and monotonic() > self.until:
            raise StopError(f"stopped after {self.seconds:g} seconds; more may follow")

    def clash(self, name: str, facts: Iterable[Fact]) -> None:
        """
        Keep a clash and the triples that take part, once.

        Raises:
            StopError: a limit is reached.
        """
        premises = tuple(dict.fromkeys(facts))
        self.clashes.setdefault((name, frozenset(premises)), premises)
        self.check()

    def run(self) -> None:
        """
        Give every pending key to the rules until none is left.

        Raises:
            StopError: a limit is reached.
        """
        while self.schema or self.data:
            relation = (self.schema or self.data).popleft()
            keys = relation.take()
            for fire in tuple(relation.rules):
                fire(keys)
            self.check()

    def why(self, fact: Fact) -> int | None:
        """Return the witness and step of a fact: 0 if asserted, None if it does not hold."""
        s, p, o = fact
        if p == TYPE:
            found = self.classes.get(o)
            why = None if found is None else found.why.get(s)
            if why is None or self.mirror is None or why != self.mirrored:
                return why
        known = self.relations.get(p)
        return None if known is None else known.why.get(s << SHIFT | o)

    def read_list(self, node: int) -> tuple[list[int], list[Fact]] | None:
        """Return the members of a list and its triples; None if it is not well formed."""
        read = self.examine_list(node)
        return None if isinstance(read, str) else read

    def examine_list(self, node: int) -> tuple[list[int], list[Fact]] | str:
        """Return the members of a list and its triples, or what is wrong with it."""
        members: list[int] = []
        facts: list[Fact] = []
        seen: set[int] = set()
        while node != NIL:
            if node in seen:
                return "runs in a circle"
            seen.add(node)
            for name in (FIRST, REST):
                values = self.relation(name).objects().get(node, [])
                why = self.relation(name).why
                stated = [value for value in values if not why[node << SHIFT | value]]
                if not values or len(stated) > 1:
                    what = NAMES[name].rpartition("#")[2]
                    return f"has {'more than one' if values else 'no'} rdf:{what} at a node"
                # Others than the stated ones come from owl:sameAs, and add no member of their own.
                value = (stated or sorted(values))[0]
                facts.append((node, name, value))
                if name == FIRST:
                    members.append(value)
                else:
                    node = value
        return members, facts
