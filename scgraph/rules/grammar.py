"""Say in plain words why the grammar of Turtle or TriG refuses a token."""

import re
from difflib import get_close_matches

from scgraph.namespaces import BASE, prefixes
from scgraph.places.reader import Reader
from scgraph.rules.lexical import Fault, Token, glued, line_end

__all__ = ["refused", "undeclared"]

_CLOSING = {"[": "]", "(": ")", "{": "}"}
_LITERALS = ("short", "long", "integer", "decimal", "double")
_NUMBERS = ("integer", "decimal", "double")
_AN = {"subject": "a subject", "predicate": "a predicate", "object": "an object"}
_AN |= {"datatype": "a datatype", "graph": "the name of a graph"}


def refused(reader: Reader, before: list[Token]) -> Fault | None:
    """
    Explain why a reader stands still.

    Args:
        reader: as it was when it refused its present token.
        before: the tokens before that one.

    Returns:
        None where only the engine knows what is wrong.
    """
    found = Token(reader.kind, reader.word, reader.start, reader.end)
    text, last = reader.text, before[-1] if before else None
    if reader.wanted == "a declared prefix":
        return undeclared(text, found, reader.prefixes)
    if reader.wanted == "a valid term":
        return _invalid(found)
    stack = _stack(before)
    if last and last.kind in ("name", "iri") and text.startswith("#", last.end):
        mend = "write the whole IRI in `<...>`, or put a space before the comment"
        return Fault(last.end, line_end(text, last.end), "`#` begins a comment here", mend)
    if found.kind == "end":
        return _at_end(reader, last, stack)
    if last and last.end == found.start:
        fault = _touching(text, last, found)
        if fault:
            return fault
    if reader.wanted == "a prefix":
        told = f"`{found.word}` is no prefix, which ends with a colon"
        return Fault(found.start, found.end, told, "write it as in `@prefix ex: <https://...> .`")
    if reader.wanted == "an IRI":
        end = glued(text, found.start) if found.kind == "name" else found.end
        told = f"`{text[found.start : end]}` is no IRI"
        bare = text[found.start : end].strip("\"'")
        return Fault(found.start, end, told, f"write it as `<{bare}>`")
    if found.kind in ("]", ")", "}") and (not stack or _CLOSING[stack[-1].kind] != found.kind):
        if not any(_CLOSING[one.kind] == found.kind for one in stack):
            if stack and found.kind != "}":
                told = f"`{found.kind}` closes what begins with `{stack[-1].kind}`"
                return Fault(found.start, found.end, told, f"write `{_CLOSING[stack[-1].kind]}`")
            told = f"`{found.kind}` closes nothing"
            return Fault(found.start, found.end, told, "remove it")
        return _not_closed(text, stack[-1], found)
    if found.kind == "{" and any(one.kind == "{" for one in stack):
        line = _line(text, next(one for one in stack if one.kind == "{").start)
        start = last.start if last and reader.role == "predicate" else found.start
        told = f"a graph begins within the graph of line {line}"
        return Fault(start, found.end, told, "close that graph with `}` before this one")
    fault = _broken_off(reader, before, found)
    if fault:
        return fault
    if reader.wanted == "`]`":
        return _not_closed(text, stack[-1], found)
    if reader.wanted == "`{`":
        told = "the triples of a graph stand in `{ }`"
        return Fault(found.start, found.end, told, "write `{` before this")
    if found.kind == "^^" and last and last.kind == "at" and last.end == found.start:
        told = "a literal has a language or a datatype, not both"
        return Fault(last.start, found.end, told, "take one of the two away")
    if reader.wanted == "`.`":
        told = f"`{_short(found.word)}` is one term too many"
        mend = "end the statement before it with ` .`, or write `;` or `,` between"
        return Fault(found.start, found.end, told, mend)
    return _not_a_term(reader, before, found, stack)


