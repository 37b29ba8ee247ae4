"""Keep the loaded graph as a read-only store on disk, tied by hash to the files it came from."""

from pathlib import Path

import pyoxigraph as ox

from scgraph.files import data_files, ontology_files, root

__all__ = ["build", "open_snapshot"]

_FOLDER = "snapshot"
_KEY = "sources.sha256"


def key() -> str:
    """Return the SHA-256 of the engine's version and of every file the graph is loaded from."""
    from hashlib import sha256

    base = root()
    digest = sha256(ox.__version__.rpartition(".")[0].encode())
    for path in (*ontology_files(), *data_files()):
        data = path.read_bytes()
        digest.update(f"\n{path.relative_to(base).as_posix()} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def build(folder: Path) -> None:
    """Write the shipped graph as a store into *folder*, which must not exist."""
    from scgraph.store import load

    data = load().dump(format=ox.RdfFormat.N_QUADS)
    store = ox.Store(str(folder))
    store.bulk_load(data, format=ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    del store
    for path in folder.glob("LOG*"):
        path.unlink()
    (folder / _KEY).write_text(key(), encoding="ascii")


def open_snapshot() -> ox.Store | None:
    """Return the snapshot of the shipped graph, or None when there is none for these files."""
    folder = root() / _FOLDER
    try:
        if (folder / _KEY).read_text(encoding="ascii") != key():
            return None
        return ox.Store.read_only(str(folder))
    except OSError:
        return None
