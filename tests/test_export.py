"""Exports hold what the files hold."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from scgraph import Graph
from scgraph.export import FORMATS, export, export_csv
from scgraph.store import read_sources


def canonical(quads: set[ox.Quad]) -> ox.Dataset:
    made = ox.Dataset(quads)
    made.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return made


@pytest.fixture(scope="module")
def quads() -> set[ox.Quad]:
    return set(read_sources())


@pytest.mark.parametrize("kind", ["trig", "nq"])
def test_sources_are_kept(kind: str, quads: set[ox.Quad]) -> None:
    back = set(ox.parse(export(kind), format=FORMATS[kind]))
    assert canonical(back) == canonical(quads)


@pytest.mark.parametrize("kind", ["ttl", "nt", "jsonld", "rdf"])
def test_the_others_hold_the_set_union(kind: str, quads: set[ox.Quad]) -> None:
    merged = {ox.Quad(q.subject, q.predicate, q.object) for q in quads}
    back = set(ox.parse(export(kind), format=FORMATS[kind]))
    assert canonical(back) == canonical(merged)
    assert len(back) == len(merged)


def test_rdflib_reads_the_turtle_with_the_same_count(quads: set[ox.Quad]) -> None:
    merged = {ox.Quad(q.subject, q.predicate, q.object) for q in quads}
    assert len(rdflib.Graph().parse(data=export("ttl"), format="turtle")) == len(merged)


@pytest.mark.raptor
def test_raptor_reads_the_turtle_with_the_same_count(quads: set[ox.Quad], tmp_path: Path) -> None:
    file = tmp_path / "export.ttl"
    file.write_bytes(export("ttl"))
    done = subprocess.run(
        ["rapper", "-i", "turtle", "-c", file], capture_output=True, text=True, check=True
    )
    merged = {ox.Quad(q.subject, q.predicate, q.object) for q in quads}
    assert f"returned {len(merged)} triples" in done.stderr


@pytest.mark.parametrize("kind", FORMATS)
def test_two_exports_are_byte_identical(kind: str) -> None:
    """Two processes with different hash seeds write the same bytes."""
    program = f"import sys; from scgraph.export import *; sys.stdout.buffer.write(export('{kind}'))"
    made = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in "12"
    ]
    assert made[0] == made[1]


def test_json_ld_has_a_context() -> None:
    context = json.loads(export("jsonld"))["@context"]
    assert context["sc"]["@id"] == "https://w3id.org/scgraph/ontology#"


def test_csv_is_one_file_for_each_class(tmp_path: Path) -> None:
    export_csv(tmp_path / "csv")
    with (tmp_path / "csv" / "Program.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["iri"]: row for row in csv.DictReader(file)}
    imet = rows["https://w3id.org/scgraph/program/imet"]
    assert imet["label"] == "International Military Education and Training"
    assert "faa:541" in imet["sc:authorizedBy"].split(" | ")
    assert "passage:imet-1" in imet["sources"].split(" | ")


def test_files_given_are_exported_with_the_graph(tmp_path: Path) -> None:
    more = tmp_path / "more.nq"
    more.write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    assert b"<urn:a> <urn:b> <urn:c> <urn:g> ." in Graph((more,)).export("nq")
