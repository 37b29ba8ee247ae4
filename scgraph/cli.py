"""The `scgraph` command: arguments in, text out."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from scgraph import __version__
from scgraph.errors import ScgraphError

if TYPE_CHECKING:
    from scgraph.graph import Answer, Graph, Term

__all__ = ["main"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scgraph",
        description="Ask the graph of U.S. security cooperation; every answer carries its source.",
    )
    parser.add_argument("--version", action="version", version=f"scgraph {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("info", help="what is loaded")
    listing = commands.add_parser("queries", help="the canned queries with their parameters")
    listing.add_argument("--json", action="store_true")
    query = commands.add_parser(
        "query",
        help="run a canned query",
        usage="scgraph query NAME [--PARAM VALUE ...] [--format table|csv|tsv|json] [--cite]",
    )
    query.add_argument("name")
    query.add_argument("--format", choices=["table", "csv", "tsv", "json"], default="table")
    query.add_argument("--cite", action="store_true", help="add the sources of each row")
    commands.add_parser("find", help="names and citations to entities").add_argument("text")
    commands.add_parser("show", help="all facts of an entity").add_argument("entity")
    commands.add_parser("cite", help="the passages behind an entity").add_argument("entity")
    validate = commands.add_parser("validate", help="SHACL over the shipped graph and files")
    validate.add_argument("files", nargs="*", metavar="FILE", help="added to the shipped graph")
    export = commands.add_parser("export", help="the graph as RDF")
    export.add_argument("--format", choices=["trig", "nq", "ttl", "nt", "jsonld", "rdf"])
    export.add_argument("-o", "--output", default="-", help="a path; - is standard output")
    return parser


def _parameters(rest: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    words = iter(rest)
    for word in words:
        if not word.startswith("--") or len(word) < 3:
            raise ScgraphError(f"not a parameter: {word}", mend="write --NAME VALUE")
        name, equals, value = word[2:].partition("=")
        if not equals:
            given = next(words, None)
            if given is None:
                raise ScgraphError(f"--{name} has no value", mend=f"write --{name} VALUE")
            value = given
        if name in values:
            raise ScgraphError(f"--{name} is given twice", mend="give it once")
        values[name] = value
    return values


def _text(graph: "Graph", term: "Term | None") -> str:
    from scgraph.namespaces import shorten

    if term is None:
        return ""
    value = getattr(term, "value", None)
    if not isinstance(value, str):
        return str(term)
    return shorten(value, graph.prefixes) if value.startswith("http") else value


def _table(columns: list[str], rows: list[list[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    for row in [columns, ["-" * width for width in widths], *rows]:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(line.rstrip())


def _print_answer(graph: "Graph", answer: "Answer", kind: str) -> None:
    columns = list(answer.variables)
    cited = [[graph.citation(name) for name in names] for names in answer.citations]
    if kind == "json":
        import json

        print(json.dumps(_results(answer), ensure_ascii=False, indent=1))
        return
    rows = [[_text(graph, term) for term in row] for row in answer]
    if cited:
        columns.append("source")
        rows = [[*row, "; ".join(names)] for row, names in zip(rows, cited, strict=True)]
    if kind == "table":
        _table(columns, rows)
        return
    import csv

    dialect = "excel" if kind == "csv" else "excel-tab"
    csv.writer(sys.stdout, dialect=dialect, lineterminator="\n").writerows([columns, *rows])


def _results(answer: "Answer") -> dict[str, object]:
    import pyoxigraph as ox

    def binding(term: "Term") -> dict[str, str]:
        if isinstance(term, ox.NamedNode):
            return {"type": "uri", "value": term.value}
        if isinstance(term, ox.Literal):
            found = {"type": "literal", "value": term.value}
            if term.language:
                return found | {"xml:lang": term.language}
            if term.datatype.value.endswith("#string"):
                return found
            return found | {"datatype": term.datatype.value}
        return {"type": "bnode", "value": str(term)[2:]}

    bindings: list[dict[str, object]] = [
        {name: binding(term) for name, term in zip(answer.variables, row, strict=True) if term}
        for row in answer
    ]
    for row, names in zip(bindings, answer.citations, strict=False):
        row["source"] = {"type": "literal", "value": " ".join(names)}
    variables = [*answer.variables, *(["source"] if answer.citations else [])]
    return {"head": {"vars": variables}, "results": {"bindings": bindings}}


def _run(options: argparse.Namespace, rest: list[str]) -> int:
    if options.command == "export":
        return _export(options.format, options.output)
    if options.command == "validate":
        return _validate(options.files)
    from scgraph.graph import Graph

    graph = Graph()
    if options.command == "query":
        params = _parameters(rest)
        answer = graph.query(options.name, cite=options.cite, **params)
        _print_answer(graph, answer, options.format)
    elif options.command == "queries":
        _print_queries(graph, options.json)
    elif options.command == "info":
        print(f"scgraph {__version__}")
        for key, value in graph.info().items():
            shown = value.items() if isinstance(value, dict) else [(key, value)]
            for name, count in shown:
                print(f"{count:>7}  {name}")
    elif options.command == "find":
        hits = graph.find(options.text)
        for hit in hits:
            print(f"{hit.iri}\t{graph.label(hit.iri)}\t{hit.name}")
        return 0 if hits else 1
    else:
        facts = graph.describe(options.entity)
        if options.command == "cite":
            for source in sorted({fact.source for fact in facts}):
                print(graph.citation(source))
        else:
            rows = [
                [graph.label(f.predicate), _text(graph, f.object), graph.citation(f.source)]
                for f in facts
            ]
            _table(["property", "value", "source"], rows)
    return 0


def _export(kind: str | None, output: str) -> int:
    from pathlib import Path

    from scgraph.export import export, write

    data = export(kind or Path(output).suffix[1:] or "trig")
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write(data, Path(output))
    return 0


def _validate(files: list[str]) -> int:
    from pathlib import Path

    from scgraph.namespaces import prefixes, shorten
    from scgraph.store import load
    from scgraph.validate import validate

    findings = validate(load(Path(name) for name in files))
    table = prefixes()
    for finding in findings:
        focus = shorten(finding.focus, table)
        print(f"{finding.severity}[{finding.shape}]: {focus}\n  mend: {finding.message}")
    print(f"{len(findings)} findings", file=sys.stderr)
    return 1 if findings else 0


def _print_queries(graph: "Graph", as_json: bool) -> None:
    queries = graph.queries()
    if as_json:
        import json
        from dataclasses import asdict

        print(json.dumps([asdict(query) for query in queries], ensure_ascii=False, indent=1))
        return
    for query in queries:
        params = " ".join(
            f"[--{p.name} {p.kind.upper()}]" if p.default else f"--{p.name} {p.kind.upper()}"
            for p in query.parameters
        )
        print(f"{query.name} {params}".rstrip(), f"    {query.description}", sep="\n")


def main(argv: list[str] | None = None) -> int:
    """Run one command; return 0 good, 1 nothing found, 2 could not run."""
    parser = _parser()
    options, rest = parser.parse_known_args(argv)
    if rest and options.command != "query":
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        code = _run(options, rest)
        sys.stdout.flush()
        return code
    except ScgraphError as error:
        print(f"scgraph: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
