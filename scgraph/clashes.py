"""Say what a clash under OWL 2 RL is, in words that name the terms and the mend."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import pyoxigraph as ox

from scgraph.findings import Finding
from scgraph.where import Where

if TYPE_CHECKING:
    from scgraph.reasoner import Clash, Closure, Note, Statement

__all__ = ["clash_findings", "note_findings"]

Show: TypeAlias = Callable[[object], str]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
# OWL 2 Profiles, tables 4 to 8: what the rules with "false" mean, and how to mend it
_WORDS = {
    "eq-diff1": ("two names are said to be the same and to be different", "take one of both away"),
    "eq-diff2": ("two names of a list of different things are the same", "mend the list"),
    "eq-diff3": ("two names of a list of different things are the same", "mend the list"),
    "prp-irp": ("an irreflexive property leads from a thing to itself", "name another thing"),
    "prp-asyp": ("an asymmetric property leads both ways", "keep one direction"),
    "prp-pdw": ("two disjoint properties lead from one thing to one value", "keep one"),
    "prp-adp": ("two disjoint properties lead from one thing to one value", "keep one"),
    "prp-npa1": ("what is said not to hold holds", "take one of both away"),
    "prp-npa2": ("what is said not to hold holds", "take one of both away"),
    "cls-nothing2": ("a thing is of the class that has no members", "mend its classes"),
    "cls-com": ("a thing is of a class and of its complement", "keep one of the two"),
    "cls-maxc1": ("a property that may have no value here has one", "take the value away"),
    "cls-maxqc1": ("a property that may have no such value here has one", "take it away"),
    "cls-maxqc2": ("a property that may have no value here has one", "take it away"),
    "cax-dw": ("a thing is of two disjoint classes", "keep one of the two classes"),
    "cax-adc": ("a thing is of two disjoint classes", "keep one of the two classes"),
    "dt-not-type": ("a literal is not of its datatype", "correct the literal or the datatype"),
}


# what makes two names one, where the clash is that they differ: tables 5 and 6
_ONE_VALUE = ("a property that may have one value here has others", "keep one of the values")
_CAUSES = {
    "prp-fp": ("a functional property has more than one value", "keep one of the values"),
    "prp-ifp": ("one value leads back to more than one thing", "keep one of the things"),
    "prp-key": ("different things have the same key", "correct the key of one"),
    "cls-maxc2": _ONE_VALUE,
    "cls-maxqc3": _ONE_VALUE,
    "cls-maxqc4": _ONE_VALUE,
}
_OF_ONE_SUBJECT = ("prp-fp", "cls-maxc2", "cls-maxqc3", "cls-maxqc4")


class _Told(NamedTuple):
    """What a clash is: its rule, words and mend, the statements shown, and the premises."""

    rule: str
    what: str
    mend: str
    said: "tuple[Statement, ...]"
    premises: "tuple[Statement, ...]"

    @property
    def group(self) -> object:
        """Return what is the same for clashes that a person takes for one."""
        first = self.said[0]
        return (self.what, str(first.subject), str(first.predicate))


def clash_findings(
    clashes: Iterable["Clash"], closure: "Closure | None", where: Where, show: Show
) -> list[Finding]:
    """
    Return clashes as findings, each with the places of every asserted triple that takes part.

    The values of one functional property of one thing clash in pairs, and are one finding.

    Args:
        closure: what tells the asserted triples behind those of a clash.
        show: how a term is written in messages.
    """
    known: dict[Statement, dict[Statement, None]] = {}
    told: dict[object, _Told] = {}
    for number, clash in enumerate(clashes):
        one, joins = _told(clash, closure)
        key = one.group if joins else number
        if before := told.get(key):
            said = tuple(dict.fromkeys((*before.said, *one.said)))
            premises = tuple(dict.fromkeys((*before.premises, *one.premises)))
            one = one._replace(said=said, premises=premises)
        told[key] = one
    return [_finding(one, closure, known, where, show) for one in told.values()]


def note_findings(notes: Iterable["Note"], where: Where, show: Show) -> list[Finding]:
    """Return the axioms that the reasoner could not use as findings at their places."""
    found = []
    for note in notes:
        axiom = note.axiom
        made = Finding(
            "warning",
            "axiom-left-out",
            axiom.subject.value if isinstance(axiom.subject, ox.NamedNode) else str(axiom.subject),
            f"{show(axiom.predicate)} says nothing: {note.reason}",
            "write the list as ( ... )",
            path=str(axiom.predicate),
            places=tuple(where.stated(axiom)) if isinstance(axiom, ox.Triple) else (),
        )
        found.append(where.named(made))
    return found


def _told(clash: "Clash", closure: "Closure | None") -> tuple[_Told, bool]:
    """Return what a clash is, and whether others of its kind are one with it."""
    what, mend = _WORDS.get(clash.rule, ("these cannot hold together", "correct one of them"))
    said = tuple(one for one in clash.premises if not _is_axiom(one))
    if clash.rule == "eq-diff1" and closure:
        for premise in clash.premises:
            if str(premise.predicate) != f"<{_OWL}sameAs>":
                continue
            step = closure.step(premise)
            if step and step.rule not in _CAUSES and not isinstance(premise, ox.Triple):
                # two literals are one by what else is one with them: by their own rule, if any
                steps = closure.steps(premise)
                step = next((each for each in steps if each.rule in _CAUSES), None)
            if step and step.rule in _CAUSES:
                what, mend = _CAUSES[step.rule]
                said = tuple(one for one in step.premises if not _is_axiom(one))
                values = [one for one in said if str(one.predicate) != f"<{_RDF}type>"]
                one_subject = step.rule in _OF_ONE_SUBJECT
                said = tuple(values) if one_subject else said
                return _Told(clash.rule, what, mend, said, clash.premises), one_subject
    return _Told(clash.rule, what, mend, said, clash.premises), False


def _finding(
    told: _Told,
    closure: "Closure | None",
    known: "dict[Statement, dict[Statement, None]]",
    where: Where,
    show: Show,
) -> Finding:
    shown = "; ".join(
        f"{show(s)} {'a' if str(p) == f'<{_RDF}type>' else show(p)} {show(o)}"
        for s, p, o in told.said
    )
    subject = told.said[0].subject if told.said else ""
    asserted: dict[Statement, None] = {}
    for premise in told.premises if closure else ():
        assert closure is not None
        if premise not in known:
            known[premise] = _asserted(closure, premise)
        asserted |= known[premise]
    # what is said of things stands before the axioms; the cells of a list say nothing alone
    order = {one.file.name: number for number, one in enumerate(where.maps)}
    places = sorted(
        (_is_axiom(one), one not in told.said, order[place.file], place)
        for one in asserted
        if isinstance(one, ox.Triple) and not _is_cell(one)
        for place in where.stated(one)
    )
    mend = told.mend
    if closure and any(one not in asserted for one in told.said):
        mend += "; `scgraph explain` tells why each of them holds"
    made = Finding(
        "violation",
        told.rule,
        subject.value if isinstance(subject, ox.NamedNode) else str(subject),
        f"{told.what}: {shown}" if shown else told.what,
        mend,
        places=tuple(dict.fromkeys(place for *_, place in places)),
    )
    return where.named(made)


def _asserted(closure: "Closure", statement: "Statement") -> "dict[Statement, None]":
    """Return the asserted triples that the recorded steps of a triple lead down to."""
    found: dict[Statement, None] = {}
    seen = {statement}
    left = [statement]
    while left:
        at = left.pop()
        step = closure.step(at)
        if step is None:
            found[at] = None
            continue
        fresh = [one for one in step.premises if one not in seen]
        seen.update(fresh)
        left.extend(fresh)
    return found


def _is_axiom(one: "Statement") -> bool:
    """Tell whether a triple is of the ontology language, not said of a thing."""
    predicate, value = str(one.predicate)[1:-1], str(one.object)[1:-1]
    if isinstance(one.subject, ox.Literal):
        return False
    if predicate == f"{_RDF}type":
        return value.startswith((_OWL, _RDF, _RDFS)) and value != f"{_OWL}Nothing"
    if predicate.startswith(_OWL):
        return predicate not in (f"{_OWL}sameAs", f"{_OWL}differentFrom")
    return predicate.startswith((_RDFS, _RDF))


def _is_cell(one: "Statement") -> bool:
    return str(one.predicate)[1:-1] in (f"{_RDF}first", f"{_RDF}rest")
