"""Graph: one friendly object over the shipped data."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from scgraph.answers import Answer, GraphAnswer, Term
from scgraph.clock import RELEASE, Release, check_span, newest_release
from scgraph.errors import BadInputError
from scgraph.evaluate import evaluate, evaluate_guarded
from scgraph.files import query_files
from scgraph.names import Hit, Resolved, find, look_up
from scgraph.namespaces import BASE, INFERRED, OURS, SC, expand, prefixes, shorten
from scgraph.queries import CannedQuery, Parameter, bind, read
from scgraph.snapshot import open_snapshot
from scgraph.store import load, read_sources

if TYPE_CHECKING:
    from pathlib import Path

    import rdflib

    from scgraph.explain import Explainer, Explanation
    from scgraph.findings import Finding
    from scgraph.lint import Remark

__all__ = ["Citation", "Fact", "Graph", "Info"]

_PART_OF = ox.NamedNode("http://purl.org/dc/terms/isPartOf")
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LAW = ("act", "usc", "pl", "cfr")


def _text(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _warn(note: str) -> None:
    import warnings

    warnings.warn(note, stacklevel=4)


def _kind_of(parameter: Parameter) -> tuple[str, ...]:
    """Return the beginnings of IRIs a parameter means: its choices, else its default's kind."""
    default = parameter.default or ""
    if parameter.choices or default.startswith(SC):
        return parameter.choices or (SC,)
    kind = default.removeprefix(BASE).partition("/")[0]
    return tuple(f"{BASE}{each}/" for each in (_LAW if kind in _LAW else (kind,)))


class Fact(NamedTuple):
    """One triple and the IRI of the graph that says it."""

    subject: str
    predicate: str
    object: Term
    source: str


class Info(NamedTuple):
    """
    What is loaded.

    Attributes:
        triples: the size of the merge of all sources.
        sources: title of each document or source to its number of triples, most first.
        classes: prefixed name of each class to the number of entities that a source puts into it,
            most first.
    """

    triples: int
    sources: dict[str, int]
    classes: dict[str, int]


class Citation(NamedTuple):
    """
    The place of a source: document, heading, paragraph under it, and lines of the text.

    A heading has the paragraph 0. A source that is neither has its label as `document`, line 0.
    """

    document: str
    first_line: int
    last_line: int
    heading: str
    paragraph: int
    source: str

    def __str__(self) -> str:
        """Return the citation as a reader writes it."""
        if not self.first_line:
            return self.document
        one = self.first_line == self.last_line
        lines = f"line {self.first_line}" if one else f"lines {self.first_line}–{self.last_line}"
        place = f"paragraph {self.paragraph}" if self.paragraph else "heading"
        return f"{self.document}, “{self.heading}”, {place}, {lines}"


