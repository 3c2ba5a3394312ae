from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink.dates import iso_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1952, "1952"),
        (7, "0007"),
        ("1952", "1952"),
        (" 1952-10 ", "1952-10"),
        ("1952-10-07", "1952-10-07"),
        ("١٩٥٢-١٠-٠٧", "1952-10-07"),
        (date(1952, 10, 7), "1952-10-07"),
        (datetime(1952, 10, 7, 23, 59, tzinfo=UTC), "1952-10-07"),
        ("1952-13", None),
        ("1951-02-29", None),
        ("1952-1-1", None),
        ("7.10.1952", None),
        ("0000", None),
        ("52", None),
        ("", None),
        (0, None),
        (19521007, None),
        (True, None),
        (1952.0, None),
        (None, None),
    ],
)
def test_a_year_a_month_or_a_day(value: Any, expected: str | None) -> None:
    assert iso_date(value) == expected


@given(st.dates())
def test_every_date_is_one(day: date) -> None:
    assert iso_date(day) == iso_date(day.isoformat()) == day.isoformat()
    assert iso_date(day.year) == iso_date(day.isoformat()[:4]) == day.isoformat()[:4]
