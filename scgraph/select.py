"""Read the groups, triple patterns and paths of the plainer SELECT queries."""

import re
from typing import NamedTuple

from scgraph.tokens import ESCAPE, TOKEN, tokens

__all__ = ["Element", "Path", "Select", "UnreadableError", "read_select", "renamed", "variables"]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")


class UnreadableError(Exception):
    """A query has a form that is not read here."""


class Path(NamedTuple):
    """
    What stands as a predicate.

    Attributes:
        steps: each IRI with True where it is walked from subject to object.
        length: the most steps it may have, or None when there is no such number.
        empty: whether it may have none.
        plain: whether it is one IRI or variable.
    """

    steps: frozenset[tuple[str, bool]]
    length: int | None = 1
    empty: bool = False
    plain: bool = False


class Element(NamedTuple):
    """
    A part of a group.

    Attributes:
        kind: triple, values, alias or opaque (BIND), join (one group, or several in UNION), graph,
            optional, minus, exists (the group that a filter or BIND asks for) or select.
        text: of a triple or VALUES the SPARQL text, of GRAPH its name.
        terms: of a triple the texts of subject, predicate and object; of BIND the variable that is
            bound, and before it, of an alias, what it is bound to, the first that has a value.
        groups: the groups inside.
        path: the predicate of a triple.
        select: a query inside.
    """

    kind: str
    text: str = ""
    terms: tuple[str, ...] = ()
    groups: tuple["Group", ...] = ()
    path: Path | None = None
    select: "Select | None" = None


Group = list[Element]


class Select(NamedTuple):
    """
    A SELECT query.

    Attributes:
        prologue: its text before SELECT.
        columns: the variables it selects, None for each that is worked out; empty for `*`.
        made: the variables that are worked out.
        grouped: whether it counts or groups.
        group: its pattern.
    """

    prologue: str
    columns: tuple[str | None, ...]
    made: tuple[str, ...]
    grouped: bool
    group: Group


def variables(text: str) -> set[str]:
    """Return the variables of a part of a query, each as `?name`."""
    return {"?" + word[1:] for kind, word in tokens(text) if kind == "variable"}


def renamed(text: str, names: dict[str, str]) -> str:
    """Return a part of a query with other names for some variables, each as `?name`."""

    def name(found: re.Match[str]) -> str:
        plain = "?" + found[0][1:]
        return names.get(plain, plain) if found.lastgroup == "variable" else found[0]

    return TOKEN.sub(name, text)


def read_select(query: str) -> Select:
    """
    Read a SELECT query.

    Raises:
        UnreadableError: it is another query, or it has what is not read: FROM, BASE, LIMIT, OFFSET,
            SERVICE, blank nodes, lists, negated paths, VALUES after its pattern, EXISTS outside
            filters and BIND, or escapes of characters.
    """
    if ESCAPE.search(query):
        raise UnreadableError
    return _Reader(renamed(query, {})).query()


