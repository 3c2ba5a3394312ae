from __future__ import annotations

import asyncio

import httpx
import pytest

pytest.importorskip("starlette")

from starlette.types import ASGIApp

from namelink.integrations.service.app import make_app
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.sites import is_own_name

OTHER = {"Origin": "http://evil.example"}
CROSS = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
SCRIPT = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
FRAME = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
LINK = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    return make_app((), ServiceLimits(host_names=("names.example",)))


def get(app: ASGIApp, path: str, **headers: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:8000") as client:
            return await client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("localhost", True),
        ("LOCALHOST:80", True),
        ("localhost.", True),
        ("desk.localhost:8000", True),
        ("127.0.0.1:8000", True),
        ("192.168.1.7", True),
        ("[::1]:8000", True),
        ("names.example", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("evil.example:80@localhost", True),
        ("localhost@evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("notlocalhost", False),
        ("[", False),
        ("", False),
    ],
)
def test_a_service_answers_to_its_own_names(host: str, is_own: bool) -> None:
    assert is_own_name(host, {"names.example"}) is is_own


def test_any_name_may_be_allowed() -> None:
    assert is_own_name("evil.example", {"*"})


@pytest.mark.parametrize("path", ["/", "/resolve?name=a", "/reconcile", "/static/page.js", "/nowhere"])
def test_another_host_is_refused_everywhere(app: ASGIApp, path: str) -> None:
    response = get(app, path, Host="evil.example")
    assert response.status_code == 421
    assert response.json()["error"]["code"] == "misdirected"
    assert "--host-name" in response.json()["error"]["hint"]
    assert get(app, "/health", Host="names.example:443").status_code == 200


@pytest.mark.parametrize(
    "headers", [OTHER, CROSS, LINK, {"Origin": "null"}, {"Origin": "http://["}, {"Sec-Fetch-Site": "same-site"}]
)
def test_what_pages_of_other_sites_ask_for_is_refused(app: ASGIApp, headers: dict[str, str]) -> None:
    response = get(app, "/resolve?name=a", **headers)
    assert response.status_code == 403
    assert response.json()["error"]["code"] == "other_site"


@pytest.mark.parametrize(
    ("origin", "path", "headers", "status"),
    [
        ("*", "/reconcile", OTHER, 200),
        ("*", "/reconcile?queries={}", SCRIPT | OTHER, 200),
        ("*", "/reconcile?queries={}", CROSS, 403),  # an image, whose answer no page may read
        ("*", "/reconcile/suggest/type?prefix=", CROSS, 403),
        ("*", "/reconcile", LINK, 200),
        ("*", "/reconcile?queries={}", LINK, 403),
        ("*", "/reconcile/preview?id=wikidata:Q846", FRAME, 200),
        ("*", "/entity?id=wikidata:Q846", LINK, 200),
        ("*", "/entity?id=wikidata:Q846", CROSS, 403),
        ("http://127.0.0.1:3333", "/reconcile?queries={}", SCRIPT | {"Origin": "http://127.0.0.1:3333"}, 200),
        ("http://127.0.0.1:3333", "/reconcile?queries={}", SCRIPT | OTHER, 403),
        ("http://127.0.0.1:3333", "/reconcile?queries={}", OTHER, 403),  # a browser that says no more
        ("http://127.0.0.1:3333", "/reconcile?queries={}", {}, 200),
    ],
)
def test_what_pages_may_read_is_worked_on(origin: str, path: str, headers: dict[str, str], status: int) -> None:
    assert get(make_app((), ServiceLimits(origin=origin)), path, **headers).status_code == status


def test_own_pages_programs_and_links_are_answered(app: ASGIApp) -> None:
    assert get(app, "/resolve?name=a").status_code == 200
    own = {"Origin": "http://localhost:8000", "Sec-Fetch-Site": "same-origin"}
    assert get(app, "/resolve?name=a", **own).status_code == 200
    assert get(app, "/resolve?name=a", **{"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}).status_code == 200
    assert get(app, "/", **LINK).status_code == 200
    assert get(app, "/docs", **LINK).status_code == 200
