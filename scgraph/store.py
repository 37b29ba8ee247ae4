"""Load files into a store: each source a named graph, their set union the default graph."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.files import closure_file, data_files, ontology_files
from scgraph.namespaces import BASE

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FORMATS", "load", "merged", "read_quads", "read_sources"]

FORMATS = {
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_WITHOUT_GRAPHS = (".ttl", ".nt", ".rdf")
_ONTOLOGY = ox.NamedNode(BASE + "source/ontology")
_GIVEN = ox.NamedNode(BASE + "source/given")


def read_quads(path: "Path") -> list[ox.Quad]:
    """
    Parse one file.

    Raises:
        BadInputError: the file is missing, of an unknown kind, or breaks the syntax.
    """
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise BadInputError(
            "unknown kind of file", where=str(path), mend=f"give {', '.join(FORMATS)}"
        )
    try:
        return list(ox.parse(path=str(path), format=kind))
    except SyntaxError as error:
        where = f"{path}:{error.lineno}:{error.offset}" if error.lineno else str(path)
        raise BadInputError(
            f"syntax error: {error.msg}", where=where, mend="correct the line"
        ) from error
    except (OSError, ValueError, MemoryError) as error:
        reason = getattr(error, "strerror", None) or str(error) or "too large"
        raise BadInputError(f"cannot read: {reason}", where=str(path)) from error


def _in(graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    for quad in quads:
        if isinstance(quad.graph_name, ox.DefaultGraph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
        else:
            yield quad


def read_sources(extra: "Iterable[Path]" = ()) -> Iterator[ox.Quad]:
    """
    Yield every quad of the shipped ontology and data, then of *extra*, in the graph of its source.

    A triple of the ontology is in `source:ontology`; one of a given file in a format that knows no
    graphs is in `source:given`. A triple that a file with graphs leaves outside them stays so.

    Raises:
        BadInputError: a file cannot be read.
    """
    for path in ontology_files():
        yield from _in(_ONTOLOGY, read_quads(path))
    for path in data_files():
        yield from read_quads(path)
    for path in extra:
        quads = read_quads(path)
        yield from _in(_GIVEN, quads) if path.suffix.lower() in _WITHOUT_GRAPHS else quads


def merged(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield the quads and, for each, its triple in the default graph."""
    for quad in quads:
        yield quad
        yield ox.Quad(quad.subject, quad.predicate, quad.object)


def load(extra: "Iterable[Path]" = (), *, inferred: bool = True) -> ox.Store:
    """
    Return the shipped graph, with *extra* files added to it.

    Args:
        inferred: whether what follows from the shipped graph (OWL 2 RL) is in it too, in the graph
            `source:inferred`; what follows from *extra* is not.
    """
    store = ox.Store()
    store.extend(merged(read_sources(extra)))
    if inferred:
        store.extend(merged(read_quads(closure_file())))
    return store
