"""Pull out of the chapter, by regular expression, what a graph of it must hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = (
    "January February March April May June July August September October November December".split()
)
NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "twenty-five": 25,
    "seventy-five thousand": 75_000,
}
MONTH = "|".join(MONTHS)
WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
UNITS = "fiscal years|years|year|troops|states|territories|countries|accounts|percent|decades"


@dataclass(frozen=True)
class Item:
    """One thing found: its kind, its words, and the line (from 1) where it begins."""

    kind: str
    text: str
    line: int


PATTERNS = (
    ("amount", r"\$\d[\d,.]*\d?\s+(?:million|billion)"),
    ("percentage", r"\d+\s+to\s+\d+\s+percent|\d+\s+percent"),
    ("number", rf"(?<![\w.-])(?:{WORDS}|\d+)[\s-]+(?:\w+\s+)?(?:{UNITS})\b"),
    ("fiscal year", r"\bFYs?\s+\d{4}(?:\s*[–-]\s*\d{4})?"),
    ("date", rf"\b\d{{1,2}}\s+(?:{MONTH})\s+\d{{4}}|\b(?:{MONTH})\s+\d{{4}}"),
    ("year", r"\b(?:in|In|of|the)\s+(?:19|20)\d{2}\b"),
    ("section", r"\b[Ss]ections?\s+\d+\w*(?:\(\w+\))*(?:\s+and\s+\d+\w*(?:\(\w+\))*)?"),
    ("chapter", r"\b[Cc]hapters?\s+\d+(?:\s+and\s+\d+)?"),
    ("code", r"\b\d+\s+U\.?S\.?C\.?\s+\d+|\b\d+\s+CFR\s+\d+(?:-\d+)?"),
    ("title", r"\b[Tt]itle\s+\d+"),
    ("public law", r"\bP\.\s?L\.\s?\d+-\d+"),
    (
        "directive",
        r"\bDOD[DI]\s+\d+\.\d+|\bDirective\s+\d+\.\d+|\bFM\s+\d+-[\d.]*\d|\bJoint Pub\s+\d+-\d+|"
        r"\bPPD[\s-]+\d+|\bInstruction\s+\d+\.\d+",
    ),
    ("list entry", r"(?<=• )\d{3}\b|“\d{4}”"),
    ("acronym", r"\((?!FY)[A-Z][A-Za-z&/-]*[A-Z][A-Za-z&/-]*s?\)"),
)


def extract(lines: list[str]) -> Iterator[Item]:
    """Yield every item of the text in the order of the patterns, then of the text."""
    starts, text = [], ""
    for line in lines:
        starts.append(len(text))
        text += line + "\n"

    def line_of(place: int) -> int:
        return sum(start <= place for start in starts)

    for kind, pattern in PATTERNS:
        for found in re.finditer(pattern, text):
            yield Item(kind, " ".join(found[0].split()), line_of(found.start()))


def _amount(text: str) -> list[str]:
    number, word = text[1:].split()
    value = float(number.replace(",", "")) * {"million": 10**6, "billion": 10**9}[word]
    return [f"={value:.0f}"]


def _date(text: str) -> list[str]:
    *day, month, year = text.split()
    stem = f"{year}-{MONTHS.index(month) + 1:02}-"
    return [f"={stem}{int(day[0]):02}" if day else f"={stem}"]


def _number(text: str) -> list[str]:
    for word, value in sorted(NUMBERS.items(), key=lambda pair: -len(pair[0])):
        if text.startswith(word):
            return [f"={value}"]
    return [f"={value}" for value in re.findall(r"\d+", text)]


def _identifiers(text: str) -> list[str]:
    return re.findall(r"\d+\w*(?:\(\w+\))*(?:[-.]\d+)*", text)


def wanted(item: Item) -> list[str]:
    """
    Return what a graph must hold for the item: texts, each to be found in one term.

    A text that begins with `=` must be the whole value of a literal.
    """
    if item.kind == "amount":
        return _amount(item.text)
    if item.kind == "date":
        return _date(item.text)
    if item.kind in ("percentage", "number"):
        return _number(item.text)
    if item.kind == "fiscal year":
        return re.findall(r"\d{4}", item.text)
    if item.kind == "year":
        return [item.text[-4:]]
    if item.kind == "acronym":
        return [item.text[1:-1]]
    if item.kind == "list entry":
        return [item.text.strip("“”")]
    return _identifiers(item.text)


def holds(terms: list[str], want: str) -> bool:
    """Say whether one term of a graph (a value, label, citation or IRI) holds the text."""
    if want.startswith("="):
        return any(_same(term, want[1:]) for term in terms)
    forms = {want, re.sub(r"\((\w+)\)", r"_\1", want), want.removesuffix("s"), want.lower()}
    pattern = "|".join(rf"(?<![A-Za-z0-9]){re.escape(form)}(?![A-Za-z0-9])" for form in forms)
    if want[0].isdigit():
        forms |= {re.sub(r"\W", "-", want)}
        pattern = "|".join(rf"(?<!\d){re.escape(form)}(?!\d)" for form in forms)
    return any(re.search(pattern, term) for term in terms)


def _same(term: str, want: str) -> bool:
    try:
        return float(term) == float(want)
    except ValueError:
        return term.startswith(want)
