"""Know where the shipped ontology, data and queries live."""

from pathlib import Path

from scgraph.errors import ScgraphError

__all__ = [
    "check_files",
    "data_files",
    "ontology_files",
    "prefix_file",
    "query_files",
    "root",
    "shape_files",
]


def root() -> Path:
    """Return the folder that holds `ontology/`, `data/` and `queries/`."""
    here = Path(__file__).parent
    for folder in (here / "share", here.parent):
        if (folder / "ontology" / "prefixes.ttl").is_file():
            return folder
    raise ScgraphError("the shipped graph is missing", where=str(here), mend="reinstall scgraph")


def prefix_file() -> Path:
    """Return the one prefix table."""
    return root() / "ontology" / "prefixes.ttl"


def ontology_files() -> list[Path]:
    """Return the ontology modules, sorted by name."""
    return sorted(p for p in (root() / "ontology").glob("*.ttl") if p.name != "prefixes.ttl")


def data_files() -> list[Path]:
    """Return the TriG files, sorted by path."""
    return sorted((root() / "data").rglob("*.trig"))


def query_files() -> dict[str, Path]:
    """Return the canned queries, name to file, sorted by name."""
    return {p.stem: p for p in sorted((root() / "queries").rglob("*.rq"))}


def shape_files() -> list[Path]:
    """Return the SHACL shapes, sorted by name."""
    return sorted((root() / "ontology" / "shapes").glob("*.ttl"))


def check_files() -> list[Path]:
    """Return the SPARQL checks, sorted by name."""
    return sorted((root() / "ontology" / "checks").glob("*.rq"))
