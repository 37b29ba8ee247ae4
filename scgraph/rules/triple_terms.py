"""Say where a file has triple terms of RDF 1.2, of which SHACL 1.0 does not speak."""

import re

import pyoxigraph as ox

from scgraph.findings import Finding, Place
from scgraph.places import Lines
from scgraph.rules.source_file import SourceFile

__all__ = ["has_triple_terms", "triple_terms"]

# what a triple term, a reified triple or an annotation begins with, in any format
_MARK = re.compile(r"<<|\{\||rdf:parseType=|\"@triple\"|\"@annotation\"|~")


def has_triple_terms(file: SourceFile) -> bool:
    """Say whether a file has a triple as a term (RDF 1.2 Concepts, section 3.5)."""
    return _MARK.search(file.text) is not None and any(
        type(quad.object) is ox.Triple for quad in file.quads
    )


def triple_terms(file: SourceFile) -> Finding:
    """Return the finding that a file cannot be held against shapes, at its first triple term."""
    found = re.search(r"<<|\{\|", file.text)
    span = Lines(file.text).span(*found.span()) if found else ()
    return Finding(
        "violation",
        "triple-term",
        "",
        "a triple as a term is RDF 1.2, which cannot be held against shapes of SHACL 1.0",
        "state it as a node of its own, with rdf:subject, rdf:predicate and rdf:object",
        places=(Place(file.name, *span),),
    )
