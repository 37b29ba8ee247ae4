"""Give expanded JSON-LD a context: prefixes, so that IRIs are written short."""

import json
from typing import Any

from scgraph.namespaces import shorten

__all__ = ["with_context"]

_IRIS = ("@id", "@type")


def with_context(expanded: bytes, prefixes: dict[str, str]) -> bytes:
    """
    Return the document with the prefixes it uses as context (JSON-LD 1.1, section 4.4).

    Each prefix is an expanded term definition with `@prefix`, for some of ours do not end in a
    delimiter (section 9.15.1).

    Args:
        expanded: a JSON-LD document in expanded form.
        prefixes: prefix to namespace.
    """
    used: set[str] = set()

    def short(iri: str) -> str:
        name = shorten(iri, prefixes)
        if name != iri:
            used.add(name.partition(":")[0])
        return name

    def compact(node: Any) -> Any:
        if isinstance(node, list):
            return [compact(item) for item in node]
        if not isinstance(node, dict):
            return node
        made = {}
        for key, value in node.items():
            if key in _IRIS:
                made[key] = [short(v) for v in value] if isinstance(value, list) else short(value)
            else:
                made[key if key.startswith("@") else short(key)] = compact(value)
        return made

    graph = compact(json.loads(expanded))
    context = {name: {"@id": prefixes[name], "@prefix": True} for name in sorted(used)}
    document = {"@context": context, "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
