"""Hold the terms of SHACL and the lists and classes of a shapes graph, read by subject."""

import pyoxigraph as ox

from scgraph.plain_graph import AnyGraph

__all__ = [
    "FIRST",
    "IMPORTS",
    "NIL",
    "NODE_KINDS",
    "OWL_CLASS",
    "RDF",
    "RDFS",
    "REST",
    "SH",
    "SUBCLASS",
    "TERMS",
    "TYPE",
    "XSD",
    "Index",
    "Node",
    "Term",
    "index",
    "instances",
    "items",
    "show",
]

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = RDF + "type"
FIRST = RDF + "first"
REST = RDF + "rest"
NIL = ox.NamedNode(RDF + "nil")
SUBCLASS = RDFS + "subClassOf"
IMPORTS = "http://www.w3.org/2002/07/owl#imports"
OWL_CLASS = "http://www.w3.org/2002/07/owl#Class"

Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Index = dict[Node, dict[str, list[Term]]]
"""A graph as subject to predicate to objects."""

NODE_KINDS = ("BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRI", "IRIOrLiteral", "Literal")
"""The values of sh:nodeKind (SHACL, section 4.1.3)."""

# the vocabulary that the recommendation and its two notes, on advanced features and on JavaScript,
# publish at the namespace address
TERMS = frozenset(
    f"""
    AbstractResult ConstraintComponent Function NodeKind NodeShape Parameter Parameterizable
    PrefixDeclaration PropertyGroup PropertyShape ResultAnnotation Rule Severity Shape Target
    TargetType TripleRule ValidationReport ValidationResult Validator Info Violation Warning

    AndConstraintComponent ClassConstraintComponent ClosedConstraintComponent
    DatatypeConstraintComponent DisjointConstraintComponent EqualsConstraintComponent
    ExpressionConstraintComponent HasValueConstraintComponent InConstraintComponent
    JSConstraintComponent LanguageInConstraintComponent LessThanConstraintComponent
    LessThanOrEqualsConstraintComponent MaxCountConstraintComponent
    MaxExclusiveConstraintComponent MaxInclusiveConstraintComponent MaxLengthConstraintComponent
    MinCountConstraintComponent MinExclusiveConstraintComponent MinInclusiveConstraintComponent
    MinLengthConstraintComponent NodeConstraintComponent NodeKindConstraintComponent
    NotConstraintComponent OrConstraintComponent PatternConstraintComponent
    PropertyConstraintComponent QualifiedMaxCountConstraintComponent
    QualifiedMinCountConstraintComponent SPARQLConstraintComponent UniqueLangConstraintComponent
    XoneConstraintComponent

    JSConstraint JSExecutable JSFunction JSLibrary JSRule JSTarget JSTargetType JSValidator
    SPARQLAskExecutable SPARQLAskValidator SPARQLConstraint SPARQLConstructExecutable
    SPARQLExecutable SPARQLFunction SPARQLRule SPARQLSelectExecutable SPARQLSelectValidator
    SPARQLTarget SPARQLTargetType SPARQLUpdateExecutable

    {" ".join(NODE_KINDS)}

    conforms detail focusNode result resultMessage resultPath resultSeverity shapesGraphWellFormed
    sourceConstraint sourceConstraintComponent sourceShape value

    deactivated entailment message path property severity shapesGraph suggestedShapesGraph target
    targetClass targetNode targetObjectsOf targetSubjectsOf
    alternativePath inversePath oneOrMorePath zeroOrMorePath zeroOrOnePath

    and class closed datatype disjoint equals flags hasValue ignoredProperties in languageIn
    lessThan lessThanOrEquals maxCount maxExclusive maxInclusive maxLength minCount minExclusive
    minInclusive minLength node nodeKind not or pattern qualifiedMaxCount qualifiedMinCount
    qualifiedValueShape qualifiedValueShapesDisjoint sparql uniqueLang xone

    defaultValue description group name order

    annotationProperty annotationValue annotationVarName ask construct declare labelTemplate
    namespace nodeValidator optional parameter prefix prefixes propertyValidator resultAnnotation
    select update validator

    condition expression filterShape intersection nodes object predicate returnType rule subject
    this union
    js jsFunctionName jsLibrary jsLibraryURL
    """.split()
)


def index(graph: AnyGraph) -> Index:
    """Return the default graph of a store by subject and predicate."""
    found: Index = {}
    for quad in graph.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        if not isinstance(quad.subject, ox.Triple):
            about = found.setdefault(quad.subject, {})
            about.setdefault(quad.predicate.value, []).append(quad.object)
    return found


def instances(graph: Index, kind: str) -> set[Node]:
    """Return the SHACL instances of a class: of it and of its subclasses (SHACL, section 1.1)."""
    below: dict[Term, list[Node]] = {}
    for node, about in graph.items():
        for above in about.get(SUBCLASS, ()):
            below.setdefault(above, []).append(node)
    classes: set[Term] = set()
    waiting: list[Term] = [ox.NamedNode(kind)]
    while waiting:
        one = waiting.pop()
        if one not in classes:
            classes.add(one)
            waiting += below.get(one, ())
    return {node for node, about in graph.items() if not classes.isdisjoint(about.get(TYPE, ()))}


def items(graph: Index, head: Term) -> list[Term] | None:
    """Return the members of a SHACL list (SHACL, section 1.2); None when it is not one."""
    found: list[Term] = []
    seen: set[Term] = set()
    while head != NIL:
        about = graph.get(head, {}) if isinstance(head, Node) else {}
        first, rest = about.get(FIRST, ()), about.get(REST, ())
        if head in seen or len(first) != 1 or len(rest) != 1:
            return None
        seen.add(head)
        found.append(first[0])
        head = rest[0]
    nil = graph.get(NIL, {})
    return None if FIRST in nil or REST in nil else found


def show(term: Term) -> str:
    """Return a term as a message names it."""
    if isinstance(term, ox.NamedNode):
        for start, short in ((SH, "sh:"), (RDF, "rdf:"), (XSD, "xsd:")):
            if term.value.startswith(start):
                return short + term.value[len(start) :]
    return "a blank node" if isinstance(term, ox.BlankNode) else str(term)
