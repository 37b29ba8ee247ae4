"""Read a USLM path, such as /us/usc/t22/s2763/a, as a citation."""

from scgraph.lawcite.citation import Citation

__all__ = ["read_path"]

_STEPS = {
    "d": "division",
    "st": "subtitle",
    "t": "title",
    "ch": "chapter",
    "sch": "subchapter",
    "pt": "part",
    "spt": "subpart",
}
_LONGEST = 20


def read_path(text: str) -> Citation | str:
    """Return what a USLM path names; where it cannot be read, why."""
    kind, *steps = text.strip("/").split("/")[1:]
    for step in steps:
        if not (step.isascii() and step.replace("-", "").replace(".", "").isalnum()):
            return f"{step!r} is no step of a path"
    if kind == "pl" and len(steps) > 1:
        made, steps = Citation(law=f"{steps[0]}-{steps[1]}"), steps[2:]
    elif kind in ("usc", "cfr") and steps and steps[0][:1] == "t":
        title = steps.pop(0)[1:]
        made = Citation(code=title) if kind == "usc" else Citation(rules=title)
    else:
        return "a path begins as /us/usc/t22, /us/pl/114/92 or /us/cfr/t22"
    levels: list[tuple[str, str]] = []
    while steps:
        step = steps.pop(0)
        number = step.lstrip("abcdefghijklmnopqrstuvwxyz")
        short = step[: len(step) - len(number)]
        if short == "s" or (short == "p" and made.rules):
            last = ""
            if made.rules:
                number, _, last = number.partition("-")
            if not number[:1].isdigit() or len(number) > _LONGEST:
                return f"{step!r} is no step of a path"
            return made._replace(
                levels=tuple(levels), section=number, last=last, below=tuple(steps)
            )
        if short not in _STEPS or not number or len(number) > _LONGEST:
            return f"{step!r} is no step of a path"
        if short == "ch" and made.code:  # the numbers of chapters run through a title
            levels.clear()
        levels.append((_STEPS[short], number))
    return made._replace(levels=tuple(levels))
