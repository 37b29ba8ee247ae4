"""Refuse a small file that would take all memory to read: entities in entities, deep JSON."""

import re
from collections import Counter
from itertools import accumulate

import pyoxigraph as ox

from scgraph.errors import BadInputError

__all__ = ["refuse_bomb"]

# pyoxigraph needs 200 MB for 1,000 levels of JSON-LD, and four times that for twice as many
_MOST_DEEP = 1000
_MOST_GROWN = 100_000_000
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NO_BRACKET = re.compile(rb"[^\[\]{}]+")
_ENTITY = re.compile(rb"<!ENTITY\s+([^\s%&;\"'<>]+)\s+(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(rb"&([^\s#%&;\"'<>]+);")


def refuse_bomb(data: bytes, name: str, format: ox.RdfFormat) -> None:
    """
    Look for what makes the engine take all memory or end its process.

    Args:
        data: the bytes of a file.
        name: the file as a message names it.

    Raises:
        BadInputError: RDF/XML whose entities come to more than 100 MB, or hold themselves; JSON-LD
            nested more than 1,000 levels deep.
    """
    if format == ox.RdfFormat.RDF_XML and b"<!ENTITY" in data:
        _entities(data, name)
    if format == ox.RdfFormat.JSON_LD and data.count(b"{") + data.count(b"[") > _MOST_DEEP:
        brackets = _NO_BRACKET.sub(b"", _STRING.sub(b"", data))
        steps = (1 if one in b"[{" else -1 for one in brackets)
        if max(accumulate(steps), default=0) > _MOST_DEEP:
            told = f"nested more than {_MOST_DEEP:,} levels deep"
            raise BadInputError(told, where=name, mend="write it flatter, as with `@graph`")


def _entities(data: bytes, name: str) -> None:
    values: dict[bytes, bytes] = {}
    for found in _ENTITY.finditer(data):
        # of one declared twice, both count: which one a reader takes is its own affair
        values[found[1]] = values.get(found[1], b"") + (found[2] or found[3] or b"")
    sizes: dict[bytes, int] = {}
    open_entities: set[bytes] = set()
    mend = "write the text itself, or entities that hold no others"

    def size(entity: bytes) -> int:
        """Return how many bytes an entity comes to, at most a little more than the limit."""
        if entity not in sizes:
            if entity in open_entities:
                told = f"the entity `{entity.decode(errors='replace')}` holds itself"
                raise BadInputError(told, where=name, mend=mend)
            open_entities.add(entity)
            sizes[entity] = grown(values[entity])
            open_entities.remove(entity)
        return sizes[entity]

    def grown(text: bytes) -> int:
        counts = Counter(found[1] for found in _REFERENCE.finditer(text) if found[1] in values)
        total = len(text) + sum(count * size(entity) for entity, count in counts.items())
        return min(total, 2 * _MOST_GROWN + len(text))

    body = _ENTITY.sub(b"", data)
    try:
        more = grown(body) - len(body)
    except RecursionError:
        raise BadInputError("its entities are nested too deep", where=name, mend=mend) from None
    if more > _MOST_GROWN:
        told = f"its entities come to more than {_MOST_GROWN // 10**6} MB of text"
        raise BadInputError(told, where=name, mend=mend)
