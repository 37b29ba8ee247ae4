"""Find the act or public law that goes by a name, in the graph's own labels."""

from collections.abc import Iterator
from functools import cached_property

import pyoxigraph as ox

from scgraph.law.triples import node, objects, subjects, texts
from scgraph.namespaces import BASE, SC

__all__ = ["ActIndex", "acts_named", "laws_of", "titles_of", "without_year"]

_LABELS = ("altLabel", "prefLabel", "title")


def acts_named(store: ox.Store, name: str, year: str = "") -> list[str]:
    """
    Return the IRIs of the acts and public laws that go by a name, acts first.

    The name is looked up as it is written, then without regard to capitals. With a year, only what
    goes by name and year together is returned, or an act that is known by no other year. Without
    one, it may be the name of an act less its year.

    Args:
        year: 1961, or FY2016 where a fiscal year is meant.
    """
    forms = list(_with_year(name, year))
    if found := _exact(store, forms) or _exact(store, [form.upper() for form in forms]):
        return found
    if not year and (found := _exact(store, [f"{name}s"])):
        return found
    index = ActIndex(store)
    if found := index.named(forms):
        return found
    if not year:
        return index.of_any_year(name)
    return [iri for iri in index.named([name]) if index.may_be_of(iri, year)]


def _with_year(name: str, year: str) -> Iterator[str]:
    """Yield a name with a year in each way that it is written."""
    if not year:
        yield name
        return
    plain = year.removeprefix("FY")
    if plain != year or name.isupper():
        yield f"{name} FY{plain}"
    yield f"{name} for Fiscal Year {plain}"
    yield f"{name}, {plain}"
    if plain == year:
        yield f"{name} of {plain}"
    yield from (f"FY {plain} {name}", f"FY{plain} {name}", f"{plain} {name}", f"{name} {plain}")


def _exact(store: ox.Store, names: list[str]) -> list[str]:
    """Return the acts that have the first of *names* that any has, to the letter."""
    for name in names:
        found = {
            iri
            for literal in (ox.Literal(name, language="en"), ox.Literal(name))
            for label in _LABELS
            for iri in subjects(store, label, literal)
            if _is_whole_law(iri)
        }
        if found:
            return sorted(found)
    return []


def _is_whole_law(iri: str) -> bool:
    """Say whether an IRI is that of an act or public law, not of a part of one."""
    kind, _, name = iri.removeprefix(BASE).partition("/")
    return kind in ("act", "pl") and "/" not in name


def laws_of(store: ox.Store, act: str) -> list[str]:
    """Return the public laws that an act is, by its links and by its citation, sorted."""
    if act.startswith(f"{BASE}pl/"):
        return [act]
    links = ("enactedBy", "sameMatterAs", "partOf")
    found = {iri for link in links for iri in objects(store, act, link)}
    found.update(subjects(store, "sameMatterAs", act))
    for text in texts(store, act, "citation"):
        if text.startswith("P.L. "):
            found.add(f"{BASE}pl/{text.split()[1].rstrip(',')}")
    laws = [iri.removeprefix(f"{BASE}pl/") for iri in found if iri.startswith(f"{BASE}pl/")]
    return sorted({f"{BASE}pl/{law.partition('/')[0]}" for law in laws})


def titles_of(store: ox.Store, act: str) -> list[str]:
    """
    Return the names that an act has in the law, sorted.

    They are its titles and those of the law it is, and the names that sources of the law layer give
    it; where there is none, our own name for it.
    """
    found = {
        quad.object.value
        for iri in (act, *laws_of(store, act))
        for label in ("title", "altLabel")
        for quad in store.quads_for_pattern(ox.NamedNode(iri), node(label), None, None)
        if isinstance(quad.graph_name, ox.NamedNode)
        and quad.graph_name.value.startswith(BASE + "source/")
        and isinstance(quad.object, ox.Literal)
    }
    spelled = {name for name in found if " Act" in name}
    return sorted(spelled or texts(store, act, "prefLabel"))


class ActIndex:
    """The names of all acts and public laws of a store, without regard to capitals."""

    def __init__(self, store: ox.Store) -> None:
        """Keep the store; the names are read when they are first asked for."""
        self.store = store

    @cached_property
    def names(self) -> dict[str, set[str]]:
        """Return each name, in small letters, to the IRIs that go by it."""
        found: dict[str, set[str]] = {}
        for kind in ("Act", "ActSeries", "PublicLaw"):
            for iri in subjects(self.store, "type", SC + kind):
                for label in texts(self.store, iri, *_LABELS):
                    found.setdefault(_folded(label), set()).add(iri)
        return found

    def named(self, forms: list[str]) -> list[str]:
        """Return what goes by the first of the names by which anything goes, sorted."""
        for form in forms:
            if found := self.names.get(_folded(form)):
                return sorted(found)
        return []

    def of_any_year(self, name: str) -> list[str]:
        """Return the acts that go by a name and a year, sorted."""
        wanted = _folded(name)
        found = (iris for each, iris in self.names.items() if without_year(each) == wanted)
        return sorted({iri for iris in found for iri in iris})

    def may_be_of(self, iri: str, year: str) -> bool:
        """Say whether a single act may be of a year: it is, or no name of it has another."""
        if SC + "ActSeries" in objects(self.store, iri, "type"):
            return False
        words = " ".join(texts(self.store, iri, *_LABELS)).split()
        years = {word.strip("(),.")[-4:] for word in words}
        years = {text for text in years if text.isdigit() and len(text) == 4}
        return not years or year[-4:] in years


def without_year(name: str) -> str:
    """Return the name of an act less its year: `, 2021`, `of 1961`, `for Fiscal Year 2016`."""
    import re

    year = r",? ?(?:\b(?:of|for) )?(?:FY ?|fiscal year )?\b(?:19|20)\d\d ?"
    return " ".join(re.sub(year, " ", name, flags=re.IGNORECASE).split())


def _folded(name: str) -> str:
    plain = " ".join(name.replace("’", "'").casefold().split())
    return plain.removeprefix("the ")
