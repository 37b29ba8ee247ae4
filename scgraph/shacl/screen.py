"""Prove which focus nodes conform to their shapes, so that an engine need only judge the rest."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

import pyoxigraph as ox

from scgraph.plain_graph import AnyGraph, Ask
from scgraph.tokens import TOKEN

__all__ = ["targets_nothing", "unproven"]

Node = bytes
Nodes = set[Node]
Verdict = tuple[Nodes, Nodes]
"""The nodes that conform for certain and those that break for certain; of others nothing is said"""

Data = Callable[[], Ask | None]
Table = dict[Node, list[Node]]
Values = dict[Node, Collection[Node]]
"""Focus node to its value nodes, none twice"""

_SH = "http://www.w3.org/ns/shacl#"
_DEFAULT = ox.DefaultGraph()
_DATE = re.compile(rb'"([0-9]{4})-([0-9]{2})-([0-9]{2})"')
_INTEGER = re.compile(rb'"[+-]?[0-9]{1,18}"')
_DECIMAL = re.compile(rb'"[+-]?(?:[0-9]{1,30}\.?[0-9]{0,30}|\.[0-9]{1,30})"')
_BOOLEAN = re.compile(rb'"(?:true|false|1|0)"')
_AT_ONCE = 10_000


def _sh(name: str) -> Node:
    return f"<{_SH}{name}>".encode()


def _xsd(name: str) -> Node:
    return f"<http://www.w3.org/2001/XMLSchema#{name}>".encode()


def _rdf(name: str) -> Node:
    return f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}>".encode()


_TYPE, _FIRST, _REST, _NIL = map(_rdf, ("type", "first", "rest", "nil"))
_SUBCLASS = b"<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
_TARGETS = {_sh(f"target{kind}") for kind in ("Node", "Class", "SubjectsOf", "ObjectsOf")}
_SHAPE_TYPES = {_sh("NodeShape"), _sh("PropertyShape")}
# what says nothing about whether a node conforms
_SILENT = {_TYPE} | {
    _sh(name)
    for name in (
        "path flags qualifiedMinCount qualifiedMaxCount severity message "
        "name description order group defaultValue"
    ).split()
}


class _Unknown(Exception):  # noqa: N818 - no fault: the engine decides
    """Say that a part of a shape is not one that this module can judge."""


def unproven(data: bytes, shapes: AnyGraph, ask: Data) -> AnyGraph:
    """
    Return the shapes without the targets of every shape that all its focus nodes conform to.

    A shape stays whole when one of its focus nodes breaks it, and also when it uses anything that
    is not judged here with certainty, so that an engine finds in the shapes that are returned
    exactly what it finds in *shapes* (SHACL, section 3.4: a report is the union of what each shape
    says of each of its focus nodes).

    Args:
        data: the data graph as N-Triples, in the form that pyoxigraph writes, no triple twice.
        shapes: the shapes graph.
        ask: returns what answers queries about the data graph, perhaps with a row twice, None where
            its literals would not be kept; it is called for a sh:sparql.
    """
    rules = _index(shapes.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=_DEFAULT) or b"")
    if b"\n<<" in data or data.startswith(b"<<") or _sh("parameter") in rules:
        return shapes  # a triple as subject, or components of the user's own
    wanted = {node for table in rules.values() for values in table.values() for node in values}
    screen = _Screen(_index(data, wanted | {_TYPE, _SUBCLASS}), rules, ask)
    owners = {node for target in _TARGETS for node in rules.get(target, ())}
    proven = {owner for owner in owners if screen.conforms(owner)}
    left = type(shapes)()
    left.extend(
        quad
        for quad in shapes
        if not (_token(quad.predicate) in _TARGETS and _token(quad.subject) in proven)
    )
    return left


def targets_nothing(shapes: AnyGraph) -> bool:
    """Say whether no shape has a target: none of `sh:target...`, and none may be a class."""
    described = {quad.subject for quad in shapes if quad.predicate.value.startswith(_SH)}
    return not any(
        quad.predicate.value.startswith(_SH + "target")
        or (
            _token(quad.predicate) == _TYPE
            and quad.subject in described
            and not str(quad.object).startswith(f"<{_SH}")
        )
        for quad in shapes
    )


def _token(term: object) -> Node:
    return str(term).encode()


def _index(triples: bytes, wanted: Nodes | None = None) -> dict[Node, Table]:
    """Return predicate to subject to objects, of the *wanted* predicates or all."""
    found: dict[Node, Table] = {}
    if wanted is not None:
        found = {predicate: defaultdict(list) for predicate in wanted}
    for line in triples.split(b"\n"):
        if line:
            subject, predicate, rest = line.split(b" ", 2)
            table = found.get(predicate)
            if table is None:
                if wanted is not None:
                    continue
                table = found[predicate] = defaultdict(list)
            table[subject].append(rest[:-2])
    return {predicate: table for predicate, table in found.items() if table}


class _Screen:
    """The data and the shapes as tables, and what was asked of them before."""

    def __init__(self, data: dict[Node, Table], rules: dict[Node, Table], ask: Data) -> None:
        self.data, self.rules, self.ask = data, rules, ask
        self._backward: dict[Node, Table] = {}
        self._instances: dict[Node, Nodes] = {}
        self._shapes: dict[Node, dict[Node, list[Node]]] = defaultdict(dict)
        for predicate, table in rules.items():
            for subject, objects in table.items():
                self._shapes[subject][predicate] = objects
        self._open: Nodes = set()

    def rules_of(self, node: Node) -> dict[Node, list[Node]]:
        """Return predicate to objects of a node of the shapes graph."""
        return self._shapes.get(node, {})

    def conforms(self, owner: Node) -> bool:
        """Say whether every focus node of a shape is proven to conform."""
        focus: Nodes = set()
        said = self.rules_of(owner)
        focus.update(said.get(_sh("targetNode"), ()))
        for each in said.get(_sh("targetClass"), ()):
            focus |= self.instances(each)
        for each in said.get(_sh("targetSubjectsOf"), ()):
            focus.update(self.data.get(each, ()))
        for each in said.get(_sh("targetObjectsOf"), ()):
            focus.update(self.backward(each))
        try:
            return self.judge(owner, focus)[0] >= focus
        except _Unknown:
            return False

    def judge(self, shape: Node, nodes: Nodes) -> Verdict:
        """Say which nodes conform to a shape (SHACL, section 3.4.3)."""
        said = self.rules_of(shape)
        if not said or shape in self._open:  # not described, or recursive (section 3.4.3)
            raise _Unknown
        if not set(said.get(_TYPE, ())) <= _SHAPE_TYPES:  # perhaps a class (section 2.1.3.3)
            raise _Unknown
        self._open.add(shape)
        try:
            return self._judge(shape, said, nodes)
        finally:
            self._open.remove(shape)

    def _judge(self, shape: Node, said: dict[Node, list[Node]], nodes: Nodes) -> Verdict:
        path = self.one(shape, "path")
        values = self.values(path, nodes)
        every: Nodes = nodes if path is None else set().union(*values.values())
        yes, no = set(nodes), set[Node]()
        for predicate, objects in said.items():
            if predicate in _SILENT or predicate in _TARGETS:
                continue
            if of_values := _OF_VALUES.get(predicate):
                for each in objects:
                    good, bad = of_values(self, shape, each, every)
                    if doubtful := every - good:
                        yes = {node for node in yes if doubtful.isdisjoint(values[node])}
                    if bad:
                        no |= {node for node in nodes if not bad.isdisjoint(values[node])}
            elif (of_node := _OF_NODE.get(predicate)) and (path or predicate in _ANYWHERE):
                for each in objects:
                    good, bad = of_node(self, shape, each, values)
                    yes &= good
                    no |= bad
            else:
                raise _Unknown
        if self.one(shape, "severity") not in (None, _sh("Violation")):
            no = set()  # whether a mere warning breaks sh:not is the engine's to say
        return yes, no

    def values(self, path: Node | None, nodes: Nodes) -> Values:
        """Return the value nodes of each focus node."""
        if path is None:
            return {node: (node,) for node in nodes}
        if path.startswith(b"<"):
            table = self.data.get(path, {})
            return {node: table.get(node, ()) for node in nodes}
        return {node: self.follow(path, {node}) for node in nodes}

    def one(self, shape: Node, name: str) -> Node | None:
        """Return the one value of a parameter, or None."""
        found = self.rules_of(shape).get(_sh(name), [])
        if len(found) > 1:
            raise _Unknown
        return found[0] if found else None

    def members(self, head: Node) -> list[Node]:
        """Return the members of a list of the shapes graph."""
        found: list[Node] = []
        while head != _NIL:
            said = self.rules_of(head)
            first, rest = said.get(_FIRST, []), said.get(_REST, [])
            if len(first) != 1 or len(rest) != 1 or len(found) > 1000:
                raise _Unknown
            found.append(first[0])
            head = rest[0]
        return found

    def backward(self, predicate: Node) -> Table:
        """Return object to subjects of a predicate."""
        if predicate not in self._backward:
            made: Table = defaultdict(list)
            for subject, objects in self.data.get(predicate, {}).items():
                for each in objects:
                    made[each].append(subject)
            self._backward[predicate] = made
        return self._backward[predicate]

    def instances(self, kind: Node) -> Nodes:
        """Return the SHACL instances of a class (SHACL, section 1.1)."""
        if kind not in self._instances:
            below = _closure({kind}, lambda found: _along(self.backward(_SUBCLASS), found))
            self._instances[kind] = _along(self.backward(_TYPE), below)
        return self._instances[kind]

    def follow(self, path: Node, nodes: Nodes) -> Nodes:
        """Return the values of a property path (SHACL, section 2.3.1)."""
        if path.startswith(b"<"):
            return _along(self.data.get(path, {}), nodes)
        said = self.rules_of(path)
        if _FIRST in said:
            for step in self.members(path):
                nodes = self.follow(step, nodes)
            return nodes
        if len(said) != 1:
            raise _Unknown
        [(kind, [*steps])] = said.items()
        if len(steps) != 1:
            raise _Unknown
        step = steps[0]
        if kind == _sh("inversePath") and step.startswith(b"<"):
            return _along(self.backward(step), nodes)
        if kind == _sh("alternativePath"):
            return set().union(*(self.follow(each, nodes) for each in self.members(step)))
        if kind == _sh("zeroOrMorePath"):
            return _closure(nodes, lambda found: self.follow(step, found))
        if kind == _sh("oneOrMorePath"):
            return _closure(self.follow(step, nodes), lambda found: self.follow(step, found))
        if kind == _sh("zeroOrOnePath"):
            return nodes | self.follow(step, nodes)
        raise _Unknown


def _along(table: Table, nodes: Nodes) -> Nodes:
    if len(nodes) == 1:
        [node] = nodes
        return set(table.get(node, ()))
    return {value for node in nodes for value in table.get(node, ())}


def _closure(nodes: Nodes, step: Callable[[Nodes], Nodes]) -> Nodes:
    found, new = set(nodes), nodes
    while new:
        new = step(new) - found
        found |= new
    return found


def _split(every: Iterable[Node], holds: Callable[[Node], bool | None]) -> Verdict:
    """Ask each node; None is neither."""
    yes, no = set(), set()
    for node in every:
        answer = holds(node)
        if answer:
            yes.add(node)
        elif answer is not None:
            no.add(node)
    return yes, no


def _literal(node: Node) -> tuple[Node, Node]:
    """Return the quoted lexical form and what follows it: empty, a language or a datatype."""
    end = node.rindex(b'"') + 1
    return node[:end], node[end:]


def _is_date(form: Node) -> bool | None:
    from datetime import date

    if not (found := _DATE.fullmatch(form)):
        return None
    try:
        date(*map(int, found.groups()))
    except ValueError:
        return None
    return True


# Only forms that no reader doubts are called right; of the others the engine decides.
_FORMS: dict[Node, Callable[[Node], object]] = {
    _xsd("date"): _is_date,
    _xsd("integer"): _INTEGER.fullmatch,
    _xsd("decimal"): _DECIMAL.fullmatch,
    _xsd("boolean"): _BOOLEAN.fullmatch,
}


def _datatype(screen: _Screen, shape: Node, kind: Node, every: Nodes) -> Verdict:
    screen.one(shape, "datatype")

    def holds(node: Node) -> bool | None:
        if not node.startswith(b'"'):
            return False
        form, suffix = _literal(node)
        if kind == _xsd("string") and not suffix:
            return True
        if kind == _rdf("langString") and suffix.startswith(b"@"):
            return None if b"--" in suffix else True
        if suffix != b"^^" + kind:
            return False
        known = _FORMS.get(kind)
        return True if known and known(form) else None

    return _split(every, holds)


def _node_kind(screen: _Screen, shape: Node, kind: Node, every: Nodes) -> Verdict:
    screen.one(shape, "nodeKind")
    allowed = _KINDS.get(kind)
    if allowed is None:
        raise _Unknown
    return _split(every, lambda node: node.startswith(allowed))


_KINDS: dict[Node, tuple[bytes, ...]] = {
    _sh("IRI"): (b"<",),
    _sh("BlankNode"): (b"_",),
    _sh("Literal"): (b'"',),
    _sh("BlankNodeOrIRI"): (b"_", b"<"),
    _sh("BlankNodeOrLiteral"): (b"_", b'"'),
    _sh("IRIOrLiteral"): (b"<", b'"'),
}


def _class(screen: _Screen, _: Node, kind: Node, every: Nodes) -> Verdict:
    inside = every & screen.instances(kind)
    return inside, every - inside


def _in(screen: _Screen, shape: Node, head: Node, every: Nodes) -> Verdict:
    screen.one(shape, "in")
    inside = every & set(screen.members(head))
    return inside, set()


def _pattern(screen: _Screen, shape: Node, pattern: Node, every: Nodes) -> Verdict:
    """Ask SPARQL's REGEX, which defines sh:pattern (SHACL, section 4.4.3), of all at once."""
    screen.one(shape, "pattern")
    flags = screen.one(shape, "flags")
    for each in (pattern, flags or b'""'):
        if not each.startswith(b'"') or _literal(each)[1]:
            raise _Unknown
    texts: dict[Node, Nodes] = defaultdict(set)
    for node in every:
        if node.startswith(b"<") and b"\\" not in node:
            texts[b'"' + node[1:-1] + b'"'].add(node)
        elif node.startswith(b'"'):
            texts[_literal(node)[0]].add(node)
    call = b", ".join((b"?text", pattern, *([flags] if flags else [])))
    ask = b"SELECT ?text (REGEX(" + call + b") AS ?fits) { VALUES ?text { %s } }"
    yes, no = set[Node](), {node for node in every if node.startswith(b"_")}
    for chunk in _chunks(texts):
        for row in _solutions(ox.Store().query, (ask % b" ".join(chunk)).decode()):
            if row["fits"] is not None:
                fits = row["fits"].value == "true"
                (yes if fits else no).update(texts.get(_token(row["text"]), ()))
    return yes, no


