"""Documents: their text, and the names in it, as real programs have written them; what cannot be read, and why."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from namelink import Resolver
from namelink.errors import DocumentError, DocumentFault
from namelink.integrations.documents.limits import DocumentLimits
from namelink.integrations.documents.process import read_apart
from namelink.integrations.documents.reading import is_document, read_document
from namelink.integrations.documents.writing import Glyph, block_text, lines

DATA = Path(__file__).with_name("data")
"""One article, printed by Chromium 156, WeasyPrint 70 and LibreOffice 7.4, and a page with nothing but a drawing."""

PARAGRAPHS = [
    "أكد الرئيس الروسي فلاديمير بوتين خلال لقائه نظيره القيرغيزي صدر جباروف في موسكو أن العلاقات بين روسيا "
    "وقرغيزستان تشهد تطورًا كبيرًا.",
    "وأشار جباروف إلى أن بيشكيك تولي اهتمامًا خاصًا للتعاون في إطار منظمة شنغهاي للتعاون، فيما بحث وزير الخارجية "
    "سيرغي لافروف مع الأمين العام للأمم المتحدة أنطونيو غوتيريش الأوضاع في سوريا ولبنان.",
    "ومن المقرر أن يتوجه ولي العهد السعودي محمد بن سلمان إلى القاهرة للقاء الرئيس عبد الفتاح السيسي في 12 مارس 2024 "
    "(الساعة 10:30) لبحث برنامج ABC مع شركة General Electric في الولايات المتحدة.",
    "وقال الأمير: «إن العلاقات مع الكويت والإمارات والجزائر والأردن متينة»، بحسب وكالة رويترز.",
]
CELLS = ["محمود عباس", "رام الله", "عبد المجيد تبون", "الجزائر"]
PRINTED = ["chromium.pdf", "libreoffice.pdf", "weasyprint.pdf", "libreoffice.docx"]
MARKS = str.maketrans("", "", "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def content(name: str) -> bytes:
    return (DATA / name).read_bytes()


def words(text: str) -> list[str]:
    """Return the words of a text without marks: where they stand within a letter, programs do not agree."""
    return text.translate(MARKS).split()


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_article_reads_as_it_was_written(name: str) -> None:
    text = words(read_document(content(name)))
    expected = words("\n".join(PARAGRAPHS))
    begin = text.index(expected[0])
    assert text[begin : begin + len(expected)] == expected
    assert Counter(text[begin + len(expected) :]) == Counter(words(" ".join(CELLS)))


@pytest.mark.parametrize("name", PRINTED)
def test_all_names_of_a_printed_article_are_found(name: str, resolver: Resolver) -> None:
    found = Counter(mention.id for mention in resolver.link(read_document(content(name))))
    assert found == Counter(mention.id for mention in resolver.link("\n".join([*PARAGRAPHS, *CELLS])))
    assert found.total() == 30


def test_letters_are_the_letters_and_not_their_forms() -> None:
    text = read_document(content("chromium.pdf"))
    assert not any("\ufb00" <= letter <= "\ufdff" or "\ufe70" <= letter <= "\ufeff" for letter in text)


BODY = """<w:p><w:r><w:t>قال </w:t></w:r><w:hyperlink><w:r><w:t>بوتين</w:t></w:r></w:hyperlink>
<w:ins><w:r><w:t xml:space="preserve"> في</w:t><w:tab/><w:t>موسكو</w:t></w:r></w:ins>
<w:del><w:r><w:delText>برلين</w:delText></w:r></w:del><w:r><w:br/><w:t>أمس</w:t></w:r></w:p>
<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:p><w:r><w:t>قطر</w:t></w:r></w:p></mc:Choice>
<mc:Fallback><w:p><w:r><w:t>قطر</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:sdt><w:sdtContent><w:p><w:r><w:t>عمان</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>تونس</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"""
NOTES = "<w:footnote><w:p><w:r><w:t>ليبيا</w:t></w:r></w:p></w:footnote>"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def word_document(body: str = BODY, notes: str = NOTES) -> bytes:
    """Return a document of Word with footnotes."""
    import docx
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    made = docx.Document()
    for element in parse_xml(f"<w:body {SPACES}>{body}</w:body>"):
        made.element.body.append(element)
    listed = f"<w:footnotes {SPACES}>{notes}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, listed, made.part.package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def test_all_that_is_shown_of_a_word_document_is_read_once() -> None:
    lines = read_document(word_document()).split("\n")
    assert [line for line in lines if line] == ["قال بوتين في\tموسكو", "أمس", "قطر", "عمان", "تونس", "ليبيا"]


def archive(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as made:
        for name, part in parts:
            made.writestr(name, part)
    return packed.getvalue()


def lying() -> bytes:
    """Return an archive that says of its part that it unpacks to one byte."""
    packed = archive(("word/document.xml", b"<" * 3_000_000))
    return packed.replace((3_000_000).to_bytes(4, "little"), (1).to_bytes(4, "little"))


def entities() -> bytes:
    """Return a document whose text would be a thousand million letters, were its entities put in."""
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    part = f'<!DOCTYPE w [<!ENTITY e0 "x">{nested}]><w:p {SPACES}><w:r><w:t>&e9;</w:t></w:r></w:p>'
    with zipfile.ZipFile(io.BytesIO(word_document())) as made:
        parts = [(name, made.read(name)) for name in made.namelist()]
    return archive(*((name, part.encode() if name == "word/document.xml" else old) for name, old in parts))


FAULTS: list[tuple[str, Callable[[], bytes], DocumentFault, str]] = [
    ("password, PDF", lambda: content("password.pdf"), DocumentFault.ENCRYPTED, "save it without one"),
    ("password, Word", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), DocumentFault.ENCRYPTED, "password"),
    ("old Word", lambda: OLE + bytes(600), DocumentFault.UNSUPPORTED, "save it as .docx"),
    ("scanned", lambda: content("drawing.pdf"), DocumentFault.NO_TEXT, "OCR"),
    ("empty", lambda: word_document("<w:p/>", "<w:p/>"), DocumentFault.NO_TEXT, "no text"),
    ("half, PDF", lambda: content("weasyprint.pdf")[:9000], DocumentFault.BROKEN, "save it anew"),
    ("half, Word", lambda: word_document()[:9000], DocumentFault.BROKEN, "save it anew"),
    ("no pages", lambda: b"%PDF-1.7\n%%EOF", DocumentFault.BROKEN, "save it anew"),
    ("no XML", lambda: archive(("word/document.xml", b"<w")), DocumentFault.BROKEN, "save it anew"),
    ("Excel", lambda: archive(("xl/workbook.xml", b"<w/>")), DocumentFault.UNSUPPORTED, ".csv"),
    ("a text", lambda: "قطر".encode(), DocumentFault.UNSUPPORTED, "no Word document"),
    ("bomb", lambda: archive(("word/document.xml", bytes(65 << 20))), DocumentFault.TOO_LARGE, "unpacks to 68,157,440"),
    ("lying bomb", lying, DocumentFault.BROKEN, "save it anew"),
    ("entities", entities, DocumentFault.BROKEN, "save it anew"),
    ("other packing", lambda: archive(("word/a", b"a"), method=zipfile.ZIP_BZIP2), DocumentFault.BROKEN, "anew"),
]


@pytest.mark.parametrize(("make", "fault", "said"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_what_cannot_be_read_says_why_and_what_to_do(
    make: Callable[[], bytes], fault: DocumentFault, said: str
) -> None:
    with pytest.raises(DocumentError) as raised:
        read_document(make())
    assert raised.value.fault is fault
    assert said in str(raised.value)
    assert str(raised.value) == f"{raised.value.problem}; {raised.value.cure}"


LIMITED = {
    "file": ("chromium.pdf", DocumentLimits(file=1000), DocumentFault.TOO_LARGE, "1,000 are read at most"),
    "unpacked": ("libreoffice.docx", DocumentLimits(unpacked=1000), DocumentFault.TOO_LARGE, "1,000 are read at most"),
    "pages": ("pages", DocumentLimits(pages=1), DocumentFault.TOO_LARGE, "more than 1 pages"),
    "seconds": ("chromium.pdf", DocumentLimits(seconds=0.0), DocumentFault.TOO_SLOW, "more than 0 seconds"),
    "memory": ("swollen", DocumentLimits(memory=1 << 26), DocumentFault.TOO_LARGE, "67,108,864 bytes of memory"),
}


def test_every_limit_is_tested() -> None:
    assert {field.name for field in attrs.fields(DocumentLimits)} == set(LIMITED)


def swollen_pdf(pages: int, content: bytes) -> bytes:
    """Return a PDF of pages that share one content, packed."""
    import zlib

    packed = zlib.compress(content)
    kids = " ".join(f"{number} 0 R" for number in range(4, 4 + pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode() + packed + b"\nendstream",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 3 0 R/Resources<<>>>>"] * pages,
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head, tail = b"xref\n0 %d\n0000000000 65535 f \n", b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF"
    return body + head % (pages + 4) + table + tail % (pages + 4, len(body))


@pytest.mark.parametrize("name", LIMITED)
def test_a_small_limit_shows(name: str) -> None:
    source, limits, fault, said = LIMITED[name]
    made = {"pages": lambda: swollen_pdf(3, b""), "swollen": lambda: swollen_pdf(1, bytes(200 << 20))}
    with pytest.raises(DocumentError) as raised:
        read_apart(made[source]() if source in made else content(source), limits)
    assert (raised.value.fault, said in str(raised.value)) == (fault, True)


def test_a_process_of_its_own_reads_the_same() -> None:
    assert read_apart(content("libreoffice.docx")) == read_document(content("libreoffice.docx"))


def test_the_check_is_called_between_pages_and_ends_the_work() -> None:
    calls = []

    def check() -> None:
        calls.append(1)
        if len(calls) == 3:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        read_document(swollen_pdf(9, b""), check=check)


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        *((b"%PDF-1.4", True), (b"\xef\xbb\xbf\r\n%PDF-1.4", True), (b"PK\x03\x04", True), (OLE, True)),
        *(("بي دي إف %PDF".encode(), False), (b"PK", False), (b"", False)),
    ],
)
def test_a_document_is_told_by_its_beginning(head: bytes, is_one: bool) -> None:
    assert is_document(head) is is_one


def drawn(*cells: tuple[float, str]) -> list[Glyph]:
    """Return letters of 5 by 10 that stand one beside the other from where each cell begins; marks take no room."""
    found: list[Glyph] = []
    for left, text in cells:
        for letter in text:
            is_mark = letter in "\u064b\u0651"
            at = found[-1].left + 1 if is_mark else left
            found.append(Glyph(letter, at, at + (1 if is_mark else 5), 0, 10))
            left += 0 if is_mark else 5
    return found


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ([(0, "رطق")], "قطر"),
        ([(0, "قطر"[::-1]), (17, "2022")], "2022 قطر"),
        ([(0, "GE"), (12, "ةكرشلا"), (44, "ABC")], "ABC الشركة GE"),
        ([(0, "Qatar"), (27, "رطق"), (44, "2022")], "Qatar قطر 2022"),
        ([(0, ")رطق("), (27, "لاق")], "قال (قطر)"),
        ([(0, "(رطق)"), (27, "لاق")], "قال (قطر)"),
        ([(0, "رطق"), (60, "نامع")], "قطر\nعمان"),
        ([(0, "Qatar"), (60, "Oman")], "Qatar\nOman"),
        ([(0, "ادج")], "جدا"),
        ([(0, "اد\u064bج")], "جد\u064bا"),
        ([(0, "ﺮﻄﻗ")], "قطر"),
    ],
)
def test_a_line_is_read_as_it_is_meant(cells: list[tuple[float, str]], text: str) -> None:
    assert "\n".join(block_text([line], 0.1) for line in lines(drawn(*cells))) == text


def test_letters_drawn_as_one_are_kept_in_order() -> None:
    line = [Glyph("ر", 0, 5, 0, 10), Glyph("لا", 5, 12, 0, 10), Glyph("ه", 12, 16, 0, 10)]
    assert block_text([line], 0.1) == "هلار"
