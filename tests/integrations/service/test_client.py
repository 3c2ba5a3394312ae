"""The client: answers of a service as the library gives them, in batches, with retries; errors that say what to do."""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest

import namelink
from namelink import NameStyle, Resolver
from namelink.integrations import client as module
from namelink.integrations.client import (
    Client,
    ClientSettings,
    InvalidRequestError,
    ServiceAccessError,
    ServiceBusyError,
    ServiceError,
    ServiceFailureError,
    ServiceTimeoutError,
    ServiceUnreachableError,
)
from tests.conftest import ROOT
from tests.integrations.service.running import Service, running
from tests.integrations.service.test_limits import TRIES, slow_client

NAMES = ["صدر جبروف", "بوتين", "الجزائر", "محمد بن سلطان", "لا أحد يعرفه", "Жапаров", "", "a" * 2000, "\ud83d بوتين"]
TEXTS = ["وأكد بوتين لنظيره القيرغيزي صادر جباروف", "", "لا أسماء هنا", "\ud83d قال بوتين 🇰🇬", "قال كريم الفلاني"]
TWIN = "سهيل الزعفراني"
ANSWER = {**dict.fromkeys(("id", "name", "type")), "query": "قطر", "outcome": "nil", "latin": "", "score": 0.0}


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[Client]:
    with Client(service.url) as client:
        yield client


def test_resolve(client: Client, resolver: Resolver) -> None:
    for name in NAMES:
        expected = resolver.resolve(name)
        assert client.resolve(name).to_dict() == expected.to_dict()
        assert client.resolve(name, explain=True).explain() == expected.explain()
    parts = {"given": "صدر", "family": "جباروف"}
    assert client.resolve(parts).to_dict() == resolver.resolve(parts).to_dict()
    options: dict[str, Any] = {"type": "place", "country": "LB", "limit": 2, "threshold": 0.5, "strict": False}
    assert client.resolve("طرابلس", **options).to_dict() == resolver.resolve("طرابلس", **options).to_dict()


def test_resolve_by_what_is_known_beside_a_name(client: Client) -> None:
    assert client.resolve(TWIN).outcome is namelink.Outcome.AMBIGUOUS
    assert client.resolve(TWIN, born=date(1980, 5, 1)).id == "x:1980"
    assert client.resolve(TWIN, refs=(ref for ref in ["wikidata:Q999991950"])).id == "x:1950"
    born = [1950, None, "1980"]
    assert [r.id for r in client.resolve_many([TWIN] * 3, born=born)] == ["x:1950", None, "x:1980"]
    near = client.resolve("طرابلس", near=(34.43, 35.84), within=50)
    assert (near.id, near.candidates[0].entity.id) == ("wikidata:Q168954", "wikidata:Q168954")


def test_what_reasons_bring(client: Client, resolver: Resolver) -> None:
    found = client.resolve("صدر جبروف", explain=True).candidates[0]
    expected = resolver.resolve("صدر جبروف").candidates[0]
    assert found.evidence == expected.evidence
    assert (found.entity.country, found.entity.born) == (expected.entity.country, expected.entity.born)
    assert (found.entity.about, found.entity.label_in("ar")) == (expected.entity.about, "صدر جباروف")
    [mention] = client.link("قال بوتين", explain=True)
    assert mention.resolution.explain() == resolver.link("قال بوتين")[0].resolution.explain()


def test_link(client: Client, resolver: Resolver) -> None:
    for text in TEXTS:
        expected = resolver.link(text, unknown=True)
        assert client.link(text, unknown=True).to_dicts() == expected.to_dicts()
        assert client.link(text).text == text
    found = list(client.link_many(TEXTS, types=["person"]))
    assert [each.to_dicts() for each in found] == [resolver.link(t, types=["person"]).to_dicts() for t in TEXTS]
    assert [each.text for each in found] == TEXTS