def _chunks(nodes: Iterable[Node]) -> Iterable[list[Node]]:
    every = list(nodes)
    return (every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE))


def _solutions(ask: Ask, query: str) -> ox.QuerySolutions:
    try:
        found = ask(query)
    except (SyntaxError, ValueError, RuntimeError) as error:
        raise _Unknown from error
    assert isinstance(found, ox.QuerySolutions)
    return found


def _language_in(screen: _Screen, shape: Node, head: Node, every: Nodes) -> Verdict:
    screen.one(shape, "languageIn")
    ranges = [_literal(each)[0][1:-1].lower() for each in screen.members(head)]

    def holds(node: Node) -> bool | None:
        if not node.startswith(b'"'):
            return False
        tag = _literal(node)[1].lower()
        return any(tag == b"@" + each or tag.startswith(b"@" + each + b"-") for each in ranges)

    return _split(every, holds)


def _above(screen: _Screen, shape: Node, bound: Node, every: Nodes) -> Verdict:
    screen.one(shape, "minExclusive")
    return _split(every, lambda node: _before(bound, node, strictly=True))


def _before(one: Node, other: Node, *, strictly: bool) -> bool | None:
    """Compare two literals of one kind whose order no one doubts, dates or numbers."""
    from decimal import Decimal

    if not (one.startswith(b'"') and other.startswith(b'"')):
        return None
    (first, kind), (second, its) = _literal(one), _literal(other)
    numbers = {b"^^" + _xsd("integer"), b"^^" + _xsd("decimal")}
    if {kind, its} <= numbers and _DECIMAL.fullmatch(first) and _DECIMAL.fullmatch(second):
        low, high = (Decimal(form[1:-1].decode()) for form in (first, second))
        return low < high or (low == high and not strictly)
    if kind == its == b"^^" + _xsd("date") and _is_date(first) and _is_date(second):
        return first < second or (first == second and not strictly)
    return None


