"""The `scgraph format` command: Turtle and TriG files into their one canonical form."""

import argparse
import sys
from shlex import quote
from typing import TYPE_CHECKING

from scgraph.errors import BadInputError, ScgraphError

if TYPE_CHECKING:
    from pathlib import Path

    from scgraph.turtle import Outcome

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.epilog = (
        "Comments and the forms of literals are kept; declarations that nothing needs are taken "
        "out, IRIs relative to a base are made absolute, lines end with LF. Exit codes: 0 all "
        "files are in the form; 1 one is not (--check); 2 one cannot be read or written, the "
        "others are done all the same."
    )
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help=".ttl and .trig files, folders or patterns; - is standard input, which is printed",
    )
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")


def run(options: argparse.Namespace) -> int:
    """Format what is named, and return the exit code."""
    from scgraph.inputs import STDIN, gather
    from scgraph.namespaces import prefixes
    from scgraph.turtle import FORMATS, format_files, format_text

    table = prefixes()
    paths: dict[Path, None] = {}
    code = 0
    for word in options.paths:
        try:
            paths |= dict.fromkeys(gather([word], FORMATS))
        except BadInputError as error:
            code = _told(error)
    for path in paths:
        if str(path) == STDIN:
            if sys.stdin is None:
                raise BadInputError("standard input is closed", mend="give a file")
            made, outcome = format_text(sys.stdin.buffer.read(), "<stdin>", table)
            if made is not None and not options.check:
                sys.stdout.buffer.write(made)
                continue
        else:
            (outcome,) = format_files([path], table, check=options.check)
        code = max(code, _outcome(outcome, options.check))
    return code


def _outcome(outcome: "Outcome", check: bool) -> int:
    """Say what became of one file, and return its exit code."""
    from scgraph.inputs import STDIN
    from scgraph.report.escape import visible

    if outcome.error is not None:
        return _told(outcome.error)
    name = visible(str(outcome.path))
    if not outcome.line:
        return 0
    if not check:
        print(f"formatted {name}", file=sys.stderr)
        return 0
    print(f"{name}:{outcome.line}:1: warning[formatting]: the canonical form differs from here on")
    print(f"  mend: run `scgraph format {quote(name.replace('<stdin>', STDIN))}`")
    return 1


def _told(error: ScgraphError) -> int:
    from scgraph.report.escape import visible

    print(f"scgraph: {visible(str(error), keep=chr(10))}", file=sys.stderr)
    return 2
