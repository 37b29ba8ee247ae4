"""Turn USLM paths into the IRIs, names and citations of this graph."""

import re
from typing import NamedTuple

from scgraph.namespaces import BASE

__all__ = ["ACTS", "Place", "spelled", "order", "place", "provision"]


class Place(NamedTuple):
    """
    What a path names: its IRI, class, name, citation, and the place it stands in.

    `title` is the Code title as in `t22` for what stands directly in one, else empty; `parent` is
    the path of the place that contains it, else empty.
    """

    iri: str
    kind: str
    name: str
    citation: str
    parent: str
    title: str


# The acts that the field cites by their own section numbers, by the law that made them.
ACTS = {
    "/us/pl/87/195": ("faa", "Foreign Assistance Act", "FAA"),
    "/us/pl/90/629": ("aeca", "Arms Export Control Act", "AECA"),
    "/us/pl/102/511": ("freedom", "FREEDOM Support Act", "FREEDOM Support Act"),
}
_GROUPS = (
    ("st", "subtitle"),
    ("spt", "subpart"),
    ("sch", "subchapter"),
    ("ch", "chapter"),
    ("pt", "part"),
    ("art", "article"),
    ("d", "division"),
    ("t", "title"),
)
_SECTION = re.compile(r"[0-9]+[A-Za-z]*(?:-[0-9A-Za-z]+)*")
_LEVEL = re.compile(r"[0-9A-Za-z-]+")
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500}


def order(number: str) -> tuple[int, int, str, tuple[tuple[int, str], ...]]:
    """
    Return a key that sorts section numbers as the Code does: 2349aa, 2349aa-2, 2349aa-10.

    Small and capital letters are one, for a citation may have either.
    """
    head, *rest = number.lower().split("-")
    letters = head.lstrip("0123456789")
    return _digits(head), len(letters), letters, tuple((_digits(part), part) for part in rest)


def _digits(text: str) -> int:
    """Return the number with which a text begins, 0 where it begins with none."""
    return int(text[: len(text) - len(text.lstrip("0123456789"))] or 0)


def _group(step: str) -> tuple[str, str] | None:
    """Return the word and number of a step that is a group, such as `schV`."""
    for short, word in _GROUPS:
        number = step.removeprefix(short)
        if number != step and re.fullmatch(
            r"[0-9]+[A-Z]*(-[0-9A-Z]+)?|[IVXLCDM]+[A-Z]?|[A-Z]{1,3}", number
        ):
            return word, number
    return None


def place(path: str) -> Place | None:
    """Return what a USLM path of the Code, a public law or an act names; None when unreadable."""
    steps = path.replace("–", "-").replace("—", "-").rstrip("/").split("/")[1:]
    if len(steps) < 3 or steps[0] != "us":
        return None
    if steps[1] == "usc":
        return _code(steps, path)
    if steps[1] in ("pl", "act") and len(steps) >= 4:
        return _law(steps)
    return None


def _code(steps: list[str], path: str) -> Place | None:
    title = steps[2].removeprefix("t")
    if not re.fullmatch(r"[0-9]+[A-Z]?", title):
        return None
    root = f"{BASE}usc/t{title}"
    if len(steps) == 3:
        name = f"Title {title} of the United States Code"
        return Place(root, "CodeTitle", name, f"{title} U.S.C.", "", "")
    if steps[3].startswith("s") and _SECTION.fullmatch(steps[3][1:]):
        levels = [steps[3][1:], *steps[4:]]
        if not all(map(_LEVEL.fullmatch, levels)):
            return None
        printed = levels[0] + "".join(f"({level})" for level in levels[1:])
        parent = path.rsplit("/", 1)[0] if len(levels) > 1 else ""
        return Place(
            f"{root}/s{'_'.join(levels)}",
            "CodeSection",
            f"Title {title}, section {printed}",
            f"{title} U.S.C. {printed}",
            parent,
            "" if parent else f"t{title}",
        )
    groups = [_group(step) for step in steps[3:]]
    if None in groups:
        return None
    # A chapter's number runs through its title, so what stands above it is left out of the IRI.
    chapters = [i for i, group in enumerate(groups) if group and group[0] == "chapter"]
    first = chapters[0] if chapters else 0
    words = [f"{word} {number}" for word, number in filter(None, groups[first:])]
    parent = path.rsplit("/", 1)[0] if len(groups) > 1 else ""
    return Place(
        f"{root}/s{'_'.join(steps[3 + first :])}",
        "CodeGroup",
        ", ".join([f"Title {title}", *words]),
        f"{title} U.S.C. {', '.join(words)}",
        parent,
        "" if parent else f"t{title}",
    )