def _not(screen: _Screen, _: Node, shape: Node, every: Nodes) -> Verdict:
    good, bad = screen.judge(shape, every)
    return bad, good


def _and(screen: _Screen, _: Node, head: Node, every: Nodes) -> Verdict:
    verdicts = [screen.judge(each, every) for each in screen.members(head)]
    good = every.intersection(*(yes for yes, _ in verdicts))
    return good, set().union(*(no for _, no in verdicts))


def _or(screen: _Screen, _: Node, head: Node, every: Nodes) -> Verdict:
    verdicts = [screen.judge(each, every) for each in screen.members(head)]
    bad = every.intersection(*(no for _, no in verdicts))
    return set().union(*(yes for yes, _ in verdicts)), bad


def _xone(screen: _Screen, _: Node, head: Node, every: Nodes) -> Verdict:
    verdicts = [screen.judge(each, every) for each in screen.members(head)]

    def holds(node: Node) -> bool | None:
        sure = sum(node in yes for yes, _ in verdicts)
        if sure > 1:
            return False
        if sum(node in no for _, no in verdicts) + sure < len(verdicts):
            return None
        return sure == 1

    return _split(every, holds)


def _node(screen: _Screen, _: Node, shape: Node, every: Nodes) -> Verdict:
    return screen.judge(shape, every)


