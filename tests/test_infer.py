"""The OWL 2 RL closure of the shipped graph holds no clash, and a planted clash is seen."""

import pytest
import rdflib

from scgraph import Graph
from scgraph.infer import close
from scgraph.namespaces import BASE, SC


@pytest.fixture(scope="module")
def merged(graph: Graph) -> rdflib.Graph:
    made = rdflib.Graph()
    for triple in graph.to_rdflib():
        made.add(triple[:3])
    return made


def test_a_dataset_is_closed_like_a_graph(graph: Graph) -> None:
    small = rdflib.Dataset(default_union=True)
    rdf = (
        "<urn:a> <http://www.w3.org/2002/07/owl#sameAs> <urn:b> <urn:g> . <urn:a> <urn:p> <urn:c> ."
    )
    small.parse(data=rdf.replace(". <", ".\n<"), format="nquads")
    assert "<urn:b> <urn:p> <urn:c> ." in close(small).triples


def test_no_clash(merged: rdflib.Graph) -> None:
    found = close(merged)
    assert found.clashes == ()
    administered = f"<{BASE}program/imet> <{SC}administeredWithin> <{BASE}organization/dsca> ."
    assert administered in found.triples


def test_a_planted_clash_is_seen(merged: rdflib.Graph) -> None:
    """Program and Organization are disjoint."""
    planted = rdflib.Graph()
    for triple in merged:
        planted.add(triple)
    fms = rdflib.URIRef(BASE + "program/fms")
    planted.add((fms, rdflib.RDF.type, rdflib.URIRef(SC + "Organization")))
    assert any("disjoint" in clash.lower() for clash in close(planted).clashes)
