"""The terms of the vocabularies of W3C that every project reuses, as their standards list them."""

__all__ = ["VOCABULARIES"]

# RDF 1.1 Schema, 5; RDF 1.1 Concepts, 5; JSON-LD 1.1, 10.2; OWL 2 rdf:PlainLiteral, 3;
# RDF 1.2 Concepts (rdf:reifies, rdf:dirLangString). rdf:_1, rdf:_2 ... are told by their form.
_RDF = """
    Alt Bag CompoundLiteral HTML JSON List PlainLiteral Property Seq Statement XMLLiteral
    dirLangString direction first langRange langString language nil object predicate reifies rest
    subject type value
"""

# RDF 1.1 Schema, 5; RDF 1.2 Schema (rdfs:Proposition).
_RDFS = """
    Class Container ContainerMembershipProperty Datatype Literal Proposition Resource
    comment domain isDefinedBy label member range seeAlso subClassOf subPropertyOf
"""

# OWL 2 Structural Specification, 2.4 and 5; OWL 2 Mapping to RDF, 2; OWL 1 Reference, appendix B.
_OWL = """
    AllDifferent AllDisjointClasses AllDisjointProperties Annotation AnnotationProperty
    AsymmetricProperty Axiom Class DataRange DatatypeProperty DeprecatedClass DeprecatedProperty
    FunctionalProperty InverseFunctionalProperty IrreflexiveProperty NamedIndividual
    NegativePropertyAssertion Nothing ObjectProperty Ontology OntologyProperty ReflexiveProperty
    Restriction SymmetricProperty Thing TransitiveProperty
    allValuesFrom annotatedProperty annotatedSource annotatedTarget assertionProperty
    backwardCompatibleWith bottomDataProperty bottomObjectProperty cardinality complementOf
    datatypeComplementOf deprecated differentFrom disjointUnionOf disjointWith distinctMembers
    equivalentClass equivalentProperty hasKey hasSelf hasValue imports incompatibleWith
    intersectionOf inverseOf maxCardinality maxQualifiedCardinality members minCardinality
    minQualifiedCardinality onClass onDataRange onDatatype onProperties onProperty oneOf
    priorVersion propertyChainAxiom propertyDisjointWith qualifiedCardinality rational real sameAs
    someValuesFrom sourceIndividual targetIndividual targetValue topDataProperty topObjectProperty
    unionOf versionIRI versionInfo withRestrictions
"""

# SHACL, appendix A to D; SHACL Advanced Features; SHACL JavaScript Extensions.
_SH = """
    AbstractResult AndConstraintComponent BlankNode BlankNodeOrIRI BlankNodeOrLiteral
    ClassConstraintComponent ClosedConstraintComponent ConstraintComponent
    DatatypeConstraintComponent DisjointConstraintComponent EqualsConstraintComponent
    ExpressionConstraintComponent Function HasValueConstraintComponent IRI IRIOrLiteral
    InConstraintComponent Info JSConstraint JSConstraintComponent JSExecutable JSFunction
    JSLibrary JSRule JSTarget JSTargetType JSValidator LanguageInConstraintComponent
    LessThanConstraintComponent LessThanOrEqualsConstraintComponent Literal
    MaxCountConstraintComponent MaxExclusiveConstraintComponent MaxInclusiveConstraintComponent
    MaxLengthConstraintComponent MinCountConstraintComponent MinExclusiveConstraintComponent
    MinInclusiveConstraintComponent MinLengthConstraintComponent NodeConstraintComponent
    NodeKind NodeKindConstraintComponent NodeShape NotConstraintComponent OrConstraintComponent
    Parameter Parameterizable PatternConstraintComponent PrefixDeclaration
    PropertyConstraintComponent PropertyGroup PropertyShape QualifiedMaxCountConstraintComponent
    QualifiedMinCountConstraintComponent ResultAnnotation Rule SPARQLAskExecutable
    SPARQLAskValidator SPARQLConstraint SPARQLConstraintComponent SPARQLConstructExecutable
    SPARQLExecutable SPARQLFunction SPARQLRule SPARQLSelectExecutable SPARQLSelectValidator
    SPARQLTarget SPARQLTargetType SPARQLUpdateExecutable Severity Shape Target TargetType
    TripleRule UniqueLangConstraintComponent ValidationReport ValidationResult Validator
    Violation Warning XoneConstraintComponent
    alternativePath and annotationProperty annotationValue annotationVarName ask class closed
    condition conforms construct datatype deactivated declare defaultValue description detail
    disjoint entailment equals expression filterShape flags focusNode group hasValue
    ignoredProperties in intersection inversePath js jsFunctionName jsLibrary jsLibraryURL
    labelTemplate languageIn lessThan lessThanOrEquals maxCount maxExclusive maxInclusive
    maxLength message minCount minExclusive minInclusive minLength name namespace node nodeKind
    nodeValidator nodes not object oneOrMorePath optional or order parameter path pattern
    predicate prefix prefixes property propertyValidator qualifiedMaxCount qualifiedMinCount
    qualifiedValueShape qualifiedValueShapesDisjoint result resultAnnotation resultMessage
    resultPath resultSeverity returnType rule select severity shapesGraph shapesGraphWellFormed
    sourceConstraint sourceConstraintComponent sourceShape sparql subject suggestedShapesGraph
    target targetClass targetNode targetObjectsOf targetSubjectsOf this union uniqueLang update
    validator value values xone zeroOrMorePath zeroOrOnePath
"""

# SKOS Reference, appendix B.
_SKOS = """
    Collection Concept ConceptScheme OrderedCollection
    altLabel broadMatch broader broaderTransitive changeNote closeMatch definition editorialNote
    exactMatch example hasTopConcept hiddenLabel historyNote inScheme mappingRelation member
    memberList narrowMatch narrower narrowerTransitive notation note prefLabel related relatedMatch
    scopeNote semanticRelation topConceptOf
"""

# XML Schema 1.1 Datatypes, 3.3 and 3.4, and the facets of 4.3, which OWL 2 uses as properties.
_XSD = """
    ENTITIES ENTITY ID IDREF IDREFS NCName NMTOKEN NMTOKENS NOTATION Name QName
    anyAtomicType anySimpleType anyType anyURI base64Binary boolean byte date dateTime dateTimeStamp
    dayTimeDuration decimal double duration float gDay gMonth gMonthDay gYear gYearMonth hexBinary
    int integer language long negativeInteger nonNegativeInteger nonPositiveInteger normalizedString
    positiveInteger short string time token unsignedByte unsignedInt unsignedLong unsignedShort
    yearMonthDuration
    assertions enumeration explicitTimezone fractionDigits length maxExclusive maxInclusive
    maxLength minExclusive minInclusive minLength pattern totalDigits whiteSpace
"""

VOCABULARIES = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": frozenset(_RDF.split()),
    "http://www.w3.org/2000/01/rdf-schema#": frozenset(_RDFS.split()),
    "http://www.w3.org/2002/07/owl#": frozenset(_OWL.split()),
    "http://www.w3.org/ns/shacl#": frozenset(_SH.split()),
    "http://www.w3.org/2004/02/skos/core#": frozenset(_SKOS.split()),
    "http://www.w3.org/2001/XMLSchema#": frozenset(_XSD.split()),
}
"""Namespace to local names."""
