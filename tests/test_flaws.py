"""A shapes graph that is not valid SHACL is an error, one that does nothing is a warning."""

import time

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.files import shape_files
from scgraph.shacl.engines import read_shapes
from scgraph.shacl.flaws import Flaw, errors_of, targets_of, warnings_of

SH = "http://www.w3.org/ns/shacl#"
EX = "http://example.org/"
HEAD = f"""
@prefix ex: <{EX}> .
@prefix sh: <{SH}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "{EX}"^^xsd:anyURI ] .
"""


def graph(turtle: str) -> ox.Store:
    made = ox.Store()
    made.load((HEAD + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return made


def shape(body: str) -> ox.Store:
    """Return a node shape with a target and the body."""
    return graph(f"ex:S a sh:NodeShape ; sh:targetNode ex:a ; {body} .")


def field(body: str) -> ox.Store:
    """Return a property shape with a target and the body."""
    return graph(f"ex:S a sh:PropertyShape ; sh:targetNode ex:a ; {body} .")


def query(text: str, form: str = "field") -> ox.Store:
    """Return a shape with a SPARQL constraint."""
    body = f'sh:sparql [ sh:prefixes ex: ; sh:select """{text}""" ]'
    return field(f"sh:path ex:p ; {body}") if form == "field" else shape(body)


def component(parameters: str, validator: str) -> ox.Store:
    return graph(f"ex:C a sh:ConstraintComponent ; {parameters} {validator} .")


def said(flaws: list[Flaw]) -> list[tuple[str, str]]:
    """Return the kind and the term of SHACL that each flaw is about."""
    return [(one.kind, one.predicate.value[len(SH) :] if one.predicate else "") for one in flaws]


# what SHACL calls ill-formed: the shapes, the term at fault and what the message has to name
MALFORMED = {
    "path missing": (field("sh:minCount 1"), "minCount path", "no sh:path"),
    "path of a typed property shape missing": (field('sh:name "n"'), "path", "no sh:path"),
    "two paths": (field("sh:path ex:p , ex:q"), "path", "2 values"),
    "path of a node shape": (shape("sh:path ex:p"), "path", "sh:NodeShape has a sh:path"),
    "path a literal": (field('sh:path "p"'), "path", '"p"'),
    "path of nothing": (field("sh:path []"), "path", "it has nothing"),
    "path of a misspelt form": (field("sh:path [ sh:inverse ex:p ]"), "path", "sh:inverse"),
    "path of two forms": (
        field("sh:path [ sh:inversePath ex:p ; sh:zeroOrMorePath ex:q ]"),
        "path",
        "sh:inversePath, sh:zeroOrMorePath",
    ),
    "sequence of one": (field("sh:path ( ex:p )"), "path", "list of 1"),
    "alternative of one": (field("sh:path [ sh:alternativePath ( ex:p ) ]"), "path", "list of 1"),
    "alternative not a list": (
        field("sh:path [ sh:alternativePath ex:p ]"),
        "path",
        "not",
    ),
    "bad path inside": (
        field('sh:path ( ex:p [ sh:inversePath ( ex:q "r" ) ] )'),
        "path",
        '"r"',
    ),
    "path that holds itself": (
        graph("ex:S a sh:PropertyShape ; sh:path _:p . _:p sh:inversePath _:p ."),
        "path",
        "itself",
    ),
    "path nested too deep": (
        field(f"sh:path {'[ sh:inversePath ' * 60} ex:p {']' * 60}"),
        "path",
        "nested deeper than 50",
    ),
    "minCount a string": (field('sh:path ex:p ; sh:minCount "1"'), "minCount", '"1"'),
    "minCount a word": (field('sh:path ex:p ; sh:minCount "x"'), "minCount", '"x"'),
    "minCount ill-typed": (
        field('sh:path ex:p ; sh:minCount "x"^^xsd:integer'),
        "minCount",
        '"x"',
    ),
    "minCount a decimal": (field("sh:path ex:p ; sh:minCount 1.5"), "minCount", "1.5"),
    "two maxCounts": (field("sh:path ex:p ; sh:maxCount 1 , 2"), "maxCount", "2 values"),
    "minCount in a node shape": (shape("sh:minCount 1"), "minCount", "without sh:path"),
    "maxCount in a node shape": (shape("sh:maxCount 1"), "maxCount", "without sh:path"),
    "uniqueLang in a node shape": (shape("sh:uniqueLang true"), "uniqueLang", "without sh:path"),
    "lessThan in a node shape": (shape("sh:lessThan ex:q"), "lessThan", "without sh:path"),
    "lessThanOrEquals in a node shape": (
        shape("sh:lessThanOrEquals ex:q"),
        "lessThanOrEquals",
        "without sh:path",
    ),
    "qualifiedValueShape in a node shape": (
        shape("sh:qualifiedMinCount 1 ; sh:qualifiedValueShape ex:T"),
        "qualifiedValueShape",
        "without sh:path",
    ),
    "property shape under sh:node": (
        graph("ex:S a sh:NodeShape ; sh:node ex:P . ex:P sh:path ex:p ."),
        "node",
        "property shape",
    ),
    "node shape under sh:property": (
        graph("ex:S a sh:NodeShape ; sh:property ex:T . ex:T a sh:NodeShape ."),
        "property",
        "no sh:path",
    ),
    "sh:property without a path": (shape("sh:property [ sh:nodeKind sh:IRI ]"), "property", "path"),
    "class a literal": (shape('sh:class "C"'), "class", '"C"'),
    "datatype a blank node": (shape("sh:datatype []"), "datatype", "blank node"),
    "two datatypes": (shape("sh:datatype xsd:date , xsd:gYear"), "datatype", "xsd:gYear"),
    "nodeKind unknown": (shape("sh:nodeKind sh:Iri"), "nodeKind", "sh:Iri"),
    "nodeKind a class": (shape("sh:nodeKind ex:Kind"), "nodeKind", "ex"),
    "in not a list": (shape("sh:in ex:a"), "in", "not a list"),
    "in without end": (
        graph("ex:S a sh:NodeShape ; sh:in [ rdf:first 1 ] ."),
        "in",
        "not a list",
    ),
    "in with two rests": (
        graph("ex:S a sh:NodeShape ; sh:in [ rdf:first 1 ; rdf:rest () , ( 2 ) ] ."),
        "in",
        "not a list",
    ),
    "in a list that never ends": (
        graph("ex:S a sh:NodeShape ; sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l ."),
        "in",
        "not a list",
    ),
    "two ins": (shape("sh:in ( 1 ) , ( 2 )"), "in", "2 values"),
    "or not a list": (shape("sh:or [ sh:nodeKind sh:IRI ]"), "or", "not a list"),
    "and of a literal": (shape('sh:and ( "x" )'), "and", '"x"'),
    "xone of a number": (shape("sh:xone ( 1 )"), "xone", "1"),
    "not a literal": (shape("sh:not true"), "not", "true"),
    "minLength a word": (shape('sh:minLength "long"'), "minLength", "long"),
    "maxInclusive an IRI": (shape("sh:maxInclusive ex:a"), "maxInclusive", "literal"),
    "two minExclusives": (shape("sh:minExclusive 1 , 2"), "minExclusive", "2 values"),
    "pattern unreadable": (shape('sh:pattern "(["'), "pattern", "(["),
    "pattern tagged": (shape('sh:pattern "a"@en'), "pattern", '"a"@en'),
    "two patterns": (shape('sh:pattern "a" , "b"'), "pattern", "2 values"),
    "flags unknown": (shape('sh:pattern "a" ; sh:flags "k"'), "flags", "k"),
    "languageIn of an IRI": (shape("sh:languageIn ( ex:en )"), "languageIn", "member"),
    "languageIn a string": (shape('sh:languageIn "en"'), "languageIn", "not a list"),
    "uniqueLang a string": (field('sh:path ex:p ; sh:uniqueLang "true"'), "uniqueLang", '"true"'),
    "equals a literal": (shape('sh:equals "p"'), "equals", '"p"'),
    "disjoint a blank node": (shape("sh:disjoint []"), "disjoint", "blank node"),
    "lessThan a literal": (field("sh:path ex:p ; sh:lessThan 3"), "lessThan", "3"),
    "closed a number": (shape("sh:closed 2"), "closed", "2"),
    "ignoredProperties an IRI": (
        shape("sh:closed true ; sh:ignoredProperties rdf:type"),
        "ignoredProperties",
        "not a list",
    ),
    "ignoredProperties of a string": (
        shape('sh:closed true ; sh:ignoredProperties ( "p" )'),
        "ignoredProperties",
        '"p"',
    ),
    "qualifiedMinCount a string": (
        field('sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount "1"'),
        "qualifiedMinCount",
        '"1"',
    ),
    "targetClass a literal": (graph('ex:S sh:targetClass "C" .'), "targetClass", '"C"'),
    "targetNode a blank node": (graph("ex:S sh:targetNode [] ."), "targetNode", "blank node"),
    "targetSubjectsOf a literal": (
        graph('ex:S sh:targetSubjectsOf "p" .'),
        "targetSubjectsOf",
        '"p"',
    ),
    "targetObjectsOf a blank node": (
        graph("ex:S sh:targetObjectsOf [] ."),
        "targetObjectsOf",
        "blank",
    ),
    "severity a literal": (shape('sh:severity "Warning"'), "severity", '"Warning"'),
    "two severities": (shape("sh:severity sh:Info , sh:Warning"), "severity", "2 values"),
    "message a number": (shape("sh:message 3"), "message", "3"),
    "deactivated a string": (shape('sh:deactivated "true"'), "deactivated", '"true"'),
    "sparql a string": (shape('sh:sparql "SELECT $this {}"'), "sparql", "not a SPARQL"),
    "sparql without query": (shape('sh:sparql [ sh:message "m" ]'), "select", "no sh:select"),
    "sparql with two queries": (
        shape('sh:sparql [ sh:select "SELECT $this {}" , "SELECT * { $this ?p ?o }" ]'),
        "select",
        "2 sh:select",
    ),
    "query a tagged string": (shape('sh:sparql [ sh:select "SELECT"@en ]'), "select", "xsd:string"),
    "query with a syntax error": (query("SELECT $this WHERE { $this ex:p }"), "select", "line 1"),
    "query of another form": (query("ASK { $this ex:p 1 }"), "select", "no SELECT query"),
    "prefix not declared": (query("SELECT $this { $this un:p 1 }"), "select", "un:"),
    "this not projected": (query("SELECT ?x { $this ex:p ?x }"), "select", "does not project"),
    "assignment to this": (
        query("SELECT $this { BIND(ex:a AS ?this) }"),
        "select",
        "assigns to $this",
    ),
    "MINUS": (query("SELECT $this { $this ex:p 1 MINUS { $this ex:q 2 } }"), "select", "MINUS"),
    "VALUES": (query("SELECT $this { VALUES ?v { 1 } $this ex:p ?v }"), "select", "VALUES"),
    "SERVICE": (
        query("SELECT $this { SERVICE <http://example.org/> { $this ex:p 1 } }"),
        "select",
        "SERVICE",
    ),
    "subquery without this": (
        query("SELECT $this { { SELECT (MAX(?v) AS ?m) { $this ex:p ?v } } FILTER(?m > 3) }"),
        "select",
        "subquery does not project $this",
    ),
    "PATH as an object": (query("SELECT $this { $this ex:p $PATH }"), "select", "cannot be read"),
    "PATH in an expression": (
        query("SELECT $this { $this ?p 1 FILTER(?p = $PATH) }"),
        "select",
        "cannot be read",
    ),
    "PATH in a node shape": (query("SELECT $this { $this $PATH 1 }", "node"), "select", "$PATH"),
    "prefix without namespace": (
        graph('ex:o sh:declare [ sh:prefix "a" ] .'),
        "namespace",
        "no sh:namespace",
    ),
    "namespace an IRI": (
        graph('ex:o sh:declare [ sh:prefix "a" ; sh:namespace <http://a/> ] .'),
        "namespace",
        "xsd:anyURI",
    ),
    "prefix declared twice": (
        graph('ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://a/"^^xsd:anyURI ] .'),
        "namespace",
        "twice",
    ),
    "component without parameter": (
        component("", 'sh:validator [ sh:ask "ASK {}" ]'),
        "parameter",
        "no parameter",
    ),
    "component with optional parameters only": (
        component(
            "sh:parameter [ sh:path ex:low ; sh:optional true ] ;",
            'sh:validator [ sh:ask "ASK {}" ]',
        ),
        "parameter",
        "optional",
    ),
    "parameter with the name of a variable": (
        component("sh:parameter [ sh:path ex:value ] ;", 'sh:validator [ sh:ask "ASK {}" ]'),
        "parameter",
        "'value'",
    ),
    "parameters of one name": (
        component(
            "sh:parameter [ sh:path ex:low ] , [ sh:path <http://example.org/else/low> ] ;",
            'sh:validator [ sh:ask "ASK {}" ]',
        ),
        "parameter",
        "'low'",
    ),
    "parameter whose path is no property": (
        component(
            "sh:parameter [ sh:path ex:low ] , [ sh:path [ sh:inversePath ex:p ] ] ;",
            'sh:validator [ sh:ask "ASK {}" ]',
        ),
        "parameter",
        "one IRI",
    ),
    "validator of the other form": (
        component(
            "sh:parameter [ sh:path ex:low ] ;", 'sh:validator [ sh:select "SELECT $this {}" ]'
        ),
        "ask",
        "no sh:ask",
    ),
    "validator that assigns to its parameter": (
        component(
            "sh:parameter [ sh:path ex:low ] ;",
            'sh:validator [ sh:ask "ASK { BIND(1 AS ?low) }" ]',
        ),
        "ask",
        "$low",
    ),
    "validator that assigns to value": (
        component(
            "sh:parameter [ sh:path ex:low ] ;",
            'sh:validator [ sh:ask "ASK { BIND(1 AS ?value) }" ]',
        ),
        "ask",
        "$value",
    ),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_ill_formed_shapes_are_errors(name: str) -> None:
    """Each breaks one rule of SHACL, appendix A; the flaw leads to the triple and says the mend."""
    shapes, terms, words = MALFORMED[name]
    found = errors_of(shapes)
    assert said(found) == [("malformed-shape", term) for term in terms.split()]
    assert words in found[-1].message
    for one in found:
        assert one.severity == "violation" and one.mend
        assert one.value is None or list(shapes.quads_for_pattern(one.node, one.predicate, None))


def test_a_class_that_is_a_shape_has_an_iri() -> None:
    """SHACL, 2.1.3.3, implicit-targetClass-nodeKind."""
    (found,) = errors_of(graph("[] a rdfs:Class , sh:NodeShape ."))
    assert (found.kind, found.message) == (
        "malformed-shape",
        "a blank node is a class and a shape",
    )


def test_an_entailment_is_an_error() -> None:
    """SHACL, 1.5: a processor that has not the entailment must fail."""
    (found,) = errors_of(graph("ex: sh:entailment <http://www.w3.org/ns/entailment/RDFS> ."))
    assert (found.kind, found.severity) == ("unsupported-shape", "violation")


WELL_FORMED = {
    "nested paths": """ex:S a sh:PropertyShape ; sh:targetNode ex:a ;
        sh:path ( ex:p [ sh:alternativePath ( ex:q [ sh:inversePath ( ex:r ex:s ) ] ) ]
                  [ sh:zeroOrMorePath ex:t ] [ sh:oneOrMorePath ex:u ] [ sh:zeroOrOnePath ex:v ] )
        .""",
    "all of core": """ex:S a sh:NodeShape ; sh:targetNode ex:a , "a" ; sh:class ex:C , ex:D ;
        sh:nodeKind sh:IRIOrLiteral ; sh:minLength 1 ; sh:maxLength 9 ; sh:pattern "^a" ;
        sh:flags "i" ; sh:languageIn ( "en" ) ; sh:equals ex:p ; sh:disjoint ex:q ;
        sh:not [ sh:datatype xsd:date ] ; sh:and ( [ sh:hasValue ex:a ] ) ; sh:or () ;
        sh:xone ( ex:T ) ; sh:node ex:T ; sh:in ( ex:a 1 "x"@en ) ;
        sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:deactivated false ;
        sh:message "m" , "n"@en ; sh:severity ex:Own ; sh:property ex:P .
        ex:T sh:minExclusive 1 ; sh:minInclusive 1 ; sh:maxExclusive 2 ; sh:maxInclusive 2 .
        ex:P sh:path ex:p ; sh:minCount 0 ; sh:maxCount +2 ; sh:uniqueLang false ;
        sh:lessThan ex:q ; sh:lessThanOrEquals ex:q ; sh:name "n" ; sh:description "d"@en ;
        sh:order 1.5 ; sh:defaultValue 3 ; sh:group ex:G ; sh:qualifiedMinCount 1 ;
        sh:qualifiedMaxCount 2 ; sh:qualifiedValueShapesDisjoint true ;
        sh:qualifiedValueShape [ sh:class ex:C ] . ex:G a sh:PropertyGroup .""",
    "queries": '''ex:S a sh:PropertyShape ; sh:targetNode ex:a ; sh:path ex:p ; sh:sparql [
        a sh:SPARQLConstraint ; sh:prefixes ex: ; sh:message "{?value}" ; sh:select """
        # a comment with MINUS and un:known in it
        SELECT DISTINCT $this ?value (ex:p AS ?path) WHERE {
            $this $PATH ?value . ?value $PATH* "VALUES x:y" .
            { SELECT $this (COUNT(?o) AS ?n) WHERE { $this ex:q ?o } GROUP BY $this }
            FILTER NOT EXISTS { $this $PATH/ex:q ?value }
            FILTER (?n > 1) } """ ] .''',
    "prefixes by import": """ex:S sh:targetNode ex:a ; sh:sparql [ sh:prefixes ex:o ;
        sh:select "SELECT $this { $this ex:p 1 }" ] . ex:o owl:imports ex: .""",
    "prefixes of its own": """ex:S sh:targetNode ex:a ; sh:sparql [
        sh:select "PREFIX own: <http://own/> SELECT * { $this own:p 1 }" ] .""",
    "component": """ex:C a sh:ConstraintComponent ; sh:labelTemplate "at least {$low}" ;
        sh:parameter [ sh:path ex:low ; sh:datatype xsd:integer ] ,
            [ sh:path ex:note ; sh:optional true ] ;
        sh:nodeValidator [ a sh:SPARQLSelectValidator ;
            sh:select "SELECT $this { FILTER($this < $low) }" ] ;
        sh:propertyValidator [ a sh:SPARQLSelectValidator ;
            sh:select "SELECT $this ?value { $this $PATH ?value FILTER(?value < $low) }" ] ;
        sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER($value >= $low) }" ] .
        ex:S sh:targetNode 3 ; ex:low 4 .""",
    "advanced": """ex:S sh:targetNode ex:a ; sh:rule [ a sh:TripleRule ; sh:subject sh:this ;
        sh:predicate ex:p ; sh:object [ sh:path ex:q ] ; sh:condition ex:T ] ,
        [ a sh:SPARQLRule ; sh:prefixes ex: ;
          sh:construct "CONSTRUCT { $this ex:p 1 } WHERE { $this ex:q 1 }" ] .
        ex:T sh:class ex:C .
        ex:U sh:target [ a sh:SPARQLTarget ; sh:prefixes ex: ;
        sh:select "SELECT ?this { ?this ex:p 1 }" ] ; sh:class ex:C .""",
    "shapes graph": """ex:S sh:targetNode ex:a ; sh:sparql [ sh:prefixes ex: ;
        sh:select "SELECT $this { GRAPH $shapesGraph { ?s ex:p $this } }" ] .""",
    "a report": """[] a sh:ValidationReport ; sh:conforms false ; sh:result [
        a sh:ValidationResult ; sh:focusNode ex:a ; sh:resultSeverity sh:Warning ; sh:value 1 ;
        sh:resultPath ex:p ; sh:resultMessage "m" ; sh:sourceShape ex:S ;
        sh:sourceConstraintComponent sh:AndConstraintComponent ; sh:detail [] ] .""",
}


@pytest.mark.parametrize("name", WELL_FORMED)
def test_well_formed_shapes_are_clean(name: str) -> None:
    shapes = graph(WELL_FORMED[name])
    assert errors_of(shapes) == []
    assert warnings_of(shapes) == []


@pytest.mark.parametrize(
    ("body", "term", "mend"),
    [
        ("ex:S sh:targetNode ex:a ; sh:minLenght 3 .", "minLenght", "write sh:minLength"),
        ("ex:S sh:targetNode ex:a ; sh:MinLength 3 .", "MinLength", "write sh:minLength"),
        ("ex:S a sh:NodeShap ; sh:targetNode ex:a .", "", "write sh:NodeShape"),
        ("ex:S sh:targetNode ex:a ; sh:severity sh:Eror .", "severity", "write sh:Violation"),
        ("ex:S sh:targetNode ex:a ; sh:zzzzz 1 .", "zzzzz", "no engine reads it"),
    ],
)
def test_unknown_terms_are_warnings(body: str, term: str, mend: str) -> None:
    """The mend names the nearest term that SHACL has, if any is near."""
    shapes = graph(body)
    (found,) = warnings_of(shapes)
    assert (found.kind, found.severity) == ("unknown-sh-term", "warning")
    assert mend in found.mend
    assert found.predicate is not None
    if term:
        assert found.predicate.value == SH + term
    assert list(shapes.quads_for_pattern(found.node, found.predicate, found.value))
    assert errors_of(shapes) == []


def test_a_misspelt_target_is_two_warnings() -> None:
    """The term, and the shape that has no target because of it."""
    found = warnings_of(graph("ex:S a sh:NodeShape ; sh:targetClas ex:C ; sh:class ex:D ."))
    assert [one.kind for one in found] == ["targets-nothing", "unknown-sh-term"]
    assert found[1].mend == "write sh:targetClass"


def test_the_terms_are_those_of_the_vocabulary() -> None:
    """rdflib carries the same vocabulary, made from the file at the namespace address."""
    from rdflib import SH as THEIRS

    from scgraph.shacl.flaws.terms import TERMS

    # Python keywords and the IRIs of parameters (sh:AndConstraintComponent-and) are in the second
    theirs = {*THEIRS.__annotations__, *THEIRS._extras}
    assert {part for term in theirs for part in term.split("-")} == TERMS


AIMLESS = {
    "class": "ex:S sh:targetClass ex:Nothing .",
    "node shape without target": "ex:S a sh:NodeShape ; sh:class ex:C .",
    "untyped shape without target": "ex:S sh:class ex:C .",
    "property shape without target": "ex:S sh:path ex:p ; sh:minCount 1 .",
    "subjects": "ex:S sh:targetSubjectsOf ex:nothing .",
    "objects": "ex:S sh:targetObjectsOf ex:nothing .",
    "implicit class": "ex:Nothing a rdfs:Class , sh:NodeShape .",
}
AIMED = {
    "class": "ex:S sh:targetClass ex:C .",
    "class above": "ex:S sh:targetClass ex:Above .",
    "one of two": "ex:S sh:targetClass ex:Nothing , ex:C .",
    "node": "ex:S sh:targetNode ex:not-in-the-data .",
    "subjects": "ex:S sh:targetSubjectsOf ex:p .",
    "objects": "ex:S sh:targetObjectsOf ex:p .",
    "implicit class": "ex:C a rdfs:Class , sh:NodeShape .",
    "implicit class of OWL": "ex:C a owl:Class , sh:NodeShape .",
    "deactivated": "ex:S sh:targetClass ex:Nothing ; sh:deactivated true .",
    "used by sh:node": "ex:S sh:targetClass ex:C ; sh:node ex:T . ex:T a sh:NodeShape .",
    "used in a list": "ex:S sh:targetClass ex:C ; sh:or ( ex:T ) . ex:T a sh:NodeShape .",
    "used by sh:property": "ex:S sh:targetClass ex:C ; sh:property ex:T . ex:T sh:path ex:p .",
    "inside": "ex:S sh:targetClass ex:C ; sh:not [ sh:class ex:D ] .",
    "advanced": 'ex:S a sh:NodeShape ; sh:target [ sh:select "SELECT ?this {}" ] .',
}
DATA = "ex:a a ex:C ; ex:p ex:b , ex:c . ex:b a ex:D . ex:C rdfs:subClassOf ex:Above ."


@pytest.mark.parametrize("name", AIMLESS)
def test_shapes_that_target_nothing_are_warnings(name: str) -> None:
    """Told with the data; without it only where there is no target at all."""
    shapes = graph(AIMLESS[name])
    (found,) = warnings_of(shapes, graph(DATA))
    assert (found.kind, found.severity) == ("targets-nothing", "warning")
    assert bool(warnings_of(shapes)) == ("without target" in name)


@pytest.mark.parametrize("name", AIMED)
def test_shapes_with_a_target_or_a_user_are_clean(name: str) -> None:
    assert warnings_of(graph(AIMED[name]), graph(DATA)) == []


@pytest.mark.parametrize(
    ("body", "kind", "term"),
    [
        ("sh:node ex:Missing", "undefined-shape", "node"),
        ("sh:not ex:Missing", "undefined-shape", "not"),
        ("sh:or ( ex:Missing )", "undefined-shape", "or"),
        ('sh:flags "i"', "idle-parameter", "flags"),
        ("sh:ignoredProperties ( ex:p )", "idle-parameter", "ignoredProperties"),
        ("sh:qualifiedMinCount 1", "idle-parameter", "qualifiedMinCount"),
    ],
)
def test_names_and_parameters_that_do_nothing_are_warnings(body: str, kind: str, term: str) -> None:
    """SHACL takes them without a word: 2.1 makes a shape of any name, 2.1.1 needs all parameters"""
    assert said(warnings_of(shape(body))) == [(kind, term)]
    assert errors_of(shape(body)) == []


ANY = "sh:parameter [ sh:path ex:any ]"


@pytest.mark.parametrize(
    ("shapes", "term", "words"),
    [
        (component(ANY, ""), "validator", "no validator"),
        (
            component(f"{ANY} ;", 'sh:validator [ a sh:JSValidator ; sh:jsFunctionName "f" ]'),
            "validator",
            "no validator in SPARQL",
        ),
        (
            graph(
                f"ex:C a sh:ConstraintComponent ; {ANY} ; sh:validator [ sh:ask 'ASK {{}}' ] ."
                "ex:S sh:targetNode ex:a ; ex:any 1 , 2 ."
            ),
            None,
            "2 values",
        ),
        (
            shape('sh:sparql [ sh:deactivated true ; sh:select "SELECT $this {}" ]'),
            "deactivated",
            "it is run",
        ),
        (query("SELECT $this { GRAPH ?g { $this ex:p 1 } }"), "select", "GRAPH"),
        (shape('sh:js [ sh:jsFunctionName "f" ]'), "js", "JavaScript"),
        (
            graph(
                "sh:SPARQLFunction rdfs:subClassOf sh:Function ."
                'ex:f a sh:SPARQLFunction ; sh:select "SELECT" .'
            ),
            "",
            "not run",
        ),
        (graph('ex:f a sh:SPARQLFunction ; sh:select "SELECT" .'), "", "not run"),
        (graph('ex:f a sh:JSFunction ; sh:jsFunctionName "f" .'), "", "not run"),
    ],
)
def test_what_is_not_run_is_a_warning(shapes: ox.Store, term: str | None, words: str) -> None:
    """The engine takes it without a word; `engines/` shows where SHACL asks for more."""
    (found,) = warnings_of(shapes)
    assert (found.kind, found.severity) == ("unsupported-shape", "warning")
    wanted = EX + "any" if term is None else SH + term
    assert (found.predicate.value if found.predicate else SH) == wanted
    assert words in found.message
    assert errors_of(shapes) == []


def test_a_namespace_that_is_a_string_is_a_warning() -> None:
    """SHACL, 5.2.1, asks for xsd:anyURI; engines read it all the same."""
    shapes = graph('ex:o sh:declare [ sh:prefix "a" ; sh:namespace "http://a/" ] .')
    (found,) = warnings_of(shapes)
    assert (found.kind, found.severity) == ("malformed-shape", "warning")
    assert errors_of(shapes) == []


def test_targets_are_counted_once() -> None:
    """a by class and by subject, b and c as objects, d by name though the data has it not."""
    shapes = graph(
        "ex:S sh:targetClass ex:Above . ex:T sh:targetSubjectsOf ex:p ; sh:targetObjectsOf ex:p ."
        "ex:U sh:targetNode ex:d , ex:a . ex:V sh:targetClass ex:D ; sh:deactivated true ."
    )
    assert targets_of(shapes, graph(DATA)) == 4


def test_the_shipped_shapes_are_clean(graph: Graph) -> None:
    """No error, no warning, each shape has a target in the graph, and the check takes no time."""
    shapes = read_shapes(shape_files())
    assert errors_of(shapes) == []
    assert warnings_of(shapes, graph.store) == []
    assert targets_of(shapes, graph.store) > 9000
    best = min(_timed(shapes) for _ in range(5))
    assert best < 0.06


def _timed(shapes: ox.Store) -> float:
    start = time.process_time()
    errors_of(shapes)
    warnings_of(shapes)
    return time.process_time() - start
