"""Read a legal citation as a person types it and name the IRIs it may mean."""

import re

from scgraph.namespaces import BASE

__all__ = ["iris"]

_ACTS = {
    "foreign assistance act": "faa",
    "arms export control act": "aeca",
    "armed export control act": "aeca",
    "freedom support act": "freedom",
}
_YEARS = (" of 1961", " of 1976")
_WORDS = {
    "faa": "act",
    "aeca": "act",
    "freedom": "act",
    "usc": "usc",
    "pl": "pl",
    "title": "title",
    "part": "part",
    "pt": "part",
    **dict.fromkeys(("chapter", "ch"), "chapter"),
    **dict.fromkeys(("section", "sections", "sec", "secs", "s"), "section"),
}
_SKIPPED = {"of", "the", "no", "code"}
_ORDER = ("title", "part", "chapter", "section", "law")
_LAWS = (
    ("u. s. c.", "usc"),
    ("united states code", "usc"),
    ("u.s.c.", "usc"),
    ("u.s.c", "usc"),
    ("u.s. code", "usc"),
    ("us code", "usc"),
)
_PUBLIC = (
    ("public law", "pl"),
    ("pub.l.", "pl"),
    ("pub. l.", "pl"),
    ("p. l.", "pl"),
    ("p.l.", "pl"),
)


def _words(text: str) -> list[str]:
    """Return the words with names of acts and of the Code made one word each, case kept."""
    text = text.replace("§§", "§").replace("§", " section ").replace(",", " ").replace("–", "-")
    lower = text.casefold()
    for names in (_ACTS.items(), ((year, "") for year in _YEARS), _LAWS, _PUBLIC):
        for name, short in names:
            while (place := lower.find(name)) >= 0:
                text = f"{text[:place]} {short} {text[place + len(name) :]}"
                lower = text.casefold()
    text = re.sub(r"\s+\((?=\w+\))", "(", text)
    return [word for word in text.split() if word.casefold().strip(".") not in _SKIPPED]


def _parts(text: str) -> dict[str, str] | None:
    """Return act, title, part, chapter, section or law number; None when a word fits nowhere."""
    found: dict[str, str] = {}
    awaited = loose = ""
    for word in _words(text):
        plain = word.casefold().strip(".")
        role = _WORDS.get(plain)
        if awaited:
            found[awaited], awaited = word.strip("."), ""
        elif role == "act" and "act" not in found:
            found["act"] = plain
        elif role == "usc" and "usc" not in found:
            found["usc"] = plain
            if loose and "title" not in found:
                found["title"], loose = loose, ""
        elif role == "pl":
            awaited = "law"
        elif role in _ORDER and role not in found:
            awaited = role
        elif plain[:1].isdigit() and not loose:
            loose = word.strip(".")
        else:
            return None
    if loose:
        if "section" in found or "chapter" in found or not ("act" in found or "usc" in found):
            return None
        found["section"] = loose
    return None if awaited else found


def _variants(number: str) -> set[str]:
    """Return the number with the letters after its digits as typed and in both cases."""
    number = re.sub(r"\((\w+)\)", r"_\1", number)
    digits = len(number) - len(number.lstrip("0123456789"))
    letters = number[digits:].partition("_")[0].partition("-")[0]
    head, tail = number[:digits], number[digits + len(letters) :]
    return {head + case + tail for case in (letters, letters.upper(), letters.lower())}


def iris(text: str) -> list[str]:
    """Return the IRIs that *text* may cite, sorted; empty when it is no citation."""
    found = _parts(text)
    if not found:
        return []
    number = found.get("section", "")
    chapter, part = found.get("chapter", "").lower(), found.get("part", "").upper()
    group = (f"spt{part}_ch{chapter}" if part else f"sch{chapter}") if chapter else ""
    if "law" in found:
        return [BASE + "pl/" + found["law"]]
    if "act" in found:
        base = f"{BASE}act/{found['act']}/"
        if number:
            return sorted(f"{base}s{variant}" for variant in _variants(number))
        return [base + group] if group else []
    if "title" in found:
        base = f"{BASE}usc/t{found['title']}"
        if number:
            return sorted(f"{base}/s{variant}" for variant in _variants(number))
        return [f"{base}/{group}" if group else base]
    return []
