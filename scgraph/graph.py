"""Graph: one friendly object over the shipped data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from scgraph.citations import as_rows, cite_rows
from scgraph.errors import BadInputError
from scgraph.files import query_files
from scgraph.names import Hit, find, resolve
from scgraph.namespaces import SC, prefixes, shorten
from scgraph.queries import CannedQuery, bind, read
from scgraph.store import load

__all__ = ["Answer", "Fact", "Graph"]

Term = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple


@dataclass(frozen=True)
class Answer:
    """The rows of a query: variable names, RDF terms (None where unbound), cited graph IRIs."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    citations: tuple[tuple[str, ...], ...] = field(default=())

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        """Iterate over the rows in the order of the query."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)


@dataclass(frozen=True)
class Fact:
    """One triple and the IRI of the graph that says it."""

    subject: str
    predicate: str
    object: Term
    source: str


class Graph:
    """The shipped graph, with the files in *extra* added."""

    def __init__(self, extra: tuple[Path, ...] = ()) -> None:
        """Load ontology, data and *extra*."""
        self.store = load(extra)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Return prefix to namespace."""
        return prefixes()

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

    def query(self, name: str, /, *, cite: bool = False, **params: str | int) -> Answer:
        """
        Run a canned query; parameters not given take the default of its header.

        Raises:
            BadInputError: an unknown query, an unknown, missing or mistyped parameter.
        """
        canned = self.canned(name)
        known = {p.name: p for p in canned.parameters}
        for given in params:
            if given not in known:
                mend = "it takes " + (", ".join(f"--{k}" for k in known) or "no parameters")
                raise BadInputError(f"{name} has no parameter {given!r}", mend=mend)
        values: dict[str, str] = {}
        for parameter in canned.parameters:
            value = params.get(parameter.name, parameter.default)
            if value is None:
                raise BadInputError(f"{name} needs --{parameter.name}", mend="give a value")
            text = str(value)
            values[parameter.name] = resolve(self.store, text) if parameter.kind == "iri" else text
        return self._select(bind(canned, values), cite)

    def _select(self, text: str, cite: bool) -> Answer:
        result = self.store.query(text)
        assert isinstance(result, ox.QuerySolutions)
        variables = tuple(variable.value for variable in result.variables)
        rows = tuple(tuple(row) for row in result)
        if not cite:
            return Answer(variables, rows)
        cited = cite_rows(self.store, text, as_rows(rows))
        return Answer(variables, rows, tuple(tuple(names) for names in cited))

    def find(self, text: str) -> list[Hit]:
        """Return the entities whose name or citation matches *text*, best first."""
        return find(self.store, text)

    def describe(self, entity: str) -> list[Fact]:
        """
        Return every fact of the entity, sorted by predicate, object and source.

        Raises:
            BadInputError: *entity* names nothing or several things.
        """
        iri = resolve(self.store, entity)
        facts = [
            Fact(iri, quad.predicate.value, quad.object, quad.graph_name.value)
            for quad in self.store.quads_for_pattern(ox.NamedNode(iri), None, None)
            if isinstance(quad.graph_name, ox.NamedNode)
        ]
        return sorted(facts, key=lambda f: (f.predicate, str(f.object), f.source))

    def citation(self, source: str) -> str:
        """Return document, heading, paragraph and lines of a passage; else its prefixed name."""
        values = {
            quad.predicate.value.rsplit("#")[-1].rsplit("/")[-1]: quad.object
            for quad in self.store.quads_for_pattern(
                ox.NamedNode(source), None, None, ox.DefaultGraph()
            )
        }
        lines = [values.get(key) for key in ("heading", "ordinal", "firstLine", "lastLine")]
        texts = [line.value for line in lines if isinstance(line, ox.Literal)]
        document = values.get("isPartOf")
        if len(texts) != 4 or not isinstance(document, ox.NamedNode):
            return shorten(source, self.prefixes)
        title = self.label(document.value)
        return f"{title}, “{texts[0]}”, paragraph {texts[1]}, lines {texts[2]}–{texts[3]}"

    def label(self, iri: str) -> str:
        """Return the preferred label or title of an entity, else its prefixed name."""
        for name in (
            "http://www.w3.org/2004/02/skos/core#prefLabel",
            "http://purl.org/dc/terms/title",
            "http://www.w3.org/2000/01/rdf-schema#label",
        ):
            for quad in self.store.quads_for_pattern(
                ox.NamedNode(iri), ox.NamedNode(name), None, ox.DefaultGraph()
            ):
                if isinstance(quad.object, ox.Literal):
                    return quad.object.value
        return shorten(iri, self.prefixes)

    def info(self) -> Mapping[str, object]:
        """Return triples, sources, and entities by class name (prefixed), most first."""
        counts: dict[str, int] = {}
        type_ = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        for quad in self.store.quads_for_pattern(None, type_, None, ox.DefaultGraph()):
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(SC):
                name = shorten(quad.object.value, self.prefixes)
                counts[name] = counts.get(name, 0) + 1
        return {
            "triples": sum(
                1 for _ in self.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
            ),
            "sources": sum(1 for _ in self.store.named_graphs()),
            "classes": dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        }
