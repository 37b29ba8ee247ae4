"""Find terms that do not exist: of our namespace, and of the vocabularies of W3C."""

import re
from collections.abc import Iterator, Sequence

from scgraph.findings import Finding
from scgraph.namespaces import SC
from scgraph.rules.context import Context, nearest
from scgraph.rules.source_file import SourceFile
from scgraph.rules.vocabularies import VOCABULARIES

__all__ = ["unknown_term", "unknown_vocabulary_term"]

_MEMBER = re.compile(r"_[1-9][0-9]*")


def unknown_term(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """Find IRIs of our namespace that no ontology file declares, wherever a triple has them."""
    used = context.having(files, lambda iri: iri.startswith(SC) and iri != SC)
    if not used:
        return
    known = {iri for iri in context.axioms(files).kinds if iri.startswith(SC)}
    used = [(file, iri) for file, iri in used if iri not in known]
    if used:
        beside = context.axioms(context.beside()).kinds
        known |= {iri for iri in beside if iri.startswith(SC)}
    for file, iri in used:
        if iri not in known:
            near = nearest(iri, known)
            mend = f"write `{context.shown(file, near)}`" if near else "take a term that it has"
            told = "the ontology has no such term"
            places = context.places(file, iri)
            yield Finding("violation", "unknown-term", iri, told, mend, places=places)


def unknown_vocabulary_term(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """Find IRIs in the namespaces of RDF, RDFS, OWL, SHACL, SKOS and XSD that these do not have."""
    spaces = tuple(VOCABULARIES)
    for file, iri in context.having(files, lambda iri: iri.startswith(spaces) and _lacks(iri)):
        namespace = _namespace(iri)
        near = nearest(iri, {namespace + each for each in VOCABULARIES[namespace]})
        mend = f"write `{context.shown(file, near)}`" if near else "take a term that it has"
        told = f"<{namespace}> has no such term"
        places = context.places(file, iri)
        yield Finding("warning", "unknown-vocabulary-term", iri, told, mend, places=places)


def _namespace(iri: str) -> str:
    return next(each for each in VOCABULARIES if iri.startswith(each))


def _lacks(iri: str) -> bool:
    """Say whether an IRI in the namespace of a vocabulary is none of its terms."""
    namespace = _namespace(iri)
    local, known = iri[len(namespace) :], VOCABULARIES[namespace]
    if not local or local in known or _MEMBER.fullmatch(local):
        return False
    # the parameters of SHACL's components, such as sh:AndConstraintComponent-and
    return not ("-" in local and known.issuperset(local.split("-")))
