"""Settle which entity of the graph a citation names, and what has to be said of that."""

from collections.abc import Iterable
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.law.acts import acts_named, laws_of
from scgraph.law.triples import is_held, objects, subjects, texts
from scgraph.lawcite import Citation, base, places, written
from scgraph.namespaces import BASE, SC

__all__ = ["Outcome", "misplaced", "settle"]


class Outcome(NamedTuple):
    """
    What a citation comes to.

    Attributes:
        iri: the one entity that is meant; empty when there is none, or several.
        notes: what has to be said where another level than the cited one is taken.
        choices: the entities that may be meant, where there are several.
        reason: why there is not one entity.
        mend: how to write what may be meant.
        part: whether what encloses the cited place, or begins there, is taken.
        kind: of the reason: `act` (no act goes by the name that is taken for an act's; it may be no
            citation at all), `mismatch` (act and public law do not match), `none`, `several`.
    """

    iri: str = ""
    notes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    reason: str = ""
    mend: str = ""
    kind: str = ""
    part: bool = False


def settle(store: ox.Store, citation: Citation) -> Outcome:
    """Return the entity of the graph that a citation names, or why there is not one."""
    if citation.bare:
        return _of_number(store, citation)
    laws = _laws(store, citation)
    if isinstance(laws, Outcome):
        return laws
    if citation.last and not citation.rules:
        return _of_range(store, citation, laws)
    held, level = _first_held(store, citation, laws)
    if not held and citation.law:
        acts = [iri for iri in subjects(store, "enactedBy", base(citation)) if "/act/" in iri]
        held, level = _first_held(store, citation, acts)
    if not held and citation.rules and citation.section:
        held, level = _rules_around(store, citation, laws[0])
    if not held:
        return _not_held(store, citation, laws)
    held += [twin for iri in held for twin in _twins(store, iri)]
    if len(held) > 1:
        return _several(store, citation, held)
    return _noted(store, citation, held[0], level)


def _noted(store: ox.Store, citation: Citation, iri: str, level: str) -> Outcome:
    """Return the entity that was found, with what has to be said of it."""
    name = written(citation)
    notes = []
    if level:
        lacks = f", which has no ({citation.below[0]})" if _lacks(store, citation, iri) else ""
        taken = _said(store, iri) if level == "=" else f"its {level}"
        notes.append(f"{name}: {taken} is taken{lacks}")
    if citation.code and citation.section:
        from scgraph.law.coverage import is_printed
        from scgraph.law.former import earlier

        if citation.onward:
            iri, words = _onward(store, iri)
            return Outcome(iri, (f"{name}: {words}",), part=True)
        if citation.note:
            return Outcome(
                iri, (f"{name}: its section is taken{_notes_under(store, iri)}",), part=True
            )
        if words := earlier(store, iri):
            notes.append(f"{name}: {words}")
        if not is_printed(store, iri):
            notes.append(f"{name}: the edition of the Code at hand prints no such section")
    if where := misplaced(store, citation, iri):
        notes.append(f"{name}: {where}")
    return Outcome(iri, tuple(notes), part=bool(level))


def _lacks(store: ox.Store, citation: Citation, iri: str) -> bool:
    """Say whether the parts of a section are known, and the one that is cited is not there."""
    if not citation.below:
        return False
    for code in objects(store, iri, "codifiedAt") or [iri]:
        parts = {part for part in subjects(store, "partOf", code) if part.startswith(f"{code}_")}
        if not parts or f"{code}_{citation.below[0]}" in parts:
            return False
    return True


# Which law, and what of it


def _laws(store: ox.Store, citation: Citation) -> list[str] | Outcome:
    """Return the IRIs of the Code title, public law or acts; an outcome where that fails."""
    if not citation.act:
        return [base(citation)]
    acts = acts_named(store, citation.act, citation.year)
    name = citation.named
    if not citation.law:
        if not acts:
            return Outcome(reason=f"no act of the graph is named {name!r}", kind="act")
        if not (citation.section or citation.levels):
            return [iri for iri in acts if "/act/" in iri] or acts
        return list(dict.fromkeys([*acts, *(law for act in acts for law in laws_of(store, act))]))
    law = base(citation)
    laws = dict.fromkeys(each for act in acts for each in laws_of(store, act))
    if laws and law not in laws:
        numbers = ", ".join(f"P.L. {each.rpartition('/')[2]}" for each in laws)
        reason = f"act and public law do not match: {name} is {numbers}, not P.L. {citation.law}"
        mend = "give the act or the public law alone"
        return Outcome(reason=reason, mend=mend, kind="mismatch")
    return list(dict.fromkeys([*acts, law]))


