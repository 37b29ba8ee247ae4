"""Citation: one provision, as a text cites it."""

from typing import NamedTuple

__all__ = ["Citation", "written"]


class Citation(NamedTuple):
    """
    One provision as a text cites it; what the text does not say is empty.

    Attributes:
        start, end: where it stands in the text.
        code: the title of the United States Code, such as 22.
        rules: the title of the Code of Federal Regulations.
        law: the number of a public law, such as 114-92.
        act: the name of an act, without its year.
        year: the year that goes with the name of the act; FY2016 where it is a fiscal year.
        levels: what stands above the section, such as ("part", "II"), ("chapter", "8").
        section: the number of the section, for the CFR of the section or part.
        last: the last number, where a range is cited.
        below: the levels under the section: a, 1, C.
        note: a note under the section is cited.
        onward: the section and those that follow it are cited (et seq.).
        quoted: a number alone, in quotation marks.
    """

    start: int = 0
    end: int = 0
    code: str = ""
    rules: str = ""
    law: str = ""
    act: str = ""
    year: str = ""
    levels: tuple[tuple[str, str], ...] = ()
    section: str = ""
    last: str = ""
    below: tuple[str, ...] = ()
    note: bool = False
    onward: bool = False
    quoted: bool = False

    @property
    def bare(self) -> bool:
        """Say whether it is the number of a section of which no law is named."""
        return not (self.code or self.rules or self.law or self.act)

    @property
    def named(self) -> str:
        """Return the name of the act with its year: NDAA FY2016, Foreign Assistance Act of 1961."""
        if not self.year:
            return self.act
        of = "" if self.year.startswith("FY") or self.act.isupper() else "of "
        return f"{self.act} {of}{self.year}"


def written(citation: Citation) -> str:
    """Return a citation as it is written here, such as `22 U.S.C. 2763(a)`."""
    number = citation.section + "".join(f"({level})" for level in citation.below)
    if citation.last:
        number = f"{citation.section}-{citation.last}"
    groups = ", ".join(f"{word} {name}" for word, name in citation.levels)
    tail = " note" * citation.note + " et seq." * citation.onward
    if citation.code:
        return f"{citation.code} U.S.C. {number or groups}".rstrip() + tail
    if citation.rules:
        return f"{citation.rules} CFR {number}".rstrip()
    if citation.law:
        division = dict(citation.levels).get("division", "")
        within = f" div. {division}" * bool(division) + f" s. {number}" if number else ""
        return f"P.L. {citation.law}{within or f' {groups}'.rstrip()}{tail}"
    section = f"section{'s' * bool(citation.last)} {number}" if number else groups
    return ", ".join(part for part in (section, citation.named) if part) + tail
