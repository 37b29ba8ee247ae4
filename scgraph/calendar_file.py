"""Write what lapses as an iCalendar file (RFC 5545): an event on the last day of each provision."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from icalendar import Calendar, Event

from scgraph.answers import Answer
from scgraph.errors import ScgraphError
from scgraph.namespaces import BASE

__all__ = ["Lapse", "lapses", "to_ics"]

_HOST = "w3id.org"


class Lapse(NamedTuple):
    """
    The last day of a provision.

    Attributes:
        day: the last day on which it holds.
        iri: the provision.
        citation: its customary citation, else its label.
        heading: its heading, or the empty text.
        programs: labels of the programs that rest on it, sorted.
        sources: IRIs of the sources that give the day, sorted.
    """

    day: date
    iri: str
    citation: str
    heading: str
    programs: tuple[str, ...]
    sources: tuple[str, ...]


def lapses(answer: Answer) -> list[Lapse]:
    """
    Gather the rows of the canned query `expiring`, one for each provision and last day.

    Sorted by day and IRI.
    """
    gathered: dict[tuple[date, str], list[dict[str, str]]] = {}
    for row in answer:
        cells = {name: str(value) for name, value in row._asdict().items() if value is not None}
        gathered.setdefault((row.lastDay, str(row.authority)), []).append(cells)
    found = []
    for (day, iri), rows in sorted(gathered.items()):
        programs = {row["programLabel"] for row in rows if "programLabel" in row}
        found.append(
            Lapse(
                day,
                iri,
                rows[0]["citation"],
                rows[0].get("heading", ""),
                tuple(sorted(programs)),
                tuple(sorted({row["source"] for row in rows})),
            )
        )
    return found


def to_ics(found: Iterable[Lapse], stamp: date, name_source: Callable[[str], str] = str) -> bytes:
    """
    Return an iCalendar file with an all-day event for each last day.

    The UID of an event comes from the IRI of its provision, so that a calendar that reads a later
    file moves the event when the law is extended. Where sources differ on the day of one provision,
    each day has an event, whose UID holds the day as well.

    Args:
        found: at least one, since RFC 5545 (section 3.6) knows no calendar without a component.
        stamp: the day of the edition of the law, which becomes DTSTAMP: two runs agree.
        name_source: the words for the IRI of a source.

    Raises:
        ScgraphError: *found* is empty.
    """
    events = list(found)
    if not events:
        raise ScgraphError("nothing lapses, and a calendar cannot be empty", mend="widen the span")
    several = {one.iri for one in events if sum(other.iri == one.iri for other in events) > 1}
    calendar = Calendar()
    calendar.add("prodid", "-//scgraph//What lapses//EN")
    calendar.add("version", "2.0")
    for one in events:
        name = one.iri.removeprefix(BASE) + (f"/{one.day}" if one.iri in several else "")
        event = Event()
        event.add("uid", f"{name}@{_HOST}")
        event.add("dtstamp", datetime.combine(stamp, time(), UTC))
        event.add("dtstart", one.day)
        event.add("summary", f"Last day of {one.citation}")
        event.add("description", _description(one, name_source))
        event.add("url", one.iri)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _description(one: Lapse, name_source: Callable[[str], str]) -> str:
    lines = [f"{one.citation}: {one.heading}" if one.heading else one.citation]
    lines += [f"Program: {label}" for label in one.programs]
    lines += [f"Source: {name_source(source)}" for source in one.sources]
    return "\n".join(lines)
