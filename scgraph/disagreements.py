"""Write disagreements as a person reads them: who differs, what each says, and the law's answer."""

from scgraph.answers import Answer
from scgraph.graph import Graph

__all__ = ["blocks"]

# Terms of other vocabularies, which have no label in the graph.
_WORDS = {"skos:altLabel": "name", "org:classification": "kind"}


def blocks(graph: Graph, answer: Answer) -> list[str]:
    """
    Return one block of lines for each disagreement, in the order of the rows.

    Args:
        answer: the rows of `disagreements` or `disagreements-of-entity`, one for each side.
    """
    gathered: dict[str, list[dict[str, str]]] = {}
    for row in answer:
        cells = {name: str(value) for name, value in row._asdict().items() if value is not None}
        gathered.setdefault(cells["disagreement"], []).append(cells)
    return ["\n".join(_lines(graph, rows)) for rows in gathered.values()]


def _lines(graph: Graph, rows: list[dict[str, str]]) -> list[str]:
    def each(name: str) -> list[str]:
        return list(dict.fromkeys(row[name] for row in rows if name in row))

    about = "; ".join(map(graph.label, each("about")))
    labels = map(graph.label, each("property"))
    properties = ", ".join(_WORDS.get(label, label) for label in labels)
    places = sorted(map(graph.citation, each("passage")))
    return [
        f"{about}: {properties}",
        *(f"  between: {place}" for place in places),
        *(f"  says: {statement}" for statement in each("statement")),
        *(f"  law: {resolution}" for resolution in each("resolution")),
    ]
