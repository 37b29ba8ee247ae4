"""Take what a section's element states: its names, credit, references and notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from scgraph.uslm.paths import ACTS, Place, place, provision
from scgraph.uslm.reader import Warnings

__all__ = ["Credit", "Note", "Section", "group_notes", "heading", "read_section"]

_LEVELS = ("subsection", "paragraph")
_LAW = ("/us/pl/", "/us/act/")
_STATUSES = {
    "repealed": "repealed",
    "renumbered": "renumbered",
    "transferred": "transferred",
    "omitted": "omitted",
    "expired": "expired",
    "terminated": "expired",
    "reserved": "reserved",
    "vacant": "reserved",
}
# Titles enacted as law themselves (1 U.S.C. 204 note): in the others the credit names the act that
# a section is part of.
_POSITIVE = frozenset(
    "1 3 4 5 9 10 11 13 14 17 18 23 28 31 32 34 35 36 37 38 39 40 41 44 46 49 51 54".split()
)
_NUMBER = r"([0-9]+[A-Za-z]*(?:[–-][0-9]+[A-Za-z]*)*)"


@dataclass
class Credit:
    """One law of a source credit: path, clause, kind, date and Statutes at Large."""

    law: str
    clause: str
    kind: str
    date: str
    statutes: list[str]
    number: str = ""


@dataclass
class Note:
    """One uncodified provision printed as a note: its path, heading, date, amendments and cites."""

    path: str
    heading: str
    date: str
    statutes: list[str]
    amended_by: list[str]
    cites: set[str] = field(default_factory=set)


@dataclass
class Section:
    """What one section states."""

    place: Place
    path: str
    heading: str
    status: str
    subsections: list[tuple[str, Place, str]]
    credits: list[Credit]
    cites: set[str]
    notes_cite: set[str]
    notes: list[Note]
    host: str
    formers: list[tuple[str, str]]


def words(element: Element) -> str:
    """Return the text of an element without footnotes and their marks, white space made single."""
    return " ".join("".join(_strings(element)).split())


def _strings(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in ("note", "sup") and child.get("class") != "footnoteRef":
            yield from _strings(child)
        yield child.tail or ""


def heading(element: Element) -> str:
    """Return the words of an element's heading, without the dash or stop that ends it."""
    found = element.find("heading")
    if found is None:
        return ""
    text = words(found).replace(" .—", ".—")
    return re.sub(r"[\s.—:]+$", "", re.sub(r"^\[|\]$", "", text)) or ""


def read_section(element: Element, where: str, warnings: Warnings) -> list[Section]:
    """
    Return the section that an element states; several where one element repeals a range.

    Args:
        element: the `section` element.
        where: its file and line, for warnings.
        warnings: counts what is not understood.
    """
    paths = _numbers(element.get("identifier", ""))
    found = [(path, spot) for path in paths if (spot := place(path)) and spot.kind == "CodeSection"]
    if not found:
        warnings.add(f"section without a path that can be read: {element.get('identifier')}", where)
    made = [_section(element, path, spot, where, warnings) for path, spot in found]
    for other in made[1:]:
        other.subsections, other.notes, other.cites, other.notes_cite = [], [], set(), set()
    return made


def _numbers(identifier: str) -> list[str]:
    """Return the paths of an identifier, where a range such as `s31...s34` stands for each."""
    first, dots, last = identifier.partition("...")
    if not dots:
        return [identifier]
    root, _, number = first.rpartition("/s")
    last = last.rpartition("/")[2].removeprefix("s")
    if number.isdigit() and last.isdigit() and 0 < int(last) - int(number) < 200:
        return [f"{root}/s{n}" for n in range(int(number), int(last) + 1)]
    return [first, f"{root}/s{last}"]


def _section(element: Element, path: str, spot: Place, where: str, warnings: Warnings) -> Section:
    title = heading(element)
    credit = element.find("sourceCredit")
    credits, last_number = ([], "") if credit is None else _credits(credit)
    status = _status(element, title, where, warnings)
    if status != "in-force":
        credits += _ending(element, status)
    positive = path.split("/")[3].removeprefix("t") in _POSITIVE
    host = "" if positive else _host(credits)
    cites: set[str] = set()
    for child in element:
        if child.tag not in ("sourceCredit", "notes", "heading", "num"):
            cites |= _references(child)
    notes, notes_cite = _notes(element, where, warnings)
    formers = _formers(credits, path, last_number) if positive else []
    return Section(
        spot,
        path,
        title,
        status,
        list(_subsections(element)),
        credits,
        cites,
        notes_cite,
        notes,
        host,
        formers,
    )


