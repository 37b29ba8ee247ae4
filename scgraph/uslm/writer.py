"""Say in two graphs what sections say, and at the end what several of them name."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from pyoxigraph import NamedNode

from scgraph.namespaces import BASE, prefixes
from scgraph.uslm.paths import ACTS, Place, place
from scgraph.uslm.reader import Warnings
from scgraph.uslm.section import Credit, Note, Section, heading
from scgraph.uslm.trig import Graph, Value, date, integer, literal, true

__all__ = ["Writer"]


class Writer:
    """
    Take sections as they come, and at the end describe what several of them name.

    Attributes:
        facts: the graph of the release point.
        names: our own graph, with classes and names.
    """

    def __init__(self, release: str) -> None:
        """Take the release point, as Congress and law."""
        table = prefixes()
        nodes: dict[str, NamedNode] = {}
        self.release = release
        self.facts = Graph(f"{BASE}source/uscode-{release}", table, nodes)
        self.names = Graph(f"{BASE}source/scgraph", table, nodes)
        self.described: set[str] = set()
        self.alive: set[str] = set()
        self.later: dict[str, dict[str, set[Value]]] = {}
        self.places: dict[str, Place] = {}
        self.dates: dict[str, Counter[str]] = {}
        self.dated: dict[tuple[str, str], str] = {}
        self.headings: dict[str, str] = {}
        self.former: list[tuple[str, str, str]] = []
        self.codified: dict[str, str] = {}

    def live(self, section: Section) -> None:
        """Remember a section that stands, so that its number is no former one."""
        if section.status == "in-force":
            self.alive.add(section.place.iri)

    def groups(self, groups: Iterable[Element]) -> None:
        """Remember the headings of the groups, which are described if anything stands in them."""
        for group in groups:
            path = group.get("identifier", "")
            if path and path not in self.headings:
                self.headings[path] = heading(group)

    def _name(self, spot: Place) -> None:
        """Give an entity its class and name, once."""
        if spot.iri in self.described:
            return
        self.described.add(spot.iri)
        self.names.say(
            spot.iri,
            {
                "rdf:type": [self.names.term(f"sc:{spot.kind}")],
                "skos:prefLabel": [literal(spot.name, "en")],
            },
        )

    def _refer(self, path: str, warnings: Warnings, where: str, whole: bool = True) -> str:
        """
        Return the IRI of what a path names, and remember to describe it; empty when unreadable.

        With *whole* a part of a section or law stands for the whole.
        """
        if whole:
            steps = path.split("/")
            if path.startswith("/us/usc/") and re.match(r"s[0-9]", "".join(steps[4:5])):
                path = "/".join(steps[:5])
            elif path.startswith(("/us/pl/", "/us/act/")):
                path = "/".join(steps[:5])
        spot = place(path)
        if spot is None:
            warnings.add(f"reference that cannot be read: {path}", where)
            return ""
        self._remember(path, spot)
        return spot.iri

    def _remember(self, path: str, spot: Place) -> None:
        if spot.iri not in self.places:
            self.places[spot.iri] = spot
            more = self.later.setdefault(spot.iri, {})
            more.setdefault("sc:citation", set()).add(literal(spot.citation))
            if path and spot.kind != "Provision" or path.startswith("/us/usc"):
                more.setdefault("sc:uslm", set()).add(literal(path))
            if spot.title:
                title = f"/us/usc/{spot.title}"
                self._add(
                    spot.iri, "sc:inTitle", self.facts.iri(self._refer(title, Warnings(), ""))
                )
            elif spot.parent and (above := place(spot.parent)):
                target = above.iri
                if above.kind in ("PublicLaw", "Act") and spot.parent in ACTS:
                    target = f"{BASE}act/{ACTS[spot.parent][0]}"
                else:
                    self._remember(spot.parent, above)
                self._add(spot.iri, "sc:partOf", self.facts.iri(target))
            if path in self.headings and self.headings[path]:
                self._add(spot.iri, "sc:heading", literal(self.headings[path]))

    def _add(self, iri: str, predicate: str, value: Value) -> None:
        self.later.setdefault(iri, {}).setdefault(predicate, set()).add(value)

    def _law(self, path: str, day: str, warnings: Warnings, where: str) -> str:
        """Return the IRI of the whole law at a path, whose day of enactment is remembered."""
        iri = self._refer(path, warnings, where)
        if iri and day:
            self.dates.setdefault(iri, Counter())[day] += 1
            self.dated.setdefault((iri, day), where)
        return iri

    def section(self, section: Section, group: str, where: str, warnings: Warnings) -> None:
        """Take one section with its subsections and credits."""
        spot, write = section.place, self.facts.iri
        credits = [(self._law(c.law, c.date, warnings, where), c) for c in section.credits]
        enacted, amended = _made_and_amended(credits)
        ended = [iri for iri, c in credits if iri and c.kind == section.status]
        facts: dict[str, Sequence[Value]] = {
            "sc:amendedBy": [write(iri) for iri in amended],
            "sc:citation": [literal(spot.citation)],
            "sc:cites": self._all(section.cites, spot.iri, warnings, where),
            "sc:enactedBy": [write(iri) for iri in enacted],
            "sc:formerCitation": [
                literal(f"{spot.title[1:]} U.S.C. {number}") for number, _ in section.formers
            ],
            "sc:heading": [literal(section.heading)] if section.heading else [],
            "sc:inTitle": [write(self._refer(f"/us/usc/{spot.title}", warnings, where))],
            "sc:lawStatus": [self.facts.ours("law-status", section.status)],
            "sc:notesCite": self._all(section.notes_cite, spot.iri, warnings, where),
            "sc:partOf": self._inner(group, warnings, where),
            "sc:repealedBy": [write(iri) for iri in ended] if section.status == "repealed" else [],
            "sc:standsSince": [date(day) for day in _since(section)],
            "sc:standsUntil": [
                date(c.date) for _, c in credits if c.kind == section.status and c.date
            ][:1],
            "sc:uslm": [literal(section.path)],
        }
        self._name(spot)
        self.facts.say(spot.iri, facts)
        for path, part, title in section.subsections:
            self._name(part)
            self.facts.say(
                part.iri,
                {
                    "sc:citation": [literal(part.citation)],
                    "sc:heading": [literal(title)] if title else [],
                    "sc:partOf": [write(spot.iri)],
                    "sc:uslm": [literal(path)],
                },
            )
        self._credits(spot, credits)
        for number, day in section.formers:
            self.former.append((number, day, section.path))
        if section.host:
            self._host(section.host, spot.iri, warnings, where)
        for note in section.notes:
            self._note(note, spot.iri, warnings, where)

    def _inner(self, group: str, warnings: Warnings, where: str) -> list[Value]:
        if not group or "/" not in group.removeprefix("/us/usc/"):
            return []
        iri = self._refer(group, warnings, where)
        return [self.facts.iri(iri)] if iri else []

    def _all(self, paths: Iterable[str], own: str, warnings: Warnings, where: str) -> list[Value]:
        """Return the entities that the paths name, each once, without their section."""
        found = {
            self._refer(path, warnings, where) for path in paths if not path.startswith("/us/stat/")
        }
        return [self.facts.iri(iri) for iri in found - {"", own}]

    def _credits(self, spot: Place, credits: list[tuple[str, Credit]]) -> None:
        local = spot.iri.removeprefix(f"{BASE}usc/").replace("/s", "-")
        for number, (law, credit) in enumerate(credits, 1):
            self.facts.say(
                f"{BASE}credit/uscode-{self.release}-{local}-{number}",
                {
                    "rdf:type": [self.facts.term("sc:Credit")],
                    "sc:about": [self.facts.iri(spot.iri)],
                    "sc:clause": [literal(credit.clause)] if credit.clause else [],
                    "sc:creditKind": [self.facts.ours("credit-kind", credit.kind)],
                    "sc:enactedBy": [self.facts.iri(law)] if law else [],
                    "sc:order": [integer(number)],
                    "sc:statutesAtLarge": [literal(page) for page in credit.statutes],
                },
            )

    def _host(self, path: str, section: str, warnings: Warnings, where: str) -> None:
        """State where a section of an act is codified, a second one of its number set apart."""
        spot = place(path)
        if spot is None:
            warnings.add(f"section of an act that cannot be read: {path}", where)
            return
        act = path.startswith(tuple(ACTS))
        first = self.codified.setdefault(spot.iri, section) if act else section
        if first != section:
            number = section.rpartition("/s")[2]
            spot = spot._replace(iri=f"{spot.iri}-at-{number}")
            warnings.add(f"the act has two sections of one number: {spot.citation}", where)
        self._remember(path, spot)
        self._add(spot.iri, "sc:codifiedAt", self.facts.iri(section))

    def _note(self, note: Note, host: str, warnings: Warnings, where: str) -> None:
        """Remember an uncodified provision that is printed as a note."""
        iri = self._refer(note.path, warnings, where, whole=False)
        if not iri:
            return
        root = "/".join(note.path.split("/")[:5])
        self._law(root, note.date, warnings, where)
        self._add(iri, "sc:noteTo", self.facts.iri(host))
        if note.heading and iri != self._refer(root, warnings, where):
            self._add(iri, "sc:heading", literal(note.heading))
        for page in note.statutes[:1]:
            self._add(iri, "sc:statutesAtLarge", literal(page))
        for path in note.amended_by:
            self._add(iri, "sc:amendedBy", self.facts.iri(self._refer(path, warnings, where)))
        for target in self._all(note.cites, iri, warnings, where):
            self._add(iri, "sc:cites", target)

    def host_notes(self, groups: tuple[Element, ...], notes: list[Note], cited: set[str]) -> None:
        """Take the notes that a group carries."""
        path = groups[-1].get("identifier", "") if groups else ""
        warnings = Warnings()
        iri = self._refer(path, warnings, "") if path else ""
        if not iri:
            return
        for note in notes:
            self._note(note, iri, warnings, "")
        for target in self._all(cited, iri, warnings, ""):
            self._add(iri, "sc:notesCite", target)

    def finish(self, issued: str, warnings: Warnings) -> None:
        """Describe what was named, and the source: laws, provisions, groups, cited sections."""
        for number, day, path in self.former:
            old = f"{path.rpartition('/s')[0]}/s{number}"
            spot, now = place(old), place(path)
            if spot is None or now is None:
                continue
            if spot.iri in self.alive:
                old, spot = "", _set_apart(spot, now)
            self._remember(old, spot)
            self._add(spot.iri, "sc:renumberedAs", self.facts.iri(now.iri))
            self._add(spot.iri, "sc:lawStatus", self.facts.ours("law-status", "renumbered"))
            if day:
                self._add(spot.iri, "sc:standsUntil", date(day))
        for iri, days in self.dates.items():
            day, *others = sorted(days, key=lambda day: (-days[day], day))
            for other in others:
                law = self.places[iri].citation
                warnings.add(f"{law} is dated {other}, most often {day}", self.dated[iri, other])
            self._add(iri, "sc:notBefore", date(day))
            self._add(iri, "sc:notAfter", date(day))
        for iri in self.later:
            if iri in self.described:
                extra = {k: v for k, v in self.later[iri].items() if k in _OF_OTHERS}
                self.facts.say(iri, extra)
                continue
            self._name(self.places[iri])
            self.facts.say(iri, self.later[iri])
        title = f"United States Code, release point {self.release}"
        self.names.say(
            f"{BASE}source/uscode-{self.release}",
            {
                "rdf:type": [self.names.term("sc:Source")],
                "dcterms:issued": [date(issued)] if issued else [],
                "dcterms:source": [self.names.iri("https://uscode.house.gov/")],
                "dcterms:title": [literal(title, "en")],
                "sc:verified": [true],
            },
        )


def _set_apart(spot: Place, now: Place) -> Place:
    """Return an entity for a number that another section has since been given."""
    new = now.iri.rpartition("/s")[2]
    return spot._replace(
        iri=f"{spot.iri}-renumbered-{new}",
        name=f"{spot.name} (renumbered {new})",
        citation=f"{spot.citation} (renumbered {new})",
    )


# What others say of a section that is written already.
_OF_OTHERS = ("sc:noteTo", "sc:cites", "sc:amendedBy", "sc:statutesAtLarge", "sc:renumberedAs")


def _made_and_amended(credits: list[tuple[str, Credit]]) -> tuple[list[str], list[str]]:
    """Return the laws that made a section, then those that changed it, each once, in order."""
    added = [iri for iri, credit in credits if iri and credit.kind == "added"]
    made = added[:1]
    others = [
        iri for iri, c in credits if iri and c.kind in ("amended", "renumbered", "transferred")
    ]
    return made, [iri for iri in dict.fromkeys(others) if iri not in made]


def _since(section: Section) -> list[str]:
    """Return the day of the law that gave the section its number."""
    renumbered = [c.date for c in section.credits if c.kind == "renumbered" and c.date]
    added = [c.date for c in section.credits if c.kind == "added" and c.date]
    if section.formers and renumbered:
        return renumbered[-1:]
    return added[:1]