_OF_VALUES = {
    _sh("datatype"): _datatype,
    _sh("nodeKind"): _node_kind,
    _sh("class"): _class,
    _sh("in"): _in,
    _sh("pattern"): _pattern,
    _sh("languageIn"): _language_in,
    _sh("minExclusive"): _above,
    _sh("not"): _not,
    _sh("and"): _and,
    _sh("or"): _or,
    _sh("xone"): _xone,
    _sh("node"): _node,
    _sh("property"): _node,
}
"""Component to what it says of value nodes: of a shape, its value and all value nodes"""


def _number(screen: _Screen, shape: Node, name: str) -> int | None:
    found = screen.one(shape, name)
    if found is None:
        return None
    form, suffix = _literal(found) if found.startswith(b'"') else (b"", b"")
    if suffix != b"^^" + _xsd("integer") or not _INTEGER.fullmatch(form):
        raise _Unknown
    return int(form[1:-1])


def _min_count(screen: _Screen, shape: Node, _: Node, values: Values) -> Verdict:
    least = _number(screen, shape, "minCount") or 0
    return _split(values, lambda node: len(values[node]) >= least)


def _max_count(screen: _Screen, shape: Node, _: Node, values: Values) -> Verdict:
    most = _number(screen, shape, "maxCount") or 0
    return _split(values, lambda node: len(values[node]) <= most)