class _Reader:
    """Reads a query from the front; `place` is the number of the next token."""

    def __init__(self, query: str) -> None:
        self.text = query
        self.found = [
            found for found in TOKEN.finditer(query) if found.lastgroup not in ("comment", "space")
        ]
        self.place = 0
        self.table: dict[str, str] = {}

    def peek(self, ahead: int = 0) -> str:
        """Return a coming token, a keyword in capitals; empty at the end."""
        if self.place + ahead >= len(self.found):
            return ""
        found = self.found[self.place + ahead]
        return found[0].upper() if found.lastgroup == "word" and found[0] != "a" else found[0]

    def kind(self) -> str:
        """Return the kind of the next token."""
        return str(self.found[self.place].lastgroup) if self.place < len(self.found) else ""

    def take(self, *wanted: str) -> str:
        """Return the next token and step over it; it has to be one of those wanted, if any are."""
        token = self.peek()
        if not token or (wanted and token not in wanted):
            raise UnreadableError
        self.place += 1
        return token

    def since(self, first: int) -> str:
        """Return the text from a token to the one before the next."""
        return self.text[self.found[first].start() : self.found[self.place - 1].end()]

    def query(self) -> Select:
        while self.peek() == "PREFIX":
            self.take()
            prefix = self.take()
            self.table[prefix] = self.take()[1:-1]
        prologue = self.since(0) if self.place else ""
        select = self.select(prologue)
        if self.peek():
            raise UnreadableError
        return select

    def select(self, prologue: str) -> Select:
        self.take("SELECT")
        if self.peek() in ("DISTINCT", "REDUCED"):
            self.take()
        columns: list[str | None] = []
        made: list[str] = []
        grouped = False
        if self.peek() == "*":
            self.take()
        while self.kind() == "variable" or self.peek() == "(":
            if self.kind() == "variable":
                columns.append("?" + self.take()[1:])
                continue
            first = self.place
            if self.balanced():
                raise UnreadableError
            words = {found[0].upper() for found in self.found[first : self.place]}
            grouped = grouped or not words.isdisjoint(_AGGREGATES)
            columns.append(None)
            made.append("?" + self.found[self.place - 2][0][1:])
        if self.peek() == "WHERE":
            self.take()
        group = self.group()
        while self.peek() not in ("", "}"):
            if self.peek() in ("LIMIT", "OFFSET", "VALUES", "EXISTS", "{"):
                raise UnreadableError
            grouped = grouped or self.peek() in ("GROUP", "HAVING", *_AGGREGATES)
            self.take()
        return Select(prologue, tuple(columns), tuple(made), grouped, group)

    def group(self) -> Group:
        self.take("{")
        if self.peek() == "SELECT":
            found = [Element("select", select=self.select(""))]
            self.take("}")
            return found
        found = []
        while self.peek() != "}":
            found.extend(self.element())
        self.take()
        return found

    def element(self) -> Group:
        word = self.peek()
        first = self.place
        if word in ("OPTIONAL", "MINUS"):
            self.take()
            return [Element(word.lower(), groups=(self.group(),))]
        if word == "GRAPH":
            self.take()
            name = self.term()
            return [Element("graph", name, groups=(self.group(),))]
        if word == "FILTER":
            self.take()
            return [Element("exists", groups=(group,)) for group in self.constraint()]
        if word == "BIND":
            self.take()
            return self.bind()
        if word == "VALUES":
            self.take()
            if self.peek() == "(":
                self.balanced()
            else:
                self.take()
            while self.take() != "}":
                pass
            return [Element("values", self.since(first))]
        if word == "{":
            groups = [self.group()]
            while self.peek() == "UNION":
                self.take()
                groups.append(self.group())
            return [Element("join", groups=tuple(groups))]
        if word == ".":
            self.take()
            return []
        return self.triples()

    def constraint(self) -> list[Group]:
        """Step over the condition of a filter and return the groups whose existence it asks."""
        if self.peek() == "NOT":
            self.take()
        if self.peek() == "EXISTS":
            self.take()
            return [self.group()]
        if self.peek() != "(":
            self.take()
        return self.balanced()

    def balanced(self) -> list[Group]:
        """Step over round brackets and return the groups whose existence is asked inside."""
        self.take("(")
        groups, depth = [], 1
        while depth:
            word = self.take()
            depth += (word == "(") - (word == ")")
            if word == "EXISTS":
                groups.append(self.group())
        return groups

    def bind(self) -> Group:
        """Read a BIND of a constant, a variable, or COALESCE of variables; others are opaque."""
        first = self.place
        found = [Element("exists", groups=(group,)) for group in self.balanced()]
        *inside, _, name = self.found[first + 1 : self.place - 1]
        if inside[0][0].upper() == "COALESCE":
            choices = inside[2:-1:2]
            plain = all(choice.lastgroup == "variable" for choice in choices)
            plain = plain and all(comma[0] == "," for comma in inside[3:-1:2])
        else:
            choices = inside
            plain = len(inside) == 1 and inside[0].lastgroup in ("variable", "iri", "name")
        if not plain:
            return [*found, Element("opaque", terms=(name[0],))]
        return [*found, Element("alias", terms=(*(choice[0] for choice in choices), name[0]))]

    def triples(self) -> Group:
        found = []
        subject = self.term()
        while True:
            predicate, path = self.predicate()
            while True:
                value = self.term()
                text = f"{subject} {predicate} {value} ."
                found.append(Element("triple", text, (subject, predicate, value), path=path))
                if self.peek() != ",":
                    break
                self.take()
            while self.peek() == ";":
                self.take()
                if self.peek() in (".", "}"):
                    return found
            if self.found[self.place - 1][0] != ";":
                return found

    def term(self) -> str:
        """Read a variable, an IRI or a literal."""
        first, kind = self.place, self.kind()
        word = self.take()
        if kind == "text":
            if self.peek().startswith("@"):
                self.take()
            elif self.peek() == "^":
                self.take()
                self.take("^")
                self.take()
        elif word in ("-", "+"):
            self.take()
        elif kind not in ("variable", "iri", "name", "number") and word not in ("TRUE", "FALSE"):
            raise UnreadableError
        elif word.startswith("_:"):
            raise UnreadableError
        return self.since(first)

    def predicate(self) -> tuple[str, Path]:
        first = self.place
        if self.kind() == "variable":
            return self.take(), Path(frozenset(), plain=True)
        path = self.path()
        return self.since(first), path._replace(plain=self.place == first + 1)

    def path(self) -> Path:
        found = self.sequence()
        while self.peek() == "|":
            self.take()
            other = self.sequence()
            bounded = found.length is not None and other.length is not None
            length = max(found.length or 0, other.length or 0) if bounded else None
            found = Path(found.steps | other.steps, length, found.empty or other.empty)
        return found

    def sequence(self) -> Path:
        found = self.step()
        while self.peek() == "/":
            self.take()
            other = self.step()
            bounded = found.length is not None and other.length is not None
            length = (found.length or 0) + (other.length or 0) if bounded else None
            found = Path(found.steps | other.steps, length, found.empty and other.empty)
        return found

    def step(self) -> Path:
        """Read one step of a path, with `^` before and `?`, `*` or `+` behind it."""
        inverse = self.peek() == "^"
        if inverse:
            self.take()
        if self.peek() == "(":
            self.take()
            found = self.path()
            self.take(")")
        else:
            found = Path(frozenset({(self.iri(), True)}))
        if self.peek() in ("*", "+", "?"):
            mark = self.take()
            length = found.length if mark == "?" else None
            found = Path(found.steps, length, found.empty or mark != "+")
        if inverse:
            found = found._replace(steps=frozenset((iri, not way) for iri, way in found.steps))
        return found

    def iri(self) -> str:
        kind, word = self.kind(), self.take()
        if kind == "iri":
            return word[1:-1]
        if word == "a":
            return _TYPE
        prefix, colon, local = word.partition(":")
        if kind != "name" or not colon or prefix + ":" not in self.table:
            raise UnreadableError
        return self.table[prefix + ":"] + local.replace("\\", "")
