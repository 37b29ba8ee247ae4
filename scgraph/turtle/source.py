"""Read a Turtle or TriG text as facts, with the comments beside what they speak of."""

import re
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.places.reader import Graph, Reader, Term
from scgraph.places.tokens import plain

__all__ = [
    "DEEPEST",
    "FIRST",
    "RELATIVE",
    "RELATIVE_NAME",
    "Anchor",
    "Facts",
    "Key",
    "Node",
    "Said",
    "Source",
]

Node: TypeAlias = ox.NamedNode | ox.BlankNode
# What a subject says: predicate, object, and the language tag as it is written.
Said: TypeAlias = dict[ox.NamedNode, dict[Term, str]]
Facts: TypeAlias = dict[Graph, dict[Node, Said]]
# What a line of the canonical form is about: its kind, then prefix or graph, subject, predicate.
Key: TypeAlias = tuple[object, ...]

DEEPEST = 2_000
# How IRIs without a base are kept: as they are written, behind a scheme of ours.
RELATIVE, RELATIVE_NAME = "x-relative:", "x-relative-name:"

FIRST = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")
_COMMENT = re.compile(r"#[^\r\n]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


@dataclass(slots=True)
class Anchor:
    """
    A stretch of the text, *start* to *end*, that has a line of its own in the canonical form.

    Attributes:
        owner: of a closing bracket, the predicate or item that the brackets are an object of.
    """

    start: int
    end: int
    key: Key
    owner: "Anchor | None" = None


class Source(Reader):
    """
    One text, read.

    Attributes:
        comments: offset and text of each comment, in order.
        anchors: what comments can stand at, in order of their start.
        declarations: prefix and namespace of each declaration, in order.
        relative: the prefixes whose namespaces are relative, and these.
        graphs: the graphs in the order in which they are first named.
    """

    def __init__(self, text: str, name: str) -> None:
        """Stand at the first token."""
        self.comments: list[tuple[int, str]] = []
        self.anchors: list[Anchor] = []
        self.declarations: list[tuple[str, str]] = []
        self.relative: dict[str, str] = {}
        self.graphs: dict[Graph, None] = {ox.DefaultGraph(): None}
        self.listed: list[Anchor] = []
        self.before = 0
        self.block_key: Key = ()
        # what is being said of a subject, or what is the item of a collection's cell
        self.stating: dict[object, Anchor] = {}
        super().__init__(text, name)

    def facts(self, format: ox.RdfFormat) -> Facts:
        """
        Read the whole text.

        Raises:
            BadInputError: brackets lie too deep, or a base is relative.
            ScgraphError: the reader does not know what stands there.
        """
        made: Facts = {}
        for (subject, _), (predicate, _), (value, at), graph in self.read(format):
            tag = ""
            if type(value) is ox.Literal and value.language:
                tag = self.text[at : self.ends[at]].rpartition("@")[2]
            subjects = made.setdefault(graph, {})
            values = subjects.setdefault(subject, {}).setdefault(predicate, {})
            values[value] = min(values.get(value, tag), tag)
        for anchor in self.listed:
            anchor.end = self.ends[anchor.start]
        for graph in self.graphs:
            made.setdefault(graph, {})
        return {graph: made[graph] for graph in self.graphs}

    def is_written(self, node: ox.BlankNode) -> bool:
        """Say whether the text gives a blank node its label."""
        # labels of the reader's own begin as none of the text does
        return not node.value.startswith(self.label)

    # What the reader passes is noted on the way.

    def advance(self) -> None:
        """Step to the next token and note the comments before it."""
        self.before = self.end
        super().advance()
        if self.text.find("#", self.before, self.start) >= 0:
            for found in _COMMENT.finditer(self.text, self.before, self.start):
                self.comments.append((found.start(), found[0].rstrip()))

    def directive(self, word: str) -> None:
        """Note a prefix or base."""
        anchor = Anchor(self.start, self.end, ("base",))
        self.anchors.append(anchor)
        known, self.prefixes = self.prefixes, {}
        super().directive(word)
        declared, self.prefixes = self.prefixes, known
        anchor.end = self.before
        if self.base.startswith(RELATIVE):
            self._stop(anchor.start, "the base is relative", "write an absolute IRI")
        for name, namespace in declared.items():
            anchor.key = ("prefix", name, namespace)
            relative = namespace.startswith(RELATIVE)
            if name in known and (relative or name in self.relative):
                if self.relative.get(name) != namespace:
                    told = f"the prefix {name}: has two namespaces, one of them relative"
                    self._stop(anchor.start, told, "give each a prefix of its own")
            if relative:
                self.relative[name] = namespace
                namespace = f"{RELATIVE_NAME}{name}:"
            else:
                self.declarations.append((name, namespace))
            self.prefixes[name] = namespace

    def wrapped(self, graph: Graph) -> None:
        """Note the braces of a named graph."""
        if isinstance(graph, ox.DefaultGraph):
            super().wrapped(graph)
            return
        if self.anchors and self.anchors[-1].key[0] == "subject":
            # the name of the graph was taken for a subject
            self.anchors.pop()
        self.graphs.setdefault(graph)
        self.anchors.append(Anchor(self.subject[1], self.end, ("graph", graph)))
        super().wrapped(graph)
        self.anchors.append(Anchor(self.before - 1, self.before, ("close", graph)))

    def begin(self) -> str:
        """Note a subject."""
        start = self.start
        anchor = Anchor(start, start + 1, ())
        self.anchors.append(anchor)
        self.stating.clear()
        step = super().begin()
        anchor.key = self.block_key = ("subject", self.graph, self.subject[0])
        if self.text[start] == "(":
            self.listed.append(anchor)
        elif self.text[start] != "[":
            anchor.end = self.before
        return step

    def verb(self) -> tuple[ox.NamedNode, int]:
        """Note a predicate."""
        found = super().verb()
        self._state(found[1], found[0])
        return found

    def object(self) -> str:
        """Note an item of a collection."""
        if self.open and self.open[-1].close == ")":
            self._state(self.start, FIRST)
        return super().object()

    def behind(self) -> str:
        """Note where the objects of a predicate, or an item, end."""
        if self.subject[0] in self.stating:
            self.stating[self.subject[0]].end = self.before
        return super().behind()

    def close(self) -> str:
        """Note a closing bracket."""
        bracket = self.open[-1]
        key = ("dot", self.graph, bracket.node[0])
        owner = self.stating.get(bracket.subject[0])
        self.anchors.append(Anchor(self.start, self.end, key, owner))
        return super().close()

    def _state(self, start: int, predicate: ox.NamedNode) -> None:
        subject = self.subject[0]
        anchor = Anchor(start, self.before, ("verb", self.graph, subject, predicate))
        self.stating[subject] = anchor
        self.anchors.append(anchor)

    def expect(self, mark: str) -> None:
        """Note the dot behind a statement."""
        if mark == "." == self.kind:
            last = self.anchors[-1]
            if last.key[0] in ("prefix", "base"):
                last.end = self.end
            else:
                self.anchors.append(Anchor(self.start, self.end, ("dot", *self.block_key[1:])))
        super().expect(mark)

    def bracket(self) -> str:
        """Refuse brackets that the engine could not take."""
        if len(self.open) >= DEEPEST:
            self._stop(
                self.start, f"more than {DEEPEST:,} brackets in one another", "nest less deep"
            )
        depth, start, end = len(self.open), self.start, self.end
        step = super().bracket()
        if self.stating and len(self.open) > depth:
            # what stands behind it speaks of what is within
            self.anchors.append(Anchor(start, end, ("open",)))
        return step

    def resolve(self, word: str) -> ox.NamedNode:
        """Resolve an IRI, or keep it as written where no base is known."""
        iri = plain(word[1:-1])
        if self.base or _SCHEME.match(iri):
            return super().resolve(word)
        return ox.NamedNode(RELATIVE + iri)

    def _stop(self, offset: int, message: str, mend: str) -> NoReturn:
        line = self.text.count("\n", 0, offset) + 1
        column = offset - self.text.rfind("\n", 0, offset)
        raise BadInputError(message, where=f"{self.name}:{line}:{column}", mend=mend)
