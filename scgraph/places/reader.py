"""Walk over the tokens of a file and note each triple with the offsets of its terms."""

import re
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox

from scgraph.errors import ScgraphError
from scgraph.places.tokens import Tokens, plain

__all__ = ["Graph", "Reader", "Term"]

Node: TypeAlias = ox.NamedNode | ox.BlankNode
Term: TypeAlias = Node | ox.Literal
Graph: TypeAlias = Node | ox.DefaultGraph
# A term and the offset where it begins, which is -1 where it is not written.
At: TypeAlias = tuple[Node, int]
Verb: TypeAlias = tuple[ox.NamedNode, int]
Value: TypeAlias = tuple[Term, int]
Row: TypeAlias = tuple[At, Verb, Value, Graph]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE, _NIL = ox.NamedNode(_RDF + "type"), ox.NamedNode(_RDF + "nil")
_FIRST, _REST = ox.NamedNode(_RDF + "first"), ox.NamedNode(_RDF + "rest")
_XSD = {
    kind: ox.NamedNode("http://www.w3.org/2001/XMLSchema#" + kind)
    for kind in ("integer", "decimal", "double", "boolean")
}
_DEFAULT = ox.DefaultGraph()
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
# The subject of a bracket that is itself the subject of a statement.
_NOWHERE: At = (_NIL, -1)
_UNWRITTEN_FIRST, _UNWRITTEN_REST = (_FIRST, -1), (_REST, -1)
_LINES = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
_BLOCKS = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)


class _Open(NamedTuple):
    """Keep what an open bracket interrupts."""

    close: str
    node: At
    subject: At
    predicate: Verb