def _value(roman: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in roman]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _runs_on(steps: list[str], number: str) -> bool:
    """
    Say whether a section's number shows that numbering does not restart in each division.

    So it is when the hundreds are the number of its title, as in a defense authorization act: title
    XII has sections 1201 to 1299. Titles I to IX are counted so only in division A.
    """
    titles = [step[1:] for step in steps if re.fullmatch(r"t[IVXLCD]+", step)]
    digits = re.match(r"[0-9]+", number)
    if not titles or not digits or int(digits[0]) // 100 != _value(titles[-1]):
        return False
    return _value(titles[-1]) >= 10 or "dA" in steps


def _law(steps: list[str]) -> Place | None:
    if steps[1] == "pl":
        law = f"{steps[2]}-{steps[3]}"
        iri, name, cited = f"{BASE}pl/{law}", f"Public Law {law}", f"P.L. {law}"
        kind, base = "PublicLaw", f"{BASE}pl/{law}/s"
    else:
        date, chapter = steps[2], steps[3].removeprefix("ch")
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date):
            return None
        name = f"Act of {spelled(date)}, chapter {chapter}"
        iri, cited = f"{BASE}act/{date}-ch{chapter}", f"Act of {spelled(date)}, ch. {chapter}"
        kind, base = "Act", f"{BASE}act/{date}-ch{chapter}/s"
    if not re.fullmatch(r"[0-9]+-[0-9]+", iri.rsplit("/", 1)[1]) and steps[1] == "pl":
        return None
    root = "/us/" + "/".join(steps[1:4])
    if len(steps) == 4:
        return Place(iri, kind, name, cited, "", "")
    short = cited
    if root in ACTS:
        act, name, short = ACTS[root]
        base = f"{BASE}act/{act}/s"
    return _provision(steps[4:], base, name, short, root)


def _provision(steps: list[str], base: str, name: str, short: str, root: str) -> Place | None:
    at = next((i for i, s in enumerate(steps) if s[:1] == "s" and _SECTION.fullmatch(s[1:])), None)
    groups = [_group(step) for step in steps[:at]]
    if None in groups:
        return None
    if at is None:
        words = [f"{word} {number}" for word, number in filter(None, groups)]
        parent = "/".join([root, *steps[:-1]])
        cited = f"{', '.join(words)}, {short}"
        local = "_".join(steps)
        return Place(
            base + local, "Provision", f"{name}, {', '.join(words)}", _upper(cited), parent, ""
        )
    levels = [steps[at][1:], *steps[at + 1 :]]
    if not all(map(_LEVEL.fullmatch, levels)):
        return None
    division = next((s for s in steps[:at] if re.fullmatch(r"d[A-Z]{1,2}", s)), "")
    kept = "" if not division or _runs_on(steps[:at], levels[0]) else division
    printed = levels[0] + "".join(f"({level})" for level in levels[1:])
    within = f"division {kept[1:]}, " if kept else ""
    parent = root if len(levels) == 1 else "/".join([root, *steps[:-1]])
    return Place(
        base + (f"{kept}_" if kept else "") + "_".join(levels),
        "Provision",
        f"{name}, {within}section {printed}",
        f"Section {printed}, {within}{short}",
        parent,
        "",
    )


def provision(path: str, number: str) -> str:
    """Return the path of a numbered section of the law at *path*, with `(a)(1)` made steps."""
    root = "/".join(path.split("/")[:5])
    levels = re.sub(r"\(([0-9A-Za-z]+)\)", r"/\1", number.replace("–", "-"))
    return f"{root}/s{levels}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def spelled(date: str) -> str:
    """Return an ISO date as the field writes it: 1961-09-04 is September 4, 1961."""
    year, month, day = date.split("-")
    if not 1 <= int(month) <= 12:
        return date
    return f"{_MONTHS[int(month) - 1]} {int(day)}, {year}"