def _status(element: Element, title: str, where: str, warnings: Warnings) -> str:
    given = element.get("status", "")
    if given:
        if given not in _STATUSES:
            warnings.add(f"unknown status {given!r}", where)
            return "in-force"
        return _STATUSES[given]
    match = re.match(r"(Repealed|Renumbered|Transferred|Omitted|Reserved|Vacant)\b[.,]?", title)
    return _STATUSES[match[1].lower()] if match else "in-force"


def _ending(element: Element, status: str) -> list[Credit]:
    """Return the law that a repealed section's heading names, as a credit."""
    found = element.find("heading")
    if found is None or status not in ("repealed", "renumbered", "transferred", "omitted"):
        return []
    made, _ = _credits(found)
    return [
        Credit(c.law, c.clause, status, c.date, c.statutes) for c in made if c.law.startswith(_LAW)
    ][:1]


def _subsections(element: Element) -> Iterator[tuple[str, Place, str]]:
    for child in element:
        path = child.get("identifier", "")
        if child.tag in _LEVELS and path and child.get("status") is None:
            spot = place(path)
            if spot is not None:
                yield path, spot, heading(child)


def _references(element: Element) -> set[str]:
    return {href for ref in element.iter("ref") if (href := ref.get("href", ""))}


def _flat(element: Element) -> Iterator[str | Element]:
    """Yield texts, and the `ref` and `date` elements, in the order of the print."""
    yield element.text or ""
    for child in element:
        if child.tag in ("ref", "date"):
            yield child
        elif child.tag != "note":
            yield from _flat(child)
        yield child.tail or ""


def _credits(element: Element) -> tuple[list[Credit], str]:
    """
    Return the laws of a source credit in order, and the section number that the last one gave.

    Each reference to a public law or act is one credit. What it did is read from the word before
    it: "added", "amended", "renumbered"; a later law without a word goes on as the one before, and
    the first without a word made the section. Before "as added" stands the host, the act that the
    section is part of.
    """
    made: list[Credit] = []
    before, given, kind = "", "", ""
    for token in _flat(element):
        if isinstance(token, str):
            token = re.sub(r"\s", " ", token)
            before += token
            if made and not made[-1].date and not made[-1].statutes:
                made[-1].clause += token.split(";")[0]
            if made and (number := re.match(rf"[^;]*?, § {_NUMBER}(?=[;.,)]|$)", token)):
                if made[-1].statutes and not made[-1].number:
                    made[-1].number = number[1]
            continue
        href = token.get("href", "")
        if token.tag == "date":
            if made and not made[-1].date:
                made[-1].date = token.get("date", "")
        elif href.startswith(_LAW):
            kind = _kind(before, kind, bool(made))
            if len(made) == 1 and re.search(r"\bas (added|enacted)\b", before):
                made[0].kind, made[0].clause = "host", re.sub(r",? as \w+\s*$", "", made[0].clause)
            number = re.search(rf"renumbered § {_NUMBER}[^;]*$", before.rpartition(";")[2])
            if number:
                given = number[1]
            text = words(token)
            date = href.split("/")[3] if href.startswith("/us/act/") else ""
            clause = re.sub(r"^.*?(Pub\. L\. [0-9]+[–-][0-9]+|ch\. [0-9A-Za-z]+),?\s*", "", text)
            made.append(Credit(href, clause, kind, date, [], number[1] if number else ""))
            before = ""
        elif href.startswith("/us/stat/") and made:
            made[-1].statutes.append(words(token))
            before = ""
    for credit in made:
        credit.clause = re.sub(r"\s+", " ", credit.clause).strip(" ,.;")
    return made, given


def _kind(before: str, kind: str, later: bool) -> str:
    text = before.rpartition(";")[2].casefold()
    for word, means in (
        ("added", "added"),
        ("renumbered", "renumbered"),
        ("amended", "amended"),
        ("repealed", "repealed"),
        ("transferred", "transferred"),
    ):
        if word in text:
            return means
    if not later:
        return "added"
    return kind if ";" not in before and kind else "amended"


def _host(credits: list[Credit]) -> str:
    """Return the path of the act's own section that the first law of a credit names."""
    if not credits:
        return ""
    path = _full(credits[0].law, credits[0].clause)
    return path if re.search(r"/s[0-9]", path) else ""


