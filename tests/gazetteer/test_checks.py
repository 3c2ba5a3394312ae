from __future__ import annotations

from namelink.gazetteer.checks import check_records
from namelink.index.compiler import from_mappings


def test_slips_are_found() -> None:
    name = {"text": "طرابلس", "lang": "ar"}
    found = check_records(
        from_mappings(
            [
                {"id": "x:1", "type": "place", "weight": 0.5, "names": [name, {"text": "Tripoli", "lang": "en"}]},
                {"id": "x:2", "type": "place", "weight": 0.5, "names": [name]},
                {"id": "x:2", "type": "person", "weight": 0.5, "names": [{"text": "Ali", "lang": "en"}]},
            ]
        )
    )
    assert {(f.check, f.ids) for f in found} == {
        ("same-name", ("x:1", "x:2")),
        ("same-id", ("x:2",)),
        ("no-latin", ("x:2",)),
        ("no-arabic", ("x:2",)),
    }
