"""The generator of the benchmarks writes copies that are lawful and apart from each other."""

import runpy
from collections import Counter
from pathlib import Path

import pyoxigraph as ox

from scgraph.validate import validate

generate = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "generate.py"))["generate"]
SC = "https://w3id.org/scgraph/ontology#"


def made(copies: int) -> ox.Store:
    store = ox.Store()
    for part in generate(copies, graphs=False):
        store.bulk_load(part, format=ox.RdfFormat.N_TRIPLES)
    return store


def kinds(store: ox.Store) -> Counter[str]:
    """Return how many entities of the data each class of ours has."""
    named = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    found = (str(quad.object) for quad in store.quads_for_pattern(None, named, None))
    return Counter(kind for kind in found if kind.startswith(f"<{SC}"))


def test_three_copies_keep_the_kinds_and_conform() -> None:
    """Every class that is no closed list has three times the entities; every shape is kept."""
    one, three = kinds(made(1)), kinds(store := made(3))
    for kind in ("Program", "Figure", "CodeSection", "Credit", "Passage", "Claim"):
        assert three[f"<{SC}{kind}>"] == 3 * one[f"<{SC}{kind}>"] > 0
    assert three[f"<{SC}FundingKind>"] == one[f"<{SC}FundingKind>"] > 0
    assert validate(store) == []


def test_with_graphs_each_copy_has_its_own_sources() -> None:
    """The ontology and our own voice stay one graph each."""
    store = ox.Store()
    for part in generate(2):
        store.bulk_load(part, format=ox.RdfFormat.N_QUADS)
    names = {str(graph) for graph in store.named_graphs()}
    copied = {name for name in names if name.endswith("-c1>")}
    assert {f"{name[:-4]}>" for name in copied} == names - copied - {
        "<https://w3id.org/scgraph/source/ontology>",
        "<https://w3id.org/scgraph/source/scgraph>",
    }
