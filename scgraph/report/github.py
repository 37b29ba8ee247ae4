"""Write a report as workflow commands, which GitHub Actions shows on the lines of a change."""

from scgraph.findings import Finding, Report, level
from scgraph.report.escape import cut, one_line, visible
from scgraph.report.words import about, also

__all__ = ["render"]

_COMMANDS = ("notice", "warning", "error")
# the runner cuts a message at 4096 characters; the mend must not be what is lost
_MOST = 1500
_MOST_TITLE = 200


def render(report: Report, prefixes: dict[str, str]) -> str:
    """Return one line for each finding, whatever its texts hold."""
    return "".join(_command(finding, prefixes) for finding in report.findings)


def _command(finding: Finding, prefixes: dict[str, str]) -> str:
    given = {**_place(finding), "title": one_line(finding.rule, _MOST_TITLE)}
    properties = ",".join(f"{name}={_property(value)}" for name, value in given.items() if value)
    said = [about(finding, prefixes), _lines(finding.message)]
    if finding.places and "file" not in given:
        said.insert(0, visible(str(finding.places[0])))
    message = [": ".join(filter(None, said))]
    if finding.mend:
        message.append(f"mend: {_lines(finding.mend)}")
    message += [f"also: {place}" for place in also(finding)]
    data = _data("\n".join(message))
    return f"::{_COMMANDS[level(finding.severity)]} {properties}::{data}\n"


def _place(finding: Finding) -> dict[str, str]:
    """
    Return the properties of the first place.

    The runner takes no columns for a span over several lines. Standard input is no file of the
    repository.
    """
    if not finding.places or finding.places[0].file.startswith("<"):
        return {}
    place = finding.places[0]
    made = {"file": visible(place.file, "\r\n")}
    if place.line:
        made |= {"line": str(place.line), "endLine": str(max(place.end_line, place.line))}
        if place.end_line <= place.line:
            end = max(place.end_column, place.column)
            made |= {"col": str(place.column), "endColumn": str(end)}
    return made


def _lines(text: str) -> str:
    return visible(cut(text.strip(), _MOST).replace("\t", " "), "\r\n")


def _data(text: str) -> str:
    """Escape a message as GitHub's toolkit does (`command.ts`)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
