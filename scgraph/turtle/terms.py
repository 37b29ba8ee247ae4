"""Write single terms as Turtle, and say in which order they stand."""

import re
from collections.abc import Mapping

import pyoxigraph as ox

from scgraph.turtle.source import RELATIVE, RELATIVE_NAME

__all__ = ["Names", "natural", "rank"]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
# What may stand bare (Turtle 1.1, section 6.5, productions 19 to 21 and 133s).
_BARE = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    _XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    _XSD + "boolean": re.compile("true|false"),
}
# Local names without escapes (the same, production 168s); what is rarer is written as an IRI.
_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LOCAL = re.compile(
    rf"(?:[{_LETTER}_0-9:]|%[0-9A-Fa-f]{{2}})"
    rf"(?:\.*(?:[{_LETTER}_0-9:\-\u00b7\u0300-\u036f\u203f\u2040]|%[0-9A-Fa-f]{{2}}))*"
)
_RESERVED = re.compile(r"[~.\-!$&'()*+,;=/?#@]")
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = {"\\": "\\\\", "\b": "\\b", "\r": "\\r", "\f": "\\f"}
_ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\\]")
_TIGHT_QUOTE = re.compile(r'"(?="")|"\Z')
_DIGITS = re.compile(r"[0-9]+")

_OWL = "http://www.w3.org/2002/07/owl#"
_VOCABULARIES = {
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": _RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_AXIOMS, _OTHERS = 1, 5
# Type; axioms and what a shape is about; labels; definition; notes; all others; what a shape says
# and asks; source.
_GROUPS = (
    "rdf:type",
    "sh:targetNode sh:targetClass sh:targetSubjectsOf sh:targetObjectsOf sh:target sh:path "
    "rdfs:subClassOf rdfs:subPropertyOf rdfs:domain rdfs:range",
    "sh:name dcterms:title rdfs:label skos:prefLabel skos:altLabel skos:hiddenLabel skos:notation",
    "dcterms:description sh:description skos:definition",
    "skos:scopeNote skos:example skos:note skos:editorialNote skos:changeNote skos:historyNote "
    "rdfs:comment",
    "",
    "sh:severity sh:message sh:prefixes sh:select sh:ask sh:construct",
    "dcterms:source prov:wasDerivedFrom rdfs:isDefinedBy",
)
_RANKS = {
    _VOCABULARIES[prefix] + local: (group, place)
    for group, names in enumerate(_GROUPS)
    for place, (prefix, _, local) in enumerate(name.partition(":") for name in names.split())
}


def natural(text: str) -> tuple[str, str]:
    """Return a key that sorts texts with the numbers in them as numbers: 2 before 10."""

    def padded(found: re.Match[str]) -> str:
        digits = found[0].lstrip("0")
        return f"{len(digits):04}{digits}"

    return _DIGITS.sub(padded, text), text


def rank(predicate: str) -> tuple[int, int]:
    """
    Return the group of a predicate's IRI and its place in the group.

    The order is that of the style guide: type, axioms, labels, definition, notes, others, source;
    for SHACL, targets and path stand with the axioms, severity, message and query behind the
    others. Those of one place sort by name.
    """
    known = _RANKS.get(predicate)
    return known or (_AXIOMS if predicate.startswith(_OWL) else _OTHERS, len(_RANKS))


class Names:
    """
    Write IRIs and literals with the prefixes of one file.

    Attributes:
        used: the prefixes that what was written needs, with their namespaces as they are written.
    """

    def __init__(
        self,
        table: Mapping[str, str],
        declared: list[tuple[str, str]] | None = None,
        relative: Mapping[str, str] | None = None,
    ) -> None:
        """
        Choose the prefixes.

        A namespace of the table has the table's prefix, any other the one that is declared for it
        (of several the first by alphabet). A prefix that is declared for another namespace than in
        the table keeps that: its namespace of the table then has the other prefix that the file
        declares for it, or none.

        Args:
            table: prefix to namespace, the same for all files.
            declared: prefix and namespace as the file declares them, in order.
            relative: prefix to namespace, of those that are relative IRIs (behind RELATIVE).
        """
        self.used: dict[str, str] = {}
        self.relative = dict(relative or {})
        self.known: dict[str, str] = {}
        self.keys: dict[str, tuple[str, str]] = {}
        tabled = {namespace: prefix for prefix, namespace in table.items()}
        own: dict[str, str] = {}
        for prefix, namespace in declared or ():
            if namespace not in tabled and prefix not in self.relative:
                own.setdefault(prefix, namespace)
        taken = own.keys() | self.relative.keys()
        chosen = {prefix: namespace for prefix, namespace in table.items() if prefix not in taken}
        for prefix, namespace in sorted(declared or ()):
            if tabled.get(namespace) in taken and prefix not in taken and prefix not in chosen:
                own[prefix] = namespace
        self.spaces: dict[str, str] = {}
        for prefix, namespace in [*sorted(own.items()), *chosen.items()]:
            self.spaces.setdefault(namespace, prefix)
        self.longest_first = sorted(filter(None, self.spaces), key=len, reverse=True)

    def iri(self, iri: str) -> str:
        """Return the shortest writing of an IRI, and remember the prefix that it needs."""
        if iri not in self.known:
            self.known[iri] = self._write(iri)
        return self.known[iri]

    def verb(self, predicate: str) -> str:
        """Return a predicate, `a` for rdf:type."""
        return "a" if predicate == _RDF + "type" else self.iri(predicate)

    def key(self, iri: str) -> tuple[str, str]:
        """Return the key that sorts IRIs."""
        if iri not in self.keys:
            self.keys[iri] = natural(iri)
        return self.keys[iri]

    def literal(self, literal: ox.Literal, language: str = "") -> str:
        """
        Return a literal, its lexical form unchanged.

        Args:
            literal: the literal.
            language: its language tag as the text has it; else as the engine does.
        """
        value, tag = literal.value, literal.language
        if tag:
            return f"{_quoted(value)}@{language or tag}"
        kind = literal.datatype.value
        if kind == _XSD + "string":
            return _quoted(value)
        bare = _BARE.get(kind)
        if bare and bare.fullmatch(value):
            return value
        return f"{_quoted(value)}^^{self.iri(kind)}"

    def on_one_line(self, literal: ox.Literal) -> str:
        """Return a literal for a message: as `literal`, a line break in it as an escape."""
        return str(literal) if "\n" in literal.value else self.literal(literal)

    def _write(self, iri: str) -> str:
        if iri.startswith(RELATIVE):
            return f"<{iri[len(RELATIVE) :]}>"
        if iri.startswith(RELATIVE_NAME):
            prefix, _, local = iri[len(RELATIVE_NAME) :].partition(":")
            self.used[prefix] = self.relative[prefix][len(RELATIVE) :]
            if not _LOCAL.fullmatch(local):
                local = _RESERVED.sub(r"\\\g<0>", local)
            return f"{prefix}:{local}"
        for namespace in self.longest_first:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                prefix = self.spaces[namespace]
                self.used[prefix] = namespace
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{_NOT_IN_IRI.sub(_code, iri)}>"


def _code(found: re.Match[str]) -> str:
    """Return the number of a character that may not stand in an IRI."""
    return f"\\u{ord(found[0]):04X}"


def _escape(found: re.Match[str]) -> str:
    """Return the escape of a character that may not stand in a string."""
    return _ESCAPES.get(found[0]) or _code(found)


def _quoted(text: str) -> str:
    """Return a string in quotes, long ones where it has several lines."""
    text = _ESCAPED.sub(_escape, text)
    if "\n" in text:
        return '"""' + _TIGHT_QUOTE.sub(r"\"", text) + '"""'
    return '"' + text.replace('"', '\\"').replace("\t", "\\t") + '"'
