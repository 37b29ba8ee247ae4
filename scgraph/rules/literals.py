"""Judge literals: whether their text is a form of their datatype."""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from scgraph.findings import Finding, Place
from scgraph.places import Placed, Span
from scgraph.rules.context import TEXTS, Context
from scgraph.rules.source_file import SourceFile
from scgraph.xsd import EXAMPLES, XSD, ill_formed

__all__ = ["ill_formed_literal"]


def ill_formed_literal(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """
    Find literals that stand for no value of their datatype (RDF 1.1 Concepts, section 5.1).

    With a shape or without: engines look at some datatypes alone.
    """
    for file in files:
        wrong = sorted(filter(ill_formed, context.typed(file)), key=str)
        for literal in wrong:
            name = literal.datatype.value[len(XSD) :]
            example = EXAMPLES.get(name)
            mend = f'write such as "{example}"' if example else "correct the text"
            subjects = (quad.subject for quad in file.quads if quad.object == literal)
            first = next(subjects, None)
            yield Finding(
                "violation",
                "ill-formed-literal",
                first.value if isinstance(first, ox.NamedNode) else str(first or ""),
                f"it is not a valid xsd:{name}",
                f"{mend}, or give it another datatype",
                value=str(literal),
                places=_spans(file, context, literal),
            )


def _spans(file: SourceFile, context: Context, literal: ox.Literal) -> tuple[Place, ...]:
    """Return where a file states the literal; the file alone where it has no places."""
    if file.format not in TEXTS:
        return (Place(file.name),)

    def stated(one: Placed) -> Span | None:
        return one.object_span if one.triple.object == literal else None

    return context.spans([file], stated)
