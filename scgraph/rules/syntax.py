"""Turn the engine's refusal of a file into a finding: the very place, plain words, the mend."""

import re

import pyoxigraph as ox

from scgraph.errors import ScgraphError
from scgraph.findings import Finding, Place
from scgraph.places import Lines
from scgraph.places.reader import Reader
from scgraph.rules.grammar import refused
from scgraph.rules.lexical import Fault, bad_token, line_end, tokens
from scgraph.rules.statements import refused_line

__all__ = ["explain"]

_BLOCKS = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)
_LINES = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
_HEAD = re.compile(r"^Parser error [^:]*: ")
_MARKS = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: [^\r\n]*)?$", re.MULTILINE)
_HTML = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)
_XML = re.compile(r"\s*<(?:\?xml|rdf:RDF|!DOCTYPE|!--)")
_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*\{)")


def explain(
    error: SyntaxError, text: str, name: str, format: ox.RdfFormat, base: str = ""
) -> Finding:
    """
    Return the finding for what `pyoxigraph.parse` refused.

    The place is the engine's where it is exact, and else that of our own reader. Of JSON-LD and
    RDF/XML it is what their parser says: a line and column, or the whole file.
    """
    message = _HEAD.sub("", error.msg)
    if message[1:2].islower():
        message = message[:1].lower() + message[1:]
    mend = f"write it as {format.name} asks"
    if "LoadDocumentCallback" in message:
        message, mend = "the context is fetched from elsewhere", "write it into the file"
    start, end = _offsets(error, text)
    if text.startswith("<", start) and (format in _BLOCKS or format in _LINES):
        mend = "write an IRI as RFC 3987 asks"
    if format in _BLOCKS or format in _LINES:
        fault = _conflict(text, start) or _other_format(text, format)
        fault = fault or _fault(text, format, base, start, end)
        if fault is None:
            end = max(min(end, line_end(text, start)), min(start + 1, len(text)))
            fault = Fault(start, end, message, mend)
    else:
        fault = Fault(start, end, message, mend)
    places = (Place(name, *Lines(text).span(fault.start, fault.end)),)
    if not error.lineno:
        places = (Place(name),)
    mend = fault.mend
    if name == "<stdin>":
        mend = re.sub(r"name the file `\.(\w+)`", r"give --stdin-format \1", mend)
    return Finding("violation", fault.rule, "", fault.message, mend, places=places)


def _offsets(error: SyntaxError, text: str) -> tuple[int, int]:
    """Return where the engine saw the error; to it, a line ends with CR, LF or both."""
    starts = [0, *(found.end() for found in re.finditer(r"\r\n?|\n", text))]

    def offset(line: int | None, column: int | None) -> int:
        return min(starts[min(line or 1, len(starts)) - 1] + (column or 1) - 1, len(text))

    start = offset(error.lineno, error.offset)
    return start, max(start, offset(error.end_lineno, error.end_offset))


def _fault(text: str, format: ox.RdfFormat, base: str, start: int, end: int) -> Fault | None:
    """Look for the fault with our own tokens; None where only the engine knows it."""
    if format in _LINES:
        return refused_line(text, format, start)
    if format == ox.RdfFormat.TURTLE:
        found = re.compile(r"\{(?!\|)|graph\b", re.IGNORECASE).match(text, start)
        if found:
            told = f"Turtle has no graphs and no `{found[0]}`"
            return Fault(start, found.end(), told, "remove it, or name the file `.trig`")
    reader = Reader(text, "", base)
    try:
        reader.read(format)
    except ScgraphError:
        before = tokens(text, reader.start)
        last = before[-1] if before else None
        # what breaks off a token is within it to the engine
        first = last.start if last and last.end == reader.start else reader.start
        if reader.wanted == "an IRI" and text.startswith("<<", reader.start):
            return Fault(reader.start, reader.start + 2, "an IRI begins with one `<`", "remove one")
        # our reader stops earlier at what is new in RDF 1.2, and later at what only the engine sees
        if reader.kind == "unknown" and first <= end:
            return bad_token(text, reader.start, last)
        if reader.start <= end and start <= reader.end:
            return refused(reader, before)
        return None
    return None


def _conflict(text: str, start: int) -> Fault | None:
    """Say that a version control system has left the marks of a conflict, at or before an error."""
    found = _MARKS.search(text)
    if found and text.rfind("\n", 0, found.start()) <= start:
        told = f"`{found[0].split()[0]}` is the mark of a conflict between two versions of the file"
        return Fault(found.start(), found.end(), told, "keep one version, and remove the marks")
    return None


def _other_format(text: str, format: ox.RdfFormat) -> Fault | None:
    """Say that a text is HTML, RDF/XML or JSON-LD."""
    if found := _HTML.match(text):
        start = found.end() - len(found[0].lstrip())
        told = f"this is HTML, not {format.name}"
        return Fault(start, found.end(), told, f"save the {format.name} that the page is about")
    for pattern, kind, suffix in (
        (_XML, "RDF/XML", ".rdf"),
        (_JSON, "JSON-LD", ".jsonld"),
    ):
        found = pattern.match(text)
        if found:
            start = found.end() - len(found[0].lstrip())
            told = f"this is {kind}, not {format.name}"
            return Fault(start, found.end(), told, f"name the file `{suffix}`")
    return None
