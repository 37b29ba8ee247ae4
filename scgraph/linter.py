"""Hold files against shapes, checks and rules, and report each finding at its place."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from os.path import realpath
from pathlib import Path

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.files import check_files, data_files, ontology_files, shape_files
from scgraph.findings import Finding, Report, level
from scgraph.inputs import STDIN, Input, gather, read_inputs
from scgraph.namespaces import BASE, table_of
from scgraph.rules import SourceFile, run
from scgraph.shapecheck import Flaw, errors_of, targets_of, warnings_of
from scgraph.shapes import Shapes, of_profile
from scgraph.store import merged
from scgraph.validate import check, hold
from scgraph.where import Where

__all__ = ["Options", "lint", "paths_of"]

_ONTOLOGY, _GIVEN = f"{BASE}source/ontology", f"{BASE}source/given"
_SH = "http://www.w3.org/ns/shacl#"
_WITH_GRAPHS = (ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS, ox.RdfFormat.JSON_LD)


@dataclass(frozen=True)
class Options:
    """
    What is held against what.

    Attributes:
        words: files, folders and patterns; `-` is standard input; none means the shipped graph.
        shapes: likewise, instead of the shipped shapes and checks.
        stdin_suffix: how standard input is read, a suffix of `store.FORMATS`.
        engine: see `validate.validate`.
        profile: one of `rules.PROFILES`.
        data_only: whether the shipped graph is left out.
    """

    words: Sequence[str] = ()
    shapes: Sequence[str] = ()
    stdin_suffix: str = ".trig"
    engine: str = "pyshifty"
    profile: str = "maintainer"
    data_only: bool = False


@dataclass(frozen=True)
class _Sources:
    """
    What was read.

    Attributes:
        judged: the files that the rules are about: the given ones, else the shipped ones.
        beside: the shipped files that stand beside the given ones.
        shapes: the files of the shapes graph.
        broken: what is wrong with the files that could not be read.
        graphs: for a file without graphs, by name, the IRI of the graph that it stands in.
        texts: the text of each file by its name, also of those that could not be read.
    """

    judged: list[SourceFile]
    beside: list[SourceFile]
    shapes: list[SourceFile]
    broken: list[Finding]
    graphs: dict[str, str]
    texts: dict[str, str]

    @property
    def data(self) -> list[SourceFile]:
        """Return the files of the data graph."""
        return [*self.judged, *self.beside]


def lint(options: Options, tell: Callable[[str], None] = lambda _: None) -> Report:
    """
    Hold the files against the rules, and against shapes and checks together with the shipped graph.

    Where a file cannot be read, or the shapes are not SHACL, that is what the report says, and
    nothing is held against the shapes: what is missing would look like what is wrong.

    Args:
        tell: is given what is done next, for a person who waits.

    Raises:
        BadInputError: a file is missing or of an unknown kind, or a pattern matches nothing.
        ScgraphError: the engine refuses a shape.
    """
    start = time.monotonic()
    tell("reading")
    sources = _read(options)
    tell("rules")
    made = Report(
        tuple(sources.broken + run(sources.judged, profile=options.profile)),
        files=len(sources.judged) + len(sources.broken),
        usable=not sources.broken,
    )
    if made.usable:
        tell("shapes")
        made = _held(options, sources, made)
    named = {place.file for one in made.findings for place in one.places}
    return replace(
        made,
        findings=tuple(sorted(made.findings, key=_order)),
        texts={name: text for name, text in sources.texts.items() if name in named},
        seconds=time.monotonic() - start,
    )


def paths_of(options: Options) -> list[Path]:
    """
    Return the files that a report depends on, those of data and of shapes.

    Raises:
        BadInputError: see `lint`.
    """
    shapes = gather(options.shapes) if options.shapes else shape_files()
    data = gather(options.words) if options.words else [*ontology_files(), *data_files()]
    return [path for path in (*data, *shapes) if str(path) != STDIN]


def _read(options: Options) -> _Sources:
    paths = gather(options.words)
    taken = {realpath(path) for path in paths}
    ontology = ontology_files()
    shipped = [] if options.data_only and paths else [*ontology, *data_files()]
    given = read_inputs(paths, options.stdin_suffix)
    beside = read_inputs(path for path in shipped if realpath(path) not in taken)
    shapes = read_inputs(gather(options.shapes) if options.shapes else shape_files())
    ours = {realpath(path) for path in ontology}
    return _Sources(
        judged=_files(given if paths else beside),
        beside=_files(beside) if paths else [],
        shapes=_files(shapes),
        broken=[one.made for one in (*given, *beside, *shapes) if isinstance(one.made, Finding)],
        graphs={
            one.name: _ONTOLOGY if realpath(one.name) in ours else _GIVEN
            for one in (*given, *beside)
            if one.format not in _WITH_GRAPHS
        },
        texts={one.name: one.text for one in (*given, *beside, *shapes)},
    )


def _files(read: Iterable[Input]) -> list[SourceFile]:
    return [one.made for one in read if isinstance(one.made, SourceFile)]


def _held(options: Options, sources: _Sources, made: Report) -> Report:
    """Return the report with what the shapes and checks find, and what is wrong with the shapes."""
    data, graph = ox.Store(), ox.Store()
    data.extend(merged(_quads(sources)))
    graph.extend(quad for file in sources.shapes for quad in file.quads)
    if not any(quad.predicate.value.startswith(_SH) for quad in graph):
        names = ", ".join(file.name for file in sources.shapes)
        raise BadInputError("no SHACL shape in it", where=names, mend="give a file with shapes")
    flaws: list[Flaw] = []
    findings: list[Finding] = []
    if options.shapes:
        errors = errors_of(graph)
        flaws = errors + warnings_of(graph, data)
        where = Where(sources.shapes, graph)
        findings = [where.placed(_flaw(one), property=_is_misspelt(one)) for one in flaws]
        if errors:
            return replace(made, findings=(*made.findings, *findings), usable=False)
    if options.profile == "consumer" and not options.shapes:
        graph = of_profile(graph, options.profile)
    shapes = Shapes(graph)
    table = table_of(file.text for file in (*sources.judged, *sources.shapes))
    found = hold(data, shapes, engine=options.engine, table=table)
    # the checks are about the whole graph: its ontology, its sources
    house = options.profile == "maintainer" and not (options.shapes or options.data_only)
    if house:
        found += check(data)
    where = Where(sources.data, data, sources.shapes, graphs=sources.graphs)
    findings += [where.placed(one) for one in found]
    return replace(
        made,
        findings=(*made.findings, *findings),
        triples=sum(1 for _ in data.quads_for_pattern(None, None, None, ox.DefaultGraph())),
        shapes=len(shapes.aimed) + (len(check_files()) if house else 0),
        targets=targets_of(graph, data),
    )


def _quads(sources: _Sources) -> Iterator[ox.Quad]:
    """Yield every quad of the data in the graph of its source."""
    for file in sources.data:
        name = sources.graphs.get(file.name)
        if name is None:
            yield from file.quads
            continue
        graph = ox.NamedNode(name)
        for quad in file.quads:
            yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _flaw(flaw: Flaw) -> Finding:
    return Finding(
        flaw.severity,
        flaw.kind,
        getattr(flaw.node, "value", str(flaw.node)),
        flaw.message,
        flaw.mend,
        path="" if flaw.predicate is None else str(flaw.predicate),
        value="" if flaw.value is None else str(flaw.value),
    )


def _is_misspelt(flaw: Flaw) -> bool:
    """Tell whether the property of a flaw is what is wrong, not its value."""
    return flaw.predicate is not None and flaw.kind in ("unknown-sh-term", "idle-parameter")


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.places[:1]
    return not place, place, -level(finding.severity), finding
