"""Keep the loaded graph as a read-only store on disk, tied to the files it came from."""

import os

import pyoxigraph as ox

from scgraph.files import closure_file, data_files, ontology_files, root

__all__ = ["build", "open_snapshot"]

_FOLDER = "snapshot"
_KEY = "sources.sha256"


_ENGINE = ox.__version__.rpartition(".")[0]


def key() -> str:
    """Return the engine's version and the SHA-256 of every file the graph is loaded from."""
    from hashlib import sha256

    base = root()
    digest = sha256()
    for path in (*ontology_files(), *data_files(), closure_file()):
        data = path.read_bytes()
        digest.update(
            f"\n{os.path.relpath(path, base).replace(os.sep, '/')} {len(data)}\n".encode()
        )
        digest.update(data)
    return f"{_ENGINE} {digest.hexdigest()}"


def build(folder: str) -> None:
    """Write the shipped graph as a store into *folder*, which must not exist."""
    from pathlib import Path

    from scgraph.store import load

    data = load().dump(format=ox.RdfFormat.N_QUADS)
    store = ox.Store(folder)
    store.bulk_load(data, format=ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    del store
    for path in Path(folder).glob("LOG*"):
        path.unlink()
    (Path(folder) / _KEY).write_text(key(), encoding="ascii")


def open_snapshot() -> ox.Store | None:
    """
    Return the snapshot of the shipped graph, or None when there is none for these files.

    The hash is worked out anew only where a file is younger than the snapshot's key, for the
    answer to a question must not wait for it.
    """
    folder = os.path.join(root(), _FOLDER)
    place = os.path.join(folder, _KEY)
    try:
        with open(place, encoding="ascii") as file:
            kept = file.read()
        if not kept.startswith(f"{_ENGINE} "):
            return None
        if _youngest() > os.stat(place).st_mtime_ns and kept != key():
            return None
        return ox.Store.read_only(folder)
    except OSError:
        return None


def _youngest() -> int:
    """Return when a file or folder that the graph is loaded from last changed, in nanoseconds."""
    open_folders = [os.path.join(root(), name) for name in ("ontology", "data", "inferred")]
    youngest = 0
    for folder in open_folders:
        youngest = max(youngest, os.stat(folder).st_mtime_ns)
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    open_folders.append(entry.path)
                youngest = max(youngest, entry.stat().st_mtime_ns, entry.stat().st_ctime_ns)
    return youngest
