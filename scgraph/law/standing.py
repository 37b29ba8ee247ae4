"""Say how a provision stands in the law on a day: whether it holds, or what became of it."""

from datetime import date, timedelta
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.law.spelling import said, spelling
from scgraph.law.triples import is_doubted, objects, subjects, texts
from scgraph.namespaces import BASE

__all__ = ["Standing", "standing"]


class Standing(NamedTuple):
    """What became of a provision: `repealed`, `expired`, `renumbered`, ..., and that in words."""

    kind: str
    words: str


def standing(store: ox.Store, iri: str, day: str) -> Standing | None:
    """
    Return what became of a provision by a day; None where it holds, as far as the graph knows.

    A part ends with its section, and the section of an act with the section of the Code that it is.

    Args:
        day: YYYY-MM-DD.
    """
    if found := _own(store, iri, day):
        return found
    law, _, local = iri.rpartition("/s")
    if "_" in local:
        for parent in objects(store, iri, "partOf"):
            if parent.startswith(f"{law}/s") and (found := standing(store, parent, day)):
                return Standing(found.kind, f"{spelling(store, parent)}: {found.words}")
    ended = [(code, _own(store, code, day)) for code in objects(store, iri, "codifiedAt")]
    if ended and all(each for _, each in ended):
        code, found = ended[0]
        assert found is not None
        return Standing(found.kind, f"{said(store, code)}: {found.words}")
    return None


def _own(store: ox.Store, iri: str, day: str) -> Standing | None:
    statuses = {
        each.removeprefix(f"{BASE}law-status/") for each in objects(store, iri, "lawStatus")
    }
    holds = max(texts(store, iri, "inForceUntil"), default="")
    stands = max(texts(store, iri, "standsUntil"), default="")
    if (holds or stands) > day or ("in-force" in statuses and not holds):
        return None
    on = f" on {stands or holds}" if stands or holds else ""
    now = ", ".join(said(store, each) for each in objects(store, iri, "renumberedAs"))
    now = f", now {now}" * bool(now)
    if "transferred" in statuses:
        return Standing("transferred", f"transferred{on}{now}")
    if "renumbered" in statuses or (now and "in-force" not in statuses):
        return Standing("renumbered", f"renumbered{on}{now}")
    after = ", ".join(spelling(store, each) for each in sorted(subjects(store, "succeeds", iri)))
    after = f"; succeeded by {after}" * bool(after)
    laws = objects(store, iri, "repealedBy")
    if "repealed" in statuses or laws:
        by = f" by {', '.join(spelling(store, law) for law in laws)}" * bool(laws)
        doubt = " (not verified)" * is_doubted(store, iri, "repealedBy", "standsUntil")
        effect = f", with effect from {holds}" if holds and stands and holds != stands else ""
        return Standing("repealed", f"repealed{on}{by}{effect}{doubt}{after}")
    if holds or "expired" in statuses:
        last = f" on {date.fromisoformat(holds) - timedelta(1)}" if holds else ""
        return Standing("expired", f"expired{last}{after}")
    if "omitted" in statuses:
        return Standing("omitted", f"omitted from the Code{on}{after}")
    return None
