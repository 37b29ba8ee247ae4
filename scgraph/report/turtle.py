"""Write a report as a SHACL validation report in Turtle."""

import re

import pyoxigraph as ox

from scgraph.findings import LEVELS, Finding, Report
from scgraph.namespaces import BASE
from scgraph.report.escape import visible, whole

__all__ = ["render"]

_SH = "http://www.w3.org/ns/shacl#"
_CHECK = f"{BASE}check/"
_THIS = "urn:x"
_TURTLE = ox.RdfFormat.TURTLE
# IRIs and the brackets of a path, or one literal: no dot, no comment, no second term of it
_TERM = re.compile(
    r"""(?: <[^<>"{}|^`\\\x00-\x20]*> | [][() ] )+
    | "(?: [^"\\\n\r] | \\. )*" (?: @[A-Za-z0-9-]+ | \^\^<[^<>\s]*> )?""",
    re.VERBOSE,
)


def render(report: Report) -> str:
    """
    Return a `sh:ValidationReport` (SHACL, section 3.6) with one result for each finding.

    As in section 3.6.1.1, a report conforms if it has no result, of whatever severity. What is said
    of the shapes is no result of the data, and is left out unless they cannot be used. The mend
    is a second message; the places are comments. For a finding of no shape, the component is
    `https://w3id.org/scgraph/check/` and its rule; where it has no focus node, the text of its
    place stands for it, for a result has exactly one (section 3.6.2.1).
    """
    labels: dict[str, str] = {}
    told = (one for one in report.findings if not (report.usable and _is_of_shapes(one)))
    results = [_result(finding, labels) for finding in told]
    head = f"@prefix sh: <{_SH}> .\n\n[]\n    a sh:ValidationReport ;\n"
    conforms = f"    sh:conforms {'false' if results else 'true'} ;\n"
    found = f"    sh:result{' ,'.join(results)} ;\n" if results else ""
    return f"{head}{conforms}{found}    .\n"


def _is_of_shapes(finding: Finding) -> bool:
    """Tell whether a finding is about a shape: about a term of SHACL, by no constraint."""
    return not finding.component and finding.path.startswith(f"<{_SH}")


def _result(finding: Finding, labels: dict[str, str]) -> str:
    where = str(finding.places[0]) if finding.places else finding.rule
    rows = [
        ("a", "sh:ValidationResult"),
        ("sh:resultSeverity", _severity(finding.severity)),
        ("sh:focusNode", _node(finding.focus, labels) if finding.focus else _string(where)),
        ("sh:resultPath", finding.path and _term(finding.path, labels)),
        ("sh:value", finding.value and _term(finding.value, labels)),
        ("sh:sourceConstraintComponent", _component(finding)),
        ("sh:sourceShape", finding.source_shape and _node(finding.source_shape, labels)),
        ("sh:resultMessage", _string(finding.message)),
        ("sh:resultMessage", finding.mend and _string(finding.mend)),
    ]
    places = [f"        # {visible(str(place))}" for place in finding.places]
    lines = [f"        {predicate} {term} ;" for predicate, term in rows if term]
    return "\n".join([" [", *places, *lines, "    ]"])


def _severity(severity: str) -> str:
    if severity in LEVELS:
        return f"sh:{severity.capitalize()}"
    return _node(severity, {})


def _component(finding: Finding) -> str:
    if finding.component:
        return _node(finding.component, {})
    from urllib.parse import quote

    return f"<{_CHECK}{quote(whole(finding.rule), safe='')}>"


def _node(name: str, labels: dict[str, str]) -> str:
    """Return the term of an IRI without brackets, or of any other node as N-Triples."""
    return _term(name if name.startswith(("_:", '"', "<")) else f"<{name}>", labels, plain=name)


def _term(text: str, labels: dict[str, str], *, plain: str | None = None) -> str:
    """
    Return the Turtle of one term or path, a string with *plain*, or the text, where it is none.

    Args:
        labels: new labels by those of the run, whose own differ from run to run.
    """
    if text.startswith("_:"):
        return f"_:{labels.setdefault(text, f'n{len(labels) + 1}')}"
    try:
        # a statement that breaks off elsewhere than after the term cannot match
        known = _TERM.fullmatch(text) and list(ox.parse(f"<{_THIS}> <{_THIS}> {text} .", _TURTLE))
    except SyntaxError:
        known = None
    return visible(text) if known else _string(text if plain is None else plain)


def _string(text: str) -> str:
    """Return a text as a string literal in which every character shows."""
    return visible(str(ox.Literal(whole(text))))