def _full(law: str, clause: str) -> str:
    """Return the path of a law with the division, title and section that words after it give."""
    root = "/".join(law.split("/")[:5])
    if root not in ACTS and re.search(r"/s[0-9]", law):
        return law
    number = re.search(
        rf"§ ({_NUMBER[1:-1]}(?:\([0-9A-Za-z]+\))*)(?: \[{_NUMBER}\])?",
        re.sub(r"formerly § \S+", "", clause),
    )
    if number is None:
        return law
    # "§ 461 [471]": the editors put in brackets the number that was meant.
    path = provision(root, number[2] or number[1])
    if root in ACTS:
        return path
    division = re.search(r"\bdiv\. ([A-Z]+)", clause)
    title = re.search(r"\btitle ([IVXLC]+)", clause)
    steps = (f"/d{division[1]}" if division else "") + (f"/t{title[1]}" if title else "")
    return path.replace(root, root + steps, 1)


def _formers(credits: list[Credit], path: str, last: str) -> list[tuple[str, str]]:
    """Return the numbers that a section had before, each with the day it was given another."""
    now = path.rpartition("/s")[2].replace("–", "-")
    if not last or last.replace("–", "-") != now:
        return []
    numbered = [c for c in credits if c.number]
    return [
        (earlier.number.replace("–", "-"), later.date)
        for earlier, later in zip(numbered, numbered[1:], strict=False)
        if earlier.number.replace("–", "-") != now
    ]


def group_notes(element: Element, where: str, warnings: Warnings) -> tuple[list[Note], set[str]]:
    """Return the provisions that the notes of a group print, and the rest that these notes cite."""
    holder = Element("group")
    holder.append(element)
    return _notes(holder, where, warnings)


def _notes(element: Element, where: str, warnings: Warnings) -> tuple[list[Note], set[str]]:
    """Return the provisions that the notes print, and the paths that the rest of them cites."""
    made: list[Note] = []
    cited: set[str] = set()
    for notes in element.findall("notes"):
        for note in notes.iter("note"):
            if note.get("type") == "footnote":
                continue
            quoted: set[int] = set()
            for holder in note.iter():
                for child in holder:
                    if child.tag == "quotedContent" and child.get("origin"):
                        made.append(_note(note, holder, child))
                        quoted |= {id(ref) for ref in child.iter("ref")}
            cited |= {
                href
                for ref in note.iter("ref")
                if id(ref) not in quoted and (href := ref.get("href", ""))
            }
    return made, cited


def _note(note: Element, holder: Element, quoted: Element) -> Note:
    """
    Return the provision that a quotation in a note prints, from the words before it.

    The `origin` of a quotation is the last law before it, which is an amending one where the words
    say "as amended by": then the provision is that of the last law before these.
    """
    laws: list[Credit] = []
    amending = 0
    for token in _flat_until(holder, quoted):
        if isinstance(token, str):
            token = re.sub(r"\s", " ", token)
            if laws and not amending and re.search(r"\b(amended|added)\b", token):
                amending = len(laws)
            if laws and not laws[-1].date and not laws[-1].statutes:
                laws[-1].clause += token
            continue
        href = token.get("href", "")
        if href.startswith(_LAW):
            laws.append(Credit(href, words(token), "", "", []))
        elif laws and token.tag == "date":
            laws[-1].date = laws[-1].date or token.get("date", "")
        elif laws and href.startswith("/us/stat/"):
            laws[-1].statutes.append(words(token))
    origin = quoted.get("origin", "")
    if not amending:
        same = [law for law in laws if origin.startswith("/".join(law.law.split("/")[:5]))]
        own = same[-1] if same else Credit(origin, "", "", "", [])
        path = origin if re.search(r"/s[0-9]", origin) else _full(origin, own.clause)
        return Note(path, heading(note), own.date, own.statutes, [], _references(quoted))
    own = laws[amending - 1]
    path = _full(own.law, own.clause)
    later = dict.fromkeys("/".join(law.law.split("/")[:5]) for law in laws[amending:])
    later.pop("/".join(path.split("/")[:5]), None)
    amended = [law for law in later if law.startswith("/us/pl/")]
    return Note(path, heading(note), own.date, own.statutes, amended, _references(quoted))


def _flat_until(holder: Element, last: Element) -> Iterator[str | Element]:
    yield holder.text or ""
    kept: list[str | Element] = []
    for child in holder:
        if child is last:
            break
        if child.tag == "quotedContent":
            kept = []
            continue
        if child.tag in ("ref", "date"):
            kept.append(child)
        else:
            kept += list(_flat(child))
        kept.append(child.tail or "")
    yield from kept
