"""What the CI of other projects runs, the action and the hooks, does what it says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
STRANGER = ROOT / "tests" / "stranger"
# worked out by hand from the files of the stranger
ANNOTATED = [
    ("error", "data/books.ttl", "12", "BookShape"),
    ("error", "data/books.ttl", "13", "PersonShape"),
    ("error", "data/books.ttl", "14", "ill-formed-literal"),
    ("error", "data/people.ttl", "3", "PersonShape"),
    ("warning", "shapes/library.shapes.ttl", "16", "targets-nothing"),
    ("warning", "shapes/library.shapes.ttl", "17", "unknown-sh-term"),
]


def annotations(text: str) -> list[tuple[str, str, str, str]]:
    found = []
    for line in text.splitlines():
        if match := re.match(r"::(\w+) file=([^,]*),line=(\d+),.*title=([^:]*)::", line):
            found.append((match[1], match[2], match[3], match[4]))
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STRANGER, tmp_path / "stranger"))


def action(name: str) -> dict[str, Any]:
    made = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    assert isinstance(made, dict)
    return made


def run_step(step: dict[str, Any], given: dict[str, str], folder: Path, temp: Path) -> Any:
    """Run one step as a runner does: inputs in the environment, the script through bash."""
    inputs = {name: one.get("default", "") for name, one in action("action.yml")["inputs"].items()}
    inputs |= given
    env = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: inputs[found[1]], value)
        for name, value in step.get("env", {}).items()
    }
    there = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    env |= there | {
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(ROOT),
        "RUNNER_TEMP": str(temp),
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Return the runner's folder with the command where the step before would have put it."""
    folder = tmp_path / "temp" / "scgraph" / "bin"
    folder.mkdir(parents=True)
    (folder / "scgraph").symlink_to(Path(sys.executable).parent / "scgraph")
    return tmp_path / "temp"


def test_no_input_is_pasted_into_a_script() -> None:
    """An input with a quote or `$( )` in it is data, never a command."""
    for step in action("action.yml")["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_action_annotates_the_lines(project: Path, installed: Path) -> None:
    step = action("action.yml")["runs"]["steps"][-1]
    done = run_step(step, {"files": "data\n", "shapes": "shapes\n"}, project, installed)
    assert (done.returncode, annotations(done.stdout)) == (1, ANNOTATED)


def test_the_action_takes_hostile_names(project: Path, installed: Path) -> None:
    name = "a b $(touch x) ' \".ttl"
    (project / "data" / "people.ttl").rename(project / name)
    given = {"files": name, "shapes": "shapes/library.shapes.ttl", "fail-on": "warning"}
    done = run_step(action("action.yml")["runs"]["steps"][-1], given, project, installed)
    assert done.returncode == 1
    assert ("error", name, "3", "PersonShape") in annotations(done.stdout)
    assert not (project / "x").exists()


def test_the_action_writes_sarif(project: Path, installed: Path) -> None:
    given = {"files": "data/*.ttl", "shapes": "shapes", "sarif": "out/../found.sarif"}
    (project / "out").mkdir()
    done = run_step(action("action.yml")["runs"]["steps"][-1], given, project, installed)
    assert done.returncode == 1
    assert '"ruleId": "PersonShape"' in (project / "found.sarif").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_action_installs_what_it_runs(project: Path, tmp_path: Path) -> None:
    install, validate = action("action.yml")["runs"]["steps"][1:]
    done = run_step(install, {}, project, tmp_path)
    assert done.returncode == 0, done.stderr
    done = run_step(validate, {"files": "data", "shapes": "shapes"}, project, tmp_path)
    assert annotations(done.stdout) == ANNOTATED


def hooks() -> dict[str, dict[str, Any]]:
    listed = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return {hook["id"]: hook for hook in listed}


def run_hook(name: str, args: list[str], files: list[str], folder: Path) -> Any:
    """Run a hook as pre-commit does: the entry, the args, then the changed files that it is for."""
    hook = hooks()[name]
    chosen = [file for file in files if re.search(hook["files"], file)]
    words = [*hook["entry"].split(), *args, *(chosen if hook.get("pass_filenames", True) else [])]
    words[0] = str(Path(sys.executable).parent / words[0])
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=60)


def test_the_hook_that_validates(project: Path) -> None:
    args = ["--shapes", "shapes", "data"]
    done = run_hook("scgraph-validate", args, ["data/books.ttl", "README.md"], project)
    assert done.returncode == 1
    assert "data/people.ttl:3:1: error[PersonShape]" in done.stdout


def test_the_hook_that_formats(project: Path) -> None:
    done = run_hook("scgraph-format", [], ["data/people.ttl", "README.md"], project)
    assert done.returncode == 0, done.stderr
    assert (project / "data" / "people.ttl").read_text(encoding="utf-8") == (
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
        "\n"
        "<http://library.example/person/thoreau>\n"
        "    a foaf:Person ;\n"
        "    .\n"
    )


def examples() -> list[Any]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return [
        yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", readme, re.M | re.S)
    ]


def test_the_examples_of_the_readme_name_what_there_is(project: Path, installed: Path) -> None:
    """The workflow's inputs and the hooks' args, run as a reader would copy them."""
    workflow, config = examples()
    given = workflow["jobs"]["rdf"]["steps"][-1]["with"]
    assert set(given) <= set(action("action.yml")["inputs"])
    done = run_step(action("action.yml")["runs"]["steps"][-1], given, project, installed)
    assert annotations(done.stdout) == ANNOTATED
    listed = config["repos"][0]["hooks"]
    assert [hook["id"] for hook in listed] == list(hooks())
    done = run_hook("scgraph-validate", listed[0]["args"], ["data/books.ttl"], project)
    assert "data/books.ttl:12:13: error[BookShape]" in done.stdout
