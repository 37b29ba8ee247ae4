"""Hold what several rules ask of the files, each thing worked out once and only when asked."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from itertools import chain
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.errors import ScgraphError
from scgraph.findings import Place
from scgraph.namespaces import BASE, prefixes, shorten
from scgraph.places import (
    Declaration,
    Lines,
    Placed,
    Span,
    Written,
    declared_and_written,
    paired,
)
from scgraph.rules.axioms import Axioms, gather, is_ontology
from scgraph.rules.declared import declarations
from scgraph.rules.source_file import SourceFile

__all__ = ["TEXTS", "Context", "nearest"]

TEXTS = (
    ox.RdfFormat.TURTLE,
    ox.RdfFormat.TRIG,
    ox.RdfFormat.N_TRIPLES,
    ox.RdfFormat.N_QUADS,
)
"""The formats whose terms have a line and column."""
_TEXTUAL = (
    ox.NamedNode("http://www.w3.org/2001/XMLSchema#string"),
    ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"),
)


class Context:
    """
    What is known of the files of one run; a file is known by its name.

    Attributes:
        known: files beside those judged, None for the shipped ontology.
        table: the prefix table, prefix to namespace.
    """

    def __init__(self, known: Sequence[SourceFile] | None = None) -> None:
        """Begin with nothing worked out."""
        self.known = known
        self.table = prefixes()
        self._names: dict[str, _Names] = {}
        self._declared: dict[str, list[Declaration]] = {}
        self._lines: dict[str, Lines] = {}
        self._written: dict[str, dict[str, list[Written]]] = {}
        self._placed: dict[str, list[Placed]] = {}
        self._axioms: dict[tuple[str, ...], Axioms] = {}

    def iris(self, file: SourceFile) -> frozenset[str]:
        """Return every IRI of the quads of a file, those of graphs and datatypes too."""
        return self._names_of(file).iris

    def typed(self, file: SourceFile) -> list[ox.Literal]:
        """Return the literals of a file that have another datatype than a plain text has."""
        return self._names_of(file).typed

    def _names_of(self, file: SourceFile) -> "_Names":
        if file.name not in self._names:
            self._names[file.name] = _names(set(chain.from_iterable(file.quads)))
        return self._names[file.name]

    def having(
        self, files: Sequence[SourceFile], wrong: Callable[[str], bool]
    ) -> list[tuple[SourceFile, str]]:
        """Return the IRIs that a function picks, each with every file that has it, sorted."""
        every = frozenset[str]().union(*map(self.iris, files))
        picked = sorted(iri for iri in every if wrong(iri))
        return [(file, iri) for file in files for iri in picked if iri in self.iris(file)]

    def declared(self, file: SourceFile) -> list[Declaration]:
        """Return the prefix declarations of a file; none where its format has none."""
        if file.format not in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
            return []
        if file.name not in self._declared:
            self._declared[file.name] = declarations(file.text, file.base)
        return self._declared[file.name]

    def is_ours(self, file: SourceFile) -> bool:
        """Say whether a file speaks of anything under our base."""
        return BASE in file.text

    def beside(self) -> Sequence[SourceFile]:
        """Return the files beside those judged; the shipped ontology is read when first asked."""
        if self.known is None:
            from scgraph.files import ontology_files

            self.known = [
                SourceFile(str(path), ox.RdfFormat.TURTLE, "", list(ox.parse(path=str(path))))
                for path in ontology_files()
            ]
        return self.known

    def axioms(self, files: Sequence[SourceFile]) -> Axioms:
        """Return what the ontologies among files say together."""
        key = tuple(file.name for file in files)
        if key not in self._axioms:
            self._axioms[key] = gather(file for file in files if is_ontology(self.iris(file)))
        return self._axioms[key]

    def shown(self, file: SourceFile, iri: str) -> str:
        """Return an IRI as a file would write it, else with the prefix table, else as it is."""
        short = shorten(iri, {one.prefix: one.iri for one in self.declared(file)})
        return shorten(iri, self.table) if short == iri else short

    def place(self, file: SourceFile, start: int, end: int) -> Place:
        """Return the place between two offsets of a text."""
        if file.name not in self._lines:
            self._lines[file.name] = Lines(file.text)
        return Place(file.name, *self._lines[file.name].span(start, end))

    def places(self, file: SourceFile, iri: str) -> tuple[Place, ...]:
        """Return every place where a file writes an IRI; the file alone where it has no places."""
        if file.format not in TEXTS:
            return (Place(file.name),)
        if file.name not in self._written:
            found = self._written.setdefault(file.name, {})
            for one in declared_and_written(file.text, file.base):
                if isinstance(one, Written):
                    found.setdefault(one.iri, []).append(one)
        there = self._written[file.name].get(iri, ())
        return tuple(self.place(file, one.start, one.end) for one in there) or (Place(file.name),)

    def placed(self, file: SourceFile) -> list[Placed]:
        """Return the triples of a file with their spans; none where they cannot be had."""
        if file.name not in self._placed:
            try:
                self._placed[file.name] = [
                    one for _, one in paired(file.text, file.format, file.base)
                ]
            except ScgraphError:
                self._placed[file.name] = []
        return self._placed[file.name]

    def spans(
        self, files: Sequence[SourceFile], span: Callable[[Placed], Span | None]
    ) -> tuple[Place, ...]:
        """Return the spans a function picks of the triples; the first file where it picks none."""
        found = dict.fromkeys(
            Place(file.name, *there)
            for file in files
            for one in self.placed(file)
            if (there := span(one)) is not None
        )
        return tuple(found) or (Place(files[0].name),)


def nearest(iri: str, known: Iterable[str]) -> str:
    """Return the IRI whose local name is spelt most like that of *iri*; empty for none."""
    names = {_local(each): each for each in sorted(known)}
    near = get_close_matches(_local(iri), names, 1)
    return names[near[0]] if near else ""


def _local(iri: str) -> str:
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :].lower()


class _Names(NamedTuple):
    iris: frozenset[str]
    typed: list[ox.Literal]


def _names(terms: set[object]) -> _Names:
    nodes = {term for term in terms if type(term) is ox.NamedNode}
    kinds = {term: term.datatype for term in terms if type(term) is ox.Literal}
    nodes.update(kinds.values())
    typed = [term for term, kind in kinds.items() if kind not in _TEXTUAL]
    found = frozenset([node.value for node in nodes])
    # triple terms (RDF 1.2 Concepts, section 3.5)
    inner = [_names(set(term)) for term in terms if type(term) is ox.Triple]
    if not inner:
        return _Names(found, typed)
    iris, literals = zip(*inner, strict=True)
    return _Names(found.union(*iris), list({*typed, *chain(*literals)}))
