"""The `scgraph validate` command: options in, a report in the asked form and an exit code out."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scgraph.commands.guarded import UNUSABLE, Answer, guarded
from scgraph.errors import BadInputError, ScgraphError
from scgraph.findings import LEVELS

if TYPE_CHECKING:
    from scgraph.findings import Finding, Report
    from scgraph.linter import Options

__all__ = ["add_arguments", "run"]

_FORMATS = ("text", "github", "sarif", "junit", "json", "turtle")
_SUFFIXES = {".sarif": "sarif", ".xml": "junit", ".json": "json", ".ttl": "turtle"}
_TEXTS = ("", ".txt", ".log")
_INPUTS = ("trig", "ttl", "nq", "nt", "jsonld", "rdf")
_CONFORMS, _FOUND = range(2)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.epilog = (
        "Exit codes: 0 nothing at or above the bar of --fail-on; 1 findings; 2 a file, pattern or "
        "shape cannot be used; 3 an internal error."
    )
    parser.add_argument(
        "files",
        nargs="*",
        metavar="PATH",
        help="files, folders or patterns, held together with the shipped graph; - is standard "
        "input; none: the shipped graph alone",
    )
    parser.add_argument(
        "--shapes",
        action="append",
        default=[],
        metavar="PATH",
        help="SHACL shapes instead of the shipped shapes and checks: a file, folder or pattern; "
        "may be given again",
    )
    parser.add_argument(
        "--data-only", action="store_true", help="leave the shipped graph out of the data"
    )
    parser.add_argument(
        "--profile",
        choices=("consumer", "maintainer"),
        default="maintainer",
        help="consumer: data of others that uses our terms; maintainer, unless told: all rules",
    )
    parser.add_argument("--format", choices=_FORMATS, help="text, or github in GitHub Actions")
    parser.add_argument(
        "-o", "--output", default="-", metavar="FILE", help="of the report; - is standard output"
    )
    parser.add_argument(
        "--fail-on", choices=LEVELS[::-1], default="violation", help="violation unless told"
    )
    parser.add_argument(
        "--stdin-format",
        choices=_INPUTS,
        default="trig",
        help="of standard input; trig unless told",
    )
    parser.add_argument(
        "--consistency",
        action="store_true",
        help="also find what cannot hold together by OWL 2 RL, such as members of disjoint classes",
    )
    parser.add_argument(
        "--formatting",
        action="store_true",
        help="also hold Turtle and TriG files to the form of `scgraph format`",
    )
    parser.add_argument("--engine", choices=["pyshifty", "pyshacl"], default="pyshifty")
    parser.add_argument(
        "--watch", action="store_true", help="again whenever a file changes, until Ctrl-C"
    )


def run(options: argparse.Namespace) -> int:
    """
    Hold files against shapes and rules and print the report; return the exit code.

    Raises:
        ScgraphError: a file, pattern or shape cannot be used.
    """
    from scgraph.inputs import keep_apart
    from scgraph.linter import Options

    keep_apart(options.output, (*options.files, *options.shapes))
    _suffix(options)
    asked = Options(
        tuple(options.files),
        tuple(options.shapes),
        f".{options.stdin_format}",
        options.engine,
        options.profile,
        options.data_only,
        options.consistency,
        options.formatting,
    )
    if options.watch:
        return _watch(asked, options)
    return _once(asked, options)


def _suffix(options: argparse.Namespace) -> str | None:
    """
    Return the form that the output's suffix means.

    Raises:
        BadInputError: it means none, nor is it that of a text.
    """
    suffix = Path(options.output).suffix.lower()
    if options.format is None and suffix not in (*_SUFFIXES, *_TEXTS):
        mend = f"end it with {', '.join(_SUFFIXES)} or .txt, or give --format"
        raise BadInputError(f"no form is known for {suffix}", where=options.output, mend=mend)
    return _SUFFIXES.get(suffix)


def _once(asked: "Options", options: argparse.Namespace) -> int:
    """Make and print one report."""

    kept: list[object] = []  # until the child ends

    def work(tell: Callable[[str], None]) -> Answer:
        import gc

        from scgraph.linter import lint
        from scgraph.report.text import summary

        gc.disable()  # quads hold no cycles, and this process ends with its report
        try:
            report = lint(asked, tell, kept)
        except BadInputError as error:
            if _kind(options) == "text":
                raise
            report = _unread(error)
        tell("report")
        body = _rendered(report, options)
        return Answer(_code(report, options.fail_on), f"{summary(report)}\n", body)

    return guarded(work, options.output)


def _code(report: "Report", bar: str) -> int:
    from scgraph.findings import level

    if not report.usable:
        return UNUSABLE
    found = any(level(finding.severity) >= level(bar) for finding in report.findings)
    return _FOUND if found else _CONFORMS


def _unread(error: BadInputError) -> "Report":
    """Return the report on what cannot be read, for those who read no standard error."""
    from scgraph.findings import Finding, Place, Report

    places = (Place(error.where),) if error.where else ()
    told = Finding(
        "violation", "unusable-input", "", error.message, error.mend or "", places=places
    )
    return Report((told,), usable=False)


def _kind(options: argparse.Namespace) -> str:
    """Return the form of the report."""
    from scgraph.report import default_kind

    asked: str | None = options.format or _suffix(options)
    return asked or default_kind(os.environ, _on_terminal(options))


def _on_terminal(options: argparse.Namespace) -> bool:
    return options.output == "-" and sys.stdout.isatty()


def _rendered(report: "Report", options: argparse.Namespace) -> bytes:
    from scgraph.namespaces import table_of
    from scgraph.report import render, wants_colour

    kind = _kind(options)
    table = table_of(report.texts.values())
    if kind in ("text", "github"):
        report = replace(report, findings=tuple(_unlike(report.findings)))
    colour = wants_colour(os.environ, _on_terminal(options))
    made = render(report, kind, prefixes=table, colour=colour, bar=options.fail_on)
    return made.encode(errors="backslashreplace")


def _unlike(findings: "Iterable[Finding]") -> "Iterator[Finding]":
    """Yield the findings that a person can tell apart: two constraints may have one message."""
    seen = set()
    for one in findings:
        shown = (one.places, one.rule, one.focus, one.value, one.message, one.mend)
        if shown not in seen:
            seen.add(shown)
            yield one


def _watch(asked: "Options", options: argparse.Namespace) -> int:
    """Make a report whenever a file changes; end with the code of the last on Ctrl-C."""
    code = _CONFORMS
    seen: object = None
    try:
        while True:
            if (now := _stamp(asked)) != seen:
                seen = now
                try:
                    code = _once(asked, options)
                except ScgraphError as error:
                    print(f"scgraph: {error}", file=sys.stderr)
                    code = UNUSABLE
                print("watching; Ctrl-C ends it", file=sys.stderr)
            time.sleep(0.3)
    except KeyboardInterrupt:
        return code


def _stamp(asked: "Options") -> object:
    """Return what changes when a file that the report depends on does."""
    from scgraph.linter import paths_of

    try:
        return [(path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths_of(asked)]
    except (OSError, ScgraphError) as error:
        return str(error)
