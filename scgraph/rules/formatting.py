"""Say where a Turtle or TriG file leaves the canonical form."""

from collections.abc import Iterator, Sequence
from shlex import quote

import pyoxigraph as ox

from scgraph.findings import Finding, Place
from scgraph.rules.source_file import SourceFile

__all__ = ["formatting"]

_FORMATS = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)


def formatting(files: Sequence[SourceFile]) -> Iterator[Finding]:
    """Yield a finding for each file that `scgraph format` would change, at the first such line."""
    from scgraph.namespaces import prefixes
    from scgraph.turtle import format_text

    table = prefixes()
    for file in files:
        if file.format not in _FORMATS:
            continue
        _, outcome = format_text(file.text.encode(), file.name, table, file.format)
        if outcome.error is not None:
            message, mend = f"no canonical form: {outcome.error.message}", outcome.error.mend
            yield Finding("warning", "formatting", "", message, mend, places=(Place(file.name),))
        elif outcome.line:
            place = Place(file.name, outcome.line, 1, outcome.line, 1)
            message = "the canonical form differs from here on"
            mend = f"run `scgraph format {quote(file.name)}`"
            yield Finding("warning", "formatting", "", message, mend, places=(place,))
