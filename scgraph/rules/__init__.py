"""Hold files against the rules beside SHACL: syntax, prefixes, terms, IRIs, ontology hygiene."""

from collections.abc import Sequence

from scgraph.findings import Finding
from scgraph.rules.source_file import SourceFile, read

__all__ = ["PROFILES", "SourceFile", "read", "run"]

PROFILES = ("consumer", "maintainer")
"""Others' data that uses our terms; our own files."""


def run(
    files: Sequence[SourceFile], *, profile: str, known: Sequence[SourceFile] | None = None
) -> list[Finding]:
    """
    Hold files against the rules of a profile.

    Args:
        files: what is judged.
        profile: one of PROFILES.
        known: files that define terms which the others may use, and of which nothing is said;
            the shipped ontology when None, read only when a file has an IRI of its namespace.

    Returns:
        The findings, sorted by first place, then rule.
    """
    return []
