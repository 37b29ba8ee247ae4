"""`scgraph format`: what it prints, writes and returns."""

import io
from pathlib import Path

import pytest

from scgraph.cli import main

BEFORE = "@prefix : <http://e/> .\n:s :p 1 ."
AFTER = "@prefix : <http://e/> .\n\n:s\n    :p 1 ;\n    .\n"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder: a file to format, one that is right, and one that is broken."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.ttl").write_text(BEFORE)
    (tmp_path / "more" / "b.trig").write_text(AFTER)
    (tmp_path / "more" / "c.txt").write_text("no RDF")
    (tmp_path / "broken.ttl").write_text(BEFORE + "\n  :s :p ] .")
    return tmp_path


def test_check(folder: Path, capsys: Capture) -> None:
    """It says where the form begins to differ and how to mend it, and writes nothing."""
    assert main(["format", "--check", "more"]) == 1
    assert capsys.readouterr().out == (
        "more/a.ttl:2:1: warning[formatting]: the canonical form differs from here on\n"
        "  mend: run `scgraph format more/a.ttl`\n"
    )
    assert (folder / "more" / "a.ttl").read_text() == BEFORE
    assert main(["format", "--check", "more/b.trig"]) == 0
    assert capsys.readouterr() == ("", "")


def test_format(folder: Path, capsys: Capture) -> None:
    assert main(["format", "more/*.t*g", "more", "more/a.ttl"]) == 0
    assert capsys.readouterr() == ("", "formatted more/a.ttl\n")
    assert (folder / "more" / "a.ttl").read_text() == AFTER
    assert main(["format", "--check", "more"]) == 0


def test_what_fails_keeps_none_of_the_others(folder: Path, capsys: Capture) -> None:
    assert main(["format", "none.ttl", "broken.ttl", "more/c.txt", "more"]) == 2
    out, told = capsys.readouterr()
    assert out == ""
    for words in (
        "none.ttl: no such file",
        "broken.ttl:3:9: `]` closes nothing",
        "more/c.txt: not a Turtle or TriG file",
        "formatted more/a.ttl",
    ):
        assert words in told
    assert (folder / "more" / "a.ttl").read_text() == AFTER
    assert (folder / "broken.ttl").read_text().endswith("] .")


@pytest.mark.parametrize(
    ("given", "check", "code", "out"),
    [
        (BEFORE, [], 0, AFTER),
        (AFTER, ["--check"], 0, ""),
        (BEFORE, ["--check"], 1, "<stdin>:2:1: warning[formatting]"),
        (":s", [], 2, ""),
    ],
)
def test_standard_input(
    given: str,
    check: list[str],
    code: int,
    out: str,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    assert main(["format", *check, "-"]) == code
    came = capsysbinary.readouterr().out.decode()
    assert came.startswith(out) and (out or not came)


def test_no_path_is_an_error(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["format"])
    assert stop.value.code == 2
    assert "the following arguments are required: PATH" in capsys.readouterr().err
