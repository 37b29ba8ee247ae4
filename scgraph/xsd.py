"""Know the lexical forms of the datatypes of XML Schema (XSD 1.1 Datatypes, section 3)."""

import re

import pyoxigraph as ox

__all__ = ["EXAMPLES", "XSD", "ill_formed"]

XSD = "http://www.w3.org/2001/XMLSchema#"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_CLOCK = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_SECONDS = r"(?:[0-9]+(?:\.[0-9]+)?S)"
_TIME = rf"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?{_SECONDS}?)"
_FORMS = {
    name: re.compile(form)
    for name, form in {
        "date": rf"(?P<year>{_YEAR})-(?P<month>{_MONTH})-(?P<day>{_DAY}){_ZONE}",
        "time": rf"{_CLOCK}{_ZONE}",
        "gYear": rf"{_YEAR}{_ZONE}",
        "gYearMonth": rf"{_YEAR}-{_MONTH}{_ZONE}",
        "gMonth": rf"--{_MONTH}{_ZONE}",
        "gMonthDay": rf"--(?P<month>{_MONTH})-(?P<day>{_DAY}){_ZONE}",
        "gDay": rf"---{_DAY}{_ZONE}",
        "duration": rf"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?{_TIME}?",
        "dayTimeDuration": rf"-?P(?=[0-9T])(?:[0-9]+D)?{_TIME}?",
        "yearMonthDuration": r"-?P(?=[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?",
    }.items()
}
_PLAIN = re.compile(r"[+-]?[0-9]+")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

EXAMPLES = {
    "boolean": "true",
    "date": "2026-01-31",
    "dateTime": "2026-01-31T12:00:00",
    "dateTimeStamp": "2026-01-31T12:00:00Z",
    "time": "12:00:00",
    "gYear": "2026",
    "gYearMonth": "2026-01",
    "gMonth": "--01",
    "gMonthDay": "--01-31",
    "gDay": "---31",
    "duration": "P1Y2M3DT4H",
    "dayTimeDuration": "P3DT4H",
    "yearMonthDuration": "P1Y2M",
    "decimal": "1.5",
    "double": "1.5e3",
    "float": "1.5e3",
    "integer": "5",
    "hexBinary": "0FB7",
    "base64Binary": "D7c=",
    "language": "en-US",
}
"""Local name of a datatype to a literal of it"""


def ill_formed(literal: ox.Literal) -> bool:
    """
    Say whether a literal has a datatype of XML Schema and a text that is none of its forms.

    White space around the text, which XSD takes away, is no fault. Of datatypes that are not known
    here (QName, NOTATION, ID and others that need a document), nothing is said.
    """
    datatype = literal.datatype.value
    if not datatype.startswith(XSD):
        return False
    name, text = datatype[len(XSD) :], literal.value
    if name == "string" or (name == "integer" and _PLAIN.fullmatch(text)):
        return False
    if form := _FORMS.get(name):
        found = form.fullmatch(text.strip(" \t\n\r"))
        return found is None or ("day" in found.groupdict() and not _is_day(found))
    from scgraph import literals

    return literals.ill_formed(literal)


def _is_day(found: re.Match[str]) -> bool:
    """Say whether the month has the day; without a year, February has 29."""
    month, day = int(found["month"]), int(found["day"])
    if (month, day) == (2, 29) and "year" in found.groupdict():
        year = int(found["year"])
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return day <= _DAYS[month - 1]
