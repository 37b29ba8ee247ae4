"""Know where the shipped ontology, data and queries live."""

import os
from typing import TYPE_CHECKING

from scgraph.errors import ScgraphError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "check_files",
    "closure_file",
    "data_files",
    "ontology_files",
    "prefix_file",
    "query_files",
    "root",
    "shape_files",
]

# An answer waits for root, prefix_file and query_files, so they do without pathlib (3 ms).


def root() -> str:
    """Return the folder that holds `ontology/`, `data/` and `queries/`."""
    here = os.path.dirname(os.path.abspath(__file__))
    for folder in (os.path.join(here, "share"), os.path.dirname(here)):
        if os.path.isfile(os.path.join(folder, "ontology", "prefixes.ttl")):
            return folder
    raise ScgraphError("the shipped graph is missing", where=here, mend="reinstall scgraph")


def prefix_file() -> str:
    """Return the one prefix table."""
    return os.path.join(root(), "ontology", "prefixes.ttl")


def query_files() -> dict[str, str]:
    """Return the canned queries, name to file, sorted by name."""
    found = {
        name.removesuffix(".rq"): os.path.join(folder, name)
        for folder, _, names in os.walk(os.path.join(root(), "queries"))
        for name in names
        if name.endswith(".rq")
    }
    return dict(sorted(found.items()))


def ontology_files() -> "list[Path]":
    """Return the ontology modules, sorted by name."""
    return [path for path in _files("ontology", "*.ttl") if path.name != "prefixes.ttl"]


def data_files() -> "list[Path]":
    """Return the TriG files, sorted by path."""
    return _files("data", "**/*.trig")


def closure_file() -> "Path":
    """Return what follows from ontology and data, as `scgraph infer` wrote it."""
    from pathlib import Path

    return Path(root(), "inferred", "closure.trig")


def shape_files() -> "list[Path]":
    """Return the SHACL shapes, sorted by name."""
    return _files("ontology", "shapes/*.ttl")


def check_files() -> "list[Path]":
    """Return the SPARQL checks, sorted by name."""
    return _files("ontology", "checks/*.rq")


def _files(folder: str, pattern: str) -> "list[Path]":
    from pathlib import Path

    return sorted(Path(root(), folder).glob(pattern))
