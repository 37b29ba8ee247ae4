"""A triple is explained by who says it or by the rules it follows from; sound, shortest first."""

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.errors import BadInputError
from scgraph.explain import Explainer
from scgraph.namespaces import BASE

EX = "http://example.org/"
TEXT = """@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:schema {
    :Cat rdfs:subClassOf :Mammal .
    :Mammal rdfs:subClassOf :Animal .
    :purrs rdfs:domain :Animal .
    :under owl:propertyChainAxiom ( :restsOn :in ) .
}
:one { :tom a :Cat ; :purrs true . :imet :restsOn :s541 . }
:two { :tom a :Cat . :s541 :in :t22 . }
"""


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(EX + name)


A = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer(ox.parse(TEXT, ox.RdfFormat.TRIG))


def test_what_is_asserted_has_its_sources(explainer: Explainer) -> None:
    triple = ox.Triple(node("tom"), A, node("Cat"))
    found = explainer.explain(triple)
    assert (found.status, found.proofs) == ("asserted", ())
    assert found.said[triple].graphs == (f"{EX}one", f"{EX}two")


def test_what_follows_has_its_rule_and_premises(explainer: Explainer) -> None:
    """A chain: IMET rests on a section that is in a title."""
    triple = ox.Triple(node("imet"), node("under"), node("t22"))
    found = explainer.explain(triple)
    (proof,) = found.proofs
    ((conclusion, step),) = proof.steps
    assert (found.status, conclusion, step.rule) == ("inferred", triple, "prp-spo2")
    rests = ox.Triple(node("imet"), node("restsOn"), node("s541"))
    lies = ox.Triple(node("s541"), node("in"), node("t22"))
    assert {rests, lies} <= set(step.premises)
    assert (found.said[rests].graphs, found.said[lies].graphs) == ((f"{EX}one",), (f"{EX}two",))


def test_the_shortest_proof_comes_first(explainer: Explainer) -> None:
    """By its domain in one step; by its classes in two."""
    triple = ox.Triple(node("tom"), A, node("Animal"))
    found = explainer.explain(triple, most=10)
    assert [[step.rule for _, step in proof.steps] for proof in found.proofs][0] == ["prp-dom"]
    assert ["cax-sco", "cax-sco"] in [[s.rule for _, s in proof.steps] for proof in found.proofs]
    assert [len(proof.steps) for proof in found.proofs] == sorted(
        len(proof.steps) for proof in found.proofs
    )


def test_what_does_not_hold_has_its_nearest(explainer: Explainer) -> None:
    found = explainer.explain(ox.Triple(node("tom"), node("purrs"), node("Cat")))
    assert (found.status, found.proofs) == ("unknown", ())
    yes = ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))
    assert found.nearest[0] == ox.Triple(node("tom"), node("purrs"), yes)
    assert ox.Triple(node("tom"), A, node("Cat")) in found.nearest


def test_a_triple_is_named_as_a_person_does(graph: Graph) -> None:
    """By name, local name, citation and prefixed name; IMET rests on FAA 541, by the chapter."""
    found = graph.explain("IMET", "authorizedBy", "FAA 541")
    assert found.status == "asserted"
    assert f"{BASE}passage/imet-1" in found.said[found.triple].graphs
    assert graph.explain("IMET", "authorizedBy", "22 U.S.C. 2347").status == "asserted"
    title = graph.explain("program:imet", "under title", "usc:t22")
    assert title.status == "inferred"
    assert [step.rule for _, step in title.proofs[0].steps][-1] == "prp-spo2"
    one = graph.explain("program:imet", "skos:prefLabel", '"IMET"@en')
    assert one.status == "unknown" and one.nearest


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nonsense", "a", "sc:Program"), "nothing is named 'nonsense'"),
        (("IMET", "sc:authorizedBy", '"unclosed'), 'not a literal: "unclosed'),
    ],
)
def test_a_word_that_means_nothing_is_an_error(
    words: tuple[str, str, str], message: str, graph: Graph
) -> None:
    with pytest.raises(BadInputError, match=message):
        graph.explain(*words)
