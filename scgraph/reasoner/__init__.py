"""
Close triples under OWL 2 RL (OWL 2 Profiles, section 4.3), with the premises of every step.

Applied are all rules of tables 4 to 9, by their names there, but for what is listed here. `Closure`
does not show, and its `triples` leave out:

- eq-ref, and every other triple of a term with itself by owl:sameAs, rdfs:subClassOf,
  owl:equivalentClass, rdfs:subPropertyOf or owl:equivalentProperty: true of every term;
- members and subclasses of owl:Thing, superclasses of owl:Nothing, and owl:Thing as a domain or
  range: true in every ontology. A member of owl:Nothing is a clash (cls-nothing2), so it is not
  also put into every class;
- prp-ap, cls-thing, cls-nothing1, dt-type1 and all triples whose subject and object are both of the
  RDF, RDFS, OWL or XSD vocabulary: they say nothing of the user's terms;
- triples with a literal as subject, or with a predicate that is not an IRI: they are not RDF (the
  rules are stated over generalized triples), and stand in proofs as `Generalized`;
- triples about a blank node that is a class expression, a list or an axiom: they are ways of
  writing the ontology down. Triples about other blank nodes are of the data, and are shown.

What is left out is no premise either, so what follows from it alone is not found: from
`owl:Thing a owl:Class` (cls-thing) without such an axiom of the user's, and from `x owl:sameAs x`
(eq-ref) where an ontology makes axioms about owl:sameAs itself, which OWL 2 DL forbids.

Of the datatype rules, dt-type2 gives members to a datatype only if an axiom asks for them (else
every literal would be typed), and dt-diff is used only to see a clash of two literals that come
out the same. dt-eq is left out: replacing "1.0" by "1.00" would double the triples and tell
nobody anything; so owl:hasValue, keys and inverse functional properties compare literals as terms.
dt-not-type also makes a clash of a literal that is not of its own datatype. Decided are the
datatypes of OWL 2 RL but rdf:XMLLiteral; others, and datatypes that an ontology defines, never
clash.

A list that is cyclic, broken or ambiguous leaves its axiom out, which `Closure.notes` tells.
"""

from scgraph.reasoner.closure import Clash, Closure, Generalized, Note, Statement, Step, close
from scgraph.reasoner.proofs import Proof, proof, proofs, search
from scgraph.reasoner.recheck import recheck

__all__ = [
    "Clash",
    "Closure",
    "Generalized",
    "Note",
    "Proof",
    "Statement",
    "Step",
    "close",
    "proof",
    "proofs",
    "recheck",
    "search",
]
