"""Write a report for a person: place, rule, message, excerpt and mend."""

from scgraph.findings import LEVELS, Finding, Report, level
from scgraph.report.escape import one_line, visible
from scgraph.report.excerpt import Excerpts
from scgraph.report.words import MOST_MESSAGE, about, also, severity_word

__all__ = ["block", "render", "summary"]

_RESET = "\x1b[0m"
# by level: info, warning, violation
_COLOURS = ("\x1b[1;36m", "\x1b[1;33m", "\x1b[1;31m")


def render(report: Report, prefixes: dict[str, str], *, colour: bool = False) -> str:
    """Return the blocks of all findings; nothing where there is none."""
    excerpts = Excerpts(report.texts)
    blocks = (block(finding, prefixes, excerpts, colour=colour) for finding in report.findings)
    return "".join(f"{one}\n" for one in blocks)


def block(
    finding: Finding, prefixes: dict[str, str], excerpts: Excerpts, *, colour: bool = False
) -> str:
    """
    Return the lines of one finding, the last without its end.

    Whatever the texts hold, no control character but tabs of the excerpt is among them.
    """
    word = severity_word(finding)
    if colour:
        word = f"{_COLOURS[level(finding.severity)]}{word}{_RESET}"
    first = finding.places[:1]
    parts = [
        *(visible(str(place)) for place in first),
        f"{word}[{one_line(finding.rule, MOST_MESSAGE)}]",
        about(finding, prefixes),
        one_line(finding.message, MOST_MESSAGE),
    ]
    lines = [": ".join(filter(None, parts))]
    for place in first:
        lines += excerpts.of(place)
    if finding.mend:
        lines.append(f"  mend: {one_line(finding.mend, MOST_MESSAGE)}")
    return "\n".join([*lines, *(f"  also: {place}" for place in also(finding))])


def summary(report: Report) -> str:
    """
    Return the closing line: what was found in what, and how long it took.

    A severity that a shape made up counts as a violation.
    """
    levels = [level(finding.severity) for finding in report.findings]
    found = [
        _count(levels.count(grade), LEVELS[grade])
        for grade in reversed(range(len(LEVELS)))
        if grade in levels
    ]
    files = _count(report.files, "file")
    time = f"{report.seconds:.1f} s"
    if not report.usable:
        return f"{', '.join(found)} in {files}, not held against the shapes ({time})"
    looked = ", ".join(
        [
            _count(report.triples, "triple"),
            _count(report.shapes, "shape"),
            _count(report.targets, "target"),
            time,
        ]
    )
    idle = "" if report.targets else "; no shape speaks of this data: give --shapes"
    if found:
        return f"{', '.join(found)} in {files} ({looked}){idle}"
    return f"conforms: {files}, {looked}{idle}"


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}{'s' * (number != 1)}"
