"""The `scgraph infer` command: what follows from files by OWL 2 RL, and what clashes."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from scgraph.commands.guarded import UNUSABLE, Answer, guarded
from scgraph.errors import BadInputError

if TYPE_CHECKING:
    from scgraph.findings import Finding
    from scgraph.infer import Inferred
    from scgraph.sources import Sources

__all__ = ["add_arguments", "run", "told_of"]

_FORMATS = ("trig", "nq", "ttl", "nt")


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e9:
        raise ValueError
    return value


def _number(text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError
    return value


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.epilog = (
        "Exit codes: 0 a whole closure without a clash; 1 clashes, which are told on standard "
        "error; 2 a file cannot be used, or a limit ended the work; 3 an internal error."
    )
    parser.add_argument(
        "files",
        nargs="*",
        metavar="PATH",
        help="files, folders or patterns, closed together with the shipped graph; - is standard "
        "input; none: the shipped graph alone",
    )
    parser.add_argument(
        "--data-only", action="store_true", help="leave the shipped graph out: the files alone"
    )
    parser.add_argument("--reasoner", choices=["scgraph", "owlrl"], default="scgraph")
    parser.add_argument("--format", choices=_FORMATS, help="by the suffix of -o, else nq")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="- is standard output")
    parser.add_argument(
        "--timeout",
        type=_seconds,
        metavar="SECONDS",
        default=600.0,
        help="for the rules; 600 unless told; what was found is sorted and written after it",
    )
    parser.add_argument(
        "--most",
        type=_number,
        metavar="N",
        default=20_000_000,
        help="derive no more than N triples; 20,000,000 unless told",
    )
    parser.add_argument(
        "--stdin-format",
        choices=("trig", "ttl", "nq", "nt", "jsonld", "rdf"),
        default="trig",
        help="of standard input; trig unless told",
    )


def run(options: argparse.Namespace) -> int:
    """
    Print what follows, new triples alone, in the graph `source:inferred`; return the exit code.

    Raises:
        ScgraphError: a file or pattern cannot be used.
    """
    kind = options.format or Path(options.output).suffix[1:] or "nq"
    if kind not in _FORMATS:
        mend = f"give --format {', '.join(_FORMATS)}"
        raise BadInputError(f"unknown format {kind!r}", where=options.output, mend=mend)

    from scgraph.inputs import keep_apart

    keep_apart(options.output, options.files)

    def work(tell: Callable[[str], None]) -> Answer:
        from scgraph.infer import infer
        from scgraph.sources import read_files

        tell("reading")
        sources = read_files(
            options.files,
            stdin_suffix=f".{options.stdin_format}",
            data_only=options.data_only,
        )
        if sources.broken:
            return Answer(UNUSABLE, told_of(sources.broken, sources.texts), b"")
        tell("reasoning")
        found = infer(
            (quad.triple for file in sources.data for quad in file.quads),
            reasoner=options.reasoner,
            seconds=options.timeout,
            most=options.most,
        )
        told = ""
        if found.clashes or found.notes:
            told = told_of(_findings(found, sources), sources.texts)
        told += f"{len(found.triples):,} new triples, {len(found.clashes):,} clashes"
        told += f"; {found.stopped}\n" if found.stopped else "\n"
        tell("writing")
        code = UNUSABLE if found.stopped else 1 if found.clashes else 0
        return Answer(code, told, _written(found, kind))

    return guarded(work, options.output)


def _findings(found: "Inferred", sources: "Sources") -> "list[Finding]":
    """Return what clashes, and which axioms were left out."""
    from scgraph.clashes import clash_findings, note_findings
    from scgraph.namespaces import table_of
    from scgraph.store import merged
    from scgraph.where import Where

    data = ox.Store()
    data.extend(merged(sources.quads()))
    where = Where(sources.data, data, graphs=sources.graphs)
    table = table_of(file.text for file in sources.judged)
    clashes = clash_findings(found.clashes, found.closure, where, table)
    return [*clashes, *note_findings(found.notes, where, table)]


def told_of(findings: "list[Finding]", texts: dict[str, str]) -> str:
    """Return findings as a person reads them."""
    from scgraph.findings import Report
    from scgraph.namespaces import table_of
    from scgraph.report import render
    from scgraph.sources import report_of

    report = report_of(findings, texts, Report(()))
    return render(report, "text", prefixes=table_of(report.texts.values()))


def _written(found: "Inferred", kind: str) -> bytes:
    """Return the new triples in one of the formats, TriG and Turtle in the canonical form."""
    from scgraph.namespaces import INFERRED, prefixes
    from scgraph.turtle import canonical

    graph = ox.NamedNode(INFERRED)
    quads = [ox.Quad(one.subject, one.predicate, one.object, graph) for one in found.triples]
    if kind in ("nq", "trig"):
        format = ox.RdfFormat.N_QUADS if kind == "nq" else ox.RdfFormat.TRIG
        made = ox.serialize(quads, format=format)
    else:
        format = ox.RdfFormat.N_TRIPLES if kind == "nt" else ox.RdfFormat.TURTLE
        made = ox.serialize((quad.triple for quad in quads), format=format)
    assert made is not None
    if kind in ("nq", "nt"):
        return made
    return canonical(made.decode(), format, prefixes()).encode()
