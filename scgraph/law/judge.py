"""Judge a citation of a text: what it resolves to, and what is wrong with it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.law.acts import ActIndex, acts_named, laws_of, titles_of, without_year
from scgraph.law.coverage import is_printed, is_whole, whole_range
from scgraph.law.settle import Outcome, misplaced, settle
from scgraph.law.spelling import law_name, said, spelling
from scgraph.law.standing import standing
from scgraph.law.triples import objects, texts
from scgraph.lawcite import Citation, base, written
from scgraph.namespaces import BASE
from scgraph.uslm.paths import order

__all__ = ["Judge", "Verdict"]

_SMALL = frozenset("of the for and a an in on to fy fiscal year".split())
_NO_LAW = "the text does not say of which law"
_ALIKE = 0.75
_ALMOST = 0.87
_MOST_DIGITS = 6
"""Of the number of a section of the Code: 54 U.S.C. 320303."""
_LONGEST_HEAD = 400


class Verdict(NamedTuple):
    """What is said of a citation: the kind (see `lint.Remark`), the entity, and more in words."""

    kind: str
    iri: str = ""
    words: str = ""


class Judge:
    """
    Judges the citations of one text in their order, and remembers what was cited.

    A section cited by its number alone is the one that was last cited with that number. It may be
    one of the act or public law that was last cited in the paragraph.
    """

    def __init__(self, store: ox.Store, day: str) -> None:
        """
        Read the names of the acts.

        Args:
            day: the day by which a provision must hold, YYYY-MM-DD.
        """
        self._store = store
        self._day = day
        self._index = ActIndex(store)
        self._known = {without_year(name) for name in self._index.names} | {*self._index.names}
        self._settled: dict[Citation, Outcome] = {}
        self._cited: dict[str, tuple[Citation, int]] = {}
        self._law = Citation(), -1

    def is_act(self, name: str) -> bool:
        """Say whether an act goes by a name, with or without its year."""
        return " ".join(name.replace("’", "'").casefold().split()) in self._known

    def apart(self, citation: Citation, text: str) -> list[Citation]:
        """
        Return a citation, or the two that it is.

        `NDAA 2017, Section 168` is a public law and a section of another law, where the public law
        has no such section and one of that number was cited before.
        """
        earlier = citation.section in self._cited and citation.act and not citation.law
        if not earlier or self._settle(citation).iri:
            return [citation]
        head = text[citation.start : min(citation.end, citation.start + _LONGEST_HEAD)]
        comma = re.search(r",\s+(?=(?i:sec)|§)", head)
        acts = acts_named(self._store, citation.act, citation.year)
        if not comma or any("/act/" in act for act in acts):
            return [citation]
        end, start = citation.start + comma.start(), citation.start + comma.end()
        return [
            citation._replace(end=end, section="", last="", below=()),
            Citation(start, citation.end, section=citation.section, below=citation.below),
        ]

    def verdicts(
        self, citation: Citation, line: int, paragraph: int, after: str
    ) -> Iterator[Verdict]:
        """
        Yield what is to be said of a citation.

        Args:
            line: the line where it stands.
            paragraph: the number of the paragraph where it stands.
            after: the words that follow it.
        """
        if citation.bare:
            yield from self._of_number(citation, paragraph, after)
            return
        citation = self._as_range(citation)
        outcome = self._settle(citation)
        if (citation.act or citation.law) and outcome.kind not in ("act", "mismatch"):
            self._law = citation, paragraph
        if citation.section:
            self._cited[citation.section] = citation, line
        if ends := self._of_ends(citation, outcome):
            yield ends
        elif outcome.iri:
            yield from self._of_entity(citation, outcome)
        elif outcome.kind == "mismatch":
            yield Verdict("act-mismatch", "", outcome.reason.partition(": ")[2])
        elif outcome.choices:
            yield Verdict("ok" if citation.last else "unclear", "", _few(outcome.mend))
        elif outcome.kind == "act" and (near := self._almost(citation)):
            yield near
        elif self._does_not_exist(citation):
            yield self._no_such(citation, "")
        else:
            yield Verdict("not-in-graph", "", outcome.reason)

    def put_beside(self, act: Citation, code: Citation) -> Verdict | None:
        """Say that a section of an act is not the section of the Code that is put beside it."""
        if not (act.act and act.section and code.code and code.section):
            return None
        iri = self._settle(act).iri
        codes = objects(self._store, iri, "codifiedAt") if iri else []
        here = f"{base(code)}/s{code.section}".casefold()
        if not codes or any(each.casefold().partition("_")[0] == here for each in codes):
            return None
        where = ", ".join(said(self._store, each) for each in codes)
        words = f"{said(self._store, iri)} is {where}"
        return Verdict("wrong-place", self._settle(code).iri, words)

    def _settle(self, citation: Citation) -> Outcome:
        key = citation._replace(start=0, end=0)
        if key not in self._settled:
            self._settled[key] = settle(self._store, key)
        return self._settled[key]

    def _of_entity(self, citation: Citation, outcome: Outcome) -> Iterator[Verdict]:
        iri = outcome.iri
        wrong = []
        ended = standing(self._store, iri, self._day)
        if ended:
            wrong.append(Verdict(ended.kind, iri, ended.words))
        elif not is_printed(self._store, iri):
            wrong.append(self._no_such(citation, iri))
        if where := misplaced(self._store, citation, iri):
            wrong.append(Verdict("wrong-place", iri, where))
        if name := self._misnamed(citation):
            wrong.append(Verdict("act-name", iri, name))
        yield from wrong
        if not wrong:
            notes = [note.partition(": ")[2] for note in outcome.notes]
            yield Verdict("part" if outcome.part else "ok", iri, "; ".join(notes))

    def _does_not_exist(self, citation: Citation) -> bool:
        """Say whether a section that is not in the graph would be, if there were one."""
        if not citation.section or citation.last:
            return False
        if whole_range(citation) or _too_high(citation):
            return True
        acts = acts_named(self._store, citation.act, citation.year) if citation.act else []
        return any(is_whole(self._store, act) for act in acts)

    def _no_such(self, citation: Citation, iri: str) -> Verdict:
        around = whole_range(citation)
        words = f"the edition of the Code at hand, held whole for {around}, has no such section"
        if _too_high(citation):
            words = "no section of the Code has so high a number"
        elif not around:
            words = "the act, as far as it stands in the Code, has no such section"
        return Verdict("no-such-section", iri, words)

    # Ranges

    def _as_range(self, citation: Citation) -> Citation:
        """Return what is cited as 2763-64, and is no section, as the range 2763-2764."""
        first, _, last = citation.section.partition("-")
        if not (first.isdigit() and last.isdigit() and len(last) < len(first)):
            return citation
        last = first[: len(first) - len(last)] + last
        one = citation.last or citation.rules or int(last) <= int(first)
        if one or self._settle(citation).iri:
            return citation
        return citation._replace(section=first, last=last)

    def _of_ends(self, citation: Citation, outcome: Outcome) -> Verdict | None:
        """Say which ends of a range do not exist or are not in the graph; None for no range."""
        one = outcome.iri.endswith(f"/s{citation.section}-{citation.last}")
        if not citation.last or citation.rules or one or outcome.kind in ("act", "mismatch"):
            return None
        if max(citation.section.count("-"), citation.last.count("-")) > 1:
            return Verdict("unclear", "", "neither a section nor a range of sections")
        if order(citation.section) > order(citation.last):
            return None
        missing: dict[str, list[str]] = {}
        unknown = []
        for number in (citation.section, citation.last):
            end = citation._replace(section=number, last="", below=())
            if self._is_missing(end):
                missing.setdefault(self._no_such(end, "").words, []).append(written(end))
            elif not (self._settle(end).iri or self._settle(end).choices):
                unknown.append(f"{written(end)} is not in the graph")
        if missing:
            found = [f"{' and '.join(names)}: {words}" for words, names in missing.items()]
            return Verdict("no-such-section", "", "; ".join(found + unknown))
        if unknown and (outcome.iri or outcome.choices):
            return Verdict("not-in-graph", "", "; ".join(unknown))
        return None

    def _is_missing(self, citation: Citation) -> bool:
        outcome = self._settle(citation)
        if outcome.iri:
            ended = standing(self._store, outcome.iri, self._day)
            return not ended and not is_printed(self._store, outcome.iri)
        return not outcome.choices and self._does_not_exist(citation)

    # Names of acts

    def _misnamed(self, citation: Citation) -> str:
        """Say how an act is named in the law, when the text gives it another name."""
        if len(citation.act.split()) < 2:
            return ""
        acts = acts_named(self._store, citation.act, citation.year)
        titles = titles_of(self._store, acts[0]) if len(acts) == 1 else []
        printed = _words(citation.act)
        if not titles or any(_within(printed, _words(title)) for title in titles):
            return ""
        best = max(titles, key=lambda title: _likeness(citation.act, title))
        if _likeness(citation.act, best) < _ALIKE:  # one of several acts that are one public law
            return ""
        laws = ", ".join(spelling(self._store, law) for law in laws_of(self._store, acts[0]))
        return f"the act is named {best}" + f" ({laws})" * bool(laws)

    def _almost(self, citation: Citation) -> Verdict | None:
        """Return the act that has almost the name that no act has."""
        year = citation.year[-4:]
        found = []
        for name, iris in self._index.names.items():
            plain = without_year(name)
            if " " in plain and (not year or year in name or plain == name):
                likeness = _likeness(citation.act, plain)
                if likeness > _ALMOST:
                    iri = min(iris)
                    found.append((likeness, plain == name, "/act/" in iri, iri, name))
        if not found:
            return None
        *_, iri, name = max(found)
        known = min(texts(self._store, iri, "title", "prefLabel"), default=name)
        return Verdict("act-name", iri, f"no act has this name; near it is {known}")

    # Numbers without a law

    def _of_number(self, citation: Citation, paragraph: int, after: str) -> Iterator[Verdict]:
        number = citation.section
        if number in self._cited and not citation.quoted:
            other, line = self._cited[number]
            if iri := self._settle(other._replace(below=citation.below)).iri:
                ended = standing(self._store, iri, self._day)
                words = f"as cited in line {line}" + (f": {ended.words}" if ended else "")
                yield Verdict(ended.kind if ended else "ok", iri, words)
                return
        outcome = self._settle(citation)
        if outcome.iri:
            yield from self._of_entity(citation, outcome)
        elif perhaps := self._of_last_law(citation, paragraph):
            yield perhaps
        elif len(number) == 4 and number.isdigit() and outcome.choices and not citation.last:
            yield from self._of_nickname(outcome.choices, after)
        elif not citation.quoted:
            yield Verdict("unclear", "", _NO_LAW)

    def _of_last_law(self, citation: Citation, paragraph: int) -> Verdict | None:
        """Return the section of the law that was cited before the number in the paragraph."""
        law, at = self._law
        if at != paragraph or citation.quoted:
            return None
        law = law._replace(levels=(), section="", last="", below=(), note=False, onward=False)
        made = law._replace(section=citation.section, last=citation.last, below=citation.below)
        if iri := self._settle(made).iri:
            return Verdict("unclear", iri, f"perhaps {spelling(self._store, iri)}, as before")
        if self._settle(law).iri.startswith(f"{BASE}pl/"):
            return Verdict("unclear", "", f"perhaps {written(made)}, as before; not in the graph")
        return None

    def _of_nickname(self, choices: tuple[str, ...], after: str) -> Iterator[Verdict]:
        laws = [iri for iri in choices if "/program/" not in iri]
        described = self._described(choices, after)
        one = described or (laws[0] if len(laws) == 1 else "")
        ended = standing(self._store, one, self._day) if one else None
        if len(laws) > 1:
            words = "it may be " + "; ".join(map(self._with_standing, laws))
            if described:
                words += f"; by the words that follow, {spelling(self._store, described)}"
            yield Verdict("ambiguous", described, words)
        if ended:
            yield Verdict(ended.kind, one, ended.words)
        elif len(laws) < 2:
            yield Verdict("ok" if one else "unclear", one, "" if one else _NO_LAW)

    def _described(self, choices: tuple[str, ...], after: str) -> str:
        """Return the section that the words after its number describe."""
        following = _words(after)
        for iri in choices:
            for name in texts(self._store, iri, "altLabel", "prefLabel", "heading"):
                words = _words(name)[:5]
                if len(words) < 3 or following[: len(words)] != words:
                    continue
                if "/program/" not in iri:
                    return iri
                links = ("authorizedBy", "formerlyAuthorizedBy")
                rests = {each for link in links for each in objects(self._store, iri, link)}
                found = rests.intersection(choices)
                return found.pop() if len(found) == 1 else ""
        return ""

    def _with_standing(self, iri: str) -> str:
        ended = standing(self._store, iri, self._day)
        about = [law_name(self._store, iri), ended.words if ended else ""]
        more = ", ".join(part for part in about if part)
        return spelling(self._store, iri) + f" ({more})" * bool(more)


def _too_high(citation: Citation) -> bool:
    """Say whether a section of the Code would have a number that is higher than any has."""
    number = citation.section
    return bool(citation.code) and len(number) - len(number.lstrip("0123456789")) > _MOST_DIGITS


def _few(words: str) -> str:
    return words.removeprefix("give one of ")


def _words(text: str) -> list[str]:
    """Return the words of a name as they are compared: no small words, plurals or numbers."""
    words = re.findall(r"[^\W\d_]+", text.replace("’", "'").casefold())
    return [word.removesuffix("s") for word in words if word not in _SMALL]


def _within(short: list[str], long: list[str]) -> bool:
    """Say whether all words of the short name stand in the long one, in the same order."""
    rest = iter(long)
    return all(word in rest for word in short)


def _likeness(name: str, title: str) -> float:
    """Return how like two names are, years aside, from 0 to 1."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name.casefold(), without_year(title).casefold()).ratio()
