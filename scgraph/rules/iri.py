"""Judge IRIs: the scheme of those under our base, and http IRIs that name no host."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from scgraph.findings import Finding
from scgraph.namespaces import BASE
from scgraph.rules.context import Context
from scgraph.rules.source_file import SourceFile

__all__ = ["iri_scheme", "iri_syntax"]

# Kebab-case; a number that a law gives keeps its case, so that 2304(d)(2)(C) is s2304-d-2-C.
_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_CITING = r"uscode-[0-9a-z]+(?:-(?:[a-z0-9]+|[0-9]*[A-Z]+))*"
# Within a law: a number or a group word first, then levels by `_`, the law's own hyphens by `-`.
_STEP = r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*"
_PART = (
    rf"(?:[0-9]|(?:spt|sch|cht|pt|ch|st|sd|t|d)[0-9A-Z])[0-9A-Za-z]*(?:-[0-9A-Za-z]+)*(?:_{_STEP})*"
)
_ACT = rf"{_NAME}(?:-cht?[0-9IVXLC]+)?"
_LAWS = {
    "act": rf"{_ACT}(?:/s{_PART})?",
    "usc": rf"t[0-9]+[A-Za-z]?(?:/s{_PART})?",
    "pl": rf"[0-9]+-[0-9]+(?:/s{_PART})?",
    "cfr": rf"t[0-9]+(?:/p{_PART})?",
}
_HTTP = re.compile(r"https?://(?!https?:)[^/?#:@]")


def iri_scheme(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """
    Find IRIs under our base that break its scheme.

    After the base stands a kind of the prefix table and a name in lower-case kebab without a
    slash; of a law its number, levels set off by `_`, with the law's own hyphens and case. What
    `ontology#` holds is judged by `unknown_term`.
    """
    kinds = sorted(
        {iri[len(BASE) :].split("/")[0] for iri in context.table.values() if BASE in iri}
    )
    kinds = [kind for kind in kinds if kind and "#" not in kind and kind not in _LAWS]
    lawful = re.compile(
        "|".join(
            (
                rf"(?:{'|'.join(kinds)})/(?:{_NAME}|{_CITING})",
                *(f"{law}/{rest}" for law, rest in _LAWS.items()),
                r"ontology(?:#.*|/[0-9]+\.[0-9]+\.[0-9]+)?",
            )
        )
    )
    start = len(BASE)

    def breaks(iri: str) -> bool:
        return iri.startswith(BASE) and iri != BASE and not lawful.fullmatch(iri, start)

    for file, iri in context.having(files, breaks):
        told, mend = _broken(iri[start:], [*kinds, *_LAWS, "ontology"])
        places = context.places(file, iri)
        yield Finding("violation", "iri-scheme", iri, told, mend, places=places)


def iri_syntax(files: Sequence[SourceFile], context: Context) -> Iterator[Finding]:
    """Find http and https IRIs without a host, which RFC 9110, section 4.2, forbids."""

    def without_host(iri: str) -> bool:
        return iri.startswith(("http:", "https:")) and not _HTTP.match(iri)

    for file, iri in context.having(files, without_host):
        scheme = iri.partition(":")[0]
        rest = re.sub(r"^(?:https?:/*)+", "", iri)
        mend = f"write `<{scheme}://{rest}>`" if rest else "write the whole IRI"
        places = context.places(file, iri)
        yield Finding("warning", "iri-syntax", iri, "it names no host", mend, places=places)


def _broken(rest: str, kinds: list[str]) -> tuple[str, str]:
    """Say what is wrong with an IRI, given without the base, and the mend."""
    kind, slash, local = rest.partition("/")
    if kind not in kinds:
        near = get_close_matches(kind.lower(), kinds, 1)
        mend = f"write `{near[0]}/`" if near else "take a kind of ontology/prefixes.ttl"
        return f"there is no kind `{kind}`", mend
    if not slash or not local:
        return "nothing is named behind the kind", "write its name"
    if rest.endswith("/"):
        return "a slash stands at its end", "remove it"
    odd = re.search(r"%[0-9A-Fa-f]{2}|[^0-9A-Za-z/_-]", local)
    if odd:
        mend = "write letters, digits and `-`"
        if kind in _LAWS and odd[0] not in "\u2010\u2011\u2012\u2013\u2014":
            mend = "write levels with `_`, as in `usc22:2763_a`"
        return f"`{odd[0]}` stands in it", mend
    if kind in _LAWS:
        told = f"it is not the number of a provision under `{kind}/`"
        return (
            told,
            "write it as in `usc22:2349aa-10`, `faa:552_c_2`, `pl114-92:1263` or `pl:114-92`",
        )
    if "/" in local:
        return "a slash stands in its name", "write `-` for it"
    made = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", local).replace("_", "-").lower()
    made = re.sub(r"-+", "-", made).strip("-")
    return "its name is not in lower-case kebab", f"write `{kind}/{made}`"
