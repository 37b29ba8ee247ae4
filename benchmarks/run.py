"""Print medians and ratios of scgraph against named peers, all in one run on one machine."""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from scgraph import Graph
from scgraph.export import export
from scgraph.files import shape_files

BIN = Path(sys.executable).parent
QUERY = "programs-by-authority"
AUTHORITY = ["--authority", "FAA 541"]
RDFLIB = """
import sys, rdflib
graph = rdflib.Graph().parse(sys.argv[1])
for row in graph.query(open(sys.argv[2]).read()):
    print(*row)
"""
LOAD_RDFLIB = "import sys, rdflib; print(len(rdflib.Graph().parse(sys.argv[1])))"
LOAD_OURS = "from scgraph import Graph; print(len(Graph().store))"


def median(work: Callable[[], None], runs: int) -> float:
    """Return the median wall time of *work* in milliseconds, after one run to warm the caches."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def process(*words: str | Path) -> Callable[[], None]:
    """Return a call that runs one process to its last byte."""

    def work() -> None:
        done = subprocess.run([str(word) for word in words], capture_output=True, check=False)
        if done.returncode not in (0, 1) or not done.stdout + done.stderr:
            raise SystemExit(f"{words}: {done.stderr.decode()}")

    return work


def main() -> None:
    """Measure cold queries, load and validation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=21, help="runs for each median")
    runs = parser.parse_args().runs
    graph = Graph()
    print(f"{date.today()}  {platform.machine()}, {os.cpu_count()} cores, Python", end=" ")
    print(f"{platform.python_version()}, {len(graph.store)} quads, medians of {runs}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        turtle, rq, shapes = folder / "g.ttl", folder / "q.rq", folder / "shapes.ttl"
        turtle.write_bytes(export("ttl"))
        rq.write_text(graph.sparql_of(QUERY, authority="FAA 541"))
        shapes.write_text("\n".join(path.read_text() for path in shape_files()))
        location = folder / "store"
        words = ["load", "--location", location, "--file", turtle]
        subprocess.run([BIN / "oxigraph", *words], check=True, capture_output=True)
        python = Path(sys.executable)
        ox = ["query", "--location", location, "--query-file", rq, "--results-format", "csv"]
        groups = {
            "cold query, process start to last byte": {
                "scgraph query": process(BIN / "scgraph", "query", QUERY, *AUTHORITY),
                "scgraph query --cite": process(
                    BIN / "scgraph", "query", QUERY, *AUTHORITY, "--cite"
                ),
                "rdflib, same query on the Turtle": process(python, "-c", RDFLIB, turtle, rq),
                "oxigraph query, on a loaded store": process(BIN / "oxigraph", *ox),
            },
            "load": {
                "scgraph Graph()": process(python, "-c", LOAD_OURS),
                "rdflib parse": process(python, "-c", LOAD_RDFLIB, turtle),
            },
            "validate, same data and shapes": {
                "scgraph validate --shapes": process(
                    BIN / "scgraph", "validate", "--shapes", shapes
                ),
                "pyshacl command": process(BIN / "pyshacl", "-s", shapes, turtle),
            },
        }
        for title, works in groups.items():
            print(f"\n{title}")
            first = None
            for label, work in works.items():
                slow = label.startswith(("pyshacl", "rdflib"))
                took = median(work, max(3, runs // 5) if slow else runs)
                first = first or took
                print(f"  {label:<36}{took:>9.1f} ms  {took / first:>7.2f} times the first")


if __name__ == "__main__":
    main()
