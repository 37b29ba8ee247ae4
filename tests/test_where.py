"""A finding is placed in its file: the wrong value, or the block of the node that lacks one."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph.findings import Finding, Place
from scgraph.namespaces import BASE, SC
from scgraph.rules import SourceFile, read
from scgraph.where import Where

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TURTLE, TRIG, NT = ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES
# what stands at which line and column is written beside it
TEXT = f"""@prefix sc: <{SC}> .
@prefix usc10: <{BASE}usc/t10/s> .

usc10:333 a sc:CodeSection ;
    sc:citation "10 U.S.C. 333" ,
        "10 U.S.C. 334" .
_:x sc:citation "none" ; sc:partOf [ sc:heading "h" ] .
usc10:334 sc:partOf usc10:ch16 .
usc10:ch16 sc:heading "Security cooperation" ; sc:cites ( 1 2 ) .
usc10:334 a sc:CodeSection .
"""
SECTION, CHAPTER = f"{BASE}usc/t10/s333", f"{BASE}usc/t10/sch16"
CITATION, PART_OF, HEADING = f"<{SC}citation>", f"<{SC}partOf>", f"<{SC}heading>"


def file(text: str, name: str = "more.ttl", format: ox.RdfFormat = TURTLE) -> SourceFile:
    made = read(text, name, format)
    assert isinstance(made, SourceFile)
    return made


def where(*files: SourceFile, **more: object) -> Where:
    data = ox.Store()
    data.extend(
        ox.Quad(*quad.triple, graph)
        for one in files
        for quad in one.quads
        for graph in (quad.graph_name, ox.DefaultGraph())
    )
    return Where(files, data, **more)  # type: ignore[arg-type]


def finding(focus: str, path: str = "", value: str = "", kind: str = "", **more: str) -> Finding:
    component = f"{SH}{kind}ConstraintComponent" if kind else ""
    return Finding("violation", "a-rule", focus, "wrong", "mend", path, value, component, **more)


@pytest.mark.parametrize(
    ("one", "places"),
    [
        pytest.param(finding(SECTION), ["4:1-4:10"], id="no path: the block"),
        pytest.param(
            finding(SECTION, CITATION, '"10 U.S.C. 334"', "Pattern"), ["6:9-6:24"], id="wrong value"
        ),
        pytest.param(
            finding(SECTION, CITATION, "", "MaxCount"), ["5:17-5:32", "6:9-6:24"], id="too many"
        ),
        pytest.param(finding(SECTION, CITATION, "", "MinCount"), ["4:1-4:10"], id="too few"),
        pytest.param(finding(SECTION, HEADING, "", "MinCount"), ["4:1-4:10"], id="none"),
        pytest.param(
            finding(SECTION, CITATION, '"10 U.S.C. 333"', "Closed"), ["5:5-5:16"], id="closed"
        ),
        pytest.param(
            finding(f"{BASE}usc/t10/s334", HEADING, "", "MinCount"),
            ["10:1-10:10"],
            id="the block with the class",
        ),
        pytest.param(
            finding(f"{BASE}usc/t10/s334", f"( {PART_OF} {HEADING} )", '"Security cooperation"'),
            ["9:23-9:45"],
            id="sequence",
        ),
        pytest.param(
            finding(CHAPTER, f"[ <{SH}inversePath> {PART_OF} ]", f"<{BASE}usc/t10/s334>", "Class"),
            ["8:1-8:10"],
            id="inverse: the subject",
        ),
        pytest.param(
            finding(
                CHAPTER,
                f"( <{SC}cites> [ <{SH}zeroOrMorePath> <{RDF}rest> ] <{RDF}first> )",
                '"2"^^<http://www.w3.org/2001/XMLSchema#integer>',
            ),
            ["9:61-9:62"],
            id="item of a list",
        ),
        pytest.param(
            finding(
                SECTION, f"[ <{SH}alternativePath> ( {CITATION} {HEADING} ) ]", '"10 U.S.C. 334"'
            ),
            ["6:9-6:24"],
            id="alternative",
        ),
        pytest.param(
            finding(SECTION, HEADING, '"10 U.S.C. 334"', "Equals"),
            ["6:9-6:24"],
            id="a value of the other property",
        ),
        pytest.param(finding(f"{SC}CodeSection"), ["4:13-4:27"], id="an object alone"),
        pytest.param(finding(f"{SC}cites"), ["9:48-9:56"], id="a predicate alone"),
        pytest.param(finding('"none"'), ["7:17-7:23"], id="a literal"),
        pytest.param(finding(SECTION, source=f"{BASE}source/given"), ["4:1-4:10"], id="its source"),
        pytest.param(finding(SECTION, source=f"{BASE}source/other"), [], id="another source"),
        pytest.param(finding(f"{BASE}usc/t10/s000333"), [], id="unknown"),
        pytest.param(finding(""), [], id="nothing"),
    ],
)
def test_place(one: Finding, places: list[str]) -> None:
    found = where(file(TEXT), graphs={"more.ttl": f"{BASE}source/given"}).of(one)
    assert ["{}:{}-{}:{}".format(*place[1:]) for place in found] == places


def test_a_blank_node_is_found_and_named_as_the_file_names_it() -> None:
    source = file(TEXT)
    labelled = str(source.quads[3].subject)
    nested = next(str(quad.subject) for quad in source.quads if quad.object == ox.Literal("h"))
    lacks = where(source).placed(finding(labelled, f"<{SC}none>", "", "MinCount"))
    assert (lacks.focus, lacks.places[0]) == ("_:x", Place("more.ttl", 7, 1, 7, 4))
    inner = where(source).placed(finding(nested, HEADING, '"h"', "MaxLength"))
    assert inner.places == (Place("more.ttl", 7, 49, 7, 52),)


def test_a_triple_that_two_files_state_is_placed_in_both() -> None:
    column = len(f"<{SECTION}> {CITATION} ") + 1
    one = file(f'<{SECTION}> {CITATION} "333" .\n', "one.nt", NT)
    two = file(f'<urn:g> {{\n  <{SECTION}>\t{CITATION} "333" .\n}}\n', "two.trig", TRIG)
    places = where(one, two).of(finding(SECTION, CITATION, '"333"', "Pattern"))
    assert [str(place) for place in places] == [f"one.nt:1:{column}", f"two.trig:2:{column + 2}"]


def test_blank_nodes_of_two_files_stay_apart() -> None:
    one = file("_:x <urn:p> 1 .", "one.ttl")
    two = file("<urn:s> <urn:q> 0 . _:x <urn:p> 2 .", "two.ttl")
    subject = str(two.quads[1].subject)
    assert where(one, two).of(finding(subject)) == (Place("two.ttl", 1, 21, 1, 24),)


def test_a_format_without_places_gives_the_file() -> None:
    text = f"""<rdf:RDF xmlns:rdf="{RDF}" xmlns:s="{SC}">
      <rdf:Description rdf:about="{SECTION}"><s:citation>333</s:citation></rdf:Description>
      </rdf:RDF>"""
    source = file(text, "a.rdf", ox.RdfFormat.RDF_XML)
    for one in (finding(SECTION, CITATION, '"333"', "Pattern"), finding(SECTION)):
        assert where(source).of(one) == (Place("a.rdf"),)


def test_a_node_that_only_a_target_names_is_placed_in_the_shapes() -> None:
    shapes = file(f"<urn:s> <{SH}targetNode> <urn:n> .", "shapes.ttl")
    found = where(file(TEXT), shapes=[shapes]).of(finding("urn:n"))
    assert found == (Place("shapes.ttl", 1, 49, 1, 56),)


def test_a_property_that_is_wrong_is_pointed_to() -> None:
    one = finding(SECTION, CITATION, '"10 U.S.C. 334"')
    (place,) = where(file(TEXT)).of(one, property=True)
    assert place == Place("more.ttl", 5, 5, 5, 16)


def test_a_file_that_the_reader_does_not_know_has_no_line(tmp_path: Path) -> None:
    """RDF 1.2 is read by the engine and not by the source map: the file is named."""
    text = "<urn:s> <urn:p> <<( <urn:a> <urn:b> <urn:c> )>> , 1 ."
    found = where(file(text)).of(finding("urn:s", "<urn:p>", "", "MaxCount"))
    assert set(found) == {Place("more.ttl")}
