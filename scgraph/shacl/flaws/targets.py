"""Find the nodes of a data graph that the shapes of a shapes graph target."""

from collections.abc import Iterable

import pyoxigraph as ox

from scgraph.plain_graph import AnyGraph, ask_of
from scgraph.shacl.flaws.terms import (
    OWL_CLASS,
    RDFS,
    SH,
    Index,
    Node,
    Term,
    instances,
)

__all__ = ["Target", "count", "hits", "off", "targets"]

_PREFIX = f"PREFIX rdfs: <{RDFS}>"
Target = tuple[str, Term]
"""The local name of a `sh:` term and what it is told; `target` stands for one in SPARQL."""
_NAMES = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf", "target")


def targets(graph: Index) -> dict[Node, list[Target]]:
    """
    Return the targets of each shape that has any and is not deactivated (SHACL, section 2.1.3).

    A shape that is an owl:Class targets its instances, as the engines take it, though section
    2.1.3.3 asks for an instance of rdfs:Class.
    """
    found: dict[Node, list[Target]] = {}
    shapes = instances(graph, SH + "NodeShape") | instances(graph, SH + "PropertyShape")
    classes = instances(graph, RDFS + "Class") | instances(graph, OWL_CLASS)
    for node, about in graph.items():
        said: list[Target] = [(n, value) for n in _NAMES for value in about.get(SH + n, ())]
        if node in shapes and node in classes:
            said.append(("targetClass", node))
        if said and not off(about):
            found[node] = said
    return found


def off(about: dict[str, list[Term]]) -> bool:
    """Say whether a shape is deactivated."""
    values = about.get(SH + "deactivated", ())
    return any(isinstance(one, ox.Literal) and one.value in ("true", "1") for one in values)


def hits(data: AnyGraph, target: Target) -> bool:
    """
    Say whether a target selects a node of the data.

    A target in SPARQL selects nothing: it is an advanced feature that is not run here.
    """
    return bool(ask_of(data)(f"{_PREFIX} ASK WHERE {{ {_selection([target])} }}"))


def count(data: AnyGraph, wanted: Iterable[Target]) -> int:
    """Return how many nodes the targets select, each once."""
    query = f"{_PREFIX} SELECT (COUNT(DISTINCT ?node) AS ?count) WHERE {{ {_selection(wanted)} }}"
    answer = ask_of(data)(query)
    assert isinstance(answer, ox.QuerySolutions)
    return int(next(answer)["count"].value)


def _selection(wanted: Iterable[Target]) -> str:
    """Return the pattern whose ?node are the focus nodes of some targets."""
    values: dict[str, list[str]] = {name: [] for name in _NAMES}
    for name, value in wanted:
        if not isinstance(value, ox.BlankNode):  # no blank node is a well-formed target
            values[name].append(str(value))
    return f"""
            {{ VALUES ?class {{ {" ".join(values["targetClass"])} }}
               ?below rdfs:subClassOf* ?class . ?node a ?below }}
            UNION {{ VALUES ?property {{ {" ".join(values["targetSubjectsOf"])} }}
               ?node ?property [] }}
            UNION {{ VALUES ?property {{ {" ".join(values["targetObjectsOf"])} }}
               [] ?property ?node }}
            UNION {{ VALUES ?node {{ {" ".join(values["targetNode"])} }} }}"""
