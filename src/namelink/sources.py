"""The old name of `namelink.importers`: what it had is there, and this module goes with the next release."""

from __future__ import annotations

from typing import Any

_NAMES = {
    "Remark": "ImportIssue",
    **{name: name for name in ("read_csv", "read_geonames", "read_jrc_names", "read_opensanctions", "read_spacy")},
    "read_wikidata": "read_wikidata",
}
"""The names in `namelink.importers` of what this module had."""


def __getattr__(name: str) -> Any:
    from namelink import importers
    from namelink.deprecation import warn

    if name not in _NAMES:
        raise AttributeError(f"module 'namelink.sources' has no attribute {name!r}")
    warn(f"namelink.sources.{name}", f"namelink.importers.{_NAMES[name]}")
    return getattr(importers, _NAMES[name])
