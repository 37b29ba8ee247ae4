"""Hold files against shapes, checks and rules, and report each finding at its place."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from scgraph.beside import beside
from scgraph.errors import BadInputError
from scgraph.files import data_files, ontology_files, shape_files
from scgraph.findings import Finding, Place, Report
from scgraph.inputs import STDIN, gather, read_inputs
from scgraph.namespaces import table_of
from scgraph.plain_graph import PlainGraph
from scgraph.rules import SourceFile, run
from scgraph.rules.formatting import formatting
from scgraph.rules.triple_terms import has_triple_terms, triple_terms
from scgraph.shacl.details import detailed
from scgraph.shacl.flaws import Flaw, errors_of, targets_of, warnings_of
from scgraph.shacl.flaws.terms import TERMS
from scgraph.shacl.qualified import counted
from scgraph.shacl.shapes import Shapes, of_profile
from scgraph.sources import Sources, files_of, read_files, report_of
from scgraph.validate import check, hold
from scgraph.where import Where

__all__ = ["Options", "lint", "paths_of"]


_SAID_BY_RULES = ("term-not-defined", "term-within-itself")
_OF_DATATYPE = "DatatypeConstraintComponent"
_SH = "http://www.w3.org/ns/shacl#"


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
        consistency: whether clashes under OWL 2 RL are looked for too.
        formatting: whether Turtle and TriG are held to the canonical form.
    """

    words: Sequence[str] = ()
    shapes: Sequence[str] = ()
    stdin_suffix: str = ".trig"
    engine: str = "pyshifty"
    profile: str = "maintainer"
    data_only: bool = False
    consistency: bool = False
    formatting: bool = False


def lint(
    options: Options,
    tell: Callable[[str], None] = lambda _: None,
    keep: list[object] | None = None,
) -> Report:
    """
    Hold the files against the rules, and against shapes and checks together with the shipped graph.

    Where a file cannot be read, or the shapes are not SHACL, that is what the report says, and
    nothing is held against the shapes: what is missing would look like what is wrong.

    Args:
        tell: is given what is done next, for a person who waits.
        keep: is given what was read; who holds it until the process ends need not wait until it
            is taken apart.

    Raises:
        BadInputError: a file is missing or of an unknown kind, or a pattern matches nothing.
        ScgraphError: the engine refuses a shape.
    """
    start = time.monotonic()
    # the checks are about the whole graph: its ontology, its sources
    house = options.profile == "maintainer" and not (options.shapes or options.data_only)
    tell("reading")
    sources = read_files(
        options.words, stdin_suffix=options.stdin_suffix, data_only=options.data_only
    )
    keep = [] if keep is None else keep
    keep.append(sources)
    if house and not sources.broken:
        with beside(lambda: check(sources.store, skip=_SAID_BY_RULES)) as checked:
            made = _judged(options, sources, checked, tell, keep)
    else:
        made = _judged(options, sources, list, tell, keep)
    return replace(made, seconds=time.monotonic() - start)


def _judged(
    options: Options,
    sources: Sources,
    checked: Callable[[], list[Finding]],
    tell: Callable[[str], None],
    keep: list[object],
) -> Report:
    """Return the report on what was read; *checked* waits for what the checks find."""
    read = read_inputs(gather(options.shapes) if options.shapes else shape_files())
    broken = sources.broken + [one.made for one in read if isinstance(one.made, Finding)]
    broken += [triple_terms(file) for file in sources.data if has_triple_terms(file)]
    tell("rules and shapes")
    rules = run(sources.judged, profile=options.profile)
    if options.formatting:
        rules += formatting(sources.judged)
    files = len(sources.judged) + len(sources.broken)
    made = Report((*broken, *rules), files=files, usable=not broken)
    if made.usable:
        made = _held(options, sources, files_of(read), made, checked, keep)
    texts = {one.name: one.text for one in read} | sources.texts
    return report_of(made.findings, texts, made)


def paths_of(options: Options) -> list[Path]:
    """
    Return the files that a report depends on, those of data and of shapes.

    Raises:
        BadInputError: see `lint`.
    """
    shapes = gather(options.shapes) if options.shapes else shape_files()
    data = gather(options.words) if options.words else [*ontology_files(), *data_files()]
    return [path for path in (*data, *shapes) if str(path) != STDIN]


