"""Load files into a store: each source a named graph, their set union the default graph."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.files import data_files, ontology_files
from scgraph.namespaces import BASE

__all__ = ["in_source", "load", "read_quads"]

_FORMATS = {".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE, ".nq": ox.RdfFormat.N_QUADS}
_ONTOLOGY = ox.NamedNode(BASE + "source/ontology")


def read_quads(path: Path) -> list[ox.Quad]:
    """
    Parse one file.

    Raises:
        BadInputError: the file is missing, of an unknown kind, or breaks the syntax.
    """
    kind = _FORMATS.get(path.suffix)
    if kind is None:
        raise BadInputError("unknown kind of file", where=str(path), mend="give .trig, .ttl or .nq")
    try:
        return list(ox.parse(path=str(path), format=kind))
    except SyntaxError as error:
        where = f"{path}:{error.lineno}:{error.offset}"
        raise BadInputError(f"syntax error: {error.msg}", where=where) from error
    except OSError as error:
        raise BadInputError(f"cannot read: {error.strerror}", where=str(path)) from error


def in_source(quad: ox.Quad) -> ox.Quad:
    """Return the quad in its source; a triple of an ontology module is in `source:ontology`."""
    if isinstance(quad.graph_name, ox.DefaultGraph):
        return ox.Quad(quad.subject, quad.predicate, quad.object, _ONTOLOGY)
    return quad


def load(extra: Iterable[Path] = ()) -> ox.Store:
    """Return the shipped graph, with *extra* files added to it."""
    quads: list[ox.Quad] = []
    for path in (*ontology_files(), *data_files(), *extra):
        for quad in read_quads(path):
            quads.append(in_source(quad))
    store = ox.Store()
    store.extend(quads)
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    return store