class Reader(Tokens):
    """
    Read one text; nesting is kept on a list, not by recursion, so it may be deep.

    The engine notes a triple at its last token; where one token ends several (`]` behind a string,
    `)`), it gives them last first. `batch` holds the triples of the present token, `rows` those of
    the tokens before, in the order of the engine. `role` says what the present term is: subject,
    predicate, object, datatype or graph. `declared` holds the offsets of the last directive, from
    its prefix or IRI to the end of its IRI.
    """

    def __init__(self, text: str, name: str, base: str = "") -> None:
        """Stand at the first token of *text*; *name* is for messages, *base* for relative IRIs."""
        self.batch: list[Row] = []
        self.rows: list[Row] = []
        self.ends: dict[int, int] = {}
        self.graph: Graph = _DEFAULT
        self.subject, self.predicate = _NOWHERE, _UNWRITTEN_FIRST
        self.open: list[_Open] = []
        self.base = base
        self.prefixes: dict[str, str] = {}
        self.known: dict[str, ox.NamedNode] = {}
        self.count = 0
        self.role = "subject"
        self.declared = 0, 0
        # Labels of ours begin as none in the text does.
        self.label = "b"
        while f"_:{self.label}" in text:
            self.label += "b"
        super().__init__(text, name)

    def read(self, format: ox.RdfFormat) -> list[Row]:
        """Read the whole text."""
        if format not in _LINES and format not in _BLOCKS:
            raise ScgraphError(f"no place: {format.name} is not read here", where=self.name)
        step = self.line if format in _LINES else self.block
        try:
            while self.kind != "end":
                step()
        except (ValueError, SyntaxError):
            self.refuse("a valid term")
        return self.rows

    def advance(self) -> None:
        """Step to the next token."""
        if self.batch:
            self.rows.extend(reversed(self.batch))
            self.batch.clear()
        super().advance()

    # Statements

    def line(self) -> None:
        """Read one statement of N-Triples or N-Quads."""
        self.graph, self.role = _DEFAULT, "subject"
        start, subject = self.start, self.node()
        self.advance()
        predicate = self.verb()
        value, whole = self.value()
        if whole:
            self.advance()
        if self.kind != ".":
            self.role = "graph"
            self.graph = self.node()
            self.advance()
        self.rows.append(((subject, start), predicate, value, self.graph))
        self.expect(".")

    def block(self) -> None:
        """Read a directive, a graph, or triples with their dot."""
        self.graph, self.role = _DEFAULT, "subject"
        keyword = self.word.lower() if self.kind == "word" else self.word
        if keyword in ("@prefix", "@base", "prefix", "base"):
            self.directive(keyword.lstrip("@"))
            if keyword[0] == "@":
                self.expect(".")
        elif keyword in ("@version", "version"):
            self.advance()
            self.advance()
            if keyword[0] == "@":
                self.expect(".")
        elif self.kind == "{":
            self.wrapped(_DEFAULT)
        elif keyword == "graph":
            self.advance()
            self.role = "graph"
            self.begin()
            self.wrapped(self.subject[0])
        else:
            step = self.begin()
            if self.kind == "{":
                self.wrapped(self.subject[0])
            else:
                self.triples(step)
                self.expect(".")

    def directive(self, word: str) -> None:
        """Read what stands behind `@prefix`, `@base` or their SPARQL forms."""
        self.advance()
        prefix, start = self.word, self.start
        if word == "prefix":
            if self.kind != "name" or prefix.find(":") != len(prefix) - 1:
                self.refuse("a prefix")
            self.advance()
        if self.kind != "iri":
            self.refuse("an IRI")
        iri = self.resolve(self.word).value
        if word == "prefix":
            self.prefixes[prefix[:-1]] = iri
        else:
            self.base = iri
        self.declared = start, self.end
        self.known.clear()
        self.advance()

    def wrapped(self, graph: Graph) -> None:
        """Read the triples of a graph between `{` and `}`."""
        self.expect("{")
        self.graph = graph
        while self.kind != "}":
            self.role = "subject"
            self.triples(self.begin())
            if self.kind != "}":
                self.expect(".")
        self.advance()

    # Triples: each step reads one thing and returns what comes next.

    def begin(self) -> str:
        """Read a subject or the name of a graph, or the bracket that opens one."""
        self.subject = _NOWHERE
        if self.kind in ("[", "("):
            return self.bracket()
        self.subject = self.node(), self.start
        self.advance()
        return "verb"

    def triples(self, step: str) -> None:
        """Read the predicates and objects of a subject, up to the mark behind them."""
        while step != "done":
            if step == "verb":
                self.predicate = self.verb()
                step = "object"
            elif step == "object":
                step = self.object()
            else:
                step = self.behind()

    def object(self) -> str:
        """Read an object, or the bracket that opens one."""
        if self.kind in ("[", "("):
            return self.bracket()
        value, whole = self.value()
        self.emit(self.subject, self.predicate, value)
        if whole:
            self.advance()
        return "behind"

    def behind(self) -> str:
        """Read what stands behind an object."""
        if self.open and self.open[-1].close == ")":
            return self.item()
        if self.kind == ",":
            self.advance()
            return "object"
        if self.kind == ";":
            while self.kind == ";":
                self.advance()
            if self.kind not in (".", "}", "]"):
                return "verb"
        if not self.open:
            return "done"
        if self.kind != "]":
            self.refuse("`]`")
        return self.close()

    def bracket(self) -> str:
        """Read an opening bracket, and the closing one when nothing is between them."""
        close, start = "]" if self.kind == "[" else ")", self.start
        self.advance()
        if self.kind == close:
            self.ends[start] = self.end
            step = self.use((_NIL if close == ")" else self.blank(), start))
            self.advance()
            return step
        node = self.blank(), start
        self.open.append(_Open(close, node, self.subject, self.predicate))
        if close == "]":
            self.subject = node
            return "verb"
        self.use(node)
        self.subject, self.predicate = node, _UNWRITTEN_FIRST
        return "object"

    def item(self) -> str:
        """Read the end of a collection, or make the cell of its next item."""
        cell = self.subject
        if self.kind == ")":
            self.ends[self.start] = self.end
            self.emit(cell, _UNWRITTEN_REST, (_NIL, self.start))
            return self.close()
        self.subject = self.blank(), self.start
        self.emit(cell, _UNWRITTEN_REST, self.subject)
        return "object"

    def close(self) -> str:
        """Read a closing bracket and go on with what it interrupted."""
        bracket = self.open.pop()
        self.ends[bracket.node[1]] = self.end
        self.subject, self.predicate = bracket.subject, bracket.predicate
        if bracket.close == ")" and self.subject is not _NOWHERE:
            # This collection was used where it began.
            step = "behind"
        else:
            step = self.use(bracket.node)
        self.advance()
        if step == "verb" and bracket.close == "]" and self.kind in (".", "}"):
            return "done"
        return step

    def use(self, node: At) -> str:
        """Take a node as the subject where one is wanted, else as an object."""
        if self.subject is _NOWHERE:
            self.subject = node
            return "verb"
        self.emit(self.subject, self.predicate, node)
        return "behind"

    def emit(self, subject: At, predicate: Verb, value: Value) -> None:
        """Note a triple that is whole at the present token."""
        self.batch.append((subject, predicate, value, self.graph))

    # Terms

    def blank(self) -> ox.BlankNode:
        """Make the next blank node without a label."""
        self.count += 1
        return ox.BlankNode(f"{self.label}{self.count}")

    def node(self) -> Node:
        """Read an IRI or a blank node label, which stays the present token."""
        self.ends[self.start] = self.end
        return ox.BlankNode(self.word[2:]) if self.kind == "blank" else self.iri()

    def iri(self) -> ox.NamedNode:
        """Read an IRI or a prefixed name, which stays the present token."""
        word = self.word
        if word not in self.known:
            if self.kind == "iri":
                self.known[word] = self.resolve(word)
            elif self.kind == "name":
                prefix, _, local = word.partition(":")
                if prefix not in self.prefixes:
                    self.refuse("a declared prefix")
                self.known[word] = ox.NamedNode(self.prefixes[prefix] + plain(local))
            else:
                self.refuse("a term")
        return self.known[word]

    def resolve(self, word: str) -> ox.NamedNode:
        """
        Resolve an IRI against the base by asking the engine, so as to agree with it.

        It follows RFC 3986, section 5.2, but leaves dot segments of the base and of absolute IRIs
        as they are.
        """
        iri = plain(word[1:-1])
        if not self.base or _SCHEME.match(iri):
            return ox.NamedNode(iri)
        triple = f"{word} <x:p> <x:o> ."
        subject = next(ox.parse(triple, ox.RdfFormat.TURTLE, base_iri=self.base)).subject
        assert isinstance(subject, ox.NamedNode)
        return subject

    def verb(self) -> Verb:
        """Read a predicate and step over it."""
        self.role = "predicate"
        start, self.ends[self.start] = self.start, self.end
        predicate = _TYPE if self.word == "a" else self.iri()
        self.advance()
        return predicate, start

    def value(self) -> tuple[Value, bool]:
        """
        Read an object without brackets, up to its last token.

        Returns:
            The term, and whether its last token is still present: a string without language or
            datatype is known to be whole only at the token behind it.
        """
        self.role = "object"
        kind, word, start = self.kind, self.word, self.start
        if kind in ("short", "long"):
            return self.string()
        self.ends[start] = self.end
        if kind in _XSD:
            return (ox.Literal(word, datatype=_XSD[kind]), start), True
        if word in ("true", "false"):
            return (ox.Literal(word, datatype=_XSD["boolean"]), start), True
        return (self.node(), start), True

    def string(self) -> tuple[Value, bool]:
        """Read a string with its language or datatype, as `value` does."""
        start, self.ends[self.start] = self.start, self.end
        quotes = 3 if self.kind == "long" else 1
        text = plain(self.word[quotes:-quotes])
        self.advance()
        if self.kind == "at":
            literal = ox.Literal(text, language=self.word[1:].lower())
        elif self.kind == "^^":
            self.role = "datatype"
            self.advance()
            literal = ox.Literal(text, datatype=self.iri())
        else:
            return (ox.Literal(text), start), False
        self.ends[start] = self.end
        return (literal, start), True
