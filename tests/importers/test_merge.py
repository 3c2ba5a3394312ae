from __future__ import annotations

from pathlib import Path

from namelink.config import Limits
from namelink.importers import ImportContext, ImportIssue, get_importer
from tests.importers.samples import write


def test_a_record_has_so_many_names_at_most(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ["id,type,name:en", *(f"x:1,place,Name {letter}" for letter in "abcd")])
    rejects: list[ImportIssue] = []
    context = ImportContext(rejects.append, limits=Limits(most_names_of_record=3))
    (record,) = get_importer("csv").read([path], context, {})
    assert [name.text for name in record.names] == ["Name a", "Name b", "Name c"]
    assert [(issue.line, issue.reason) for issue in rejects] == [(5, "x:1 has more than 3 names")]