def _first_held(store: ox.Store, citation: Citation, laws: Iterable[str]) -> tuple[list[str], str]:
    """
    Return the first place that the graph holds and its level, the place that says most first.

    A section of an act is looked for before one of the public law that the act is.
    """
    possible = [(each.startswith(f"{BASE}pl/"), places(citation, each)) for each in laws]
    for n in range(max((len(each) for _, each in possible), default=0)):
        for is_public_law in (False, True):
            found: dict[str, str] = {}
            level = ""
            for of_kind, each in possible:
                iris, of = each[n] if n < len(each) else ((), "")
                for iri in iris if of_kind is is_public_law else ():
                    if iri.casefold() not in found and is_held(store, iri):
                        found[iri.casefold()], level = iri, of
            if found:
                return list(found.values()), level
    return [], ""


def _twins(store: ox.Store, iri: str) -> list[str]:
    """Return the other sections of an act that have the same number, as two of the AECA have."""
    if "/act/" not in iri:
        return []
    return sorted(
        twin
        for text in texts(store, iri, "citation")
        for twin in subjects(store, "citation", ox.Literal(text))
        if twin.startswith(f"{iri}-")
    )


def _rules_around(store: ox.Store, citation: Citation, title: str) -> tuple[list[str], str]:
    """Return the range of parts of the CFR in which a part stands."""
    number = citation.section.partition(".")[0]
    part = int(number) if number.isdigit() else 0
    for iri in subjects(store, "type", SC + "Regulation"):
        first, _, last = iri.removeprefix(f"{title}/p").partition("-")
        if first.isdigit() and last.isdigit() and int(first) <= part <= int(last):
            return [iri], f"range of parts {first}-{last}"
    return [], ""


def misplaced(store: ox.Store, citation: Citation, iri: str) -> str:
    """Say where a section stands when it is cited as of another chapter or part; else empty."""
    if not (citation.section and citation.levels and (citation.code or citation.act)):
        return ""
    group = citation._replace(section="", last="", below=())
    named = [each for iris, _ in places(group, iri.rpartition("/s")[0])[:1] for each in iris]
    above: list[str] = []
    rest = [iri]
    while rest:
        found = objects(store, rest.pop(), "partOf")
        above += found
        rest += found
    kinds = {_kind(each) for each in named}
    alike = [each for each in above if _kind(each) in kinds]
    if not alike or not set(named).isdisjoint(above):
        return ""
    if not any(is_held(store, each) for each in named):
        return ""
    return f"it stands in {_said(store, min(alike, key=len))}"


def _kind(group: str) -> str:
    """Return the abbreviation with which the local name of a group begins: ch, pt, sch."""
    local = group.rpartition("/s")[2]
    return local[: len(local) - len(local.lstrip("abcdefghijklmnopqrstuvwxyz"))]


def _said(store: ox.Store, iri: str) -> str:
    from scgraph.law.spelling import said

    return said(store, iri)


# Not one entity


def _several(store: ox.Store, citation: Citation, iris: list[str], verb: str = "is") -> Outcome:
    from scgraph.law.spelling import listed

    reason = f"{written(citation)} {verb} several provisions"
    mend = f"give one of {listed(store, iris)}"
    return Outcome("", (), tuple(iris), reason, mend, "several")


def _not_held(store: ox.Store, citation: Citation, laws: list[str]) -> Outcome:
    """Return the section that once had a number, or say that there is none, and what is near."""
    from scgraph.law.coverage import is_whole, whole_range
    from scgraph.law.former import once_numbered
    from scgraph.law.spelling import listed

    name = written(citation)
    if citation.section:
        iris = {iri for each in laws for place, _ in places(citation, each) for iri in place}
        former = once_numbered(store, citation, iris)
        if len(former) > 1:
            return _several(store, citation, former, "was")
        if former:
            return Outcome(former[0], (f"{name}: {_said(store, former[0])} is taken",), part=True)
    reason = f"{name} is not in the graph"
    if citation.section and (around := whole_range(citation)):
        reason = f"there is no {name}: the graph holds {around} whole"
    elif citation.act and citation.section and any(is_whole(store, act) for act in laws):
        reason = f"there is no {name}: the graph holds what stands of the act"
    near = [iri for each in laws for iri in _beside(each, citation) if is_held(store, iri)]
    mend = f"near: {listed(store, near[:6])}" if near else ""
    return Outcome(reason=reason, mend=mend, kind="none")


