"""Hold a shapes graph against the syntax rules of SHACL Core."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from scgraph.shacl.flaws.flaw import Flaw
from scgraph.shacl.flaws.terms import (
    FIRST,
    NODE_KINDS,
    RDFS,
    REST,
    SH,
    TYPE,
    XSD,
    Index,
    Node,
    Term,
    instances,
    items,
    show,
)

__all__ = ["core_flaws", "malformed"]


class _Rule(NamedTuple):
    """The values a predicate takes: what they are, in words, one at most, as a SHACL list."""

    fits: Callable[[Term], bool]
    words: str
    one: bool = False
    listed: bool = False


def _iri(term: Term) -> bool:
    return isinstance(term, ox.NamedNode)


def _node(term: Term) -> bool:
    return isinstance(term, ox.NamedNode | ox.BlankNode)


def _literal(term: Term) -> bool:
    return isinstance(term, ox.Literal)


def _named(term: Term) -> bool:
    return isinstance(term, ox.NamedNode | ox.Literal)


def _string(term: Term) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value == XSD + "string"


def _text(term: Term) -> bool:
    return _string(term) or (isinstance(term, ox.Literal) and term.language is not None)


def _boolean(term: Term) -> bool:
    if not isinstance(term, ox.Literal) or term.datatype.value != XSD + "boolean":
        return False
    return term.value in ("true", "false", "1", "0")


def _integer(term: Term) -> bool:
    if not isinstance(term, ox.Literal) or term.datatype.value != XSD + "integer":
        return False
    return re.fullmatch(r"[+-]?0*[0-9]{1,18}", term.value) is not None


def _kind(term: Term) -> bool:
    return isinstance(term, ox.NamedNode) and term.value in {SH + kind for kind in NODE_KINDS}


def _any(_: Term) -> bool:
    return True


# SHACL, appendix A "Summary of SHACL Syntax Rules". A component with several parameters takes one
# value of each (rule "multiple-parameters"): pattern, closed, qualified.
_RULES = {
    "entailment": _Rule(_iri, "an IRI"),
    "targetNode": _Rule(_named, "an IRI or a literal"),
    "targetClass": _Rule(_iri, "an IRI"),
    "targetSubjectsOf": _Rule(_iri, "an IRI"),
    "targetObjectsOf": _Rule(_iri, "an IRI"),
    "severity": _Rule(_iri, "an IRI", one=True),
    "message": _Rule(_text, "a string, with or without language tag"),
    "deactivated": _Rule(_boolean, "true or false", one=True),
    "class": _Rule(_iri, "an IRI"),
    "datatype": _Rule(_iri, "an IRI", one=True),
    "nodeKind": _Rule(_kind, "one of " + ", ".join(f"sh:{kind}" for kind in NODE_KINDS), one=True),
    "minCount": _Rule(_integer, "an xsd:integer of up to 18 digits", one=True),
    "maxCount": _Rule(_integer, "an xsd:integer of up to 18 digits", one=True),
    "minExclusive": _Rule(_literal, "a literal", one=True),
    "minInclusive": _Rule(_literal, "a literal", one=True),
    "maxExclusive": _Rule(_literal, "a literal", one=True),
    "maxInclusive": _Rule(_literal, "a literal", one=True),
    "minLength": _Rule(_integer, "an xsd:integer of up to 18 digits", one=True),
    "maxLength": _Rule(_integer, "an xsd:integer of up to 18 digits", one=True),
    "pattern": _Rule(_string, "an xsd:string", one=True),
    "flags": _Rule(_string, "an xsd:string", one=True),
    "languageIn": _Rule(_string, "an xsd:string", one=True, listed=True),
    "uniqueLang": _Rule(_boolean, "true or false", one=True),
    "equals": _Rule(_iri, "an IRI"),
    "disjoint": _Rule(_iri, "an IRI"),
    "lessThan": _Rule(_iri, "an IRI"),
    "lessThanOrEquals": _Rule(_iri, "an IRI"),
    "not": _Rule(_node, "a shape"),
    "and": _Rule(_node, "a shape", listed=True),
    "or": _Rule(_node, "a shape", listed=True),
    "xone": _Rule(_node, "a shape", listed=True),
    "node": _Rule(_node, "a node shape"),
    "property": _Rule(_node, "a property shape"),
    "qualifiedValueShape": _Rule(_node, "a shape", one=True),
    "qualifiedValueShapesDisjoint": _Rule(_boolean, "true or false", one=True),
    "qualifiedMinCount": _Rule(_integer, "an xsd:integer of up to 18 digits", one=True),
    "qualifiedMaxCount": _Rule(_integer, "an xsd:integer of up to 18 digits", one=True),
    "closed": _Rule(_boolean, "true or false", one=True),
    "ignoredProperties": _Rule(_iri, "an IRI", one=True, listed=True),
    "in": _Rule(_any, "a term", one=True, listed=True),
}
_OF_PROPERTY_SHAPES = (
    "minCount",
    "maxCount",
    "uniqueLang",
    "lessThan",
    "lessThanOrEquals",
    "qualifiedValueShape",
)
_DEEPEST = 50
_PATHS = ("alternativePath", "inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")


def malformed(node: Node, name: str, value: Term | None, message: str, mend: str) -> Flaw:
    """Return the flaw of a shape that SHACL calls ill-formed; *name* is a local name of `sh:`."""
    return Flaw("malformed-shape", "violation", node, ox.NamedNode(SH + name), value, message, mend)


def core_flaws(graph: Index) -> Iterator[Flaw]:
    """Yield what breaks the syntax rules of SHACL Core (SHACL, appendix A)."""
    for node, about in graph.items():
        for name, rule in _RULES.items():
            if SH + name in about:
                yield from _values(graph, node, name, about[SH + name], rule)
        yield from _pattern(node, about)
    yield from _scopes(graph)
    yield from _paths(graph)
    yield from _implicit_targets(graph)
    yield from _recursion(graph)


def _values(graph: Index, node: Node, name: str, values: list[Term], rule: _Rule) -> Iterator[Flaw]:
    if rule.one and len(values) > 1:
        shown = ", ".join(sorted(map(show, values)))
        message = f"sh:{name} has {len(values)} values ({shown}), at most one is allowed"
        last = max(values, key=str)
        yield malformed(node, name, last, message, "keep one, or split the shape")
    for value in values:
        members = items(graph, value) if rule.listed else [value]
        if members is None:
            message = f"sh:{name} has the value {show(value)}, which is not a list"
            mend = f"write sh:{name} ( ... ); a list has one rdf:first and rdf:rest a node, ends in"
            yield malformed(node, name, value, message, f"{mend} rdf:nil and has no cycle")
            continue
        for member in members:
            if not rule.fits(member):
                has = "has the member" if rule.listed else "is"
                message = f"sh:{name} {has} {show(member)}, not {rule.words}"
                yield malformed(node, name, value, message, _mend(name, member, rule))


def _mend(name: str, value: Term, rule: _Rule) -> str:
    if name == "nodeKind" and isinstance(value, ox.NamedNode):
        from difflib import get_close_matches

        local = re.split("[#/:]", value.value)[-1]
        near = {kind.lower(): kind for kind in NODE_KINDS}
        for match in get_close_matches(local.lower(), near, 1):
            return f"write sh:{near[match]}"
    if rule.fits is _integer and isinstance(value, ox.Literal):
        if re.fullmatch(r"[+-]?[0-9]{1,18}", value.value):
            return f"write {value.value}, without quotes and datatype"
    if rule.fits is _boolean and isinstance(value, ox.Literal):
        if value.value.lower() in ("true", "false"):
            return f"write {value.value.lower()}, without quotes"
    return f"write {rule.words}"


def _pattern(node: Node, about: dict[str, list[Term]]) -> Iterator[Flaw]:
    """Yield a regular expression that SPARQL's REGEX cannot read (SHACL, section 4.4.3)."""
    flags = [one.value for one in about.get(SH + "flags", ()) if isinstance(one, ox.Literal)]
    for value in about.get(SH + "pattern", ()):
        if _string(value) and not _regex(value, flags[0] if flags else ""):
            message = f"sh:pattern {show(value)} is not a regular expression that REGEX can read"
            if flags and _regex(value, ""):
                message = f"sh:flags {flags[0]!r} are not flags that REGEX knows"
                bad = about[SH + "flags"][0]
                yield malformed(node, "flags", bad, message, "write letters out of i, m, s, x")
                continue
            mend = "mend it; look-around and back-references are not supported"
            yield malformed(node, "pattern", value, message, mend)