def test_transliterate(client: Client) -> None:
    own = NameStyle(region="egypt", compounds="joined", article="el", hyphen=False)
    every: tuple[dict[str, Any], ...] = (
        {},
        {"region": "maghreb"},
        {"scheme": "ala-lc"},
        {"scheme": "ala-lc", "vowels": "guess"},
        {"style": own},
        {"style": NameStyle(assimilated=True)},
    )
    for options in every:
        for name in ("محمد شريف", "نور الدين الشريف"):
            assert client.transliterate(name, **options) == namelink.transliterate(name, **options)
    for to, name in (("Latn", "خالد"), ("Arab", "Khaled Japarov")):
        expected = namelink.transliterations(name, 3, to=to)
        found = client.transliterations(name, 3, to=to)
        assert [(t.text, t.score) for t in found] == [(t.text, round(t.score, 4)) for t in expected]
    styled = client.transliterations("نور الدين", 1, style=own)
    assert styled[0].text == namelink.transliterations("نور الدين", 1, style=own)[0].text
    with pytest.raises(ValueError, match="the region is given with a style"):
        client.transliterate("نور الدين", region="egypt", style=own)


def test_compare(client: Client) -> None:
    for a, b in (
        ("سلمان", "سلطان"),
        ("صدر جباروف", "Sadyr Japarov"),
        ({"given": "Vladimir", "family": "Putin"}, "V. Putin"),
    ):
        expected = namelink.compare(a, b)
        found = client.compare(a, b)
        assert found.to_dict() == expected.to_dict()
        assert found.explain() == expected.explain()


def test_what_a_service_says_of_itself(client: Client) -> None:
    health = client.health()
    assert (health.version, health.batch, health.text, health.document) == (
        namelink.__version__,
        200,
        100_000,
        20 << 20,
    )
    assert health.gazetteers["default"] > 10_000 < health.entities


def test_the_text_of_a_document(client: Client) -> None:
    pytest.importorskip("docx")
    from tests.integrations.documents.test_documents import PRINTED, content

    for name in PRINTED:
        assert "صدر جباروف" in client.read_document(content(name))
    with pytest.raises(InvalidRequestError, match="has a password; open it with that") as caught:
        client.read_document(content("password.pdf"))
    assert (caught.value.status, caught.value.code) == (422, "document_encrypted")


def test_a_client_is_shared_between_threads(client: Client, resolver: Resolver) -> None:
    expected = [resolver.resolve(name).id for name in NAMES] * 4
    with ThreadPoolExecutor(8) as threads:
        assert [r.id for r in threads.map(client.resolve, NAMES * 4)] == expected


def test_a_batch_is_halved_until_the_service_takes_it(resolver: Resolver) -> None:
    expected = [r.to_dict() for r in resolver.resolve_many(NAMES)]
    with running("--batch", "3") as small, Client(small.url) as client:
        assert [r.to_dict() for r in client.resolve_many(NAMES)] == expected
        assert small.metric("namelink_requests_total") >= 4


def test_a_service_that_wants_a_token(tmp_path: Path) -> None:
    file = tmp_path / "token.txt"
    file.write_text("kept-from-all-others\n", encoding="utf-8")
    with running("--token-file", file) as guarded:
        with Client(guarded.url, token=file.read_text(encoding="utf-8").strip()) as client:
            assert client.resolve("قطر").id == "wikidata:Q846"
        with (
            Client(guarded.url) as stranger,
            pytest.raises(ServiceAccessError, match="Authorization: Bearer") as caught,
        ):
            stranger.resolve("قطر")
        assert (caught.value.status, caught.value.code) == (401, "unauthorized")


def test_a_busy_service_is_asked_again() -> None:
    with running("--requests", "1", "--seconds", "2") as busy, slow_client(busy):
        with Client(busy.url, settings=ClientSettings(retries=0)) as hasty:
            wait_until_busy(hasty)
            with pytest.raises(ServiceBusyError, match="try again in a second") as caught:
                hasty.resolve("قطر")
            assert (caught.value.status, caught.value.code, caught.value.retry_after) == (503, "busy", 1.0)
        with Client(busy.url, settings=ClientSettings(retries=30)) as patient:
            assert patient.resolve("قطر").id == "wikidata:Q846"


def wait_until_busy(hasty: Client) -> None:
    """Wait until the service has read the beginning of the slow request, and refuses others."""
    for _ in range(TRIES):
        try:
            hasty.resolve("قطر")
        except ServiceBusyError:
            return
    pytest.fail("it has never been busy")


# Without a service: what comes back is made up.


