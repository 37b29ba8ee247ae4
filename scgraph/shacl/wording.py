"""Say in plain words what a SHACL constraint found and how to mend it, where the shape does not."""

import re
from collections.abc import Callable, Mapping

import pyoxigraph as ox

__all__ = ["component_words", "datatype_words", "parameter_of"]

_END = "ConstraintComponent"
_KINDS = {
    "IRI": "an IRI",
    "Literal": "a literal",
    "BlankNode": "a blank node",
    "BlankNodeOrIRI": "an IRI or a blank node",
    "BlankNodeOrLiteral": "a blank node or a literal",
    "IRIOrLiteral": "an IRI or a literal",
}
# message, mend; {path}, {value} and {given} (the parameter's value) are filled in
_WORDS = {
    "class": (
        "{value} is not an instance of {given}",
        "give it the class {given}, or name another thing",
    ),
    "datatype": ("{value} is not a lawful {given}", 'write it as "..."^^{given}'),
    "nodeKind": ("{value} is not {given}", "write {given}"),
    "minCount": ("fewer than {given} of {path}", "add {path}"),
    "maxCount": ("more than {given} of {path}", "keep {given} and take the others away"),
    "minExclusive": ("{value} is not more than {given}", "give more than {given}"),
    "minInclusive": ("{value} is not {given} or more", "give {given} or more"),
    "maxExclusive": ("{value} is not less than {given}", "give less than {given}"),
    "maxInclusive": ("{value} is not {given} or less", "give {given} or less"),
    "minLength": (
        "{value} is shorter than {given} characters",
        "write at least {given} characters",
    ),
    "maxLength": ("{value} is longer than {given} characters", "write at most {given} characters"),
    "pattern": ("{value} does not match {given}", "write it as the pattern asks"),
    "languageIn": ("the language of {value} is not one of {given}", "write it in one of {given}"),
    "uniqueLang": ("two values of {path} have one language", "keep one for each language"),
    "equals": (
        "{path} and {given} do not have the same values: {value}",
        "give {value} to both or to neither",
    ),
    "disjoint": ("{value} is also a value of {given}", "take it away from one of the two"),
    "lessThan": (
        "{value} is not less than the value of {given}",
        "correct one of the two",
    ),
    "lessThanOrEquals": ("{value} is more than the value of {given}", "correct one of the two"),
    "not": ("{value} is what {given} describes, which it must not be", "change what makes it so"),
    "and": ("{value} does not conform to all of {given}", "see these shapes"),
    "or": ("{value} conforms to none of {given}", "make it conform to one"),
    "xone": ("{value} does not conform to exactly one of {given}", "make it conform to just one"),
    "node": ("{value} does not conform to {given}", "see that shape"),
    "qualifiedMinCount": (
        "too few values of {path} are as asked: fewer than {given}",
        "add {path} with such a value",
    ),
    "qualifiedMaxCount": (
        "too many values of {path} are as asked: more than {given}",
        "keep {given} of them",
    ),
    "closed": ("{path} is not allowed here", "take it away, or allow it in the shape"),
    "hasValue": ("{path} lacks the value {given}", "add {path} {given}"),
    "in": ("{value} is not one of {given}", "use one of {given}"),
}


def parameter_of(component: str) -> str:
    """Return the local name of the parameter of a constraint component, by its IRI's end."""
    name = component.rpartition("#")[2].removesuffix(_END)
    return name[:1].lower() + name[1:]


def datatype_words(value: object, shown: str, datatype: str) -> tuple[str, str] | None:
    """
    Return message and mend for a value that cannot have a datatype at all; None for a literal.

    Args:
        value: the term.
        shown: the term as it is to be shown.
        datatype: likewise the datatype.
    """
    language = getattr(value, "language", None)
    if not isinstance(value, ox.Literal):
        return f"{shown} is not a literal of {datatype}", f'write "..."^^{datatype}'
    if datatype.endswith("langString") and not language:
        return f"{shown} has no language", "add its language, such as @en"
    if datatype.endswith(("#string>", ":string")) and language:
        return f"{shown} has a language, which no {datatype} has", f"take @{language} away"
    return None


def component_words(
    component: str, terms: Mapping[str, str], given: Callable[[str], str]
) -> tuple[str, str]:
    """
    Return message and mend for a result of a core constraint (SHACL, section 4); else empty.

    Args:
        component: the IRI of the constraint component.
        terms: `path` and `value` as they are to be shown.
        given: the value of a parameter of the shape, by its local name, as it is to be shown.
    """
    name = parameter_of(component)
    if name not in _WORDS:
        return "", ""
    shown = given(name)
    if name == "nodeKind":
        shown = _KINDS.get(re.split("[#:]", shown.rstrip(">"))[-1], shown)
    message, mend = (
        text.format(path=terms["path"], value=terms["value"], given=shown) for text in _WORDS[name]
    )
    return message, mend
