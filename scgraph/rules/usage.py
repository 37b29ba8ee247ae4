"""Judge how data uses the terms of the ontologies at hand: undefined ones, deprecated ones."""

from collections.abc import Callable, Iterator, Sequence

from scgraph.findings import Finding
from scgraph.namespaces import BASE, SC
from scgraph.places import Placed, Span
from scgraph.rules.axioms import TYPE
from scgraph.rules.context import Context, nearest
from scgraph.rules.ontology import own_spaces
from scgraph.rules.source_file import SourceFile

__all__ = ["deprecated_term", "undefined_class_or_property"]

_KIND = {True: "class", False: "property"}


def undefined_class_or_property(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """
    Find classes and properties that data uses and the ontology of their namespace does not have.

    It counts where an ontology with terms of the namespace is among the files. Of what an axiom
    names `undefined_term` says it, of terms under our base `unknown_term`.
    """
    axioms = context.axioms(files)
    spaces = tuple(each for each in own_spaces(axioms) if not each.startswith(BASE))
    known = {iri for iri in axioms.kinds if iri.startswith(spaces)}
    if not known:
        return
    described = axioms.subjects | axioms.references | set(spaces)

    def unknown(iri: str) -> bool:
        return iri.startswith(spaces) and iri not in described

    for iri, is_class, there in _used(files, context, unknown):
        near = nearest(iri, known)
        kind = _KIND[is_class]
        mend = f"write `{context.shown(there[0], near)}`, or define it" if near else "define it"
        told = f"it is used as a {kind}, and the ontology of its namespace does not define it"
        places = context.spans(there, _use_of(iri))
        yield Finding("warning", "undefined-term", iri, told, mend, places=places)


def deprecated_term(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """Find classes and properties in use that an ontology calls owl:deprecated."""
    ontologies = [context.axioms(files)]
    ours = any(iri.startswith(SC) for iri in ontologies[0].kinds)
    if not ours and any(iri.startswith(SC) for file in files for iri in context.iris(file)):
        ontologies.append(context.axioms(context.beside()))
    old = {iri: each.replaced.get(iri, "") for each in ontologies for iri in each.deprecated}
    if not old:
        return
    for iri, is_class, there in _used(files, context, old.__contains__):
        kind, after = _KIND[is_class], old[iri]
        told = f"the {kind} is deprecated"
        mend = f"write `{context.shown(there[0], after)}`" if after else "see its ontology"
        places = context.spans(there, _use_of(iri))
        yield Finding("warning", "deprecated-term", iri, told, mend, places=places)


def _used(
    files: Sequence[SourceFile], context: Context, wrong: Callable[[str], bool]
) -> Iterator[tuple[str, bool, list[SourceFile]]]:
    """Yield the terms a function picks that are used as a class or property, with their files."""
    suspects = {iri for _, iri in context.having(files, wrong)}
    classes: dict[str, list[SourceFile]] = {}
    properties: dict[str, list[SourceFile]] = {}
    for file in files:
        if suspects.isdisjoint(context.iris(file)):
            continue
        verbs = {quad.predicate.value for quad in file.quads} & suspects
        kinds = {
            getattr(quad.object, "value", "") for quad in file.quads if quad.predicate.value == TYPE
        }
        for found, names in ((properties, verbs), (classes, kinds & suspects)):
            for iri in names:
                found.setdefault(iri, []).append(file)
    for iri in sorted(properties.keys() | classes.keys()):
        there = [*properties.get(iri, ()), *classes.get(iri, ())]
        yield iri, iri not in properties, [file for file in files if file in there]


def _use_of(iri: str) -> Callable[[Placed], Span | None]:
    def span(one: Placed) -> Span | None:
        if one.triple.predicate.value == iri:
            return one.predicate_span
        typed = one.triple.predicate.value == TYPE
        return one.object_span if typed and getattr(one.triple.object, "value", "") == iri else None

    return span
