"""Judge the prefixes that files declare: wrong, foreign, unused."""

import re
from collections.abc import Iterator, Sequence

from scgraph.findings import Finding
from scgraph.namespaces import BASE
from scgraph.places import Declaration, declared_and_written
from scgraph.rules.context import Context
from scgraph.rules.source_file import SourceFile

__all__ = ["foreign_prefix", "unused_prefix", "wrong_prefix"]

# Names that a reader takes for these vocabularies whatever a file says.
_WELL_KNOWN = ("dcterms", "owl", "prov", "rdf", "rdfs", "sh", "skos", "xsd")
# What the base is without its scheme, which is a common slip.
_HOST = BASE.partition("//")[2]
_TRIES = 200
_CLOSED = re.compile(r'"(?:[^"\\]|\\.)*"|<[^<>\s]*>')
_OPEN = re.compile(r"[\"'<#]")


def wrong_prefix(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """
    Find prefixes that are bound to another namespace than readers expect.

    In a file that speaks of our graph each prefix of the table has its namespace (violation). In
    others' files prefixes are free, but for those of the vocabularies of W3C and DCTERMS, and but
    for a namespace that is one of these, or ours, misspelt: http for https or the reverse, `#` and
    `/` confounded or missing, another case (warning).
    """
    known = {
        _bare(namespace): namespace
        for prefix, namespace in context.table.items()
        if prefix in _WELL_KNOWN or namespace.startswith(BASE)
    }
    spaces = set(context.table.values())
    for file, one in _declared(files, context):
        expected = context.table.get(one.prefix, "")
        if one.iri == expected:
            continue
        meant = "" if one.iri in spaces else known.get(_bare(one.iri), "")
        ours = context.is_ours(file) or _HOST in one.iri.lower()
        strict = ours and bool(expected)
        if not strict and not meant and one.prefix not in _WELL_KNOWN:
            continue
        wanted = expected if strict or one.prefix in _WELL_KNOWN else meant
        told = f"`{one.prefix}:` is bound to <{one.iri}>"
        if meant:
            told += f", which differs from the namespace <{meant}> {_difference(one.iri, meant)}"
        yield Finding(
            "violation" if strict or _HOST in wanted else "warning",
            "wrong-prefix",
            "",
            told,
            f"write `{one.prefix}: <{wanted}>`",
            places=(context.place(file, one.start, one.end),),
        )


def foreign_prefix(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """Find namespaces of the prefix table under another name, in files that speak of our graph."""
    names = {namespace: prefix for prefix, namespace in context.table.items()}
    for file, one in _declared(files, context):
        name = names.get(one.iri)
        if name is None or one.prefix in context.table or not context.is_ours(file):
            continue
        yield Finding(
            "warning",
            "foreign-prefix",
            "",
            f"the namespace <{one.iri}> is called `{one.prefix}:` here and `{name}:` elsewhere",
            f"declare it as `{name}:`",
            places=(context.place(file, one.start, one.end),),
        )


def unused_prefix(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """
    Find prefixes that are declared and never used; a prefix declared again is judged again.

    Strings, comments and IRIs are no use. A file without triples is a table of prefixes.
    """
    for file in files:
        if not file.quads:
            continue
        for one in _unused(file, context.declared(file)):
            yield Finding(
                "warning",
                "unused-prefix",
                "",
                f"the prefix `{one.prefix}:` is declared and not used",
                "remove its declaration",
                places=(context.place(file, one.start, one.colon + 1),),
            )


def _declared(
    files: Sequence[SourceFile], context: Context
) -> Iterator[tuple[SourceFile, Declaration]]:
    for file in files:
        for one in context.declared(file):
            yield file, one


def _bare(iri: str) -> str:
    """Return what two spellings of a namespace share."""
    return re.sub(r"^https?:/*(?:www\.)?", "", iri.lower()).rstrip("#/")


def _difference(iri: str, meant: str) -> str:
    if iri.rstrip("#/") == meant.rstrip("#/"):
        return f"in its end: `{meant[-1]}` is missing" if iri == meant[:-1] else "in its end"
    if iri.partition(":")[2] == meant.partition(":")[2]:
        return f"by {iri.partition(':')[0]} for {meant.partition(':')[0]}"
    return "in its spelling"


def _unused(file: SourceFile, made: list[Declaration]) -> list[Declaration]:
    """Return the declarations without a use before the next one of the same prefix."""
    text = file.text
    names = {one.prefix for one in made}
    if len(names) == len(made) and not any(quotes in text for quotes in ('"""', "'''")):
        # blocks are mostly sorted as the declarations are, so one use leads to the next
        use = 0
        for one in made:
            use = _sure_use(text, one, max(use, one.end)) or _sure_use(text, one, one.end)
            if not use:
                break
        else:
            return []
    unused: dict[str, Declaration] = {}
    found = []
    for each in declared_and_written(text, file.base):
        if isinstance(each, Declaration):
            found += [unused[each.prefix]] if each.prefix in unused else []
            unused[each.prefix] = each
        elif each.prefix is not None:
            unused.pop(each.prefix, None)
    return sorted([*found, *unused.values()], key=lambda one: one.start)


def _sure_use(text: str, one: Declaration, position: int) -> int:
    """
    Return where, from a position on, a use is seen without tokens; 0 where none is.

    There are no long strings in the text. A use is sure when what stands before it in its line
    closes its strings and IRIs and has no comment.
    """
    name = f"{one.prefix}:"
    for _ in range(_TRIES):
        position = text.find(name, position)
        if position < 0:
            return 0
        if text[position - 1] in " \t\n\r;,([{^":
            start = text.rfind("\n", 0, position) + 1
            if not _OPEN.search(_CLOSED.sub("", text[start:position])):
                return position
        position += 1
    return 0
