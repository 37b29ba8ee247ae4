"""Lay facts out as text: blocks, lines and brackets, with the comments beside them."""

from collections.abc import Callable, Collection, Iterator, Mapping

import pyoxigraph as ox

from scgraph.errors import BadInputError
from scgraph.places.reader import Graph, Term
from scgraph.turtle.brackets import NIL, Brackets
from scgraph.turtle.comments import Comments
from scgraph.turtle.source import DEEPEST, RELATIVE, Facts, Key, Node, Said
from scgraph.turtle.terms import Names, natural, rank

__all__ = ["Layout", "head_lines"]

_WIDTH = 100
_MOST_INDENTS = 16
_ONTOLOGY = ox.NamedNode("http://www.w3.org/2002/07/owl#Ontology")
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE, _FIRST, _REST = (ox.NamedNode(_RDF + name) for name in ("type", "first", "rest"))
_DEFAULT = ox.DefaultGraph()


def _never(node: ox.BlankNode) -> bool:
    return False


def head_lines(used: Mapping[str, str], comments: Comments) -> list[str]:
    """
    Return the directives of the prefixes, sorted, with their comments.

    What speaks of a prefix that is not there, and of a base, goes to the header.

    Args:
        used: prefix to namespace; a relative one as it is written, or behind RELATIVE.
        comments: loses those that are written here.
    """
    spaces = {prefix: namespace.removeprefix(RELATIVE) for prefix, namespace in used.items()}
    prefixes = {namespace: prefix for prefix, namespace in spaces.items()}
    for key in [*comments.above, *comments.beside]:
        if key[0] == "base":
            comments.drop(key)
        elif key[0] == "prefix" and len(key) == 3:
            _, name, namespace = map(str, key)
            namespace = namespace.removeprefix(RELATIVE)
            prefix = name if spaces.get(name) == namespace else prefixes.get(namespace)
            if prefix is None:
                comments.drop(key)
            else:
                comments.rename(key, ("prefix", prefix))
    comments.settle()
    made: list[str] = []
    for prefix, namespace in sorted(spaces.items()):
        above = comments.above.pop(("prefix", prefix), [])
        if not made and not comments.header:
            # nothing would part them from a header when they are read again
            comments.header, above = above, []
        beside = comments.beside.pop(("prefix", prefix), [])
        made += [*above, " ".join([f"@prefix {prefix}: <{namespace}> .", *beside])]
    return made


