"""Hold files against the rules beside SHACL: syntax, prefixes, terms, literals, ontologies."""

from collections.abc import Callable, Iterator, Sequence

from scgraph.errors import BadInputError
from scgraph.findings import Finding
from scgraph.rules.context import Context
from scgraph.rules.iri import iri_scheme, iri_syntax
from scgraph.rules.literals import ill_formed_literal
from scgraph.rules.ontology import (
    subclass_cycle,
    subproperty_cycle,
    term_two_kinds,
    term_without_definition,
    term_without_label,
    undefined_term,
)
from scgraph.rules.prefix import foreign_prefix, unused_prefix, wrong_prefix
from scgraph.rules.source_file import SourceFile, read
from scgraph.rules.terms import unknown_term, unknown_vocabulary_term
from scgraph.rules.usage import deprecated_term, undefined_class_or_property

__all__ = ["PROFILES", "SourceFile", "read", "run"]

_Rule = Callable[[Sequence[SourceFile], Context], Iterator[Finding]]

_CONSUMER: tuple[_Rule, ...] = (
    wrong_prefix,
    unknown_term,
    unknown_vocabulary_term,
    iri_scheme,
    ill_formed_literal,
    undefined_class_or_property,
    deprecated_term,
)
_MAINTAINER: tuple[_Rule, ...] = (
    *_CONSUMER,
    foreign_prefix,
    unused_prefix,
    iri_syntax,
    term_without_label,
    term_without_definition,
    undefined_term,
    term_two_kinds,
    subclass_cycle,
    subproperty_cycle,
)
_SHAPES: tuple[_Rule, ...] = (wrong_prefix, unknown_vocabulary_term, ill_formed_literal)
PROFILES = {"consumer": _CONSUMER, "maintainer": _MAINTAINER, "shapes": _SHAPES}
"""The rules for others' data that uses our terms, all rules, and those for others' shapes."""


def run(
    files: Sequence[SourceFile], *, profile: str, known: Sequence[SourceFile] | None = None
) -> list[Finding]:
    """
    Hold files against the rules of a profile.

    Of a file that has nothing of our graph only what holds for any project is said.

    Args:
        files: what is judged, each under a name of its own.
        profile: one of PROFILES.
        known: files that define terms which the others may use, and of which nothing is said;
            the shipped ontology when None, read only when a file has an IRI of its namespace.

    Returns:
        The findings, sorted by first place, then severity, rule and focus.

    Raises:
        BadInputError: there is no such profile.
    """
    if profile not in PROFILES:
        raise BadInputError(f"no profile {profile}", mend=f"take {' or '.join(PROFILES)}")
    context = Context(known)
    found = [finding for rule in PROFILES[profile] for finding in rule(files, context)]
    return sorted(found, key=lambda one: (one.places[:1], one))