def _has_value(_: _Screen, __: Node, value: Node, values: Values) -> Verdict:
    # one literal may be another in the eyes of an engine that compares values
    absent = None if value.startswith(b'"') else False
    return _split(values, lambda node: value in values[node] or absent)


def _disjoint(screen: _Screen, _: Node, predicate: Node, values: Values) -> Verdict:
    table = screen.data.get(predicate, {})
    return _split(values, lambda node: set(values[node]).isdisjoint(table.get(node, ())))


def _less_than(screen: _Screen, _: Node, predicate: Node, values: Values) -> Verdict:
    return _ordered(screen, predicate, values, strictly=True)


def _less_than_or_equals(screen: _Screen, _: Node, predicate: Node, values: Values) -> Verdict:
    return _ordered(screen, predicate, values, strictly=False)


def _ordered(screen: _Screen, predicate: Node, values: Values, *, strictly: bool) -> Verdict:
    table = screen.data.get(predicate, {})

    def holds(node: Node) -> bool | None:
        others = table.get(node, ())
        answers = {_before(a, b, strictly=strictly) for a in values[node] for b in others}
        return answers <= {True} or (False if False in answers else None)

    return _split(values, holds)


def _qualified(screen: _Screen, shape: Node, inner: Node, values: Values) -> Verdict:
    screen.one(shape, "qualifiedValueShape")
    least = _number(screen, shape, "qualifiedMinCount")
    most = _number(screen, shape, "qualifiedMaxCount")
    good, bad = screen.judge(inner, set().union(*values.values()))

    def holds(node: Node) -> bool | None:
        low = sum(value in good for value in values[node])
        high = sum(value not in bad for value in values[node])
        if (least is None or low >= least) and (most is None or high <= most):
            return True
        broken = (least is not None and high < least) or (most is not None and low > most)
        return False if broken else None

    return _split(values, holds)


