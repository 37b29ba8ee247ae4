"""What is said of a part that is cited, where its section is taken."""

import pytest

from scgraph import Graph


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        # 10 U.S.C. 333, and 22 U.S.C. 2776 (section 36 of the AECA), have subsections (a) to (i)
        ("10 USC 333(z)", ("10 U.S.C. 333(z): its section is taken, which has no (z)",)),
        ("AECA 36(z)", ("section 36(z), AECA: its section is taken, which has no (z)",)),
        ("10 USC 333(e)", ()),
        # of a section of an annual act the parts are not known
        ("P.L. 114-92 s. 1263(x)", ("P.L. 114-92 s. 1263(x): its section is taken",)),
    ],
)
def test_a_part_that_the_section_lacks(text: str, notes: tuple[str, ...], graph: Graph) -> None:
    assert graph.resolve(text).notes == notes