def undeclared(text: str, found: Token, declared: dict[str, str]) -> Fault:
    """Explain a prefix that is not declared, or an IRI that lacks its `<` and `>`."""
    prefix = found.word.partition(":")[0]
    whole = text[found.start : glued(text, found.start)]
    if "://" in whole:
        told = f"the IRI `{_short(whole)}` stands without `<` and `>`"
        return Fault(found.start, found.start + len(whole), told, f"write `<{whole}>`")
    below = re.compile(rf"^\s*@?prefix\s+{re.escape(prefix)}:", re.MULTILINE | re.IGNORECASE)
    later = below.search(text, found.end)
    table = prefixes()
    ours = BASE in text
    others = [name for name, iri in table.items() if ours or not iri.startswith(BASE)]
    near = get_close_matches(prefix, [*declared, *others], 1)
    if later:
        line = _line(text, later.end())
        mend = f"move its declaration, which stands in line {line}, before this line"
    elif prefix in table:
        mend = f"declare it: `@prefix {prefix}: <{table[prefix]}> .`"
    elif near and near[0] in declared:
        mend = f"write `{near[0]}:`, or declare it: `@prefix {prefix}: <https://...> .`"
    elif near:
        mend = f"write `{near[0]}:`, and declare it: `@prefix {near[0]}: <{table[near[0]]}> .`"
    else:
        mend = f"declare it: `@prefix {prefix}: <https://...> .`"
    told = f"the prefix `{prefix}:` is not declared"
    return Fault(found.start, found.end, told, mend, "undeclared-prefix")


def _invalid(found: Token) -> Fault | None:
    """Explain a token that is well cut and yet no term."""
    if found.kind == "at":
        told = f"`{found.word}` is no language tag"
        mend = "write one such as `@en`; none of its parts is longer than eight characters"
        return Fault(found.start, found.end, told, mend)
    if found.kind == "iri" and not re.match(r"<[A-Za-z][A-Za-z0-9+.\-]*:", found.word):
        told = f"the relative IRI `{_short(found.word)}` has no base"
        mend = "write the whole IRI, or declare `@base <https://...> .`"
        return Fault(found.start, found.end, told, mend)
    return None


def _at_end(reader: Reader, last: Token | None, stack: list[Token]) -> Fault:
    """Explain a text that ends too early."""
    if stack:
        one = stack[-1]
        mend = f"close it with `{_CLOSING[one.kind]}`"
        return Fault(one.start, one.end, f"this `{one.kind}` is not closed", mend)
    at = last.end if last else 0
    if reader.wanted == "`.`":
        return Fault(at, at, "the last statement does not end", "end it with ` .`")
    missing = _AN[reader.role] if reader.wanted == "a term" else reader.wanted
    if missing == "a subject" or (last and last.kind == ","):
        missing = "an object"
    return Fault(at, at, f"the text ends where {missing} is missing", "complete the statement")


def _touching(text: str, last: Token, found: Token) -> Fault | None:
    """Explain a token that follows another without a space."""
    end = glued(text, found.start)
    word = text[last.start : end]
    if last.kind in _NUMBERS and found.kind in ("word", "name", *_NUMBERS):
        return Fault(last.start, end, f"`{_short(word)}` is not a number", "put it in quotes")
    if last.kind in ("short", "long") and found.kind in ("word", "name", *_LITERALS):
        quotes = last.word[0] * (3 if last.kind == "long" else 1)
        begun = f" that begins in line {_line(text, last.start)}" if "\n" in last.word else ""
        told = f"the string{begun} ends before `{_short(text[found.start : end])}`"
        mend = f"close it with `{quotes}` where it should end, or write `\\{quotes[0]}` within it"
        return Fault(found.start, end, told, mend)
    return None


def _broken_off(reader: Reader, before: list[Token], found: Token) -> Fault | None:
    """
    Explain a statement that does not end before the next one begins.

    The next one is told by its line, which is not indented more than the statement.
    """
    text = reader.text
    if found.kind in (".", ";", ",", "]", ")", "}"):
        return None
    head = next((one for one in reversed(before) if one.kind in (".", "}", "{")), None)
    begun = before.index(head) + 1 if head else 0
    start = text.rfind("\n", 0, found.start) + 1
    here = next((n for n in range(begun, len(before)) if before[n].start >= start), len(before))
    if here <= begun:
        return None
    first = before[here] if here < len(before) else found
    last = before[here - 1]
    deeper = _indent(text, first.start) > _indent(text, before[begun].start)
    if deeper:
        if first is not found or reader.wanted != "`.`":
            return None
        told = "this object is followed by neither `;` nor `,`"
        mend = "write ` ;` before another predicate, ` ,` before another object"
        return Fault(last.end, last.end, told, mend)
    if last.kind in (";", ","):
        told = f"`{last.kind}` stands at the end of a statement"
        return Fault(last.start, last.end, told, "end the statement with ` .`")
    what = "directive" if before[begun].kind == "at" else "statement"
    told = f"the {what} does not end"
    return Fault(last.end, last.end, told, f"end the {what} with ` .`")


