"""Hold the SPARQL queries of a shapes graph against the syntax rules of SHACL-SPARQL."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyoxigraph as ox

from scgraph import guard
from scgraph.errors import BadInputError
from scgraph.shacl.flaws.flaw import Flaw
from scgraph.shacl.flaws.syntax import malformed
from scgraph.shacl.flaws.terms import IMPORTS, SH, XSD, Index, Node, Term, instances, show
from scgraph.tokens import tokens

__all__ = ["VALIDATORS", "parameters", "sparql_flaws", "sparql_warnings"]

_PATH = re.compile(r"[?$]PATH\b")
# in parentheses and inverse: SPARQL reads this nowhere but as the predicate of a triple pattern
_ANY_PATH = "(^<urn:x-path>)"
_RESERVED = ("this", "shapesGraph", "currentShape", "path", "PATH", "value")
_FORMS = {"select": "SELECT", "ask": "ASK", "construct": "CONSTRUCT", "update": "an update"}
VALIDATORS = {"validator": "ask", "nodeValidator": "select", "propertyValidator": "select"}
Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | None


def sparql_flaws(graph: Index) -> Iterator[Flaw]:
    """Yield what breaks the syntax rules of SHACL-SPARQL (SHACL, sections 5, 6, appendix A)."""
    yield from _declarations(graph)
    yield from _components(graph)
    done: set[Node] = set()
    scripts = instances(graph, SH + "JSValidator")
    for shape, about in graph.items():
        for value in about.get(SH + "sparql", ()):
            yield from _constraint(graph, shape, value)
            done.add(value) if isinstance(value, Node) else None
        bound = {_local(path) for path in parameters(graph, about)}
        for name, form in VALIDATORS.items():
            for value in about.get(SH + name, ()):
                if isinstance(value, Node) and value not in done | scripts:
                    done.add(value)
                    yield from _validator(graph, value, name, form, bound)
    functions = instances(graph, SH + "SPARQLFunction")  # not run, see unsupported.py
    for node, about in graph.items():
        if node in done or node in functions:
            continue
        for form in ("select", "ask", "construct"):
            for query in about.get(SH + form, ()):
                yield from _query(graph, node, form, query, frozenset())[1]


def _constraint(graph: Index, shape: Node, value: Term) -> Iterator[Flaw]:
    """Yield what is wrong with one value of sh:sparql (SHACL, section 5.2)."""
    if not isinstance(value, Node):
        message = f"sh:sparql is {show(value)}, not a SPARQL-based constraint"
        yield malformed(shape, "sparql", value, message, "write sh:sparql [ sh:select ... ]")
        return
    queries = graph.get(value, {}).get(SH + "select", [])
    yield from _one(value, "select", queries, "a SPARQL-based constraint")
    for query in queries:
        found, flaws = _query(graph, value, "select", query, frozenset(("this",)))
        yield from flaws
        if isinstance(query, ox.Literal) and _PATH.search(query.value):
            if SH + "path" not in graph[shape]:
                message = "the query names $PATH, but its shape is a node shape and has no path"
                mend = "write the property itself, or move the constraint to a property shape"
                yield malformed(value, "select", query, message, mend)
        if isinstance(found, ox.QuerySolutions):
            yield from _projects_this(value, query, found)


def _validator(
    graph: Index, node: Node, name: str, form: str, parameters: set[str]
) -> Iterator[Flaw]:
    """Yield what is wrong with a validator of a constraint component (SHACL, section 6.2.3)."""
    queries = graph.get(node, {}).get(SH + form, [])
    yield from _one(node, form, queries, f"a value of sh:{name}")
    bound = frozenset({"this", *parameters, *(["value"] if form == "ask" else [])})
    for query in queries:
        found, flaws = _query(graph, node, form, query, bound)
        yield from flaws
        if isinstance(found, ox.QuerySolutions):
            yield from _projects_this(node, query, found)


def _one(node: Node, form: str, queries: list[Term], who: str) -> Iterator[Flaw]:
    if len(queries) != 1:
        message = f"{who} has {len(queries) or 'no'} sh:{form}, it has exactly one"
        query = max(queries, key=str) if queries else None
        yield malformed(node, form, query, message, f"write one sh:{form} with a query")


def _projects_this(node: Node, query: Term, found: ox.QuerySolutions) -> Iterator[Flaw]:
    if "this" not in {variable.value for variable in found.variables}:
        message = "the query does not project the variable this"
        yield malformed(node, "select", query, message, "write SELECT $this ...")


def _query(
    graph: Index, node: Node, form: str, query: Term, bound: frozenset[str]
) -> tuple[Found, list[Flaw]]:
    """
    Read one query.

    Args:
        bound: the variables that are pre-bound; empty where no rule of pre-binding holds.

    Returns:
        What a graph without triples answers, None where that is not known, and the flaws.
    """
    if not isinstance(query, ox.Literal) or query.datatype.value != XSD + "string":
        message = f"sh:{form} is {show(query)}, not an xsd:string"
        return None, [malformed(node, form, query, message, "write the query as a string")]
    if bound:
        problems = list(_prebinding(query.value, bound))
        if problems:
            return None, [malformed(node, form, query, *problem) for problem in problems]
    try:
        guard.check(query.value)
    except BadInputError as error:
        return None, [malformed(node, form, query, error.message, error.mend)]
    table = dict(_prefixes(graph, node))
    head = "".join(f"PREFIX {prefix}: <{space}> " for prefix, space in table.items())
    try:
        found = ox.Store().query(f"{head}\n{_PATH.sub(_ANY_PATH, query.value)}")
    except SyntaxError as error:
        message, mend, within = _unread(str(error.msg), query.value, table)
        return None, [replace(malformed(node, form, query, message, mend), within=within)]
    except RuntimeError:  # a function that the processor may know
        return None, []
    kinds = {ox.QuerySolutions: "SELECT", ox.QueryBoolean: "ASK", ox.QueryTriples: "CONSTRUCT"}
    if kinds[type(found)] != _FORMS[form]:
        message = f"the query of sh:{form} is no {_FORMS[form]} query"
        mend = f"write a query that begins with {_FORMS[form]}"
        return None, [malformed(node, form, query, message, mend)]
    return found, []


def _unread(
    said: str, query: str, table: dict[str, str]
) -> tuple[str, str, tuple[int, int] | None]:
    """Return message and mend for a query that cannot be read, and line and column in it."""
    mend = "correct the query there"
    if _PATH.search(query):
        mend += "; $PATH stands only as the predicate of a triple pattern"
    own = {"".join(found) for found in re.findall(r"(?i)\bPREFIX\s+([\w.-]*):", query)}
    used = {text.partition(":")[0] for kind, text in tokens(query) if kind == "name"}
    missing = sorted(u for u in used - own - table.keys() if not u.startswith(("@", "_")))
    if missing:
        shown = ", ".join(f"{prefix}:" for prefix in missing)
        message = f"the query uses the prefix {shown}, which is not declared"
        return message, "add sh:prefixes with a node that has a sh:declare for it", None
    within = None
    place = re.match(r"error at (\d+):(\d+): (.*)", said, re.DOTALL)
    if place:  # the prefixes stand in a line before the query
        within = max(int(place[1]) - 1, 1), int(place[2])
        said = f"line {within[0]}, column {within[1]}: {place[3]}"
    return f"the query cannot be read: {said}", mend, within


def _prebinding(query: str, bound: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield message and mend of what a query with pre-bound variables must not do (5.2.1)."""
    found = list(tokens(query))
    words = [text.upper() if kind == "word" else "" for kind, text in found]
    for word in ("MINUS", "VALUES", "SERVICE"):
        if word in words:
            mend = "write FILTER NOT EXISTS" if word == "MINUS" else "write it another way"
            yield f"the query has {word}, which SHACL rules out", mend
    names = [text[1:] if kind == "variable" else "" for kind, text in found]
    for at, word in enumerate(words[:-1]):
        if word == "AS" and names[at + 1] in {*bound, "shapesGraph", "currentShape"}:
            message = f"the query assigns to ${names[at + 1]}, which is pre-bound"
            yield message, "use another variable"
    needed = {"this", *(set(names) & set(bound))}
    for at in [at for at, word in enumerate(words) if word == "SELECT"][1:]:
        missing = sorted(needed - _projected(found, at))
        if missing:
            shown = ", ".join(f"${name}" for name in missing)
            yield f"a subquery does not project {shown}, which is pre-bound", f"add {shown} to it"


