"""Write a report as SARIF 2.1.0, which code hosts and editors read."""

import re
from collections import Counter
from hashlib import sha256
from json import dumps
from pathlib import PurePath
from urllib.parse import quote

from scgraph import __version__
from scgraph.findings import Finding, Place, Report, level
from scgraph.namespaces import BASE
from scgraph.report.escape import cut, visible
from scgraph.report.excerpt import Excerpts
from scgraph.report.json import dump
from scgraph.report.words import about

__all__ = ["render"]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = ("note", "warning", "error")
_ROOT = "%SRCROOT%"
# GitHub takes no longer description of a rule
_MOST = 1000


def render(report: Report, prefixes: dict[str, str]) -> str:
    """
    Return a log with one run (SARIF, section 3.14); results keep the order of the findings.

    The base of all file names is named but not given (section 3.14.14), so that no path of the
    machine is told. A finding that no file holds is placed at that base, for GitHub refuses a
    log in which one result has no place. The execution is successful (section 3.20.14) where the
    input could be read, so that no result is missing.
    """
    rules = _rules(report.findings)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "scgraph",
                "version": __version__,
                "informationUri": BASE,
                "rules": rules,
            }
        },
        "invocations": [
            {
                "executionSuccessful": report.usable,
                "properties": {
                    "files": report.files,
                    "triples": report.triples,
                    "shapes": report.shapes,
                    "targets": report.targets,
                    "seconds": round(report.seconds, 3),
                },
            }
        ],
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The folder that scgraph was run in."}}
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, index[finding.rule], fingerprint, prefixes)
            for finding, fingerprint in zip(report.findings, _fingerprints(report), strict=True)
        ],
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rules(findings: tuple[Finding, ...]) -> list[dict[str, object]]:
    """
    Return the rules that found something (section 3.49), sorted by id.

    What all findings of a rule say describes it; where they differ, its name does.
    """
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.rule, []).append(finding)
    return [_rule(name, found[name]) for name in sorted(found)]


def _rule(name: str, findings: list[Finding]) -> dict[str, object]:
    messages = {finding.message for finding in findings}
    mends = sorted({finding.mend for finding in findings if finding.mend})
    said = messages.pop() if len(messages) == 1 else name.replace("-", " ")
    description = _message(said or name)
    return {
        "id": name,
        "shortDescription": description,
        "fullDescription": description,
        "help": _message("\n".join(mends) or said or name),
        "defaultConfiguration": {"level": _LEVELS[max(level(one.severity) for one in findings)]},
    }


def _result(
    finding: Finding, index: int, fingerprint: str, prefixes: dict[str, str]
) -> dict[str, object]:
    """Return a finding as a result (section 3.27)."""
    text = ": ".join(filter(None, [about(finding, prefixes), finding.message]))
    if finding.mend:
        text += f"\nmend: {finding.mend}"
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[level(finding.severity)],
        "message": {"text": _plain(text)},
        "locations": [
            {**_location(place), **_named(finding.focus)}
            for place in finding.places[:1] or (Place("."),)
        ],
        "relatedLocations": [
            {**_location(place), "message": {"text": "The same is said here."}}
            for place in finding.places[1:]
        ],
        "partialFingerprints": {"scgraph/v1": fingerprint},
    }


def _location(place: Place) -> dict[str, object]:
    """Return a place as a location (section 3.28)."""
    physical: dict[str, object] = {"artifactLocation": _artifact(place.file)}
    if place.line:
        region = {"startLine": place.line, "startColumn": place.column}
        if place.end_line:
            region |= {"endLine": place.end_line, "endColumn": place.end_column}
        physical["region"] = region
    return {"physicalLocation": physical}


def _named(focus: str) -> dict[str, object]:
    """Return a focus node that has an IRI as a logical location (section 3.33)."""
    if not focus or focus.startswith(("_:", '"')):
        return {}
    return {"logicalLocations": [{"fullyQualifiedName": focus, "kind": "resource"}]}


def _artifact(file: str) -> dict[str, object]:
    """Return the location of a file (section 3.4), its name a URI relative to the base."""
    path = PurePath(file)
    # a name that is not UTF-8 holds its bytes as surrogates; of others there is no such name
    name = re.sub("[\ud800-\udc7f\udd00-\udfff]", "\ufffd", path.as_posix())
    uri = quote(name.encode("utf-8", "surrogateescape"))
    if path.is_absolute():
        return {"uri": f"file://{'' if uri.startswith('/') else '/'}{uri}"}
    return {"uri": uri} if file.startswith("<") else {"uri": uri, "uriBaseId": _ROOT}


def _fingerprints(report: Report) -> list[str]:
    """
    Return for each finding what tells it from others and outlives other edits (section 3.27.17).

    It is made of rule, constraint component, file, focus node, path, value and graph. Blank nodes
    have no name that lasts; for them, and where the text itself is wrong, the text of the line
    stands in. Equal ones are counted, in the order of the findings.
    """
    excerpts = Excerpts(report.texts)
    seen: Counter[str] = Counter()
    made = []
    for finding in report.findings:
        place = finding.places[0] if finding.places else Place("")
        lasting = bool(finding.focus) and not finding.focus.startswith("_:")
        value = "" if finding.value.startswith("_:") else finding.value
        parts = (
            finding.rule,
            finding.component,
            PurePath(place.file).as_posix(),
            finding.focus if lasting else (excerpts.line(place) or "").strip(),
            finding.path,
            value,
            finding.source,
        )
        key = dumps([lasting, *parts])
        seen[key] += 1
        made.append(sha256(f"{key}{seen[key]}".encode()).hexdigest())
    return made


def _message(text: str) -> dict[str, str]:
    # a description is no message with placeholders (section 3.12)
    return {"text": visible(cut(text, _MOST), "\t\r\n")}


def _plain(text: str) -> str:
    """
    Return a text as a message that holds neither placeholders nor links.

    Braces are doubled (section 3.11.5), a bracket that a link could begin with is escaped
    (section 3.11.6).
    """
    text = visible(text, "\t\r\n").replace("{", "{{").replace("}", "}}")
    return re.sub(r"\[(?=[^\[\]]*\]\()", r"\\[", text)
