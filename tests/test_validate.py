"""Each shape and each check passes its good file and catches its bad one, the others silent."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from scgraph import Graph
from scgraph.checks import read_check
from scgraph.errors import ScgraphError
from scgraph.files import check_files, ontology_files, shape_files
from scgraph.namespaces import BASE
from scgraph.store import merged, read_quads, read_sources
from scgraph.validate import Finding, check, validate

TESTS = Path(__file__).parent
SHAPES = sorted(path.name.split(".")[0] for path in (TESTS / "shapes").glob("*.bad.ttl"))
CHECKS = sorted(path.name.split(".")[0] for path in (TESTS / "checks").glob("*.bad.trig"))
EXAMPLES = sorted((TESTS / "shapes").glob("*.ttl"))
Result = tuple[str, str, str, str, str, str]


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Return what is asserted: shapes and checks judge what sources say, not what follows."""
    return Graph(asserted=True)


ONTOLOGY = ox.NamedNode("https://w3id.org/scgraph/source/ontology")


def store(path: Path) -> ox.Store:
    made = ox.Store()
    made.extend(merged(read_quads(path)))
    return made


def with_ontology(path: Path) -> ox.Store:
    """Return the store of an example beside the ontology, which is a source of its own."""
    made = ox.Store()
    made.extend(read_quads(path))
    for module in ontology_files():
        quads = read_quads(module)
        made.extend(ox.Quad(q.subject, q.predicate, q.object, ONTOLOGY) for q in quads)
    return made


def results(findings: list[Finding]) -> list[Result]:
    """Return what two engines must agree on."""
    return sorted(
        (f.focus, f.path, f.value, f.component, f.severity, f.source_shape) for f in findings
    )


def test_each_shape_and_check_has_its_files() -> None:
    """Every named node shape of the shapes files has examples, every example its shape."""
    named = set()
    for path in shape_files():
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r"^shape:([\w-]+)\n? *a sh:NodeShape", text, re.MULTILINE))
    assert set(SHAPES) == named
    assert CHECKS == [read_check(path).id for path in check_files()]
    for name in SHAPES:
        assert (TESTS / "shapes" / f"{name}.good.ttl").is_file()
    for name in CHECKS:
        assert (TESTS / "checks" / f"{name}.good.trig").is_file()


@pytest.mark.parametrize("shape", SHAPES)
def test_shape(shape: str) -> None:
    assert validate(store(TESTS / "shapes" / f"{shape}.good.ttl")) == []
    found = validate(store(TESTS / "shapes" / f"{shape}.bad.ttl"))
    assert {finding.rule for finding in found} == {shape}
    assert all(finding.message for finding in found)


@pytest.mark.parametrize("name", CHECKS)
def test_check(name: str) -> None:
    assert check(with_ontology(TESTS / "checks" / f"{name}.good.trig")) == []
    found = check(with_ontology(TESTS / "checks" / f"{name}.bad.trig"))
    assert {finding.rule for finding in found} == {name}


def test_each_kind_of_uslm_path_is_held_against_its_iri() -> None:
    """A section, a group of sections and a public law each have their own rule."""
    found = check(with_ontology(TESTS / "checks" / "uslm-at-odds-with-iri.bad.trig"))
    wanted = {f"{BASE}usc/t10/s333", f"{BASE}usc/t10/sch16", f"{BASE}pl/114-328"}
    assert {finding.focus for finding in found} == wanted


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_pyshacl_gives_the_same_results(path: Path) -> None:
    data = store(path)
    assert results(validate(data)) == results(validate(data, engine="pyshacl"))


def broken(graph: Graph) -> ox.Store:
    """Return the merge without authorities, labels and kinds."""
    gone = ("authorizedBy", "prefLabel", "figureKind", "statement", "partOf", "mode")
    made = ox.Store()
    made.extend(
        quad
        for quad in graph.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        if not quad.predicate.value.endswith(gone)
    )
    return made


def test_pyshacl_gives_the_same_results_on_the_chapter(chapter_graph: Graph) -> None:
    """With the law away, much is missing; and broken."""
    for data in (chapter_graph.store, broken(chapter_graph)):
        found = results(validate(data))
        assert found == results(validate(data, engine="pyshacl"))
    assert len(found) > 100


@pytest.mark.slow
def test_pyshacl_gives_the_same_results_on_the_whole_graph(graph: Graph) -> None:
    for data in (graph.store, broken(graph)):
        found = results(validate(data))
        assert found == results(validate(data, engine="pyshacl"))
    assert len(found) > 100


def test_the_shipped_graph_conforms(graph: Graph) -> None:
    assert validate(graph.store) == []
    sources = ox.Store()
    sources.extend(read_sources())
    assert check(sources) == []


def test_a_shape_that_cannot_be_used_is_an_error(tmp_path: Path, graph: Graph) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:s> a sh:NodeShape ; sh:x")
    with pytest.raises(ScgraphError, match=r"shapes.ttl:2:\d+: syntax error"):
        validate(graph.store, [shapes])
    with pytest.raises(ScgraphError, match="cannot read"):
        validate(graph.store, [tmp_path / "none.ttl"])


def test_a_shape_needs_no_type(tmp_path: Path, graph: Graph) -> None:
    """A node with a target is a shape (SHACL, section 2.1)."""
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://example.org/> .
        e:named sh:targetNode <https://w3id.org/scgraph/program/imet> ; sh:property e:one .
        e:one sh:path e:none ; sh:minCount 1 ; sh:message "mend it" ."""
    )
    assert [finding.message for finding in validate(graph.store, [shapes])] == ["mend it"]


def test_own_shapes(tmp_path: Path, graph: Graph) -> None:
    """A shape of the user's own is held against the shipped graph."""
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://example.org/> .
        e:named a sh:NodeShape ; sh:targetNode <https://w3id.org/scgraph/program/imet> ;
          sh:property e:one . e:one sh:path e:none ; sh:minCount 1 ; sh:message "mend it" ."""
    )
    [found] = validate(graph.store, [shapes])
    assert (found.rule, found.message) == ("named", "mend it")