# What is the same whether $this is bound before the query or joined to it: patterns and filters of
# the outer group; inside OPTIONAL, UNION and EXISTS patterns alone. No paths of length zero.
_WORDS = set(
    "a AS COALESCE DISTINCT EXISTS FILTER LCASE NOT OPTIONAL REPLACE SELECT STR STRSTARTS UCASE "
    "UNION WHERE".split()
)
_SIGNS = set(".;,/^|+=!<>&")
_QUERY_PARTS = {_TYPE} | {_sh(name) for name in ("select", "prefixes", "message")}


def _joinable(select: str) -> tuple[str, str]:
    """Return what stands before and after the place where $this can be given as a table."""
    depth = start = 0
    for found in TOKEN.finditer(select):
        kind, text = found.lastgroup, found[0]
        if text == "{":
            depth += 1
            start = start or found.end()
        elif text == "}":
            depth -= 1
        known = (
            text in _WORDS
            if kind == "word"
            else text in _SIGNS
            if kind == "other"
            else text not in ("[", "]", "$PATH", "$currentShape", "$shapesGraph")
        )
        inside = depth > 1 and text in ("FILTER", "OPTIONAL", "UNION", "EXISTS", "SELECT")
        if not known or inside or depth > 2 or (text == "SELECT" and depth):
            raise _Unknown
    if not start or depth or "\\u" in select or "\\U" in select:
        raise _Unknown
    return select[:start], select[start:]


def _sparql(screen: _Screen, _: Node, constraint: Node, values: Values) -> Verdict:
    """Ask the query of a constraint once for all focus nodes (SHACL, section 5.3)."""
    said = screen.rules_of(constraint)
    if not said.keys() <= _QUERY_PARTS or any(node.startswith(b"_") for node in values):
        raise _Unknown
    if not (select := screen.one(constraint, "select")):
        raise _Unknown
    header = ""
    for owner in said.get(_sh("prefixes"), ()):
        for each in screen.rules_of(owner).get(_sh("declare"), ()):
            prefix, namespace = screen.one(each, "prefix"), screen.one(each, "namespace")
            if prefix is None or namespace is None:
                raise _Unknown
            header += f"PREFIX {_text(prefix)}: <{_text(namespace)}>\n"
    before, after = _joinable(_text(select))
    ask = screen.ask()
    if ask is None:
        raise _Unknown
    found: Nodes = set()
    for chunk in _chunks(values):
        table = f" VALUES $this {{ {b' '.join(chunk).decode()} }} "
        for row in _solutions(ask, header + before + table + after):
            found.add(_token(row["this"]))
    return values.keys() - found, set()


def _text(literal: Node) -> str:
    """Return the string that a literal in N-Triples form stands for."""
    [quad] = ox.parse(b"<a:> <a:> " + literal + b" .", format=ox.RdfFormat.N_TRIPLES)
    return str(getattr(quad.object, "value", ""))


_OF_NODE = {
    _sh("minCount"): _min_count,
    _sh("maxCount"): _max_count,
    _sh("hasValue"): _has_value,
    _sh("disjoint"): _disjoint,
    _sh("lessThan"): _less_than,
    _sh("lessThanOrEquals"): _less_than_or_equals,
    _sh("qualifiedValueShape"): _qualified,
    _sh("sparql"): _sparql,
}
"""Component to what it says of focus nodes: of a shape, its value and the values of each node"""
_ANYWHERE = {_sh("hasValue"), _sh("disjoint"), _sh("sparql")}
"""Those of them that a shape without a path may have"""