def _not_closed(text: str, opening: Token, found: Token) -> Fault:
    line, close = _line(text, opening.start), _CLOSING[opening.kind]
    told = f"the `{opening.kind}` of line {line} is not closed before `{_short(found.word)}`"
    return Fault(found.start, found.end, told, f"write `{close}` before this")


def _not_a_term(
    reader: Reader, before: list[Token], found: Token, stack: list[Token]
) -> Fault | None:
    """Explain a token that stands where a term is wanted."""
    role, word, kind = reader.role, found.word, found.kind
    told, mend, end = "", "", found.end
    if kind == "word" and word == "a" and role != "predicate":
        told, mend = "`a` stands for rdf:type only as a predicate", "write the whole name"
    elif kind == "word" and role == "object" and word.lower() in ("true", "false"):
        told, mend = f"`{word}` is no boolean", f"write `{word.lower()}`"
    elif kind == "word":
        end = glued(reader.text, found.start)
        told = f"`{reader.text[found.start : end]}` is no term"
        mend = "write a prefixed name such as `ex:name`, or an IRI in `<...>`"
        if role == "object":
            mend += ", or put it in quotes"
    elif kind == "at" and word in ("@prefix", "@base"):
        told, mend = "a directive stands within a graph", "move it before the graph"
    elif kind == "at":
        near = get_close_matches(word.lower(), ("@prefix", "@base"), 1)
        told, mend = f"`{word}` is no directive", f"write `{near[0] if near else '@prefix'}`"
    elif kind in _LITERALS:
        told = f"a literal cannot be {_AN[role]}"
        mend = "write an IRI, or a blank node as `[ ... ]`" if role == "subject" else "write an IRI"
    elif kind in ("blank", "[", "("):
        told, mend = f"a blank node cannot be {_AN[role]}", "write an IRI"
    elif role == "subject" and kind in (".", ";", ","):
        told, mend = f"`{kind}` stands where a statement begins", "remove it"
        if kind == "." and len(before) > 2 and before[-3].word.lower() == "prefix":
            told, mend = "`PREFIX` without `@` takes no dot", "remove it"
        if kind == "." and len(before) > 1 and before[-2].word.lower() == "base":
            told, mend = "`BASE` without `@` takes no dot", "remove it"
    elif stack and stack[-1].kind == "(" and kind in (",", ";"):
        told, mend = f"the items of a list stand without `{kind}`", "remove it"
    elif stack and stack[-1].kind == "(":
        return _not_closed(reader.text, stack[-1], found)
    elif kind in (".", ";", ",", "]", ")", "}"):
        told, mend = f"{_AN[role]} is missing before `{kind}`", "write it before this"
        if role == "object" and before and before[-1].kind == ",":
            mend = "write it before this, or remove the `,`"
    else:
        told, mend = f"`{_short(word)}` cannot be {_AN[role]}", "write an IRI"
    return Fault(found.start, end, told, mend)


def _stack(before: list[Token]) -> list[Token]:
    """Return the brackets that are open behind the tokens."""
    stack: list[Token] = []
    for one in before:
        if one.kind in _CLOSING:
            stack.append(one)
        elif stack and one.kind == _CLOSING[stack[-1].kind]:
            stack.pop()
    return stack


def _indent(text: str, start: int) -> int:
    """Return how far the line of *start* is indented."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return len(line) - len(line.lstrip())


def _line(text: str, start: int) -> int:
    return text.count("\n", 0, start) + 1


def _short(word: str) -> str:
    """Return a token as a message shows it: its first line, cut when long."""
    line = word.splitlines()[0] if word.strip() else word
    return line if line == word and len(line) <= 60 else line[:60] + "..."