def _projected(found: list[tuple[str, str]], at: int) -> set[str]:
    """Return what the SELECT at a token projects; all that is pre-bound for `*`."""
    names: set[str] = set()
    for kind, text in found[at + 1 :]:
        if text == "{" or text.upper() == "WHERE":
            break
        if kind == "variable":
            names.add(text[1:])
        if text == "*" and not names:
            return {text[1:] for kind, text in found if kind == "variable"} | {"this"}
    return names


def _prefixes(graph: Index, node: Node) -> Iterator[tuple[str, str]]:
    """Yield prefix and namespace along sh:prefixes/owl:imports*/sh:declare (SHACL, 5.2.1)."""
    waiting = list(graph.get(node, {}).get(SH + "prefixes", ()))
    seen: set[Term] = set()
    while waiting:
        one = waiting.pop()
        if one in seen or not isinstance(one, Node):
            continue
        seen.add(one)
        waiting += graph.get(one, {}).get(IMPORTS, ())
        for value in graph.get(one, {}).get(SH + "declare", ()):
            about = graph.get(value, {}) if isinstance(value, Node) else {}
            for prefix in about.get(SH + "prefix", ()):
                for space in about.get(SH + "namespace", ()):
                    if isinstance(prefix, ox.Literal) and isinstance(space, ox.Literal):
                        if not re.search(r'[<>"{}|^`\\\s]', space.value):
                            yield prefix.value, space.value