class Graph:
    """The shipped graph, with the files in *extra* added."""

    def __init__(
        self,
        extra: "tuple[Path, ...]" = (),
        *,
        asserted: bool = False,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        """
        Name the files; they are loaded when they are first asked.

        Args:
            asserted: leave out what follows from the shipped graph (OWL 2 RL), which else stands in
                the default graph and in `source:inferred`.
            tell: is given what has to be said of how a name was understood, such as that a citation
                of a part means its section; without it, that is a warning.
        """
        self.extra = extra
        self.asserted = asserted
        self.tell = tell or _warn

    def open_store(self) -> ox.Store:
        """Return a store of its own: the snapshot where it fits the files, else they are loaded."""
        shipped = None if self.extra or self.asserted else open_snapshot()
        return load(self.extra, inferred=not self.asserted) if shipped is None else shipped

    @cached_property
    def store(self) -> ox.Store:
        """Return the store that is asked; it may be read-only."""
        return self.open_store()

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Return prefix to namespace."""
        return prefixes()

    @cached_property
    def release(self) -> Release:
        """Return the edition of the Code that was issued last, whose day is that of an answer."""
        return newest_release(self.store)

    def resolve(self, text: str) -> Resolved:
        """
        Return the one entity that a name or citation means, and what has to be said of that.

        Raises:
            BadInputError: *text* names nothing or several things.
        """
        return look_up(self.store, text)

    def _named(self, text: str, prefer: tuple[str, ...] = (), day: str = "") -> str:
        """
        Return the IRI of the entity that is meant, and tell what has to be said of that.

        A number of the Code means the section that had it on the *day*, if one is given.
        """
        found = look_up(self.store, text, prefer)
        if day and found.iri.startswith(f"{BASE}usc/") and found.iri != expand(text, self.prefixes):
            from scgraph.law.former import held_on

            if earlier := held_on(self.store, found.iri, day):
                self.tell(f"{text}: {self.label(earlier)}, which had the number on {day}, is taken")
                return earlier
        for note in found.notes:
            self.tell(note)
        return found.iri

    def queries(self) -> list[CannedQuery]:
        """Return the canned queries, sorted by name."""
        return [read(path) for path in query_files().values()]

    def canned(self, name: str) -> CannedQuery:
        """
        Return one canned query.

        Raises:
            BadInputError: no canned query has that name.
        """
        files = query_files()
        if name not in files:
            from difflib import get_close_matches

            near = ", ".join(get_close_matches(name, files, 5, 0.4)) or "see `scgraph queries`"
            raise BadInputError(f"no canned query is named {name!r}", mend=f"near: {near}")
        return read(files[name])

    def sparql_of(self, name: str, /, **params: object) -> str:
        """
        Return the SPARQL text of a canned query with its parameters bound.

        Parameters not given take the default of the query's header. An IRI parameter takes an IRI,
        a prefixed name, or a name or citation as a person types it. The date `release` is the day
        of the newest edition of the Code in the graph.

        Raises:
            BadInputError: an unknown query, an unknown, missing or mistyped parameter, a span that
                ends before it begins, or a name that fits nothing or several entities.
        """
        canned = self.canned(name)
        known = {p.name: p for p in canned.parameters}
        for given in params:
            if given not in known:
                from difflib import get_close_matches

                near = get_close_matches(given, known, 1)
                mend = "it takes " + (", ".join(f"--{k}" for k in known) or "no parameters")
                mend = f"did you mean --{near[0]}? {mend}" if near else mend
                raise BadInputError(f"{name} has no parameter {given!r}", mend=mend)
        values: dict[str, str] = {}
        day = str(params.get("asOf", "")) if "asOf" in known else ""
        for parameter in canned.parameters:
            value = params.get(parameter.name, parameter.default)
            if value is None:
                mend = f"write --{parameter.name} {parameter.kind.upper()}"
                raise BadInputError(f"{name} needs --{parameter.name}", mend=mend)
            text = str(value)
            if parameter.kind == "iri":
                text = self._named(text, _kind_of(parameter), day)
                if parameter.choices and text not in parameter.choices:
                    choices = ", ".join(self.short(iri) for iri in parameter.choices)
                    raise BadInputError(
                        f"--{parameter.name} cannot be {self.short(text)}",
                        mend=f"give one of {choices}",
                    )
            elif parameter.kind == "xsd_date" and text == RELEASE:
                text = self.release.day
            values[parameter.name] = text
        bound = bind(canned, values)
        check_span(values)
        return bound

    def query(self, name: str, /, *, cite: bool = False, **params: object) -> Answer:
        """
        Run a canned query.

        Args:
            name: the query's name, as `queries()` lists it.
            cite: name for each row the graphs it needs (see `citations.cite_rows`).
            params: see `sparql_of`.

        Raises:
            BadInputError: see `sparql_of`.
        """
        text = self.sparql_of(name, **params)
        answer = evaluate(self.store, text)
        assert isinstance(answer, Answer)
        if not cite:
            return answer
        from scgraph.citations import cite_rows
        from scgraph.reach import as_rows

        cited = cite_rows(self.store, text, as_rows(answer.terms))
        return Answer(answer.variables, answer.terms, tuple(map(tuple, cited)))

    def sparql(self, text: str, /, *, timeout: float | None = None) -> Answer | GraphAnswer:
        """
        Answer any SPARQL 1.1 query.

        The default graph is the merge of all sources as a set; `GRAPH ?source {}` asks one source.

        Args:
            text: the query.
            timeout: seconds; when given, the query runs in a forked child that is killed when the
                time is up, and is refused when it is nested too deep or asks SERVICE.

        Raises:
            BadInputError: *text* is not a query, or is refused.
            ScgraphError: the query fails or breaks a limit.
        """
        if timeout is None:
            return evaluate(self.store, text)
        return evaluate_guarded(self.open_store, text, timeout=timeout)

    def wholes(self, text: str) -> list[tuple[str, str]]:
        """
        Return the provisions of which the one that is meant is a part, each pair by its labels.

        Empty where *text* names no such part. Sorted.
        """
        try:
            iri = self.resolve(text).iri
        except BadInputError:
            return []
        if "_" not in iri:
            return []
        from scgraph.law.triples import objects

        wholes = objects(self.store, iri, "partOf")
        return sorted((self.label(iri), self.label(whole)) for whole in wholes)

    def find(self, text: str) -> list[Hit]:
        """Return the entities whose name or citation matches *text*, best first."""
        return find(self.store, text)

    def lint_citations(self, text: str) -> "list[Remark]":
        """
        Return what there is to say of each legal citation of a text, in its order.

        What has ended by the day of the newest edition of the Code in the graph is wrong.
        """
        from scgraph.lint import lint

        return lint(self.store, text, self.release.day)

    def describe(self, entity: str) -> list[Fact]:
        """
        Return every triple that has the entity as subject, then as object, with its source.

        A blank node of the ontology is no subject of a fact. Sorted by predicate, object (or
        subject) and source.

        Raises:
            BadInputError: *entity* names nothing or several things.
        """
        iri = self._named(entity)
        node = ox.NamedNode(iri)

        def facts(quads: Iterable[ox.Quad]) -> list[Fact]:
            found = [
                Fact(q.subject.value, q.predicate.value, q.object, q.graph_name.value)
                for q in quads
                if isinstance(q.graph_name, ox.NamedNode) and isinstance(q.subject, ox.NamedNode)
            ]
            return sorted(found, key=lambda f: (f.predicate, str(f.object), f.subject, f.source))

        own = facts(self.store.quads_for_pattern(node, None, None))
        return own + facts(self.store.quads_for_pattern(None, None, node))

    def cite(self, entity: str) -> list[Citation]:
        """
        Return the sources that say something of the entity, in the order of their text.

        A passage cites itself. Our own voice, the ontology and what follows by reasoning are left
        out where another speaks.

        Raises:
            BadInputError: *entity* names nothing or several things.
        """
        iri = self._named(entity)
        if (own := self.citation(iri)).first_line:
            return [own]
        sources = {fact.source for fact in self.describe(iri)}
        told = sources - {*OURS, INFERRED} or sources - {INFERRED} or sources
        return sorted(map(self.citation, told))

    def citation(self, source: str) -> Citation:
        """Return where the source named by an IRI is to be found."""
        values = {
            quad.predicate.value.rsplit("#")[-1].rsplit("/")[-1]: quad.object
            for quad in self.store.quads_for_pattern(
                ox.NamedNode(source), None, None, ox.DefaultGraph()
            )
        }
        texts = {key: term.value for key, term in values.items() if isinstance(term, ox.Literal)}
        document = values.get("isPartOf")
        if not isinstance(document, ox.NamedNode) or "firstLine" not in texts:
            return Citation(self.label(source), 0, 0, "", 0, source)
        return Citation(
            self.label(document.value),
            int(texts["firstLine"]),
            int(texts["lastLine"]),
            texts["heading"],
            int(texts.get("ordinal", 0)),
            source,
        )

    def words(self, source: str, text: "Path") -> list[str]:
        """
        Return the lines of a passage from a copy of its document's text.

        Args:
            source: the IRI of a passage.
            text: the file that holds the text.

        Raises:
            BadInputError: the file cannot be read, or its SHA-256 is not the document's.
        """
        from hashlib import sha256

        place = self.citation(source)
        if not place.first_line:
            return []
        try:
            data = text.read_bytes()
        except OSError as error:
            raise BadInputError(f"cannot read: {error.strerror}", where=str(text)) from error
        wanted = {
            quad.object.value
            for part in self.store.quads_for_pattern(
                ox.NamedNode(source), _PART_OF, None, ox.DefaultGraph()
            )
            if isinstance(part.object, ox.NamedNode)
            for quad in self.store.quads_for_pattern(
                part.object, ox.NamedNode(SC + "sha256"), None, ox.DefaultGraph()
            )
            if isinstance(quad.object, ox.Literal)
        }
        if sha256(data).hexdigest() not in wanted:
            raise BadInputError(
                f"not the text that is cited: its SHA-256 is {sha256(data).hexdigest()}",
                where=str(text),
                mend=f"give the text with SHA-256 {', '.join(sorted(wanted))}",
            )
        lines = data.decode("utf-8").split("\n")
        return lines[place.first_line - 1 : place.last_line]

    def short(self, iri: str) -> str:
        """Return the prefixed name of an IRI, or the IRI itself when no prefix fits."""
        return shorten(iri, self.prefixes)

    def label(self, iri: str) -> str:
        """Return the preferred label or title of an entity, else its prefixed name."""
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return iri
        for name in (
            "http://www.w3.org/2004/02/skos/core#prefLabel",
            "http://purl.org/dc/terms/title",
            "http://www.w3.org/2000/01/rdf-schema#label",
        ):
            for quad in self.store.quads_for_pattern(
                node, ox.NamedNode(name), None, ox.DefaultGraph()
            ):
                if isinstance(quad.object, ox.Literal):
                    return quad.object.value
        return shorten(iri, self.prefixes)

    def validate(self) -> "list[Finding]":
        """Return what breaks the shipped shapes and checks, sorted by severity and name."""
        from scgraph.plain_graph import PlainGraph
        from scgraph.validate import check, validate

        quads = list(read_sources(self.extra))
        store = ox.Store()
        store.extend(quads)
        return sorted(validate(PlainGraph.of(quads, lambda: store)) + check(store))

    def explain(
        self, subject: str, predicate: str, value: str, /, *, most: int = 1
    ) -> "Explanation":
        """
        Explain why a triple holds: who says it, or how it follows by OWL 2 RL.

        The first call reasons over the shipped graph and *extra* for a second or two.

        Args:
            subject, predicate, value: IRIs, prefixed names, names or citations; the predicate also
                `a`, the value also a literal as Turtle writes it.
            most: how many proofs to search at most, those with fewest steps first.

        Raises:
            BadInputError: one of the three names nothing, or several things.
        """
        from scgraph.explain import read_triple

        triple, notes = read_triple(self.store, self.prefixes, subject, predicate, value)
        for note in notes:
            self.tell(note)
        return self._explainer.explain(triple, most=most)

    @cached_property
    def _explainer(self) -> "Explainer":
        from scgraph.explain import Explainer

        return Explainer(read_sources(self.extra))

    def export(self, kind: str) -> bytes:
        """Return what is asserted in a format of `scgraph.export.FORMATS`."""
        from scgraph.export import export

        return export(kind, self.extra)

    def to_rdflib(self) -> "rdflib.Dataset":
        """
        Return an rdflib Dataset: sources as named graphs, the default graph their union.

        It holds what is asserted, without what follows from it.
        """
        import rdflib

        data = ox.serialize(read_sources(self.extra), format=ox.RdfFormat.N_QUADS)
        made = rdflib.Dataset(default_union=True)
        made.parse(data=data, format="nquads")
        return made

    def info(self) -> "Info":
        """Return what is loaded: triples as a set, and the triples of each source and class."""
        sources: dict[str, int] = {}
        for name in self.store.named_graphs():
            document = name
            for quad in self.store.quads_for_pattern(name, _PART_OF, None, ox.DefaultGraph()):
                document = quad.object if isinstance(quad.object, ox.NamedNode) else document
            count = sum(1 for _ in self.store.quads_for_pattern(None, None, None, name))
            label = self.label(_text(document))
            sources[label] = sources.get(label, 0) + count
        said = {
            (quad.subject, quad.object)
            for quad in self.store.quads_for_pattern(None, _TYPE, None)
            if quad.graph_name not in (ox.DefaultGraph(), ox.NamedNode(INFERRED))
        }
        classes: dict[str, int] = {}
        for _, kind in said:
            if isinstance(kind, ox.NamedNode) and kind.value.startswith(SC):
                short = shorten(kind.value, self.prefixes)
                classes[short] = classes.get(short, 0) + 1
        merged = self.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        return Info(sum(1 for _ in merged), _most_first(sources), _most_first(classes))


def _most_first(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
