"""Documents over HTTP and on the page: their text, the names in it, and why one cannot be read."""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path

import httpx
import pytest

from namelink import MissingExtraError
from namelink.integrations.service import documents
from namelink.integrations.service.app import make_app
from namelink.integrations.service.budget import Budget
from namelink.integrations.service.documents import TYPES, document_text
from namelink.integrations.service.endpoints import DocumentEndpoint
from namelink.integrations.service.errors import RequestError
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.request_pool import RequestPool
from namelink.integrations.service.worker_pool import WorkerPool
from tests.integrations.documents.test_documents import DATA, PARAGRAPHS, archive, content, swollen_pdf, words
from tests.integrations.service.browser import Browser
from tests.integrations.service.conftest import CHROMIUM
from tests.integrations.service.running import Service, running

PDF, WORD, BYTES = TYPES


def post(service: Service, body: bytes, media: str = BYTES) -> httpx.Response:
    return service.client.post("/document", content=body, headers={"Content-Type": media})


@pytest.mark.parametrize(
    ("name", "media"), [("chromium.pdf", PDF), ("libreoffice.docx", WORD), ("weasyprint.pdf", f"{BYTES}; a=b")]
)
def test_a_document_is_answered_with_its_text(service: Service, name: str, media: str) -> None:
    response = post(service, content(name), media)
    assert response.status_code == 200
    assert list(response.json()) == ["text"]
    assert " ".join(words(PARAGRAPHS[0])) in " ".join(words(response.json()["text"]))


@pytest.mark.parametrize(
    ("body", "media", "status", "code"),
    [
        (content("password.pdf"), PDF, 422, "document_encrypted"),
        (content("drawing.pdf"), PDF, 422, "document_no_text"),
        (b"%PDF-1.7 no more", PDF, 422, "document_broken"),
        (b"PK\x03\x04 no more", WORD, 422, "document_broken"),
        (archive(("word/a", bytes(70 << 20))), WORD, 422, "document_too_large"),
        (swollen_pdf(1001, b""), PDF, 422, "document_too_large"),
        (b"Qatar", BYTES, 422, "document_unsupported"),
        (b"", BYTES, 422, "document_unsupported"),
        (content("drawing.pdf"), "text/plain", 415, "unsupported_media_type"),
        (bytes((20 << 20) + 1), PDF, 413, "too_large"),
        (swollen_pdf(1, bytes(2 << 30)), PDF, 413, "too_large"),
    ],
)
def test_what_cannot_be_read_is_told(service: Service, body: bytes, media: str, status: int, code: str) -> None:
    response = post(service, body, media)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert response.json()["error"]["hint"]


def test_a_document_has_its_own_time_and_size() -> None:
    with running("--most-document", "1000", "--seconds", "0.001") as service:
        assert "1,000 at most" in post(service, content("drawing.pdf"), PDF).json()["error"]["message"]
        assert "--most-document" in post(service, content("drawing.pdf"), PDF).json()["error"]["hint"]
        assert post(service, b"%PDF-1.7", PDF).json()["error"]["code"] == "document_broken"


def test_a_page_of_another_site_is_refused(service: Service) -> None:
    headers = {"Content-Type": PDF, "Origin": "https://evil.example"}
    assert service.client.post("/document", content=content("drawing.pdf"), headers=headers).status_code == 403


def test_few_documents_are_in_hand_at_once() -> None:
    limits = ServiceLimits(documents=1, retry_seconds=7)
    endpoint = DocumentEndpoint(limits, RequestPool(limits, WorkerPool((), limits, lambda _: None)))
    with endpoint.place(), pytest.raises(RequestError) as refused, endpoint.place():
        pass
    assert (refused.value.status, refused.value.headers) == (503, {"Retry-After": "7"})
    with endpoint.place():
        pass


def test_reading_a_document_takes_its_time_and_no_more() -> None:
    limits = ServiceLimits(document_seconds=0.0)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(make_app((), limits))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.post("/document", content=content("drawing.pdf"), headers={"Content-Type": PDF})

    assert asyncio.run(ask()).status_code in (408, 504)


def test_where_nothing_reads_documents_it_is_told_what_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_arguments: object) -> str:
        raise MissingExtraError("docx is not installed; pip install 'namelink[documents]' brings it", name="docx")

    monkeypatch.setattr(documents, "read_document", missing)
    with pytest.raises(RequestError) as refused:
        document_text(ServiceLimits(), content("libreoffice.docx"), Budget(60.0, 1000))
    assert (refused.value.status, refused.value.code) == (501, "not_installed")
    assert "pip install 'namelink[documents]'" in refused.value.hint


@pytest.mark.parametrize("is_phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", ["libreoffice.docx", "libreoffice.pdf"])
def test_a_document_is_linked_on_the_page(browser: Browser, name: str, is_phone: bool) -> None:
    if is_phone:
        browser.phone()
        browser.speak_arabic()
        browser.dark()
    browser.upload("text-file", DATA / name)
    browser.wait(lambda: browser.one("#text-result").is_displayed())
    browser.settle("text")
    assert {"صدر جباروف", "عبد الفتاح السيسي"} <= {" ".join(mention.split()) for mention in browser.mentions()}
    assert browser.width() <= (390 if is_phone else 1280)
    assert browser.faults() == []


@pytest.mark.parametrize(
    ("name", "english", "arabic"),
    [
        ("password.pdf", "the document has a password", "كلمة مرور"),
        ("drawing.pdf", "no text, or only pictures", "صور منه"),
        ("broken.docx", "the document is broken", "المستند تالف"),
    ],
)
def test_the_page_says_why_a_document_cannot_be_read(
    browser: Browser, tmp_path: Path, name: str, english: str, arabic: str
) -> None:
    file = DATA / name if (DATA / name).exists() else tmp_path / name
    if not file.exists():
        file.write_bytes(b"PK\x03\x04 binary")
    browser.find("قال بوتين")
    browser.upload("text-file", file)
    browser.wait(lambda: browser.one("#text-error").is_displayed())
    assert english in browser.text("#text-error")
    assert not browser.one("#text-result").is_displayed()
    browser.speak_arabic()
    assert arabic in browser.text("#text-error")
    assert browser.faults() == []
    browser.driver.get_log("browser")  # where Chromium notes that the answer was 422


@pytest.mark.skipif(not CHROMIUM, reason="nothing prints here")
@pytest.mark.parametrize("font", ["Noto Naskh Arabic", "DejaVu Sans", "Noto Kufi Arabic"])
def test_what_this_chromium_prints_reads_as_it_was_written(service: Service, tmp_path: Path, font: str) -> None:
    style = f"columns: 2; text-align: justify; font: 11pt '{font}'"
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page, printed = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(f'<html dir=rtl><meta charset=utf-8><body style="{style}">{paragraphs}', encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={printed}"]
    subprocess.run([str(CHROMIUM), *options, page.as_uri()], check=True, capture_output=True, timeout=120)
    assert words(post(service, printed.read_bytes(), PDF).json()["text"]) == words(" ".join(PARAGRAPHS))
