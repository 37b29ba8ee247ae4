"""The `scgraph explain` command: a triple in, its sources or its proof out."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from scgraph.commands.guarded import UNUSABLE, Answer, guarded
from scgraph.errors import BadInputError
from scgraph.namespaces import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scgraph.explain import Said
    from scgraph.findings import Place
    from scgraph.sources import Sources

__all__ = ["add_arguments", "run"]

_MOST = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments and options of the command."""
    from scgraph.explain.written import FORMATS

    parser.epilog = (
        "Exit codes: 0 the triple is asserted or follows; 1 it does neither; 2 a name or file "
        "cannot be used; 3 an internal error."
    )
    parser.add_argument("subject", metavar="SUBJECT", help="an IRI, prefixed name, name, citation")
    parser.add_argument("predicate", metavar="PREDICATE", help="likewise; `a` is rdf:type")
    parser.add_argument(
        "object", metavar="OBJECT", help='likewise, or a literal: "text"@en, 5, "2026"^^xsd:gYear'
    )
    parser.add_argument(
        "--all", action="store_true", help="every proof, shortest first, not the shortest alone"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="text unless told")
    parser.add_argument(
        "--data",
        action="append",
        default=[],
        metavar="PATH",
        help="a file, folder or pattern beside the shipped graph; may be given again",
    )
    parser.add_argument("--data-only", action="store_true", help="leave the shipped graph out")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="- is standard output")


def run(options: argparse.Namespace) -> int:
    """
    Explain one triple; return the exit code.

    Raises:
        ScgraphError: a name or file cannot be used.
    """
    if options.data_only and not options.data:
        raise BadInputError("--data-only leaves no data", mend="name files with --data")
    from scgraph.inputs import keep_apart

    keep_apart(options.output, options.data)

    def work(tell: Callable[[str], None]) -> Answer:
        from scgraph.commands.infer import told_of
        from scgraph.explain import Explainer, read_triple
        from scgraph.explain.written import Writer
        from scgraph.sources import parts_of, read_files
        from scgraph.store import merged
        from scgraph.where import Where

        tell("reading")
        sources = read_files(options.data, stdin_suffix=".trig", data_only=options.data_only)
        if sources.broken:
            return Answer(UNUSABLE, told_of(sources.broken, sources.texts), b"")
        data = ox.Store()
        data.extend(merged(sources.quads()))
        table = _table(sources)
        words = (options.subject, options.predicate, options.object)
        triple, notes = read_triple(data, table, *words)
        tell("reasoning")
        explainer = Explainer(sources.quads())
        found = explainer.explain(triple, most=_MOST if options.all else 1)
        where = Where(sources.data, data, graphs=sources.graphs)
        found = found._replace(
            said={
                one: _at_places(said, where.sources(one))
                for one, said in found.said.items()
                if isinstance(one, ox.Triple)
            }
        )
        cite = _no_citation if options.data_only else _citation()
        writer = Writer(parts_of(sources), table, cite)
        body = writer.write(found, options.format).encode()
        told = "".join(f"scgraph: {note}\n" for note in notes)
        return Answer(1 if found.status == "unknown" else 0, told, body)

    return guarded(work, options.output)


def _at_places(said: "Said", found: "Iterable[tuple[str, Place]]") -> "Said":
    """Return who asserts a triple with the places, each with its source."""
    pairs = sorted(dict.fromkeys(found), key=lambda pair: (pair[1], pair[0]))
    return said._replace(
        places=tuple(place for _, place in pairs), of=tuple(name for name, _ in pairs)
    )


def _table(sources: "Sources") -> dict[str, str]:
    return table_of(file.text for file in sources.judged)


def _citation() -> Callable[[str], str]:
    """Return what writes a source of the shipped graph for a reader."""
    from scgraph.graph import Graph

    graph = Graph()
    return lambda name: str(graph.citation(name))


def _no_citation(name: str) -> str:
    return f"<{name}>"
