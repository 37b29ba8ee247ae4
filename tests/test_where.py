"""A finding is placed in its file: the wrong value, or where the node that lacks one begins."""

from pathlib import Path

import pytest

from scgraph.namespaces import BASE, SC
from scgraph.validate import Finding
from scgraph.where import Where

TEXT = f"""@prefix sc: <{SC}> .
@prefix usc10: <{BASE}usc/t10/s> .

usc10:333 a sc:CodeSection ;
    sc:citation "10 U.S.C. 333" ,
        "10 U.S.C. 334" .
_:x sc:citation "none" .
"""


def finding(focus: str, path: str = "", value: str = "", source: str = "") -> Finding:
    return Finding("violation", "a-shape", focus, "mend it", path, value, source=source)


SECTION, CITATION = f"{BASE}usc/t10/s333", f"<{SC}citation>"


@pytest.mark.parametrize(
    ("one", "places"),
    [
        (finding(SECTION), ["4:1"]),
        (finding(SECTION, CITATION, '"10 U.S.C. 334"'), ["6:9"]),
        (finding(SECTION, CITATION), ["5:17", "6:9"]),
        (finding(SECTION, f"<{SC}heading>"), ["4:1"]),
        (finding(SECTION, CITATION, source=f"{BASE}source/other"), []),
        (finding("_:x", CITATION), []),
        (finding(f"{BASE}usc/t10/s000333"), []),
    ],
)
def test_place(
    one: Finding, places: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("scgraph.where.data_files", list)
    file = tmp_path / "more.ttl"
    file.write_text(TEXT)
    assert Where([file]).of(one) == [f"more.ttl:{place}" for place in places]


def test_a_triple_that_two_files_state_is_placed_in_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.nt").write_text(f'<{SECTION}> {CITATION} "333" .\n')
    (tmp_path / "two.trig").write_text(f'<urn:g> {{\n  <{SECTION}>\t{CITATION} "333" .\n}}\n')
    one = finding(SECTION, CITATION, '"333"')
    column = len(f"<{SECTION}> {CITATION} ") + 1
    assert Where([Path("one.nt"), Path("two.trig")]).of(one) == [
        f"one.nt:1:{column}",
        f"two.trig:2:{column + 2}",
    ]


def test_what_no_given_file_says_is_placed_in_the_shipped_ones() -> None:
    (place,) = Where().of(finding(f"{BASE}program/imet", f"<{SC}authorizedBy>", ""))[:1]
    file, line, _ = place.rsplit(":", 2)
    assert file.endswith(".trig")
    assert "faa:541" in Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
