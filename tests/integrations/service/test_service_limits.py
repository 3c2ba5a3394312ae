"""Every limit of the service that is no option of the command line: a small one shows in the answers."""

from __future__ import annotations

import asyncio
from typing import Any

import attrs
import httpx
import pytest
from starlette.types import ASGIApp

from namelink.config.setting import settings_of
from namelink.integrations.service.app import make_app
from namelink.integrations.service.budget import Budget
from namelink.integrations.service.connections import LimitedProtocol
from namelink.integrations.service.errors import RequestError
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.request_pool import RequestPool
from namelink.integrations.service.server import Serving, _config
from namelink.integrations.service.unread import UnreadAnswers
from namelink.integrations.service.worker import Outcome
from namelink.integrations.service.worker_pool import WorkerPool

SMALL = ServiceLimits(
    seconds=60.0,  # the first request to an application in this process starts a worker
    form_values=3,
    compared_text=4,
    prefix=6,
    skipped=1,
    candidates=3,
    default_candidates=2,
    spellings=2,
    suggestions=2,
    preview_names=1,
    retry_seconds=7,
    per_client=1,
    head=400,
    query_names=2,
    suggestion_score=1.0,
)


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    return make_app((), SMALL)


def get(app: ASGIApp, path: str, **params: str) -> httpx.Response:
    """Return the answer of an application within this process."""

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
            return await client.get(path, params=params or None)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("path", "status", "within"),
    [
        ("/resolve?name=a&type=place&limit=3", 200, True),
        ("/resolve?name=a&type=place&limit=3&limit=3", 413, False),
        ("/resolve?name=a&limit=3", 200, True),
        ("/resolve?name=a&limit=4", 422, False),
        ("/compare?a=Qata&b=Qata", 200, True),
        ("/compare?a=Qata&b=Qatar", 413, False),
        ("/transliterate?text=x&limit=2", 200, True),
        ("/transliterate?text=x&limit=3", 422, False),
        ("/health?" + "x" * 500, 431, False),
        ("/reconcile/suggest/type?prefix=person", 200, True),
        ("/reconcile/suggest/type?prefix=persons", 422, False),
    ],
)
def test_what_is_beyond_a_limit_is_refused(app: ASGIApp, path: str, status: int, within: bool) -> None:
    response = get(app, path)
    assert response.status_code == status
    assert ("error" not in response.json()) is within


def test_answers_are_no_longer_than_their_limits(app: ASGIApp) -> None:
    def result(path: str) -> list[Any]:
        found: list[Any] = get(app, path).json()["result"]
        return found

    assert len(get(app, "/resolve", name="ريتشموند").json()["candidates"]) == 2
    assert len(result("/reconcile/suggest/entity?prefix=Qat")) == 2
    assert len(result("/reconcile/suggest/property?prefix=")) == 2
    assert result("/reconcile/suggest/type?prefix=&cursor=1") == result("/reconcile/suggest/type?prefix=&cursor=9")
    queries = '{"a": {"query": "ريتشموند"}, "b": {"query": "ريتشموند", "limit": 9}}'
    answers = get(app, "/reconcile", queries=queries).json()
    assert [len(answer["result"]) for answer in answers.values()] == [2, 3]


def test_a_preview_has_as_many_names_as_fit(app: ASGIApp) -> None:
    page = get(app, "/reconcile/preview?id=wikidata:Q846").text
    assert page.split("<dt>Names</dt>")[1].count("<bdi") == 1


@pytest.mark.parametrize(
    ("limits", "status"),
    [(attrs.evolve(SMALL, per_client=1), 429), (attrs.evolve(SMALL, requests=1, per_client=8), 503)],
)
def test_a_refused_client_is_told_when_to_retry(limits: ServiceLimits, status: int) -> None:
    pool = RequestPool(limits, WorkerPool((), limits, lambda _: None))
    with pool.slot("127.0.0.1"), pytest.raises(RequestError) as refused, pool.slot("127.0.0.1"):
        pass
    assert refused.value.status == status
    assert refused.value.headers == {"Retry-After": "7"}
    with pool.slot("127.0.0.1"):
        assert pool.in_progress == 1
    assert pool.in_progress == 0


def test_limits_of_connections_reach_the_server() -> None:
    limits = attrs.evolve(SMALL, head_seconds=2.5, seconds=3.0, grace_seconds=4)
    config = _config(Serving("127.0.0.1", 0, (), False, limits))
    assert config.timeout_graceful_shutdown == 7
    assert config.h11_max_incomplete_event_size == 400
    assert config.http.func is LimitedProtocol  # type: ignore[union-attr]
    assert config.http.keywords["limits"] == limits  # type: ignore[union-attr]


@pytest.mark.parametrize("proxies", [(), ("10.0.0.1",)])
def test_no_forwarded_address_is_believed_unless_a_proxy_is_named(proxies: tuple[str, ...]) -> None:
    config = _config(Serving("127.0.0.1", 0, (), False, attrs.evolve(SMALL, proxies=proxies)))
    assert (config.proxy_headers, config.forwarded_allow_ips) == (bool(proxies), list(proxies))


class Slow:
    def get_write_buffer_size(self) -> int:
        return 1001


def test_while_too_much_waits_to_be_read_no_request_is_taken() -> None:
    limits = attrs.evolve(SMALL, unread=1000)
    unread, client = UnreadAnswers(), Slow()
    pool = RequestPool(limits, WorkerPool((), limits, lambda _: None), unread)
    unread.add(client)
    with pytest.raises(RequestError) as refused, pool.slot("127.0.0.1"):
        pass
    assert (refused.value.status, refused.value.code) == (503, "busy")
    unread.remove(client)
    with pool.slot("127.0.0.1"):
        assert pool.in_progress == 1


def test_an_answer_beyond_its_limit_is_refused() -> None:
    budget = Budget(60.0, 40)
    assert budget.encode_each(lambda name: name, ["a" * 9] * 2) == b'{"results":["aaaaaaaaa","aaaaaaaaa"]}'
    with pytest.raises(RequestError) as refused:
        budget.encode_each(lambda name: name, ["a" * 9] * 2)
    assert refused.value.status == 413
    assert "--most-answer" in refused.value.hint


@pytest.mark.parametrize(("name", "value"), [("batch", 0), ("seconds", -1.0), ("workers", True), ("body", 1.5)])
def test_a_value_that_is_no_limit_is_refused(name: str, value: Any) -> None:
    with pytest.raises((TypeError, ValueError), match=f"ServiceLimits.{name} must be"):
        ServiceLimits(**{name: value})


def test_every_limit_has_a_meaning() -> None:
    limits = list(settings_of(ServiceLimits, ""))
    named = {"origin", "host_names", "proxies"}
    assert {limit.name for limit in limits} == {field.name for field in attrs.fields(ServiceLimits)} - named
    assert all(limit.doc.endswith(".") for limit in limits)


def test_work_that_no_worker_can_do_fails() -> None:
    limits = attrs.evolve(SMALL, crashes=1)
    pool = WorkerPool(("/none",), limits, lambda _: None)
    reply = pool.submit("/compare", {"a": "Qatar", "b": "Qatar"}, 0).result()
    pool.close()
    assert (reply.outcome, reply.is_last) == (Outcome.FAILED, False)