def _beside(law: str, citation: Citation) -> list[str]:
    """Return the IRIs that the sections around one would have, the nearest first."""
    number = citation.section
    figures = number[: len(number) - len(number.lstrip("0123456789"))]
    if not figures:
        return []
    place = int(figures)
    around = sorted(range(max(place - 9, 1), place + 10), key=lambda n: abs(n - place))
    return [f"{law}/s{n}" for n in around]


def _of_range(store: ox.Store, citation: Citation, laws: list[str]) -> Outcome:
    """Return the sections of a range as choices."""
    from scgraph.uslm.paths import order

    for each in laws:  # a number with a hyphen of its own
        if is_held(store, one := f"{each}/s{citation.section}-{citation.last}"):
            return Outcome(one)
    first, last = order(citation.section), order(citation.last)
    if first > last:
        return Outcome(reason=f"{written(citation)}: the range runs backwards", kind="none")
    found = [
        iri
        for kind in ("Provision", "CodeSection")
        for iri in subjects(store, "type", SC + kind)
        for each in laws
        if iri.startswith(f"{each}/s")
        and (number := iri.removeprefix(f"{each}/s"))[:1].isdigit()
        and number.replace("-", "").isalnum()
        and not number.partition("-")[2][:1].isalpha()
        and first <= order(number) <= last
    ]
    if not found:
        return Outcome(reason=f"no section of {written(citation)} is in the graph", kind="none")
    if len(found) == 1:
        return Outcome(
            found[0], (f"{written(citation)}: the one section held is taken",), part=True
        )
    found.sort(key=lambda iri: order(iri.rpartition("/s")[2]))
    return _several(store, citation, found)


# Et seq., and notes


def _onward(store: ox.Store, section: str) -> tuple[str, str]:
    """Return the largest group of the Code that begins with a section; the section if none does."""
    taken = ""
    place = section
    while groups := objects(store, place, "partOf"):
        place = groups[0]
        if _first_section(store, place) != section:
            break
        taken = place
    if not taken:
        return section, "its first section is taken"
    return taken, f"{_said(store, taken)}, which begins there, is taken"


def _first_section(store: ox.Store, group: str) -> str:
    """Return the section with the lowest number within a group."""
    from scgraph.uslm.paths import order

    found = []
    rest = [group]
    while rest:
        for iri in subjects(store, "partOf", rest.pop()):
            local = iri.rpartition("/s")[2]
            if not local[:1].isdigit():
                rest.append(iri)
            elif "_" not in local:
                found.append((order(local), iri))
    return min(found)[1] if found else ""


def _notes_under(store: ox.Store, section: str) -> str:
    from scgraph.law.spelling import spelling

    notes = sorted(subjects(store, "noteTo", section))
    few = ", ".join(spelling(store, iri) for iri in notes[:4]) + ", ..." * (len(notes) > 4)
    return f"; of its {len(notes)} notes: {few}" if notes else ""


# A number without a law


def _of_number(store: ox.Store, citation: Citation) -> Outcome:
    """Return the section of chapter 16 of title 10 that a number is; any other is not guessed."""
    from scgraph.law.numbers import numbered
    from scgraph.law.spelling import meant

    number = citation.section
    if len(number) == 3 and number.isdigit() and number[0] == "3":
        held, _ = _first_held(store, citation, [f"{BASE}usc/t10"])
        if held:
            return Outcome(held[0], (f"{written(citation)}: {_said(store, held[0])} is taken",))
    choices = tuple(numbered(store, number))
    if not choices:
        mend = "name the law too, as in “P.L. 113-291 s. 1206”"
        return Outcome(reason=f"{written(citation)} of which law?", mend=mend, kind="none")
    many = "may be of several laws" if len(choices) > 1 else "names no law"
    reason = f"{written(citation)} {many}, and is not guessed"
    mend = f"write the one that is meant: {meant(store, choices)}"
    return Outcome("", (), choices, reason, mend, "several")
