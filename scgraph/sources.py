"""Read the files that a command is about, beside the shipped graph or without it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from os.path import realpath

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.files import data_files, ontology_files
from scgraph.findings import Finding, Report, level
from scgraph.inputs import Input, gather, read_inputs
from scgraph.namespaces import BASE
from scgraph.rules import SourceFile

__all__ = ["Sources", "files_of", "parts_of", "read_files", "report_of"]

_ONTOLOGY, _GIVEN = f"{BASE}source/ontology", f"{BASE}source/given"
_WITH_GRAPHS = (ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS, ox.RdfFormat.JSON_LD)


@dataclass(frozen=True)
class Sources:
    """
    What was read.

    Attributes:
        judged: the given files, or the shipped ones where none is given.
        beside: the shipped files that stand beside the given ones.
        broken: what is wrong with the files that could not be read.
        graphs: for a file without graphs, by name, the IRI of the graph that it stands in.
        texts: the text of each file by its name, also of those that could not be read.
    """

    judged: list[SourceFile]
    beside: list[SourceFile]
    broken: list[Finding]
    graphs: dict[str, str]
    texts: dict[str, str]

    @property
    def data(self) -> list[SourceFile]:
        """Return all files, those to be looked at first in front."""
        return [*self.judged, *self.beside]

    @cached_property
    def store(self) -> ox.Store:
        """Return a store with every quad in the graph of its source, and none merged."""
        made = ox.Store()
        made.extend(self.quads())
        return made

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad in the graph of its source."""
        for file in self.data:
            name = self.graphs.get(file.name)
            if name is None:
                yield from file.quads
                continue
            graph = ox.NamedNode(name)
            for quad in file.quads:
                yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def parts_of(sources: Sources) -> dict[object, list[tuple[object, object]]]:
    """Return what is said of each blank node: predicate and object."""
    parts: dict[object, list[tuple[object, object]]] = {}
    for file in sources.data:
        for quad in file.quads:
            if isinstance(quad.subject, ox.BlankNode):
                parts.setdefault(quad.subject, []).append((quad.predicate, quad.object))
    return parts


def read_files(words: Sequence[str], *, stdin_suffix: str, data_only: bool) -> Sources:
    """
    Read the files that *words* name, and the shipped graph unless it is left out.

    Args:
        words: files, folders and patterns; `-` is standard input; none means the shipped graph.
        stdin_suffix: how standard input is read, a suffix of `store.FORMATS`.

    Raises:
        BadInputError: a file is missing or of an unknown kind, a pattern matches nothing, or the
            shipped graph is left out and nothing else is named.
    """
    if data_only and not words:
        raise BadInputError("--data-only leaves no data", mend="name files, folders or patterns")
    paths = gather(words)
    taken = {realpath(path) for path in paths}
    ontology = ontology_files()
    shipped = [] if data_only else [*ontology, *data_files()]
    given = read_inputs(paths, stdin_suffix)
    beside = read_inputs(path for path in shipped if realpath(path) not in taken)
    ours = {realpath(path) for path in ontology}
    everything = [*given, *beside]
    return Sources(
        judged=files_of(given if paths else beside),
        beside=files_of(beside) if paths else [],
        broken=[one.made for one in everything if isinstance(one.made, Finding)],
        graphs={
            one.name: _ONTOLOGY if realpath(one.name) in ours else _GIVEN
            for one in everything
            if one.format not in _WITH_GRAPHS
        },
        texts={one.name: one.text for one in everything},
    )


def files_of(read: Iterable[Input]) -> list[SourceFile]:
    """Return the files that could be read."""
    return [one.made for one in read if isinstance(one.made, SourceFile)]


def report_of(findings: Iterable[Finding], texts: dict[str, str], made: Report) -> Report:
    """Return *made* with the findings in the order of their places, and the texts they need."""
    found = tuple(sorted(findings, key=_order))
    named = {place.file for one in found for place in one.places}
    kept = {name: text for name, text in texts.items() if name in named}
    return replace(made, findings=found, texts=kept)


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.places[:1]
    return not place, place, -level(finding.severity), finding
