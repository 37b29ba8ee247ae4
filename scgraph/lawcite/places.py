"""Name the IRIs that a citation may mean, the best first; they follow MODEL.md, "IRIs"."""

from collections.abc import Iterator

from scgraph.lawcite.citation import Citation
from scgraph.namespaces import BASE

__all__ = ["Place", "base", "places"]

_SHORT = {
    "division": "d",
    "subtitle": "st",
    "title": "t",
    "chapter": "ch",
    "subchapter": "sch",
    "part": "pt",
    "subpart": "spt",
}
_IN_CODE = ("subtitle", "part", "chapter", "subchapter", "part", "subpart")
_IN_LAW = ("division", "title", "subtitle", "part", "chapter", "subchapter")
_IN_ACT = ("part", "chapter", "subchapter", "title", "subtitle")
_PARTS = ("I", "II", "III", "IV", "V")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


Place = tuple[tuple[str, ...], str]
"""
Spellings of the IRI of a place that a citation may mean, and what of the citation the place is.

The second is such as `section`; empty when it is all that is cited, `=` when it is more. Where the
graph holds several of the IRIs, the citation is ambiguous.
"""


def base(citation: Citation) -> str:
    """Return the IRI of the title or public law a citation names; empty for an act or none."""
    if citation.code:
        return f"{BASE}usc/t{citation.code}"
    if citation.rules:
        return f"{BASE}cfr/t{citation.rules}"
    return f"{BASE}pl/{citation.law}" if citation.law else ""


def places(citation: Citation, root: str) -> list[Place]:
    """
    Return what a citation may mean, from all that is cited to what encloses it.

    A section never gives way to the chapter or the law that holds it.

    Args:
        root: the IRI of the Code title, CFR title, public law or act.
    """
    if citation.rules:
        return _of_rules(citation, root)
    if citation.section:
        return list(_of_section(citation, root))
    if citation.levels:
        return _of_group(citation, root)
    return [((root,), "")]


def _of_rules(citation: Citation, root: str) -> list[Place]:
    if not citation.section:
        return [((root,), "")]
    if citation.last:
        return [((f"{root}/p{citation.section}-{citation.last}",), "")]
    part = citation.section.partition(".")[0]
    found: list[Place] = [((f"{root}/p{citation.section}",), "")]
    return found if part == citation.section else [*found, ((f"{root}/p{part}",), "part")]


def _of_section(citation: Citation, root: str) -> Iterator[Place]:
    below = citation.below
    for depth in range(len(below), -1, -1):
        tails = _tails(below[:depth])
        level = "" if depth == len(below) else f"subsection ({')('.join(below[:depth])})"
        if level and not depth:
            level = "section"
        for heads in _heads(citation, root):
            yield (tuple(f"{head}{tail}" for head in heads for tail in tails), level)


def _heads(citation: Citation, root: str) -> list[tuple[str, ...]]:
    """Return the spellings of the section's own IRI, in two groups, the likelier first."""
    numbers = _cased(citation.section)
    plain = tuple(f"{root}/s{number}" for number in numbers)
    if not citation.law and "/pl/" not in root:
        return [plain, ()]
    levels = dict(citation.levels)
    division, title = levels.get("division", "").upper(), _value(levels.get("title", ""))
    if not division:
        twice = [letter * 2 for letter in _LETTERS]
        every = [*_LETTERS, *twice]
        return [plain, tuple(f"{root}/sd{d}_{number}" for number in numbers for d in every)]
    within = tuple(f"{root}/sd{division}_{number}" for number in numbers)
    if not title:
        return [within, plain]
    digits = citation.section.rstrip(_LETTERS + _LETTERS.lower())
    number = int(digits) if digits.isdigit() else 0
    fits = number // 100 == title and (title >= 10 or division == "A")
    return [plain, ()] if fits else [within, ()]


def _of_group(citation: Citation, root: str) -> list[Place]:
    levels = dict(citation.levels)
    kind = root.removeprefix(BASE).partition("/")[0]
    order: tuple[str, ...] = {"usc": _IN_CODE, "pl": _IN_LAW}.get(kind, _IN_ACT)
    if kind == "usc" and "chapter" in levels:
        order = order[2:]
    steps: list[tuple[str, str]] = []
    for word in order:
        if word in levels and word not in dict(steps):
            steps.append((word, levels[word]))
    found: list[Place] = []
    for depth in range(len(steps), 0, -1):
        name = "_".join(_SHORT[word] + number.upper() for word, number in steps[:depth])
        level = "" if depth == len(steps) else steps[depth - 1][0]
        found.append(((f"{root}/s{name}",), level))
    if kind == "act" and "part" not in levels and "chapter" in levels:
        name = found[0][0][0].removeprefix(f"{root}/s")
        found.insert(1, (tuple(f"{root}/spt{part}_{name}" for part in _PARTS), "="))
    if citation.law:
        found.append(((root,), "law"))
    return found


def _cased(number: str) -> list[str]:
    """Return a number with the letters after its digits as written, and in either case."""
    head, dash, tail = number.partition("-")
    digits = head.rstrip(_LETTERS + _LETTERS.lower())
    letters = head[len(digits) :]
    forms = dict.fromkeys((letters, letters.upper(), letters.lower()))
    return [digits + form + dash + tail.lower() for form in forms]


def _tails(below: tuple[str, ...]) -> list[str]:
    """Return the levels under a section as written, then in the case that is usual for each."""
    written = "".join(f"_{level}" for level in below)
    usual = ""
    depth = 0 if below and not below[0][0].isdigit() else 1
    for level in below:
        cased = (level.lower(), level, level.upper(), level.lower(), level.upper())
        usual += f"_{cased[min(depth, 4)]}"
        depth += 1
    return list(dict.fromkeys((written, usual)))


def _value(roman: str) -> int:
    """Return the value of a number in Roman or Arabic figures; 0 when it is neither."""
    if roman.isdigit():
        return int(roman)
    values = [_ROMAN.get(letter, 0) for letter in roman.upper()]
    if not all(values):
        return 0
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=False))
