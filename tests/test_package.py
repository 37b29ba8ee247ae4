import scgraph
from scgraph.files import root


def test_the_tested_package_is_the_installed_one() -> None:
    assert "site-packages" in scgraph.__file__
    assert "site-packages" in root()
