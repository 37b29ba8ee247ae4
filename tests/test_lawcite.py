"""Citations as people type them; the IRIs are those MODEL.md fixes."""

import pytest

from scgraph.lawcite import iris
from scgraph.namespaces import BASE


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("FAA 541", "act/faa/s541"),
        ("section 541 FAA", "act/faa/s541"),
        ("Section 541, FAA", "act/faa/s541"),
        ("sec. 541 of the Foreign Assistance Act", "act/faa/s541"),
        ("AECA 23", "act/aeca/s23"),
        ("§ 3(d) AECA", "act/aeca/s3_d"),
        ("Section 21(a)(1)(C), AECA", "act/aeca/s21_a_1_C"),
        ("FAA 502B", "act/faa/s502B"),
        ("faa 502b", "act/faa/s502B"),
        ("10 USC 332", "usc/t10/s332"),
        ("10 U.S.C. § 332", "usc/t10/s332"),
        ("Title 10, Section 332", "usc/t10/s332"),
        ("title 10 chapter 16", "usc/t10/sch16"),
        ("22 U.S.C. 2349aa-10", "usc/t22/s2349aa-10"),
        ("Chapter 6, AECA", "act/aeca/sch6"),
        ("Part II, Chapter 4 of the FAA", "act/faa/sptII_ch4"),
        ("chapter 4 part ii faa", "act/faa/sptII_ch4"),
        ("P.L. 101-508", "pl/101-508"),
        ("Public Law 114-328", "pl/114-328"),
        ("FREEDOM Support Act 504", "act/freedom/s504"),
        ("title 10", "usc/t10"),
    ],
)
def test_known_forms(text: str, local: str) -> None:
    assert BASE + local in iris(text)


@pytest.mark.parametrize("text", ["", "FMS", "section of the FAA", "drawdowns", "IMET 541"])
def test_no_citation(text: str) -> None:
    assert iris(text) == []
