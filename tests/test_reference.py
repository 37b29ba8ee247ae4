"""Each row of the tables that the law layer was made from is in the graph, with its source."""

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.namespaces import expand

TABLES = Path(__file__).parent / "coverage" / "reference"
# table: how many rows it has
ROWS = {
    "acts_public_laws": [str(n) for n in range(1, 64)],
    "catalogue_counts": [str(n) for n in range(1, 11)],
    "ndaa_temporary_authorities": [str(n) for n in range(1, 20)],
    "organizations": [str(n) for n in range(1, 82)],
    "title10_notes": [str(n) for n in range(1, 27)],
    "title10_program_links": [str(n) for n in range(1, 118)],
    "title10_sections": [str(n) for n in range(1, 97)],
    "title22_notes": [f"D{n}" for n in range(1, 18)],
    "title22_program_map": [str(n) for n in range(1, 19)],
    "title22_sections": [str(n) for n in range(1, 170)],
}


def rows(table: str) -> list[dict[str, str]]:
    with open(TABLES / f"{table}.tsv", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_table_is_listed() -> None:
    assert sorted(path.stem for path in TABLES.glob("*.tsv")) == sorted(ROWS)


@pytest.mark.parametrize("table", ROWS)
def test_every_row_is_told_of(table: str) -> None:
    told = {row["row"] for row in rows(table)}
    assert {row for row in told if not row.startswith("S")} == set(ROWS[table])


@pytest.mark.parametrize("table", ROWS)
def test_every_row_is_in_the_graph_with_its_source(table: str, graph: Graph) -> None:
    missing = []
    for row in rows(table):
        if row["subject"] == "-":
            assert len(row["object"]) > 10, row
            continue
        subject, predicate, source = (
            ox.NamedNode(expand(row[key], graph.prefixes) or "")
            for key in ("subject", "predicate", "source")
        )
        found = {
            quad.object.value
            for quad in graph.store.quads_for_pattern(subject, predicate, None, source)
            if not isinstance(quad.object, ox.Triple)
        }
        if not found & {row["object"], expand(row["object"], graph.prefixes)}:
            missing.append((row, found))
    assert missing == []