def _declarations(graph: Index) -> Iterator[Flaw]:
    """Yield prefix declarations that are not well-formed (SHACL, section 5.2.1)."""
    wanted = {"prefix": XSD + "string", "namespace": XSD + "anyURI"}
    for owner, owned in graph.items():
        spaces: dict[Term, Term] = {}
        for node in owned.get(SH + "declare", ()):
            about = graph.get(node, {}) if isinstance(node, Node) else {}
            if not isinstance(node, Node):
                message = f"sh:declare is {show(node)}, not a prefix declaration"
                mend = "write sh:declare [ sh:prefix ... ; sh:namespace ... ]"
                yield malformed(owner, "declare", node, message, mend)
                continue
            for name, kind in wanted.items():
                values = about.get(SH + name, [])
                if len(values) != 1:
                    message = f"a prefix declaration has {len(values) or 'no'} sh:{name}, not one"
                    yield malformed(node, name, None, message, f"write one sh:{name}")
                for value in values:
                    if not isinstance(value, ox.Literal) or value.datatype.value not in (
                        kind,
                        XSD + "string",  # engines read it, so it is a warning
                    ):
                        words = show(ox.NamedNode(kind))
                        message = f"sh:{name} is {show(value)}, not an {words}"
                        mend = f"write a string with ^^{words}" if name == "namespace" else words
                        yield malformed(node, name, value, message, mend)
            for prefix in about.get(SH + "prefix", ()):
                for space in about.get(SH + "namespace", ()):
                    if spaces.setdefault(prefix, space) != space:
                        message = f"the prefix {show(prefix)} is declared twice, differently"
                        yield malformed(node, "namespace", space, message, "keep one of them")


def sparql_warnings(graph: Index) -> Iterator[Flaw]:
    """Yield namespaces that are no xsd:anyURI but a string, as engines take them (SHACL, 5.2.1)."""
    for node, about in graph.items():
        for value in about.get(SH + "namespace", ()):
            if isinstance(value, ox.Literal) and value.datatype.value == XSD + "string":
                message = f"sh:namespace is {show(value)}, not an xsd:anyURI"
                mend = "write a string with ^^xsd:anyURI"
                yield replace(
                    malformed(node, "namespace", value, message, mend), severity="warning"
                )


def parameters(graph: Index, about: dict[str, list[Term]]) -> list[ox.NamedNode]:
    """Return the properties that a constraint component has as parameters (SHACL, 6.2.1)."""
    nodes = [one for one in about.get(SH + "parameter", ()) if isinstance(one, Node)]
    paths = [path for node in nodes for path in graph.get(node, {}).get(SH + "path", ())]
    return [path for path in paths if isinstance(path, ox.NamedNode)]


def _local(path: ox.NamedNode) -> str:
    """Return the local name of an IRI: the longest NCName at its end (SHACL, section 6.2.1)."""
    found = re.search(r"[^\W\d][\w.-]*$", path.value)
    return found[0] if found else ""


def _components(graph: Index) -> Iterator[Flaw]:
    """Yield constraint components that are not well-formed (SHACL, section 6.2)."""
    for node in sorted(instances(graph, SH + "ConstraintComponent"), key=str):
        about = graph[node]
        parameters = about.get(SH + "parameter", [])
        if isinstance(node, ox.BlankNode):
            message = "a constraint component is a blank node"
            yield malformed(node, "parameter", None, message, "give it an IRI")
        if not any(_needed(graph, one) for one in parameters):
            message = "a constraint component has no parameter that is not optional"
            yield malformed(node, "parameter", None, message, "add one with sh:parameter")
        seen: set[str] = set()
        for one in parameters:
            paths = graph.get(one, {}).get(SH + "path", []) if isinstance(one, Node) else []
            if len(paths) != 1 or not isinstance(paths[0], ox.NamedNode):
                message = "a parameter has no sh:path that is one IRI"
                yield malformed(node, "parameter", one, message, "write one property as sh:path")
                continue
            name = _local(paths[0])
            if not re.fullmatch(r"\w+", name) or name in _RESERVED or name in seen:
                message = f"the parameter name {name!r} cannot be a variable of its own"
                mend = "end the property in a name of letters, digits and _, not one of "
                yield malformed(node, "parameter", one, message, mend + ", ".join(_RESERVED))
            seen.add(name)


def _needed(graph: Index, parameter: Term) -> bool:
    about = graph.get(parameter, {}) if isinstance(parameter, Node) else {}
    values = about.get(SH + "optional", ())
    return not any(isinstance(one, ox.Literal) and one.value in ("true", "1") for one in values)
