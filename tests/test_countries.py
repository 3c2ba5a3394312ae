from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import tables
from namelink.countries import country_codes, nearest_country

ROWS = list(tables.rows("namelink", "countries.tsv"))


def test_every_country_is_known_by_its_codes_and_names() -> None:
    assert len(ROWS) == 250
    assert len({row["alpha2"] for row in ROWS} | {row["alpha3"] for row in ROWS}) == 500
    shared = {"Congo", "الكونغو"}
    for row in ROWS:
        names = {*row["english"].split("|"), *row["arabic"].split("|")} - shared
        for text in (row["alpha2"], row["alpha2"].lower(), row["alpha3"], row["alpha3"].title(), *names):
            assert country_codes(text) == (row["alpha2"],), text
    assert {country_codes(name) for name in shared} == {("CD", "CG")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("USA", "US"),
        ("U.S.", "US"),
        ("america", "US"),
        ("UK", "GB"),
        ("uae", "AE"),
        ("قيرغيزيا", "KG"),
        ("المملكه المتحده", "GB"),
        ("cote d'ivoire", "CI"),
    ],
)
def test_other_names(text: str, code: str) -> None:
    assert country_codes(text) == (code,)


@pytest.mark.parametrize("text", ["", " ", "XX", "ZZZ", "Atlantis", "Moscow", "c", "ق" * 10_000, "\ud800", "K G"])
def test_what_is_no_country(text: str) -> None:
    assert country_codes(text) == ()


def test_the_nearest_country() -> None:
    assert nearest_country("Germny") == ("Germany", "DE")
    assert nearest_country("قرغيستن") == ("Kyrgyzstan", "KG")
    assert nearest_country("x" * 10_000) is None


@given(st.text(max_size=12))
def test_any_text_may_be_asked(text: str) -> None:
    assert all(len(code) == 2 for code in country_codes(text))