class Layout:
    """Write the facts of one file."""

    def __init__(
        self,
        facts: Facts,
        names: Names,
        comments: Comments | None = None,
        is_written: Callable[[ox.BlankNode], bool] = _never,
    ) -> None:
        """
        Take what is to be written.

        Args:
            facts: graph, subject, predicate, objects; the graphs in the order of the file.
            names: how terms are written; it learns which prefixes are needed.
            comments: what stands beside the lines.
            is_written: whether a blank node has a label of its own.
        """
        self.facts, self.names = facts, names
        self.comments = comments or Comments()
        self.is_written = is_written
        self.brackets = Brackets(facts, is_written)
        self.flat: dict[ox.BlankNode, str] = {}
        self.orders: dict[ox.NamedNode, tuple[int, int, str, str]] = {}
        self.commented: set[Term] = set()
        self._move_comments()
        deepest: dict[ox.BlankNode, int] = {}
        for node in self.brackets.inner_first():
            parts = self.brackets.parts(node)
            deepest[node] = 1 + max((deepest[part] for part in parts), default=0)
            if deepest[node] > DEEPEST:
                raise BadInputError(
                    f"more than {DEEPEST:,} brackets in one another", mend="nest less deep"
                )
            self.flat[node] = self._flat(node)

    def lines(self) -> Iterator[str]:
        """Yield the lines of all graphs, with a blank one before each graph and bare block."""
        for graph, subjects in self.facts.items():
            blocks = self._blocks(graph, subjects)
            if graph == _DEFAULT:
                for block in blocks:
                    yield ""
                    yield from block
                continue
            yield ""
            yield from self._comments(("graph", graph), "")
            yield self._beside(("graph", graph), f"{self._graph(graph)} {{")
            for block in blocks:
                yield from block
            yield from self._comments(("close", graph), "    ")
            yield self._beside(("close", graph), "}")

    # Blocks

    def _blocks(self, graph: Graph, subjects: dict[Node, Said]) -> Iterator[list[str]]:
        """Yield the blocks of a graph: ontologies, IRIs, labels, then what has no name."""
        rows = []
        for subject, said in subjects.items():
            if subject in self.brackets.lists:
                said = {p: values for p, values in said.items() if p not in (_FIRST, _REST)}
            key: tuple[int, tuple[str, str]]
            if type(subject) is ox.NamedNode:
                first = 0 if _ONTOLOGY in said.get(_TYPE, ()) else 1
                key = first, self.names.key(subject.value)
            elif subject in self.brackets.inside or subject in self.brackets.cells:
                continue
            elif subject in self.brackets.alone:
                key = 3, ("", " ".join([self._subject(subject), *self._statements(said)]))
            else:
                key = 2, natural(subject.value)
            rows.append((key, subject, said))
        rows.sort(key=lambda row: row[0])
        for _, subject, said in rows:
            yield self._block(graph, subject, said)

    def _block(self, graph: Graph, subject: Node, said: Said) -> list[str]:
        pad = "" if graph == _DEFAULT else "    "
        key: Key = (graph, subject)
        inner = pad + "    "
        statements = [
            (predicate, inner + self._statement(predicate, values, inner))
            for predicate, values in self._ordered(said)
        ]
        if not self.comments.above and not self.comments.beside:
            return [pad + self._subject(subject), *(line for _, line in statements), inner + "."]
        lines = self._comments(("subject", *key), pad)
        lines.append(self._beside(("subject", *key), pad + self._subject(subject)))
        for predicate, line in statements:
            lines += self._comments(("verb", *key, predicate), inner)
            lines.append(self._beside(("verb", *key, predicate), line))
        lines += self._comments(("dot", *key), inner)
        lines.append(self._beside(("dot", *key), inner + "."))
        return lines

    def _subject(self, subject: Node) -> str:
        if subject in self.brackets.lists:
            return self.flat[subject]  # type: ignore[index]
        return "[]" if subject in self.brackets.alone else self._term(subject)

    def _graph(self, graph: Graph) -> str:
        if type(graph) is ox.BlankNode:
            return f"_:{graph.value}" if self.is_written(graph) else "[]"
        return self.names.iri(graph.value)  # type: ignore[union-attr]

    # Comments

    def _comments(self, key: Key, pad: str) -> list[str]:
        return [pad + line if line else "" for line in self.comments.above.pop(key, ())]

    def _beside(self, key: Key, line: str) -> str:
        found = self.comments.beside.pop(key, None)
        return f"{line} {found[0]}" if found else line

    def _move_comments(self) -> None:
        """
        Let what speaks of something inside brackets speak of a line that is written.

        Brackets with comments in them are written over several lines. Where they lie too deep for
        that, and in a collection that is a subject, the comments stand above all of it.
        """
        if not self.comments.above and not self.comments.beside:
            return
        inside = self.brackets.inside
        for key in [*self.comments.above, *self.comments.beside]:
            if key[0] not in ("subject", "verb", "dot"):
                continue
            line, around = self._outermost(key)
            if line[2] in self.brackets.lists and line[0] == "verb" and line[3] in (_FIRST, _REST):
                self.comments.move(key, ("subject", *line[1:3]))
            elif len(around) > _MOST_INDENTS:
                self.comments.move(key, line)
            elif around and key[0] == "subject":
                self.commented.update(around[1:])
                self.comments.move(key, ("verb", *inside[key[2]]))  # type: ignore[index]
            elif around:
                self.commented.update(around)
                if key[0] == "dot":
                    self.comments.move(key, key)
        self.comments.settle()

    def _outermost(self, key: Key) -> tuple[Key, list[ox.BlankNode]]:
        """Return the line of a block that a key is in, and the brackets around it."""
        around = []
        while key[2] in self.brackets.inside:
            node: ox.BlankNode = key[2]  # type: ignore[assignment]
            if node not in self.brackets.cells:
                around.append(node)
            key = ("verb", *self.brackets.inside[node])
        return key, around

    # Lines

    def _ordered(self, said: Said) -> list[tuple[ox.NamedNode, dict[Term, str]]]:
        """Return the predicates with their objects, in order."""
        return sorted(said.items(), key=self._predicate_order)

    def _predicate_order(self, pair: tuple[ox.NamedNode, object]) -> tuple[int, int, str, str]:
        predicate = pair[0]
        if predicate not in self.orders:
            name = self.names.verb(predicate.value)
            self.orders[predicate] = *rank(predicate.value), *natural(name)
        return self.orders[predicate]

    def _objects(self, values: Collection[Term]) -> list[Term]:
        return sorted(values, key=self._object_order) if len(values) > 1 else list(values)

    def _object_order(self, value: Term) -> tuple[int, tuple[str, str], str]:
        if type(value) is ox.NamedNode:
            return 0, self.names.key(value.value), ""
        if type(value) is ox.Literal:
            return 1, natural(value.value), str(value)
        return 3 if value in self.flat else 2, natural(self._term(value)), ""

    def _term(self, term: Term, language: str = "") -> str:
        if type(term) is ox.NamedNode:
            return "()" if term == NIL else self.names.iri(term.value)
        if type(term) is ox.Literal:
            return self.names.literal(term, language)
        return self.flat.get(term) or f"_:{term.value}"

    def _statements(self, said: Said) -> list[str]:
        """Return each predicate with its objects on one line, without a mark behind it."""
        made = []
        for predicate, values in self._ordered(said):
            written = [self._term(value, values[value]) for value in self._objects(values)]
            made.append(f"{self.names.verb(predicate.value)} {' , '.join(written)}")
        return made

    def _flat(self, node: ox.BlankNode) -> str:
        """Return the brackets of a node on one line."""
        if node in self.brackets.lists:
            items, tags = self.brackets.lists[node], self.brackets.tags_of[node]
            return f"( {' '.join(map(self._term, items, tags))} )"
        said = self.brackets.values(node)
        return f"[ {' ; '.join(self._statements(said))} ]" if said else "[]"

    # Brackets over several lines

    def _statement(self, predicate: ox.NamedNode, values: dict[Term, str], pad: str) -> str:
        """Return a predicate with its objects and semicolon, to stand behind *pad*."""
        objects = self._objects(values)
        written = [self._term(value, values[value]) for value in objects]
        verb = self.names.verb(predicate.value)
        line = f"{verb} {' , '.join(written)} ;"
        if not self._fits(pad, line) or not self.commented.isdisjoint(objects):
            spread = [
                self._spread(value, pad) if self._opens(value, pad) else text
                for value, text in zip(objects, written, strict=True)
            ]
            line = f"{verb} {' , '.join(spread)} ;"
        return line

    def _fits(self, pad: str, line: str) -> bool:
        return len(pad) + len(line) <= _WIDTH and "\n" not in line

    def _opens(self, value: Term, pad: str) -> bool:
        """Say whether a term may be written over several lines."""
        if value in self.commented:
            return True
        if value not in self.flat or len(pad) >= 4 * _MOST_INDENTS:
            return False
        node: ox.BlankNode = value  # type: ignore[assignment]
        if node in self.brackets.lists:
            return any(True for _ in self.brackets.parts(node))
        return bool(self.brackets.values(node))

    def _spread(self, value: Term, pad: str) -> str:
        """Return brackets with a line for each thing within them; the last closes at *pad*."""
        node: ox.BlankNode = value  # type: ignore[assignment]
        inner = pad + "    "
        graph = self.brackets.inside[node][0]
        lines: list[str] = []
        if node in self.brackets.lists:
            cells, tags = self.brackets.cells_of[node], self.brackets.tags_of[node]
            for cell, item, tag in zip(cells, self.brackets.lists[node], tags, strict=True):
                key: Key = ("verb", graph, cell, _FIRST)
                text = self._term(item, tag)
                if item in self.commented or (
                    not self._fits(inner, text) and self._opens(item, inner)
                ):
                    text = self._spread(item, inner)
                lines += self._comments(key, inner)
                lines.append(self._beside(key, inner + text))
        else:
            for predicate, values in self._ordered(self.brackets.values(node)):
                key = ("verb", graph, node, predicate)
                lines += self._comments(key, inner)
                lines.append(self._beside(key, inner + self._statement(predicate, values, inner)))
        lines += self._comments(("dot", graph, node), inner)
        opening, closing = "()" if node in self.brackets.lists else "[]"
        return "\n".join([opening, *lines, f"{pad}{closing}"])
