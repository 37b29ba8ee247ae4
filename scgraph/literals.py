"""Read the values of literals, as the datatypes of OWL 2 RL (Profiles, section 4.2) have them."""

import re
from base64 import b64decode
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox

__all__ = ["Value", "cardinality", "differ", "holds", "ill_formed", "is_supported", "value"]


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"


class Value(NamedTuple):
    """
    A data value: the primitive space it lies in, and what tells it from others there.

    Two values that are equal but not identical (plus and minus zero, one moment in two zones)
    have one `key` here: neither dt-eq nor dt-diff is applied to such a pair.
    """

    space: str
    key: object
    zoned: bool = True


_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "nonPositiveInteger": (None, 0),
    "positiveInteger": (1, None),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_NAME = r"[^\W\d][\w.\-·]*"
_TEXTS = {
    "string": re.compile(r"(?s:.*)"),
    "normalizedString": re.compile(r"[^\t\n\r]*"),
    "token": re.compile(r"(?:[^ \t\n\r]+(?: [^ \t\n\r]+)*)?"),
    "language": re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*"),
    "Name": re.compile(rf"(?:[:]|{_NAME})(?:[\w.\-·:])*"),
    "NCName": re.compile(_NAME),
    "NMTOKEN": re.compile(r"[\w.\-·:]+"),
}
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_SPECIAL = {"INF": "inf", "+INF": "inf", "-INF": "-inf", "NaN": "nan"}
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})*")
_BASE64 = re.compile(r"[A-Za-z0-9+/ ]*(?:= ?=?)? ?")
_MOMENT = re.compile(
    r"(-?(?:[1-9][0-9]{3,}|0[0-9]{3}))-([0-9]{2})-([0-9]{2})"
    r"T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?"
    r"(Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
)
_DAYS_OF_400_YEARS = 146097

_SPACES = {
    **{name: "decimal" for name in ("decimal", *_BOUNDS)},
    **{name: "text" for name in _TEXTS},
    "boolean": "boolean",
    "float": "float",
    "double": "double",
    "hexBinary": "hexBinary",
    "base64Binary": "base64Binary",
    "anyURI": "anyURI",
    "dateTime": "dateTime",
    "dateTimeStamp": "dateTime",
}


def _local(datatype: str) -> str:
    return datatype[len(XSD) :] if datatype.startswith(XSD) else ""


def _moment(text: str) -> Value | None:
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    midnight = (hour, minute, second) == (24, 0, 0) and not (found[7] or "").strip(".0")
    # Whole cycles of the calendar are taken out, because datetime knows the years 1 to 9999 only.
    cycles, within = divmod(year, 400)
    try:
        start = datetime(within + 2000, month, day, 0 if midnight else hour, minute, second)
    except ValueError:
        return None
    since = start - datetime(2000, 1, 1) + timedelta(days=1 if midnight else 0)
    seconds = Decimal((cycles * _DAYS_OF_400_YEARS + since.days) * 86400 + since.seconds)
    if found[7] and not midnight:
        seconds += Decimal("0" + found[7])
    zone = found[8]
    if zone and zone != "Z":
        offset = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
        seconds -= offset if zone[0] == "+" else -offset
    return Value("dateTime", (seconds, zone is not None), zone is not None)


def _number(text: str, space: str) -> Value | None:
    if text in _SPECIAL:
        return Value(space, _SPECIAL[text])
    if _DOUBLE.fullmatch(text) is None:
        return None
    number = float(text)
    if space == "float":
        from struct import error, pack, unpack

        try:
            number = unpack("f", pack("f", number))[0]
        except (OverflowError, error):
            number = float("inf") if number > 0 else float("-inf")
    return Value(space, str(number + 0.0))


def _of(name: str, text: str) -> Value | None:
    space = _SPACES[name]
    if space == "text":
        return Value(space, text) if _TEXTS[name].fullmatch(text) else None
    text = text.strip(" \t\n\r")
    if space == "decimal":
        if name == "decimal":
            return Value(space, Decimal(text)) if _DECIMAL.fullmatch(text) else None
        if _INTEGER.fullmatch(text) is None:
            return None
        number = Decimal(text)
        low, high = _BOUNDS[name]
        inside = (low is None or number >= low) and (high is None or number <= high)
        return Value(space, number) if inside else None
    if space == "boolean":
        known = {"true": True, "1": True, "false": False, "0": False}
        return Value(space, known[text]) if text in known else None
    if space in ("float", "double"):
        return _number(text, space)
    if space == "hexBinary":
        return Value(space, text.upper()) if _HEX.fullmatch(text) else None
    if space == "base64Binary":
        bare = text.replace(" ", "")
        whole = _BASE64.fullmatch(text) is not None and len(bare) % 4 == 0
        return Value(space, b64decode(bare)) if whole else None
    if space == "anyURI":
        return Value(space, text)
    moment = _moment(text)
    return moment if moment is None or moment.zoned or name == "dateTime" else None


def is_supported(datatype: str) -> bool:
    """Return whether membership in *datatype* (an IRI) is decided here."""
    return _local(datatype) in _SPACES or datatype in (
        RDF + "langString",
        RDF + "PlainLiteral",
        RDFS + "Literal",
    )


@lru_cache(maxsize=1 << 16)
def value(literal: ox.Literal) -> Value | None:
    """Return the value; None for an ill-formed literal and for a datatype not decided here."""
    if literal.language:
        return Value("langString", (literal.value, literal.language.lower()))
    name = _local(literal.datatype.value)
    return _of(name, literal.value) if name in _SPACES else None


def ill_formed(literal: ox.Literal) -> bool:
    """Return whether the literal's datatype is decided here and its text is not of it."""
    name = _local(literal.datatype.value)
    return name in _SPACES and value(literal) is None


def holds(datatype: str, literal: ox.Literal) -> bool | None:
    """
    Return whether the value lies in the value space of *datatype*; None where that is not decided.

    Not decided are datatypes outside the list of OWL 2 RL, rdf:XMLLiteral, and datatypes that an
    ontology defines.
    """
    if datatype == RDFS + "Literal":
        return True
    if not is_supported(datatype):
        return None
    found = value(literal)
    if found is None:
        return False if ill_formed(literal) else None
    if datatype in (RDF + "langString", RDF + "PlainLiteral"):
        return found.space == "langString" or (
            found.space == "text" and datatype == RDF + "PlainLiteral"
        )
    name = _local(datatype)
    if _SPACES[name] != found.space:
        return False
    if name in _TEXTS:
        return _TEXTS[name].fullmatch(str(found.key)) is not None
    if name in _BOUNDS:
        low, high = _BOUNDS[name]
        number = found.key
        assert isinstance(number, Decimal)
        whole = number == number.to_integral_value()
        return whole and (low is None or number >= low) and (high is None or number <= high)
    return found.zoned or name != "dateTimeStamp"


def differ(one: object, other: object) -> bool:
    """Return whether both are literals whose values are known and not equal (dt-diff)."""
    if not (isinstance(one, ox.Literal) and isinstance(other, ox.Literal)):
        return False
    first, second = value(one), value(other)
    return first is not None and second is not None and first[:2] != second[:2]


def cardinality(term: object) -> int | None:
    """Return 0 or 1 for a literal of that number, whatever its integer type; None for others."""
    if isinstance(term, ox.Literal):
        found = value(term)
        if found is not None and found.space == "decimal" and found.key in (0, 1):
            return 1 if found.key else 0
    return None
