"""The OWL 2 RL closure of the chapter holds no clash, and a planted clash is seen."""

import pyoxigraph as ox
import rdflib

from scgraph import Graph
from scgraph.infer import close
from scgraph.namespaces import BASE, SC


def merged(graph: Graph) -> rdflib.Graph:
    quads = graph.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    triples = (quad.triple for quad in quads)
    return rdflib.Graph().parse(
        data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt"
    )


def test_a_dataset_is_closed_like_a_graph() -> None:
    small = rdflib.Dataset(default_union=True)
    rdf = (
        "<urn:a> <http://www.w3.org/2002/07/owl#sameAs> <urn:b> <urn:g> . <urn:a> <urn:p> <urn:c> ."
    )
    small.parse(data=rdf.replace(". <", ".\n<"), format="nquads")
    assert "<urn:b> <urn:p> <urn:c> ." in close(small).triples


def test_no_clash_in_the_chapter(chapter_graph: Graph) -> None:
    found = close(merged(chapter_graph))
    assert found.clashes == ()
    administered = f"<{BASE}program/imet> <{SC}administeredWithin> <{BASE}organization/dsca> ."
    assert administered in found.triples


def test_a_planted_clash_is_seen(chapter_graph: Graph) -> None:
    """Program and Organization are disjoint."""
    planted = merged(chapter_graph)
    fms = rdflib.URIRef(BASE + "program/fms")
    planted.add((fms, rdflib.RDF.type, rdflib.URIRef(SC + "Organization")))
    assert any("disjoint" in clash.lower() for clash in close(planted).clashes)
