"""Words on the command line become files: folders are walked, patterns matched, none lost."""

import os
from pathlib import Path

import pytest

from scgraph.errors import BadInputError
from scgraph.inputs import gather, keep_apart, read_inputs
from scgraph.rules import SourceFile


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "data/b.ttl",
        "data/a.trig",
        "data/sub/c.NT",
        "data/.git/d.ttl",
        "data/.b.ttl",
        "data/e.txt",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("words", "files"),
    [
        (["data"], ["data/a.trig", "data/b.ttl", "data/sub/c.NT"]),
        (["data/b.ttl", "data"], ["data/b.ttl", "data/a.trig", "data/sub/c.NT"]),
        (["data/b.ttl", "./data/b.ttl"], ["data/b.ttl"]),
        (["data/*.ttl"], ["data/b.ttl"]),
        (["data/**/*.NT"], ["data/sub/c.NT"]),
        (["d?ta"], ["data/a.trig", "data/b.ttl", "data/sub/c.NT"]),
        (["data/e.txt"], ["data/e.txt"]),
        (["-", "data/b.ttl"], ["-", "data/b.ttl"]),
        ([], []),
    ],
)
def test_gather(folder: Path, words: list[str], files: list[str]) -> None:
    assert gather(words) == [Path(name) for name in files]


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("data/bb.ttl", "data/bb.ttl: no such file\n  mend: did you mean data/b.ttl?"),
        ("none/x.ttl", "none/x.ttl: no such file\n  mend: check the path"),
        ("data/*.nq", "data/*.nq: no file matches"),
        ("empty", "empty: no file to read in the folder"),
    ],
)
def test_what_names_nothing_is_an_error(folder: Path, word: str, message: str) -> None:
    with pytest.raises(BadInputError) as caught:
        gather([word])
    assert str(caught.value).startswith(message)


def test_a_name_with_brackets_is_a_file_first(folder: Path) -> None:
    (folder / "a[1].ttl").write_text("")
    assert gather(["a[1].ttl"]) == [Path("a[1].ttl")]


def test_relative_iris_are_those_of_the_working_folder(folder: Path) -> None:
    """The same text means the same on every machine; a file may name another."""
    (folder / "data" / "b.ttl").write_text("<> <#p> <sub/c> , </d> .")
    (one,) = read_inputs([Path("data/b.ttl")])
    assert isinstance(one.made, SourceFile)
    assert [str(term) for term in one.made.quads[0].triple] == [
        "<file:///data/b.ttl>",
        "<file:///data/b.ttl#p>",
        "<file:///data/sub/c>",
    ]
    assert str(one.made.quads[1].object) == "<file:///d>"


def test_a_name_that_is_no_utf_8_has_an_iri(folder: Path) -> None:
    name = os.fsdecode(b"data/\xe9.ttl")
    Path(name).write_text("<> <#p> 1 .")
    (one,) = read_inputs([Path(name)])
    assert isinstance(one.made, SourceFile)
    assert str(one.made.quads[0].subject) == "<file:///data/%E9.ttl>"


def test_a_link_to_nothing_says_so(folder: Path) -> None:
    (folder / "data" / "z.ttl").symlink_to("none.ttl")
    with pytest.raises(BadInputError, match="data/z.ttl: a link to none.ttl, which is not there"):
        read_inputs(gather(["data"]))


def test_a_pattern_may_match_a_folder_without_rdf(folder: Path) -> None:
    (folder / "ws" / "docs").mkdir(parents=True)
    (folder / "ws" / "d.ttl").write_text("")
    assert gather(["ws/*"]) == [Path("ws/d.ttl")]
    with pytest.raises(BadInputError, match="a path is empty"):
        gather([""])


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("data/b.ttl", "would take the place of a file that is read"),
        ("./data/../data/b.ttl", "would take the place of a file that is read"),
        ("data/report.ttl", "lies in data and would be read the next time"),
    ],
)
def test_an_output_is_kept_apart_from_what_is_read(folder: Path, output: str, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        keep_apart(output, ["none.ttl", "data"])
    for fine in ("report.ttl", "data/report.json", "-"):
        keep_apart(fine, ["none.ttl", "data"])
