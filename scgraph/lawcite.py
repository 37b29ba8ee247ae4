"""Read a legal citation as a person types it and name the IRIs it may mean."""

import re

from scgraph.namespaces import BASE

__all__ = ["iris"]

_ACTS = {
    "faa": "faa",
    "foreign assistance act": "faa",
    "foreign assistance act of 1961": "faa",
    "aeca": "aeca",
    "arms export control act": "aeca",
    "armed export control act": "aeca",
    "arms export control act of 1976": "aeca",
    "freedom support act": "freedom",
}
_ACT = r"(?:the\s+)?(" + "|".join(sorted(map(re.escape, _ACTS), key=len, reverse=True)) + ")"
_NUMBER = r"(\d+\w*(?:-\d+\w*)*(?:\s*\(\w+\))*)"
_SECTION = r"(?:sections?|secs?\.?|s\.|§§?)"
_OF = r"\s*,?\s*(?:of\s+)?"
_USC = r"(?:u\.?\s?s\.?\s?c\.?|u\.?s\.? code)"
_FORMS = (
    (rf"{_SECTION}?\s*{_NUMBER}{_OF}{_ACT}", "act/{1}/s{0}"),
    (rf"{_ACT}{_OF}{_SECTION}?\s*{_NUMBER}", "act/{0}/s{1}"),
    (rf"part\s+(\w+),?\s*chapter\s+(\w+){_OF}{_ACT}", "act/{2}/spt{0}_ch{1}"),
    (rf"chapter\s+(\w+),?\s*(?:of\s+)?part\s+(\w+){_OF}{_ACT}", "act/{2}/spt{1}_ch{0}"),
    (rf"{_ACT}{_OF}part\s+(\w+),?\s*chapter\s+(\w+)", "act/{0}/spt{1}_ch{2}"),
    (rf"chapter\s+(\w+){_OF}{_ACT}", "act/{1}/sch{0}"),
    (rf"{_ACT}{_OF}chapter\s+(\w+)", "act/{0}/sch{1}"),
    (rf"(\d+)\s*{_USC},?\s*(?:chapter|ch\.?)\s*(\w+)", "usc/t{0}/sch{1}"),
    (rf"(\d+)\s*{_USC},?\s*{_SECTION}?\s*{_NUMBER}", "usc/t{0}/s{1}"),
    (rf"(?:title)\s+(\d+)(?:\s*,?\s*{_USC})?,?\s*{_SECTION}\s*{_NUMBER}", "usc/t{0}/s{1}"),
    (rf"{_SECTION}\s*{_NUMBER}{_OF}title\s+(\d+)(?:\s*,?\s*{_USC})?", "usc/t{1}/s{0}"),
    (rf"(?:title)\s+(\d+)(?:\s*,?\s*{_USC})?,?\s*(?:chapter|ch\.?)\s*(\w+)", "usc/t{0}/sch{1}"),
    (rf"chapter\s+(\w+){_OF}title\s+(\d+)(?:\s*,?\s*{_USC})?", "usc/t{1}/sch{0}"),
    (rf"title\s+(\d+)(?:\s*,?\s*{_USC})?", "usc/t{0}"),
    (r"(?:p\.?\s?l\.?|pub\.?\s?l\.?|public law)\s*(?:no\.?\s*)?(\d+)[-–](\d+)", "pl/{0}-{1}"),
)


def _local(text: str) -> str:
    """Return a number as IRIs write it: `21(a)(1)(C)` is `21_a_1_C`."""
    text = re.sub(r"\s*\((\w+)\)", r"_\1", text.strip())
    return _ACTS.get(text.casefold(), text)


def _variants(number: str) -> set[str]:
    """Return the number as typed and with the letters after it in both cases (502b, 502B)."""
    head = re.fullmatch(r"(\d+)([A-Za-z]+)(.*)", number)
    if head is None:
        return {number}
    return {head[1] + letters + head[3] for letters in (head[2].upper(), head[2].lower(), head[2])}


def iris(text: str) -> list[str]:
    """Return the IRIs that *text* may cite, sorted; empty when it is no citation."""
    text = " ".join(text.replace("’", "'").split())
    found: set[str] = set()
    for pattern, form in _FORMS:
        if match := re.fullmatch(pattern, text, re.IGNORECASE):
            parts = [_local(group) for group in match.groups()]
            choices = [parts]
            for place, part in enumerate(parts):
                choices = [
                    [*c[:place], v, *c[place + 1 :]] for c in choices for v in _variants(part)
                ]
            found |= {BASE + form.format(*choice) for choice in choices}
            upper = [part.upper() if re.fullmatch("[ivxIVX]+", part) else part for part in parts]
            found.add(BASE + form.format(*upper))
    return sorted(found)
