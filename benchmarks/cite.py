"""Print medians of each canned query without and with --cite, and of one from a cold start."""

import argparse
import os
import platform
import statistics
from datetime import date

from run import AUTHORITY, BIN, QUERY, median, process

from scgraph import Graph
from scgraph.files import query_files


def main() -> None:
    """Measure each query with its default parameters in this process, the slowest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs for each median")
    parser.add_argument("--most", type=int, default=20, help="how many of the slowest to list")
    options = parser.parse_args()
    graph = Graph()
    print(f"{date.today()}  {platform.machine()}, {os.cpu_count()} cores, Python", end=" ")
    print(f"{platform.python_version()}, {len(graph.store)} quads, medians of {options.runs}")
    command = (BIN / "scgraph", "query", QUERY, *AUTHORITY)
    plain, cited = median(process(*command), 9), median(process(*command, "--cite"), 9)
    print(f"\ncold, {QUERY}: {plain:.1f} ms, with --cite {cited:.1f} ms, {cited - plain:.1f} more")
    times = []
    for name in query_files():
        without = median(lambda name=name: graph.query(name), options.runs)
        took = median(lambda name=name: graph.query(name, cite=True), options.runs)
        times.append((took, without, name))
    times.sort(reverse=True)
    print(f"\n{len(times)} canned queries{'ms':>24}{'--cite, ms':>16}")
    medians = [statistics.median(each[number] for each in times) for number in (1, 0)]
    for label, numbers in (("median of all", medians), *((t[2], t[1::-1]) for t in times)):
        print(f"  {label:<32}{numbers[0]:>8.1f}{numbers[1]:>16.1f}")
        options.most -= 1
        if options.most < 0:
            break


if __name__ == "__main__":
    main()
