"""Make any text fit to be shown: no control character, no way out of its line, no great length."""

import re

__all__ = ["UNSAFE", "cut", "one_line", "visible", "whole"]

# C0 and C1 controls, what turns the direction of text, takes no room or ends a line to some
# readers, noncharacters, lone surrogates and tags; the joiners that scripts and emoji need stay
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def visible(text: str, keep: str = "") -> str:
    """
    Return a text with each character that does not show written as Turtle does, `\\u001B`.

    Args:
        keep: the control characters that stay as they are.
    """

    def written(found: re.Match[str]) -> str:
        if found[0] in keep:
            return found[0]
        code = ord(found[0])
        return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"

    return UNSAFE.sub(written, text)


def whole(text: str) -> str:
    """Return a text with U+FFFD for each lone surrogate, which no UTF-8 can hold."""
    return _SURROGATE.sub("\ufffd", text)


def cut(text: str, most: int) -> str:
    """Return a text of at most *most* characters, the last one `…` where more is left out."""
    return text if len(text) <= most else text[: most - 1] + "…"


def one_line(text: str, most: int) -> str:
    """Return a text on one line: its lines with a space between, cut, and all characters shown."""
    lines = (line.strip(" \t") for line in re.split("[\r\n]", text))
    return visible(cut(" ".join(filter(None, lines)), most).replace("\t", " "))
