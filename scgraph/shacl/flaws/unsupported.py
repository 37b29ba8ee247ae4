"""Find what SHACL or its notes allow and the default engine takes for nothing."""

from collections.abc import Iterator

import pyoxigraph as ox

from scgraph.shacl.flaws.flaw import Flaw
from scgraph.shacl.flaws.sparql import VALIDATORS, parameters
from scgraph.shacl.flaws.targets import off
from scgraph.shacl.flaws.terms import SH, Index, Node, Term, instances, show
from scgraph.tokens import tokens

__all__ = ["unsupported"]

# SHACL Advanced Features, section 5; SHACL JavaScript Extensions, section 2
_ADVANCED = {
    "js": ("SHACL in JavaScript is not supported", "write the constraint in SPARQL"),
    "expression": ("node expressions are not supported", "write the constraint in SPARQL"),
}


def unsupported(graph: Index) -> Iterator[Flaw]:
    """Yield warnings of what is not run, or not as the shapes say."""
    yield from _components(graph)
    yield from _constraints(graph)
    kinds = ("Function", "SPARQLFunction", "JSFunction")
    for node in set().union(*(instances(graph, SH + kind) for kind in kinds)):
        message = f"the function {show(node)} is not run, a query that calls it finds nothing"
        yield _flaw(node, None, None, message, "write its expression into the queries")
    for node, about in graph.items():
        for name, (reason, mend) in _ADVANCED.items():
            for value in about.get(SH + name, ()):
                yield _flaw(node, name, value, f"sh:{name} is not run, {reason}", mend)


def _flaw(node: Node, name: str | None, value: Term | None, message: str, mend: str) -> Flaw:
    predicate = ox.NamedNode(SH + name) if name else None
    return Flaw("unsupported-shape", "warning", node, predicate, value, message, mend)


def _components(graph: Index) -> Iterator[Flaw]:
    scripts = instances(graph, SH + "JSValidator")
    for component in instances(graph, SH + "ConstraintComponent"):
        about = graph[component]
        validators = {one for name in VALIDATORS for one in about.get(SH + name, ())}
        if not validators - scripts and not str(component).startswith("<" + SH):
            message = f"the constraint component {show(component)} has no validator in SPARQL"
            mend = "add sh:validator, sh:nodeValidator or sh:propertyValidator"
            yield _flaw(component, "validator", None, message, mend)
        if not validators - scripts:
            continue
        for path in parameters(graph, about):
            for node, said in graph.items():
                values = said.get(path.value, ())
                if len(values) > 1:
                    message = f"{show(path)} has {len(values)} values, of which one is validated"
                    mend = "write a shape for each, and sh:and over them"
                    yield Flaw(
                        "unsupported-shape",
                        "warning",
                        node,
                        path,
                        max(values, key=str),
                        message,
                        mend,
                    )


def _constraints(graph: Index) -> Iterator[Flaw]:
    for about in graph.values():
        for node in about.get(SH + "sparql", ()):
            if not isinstance(node, Node) or node not in graph:
                continue
            if off(graph[node]):
                message = "sh:deactivated of a SPARQL-based constraint is not read, it is run"
                value = graph[node][SH + "deactivated"][0]
                mend = "take the constraint out, or deactivate a shape that has it alone"
                yield _flaw(node, "deactivated", value, message, mend)
            for query in graph[node].get(SH + "select", ()):
                if isinstance(query, ox.Literal) and _names_a_graph(query.value):
                    message = "the query asks a GRAPH, but the data is one graph; it finds nothing"
                    yield _flaw(node, "select", query, message, "write it without GRAPH")


def _names_a_graph(query: str) -> bool:
    found = list(tokens(query))
    return any(
        kind == "word" and text.upper() == "GRAPH" and after[1][1:] != "shapesGraph"
        for (kind, text), after in zip(found, found[1:], strict=False)
    )
