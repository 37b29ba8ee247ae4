"""
Hold a shapes graph against the rules of SHACL and say which of its shapes do nothing.

An engine takes a misspelt `sh:targetClas` or a `sh:minCount "1"` for nothing and says that the data
conforms. The check reads the shapes alone, by the rules of SHACL (appendix A), before an engine
runs; with the data it says as well which shapes target nothing in it.
"""

from collections.abc import Iterator

import pyoxigraph as ox

from scgraph.plain_graph import AnyGraph
from scgraph.shacl.flaws.flaw import Flaw
from scgraph.shacl.flaws.targets import count, hits, off, targets
from scgraph.shacl.flaws.terms import (
    FIRST,
    NIL,
    SH,
    TERMS,
    Index,
    Node,
    Term,
    index,
    instances,
    items,
    show,
)
from scgraph.shacl.flaws.unsupported import unsupported

__all__ = ["Flaw", "errors_of", "targets_of", "warnings_of"]

_SHAPES = ("node", "not", "qualifiedValueShape")
_LISTS = ("and", "or", "xone")
# a parameter that says nothing without one of those beside it (SHACL, section 2.1.1)
_BESIDE = {
    "flags": ("pattern",),
    "ignoredProperties": ("closed",),
    "qualifiedMinCount": ("qualifiedValueShape",),
    "qualifiedMaxCount": ("qualifiedValueShape",),
    "qualifiedValueShapesDisjoint": ("qualifiedValueShape",),
    "qualifiedValueShape": ("qualifiedMinCount", "qualifiedMaxCount"),
}


def errors_of(shapes: AnyGraph) -> list[Flaw]:
    """
    Return what makes a shapes graph unusable, of severity `violation`, sorted.

    The rules are those of SHACL, appendix A, for the Core and for SPARQL. A `sh:entailment` is an
    error too: a processor without that entailment must fail (SHACL, section 1.5).
    """
    from scgraph.shacl.flaws.sparql import sparql_flaws
    from scgraph.shacl.flaws.syntax import core_flaws

    graph = index(shapes)
    found = [*core_flaws(graph), *sparql_flaws(graph), *_entailments(graph)]
    return sorted(found, key=Flaw.order)


def warnings_of(shapes: AnyGraph, data: AnyGraph | None = None) -> list[Flaw]:
    """
    Return what of a shapes graph is not read, or does nothing, sorted.

    Args:
        shapes: the shapes graph.
        data: the data, of a store its default graph. Without it, a shape targets nothing when it
            has no target at all. A shape that another one uses needs none, nor a deactivated one.
    """
    from scgraph.shacl.flaws.sparql import sparql_warnings

    graph = index(shapes)
    found = [*_unknown(graph), *_undefined(graph), *_idle(graph), *_aimless(graph, data)]
    found += [*sparql_warnings(graph), *unsupported(graph)]
    return sorted(found, key=Flaw.order)


def targets_of(shapes: AnyGraph, data: AnyGraph) -> int:
    """Return how many nodes of the data the shapes target, each counted once."""
    return count(data, {one for said in targets(index(shapes)).values() for one in said})


def _warning(
    kind: str, node: Node, predicate: str | None, value: Term | None, message: str, mend: str
) -> Flaw:
    name = ox.NamedNode(predicate) if predicate else None
    return Flaw(kind, "warning", node, name, value, message, mend)


def _entailments(graph: Index) -> Iterator[Flaw]:
    for node, about in graph.items():
        for value in about.get(SH + "entailment", ()):
            yield Flaw(
                "unsupported-shape",
                "violation",
                node,
                ox.NamedNode(SH + "entailment"),
                value,
                f"the shapes ask for the entailment {show(value)}, which is not supported",
                "give the closure of the data instead, and take sh:entailment out",
            )


