"""Find the nodes of a data graph that the shapes of a shapes graph target."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from scgraph.shacl.flaws.terms import (
    OWL_CLASS,
    RDFS,
    SH,
    SUBCLASS,
    TYPE,
    Index,
    Node,
    Term,
    instances,
)

__all__ = ["Target", "count", "focus_nodes", "off", "targets"]

_DEFAULT = ox.DefaultGraph()
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


def focus_nodes(data: ox.Store, target: Target) -> Iterator[Term]:
    """
    Yield the nodes of the default graph that one target selects, some of them repeatedly.

    A target in SPARQL yields nothing: it is an advanced feature that is not run here.
    """
    name, value = target
    if name == "targetNode":
        yield value
    elif isinstance(value, ox.NamedNode):
        if name == "targetClass":
            for kind in _classes(data, value):
                for quad in data.quads_for_pattern(None, ox.NamedNode(TYPE), kind, _DEFAULT):
                    yield quad.subject
        elif name == "targetSubjectsOf":
            for quad in data.quads_for_pattern(None, value, None, _DEFAULT):
                yield quad.subject
        elif name == "targetObjectsOf":
            for quad in data.quads_for_pattern(None, value, None, _DEFAULT):
                yield quad.object


def count(data: ox.Store, wanted: Iterable[Target]) -> int:
    """Return how many nodes the targets select, each once; as `focus_nodes`, in one query."""
    values: dict[str, list[str]] = {name: [] for name in _NAMES}
    for name, value in wanted:
        if not isinstance(value, ox.BlankNode):  # no blank node is a well-formed target
            values[name].append(str(value))
    query = f"""
        PREFIX rdfs: <{RDFS}>
        SELECT (COUNT(DISTINCT ?node) AS ?count) WHERE {{
            {{ VALUES ?class {{ {" ".join(values["targetClass"])} }}
               ?below rdfs:subClassOf* ?class . ?node a ?below }}
            UNION {{ VALUES ?property {{ {" ".join(values["targetSubjectsOf"])} }}
               ?node ?property [] }}
            UNION {{ VALUES ?property {{ {" ".join(values["targetObjectsOf"])} }}
               [] ?property ?node }}
            UNION {{ VALUES ?node {{ {" ".join(values["targetNode"])} }} }}
        }}"""
    answer = data.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    return int(next(answer)["count"].value)


def _classes(data: ox.Store, kind: Node) -> set[Node]:
    found: set[Node] = set()
    waiting = [kind]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            below = data.quads_for_pattern(None, ox.NamedNode(SUBCLASS), one, _DEFAULT)
            waiting += [q.subject for q in below if isinstance(q.subject, Node)]
    return found
