"""The `scgraph` command: arguments in, text out."""

import argparse
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from scgraph import __version__
from scgraph.errors import BadInputError, ScgraphError

if TYPE_CHECKING:
    from scgraph.graph import Graph

__all__ = ["main", "run"]

_FORMATS = ("table", "csv", "tsv", "json", "ttl", "nt", "jsonld")
_ROWS = ("table", "csv", "tsv", "json")


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e6:
        raise ValueError
    return value


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing."""


def _queries_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")


def _answer_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=_FORMATS, help="table, or ttl for a graph")
    parser.add_argument("--endpoint", metavar="URL", help="ask this SPARQL 1.1 endpoint instead")
    parser.add_argument(
        "--asserted", action="store_true", help="leave out what follows by reasoning (OWL 2 RL)"
    )
    parser.add_argument(
        "--timeout", type=_seconds, default=30.0, metavar="SECONDS", help="30 unless told"
    )


def _query_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = "scgraph query NAME [--PARAM VALUE ...] [--format F] [--cite] [--endpoint URL]"
    parser.add_argument("name", metavar="NAME", help="see `scgraph queries`")
    parser.add_argument("--cite", action="store_true", help="add the sources of each row")
    _answer_arguments(parser)


def _sparql_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a .rq file; - is standard input")
    _answer_arguments(parser)


def _find_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT")


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("entity", metavar="ENTITY", help="an IRI, prefixed name, name or citation")


def _cite_arguments(parser: argparse.ArgumentParser) -> None:
    _show_arguments(parser)
    parser.add_argument("--text", metavar="FILE", help="the chapter's text: show the words")


def _lint_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a text in UTF-8; - is standard input")
    parser.add_argument("--json", action="store_true", help="as JSON")


def _timeline_arguments(parser: argparse.ArgumentParser) -> None:
    _show_arguments(parser)
    parser.add_argument("--format", choices=_ROWS, help="table unless told")


def _expiring_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", required=True, dest="first", metavar="DATE", help="YYYY-MM-DD")
    parser.add_argument("--to", required=True, dest="last", metavar="DATE", help="YYYY-MM-DD")
    parser.add_argument("--format", choices=(*_ROWS, "ics"), help="ics: an iCalendar file")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="- is standard output")


def _disagreements_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("entity", nargs="?", metavar="ENTITY", help="all unless told")
    parser.add_argument("--format", choices=_ROWS, help="the rows, one for each side")


def _validate_arguments(parser: argparse.ArgumentParser) -> None:
    from scgraph.commands.validate import add_arguments

    add_arguments(parser)


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=["trig", "nq", "ttl", "nt", "jsonld", "rdf", "csv"])
    parser.add_argument(
        "-o", "--output", default="-", metavar="PATH", help="- is standard output; csv: a folder"
    )


def _infer_arguments(parser: argparse.ArgumentParser) -> None:
    from scgraph.commands.infer import add_arguments

    add_arguments(parser)


def _explain_arguments(parser: argparse.ArgumentParser) -> None:
    from scgraph.commands.explain import add_arguments

    add_arguments(parser)


def _format_arguments(parser: argparse.ArgumentParser) -> None:
    from scgraph.commands.format import add_arguments

    add_arguments(parser)


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=["uslm"], help="USLM: the U.S. Code as official XML")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="XML files, folders or archives")
    parser.add_argument(
        "--sections", metavar="LIST", help="a file, or '22 U.S.C. 2763, 22 U.S.C. 2151 to 2449'"
    )
    parser.add_argument("--release", metavar="POINT", help="119-100, where no file names it")
    parser.add_argument("--issued", metavar="DATE", help="the day of the release point's last law")
    parser.add_argument(
        "-o", "--output", default="-", metavar="FILE", help="TriG; - is standard output"
    )


_COMMANDS = {
    "info": ("what is loaded", _no_arguments),
    "queries": ("the canned queries with their parameters", _queries_arguments),
    "query": ("run a canned query", _query_arguments),
    "sparql": ("answer any SPARQL 1.1 query", _sparql_arguments),
    "find": ("names and citations to entities, best first", _find_arguments),
    "show": ("all facts of an entity, each with its source", _show_arguments),
    "cite": ("the passages behind an entity", _cite_arguments),
    "lint-citations": ("the legal citations of a text, and what is wrong", _lint_arguments),
    "timeline": ("what happened to an entity, in order of date", _timeline_arguments),
    "expiring": ("the provisions whose last day lies in a span of days", _expiring_arguments),
    "disagreements": (
        "where sources differ, and what the law answers",
        _disagreements_arguments,
    ),
    "validate": (
        "hold the shipped graph, or given files, to shapes and rules",
        _validate_arguments,
    ),
    "format": ("Turtle and TriG files into their one canonical form", _format_arguments),
    "export": ("the graph as RDF, or as CSV files, one for each class", _export_arguments),
    "import": ("the U.S. Code from its official XML, as TriG", _import_arguments),
    "infer": ("what follows from the graph, or given files, by OWL 2 RL", _infer_arguments),
    "explain": ("why a triple holds: who says it, or its proof", _explain_arguments),
}


class _Help(argparse.HelpFormatter):
    """Know the width of the terminal without `shutil`, which takes longer than the parser."""

    def __init__(self, prog: str) -> None:
        """Lay out the help of the program that is called *prog*."""
        super().__init__(prog, width=_width())


def _width() -> int:
    """Return how many characters a line of help may have."""
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given) > 0:
        return int(given) - 2
    try:
        return (os.get_terminal_size(1).columns or 80) - 2
    except OSError:
        return 78


def _parse(words: list[str]) -> argparse.Namespace:
    """Parse the words; only the parser of the command that is asked is built."""
    if words and words[0] in _COMMANDS:
        does, add_arguments = _COMMANDS[words[0]]
        parser = argparse.ArgumentParser(
            prog=f"scgraph {words[0]}",
            description=does,
            allow_abbrev=False,
            formatter_class=_Help,
        )
        add_arguments(parser)
        options, rest = parser.parse_known_args(words[1:])
        options.command, options.rest = words[0], rest
        if rest and options.command != "query":
            parser.error(f"unrecognized arguments: {' '.join(rest)}")
        return options
    parser = argparse.ArgumentParser(
        prog="scgraph",
        description="Ask the graph of U.S. security cooperation; every answer carries its source.",
        epilog="Exit codes: 0 good, also a query without rows; 1 findings, or nothing found; "
        "2 could not run.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"scgraph {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (does, _) in _COMMANDS.items():
        commands.add_parser(name, help=does)
    return parser.parse_args(words)


def _parameters(rest: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    words = iter(rest)
    for word in words:
        if not word.startswith("--") or len(word) < 3:
            raise BadInputError(f"not a parameter: {word}", mend="write --NAME VALUE")
        name, equals, value = word[2:].partition("=")
        if not equals:
            given = next(words, None)
            if given is None:
                raise BadInputError(f"--{name} has no value", mend=f"write --{name} VALUE")
            value = given
        if name in values:
            raise BadInputError(f"--{name} is given twice", mend="give it once")
        values[name] = value
    return values


def _info(options: argparse.Namespace, graph: "Graph") -> int:
    info = graph.info()
    print(f"scgraph {__version__}, {info.triples} triples")
    for title, counts in (("triples by source", info.sources), ("entities by class", info.classes)):
        print(f"\n{title}")
        for name, count in counts.items():
            print(f"{count:>7}  {name}")
    return 0


def _queries(options: argparse.Namespace, graph: "Graph") -> int:
    queries = graph.queries()
    if options.json:
        import json

        made = [{**q._asdict(), "parameters": [p._asdict() for p in q.parameters]} for q in queries]
        print(json.dumps(made, ensure_ascii=False, indent=1))
        return 0
    for query in queries:
        params = " ".join(
            f"[--{p.name} {p.kind.upper()}]" if p.default else f"--{p.name} {p.kind.upper()}"
            for p in query.parameters
        )
        print(f"{query.name} {params}".rstrip(), f"    {query.description}", sep="\n")
    return 0


def _query(options: argparse.Namespace, graph: "Graph") -> int:
    from scgraph.output import print_answer

    params = _parameters(options.rest)
    if options.endpoint is None:
        answer = graph.query(options.name, cite=options.cite, **params)
        _say_what_was_asked(graph, options.name, params, len(answer))
        print_answer(graph, answer, options.format)
        return 0
    if options.cite:
        raise BadInputError("--cite asks the shipped graph", mend="leave out --endpoint or --cite")
    from scgraph.evaluate import evaluate_remote

    text = graph.sparql_of(options.name, **params)
    remote = evaluate_remote(options.endpoint, text, timeout=options.timeout)
    _say_what_was_asked(graph, options.name, params, len(remote))
    print_answer(graph, remote, options.format)
    return 0


def _say_what_was_asked(graph: "Graph", name: str, params: dict[str, str], rows: int) -> None:
    """Tell on standard error the day, which parameters took their default, if there is no row."""
    for parameter in graph.canned(name).parameters:
        if parameter.name == "asOf":
            _say_the_day(graph, params.get("asOf"))
        elif parameter.name not in params and parameter.default is not None:
            value = graph.label(parameter.default)
            print(f"scgraph: --{parameter.name} is left out: {value}", file=sys.stderr)
    if not rows:
        print("scgraph: no rows", file=sys.stderr)
        for value in params.values():
            for part, whole in graph.wholes(value):
                print(f"  mend: {part} is a part of {whole}: ask for that", file=sys.stderr)


def _say_the_day(graph: "Graph", given: str | None) -> None:
    """Tell on standard error the day on which an answer holds, and by which edition."""
    from scgraph.clock import RELEASE

    release = graph.release
    day = release.day if given in (None, RELEASE) else given
    print(f"scgraph: as of {day} (U.S. Code release {release.number})", file=sys.stderr)


def _read_query(name: str) -> str:
    """Return the text of a query, of which no more is read than may be asked."""
    from scgraph.guard import MOST_BYTES

    try:
        if name == "-":
            if sys.stdin is None:
                raise BadInputError("standard input is closed", mend="give a file")
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with open(name, "rb") as file:
                data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadInputError(f"cannot read: {error.strerror}", where=name) from error
    if len(data) > MOST_BYTES:
        raise BadInputError(
            f"the query has more than {MOST_BYTES} bytes", where=name, mend="split the query"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError("not UTF-8", where=name, mend="save it as UTF-8") from error


def _sparql(options: argparse.Namespace, graph: "Graph") -> int:
    from scgraph.evaluate import evaluate_guarded, evaluate_remote
    from scgraph.output import print_answer, waiting

    text = _read_query(options.file)
    if options.endpoint is not None:
        answer = evaluate_remote(options.endpoint, text, timeout=options.timeout)
    else:
        answer = evaluate_guarded(graph.open_store, text, timeout=options.timeout, waiting=waiting)
    print_answer(graph, answer, options.format)
    return 0


def _find(options: argparse.Namespace, graph: "Graph") -> int:
    hits = graph.find(options.text)
    for hit in hits:
        print(f"{hit.iri}\t{graph.label(hit.iri)}\t{hit.name}")
    if not hits:
        from scgraph.names import near

        likely = ", ".join(hit.name for hit in near(graph.store, options.text))
        mend = f"near: {likely}" if likely else "try fewer or other words"
        print(f"scgraph: nothing is named {options.text!r}\n  mend: {mend}", file=sys.stderr)
    return 0 if hits else 1


def _show(options: argparse.Namespace, graph: "Graph") -> int:
    from pyoxigraph import NamedNode

    from scgraph.output import print_table, show

    rows = []
    facts = graph.describe(options.entity)
    for fact in facts:
        own = fact.subject == facts[0].subject
        value = show(fact.object, graph.prefixes) if own else graph.short(fact.subject)
        iri = fact.subject if not own else getattr(fact.object, "value", "")
        if (isinstance(fact.object, NamedNode) or not own) and graph.label(iri) != value:
            value = f"{graph.label(iri)} ({value})"
        name = graph.label(fact.predicate)
        rows.append([name if own else f"← {name}", value, str(graph.citation(fact.source))])
    print_table(["property", "value", "source"], rows)
    return 0


def _cite(options: argparse.Namespace, graph: "Graph") -> int:
    from pathlib import Path

    for place in graph.cite(options.entity):
        print(place)
        if options.text is not None:
            for line in graph.words(place.source, Path(options.text)):
                print(f"    {line}".rstrip())
    return 0


def _lint_citations(options: argparse.Namespace, graph: "Graph") -> int:
    from scgraph.lint import as_json, as_line, read_text

    name = "<stdin>" if options.file == "-" else options.file
    remarks = graph.lint_citations(read_text(options.file))
    if options.json:
        print(as_json(name, remarks))
    else:
        for remark in remarks:
            print(as_line(name, remark))
    wrong = sum(remark.wrong for remark in remarks)
    print(
        f"{wrong} finding{'s' * (wrong != 1)} in {len(remarks)} remark{'s' * (len(remarks) != 1)}",
        file=sys.stderr,
    )
    return 1 if wrong else 0


def _timeline(options: argparse.Namespace, graph: "Graph") -> int:
    from scgraph.output import print_answer

    answer = graph.query("timeline", entity=options.entity)
    print_answer(graph, answer, options.format)
    return _found(len(answer), f"no event or day is known of {options.entity}")


def _expiring(options: argparse.Namespace, graph: "Graph") -> int:
    from pathlib import Path

    from scgraph.writing import put

    kind = options.format or Path(options.output).suffix[1:] or "table"
    if kind not in (*_ROWS, "ics"):
        mend = f"give --format {', '.join(_ROWS)} or ics"
        raise BadInputError(f"unknown format {kind!r}", where=options.output, mend=mend)
    answer = graph.query("expiring", **{"from": options.first, "to": options.last})
    none = f"nothing lapses from {options.first} to {options.last}"
    if kind != "ics":
        from contextlib import redirect_stdout
        from io import StringIO

        from scgraph.output import print_answer

        with redirect_stdout(StringIO(newline="")) as text:
            print_answer(graph, answer, kind)
        put(text.getvalue().encode(), options.output)
    elif answer:
        from datetime import date

        from scgraph.calendar_file import lapses, to_ics

        stamp = date.fromisoformat(graph.release.day)
        data = to_ics(lapses(answer), stamp, lambda source: str(graph.citation(source)))
        put(data, options.output)
    else:
        none += ", and no calendar is written"
    _say_the_day(graph, None)
    return _found(len(answer), none)


def _disagreements(options: argparse.Namespace, graph: "Graph") -> int:
    from scgraph.output import print_answer

    if options.entity is None:
        answer = graph.query("disagreements")
    else:
        answer = graph.query("disagreements-of-entity", entity=options.entity)
    if options.format is None:
        from scgraph.disagreements import blocks

        for block in blocks(graph, answer):
            print(block)
    else:
        print_answer(graph, answer, options.format)
    about = "" if options.entity is None else f" about {options.entity}"
    return _found(len(answer), f"no disagreement is known{about}")


def _found(rows: int, words: str) -> int:
    """Return the exit code: 0, or 1 with *words* on standard error where there is no row."""
    if not rows:
        print(f"scgraph: {words}", file=sys.stderr)
    return 0 if rows else 1


def _validate(options: argparse.Namespace) -> int:
    from scgraph.commands.validate import run

    return run(options)


def _export(options: argparse.Namespace) -> int:
    from pathlib import Path

    from scgraph.export import export, export_csv
    from scgraph.writing import put

    kind = options.format or Path(options.output).suffix[1:] or "trig"
    if kind == "csv":
        if options.output == "-":
            raise BadInputError("csv is one file for each class", mend="give a folder with -o")
        export_csv(Path(options.output))
        return 0
    put(export(kind), options.output)
    return 0


def _format(options: argparse.Namespace) -> int:
    from scgraph.commands.format import run

    return run(options)


def _import(options: argparse.Namespace) -> int:
    from pathlib import Path

    from scgraph.uslm.importer import import_uslm, wanted

    counts = import_uslm(
        [Path(name) for name in options.paths],
        sys.stdout if options.output == "-" else Path(options.output),
        release=options.release or "",
        issued=options.issued or "",
        sections=None if options.sections is None else wanted(options.sections),
    )
    for message, count in counts.warnings.most_common():
        where = counts.warnings.first[message]
        print(f"{where}: warning: {message} ({count} times)", file=sys.stderr)
    print(
        f"{counts.sections} sections read, {counts.kept} written; {counts.credits} credited laws, "
        f"{counts.references} references and {counts.notes} statutory notes read",
        file=sys.stderr,
    )
    return 0


def _infer(options: argparse.Namespace) -> int:
    from scgraph.commands.infer import run

    return run(options)


def _explain(options: argparse.Namespace) -> int:
    from scgraph.commands.explain import run

    return run(options)


_ON_GRAPH = {
    "info": _info,
    "queries": _queries,
    "query": _query,
    "sparql": _sparql,
    "find": _find,
    "show": _show,
    "cite": _cite,
    "lint-citations": _lint_citations,
    "timeline": _timeline,
    "expiring": _expiring,
    "disagreements": _disagreements,
}
_ALONE = {
    "validate": _validate,
    "format": _format,
    "export": _export,
    "import": _import,
    "infer": _infer,
    "explain": _explain,
}


def _run(options: argparse.Namespace) -> int:
    if options.command in _ALONE:
        return _ALONE[options.command](options)
    from scgraph.graph import Graph

    def tell(note: str) -> None:
        print(f"scgraph: {note}", file=sys.stderr)

    asserted = getattr(options, "asserted", False)
    if asserted and options.endpoint is not None:
        mend = "leave out --endpoint or --asserted"
        raise BadInputError("--asserted asks the shipped graph", mend=mend)
    return _ON_GRAPH[options.command](options, Graph(asserted=asserted, tell=tell))


def main(argv: list[str] | None = None) -> int:
    """Run one command; return 0 good, 1 findings or nothing found, 2 could not run."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")
    if sys.stdout is None:
        print("scgraph: standard output is closed", file=sys.stderr)
        return 2
    options = _parse(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(options)
        sys.stdout.flush()
        return code
    except ScgraphError as error:
        print(f"scgraph: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        _drop_output()
        return 0
    except KeyboardInterrupt:
        print("scgraph: stopped", file=sys.stderr)
        return 130
    except (OSError, MemoryError, ValueError, RuntimeError) as error:
        _drop_output()
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        print(f"scgraph: cannot go on: {reason}", file=sys.stderr)
        return 2


def run() -> NoReturn:
    """
    Run the command of this process and end it.

    What a command makes lives until it ends: the collector of cycles has little to find, and taking
    everything apart at the end would take longer than many an answer.
    """
    import gc

    gc.set_threshold(100_000, 20, 20)
    code = 1
    try:
        code = main()
    except SystemExit as stop:  # from argparse, which has said why
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:
        import traceback

        traceback.print_exc()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        code = code or 2
    os._exit(code)


def _drop_output() -> None:
    """Let what is still to be written go nowhere, so that the end is quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    run()
