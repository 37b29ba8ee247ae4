"""Write a report as JUnit XML, which most build servers show as tests."""

from itertools import count
from xml.etree import ElementTree

from scgraph.findings import Finding, Report, level
from scgraph.report.escape import one_line, visible
from scgraph.report.excerpt import Excerpts
from scgraph.report.text import block, summary
from scgraph.report.words import MOST_MESSAGE, about, severity_word

__all__ = ["render"]

_MOST_NAME = 300


def render(report: Report, prefixes: dict[str, str], *, bar: str = "violation") -> str:
    """
    Return a suite for each file with a case for each finding, or one case that passes.

    What reaches the bar, a severity, is a failure; the rest passes, with its text as the output.
    The text of a failure holds all there is to say, for GitLab shows nothing else of it, and the
    names of cases differ, for it takes cases of one class and name as one.
    """
    suites: dict[str, list[Finding]] = {}
    for finding in report.findings:
        suites.setdefault(finding.places[0].file if finding.places else "", []).append(finding)
    root = _element("testsuites", name="scgraph", time=f"{report.seconds:.3f}")
    excerpts = Excerpts(report.texts)
    for file, findings in suites.items():
        suite = _suite(root, file, findings, bar)
        taken: set[str] = set()
        for finding in findings:
            _case(suite, file, finding, taken, prefixes, excerpts, bar)
    if not report.findings:
        case = _element("testcase", _suite(root, "", [], bar), name="conforms", classname="scgraph")
        _element("system-out", case).text = summary(report)
    tests = len(report.findings) or 1
    root.attrib |= _counts(tests, sum(_fails(one, bar) for one in report.findings))
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(
    root: ElementTree.Element, file: str, findings: list[Finding], bar: str
) -> ElementTree.Element:
    counts = _counts(len(findings) or 1, sum(_fails(one, bar) for one in findings))
    return _element("testsuite", root, name=file or "scgraph", **counts, time="0.000")


def _case(
    suite: ElementTree.Element,
    file: str,
    finding: Finding,
    taken: set[str],
    prefixes: dict[str, str],
    excerpts: Excerpts,
    bar: str,
) -> None:
    place = finding.places[0] if finding.places else None
    # no line in the name: a server follows a case from run to run by its name
    base = one_line(f"{finding.rule} {about(finding, prefixes)}", _MOST_NAME)
    names = (f"{base} ({number})" if number > 1 else base for number in count(1))
    name = next(name for name in names if name not in taken)
    taken.add(name)
    case = _element("testcase", suite, name=name, classname=file or "scgraph")
    if place:
        case.set("file", visible(file))
        if place.line:
            case.set("line", str(place.line))
    case.set("time", "0.000")
    if _fails(finding, bar):
        message = f"{severity_word(finding)}: {one_line(finding.message, MOST_MESSAGE)}"
        told = _element("failure", case, message=message, type=finding.rule)
    else:
        told = _element("system-out", case)
    told.text = block(finding, prefixes, excerpts)


def _fails(finding: Finding, bar: str) -> bool:
    return level(finding.severity) >= level(bar)


def _counts(tests: int, failures: int) -> dict[str, str]:
    return {"tests": str(tests), "failures": str(failures), "errors": "0", "skipped": "0"}


def _element(
    tag: str, parent: ElementTree.Element | None = None, /, **attributes: str
) -> ElementTree.Element:
    """Return a new element whose attributes hold only characters of XML 1.0 (section 2.2)."""
    shown = {key: visible(value) for key, value in attributes.items()}
    if parent is None:
        return ElementTree.Element(tag, shown)
    return ElementTree.SubElement(parent, tag, shown)
