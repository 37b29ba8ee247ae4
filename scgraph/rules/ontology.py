"""Judge ontologies: labels, definitions, circles, terms that are undefined or of two kinds."""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from scgraph.findings import Finding
from scgraph.namespaces import BASE
from scgraph.places import Placed, Span
from scgraph.rules.axioms import KINDS, SUBCLASS, SUBPROPERTY, TYPE, Axioms
from scgraph.rules.context import Context, nearest
from scgraph.rules.cycles import circles
from scgraph.rules.source_file import SourceFile

__all__ = [
    "own_spaces",
    "subclass_cycle",
    "subproperty_cycle",
    "term_two_kinds",
    "term_without_definition",
    "term_without_label",
    "undefined_term",
]

# Where vocabularies stand whose terms ontologies of others declare again.
_OTHERS = (
    "http://www.w3.org/",
    "http://purl.org/",
    "http://xmlns.com/foaf/",
    "http://schema.org/",
    "https://schema.org/",
    "http://rdfs.org/",
    "http://data.europa.eu/",
    "http://www.opengis.net/",
)
_CLASSES: tuple[str, ...] = ("class", "datatype")
_PROPERTIES: tuple[str, ...] = ("object property", "datatype property", "annotation property")


def term_without_label(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """
    Find classes and properties of an ontology's own namespaces without label.

    It is an rdfs:label or a skos:prefLabel. Of terms under our base the check `term-incomplete`
    says it.
    """
    axioms = context.axioms(files)
    mend = "write an rdfs:label or a skos:prefLabel"
    for iri in _own_terms(axioms):
        if iri not in axioms.labelled:
            yield _finding(files, context, "term-without-label", iri, "it has no label", mend)


def term_without_definition(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """Find such terms without skos:definition or rdfs:comment, as `term_without_label` does."""
    axioms = context.axioms(files)
    told, mend = "it has no definition", "write a skos:definition or an rdfs:comment"
    for iri in _own_terms(axioms):
        if iri not in axioms.defined:
            yield _finding(files, context, "term-without-definition", iri, told, mend)


def undefined_term(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """
    Find terms of an ontology's own namespaces that an axiom names and nothing describes.

    Of terms under our base `unknown_term` says it.
    """
    axioms = context.axioms(files)
    spaces = own_spaces(axioms)
    missing = {
        iri
        for iri in axioms.references - axioms.subjects
        if iri.startswith(spaces) and iri not in spaces and not iri.startswith(BASE)
    }
    if not missing:
        return
    missing -= {
        quad.subject.value
        for file in (*files, *(context.known or ()))
        if not missing.isdisjoint(context.iris(file))
        for quad in file.quads
        if isinstance(quad.subject, ox.NamedNode)
    }
    for iri in sorted(missing):
        there = [file for file in files if iri in context.iris(file)]
        near = nearest(iri, {each for each in axioms.kinds if each.startswith(spaces)})
        mend = f"write `{context.shown(there[0], near)}`, or define it" if near else "define it"
        told = "an axiom names it, and nothing defines it"
        places = tuple(place for file in there for place in context.places(file, iri))
        yield Finding("warning", "undefined-term", iri, told, mend, places=places)


def term_two_kinds(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """
    Find terms that are declared to be of two kinds.

    A property of two of the kinds object, datatype and annotation property, and what is class and
    datatype, is not OWL 2 DL (Structural Specification, section 5.8.1): a violation. What is class
    and property is lawful and hardly meant: a warning.
    """
    for iri, types in sorted(context.axioms(files).kinds.items()):
        kinds = {KINDS[each] for each in types}
        properties = [kind for kind in (*_PROPERTIES, "property") if kind in kinds]
        classes = [kind for kind in _CLASSES if kind in kinds]
        narrow = [kind for kind in properties if kind != "property"]
        if len(narrow) > 1 or len(classes) > 1:
            severity, wrong = "violation", narrow if len(narrow) > 1 else classes
        elif classes and properties:
            severity, wrong = "warning", [classes[0], properties[0]]
        else:
            continue

        def typed(one: Placed, iri: str = iri, wrong: list[str] = wrong) -> Span | None:
            kind = KINDS.get(getattr(one.triple.object, "value", ""))
            is_it = _value(one.triple.subject) == iri and one.triple.predicate.value == TYPE
            return one.object_span if is_it and kind in wrong else None

        there = _files(files, context, iri)
        told = f"it is declared as {' and as '.join(wrong)}"
        mend = "keep one of the declarations, and give the other thing a name of its own"
        places = context.spans(there, typed)
        yield Finding(severity, "term-two-kinds", iri, told, mend, places=places)


def subclass_cycle(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """
    Find classes that are below themselves; each circle once, its axioms as its places.

    It makes its classes one, which is lawful: a warning, and a violation under our base.
    """
    yield from _circles(files, context, SUBCLASS, "subclass-cycle")


def subproperty_cycle(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """Find properties that are below themselves, as `subclass_cycle` does."""
    yield from _circles(files, context, SUBPROPERTY, "subproperty-cycle")


def _circles(
    files: Sequence[SourceFile], context: Context, predicate: str, rule: str
) -> Iterator[Finding]:
    above = context.axioms(files).above[predicate]
    for circle in circles(above):
        steps = set(zip(circle, [*circle[1:], circle[0]], strict=True))

        def step(one: Placed, steps: set[tuple[str, str]] = steps) -> Span | None:
            ends = _value(one.triple.subject), _value(one.triple.object)
            return (
                one.object_span
                if one.triple.predicate.value == predicate and ends in steps
                else None
            )

        there = _files(files, context, circle[0])
        names = [f"`{context.shown(there[0], iri)}`" for iri in [*circle, circle[0]]]
        told = f"it is below itself: {' below '.join(names)}"
        if len(names) == 2:
            told = "it is said to be below itself"
        holders = [file for file in files if any(iri in context.iris(file) for iri in circle)]
        yield Finding(
            "violation" if any(iri.startswith(BASE) for iri in circle) else "warning",
            rule,
            circle[0],
            told,
            f"remove one rdfs:{predicate.rpartition('#')[2]} of the circle",
            places=context.spans(holders, step),
        )


def _own_terms(axioms: Axioms) -> list[str]:
    """Return the declared terms of an ontology's own namespaces, sorted, none under our base."""
    spaces = own_spaces(axioms)
    return sorted(
        iri for iri in axioms.kinds if iri.startswith(spaces) and not iri.startswith(BASE)
    )


def own_spaces(axioms: Axioms) -> tuple[str, ...]:
    """
    Return the namespaces that an ontology owns.

    Its header names them. Where it has none, or names none of the terms, they are those of the
    declared terms, but for the well-known vocabularies.
    """
    spaces = tuple(axioms.spaces)
    if any(iri.startswith(spaces) for iri in axioms.kinds):
        return spaces
    found = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in axioms.kinds}
    return tuple(each for each in found if each and not each.startswith(_OTHERS))


def _finding(
    files: Sequence[SourceFile], context: Context, rule: str, iri: str, told: str, mend: str
) -> Finding:
    """Return a warning about a term at its declaration."""

    def declaration(one: Placed) -> Span | None:
        is_it = _value(one.triple.subject) == iri and one.triple.predicate.value == TYPE
        return one.subject_span if is_it else None

    there = _files(files, context, iri)
    places = context.spans(there, declaration)[:1]
    return Finding("warning", rule, iri, told, mend, places=places)


def _files(files: Sequence[SourceFile], context: Context, iri: str) -> list[SourceFile]:
    return [file for file in files if iri in context.iris(file)]


def _value(term: object) -> str:
    return getattr(term, "value", "") if isinstance(term, ox.NamedNode) else ""