def _regex(pattern: Term, flags: str) -> bool:
    query = f'SELECT (REGEX("", {pattern}, {ox.Literal(flags)}) AS ?found) {{}}'
    answer = ox.Store().query(query)
    return isinstance(answer, ox.QuerySolutions) and next(answer)["found"] is not None


def _scopes(graph: Index) -> Iterator[Flaw]:
    """Yield node shapes with a path, property shapes without one, and what only one of them has."""
    typed_node = instances(graph, SH + "NodeShape")
    typed_property = instances(graph, SH + "PropertyShape")
    used: dict[str, set[Term]] = {"node": set(), "property": set()}
    for node, about in graph.items():
        paths = about.get(SH + "path", [])
        if node in typed_node and paths:
            message = "a sh:NodeShape has a sh:path"
            yield malformed(node, "path", paths[0], message, "write a sh:PropertyShape instead")
        if node in typed_property and not paths:
            message = "a sh:PropertyShape has no sh:path"
            yield malformed(node, "path", None, message, "add the one sh:path")
        if not paths:
            for name in _OF_PROPERTY_SHAPES:
                for value in about.get(SH + name, ()):
                    message = f"sh:{name} stands in a shape without sh:path"
                    mend = "add sh:path, or write it in a sh:property [ ... ]"
                    yield malformed(node, name, value, message, mend)
        for name, seen in used.items():
            for value in about.get(SH + name, ()):
                if not isinstance(value, Node) or value in seen:
                    continue
                seen.add(value)
                has_path = SH + "path" in graph.get(value, {})
                if name == "node" and has_path:
                    message = f"sh:node has the value {show(value)}, which is a property shape"
                    yield malformed(node, name, value, message, "write sh:property instead")
                if name == "property" and not has_path and value not in typed_property:
                    message = f"sh:property has the value {show(value)}, which has no sh:path"
                    mend = "add the one sh:path, or write sh:node if it is a node shape"
                    yield malformed(node, name, value, message, mend)