def _held(
    options: Options,
    sources: Sources,
    shape_sources: list[SourceFile],
    made: Report,
    checked: Callable[[], list[Finding]],
    keep: list[object],
) -> Report:
    """Return the report with what the shapes and checks find, and what is wrong with the shapes."""
    quads = (quad for file in sources.data for quad in file.quads)
    data = PlainGraph.of(quads, lambda: sources.store)
    keep.append(data)
    graph = PlainGraph(quad.triple for file in shape_sources for quad in file.quads)
    if not any(quad.predicate.value.startswith(_SH) for quad in graph):
        names = ", ".join(file.name for file in shape_sources)
        raise BadInputError("no SHACL shape in it", where=names, mend="give a file with shapes")
    flaws: list[Flaw] = []
    findings: list[Finding] = []
    if options.shapes:
        errors = errors_of(graph)
        flaws = errors + warnings_of(graph, data)
        where = Where(shape_sources, graph)
        texts = {file.name: file.text for file in shape_sources}
        findings = [
            _within(where.placed(_flaw(one), property=_is_misspelt(one)), one.within, texts)
            for one in flaws
        ]
        # of the terms of SHACL the flaws say it
        misspelt = run(shape_sources, profile="shapes")
        findings += [one for one in misspelt if not one.focus.startswith(_SH)]
        if errors:
            return replace(made, findings=(*made.findings, *findings), usable=False)
    light = options.profile == "consumer" and not options.shapes
    shapes = Shapes(of_profile(graph, options.profile) if light else graph)
    table = table_of(file.text for file in (*sources.judged, *shape_sources))
    found = hold(data, shapes, engine=options.engine, table=table)
    targets = targets_of(shapes.store, data)
    found += checked()
    where = Where(sources.data, data, shape_sources, graphs=sources.graphs)
    found = detailed(data, shapes, found, options.engine, table)
    among = counted(data, shapes, found, options.engine)
    findings += [where.placed(one, among=among.get(one)) for one in found]
    rules = _unsaid(made.findings, findings)
    if options.consistency:
        findings += _clashes(sources, where, table)
    return replace(
        made,
        findings=(*rules, *findings),
        triples=len(data),
        shapes=len(shapes.aimed),
        targets=targets,
    )


def _unsaid(rules: Iterable[Finding], shapes: list[Finding]) -> list[Finding]:
    """Return what the rules find without the ill-formed literals that a shape finds too."""
    said = {place for one in shapes if one.component.endswith(_OF_DATATYPE) for place in one.places}
    return [one for one in rules if one.rule != "ill-formed-literal" or not said >= {*one.places}]


def _clashes(sources: Sources, where: Where, table: dict[str, str]) -> list[Finding]:
    """Return what cannot hold together by OWL 2 RL."""
    from scgraph.clashes import clash_findings, note_findings
    from scgraph.explain.written import Writer
    from scgraph.infer import infer
    from scgraph.sources import parts_of

    found = infer(quad.triple for file in sources.data for quad in file.quads)
    show = Writer(parts_of(sources), table, str).term
    clashes = clash_findings(found.clashes, found.closure, where, show)
    return [*clashes, *note_findings(found.notes, where, show)]


def _flaw(flaw: Flaw) -> Finding:
    return Finding(
        flaw.severity,
        flaw.kind,
        flaw.node.value if isinstance(flaw.node, ox.NamedNode) else str(flaw.node),
        flaw.message,
        flaw.mend,
        path="" if flaw.predicate is None else str(flaw.predicate),
        value="" if flaw.value is None else str(flaw.value),
    )


def _within(finding: Finding, at: tuple[int, int] | None, texts: dict[str, str]) -> Finding:
    """Return a finding about a string at the word in it, where it is written without escapes."""
    if at is None or len(finding.places) != 1 or not finding.places[0].line:
        return finding
    place, (line, column) = finding.places[0], at
    rows = texts[place.file].split("\n")[place.line - 1 : place.end_line]
    if any("\\" in row for row in rows) or line > len(rows):
        return finding
    quotes = 3 if rows[0].startswith(('"""', "'''"), place.column - 1) else 1
    first = place.column + quotes if line == 1 else 1
    start = end = first + column - 1
    row = rows[line - 1]
    # an engine may see an error some way into the word that is wrong
    while start > first and not row[start - 2].isspace():
        start -= 1
    while end <= len(row) and not row[end - 1].isspace():
        end += 1
    row_number = place.line + line - 1
    made = Place(place.file, row_number, start, row_number, max(end, start + 1))
    return replace(finding, places=(made,))


def _is_misspelt(flaw: Flaw) -> bool:
    """Tell whether the property of a flaw is what is wrong, not its value."""
    if flaw.predicate is None or flaw.kind not in ("unknown-sh-term", "idle-parameter"):
        return False
    local = flaw.predicate.value.removeprefix(_SH)
    return flaw.kind == "idle-parameter" or local not in (flaw.predicate.value, *TERMS)