def made_up(*answers: httpx.Response | Exception, **settings: Any) -> tuple[Client, list[httpx.Request]]:
    """Return a client that gets some answers in turn, the last for ever, and the requests that it sends."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        found = answers[min(len(asked), len(answers)) - 1]
        if isinstance(found, Exception):
            raise found
        return found

    return Client(transport=httpx.MockTransport(answer), settings=ClientSettings(**settings)), asked


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that a client has waited, without waiting."""
    found: list[float] = []
    monkeypatch.setattr(time, "sleep", found.append)
    return found


GOOD = httpx.Response(200, json={**ANSWER, "candidates": []})
BROKEN = httpx.RemoteProtocolError("Server disconnected")


def busy(status: int, **headers: str) -> httpx.Response:
    said = {"code": "busy", "message": "too many requests", "hint": "try again"}
    return httpx.Response(
        status, json={"error": said}, headers={name.replace("_", "-"): h for name, h in headers.items()}
    )


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([GOOD], []),
        ([busy(429, Retry_After="2"), busy(503, Retry_After="3"), GOOD], [2.0, 3.0]),
        ([busy(503), busy(503), busy(503), GOOD], [1.0, 2.0, 4.0]),
        ([busy(503, Retry_After="soon"), GOOD], [1.0]),
        ([busy(503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"), GOOD], [0.0]),
        ([BROKEN, GOOD], [1.0]),
    ],
)
def test_retries_wait_as_long_as_the_service_says(
    waits: list[float], answers: list[httpx.Response | Exception], expected: list[float]
) -> None:
    client, asked = made_up(*answers)
    assert client.resolve("قطر").latin == ""
    assert waits == expected
    assert len({request.content for request in asked}) == 1


def test_retries_end(waits: list[float]) -> None:
    client, asked = made_up(busy(503), retries=2)
    with pytest.raises(ServiceBusyError, match="too many requests; try again"):
        client.resolve("قطر")
    assert (len(asked), waits) == (3, [1.0, 2.0])
    client, asked = made_up(BROKEN, retries=1)
    with pytest.raises(ServiceUnreachableError, match=r"the connection broke \(Server disconnected\)"):
        client.resolve("قطر")
    assert len(asked) == 2


def test_a_service_that_asks_for_a_long_wait_is_not_waited_for(waits: list[float]) -> None:
    client, _ = made_up(busy(503, Retry_After="3600"))
    with pytest.raises(ServiceBusyError) as caught:
        client.resolve("قطر")
    assert (caught.value.retry_after, waits) == (3600.0, [])


ERRORS: list[tuple[httpx.Response | Exception, type[ServiceError], type[Exception], str]] = [
    (busy(400), InvalidRequestError, ValueError, "too many requests; try again"),
    (busy(401), ServiceAccessError, PermissionError, "too many requests"),
    (busy(403), ServiceAccessError, PermissionError, "too many requests"),
    (busy(404), InvalidRequestError, ValueError, "too many requests"),
    (busy(408), ServiceTimeoutError, TimeoutError, "too many requests"),
    (busy(413), InvalidRequestError, ValueError, "too many requests"),
    (busy(421), ServiceAccessError, PermissionError, "too many requests"),
    (busy(422), InvalidRequestError, ValueError, "too many requests"),
    (busy(500), ServiceFailureError, ServiceError, "too many requests"),
    (busy(504), ServiceTimeoutError, TimeoutError, "too many requests"),
    (httpx.Response(404, text="<html>"), ServiceFailureError, ServiceError, r"404 \(Not Found\) and not as namelink"),
    (httpx.Response(301, headers={"Location": "/"}), ServiceFailureError, ServiceError, "is the address right"),
    (httpx.Response(200, text="<html>"), ServiceFailureError, ServiceError, "a namelink service of this version"),
    (httpx.Response(200, json=[]), ServiceFailureError, ServiceError, "a namelink service of this version"),
    (httpx.Response(200, json={"query": 1}), ServiceFailureError, ServiceError, "a namelink service of this version"),
    (httpx.ConnectError("refused"), ServiceUnreachableError, ConnectionError, "'namelink serve' running"),
    (httpx.ReadTimeout("late"), ServiceTimeoutError, TimeoutError, "within 30 s; send less at once"),
]


@pytest.mark.parametrize(("answer", "kind", "builtin", "told"), ERRORS)
def test_errors_say_what_to_do(
    answer: httpx.Response | Exception, kind: type[ServiceError], builtin: type[Exception], told: str
) -> None:
    client, asked = made_up(answer)
    with pytest.raises(kind, match=told) as caught:
        client.resolve("قطر")
    assert isinstance(caught.value, builtin)
    assert isinstance(caught.value, namelink.NamelinkError)
    assert "127.0.0.1:8000/resolve" in str(caught.value)
    assert len(asked) == 1


def test_a_real_service_s_errors(client: Client) -> None:
    with pytest.raises(InvalidRequestError, match=r"not 'persons'; did you mean 'person'\?; GET /docs") as caught:
        client.resolve("قطر", type="persons")
    assert (caught.value.status, caught.value.code) == (422, "invalid")
    with pytest.raises(InvalidRequestError, match="100,001 code points"):
        list(client.link_many(["a" * 100_001]))
    with pytest.raises(ServiceUnreachableError, match="cannot be reached"):
        Client("http://127.0.0.1:9").resolve("قطر")


def test_the_library_s_own_messages() -> None:
    client, asked = made_up(GOOD)
    for call, told in (
        (lambda: client.resolve(b"qatar"), "decode it first"),  # type: ignore[arg-type]
        (lambda: client.resolve("قطر", born="7/10/1952"), "not '7/10/1952'"),
        (lambda: client.resolve_many("قطر"), r"give \['قطر'\]"),
        (lambda: client.link_many("قطر"), r"give \['قطر'\]"),
        (lambda: list(client.resolve_many(["قطر"], born=[1950, 1960])), "more than the names"),
        (lambda: client.compare("قطر", {"surname": "a"}), "not 'surname'"),
    ):
        with pytest.raises((TypeError, ValueError), match=told):
            call()
    assert not asked


def test_batches_are_of_what_the_service_takes() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        names = json.loads(request.content)["names"]
        sizes.append((len(names), len(request.content)))
        return httpx.Response(200, json={"results": [{**ANSWER, "query": n, "candidates": []} for n in names]})

    for names, settings, expected in (
        (["قطر"] * 450, {}, [200, 200, 50]),
        (["قطر"] * 5, {"batch": 2}, [2, 2, 1]),
        (["ق" * 100] * 5, {"body": 500}, [2, 2, 1]),
        (["ق" * 1000, "قطر"], {"body": 500}, [1, 1]),
        ([], {}, []),
    ):
        sizes: list[tuple[int, int]] = []
        client = Client(transport=httpx.MockTransport(answer), settings=ClientSettings(**settings))
        assert [r.query for r in client.resolve_many(names)] == names
        assert [count for count, _ in sizes] == expected


def test_names_are_read_as_answers_are_needed() -> None:
    endless = (f"name {i}" for i in itertools.count())
    results: list[dict[str, Any]] = [{**ANSWER, "candidates": []}] * 200
    client, asked = made_up(httpx.Response(200, json={"results": results}))
    assert len(list(itertools.islice(client.resolve_many(endless), 300))) == 300
    assert len(asked) == 2


def test_the_token_is_brought_and_not_shown() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return busy(401)

    client = Client("http://127.0.0.1:8000/names/", token="kept", transport=httpx.MockTransport(answer))
    with pytest.raises(ServiceAccessError) as caught:
        client.resolve("قطر")
    assert asked[0].headers["Authorization"] == "Bearer kept"
    assert str(asked[0].url) == "http://127.0.0.1:8000/names/resolve"
    assert "kept" not in f"{caught.value} {client!r}"
    for token in ("kept\n", "", "kept one", "kepté"):
        with pytest.raises(ValueError, match="token must be") as refused:
            Client(token=token)
        assert "kept" not in str(refused.value)


@pytest.mark.parametrize("url", ["", "127.0.0.1:8000", "localhost", "ftp://localhost", "http://", None])
def test_an_address_that_is_none(url: Any) -> None:
    with pytest.raises(ValueError, match=r"url must be the address of a service, such as 'http://127.0.0.1:8000', not"):
        Client(url)


def test_the_page_names_every_error_and_setting() -> None:
    page = (ROOT / "docs" / "how-to" / "client.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", page))
    settings = {field.name for field in attrs.fields(ClientSettings)}
    assert {*module.__all__, *settings} <= told