def _paths(graph: Index) -> Iterator[Flaw]:
    """Yield values of sh:path that are not SHACL property paths (SHACL, section 2.3.1)."""
    for node, about in graph.items():
        paths = about.get(SH + "path", [])
        if len(paths) > 1:
            shown = ", ".join(sorted(map(show, paths)))
            message = f"sh:path has {len(paths)} values ({shown}), one is allowed"
            mend = "write a shape for each, or a list for a sequence, sh:alternativePath for either"
            yield malformed(node, "path", max(paths, key=str), message, mend)
        for path in paths:
            problem = _problem(graph, path, ())
            if problem:
                mend = "write an IRI, a list of two paths or more, or a blank node with one of "
                mend += ", ".join(f"sh:{name}" for name in _PATHS)
                yield malformed(node, "path", path, f"sh:path {problem}", mend)


def _problem(graph: Index, path: Term, above: tuple[Term, ...]) -> str:
    """Return what is wrong with a property path, or nothing."""
    if isinstance(path, ox.NamedNode):
        return ""
    if not isinstance(path, ox.BlankNode):
        return f"holds {show(path)}, which is no path"
    if path in above:
        return "holds itself"
    if len(above) == _DEEPEST:  # an engine may end the process far below
        return f"is nested deeper than {_DEEPEST} blank nodes"
    about = graph.get(path, {})
    inside = (*above, path)
    if FIRST in about or REST in about:
        return _several(graph, path, inside)
    triples = [(name, value) for name, values in about.items() for value in values]
    if len(triples) != 1 or triples[0][0] not in {SH + name for name in _PATHS}:
        names = ", ".join(sorted(show(ox.NamedNode(name)) for name, _ in triples)) or "nothing"
        return f"holds a blank node that is no path: it has {names}"
    name, value = triples[0]
    if name == SH + "alternativePath":
        return _several(graph, value, inside)
    return _problem(graph, value, inside)


def _several(graph: Index, head: Term, above: tuple[Term, ...]) -> str:
    members = items(graph, head)
    if members is None:
        return "holds what should be a list and is not"
    if len(members) < 2:
        return f"holds a list of {len(members)}, at least two paths make a list"
    return next(filter(None, (_problem(graph, member, above) for member in members)), "")


def _implicit_targets(graph: Index) -> Iterator[Flaw]:
    """Yield blank nodes that are class and shape (SHACL, section 2.1.3.3)."""
    shapes = instances(graph, SH + "NodeShape") | instances(graph, SH + "PropertyShape")
    for node in shapes & instances(graph, RDFS + "Class"):
        if isinstance(node, ox.BlankNode):
            message = "a blank node is a class and a shape"
            yield Flaw(
                "malformed-shape",
                "violation",
                node,
                ox.NamedNode(TYPE),
                ox.NamedNode(RDFS + "Class"),
                message,
                "give it an IRI",
            )


def _recursion(graph: Index) -> Iterator[Flaw]:
    """Yield negations of a shape that needs itself: they have no meaning (SHACL, section 3.4.3)."""
    for node, about in graph.items():
        for value in about.get(SH + "not", ()):
            if node == value or node in _needed(graph, value):
                message = f"sh:not {show(value)} leads back to the shape that it stands in"
                yield malformed(node, "not", value, message, "write it without the circle")


def _needed(graph: Index, start: Term) -> set[Term]:
    """Return the shapes that a shape refers to, directly or not."""
    found: set[Term] = set()
    waiting = [start]
    while waiting:
        at = waiting.pop()
        about = graph.get(at, {}) if isinstance(at, Node) else {}
        for name in ("property", "node", "not", "qualifiedValueShape", "and", "or", "xone"):
            for value in about.get(SH + name, ()):
                parts = items(graph, value) if name in ("and", "or", "xone") else [value]
                fresh = [part for part in parts or () if part not in found]
                found.update(fresh)
                waiting += fresh
    return found
