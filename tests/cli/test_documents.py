"""Word and PDF documents on the command line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from namelink import MissingExtraError, Resolver
from namelink.cli import main
from namelink.integrations.documents import process
from tests.integrations.documents.test_documents import CELLS, DATA, PARAGRAPHS, archive


def run(*arguments: object, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), given)


@pytest.mark.parametrize("is_piped", [False, True])
@pytest.mark.parametrize("name", ["libreoffice.docx", "libreoffice.pdf"])
def test_the_names_of_a_document_are_linked(name: str, is_piped: bool, resolver: Resolver) -> None:
    given = (DATA / name).read_bytes() if is_piped else None
    found = run("link", "-" if is_piped else DATA / name, "--format", "csv", given=given)
    assert (found.exit_code, found.stderr) == (0, "")
    ids = [row["id"] for row in csv.DictReader(io.StringIO(found.stdout))]
    assert sorted(ids) == sorted(m.id or "" for m in resolver.link("\n".join([*PARAGRAPHS, *CELLS])))


def test_the_lines_of_a_document_are_texts_of_their_own() -> None:
    found = run("link", DATA / "libreoffice.docx", "--lines", "--format", "csv")
    assert {row["line"] for row in csv.DictReader(io.StringIO(found.stdout))} == set("2345") | {"6", "7", "8", "9"}


def test_a_document_that_cannot_be_read_is_named_and_the_others_are_linked(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.xlsx"
    sheet.write_bytes(archive(("xl/workbook.xml", b"<w/>")))
    found = run("link", DATA / "drawing.pdf", DATA / "password.pdf", sheet, DATA / "weasyprint.pdf", "--format", "csv")
    assert found.exit_code == 2
    assert "wikidata:Q7747" in found.stdout
    drawing, password, archived = found.stderr.splitlines()
    assert drawing.startswith(f"Error: {DATA / 'drawing.pdf'}: the document has no text, or only pictures of it")
    assert password.endswith("password.pdf: the document has a password; open it with that, and save it without one")
    assert "sheet.xlsx: the file is an archive, and no Word document; unpack it" in archived


def test_where_nothing_reads_documents_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_content: bytes) -> str:
        raise MissingExtraError("docx is not installed; pip install 'namelink[documents]' brings it", name="docx")

    monkeypatch.setattr(process, "read_apart", missing)
    found = run("link", DATA / "libreoffice.docx")
    assert found.exit_code == 2
    assert "libreoffice.docx: docx is not installed; pip install 'namelink[documents]' brings it" in found.stderr
