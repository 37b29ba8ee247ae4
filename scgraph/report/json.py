"""Write a report as one JSON object with everything that the findings know."""

import json
import re

from scgraph.findings import LEVELS, Finding, Report, level
from scgraph.report.escape import UNSAFE, whole

__all__ = ["dump", "render"]


def render(report: Report) -> str:
    """
    Return the object: `conforms`, counts of what was found and looked at, and `findings`.

    Keys have the names and the order of the attributes of Finding and Place. Of `focus`,
    `component`, `source` and `source_shape` an IRI stands as it is, any other term as in
    N-Triples; `path` and `value` are wholly as there.
    """
    levels = [level(finding.severity) for finding in report.findings]
    return dump(
        {
            "conforms": not report.findings,
            "usable": report.usable,
            "violations": levels.count(LEVELS.index("violation")),
            "warnings": levels.count(LEVELS.index("warning")),
            "infos": levels.count(LEVELS.index("info")),
            "files": report.files,
            "triples": report.triples,
            "shapes": report.shapes,
            "targets": report.targets,
            "seconds": round(report.seconds, 3),
            "findings": [_finding(finding) for finding in report.findings],
        }
    )


def dump(value: object) -> str:
    """
    Return a value as JSON that a terminal shows and UTF-8 holds.

    Characters that do not show stay what they are, written as `\\u001b`; only a lone surrogate,
    which is no character, becomes U+FFFD.
    """
    text = whole(json.dumps(value, ensure_ascii=False, indent=1))
    return UNSAFE.sub(_written, text) + "\n"


def _written(found: re.Match[str]) -> str:
    # a line end is the layout, all else of UNSAFE stands inside of a string
    return found[0] if found[0] == "\n" else json.dumps(found[0])[1:-1]


def _finding(finding: Finding) -> dict[str, object]:
    made = {**vars(finding), "places": [place._asdict() for place in finding.places]}
    # the label of a shape without a name is another one in each run
    made["source_shape"] = "" if finding.source_shape.startswith("_:") else finding.source_shape
    return made
