"""The words for SHACL's constraint components."""

import pytest

from scgraph.shacl.wording import component_words, parameter_of

SH = "http://www.w3.org/ns/shacl#"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("IRI", "an IRI"),
        ("Literal", "a literal"),
        ("BlankNode", "a blank node"),
        ("BlankNodeOrIRI", "an IRI or a blank node"),
        ("BlankNodeOrLiteral", "a blank node or a literal"),
        ("IRIOrLiteral", "an IRI or a literal"),
    ],
)
@pytest.mark.parametrize("form", ["sh:{}", f"<{SH}{{}}>"])
def test_a_kind_of_node_is_told_in_words(kind: str, words: str, form: str) -> None:
    """However the kind is shown, as prefixed name or as IRI."""
    shown = component_words(
        f"{SH}NodeKindConstraintComponent",
        {"path": "ex:p", "value": "1"},
        lambda name: form.format(kind),
    )
    assert shown == (f"1 is not {words}", f"write {words}")


def test_braces_in_a_value_stay_as_they_are() -> None:
    """A value is filled in, not read as a pattern."""
    shown = component_words(
        f"{SH}PatternConstraintComponent",
        {"path": "ex:p", "value": '"{path}"'},
        lambda name: '"^{2}$"',
    )
    assert shown[0] == '"{path}" does not match "^{2}$"'


@pytest.mark.parametrize("component", [f"{SH}SPARQLConstraintComponent", "http://example.org/Own"])
def test_what_is_no_core_constraint_has_no_words(component: str) -> None:
    """SPARQL constraints and components of others tell their own message."""
    assert component_words(component, {"path": "", "value": ""}, lambda name: "") == ("", "")


@pytest.mark.parametrize(
    ("component", "parameter"),
    [
        (f"{SH}MinCountConstraintComponent", "minCount"),
        (f"{SH}InConstraintComponent", "in"),
        (f"{SH}QualifiedMaxCountConstraintComponent", "qualifiedMaxCount"),
        ("http://example.org/terms#OwnConstraintComponent", "own"),
    ],
)
def test_a_component_is_known_by_its_parameter(component: str, parameter: str) -> None:
    assert parameter_of(component) == parameter
