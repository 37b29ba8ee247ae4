"""Apply the datatype rules (table 8), as far as a triple or a clash can come of them."""

from collections.abc import Sequence

import pyoxigraph as ox

from scgraph.literals import holds, ill_formed, is_supported
from scgraph.reasoner.engine import Engine, Given
from scgraph.reasoner.relation import LOW, Relation, unpack
from scgraph.reasoner.vocabulary import TYPE, XSD

__all__ = ["Datatypes", "ill"]

_STRING = ox.NamedNode(XSD + "string")


class Datatypes:
    """
    The datatypes that the ontology uses as classes.

    dt-type2 is applied to a datatype once a rule asks who its members are. dt-not-type makes a
    clash of a literal that is said to be of a datatype which its value is not of. dt-diff is
    applied where two literals come out the same (see `equality`).
    """

    def __init__(self, engine: Engine, literals: Sequence[int]) -> None:
        """Watch the classes of *engine*; *literals* are the numbers of all literals."""
        self.engine = engine
        self.literals = literals
        self.filled: set[int] = set()
        self.step = engine.number(Given("dt-type2"))
        engine.on_relation.append(self.created)
        engine.on_watch.append(self.asked)

    def _iri(self, relation: Relation) -> str:
        term = self.engine.terms[relation.name] if relation.name >= 0 else None
        supported = isinstance(term, ox.NamedNode) and is_supported(term.value)
        return str(term.value) if supported and isinstance(term, ox.NamedNode) else ""

    def created(self, relation: Relation) -> None:
        """Watch for members that cannot be."""
        iri = self._iri(relation) if relation.unary else ""
        if iri:

            def fire(keys: Sequence[int]) -> None:
                for key in keys:
                    term = self.engine.terms[key]
                    if isinstance(term, ox.Literal) and holds(iri, term) is False:
                        self.engine.clash("dt-not-type", [(key, TYPE, relation.name)])

            relation.rules.append(fire)

    def asked(self, relation: Relation) -> None:
        """Add the literals whose values are of the datatype."""
        if not relation.unary or relation.name in self.filled:
            return
        self.filled.add(relation.name)
        iri = self._iri(relation)
        if iri:
            terms = ((number, self.engine.terms[number]) for number in self.literals)
            self.engine.add(
                relation,
                {
                    number: self.step
                    for number, term in terms
                    if number not in relation.why
                    and isinstance(term, ox.Literal)
                    and holds(iri, term)
                },
            )


def ill(facts: Sequence[int], literals: Sequence[int], engine: Engine) -> None:
    """Keep a clash for each of the packed *facts* whose literal is not of its own datatype."""
    wrong = set()
    for number in literals:
        term = engine.terms[number]
        if isinstance(term, ox.Literal) and not term.language and term.datatype != _STRING:
            if ill_formed(term):
                wrong.add(number)
    if wrong:
        for fact in facts:
            if fact & LOW in wrong:
                engine.clash("dt-not-type", [unpack(fact)])