def _unknown(graph: Index) -> Iterator[Flaw]:
    """Yield the terms of the namespace of SHACL that it does not have."""
    for node, about in graph.items():
        for predicate, values in about.items():
            named = ox.NamedNode(predicate)
            for value in values:
                for term in (named, value):
                    if isinstance(term, ox.NamedNode) and term.value.startswith(SH):
                        if not _known(term.value[len(SH) :]):
                            message = f"SHACL has no {show(term)}"
                            mend = _nearest(term.value[len(SH) :], predicate, term is named)
                            yield _warning("unknown-sh-term", node, predicate, value, message, mend)


def _known(local: str) -> bool:
    """Say whether a local name is in the vocabulary, which names parameters `Component-name`."""
    return not local or TERMS.issuperset(local.split("-"))


def _nearest(local: str, predicate: str, as_predicate: bool) -> str:
    """Return the mend of a term that is not there; properties begin in lower case."""
    from difflib import get_close_matches

    if predicate == SH + "severity" and not as_predicate:
        return "write sh:Violation, sh:Warning, sh:Info or an IRI of your own"
    lower = {term.lower(): term for term in sorted(TERMS) if term[0].islower() == as_predicate}
    found = get_close_matches(local.lower(), lower, 1)
    return f"write sh:{lower[found[0]]}" if found else "take it out; no engine reads it"


def _undefined(graph: Index) -> Iterator[Flaw]:
    """Yield shapes that are named where a shape is due and described nowhere."""
    for node, about in graph.items():
        for name in (*_SHAPES, *_LISTS):
            for value in about.get(SH + name, ()):
                members = [value] if name in _SHAPES else items(graph, value) or []
                for one in members:
                    if isinstance(one, ox.NamedNode) and one not in graph:
                        message = f"sh:{name} names {show(one)}, which no triple describes"
                        mend = "correct the name, or give the file that describes it as well"
                        yield _warning("undefined-shape", node, SH + name, value, message, mend)


def _idle(graph: Index) -> Iterator[Flaw]:
    for node, about in graph.items():
        for name, needed in _BESIDE.items():
            if SH + name in about and not any(SH + one in about for one in needed):
                shown = " or ".join(f"sh:{one}" for one in needed)
                message = f"sh:{name} does nothing without {shown} beside it"
                value = min(about[SH + name], key=str)
                yield _warning("idle-parameter", node, SH + name, value, message, f"add {shown}")


def _aimless(graph: Index, data: AnyGraph | None) -> Iterator[Flaw]:
    """Yield shapes that no node of the data can meet."""
    aimed = targets(graph)
    for node in _shapes(graph):
        if node not in aimed:
            message = f"the shape {show(node)} has no target and no other shape uses it"
            mend = "add sh:targetClass or another target, or take the shape out"
            yield _warning("targets-nothing", node, None, None, message, mend)
    for node, said in aimed.items() if data is not None else ():
        advanced = any(name == "target" for name, _ in said)
        if data is None or advanced or any(hits(data, one) for one in said):
            continue
        name, value = min(said, key=str)
        shown = ", ".join(sorted(f"sh:{name} {show(value)}" for name, value in said))
        message = f"the shape {show(node)} targets nothing in the data: {shown}"
        implicit = value not in graph[node].get(SH + name, ())
        predicate = None if implicit else SH + name
        mend = "correct the target, or give the data that it is about"
        yield _warning(
            "targets-nothing", node, predicate, None if implicit else value, message, mend
        )


def _shapes(graph: Index) -> Iterator[Node]:
    """Yield the shapes that nothing uses: no property but a list or a `sh:` one points to them."""
    used: set[Term] = {NIL}
    constraints = (
        {SH + name for name in _BESIDE}
        | {SH + name for name in ("class", "datatype", "nodeKind", "minCount", "maxCount", "in")}
        | {SH + name for name in ("property", "pattern", "hasValue", "closed", *_SHAPES, *_LISTS)}
    )
    for about in graph.values():
        for predicate, values in about.items():
            if predicate.startswith(SH) or predicate == FIRST or (SH + "path") in about:
                used.update(values)
    typed = instances(graph, SH + "NodeShape") | instances(graph, SH + "PropertyShape")
    for node, about in graph.items():
        is_shape = node in typed or not constraints.isdisjoint(about)
        if is_shape and node not in used and not off(about):
            yield node
