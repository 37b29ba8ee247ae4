"""Write the shipped graph to a file or a stream, lexical forms kept."""

import os
import tempfile
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.files import data_files, ontology_files
from scgraph.namespaces import prefixes
from scgraph.store import in_source, read_quads

__all__ = ["FORMATS", "export", "write"]

FORMATS = {
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
_WITH_SOURCES = ("trig", "nq")


def export(kind: str) -> bytes:
    """
    Return the shipped graph in one format, sorted, so that two exports are byte-identical.

    `trig` and `nq` keep the sources as named graphs; the others hold their set union.

    Raises:
        BadInputError: *kind* is not one of FORMATS.
    """
    if kind not in FORMATS:
        raise BadInputError(f"unknown format {kind!r}", mend="give one of " + ", ".join(FORMATS))
    quads = {in_source(q) for path in (*ontology_files(), *data_files()) for q in read_quads(path)}
    named = ox.Dataset(quads)
    named.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    quads = set(named)
    if kind not in _WITH_SOURCES:
        quads = {ox.Quad(q.subject, q.predicate, q.object) for q in quads}
    ordered = sorted(quads, key=lambda q: (str(q.graph_name), str(q)))
    rows = ordered if kind in _WITH_SOURCES else [quad.triple for quad in ordered]
    output = BytesIO()
    ox.serialize(rows, output, FORMATS[kind], prefixes=prefixes())
    return output.getvalue()


def write(data: bytes, path: Path) -> None:
    """Write to a temporary file beside *path* and rename it, so that a failure loses nothing."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise BadInputError(f"cannot write: {error.strerror}", where=str(path)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise BadInputError(f"cannot write: {error.strerror}", where=str(path)) from error
