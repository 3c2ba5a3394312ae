"""The date of the default gazetteer: the newest date of a source of its records, by data/gazetteer/SOURCES.toml.

Sources of tables of words alone do not count: whoever asks how fresh a gazetteer is asks for its entities.
Run: ``python tools/gazetteer_date.py``.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data" / "gazetteer"


def newest_date(folder: Path) -> date:
    """Return the newest date of the sources of records.

    Args:
        folder: Where the records are, with SOURCES.toml beside them.
    """
    sources = tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8")).values()
    dates: list[date] = [
        source["date"] for source in sources if any((folder / f).suffix == ".jsonl" for f in source["files"])
    ]
    return max(dates)


if __name__ == "__main__":
    print(newest_date(DATA))
