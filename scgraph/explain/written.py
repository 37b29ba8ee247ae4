"""Write an explanation as text, JSON, Graphviz DOT or Mermaid."""

from collections.abc import Callable, Iterator, Mapping

import pyoxigraph as ox

from scgraph.explain import Explanation, Said
from scgraph.explain.rule_words import RULE_WORDS
from scgraph.findings import Place
from scgraph.namespaces import BASE, shorten
from scgraph.reasoner import Proof, Statement
from scgraph.reasoner.vocabulary import BUILT_IN
from scgraph.report.escape import visible
from scgraph.turtle.terms import Names

__all__ = ["FORMATS", "Writer"]

FORMATS = ("text", "json", "dot", "mermaid")
GIVEN = f"{BASE}source/given"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST, _NIL = f"<{_RDF}first>", f"<{_RDF}rest>", f"<{_RDF}nil>"
# what a class expression is, its other triples show
_EXPRESSIONS = tuple(f"<http://www.w3.org/2002/07/owl#{name}>" for name in ("Class", "Restriction"))
_DEEP = 8


class Writer:
    """Write explanations; blank nodes of the ontology are written out as what they stand for."""

    def __init__(
        self,
        parts: Mapping[object, list[tuple[object, object]]],
        table: dict[str, str],
        cite: Callable[[str], str],
    ) -> None:
        """
        Keep what is needed to name terms and sources.

        Args:
            parts: for each blank node the predicates and objects that are asserted of it.
            table: the prefixes that may be used.
            cite: writes the IRI of a source for a reader.
        """
        self.parts = parts
        self.table = table
        self.names = Names(table)
        self.cite = cite

    def write(self, found: Explanation, kind: str) -> str:
        """Return an explanation in one of FORMATS, its last line ended."""
        if kind == "json":
            return self._json(found)
        if kind == "dot":
            return self._dot(found)
        if kind == "mermaid":
            return self._mermaid(found)
        return "".join(f"{line}\n" for line in self._text(found))

    # Terms

    def term(self, term: object, depth: int = 0) -> str:
        """Return a term as a reader writes it."""
        if isinstance(term, ox.NamedNode):
            short = shorten(term.value, self.table)
            return f"<{short}>" if short == term.value else short
        if isinstance(term, ox.BlankNode) and term in self.parts and depth < _DEEP:
            said = {str(p): o for p, o in self.parts[term]}
            if _FIRST in said:
                return f"( {' '.join(self._items(term, depth))} )"
            inner = (
                f"{self._verb(p)} {self.term(o, depth + 1)}"
                for p, o in self.parts[term]
                if str(o) not in _EXPRESSIONS
            )
            return f"[ {' ; '.join(inner)} ]"
        return visible(self.names.on_one_line(term) if isinstance(term, ox.Literal) else str(term))

    def _items(self, cell: object, depth: int) -> Iterator[str]:
        seen = set()
        while cell in self.parts and cell not in seen:
            seen.add(cell)
            said = {str(p): o for p, o in self.parts[cell]}
            yield self.term(said.get(_FIRST), depth + 1)
            cell = said.get(_REST)

    def _verb(self, predicate: object) -> str:
        return "a" if str(predicate) == f"<{_RDF}type>" else self.term(predicate)

    def triple(self, one: Statement) -> str:
        """Return a triple as a reader writes it."""
        return f"{self.term(one.subject)} {self._verb(one.predicate)} {self.term(one.object)}"

    # Forms

    def _text(self, found: Explanation) -> Iterator[str]:
        if found.stopped:
            yield f"{found.stopped}: what is not shown may still follow"
        yield f"{self.triple(found.triple)}: {_STATUS[found.status]}"
        if found.status == "asserted":
            yield from self._sources(found, found.triple, "  ")
        if found.status == "unknown" and all(map(_is_built_in, found.triple)):
            yield "  what the rules say of the built-in vocabulary alone is not worked out"
        for one in found.nearest:
            yield f"  near: {self.triple(one)}"
        for number, proof in enumerate(found.proofs, 1):
            many = len(found.proofs) > 1
            if many:
                yield ""
                steps = f"{len(proof.steps)} step{'s' * (len(proof.steps) != 1)}"
                yield f"proof {number} of {len(found.proofs)}, {steps}"
            yield from self._steps(found, proof)
        if found.more and len(found.proofs) > 1:
            yield ""
            yield f"the first {len(found.proofs)} proofs; there may be more"
        if found.shorter:
            yield "a shorter proof may exist: there are too many to look at all"

    def _steps(self, found: Explanation, proof: Proof) -> Iterator[str]:
        ordered = list(reversed(proof.steps))
        numbers = {conclusion: number for number, (conclusion, _) in enumerate(ordered, 1)}
        for conclusion, step in ordered:
            yield f"{numbers[conclusion]}. {self.triple(conclusion)}"
            words = RULE_WORDS.get(step.rule)
            yield f"   by {step.rule}{f': {words}' if words else ''}"
            for premise in step.premises:
                if _is_cell(premise):
                    continue
                if premise in numbers:
                    yield f"   - {self.triple(premise)} (step {numbers[premise]})"
                else:
                    yield f"   - {self.triple(premise)}"
                    yield from self._sources(found, premise, "       ")

    def _sources(self, found: Explanation, triple: Statement, indent: str) -> Iterator[str]:
        """Yield each source with its places below it, then the places of none."""
        said = found.said.get(triple)
        if said is None:
            return
        for graph in said.graphs:
            # a given file without graphs says it, and is named by the place
            if graph != GIVEN or not said.places:
                yield f"{indent}{self.cite(graph)}"
            yield from (f"{indent}{place}" for place in _of(said, graph))
        of = said.of or ("",) * len(said.places)
        for place, graph in zip(said.places, of, strict=True):
            if graph not in said.graphs:
                yield f"{indent}{place}"

    def _json(self, found: Explanation) -> str:
        import json

        def source(one: Statement) -> dict[str, object]:
            said = found.said[one]
            return {
                "triple": str(one),
                "sources": [
                    {
                        "graph": name,
                        "citation": self.cite(name),
                        "places": [_place(place) for place in _of(said, name)],
                    }
                    for name in said.graphs
                ],
                "places": [_place(place) for place in said.places],
            }

        made = {
            "triple": str(found.triple),
            "status": found.status,
            "stopped": found.stopped,
            "more": found.more,
            "shorter": found.shorter,
            "asserted": [source(one) for one in found.said],
            "proofs": [
                {
                    "steps": [
                        {
                            "conclusion": str(conclusion),
                            "rule": step.rule,
                            "premises": [str(one) for one in step.premises],
                        }
                        for conclusion, step in proof.steps
                    ]
                }
                for proof in found.proofs
            ],
            "nearest": [str(one) for one in found.nearest],
        }
        return json.dumps(made, ensure_ascii=False, indent=1) + "\n"

    def _edges(self, found: Explanation) -> tuple[dict[Statement, str], list[tuple[str, str, str]]]:
        """Return a name for each triple of the proofs, and premise, conclusion and rule of each."""
        names: dict[Statement, str] = {}
        edges: dict[tuple[str, str, str], None] = {}

        def name(one: Statement) -> str:
            return names.setdefault(one, f"t{len(names)}")

        name(found.triple)
        for proof in found.proofs:
            for conclusion, step in proof.steps:
                for premise in step.premises:
                    if not _is_cell(premise):
                        edges[name(premise), name(conclusion), step.rule] = None
        return names, list(edges)

    def _dot(self, found: Explanation) -> str:
        names, edges = self._edges(found)
        lines = ["digraph proof {", "  rankdir=BT;", "  node [shape=box, fontname=sans];"]
        for one, name in names.items():
            style = ", style=filled, fillcolor=lightgrey" if one in found.said else ""
            label = "\\n".join(map(_quoted, self._label(found, one)))
            lines.append(f'  {name} [label="{label}"{style}];')
        lines += [f'  {a} -> {b} [label="{_quoted(rule)}"];' for a, b, rule in edges]
        return "\n".join([*lines, "}", ""])

    def _mermaid(self, found: Explanation) -> str:
        names, edges = self._edges(found)
        lines = ["flowchart BT"]
        for one, name in names.items():
            label = "<br/>".join(map(_entities, self._label(found, one)))
            lines.append(f'  {name}["{label}"]')
        lines += [f"  {a} -->|{rule}| {b}" for a, b, rule in edges]
        said = [name for one, name in names.items() if one in found.said]
        if said:
            lines += ["  classDef asserted fill:#ddd", f"  class {','.join(said)} asserted"]
        return "\n".join([*lines, ""])

    def _label(self, found: Explanation, one: Statement) -> list[str]:
        return [self.triple(one), *(line.strip() for line in self._sources(found, one, ""))]


_STATUS = {
    "asserted": "asserted",
    "inferred": "follows by OWL 2 RL",
    "unknown": "neither asserted nor does it follow",
}


def _is_built_in(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith(BUILT_IN)


def _of(said: Said, graph: str) -> list[Place]:
    """Return the places in one source."""
    return [place for place, name in zip(said.places, said.of, strict=False) if name == graph]


def _place(place: Place) -> dict[str, object]:
    """Return a place for JSON, None where its format has no lines."""
    return {key: value or None for key, value in place._asdict().items()}


def _is_cell(one: Statement) -> bool:
    """Tell whether a triple is a part of a list, which is written out where it is used."""
    return str(one.predicate) in (_FIRST, _REST)


def _quoted(text: str) -> str:
    return visible(text).replace("\\", "\\\\").replace('"', '\\"')


def _entities(text: str) -> str:
    """Return text in which Mermaid finds neither quotes, brackets nor marks of its own."""
    kept = visible(text)
    for mark in '#&"<>[](){}|;`':
        kept = kept.replace(mark, f"\0{ord(mark)}\1")
    return kept.replace("\0", "#").replace("\1", ";")
