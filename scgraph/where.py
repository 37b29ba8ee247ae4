"""Find where in the files a finding stands, by line and column."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import pyoxigraph as ox

from scgraph.errors import ScgraphError
from scgraph.findings import Finding, Place
from scgraph.paths import last_triples, read_path
from scgraph.places import Placed, Span, place_map
from scgraph.rules import SourceFile
from scgraph.wording import parameter_of

__all__ = ["Where", "place_of"]

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_TARGET_NODE = ox.NamedNode("http://www.w3.org/ns/shacl#targetNode")
_MISSING = ("minCount", "qualifiedMinCount", "hasValue")
_PLACED = (ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS, ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES)
_Rows = list[tuple[ox.Quad, Placed]]


class _Map:
    """One file, its places read when a finding points to it."""

    def __init__(self, file: SourceFile) -> None:
        """Keep the file."""
        self.file = file

    @cached_property
    def nodes(self) -> set[object]:
        """Return every subject, predicate and object."""
        return {term for quad in self.file.quads for term in quad.triple}

    @cached_property
    def rows(self) -> _Rows:
        """
        Return each quad with its spans; none for a format without places.

        The source map reads the file as the engine does, in its order; where they differ in a term
        that is no blank node no place is given, for a wrong one is worse.
        """
        if self.file.format not in _PLACED:
            return []
        try:
            placed = place_map(self.file.text, self.file.format)
        except ScgraphError:
            return []
        rows = list(zip(self.file.quads, placed, strict=False))
        same = len(placed) == len(self.file.quads) and all(
            _same(quad.subject, one.triple.subject) and _same(quad.object, one.triple.object)
            for quad, one in rows
        )
        return rows if same else []

    @cached_property
    def by_subject(self) -> dict[object, _Rows]:
        """Return the rows of each subject."""
        return _grouped((row[0].subject, row) for row in self.rows)

    @cached_property
    def by_object(self) -> dict[object, _Rows]:
        """Return the rows of each object."""
        return _grouped((row[0].object, row) for row in self.rows)


class Where:
    """The places of findings in a list of files."""

    def __init__(
        self,
        files: Iterable[SourceFile],
        data: ox.Store,
        shapes: Sequence[SourceFile] = (),
        *,
        graphs: dict[str, str] | None = None,
    ) -> None:
        """
        Name the files, those to be looked at first in front.

        Args:
            data: what the files hold together, blank nodes with the labels of their quads.
            shapes: the files of the shapes graph, for nodes that only a target names.
            graphs: for a file without graphs, by name, the IRI of the graph it was loaded into.
        """
        self.maps = [_Map(file) for file in files]
        self.data = data
        self.shapes = [_Map(file) for file in shapes]
        self.graphs = graphs or {}

    def placed(self, finding: Finding, *, property: bool = False) -> Finding:
        """
        Return a finding with its places, and its blank nodes as the files write them.

        Args:
            property: whether it is the property that is wrong, not its value.
        """
        places = self.of(finding, property=property)
        made = replace(finding, places=places)
        for name in ("focus", "value"):
            term = getattr(finding, name)
            if term.startswith("_:") and (label := self._label(ox.BlankNode(term[2:]))):
                texts = {
                    key: getattr(made, key).replace(term, label)
                    for key in ("focus", "value", "message", "mend")
                }
                made = replace(made, **texts)
        return made

    def _label(self, node: ox.BlankNode) -> str:
        """Return the label of a blank node in its file; one without is numbered there."""
        for one in self.maps:
            if node in one.nodes:
                for _, placed in one.by_subject.get(node, ()):
                    return str(placed.triple.subject)
                for _, placed in one.by_object.get(node, ()):
                    return str(placed.triple.object)
        return ""

    def of(self, finding: Finding, *, property: bool = False) -> tuple[Place, ...]:
        """
        Return the places of a finding, as `placed` does.

        A wrong value is pointed to, in each file that states it, a property that is not allowed
        likewise; where a value is missing, the block of the node that lacks it is, which begins
        with its class where the file says it. A node that is no subject is pointed to where it is
        named, one that only a shape's target names in the shapes.
        """
        focus = _term(finding.focus)
        if focus is None:
            return ()
        maps = [one for one in self.maps if focus in one.nodes]
        return (
            tuple(self._values(finding, focus, property))
            or tuple(self._block(maps, finding, focus)[:1])
            or tuple(self._mentions(maps, focus)[:1])
            or tuple(self._targets(focus))
        )

    def _values(self, finding: Finding, focus: object, property: bool) -> Iterator[Place]:
        """Yield where the values of the finding stand."""
        parameter = parameter_of(finding.component)
        if not finding.path or parameter in _MISSING or isinstance(focus, ox.Literal):
            return
        value = _term(finding.value)
        path = read_path(*_parsed(finding.path))
        links: dict[ox.Triple, bool] = {}
        for triple, reached in last_triples(self.data, focus, path):  # type: ignore[arg-type]
            if value is None or reached == value:
                links[triple] = triple.object == reached
        if not links and value is not None:
            # sh:equals names a value of the other property
            quads = self.data.quads_for_pattern(focus, None, value, ox.DefaultGraph())  # type: ignore[arg-type]
            links = {quad.triple: True for quad in quads}
        span = 1 if property or parameter == "closed" else None
        for one in self.maps:
            if any(triple.subject in one.nodes for triple in links):
                yield from _stated(one, links, span)

    def _block(self, maps: list[_Map], finding: Finding, focus: object) -> list[Place]:
        """Return where the node is a subject, in each file first where its class is."""
        places = []
        for one in maps:
            if one.rows:
                rows = [
                    row
                    for row in one.by_subject.get(focus, ())
                    if finding.source in ("", self._source(one, row[0]))
                ]
                rows.sort(key=lambda row: row[0].predicate != _TYPE)
                places += [place_of(one.file.name, placed.subject_span) for _, placed in rows[:1]]
            elif any(quad.subject == focus for quad in one.file.quads):
                places.append(Place(one.file.name))
        return places

    def _source(self, one: _Map, quad: ox.Quad) -> str:
        if isinstance(quad.graph_name, ox.DefaultGraph):
            return self.graphs.get(one.file.name, "")
        return str(quad.graph_name.value)

    def _mentions(self, maps: list[_Map], focus: object) -> list[Place]:
        """Return where the node is an object, or else a predicate."""
        places = []
        for one in maps:
            rows = one.by_object.get(focus, ())
            spans = [placed.object_span for _, placed in rows] or [
                placed.predicate_span for quad, placed in one.rows if quad.predicate == focus
            ]
            places += [place_of(one.file.name, span) for span in spans]
            if not one.rows:
                places.append(Place(one.file.name))
        return places

    def _targets(self, focus: object) -> list[Place]:
        """Return where the shapes name the node as a target."""
        return [
            place_of(one.file.name, placed.object_span)
            for one in self.shapes
            if focus in one.nodes
            for quad, placed in one.by_object.get(focus, ())
            if quad.predicate == _TARGET_NODE
        ]


def place_of(name: str, span: Span) -> Place:
    """Return a span of a file as a place."""
    return Place(name, *span)


def _stated(one: _Map, links: dict[ox.Triple, bool], term: int | None) -> list[Place]:
    """
    Return where a file states the triples, in its order; the file alone where it has no places.

    Args:
        links: for each triple, whether its object is what is wrong, else its subject is.
        term: 1 for the predicates instead.
    """
    if not one.rows:
        return [Place(one.file.name)]
    return sorted(
        place_of(one.file.name, placed[2:][2 * forward if term is None else term])
        for triple, forward in links.items()
        for quad, placed in one.by_subject.get(triple.subject, ())
        if quad.predicate == triple.predicate and quad.object == triple.object
    )


def _grouped(pairs: Iterable[tuple[object, tuple[ox.Quad, Placed]]]) -> dict[object, _Rows]:
    groups: dict[object, _Rows] = {}
    for key, row in pairs:
        groups.setdefault(key, []).append(row)
    return groups


def _same(theirs: object, ours: object) -> bool:
    return theirs == ours or (isinstance(theirs, ox.BlankNode) and isinstance(ours, ox.BlankNode))


def _term(text: str) -> object:
    """Return the term that a finding writes: an IRI alone, or N-Triples; None where it is empty."""
    if not text:
        return None
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    if text.startswith(("<", '"')):
        store, node = _parsed(text)
        return node
    return ox.NamedNode(text)


def _parsed(text: str) -> tuple[ox.Store, object]:
    """Return a store that holds one term or path, and its node."""
    store = ox.Store()
    store.load(f"<urn:x> <urn:x> {text} .".encode(), format=ox.RdfFormat.TURTLE)
    (quad,) = store.quads_for_pattern(ox.NamedNode("urn:x"), None, None)
    return store, quad.object
