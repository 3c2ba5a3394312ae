"""Dates as lists give them: a year, a year and a month, or a day, in the form of ISO 8601."""

from __future__ import annotations

import re
from datetime import MAXYEAR, date
from numbers import Integral
from typing import Any

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def iso_date(value: Any) -> str | None:
    """Return a year, a month or a day as ISO 8601 writes it; None for what is none of them.

    Args:
        value: A year as a number; a date of `datetime`; or a text, in digits of any script.

    >>> iso_date(1952), iso_date("1952-10"), iso_date(date(1952, 10, 7)), iso_date("7.10.1952"), iso_date("1952-02-30")
    ('1952', '1952-10', '1952-10-07', None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, date):
        value = value.isoformat()[:10]
    elif isinstance(value, Integral):
        value = f"{int(value):04}" if 0 < int(value) <= MAXYEAR else ""
    found = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]
