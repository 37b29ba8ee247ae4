"""Find where in the files a finding stands, by line and column."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import pyoxigraph as ox

from scgraph.errors import ScgraphError
from scgraph.findings import Finding, Place
from scgraph.places import Placed, Span, place_map
from scgraph.plain_graph import AnyGraph
from scgraph.rules import SourceFile
from scgraph.shacl.paths import Term, last_triples, may_be_empty
from scgraph.shacl.terms import path_of, term_of
from scgraph.shacl.wording import parameter_of

__all__ = ["Where", "place_of"]

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SH = "http://www.w3.org/ns/shacl#"
_TARGET_NODE = ox.NamedNode(_SH + "targetNode")
_TARGET_OBJECTS = ox.NamedNode(_SH + "targetObjectsOf")
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
            placed = place_map(self.file.text, self.file.format, self.file.base)
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
        data: AnyGraph,
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

    def placed(
        self, finding: Finding, *, property: bool = False, among: set[object] | None = None
    ) -> Finding:
        """
        Return a finding with its places, and its blank nodes as the files write them.

        Args:
            property: whether it is the property that is wrong, not its value.
            among: the only values that may be wrong, where not all are.
        """
        places = self.of(finding, property=property, among=among)
        return self.named(replace(finding, places=places))

    def named(self, finding: Finding) -> Finding:
        """Return a finding with its blank nodes as the files write them."""
        made = finding
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

    def of(
        self, finding: Finding, *, property: bool = False, among: set[object] | None = None
    ) -> tuple[Place, ...]:
        """
        Return the places of a finding, as `placed` does.

        A wrong value is pointed to, in each file that states it, a property that is not allowed
        likewise; where a value is missing, the block of the node that lacks it is, which begins
        with its class where a file says it. A node that is no subject is pointed to where it is
        named, first as a target's object, and a literal at each such place; one that only a shape's
        target names in the shapes.
        """
        focus = term_of(finding.focus)
        if focus is None:
            return ()
        maps = [one for one in self.maps if focus in one.nodes]
        most = None if isinstance(focus, ox.Literal) else 1
        return (
            tuple(self._values(finding, focus, property, among))
            or tuple(self._block(maps, finding, focus)[:1])
            or tuple(self._mentions(maps, focus)[:most])
            or tuple(self._targets(focus))
        )

    def stated(self, triple: ox.Triple) -> list[Place]:
        """Return where a triple stands, by its object, in each file that states it."""
        return list(dict.fromkeys(place for _, place in self.sources(triple)))

    def sources(self, triple: ox.Triple) -> Iterator[tuple[str, Place]]:
        """Yield the IRI of each graph that holds a triple, empty for none, and the place there."""
        for one in self.maps:
            if triple.subject not in one.nodes:
                continue
            given = self.graphs.get(one.file.name, "")
            if not one.rows:
                for quad in one.file.quads:
                    if quad.triple == triple:
                        yield getattr(quad.graph_name, "value", given), Place(one.file.name)
            for quad, placed in one.by_subject.get(triple.subject, ()):
                if quad.triple == triple:
                    place = place_of(one.file.name, placed.object_span)
                    yield getattr(quad.graph_name, "value", given), place

    def _values(
        self, finding: Finding, focus: Term, property: bool, among: set[object] | None
    ) -> Iterator[Place]:
        """Yield where the values of the finding stand."""
        parameter = parameter_of(finding.component)
        if parameter in _MISSING:
            return
        links = self._links(finding, focus, parameter, among)
        span = 1 if property or parameter == "closed" else None
        for one in self.maps:
            if any(triple.subject in one.nodes for triple in links):
                yield from _stated(one, links, span)

    def _links(
        self, finding: Finding, focus: Term, parameter: str, among: set[object] | None
    ) -> dict[ox.Triple, bool]:
        """Return the triples that are wrong, and for each whether it is their object that is."""
        value = term_of(finding.value)
        if not finding.path:
            # a query may name a value without its path
            return {} if value in (None, focus) else self._objects(focus, None, value)
        path = path_of(finding.path)
        if value == focus:
            if may_be_empty(path):
                return {}
            if parameter == "sPARQL":
                # where a query binds no value, the result names the focus node
                value = None
        reached = [
            row for row in last_triples(self.data, focus, path) if among is None or row[1] in among
        ]
        if parameter == "uniqueLang":
            tags = Counter(getattr(term, "language", None) for _, term in reached)
            tags[None] = 0
            reached = [row for row in reached if tags[getattr(row[1], "language", None)] > 1]
        links = {triple: triple.object == term for triple, term in reached if value in (None, term)}
        if not links and parameter == "equals":
            # the value may be one of the other property
            for other in self._given(finding.source_shape, parameter) or (None,):
                links |= self._objects(focus, other, value)
        return links

    def _objects(self, focus: object, predicate: object, value: object) -> dict[ox.Triple, bool]:
        if isinstance(focus, ox.Literal):
            return {}
        quads = self.data.quads_for_pattern(focus, predicate, value, ox.DefaultGraph())  # type: ignore[arg-type]
        return {quad.triple: True for quad in quads}

    def _given(self, shape: str, parameter: str) -> list[ox.NamedNode]:
        """Return the IRIs that a parameter of a shape has as its values."""
        node, name = term_of(shape), ox.NamedNode(_SH + parameter)
        return [
            quad.object
            for one in self.shapes
            for quad in one.file.quads
            if quad.subject == node and quad.predicate == name
            if isinstance(quad.object, ox.NamedNode)
        ]

    def _block(self, maps: list[_Map], finding: Finding, focus: object) -> list[Place]:
        """Return where the node is a subject in each file, those first that say its class."""
        places = []
        for one in maps:
            if one.rows:
                rows = [
                    row
                    for row in one.by_subject.get(focus, ())
                    if finding.source in ("", self._source(one, row[0]))
                ]
                rows.sort(key=lambda row: row[0].predicate != _TYPE)
                places += [
                    (quad.predicate != _TYPE, place_of(one.file.name, placed.subject_span))
                    for quad, placed in rows[:1]
                ]
            else:
                kinds = {quad.predicate for quad in one.file.quads if quad.subject == focus}
                places += [(_TYPE not in kinds, Place(one.file.name))] if kinds else []
        return [place for _, place in sorted(places, key=lambda one: one[0])]

    def _source(self, one: _Map, quad: ox.Quad) -> str:
        if isinstance(quad.graph_name, ox.DefaultGraph):
            return self.graphs.get(one.file.name, "")
        return str(quad.graph_name.value)

    def _mentions(self, maps: list[_Map], focus: object) -> list[Place]:
        """Return where the node is a target's object, or else an object, or else a predicate."""
        aimed: list[Place] = []
        objects: list[Place] = []
        predicates: list[Place] = []
        for one in maps:
            for quad, placed in one.rows:
                if quad.object == focus:
                    places = aimed if quad.predicate in self._targeted else objects
                    places.append(place_of(one.file.name, placed.object_span))
                elif quad.predicate == focus:
                    predicates.append(place_of(one.file.name, placed.predicate_span))
            if not one.rows:
                objects.append(Place(one.file.name))
        return aimed or objects or predicates

    @cached_property
    def _targeted(self) -> set[object]:
        """Return the properties whose objects the shapes target."""
        return {
            quad.object
            for one in self.shapes
            for quad in one.file.quads
            if quad.predicate == _TARGET_OBJECTS
        }

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
        stated = any(quad.triple in links for quad in one.file.quads)
        return [Place(one.file.name)] if stated else []
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
