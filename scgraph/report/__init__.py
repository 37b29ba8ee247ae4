"""Write the report of a run in the form that its reader asks for."""

from collections.abc import Mapping

from scgraph.errors import BadInputError
from scgraph.findings import Report

__all__ = ["FORMATS", "default_kind", "render", "wants_colour"]

FORMATS = ("text", "github", "sarif", "junit", "json", "turtle")


def render(
    report: Report,
    kind: str,
    *,
    prefixes: dict[str, str],
    colour: bool = False,
    bar: str = "violation",
) -> str:
    """
    Return a report in one of FORMATS, each line ended; findings keep their order.

    The result holds no lone surrogate, so that it can be written as UTF-8.

    Args:
        prefixes: the table by which terms are shortened for a person; SARIF, JUnit and the
            annotations use it in their messages, JSON and Turtle keep the IRIs.
        colour: colour the severities of the text; the other forms never hold colour.
        bar: the severity from which on a finding is a failure of JUnit.

    Raises:
        BadInputError: *kind* is none of FORMATS.
    """
    match kind:
        case "text":
            from scgraph.report import text

            return text.render(report, prefixes, colour=colour)
        case "github":
            from scgraph.report import github

            return github.render(report, prefixes)
        case "sarif":
            from scgraph.report import sarif

            return sarif.render(report, prefixes)
        case "junit":
            from scgraph.report import junit

            return junit.render(report, prefixes, bar=bar)
        case "json":
            from scgraph.report import json

            return json.render(report)
        case "turtle":
            from scgraph.report import turtle

            return turtle.render(report)
    raise BadInputError(f"unknown format {kind!r}", mend=f"give one of {', '.join(FORMATS)}")


def default_kind(environ: Mapping[str, str], is_terminal: bool) -> str:
    """
    Return the form for a run that asks for none.

    Args:
        environ: the environment of the process; GitHub Actions sets GITHUB_ACTIONS to `true`.
        is_terminal: standard output is a terminal, so a person reads it.
    """
    runner = environ.get("GITHUB_ACTIONS") == "true" and not is_terminal
    return "github" if runner else "text"


def wants_colour(environ: Mapping[str, str], is_terminal: bool) -> bool:
    """Tell whether text may be coloured: on a terminal, unless NO_COLOR is set to anything."""
    return is_terminal and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
