"""The `scgraph infer` command: what follows from files by OWL 2 RL, and what clashes."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from scgraph.commands.guarded import UNUSABLE, Answer, guarded
from scgraph.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Sequence, Sized

    from scgraph.findings import Finding
    from scgraph.infer import Inferred
    from scgraph.sources import Sources

__all__ = ["add_arguments", "run", "told_of"]

_FORMATS = ("trig", "nq", "ttl", "nt")
_MOST = 20_000_000


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < 1e9:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return value


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number")
    return int(text)


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
        default=_MOST,
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
        told += f"{_count(found.triples, 'new triple')}, {_count(found.clashes, 'clash', 'es')}"
        told += f"; {found.stopped}\n" if found.stopped else "\n"
        tell("writing")
        code = UNUSABLE if found.stopped else 1 if found.clashes else 0
        return Answer(code, told, _written(found, kind, sources))

    if options.reasoner == "owlrl":
        if options.most != _MOST:
            raise BadInputError("owlrl knows no --most", mend="leave out one of the two")
        return guarded(work, options.output, seconds=options.timeout)
    return guarded(work, options.output)


def _count(found: "Sized", name: str, ending: str = "s") -> str:
    number = len(found)
    return f"{number:,} {name}{ending if number != 1 else ''}"


def _findings(found: "Inferred", sources: "Sources") -> "list[Finding]":
    """Return what clashes, and which axioms were left out."""
    from scgraph.clashes import clash_findings, note_findings
    from scgraph.explain.written import Writer
    from scgraph.namespaces import table_of
    from scgraph.sources import parts_of
    from scgraph.store import merged
    from scgraph.where import Where

    data = ox.Store()
    data.extend(merged(sources.quads()))
    where = Where(sources.data, data, graphs=sources.graphs)
    table = table_of(file.text for file in sources.judged)
    show = Writer(parts_of(sources), table, str).term
    clashes = clash_findings(found.clashes, found.closure, where, show)
    return [*clashes, *note_findings(found.notes, where, show)]


def told_of(findings: "list[Finding]", texts: dict[str, str]) -> str:
    """Return findings as a person reads them."""
    from scgraph.findings import Report
    from scgraph.namespaces import table_of
    from scgraph.report import render
    from scgraph.sources import report_of

    report = report_of(findings, texts, Report(()))
    return render(report, "text", prefixes=table_of(report.texts.values()))


def _numbered(triples: "Sequence[ox.Triple]", sources: "Sources") -> "Sequence[ox.Triple]":
    """Return triples, their blank nodes numbered as the files have them, the same in each run."""
    blank = {
        term for one in triples for term in (one.subject, one.object) if type(term) is ox.BlankNode
    }
    if not blank:
        return triples
    names: dict[object, ox.BlankNode] = {}
    for quad in sources.quads():
        for term in (quad.subject, quad.object):
            if type(term) is ox.BlankNode and term not in names:
                names[term] = ox.BlankNode(f"b{len(names) + 1}")
    made = (
        ox.Triple(
            names.get(one.subject, one.subject), one.predicate, names.get(one.object, one.object)
        )
        for one in triples
    )
    return sorted(made, key=str)


def _written(found: "Inferred", kind: str, sources: "Sources") -> bytes:
    """Return the new triples in one of the formats, TriG and Turtle in the canonical form."""
    from scgraph.namespaces import INFERRED, prefixes
    from scgraph.turtle import canonical

    graph = ox.NamedNode(INFERRED)
    quads = [
        ox.Quad(one.subject, one.predicate, one.object, graph)
        for one in _numbered(found.triples, sources)
    ]
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
