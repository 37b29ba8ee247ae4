"""Small files that grow beyond all measure are refused, and lawful ones are not."""

import pyoxigraph as ox
import pytest

from scgraph.bombs import refuse_bomb
from scgraph.errors import BadInputError

XML, JSON, TURTLE = ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD, ox.RdfFormat.TURTLE


def xml(entities: str, text: str) -> bytes:
    return f"<!DOCTYPE x [ {entities} ]><x>{text}</x>".encode()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(xml("", "&amp;&#38;&none;"), id="no entity of its own"),
        pytest.param(
            xml('<!ENTITY owl "http://www.w3.org/2002/07/owl#">', "&owl;Class" * 1000), id="owl"
        ),
        pytest.param(xml("<!ENTITY a 'x'> <!ENTITY b '&a;&a;'>", "&b;"), id="one in another"),
        pytest.param(xml(f'<!ENTITY a "{"x" * 1000}">', "&a;" * 99_000), id="99 MB"),
    ],
)
def test_lawful_entities_pass(data: bytes) -> None:
    refuse_bomb(data, "a.rdf", XML)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(
            xml(
                "<!ENTITY a '0123456789'>"
                + "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(2, 12))
                + f"<!ENTITY e1 '{'&a;' * 10}'>",
                "&e11;",
            ),
            "more than 100 MB",
            id="ten times ten times ten",
        ),
        pytest.param(
            xml(f'<!ENTITY a "{"x" * 1000}">', "&a;" * 101_000), "more than 100 MB", id="101 MB"
        ),
        pytest.param(
            xml("<!ENTITY a '&b;'> <!ENTITY b '&a;'>", "&a;"), "holds itself", id="itself"
        ),
        pytest.param(
            xml(
                "".join(f"<!ENTITY e{n} '&e{n - 1};'>" for n in range(1, 20_000))
                + "<!ENTITY e0 'x'>",
                "&e19999;",
            ),
            "nested too deep",
            id="a long chain",
        ),
    ],
)
def test_entities_that_grow_are_refused(data: bytes, told: str) -> None:
    """The message names the file and says how to mend it."""
    with pytest.raises(BadInputError, match=told) as caught:
        refuse_bomb(data, "a.rdf", XML)
    assert caught.value.where == "a.rdf"
    assert caught.value.mend


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("[" * 1000 + "]" * 1000, False),
        ("[" * 1001 + "]" * 1001, True),
        ('{"a":' * 1001 + "1" + "}" * 1001, True),
        # many side by side, and brackets within strings
        ("[" + ",".join(["{}"] * 5000) + "]", False),
        (f'["{"[" * 5000}"]', False),
        (f'["\\\\", "\\"{"[" * 5000}"]', False),
    ],
)
def test_json_is_refused_by_its_depth(text: str, refused: bool) -> None:
    if not refused:
        return refuse_bomb(text.encode(), "a.jsonld", JSON)
    with pytest.raises(BadInputError, match="1,000 levels deep"):
        refuse_bomb(text.encode(), "a.jsonld", JSON)


def test_other_formats_have_neither() -> None:
    refuse_bomb(b"[" * 5000 + b'<!ENTITY a "&a;"> &a;', "a.ttl", TURTLE)
