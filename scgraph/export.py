"""Write the shipped graph to a file or a stream, lexical forms kept."""

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO
from pathlib import Path

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.files import data_files
from scgraph.jsonld import with_context
from scgraph.namespaces import prefixes, shorten
from scgraph.store import read_quads, read_sources
from scgraph.writing import write

__all__ = ["FORMATS", "export", "export_csv"]

FORMATS = {
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
_WITH_SOURCES = ("trig", "nq")


def export(kind: str, extra: Iterable[Path] = ()) -> bytes:
    """
    Return the shipped graph, with *extra* files added, in one format.

    Triples are sorted, so that two exports are byte-identical.

    `trig` and `nq` keep the sources as named graphs; the others hold their set union.

    Raises:
        BadInputError: *kind* is not one of FORMATS.
    """
    if kind not in FORMATS:
        raise BadInputError(f"unknown format {kind!r}", mend="give one of " + ", ".join(FORMATS))
    named = ox.Dataset(read_sources(extra))
    named.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    quads = set(named)
    if kind not in _WITH_SOURCES:
        quads = {ox.Quad(q.subject, q.predicate, q.object) for q in quads}
    ordered = sorted(quads, key=lambda q: (str(q.graph_name), str(q)))
    rows = ordered if kind in _WITH_SOURCES else [quad.triple for quad in ordered]
    output = BytesIO()
    ox.serialize(rows, output, FORMATS[kind], prefixes=prefixes())
    data = output.getvalue()
    return with_context(data, prefixes()) if kind == "jsonld" else data


def export_csv(folder: Path) -> None:
    """
    Write one CSV file for each class of ours into *folder*, which is made if need be.

    A file has one row for each entity, sorted by IRI, and the columns `iri`, `label`, one for each
    property used (sorted; several values with ` | ` between), and `sources`, the graphs that speak
    of the entity.

    Raises:
        BadInputError: the folder cannot be written to.
    """
    table = prefixes()
    quads = [quad for path in data_files() for quad in read_quads(path)]
    facts: dict[str, dict[str, set[str]]] = {}
    members: dict[str, set[str]] = {}
    for quad in quads:
        value = _short(quad.object, table)
        entity = facts.setdefault(_iri(quad.subject), {})
        name = _short(quad.predicate, table)
        if name == "rdf:type":
            members.setdefault(value.partition(":")[2], set()).add(_iri(quad.subject))
        else:
            entity.setdefault(name, set()).add(value)
        entity.setdefault("sources", set()).add(_short(quad.graph_name, table))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInputError(f"cannot write: {error.strerror}", where=str(folder)) from error
    for name, entities in sorted(members.items()):
        used = {key for iri in entities for key in facts[iri]} - {"sources", "skos:prefLabel"}
        columns = ["skos:prefLabel", *sorted(used), "sources"]
        text = StringIO()
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow(["iri", "label", *columns[1:]])
        for iri in sorted(entities):
            cells = (" | ".join(sorted(facts[iri].get(key, ()))) for key in columns)
            rows.writerow([iri, *cells])
        write(text.getvalue().encode(), folder / f"{name}.csv")


def _iri(term: object) -> str:
    return getattr(term, "value", str(term))


def _short(term: object, table: dict[str, str]) -> str:
    value = _iri(term)
    return shorten(value, table) if isinstance(term, ox.NamedNode) else value
