"""What a service does at its limits, when it is told to stop, and when it cannot begin."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from namelink.integrations.service.server import AddressError, listen
from tests.integrations.service.running import Service, running

LONG = "قال الرئيس الروسي فلاديمير بوتين إن موسكو وبيشكيك ستعملان معا " * 1500
TRIES = 2000
"""How often something is asked for that comes about soon, before it is given up."""


@pytest.fixture(scope="module")
def small() -> Iterator[Service]:
    with running("--most-bytes", "2000", "--most-text", "300", "--batch", "3", "--seconds", "1") as service:
        yield service


def error_of(response: httpx.Response, status: int) -> str:
    assert response.status_code == status, response.text
    error = response.json()["error"]
    assert set(error) == {"code", "message", "hint"}
    assert "Traceback" not in response.text
    assert ".py" not in response.text
    return str(error["code"])


@contextlib.contextmanager
def slow_client(service: Service, *, sent: bytes = b'{"name": "') -> Iterator[socket.socket]:
    """Send the beginning of a request, and no more."""
    host, port = service.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as client:
        head = (
            "POST /resolve HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
        )
        client.sendall(head.encode() + sent)
        yield client


def answer_of(client: socket.socket) -> bytes:
    received = b""
    while part := client.recv(65536):
        received += part
        if b'"hint"' in received:
            break
    return received


@pytest.mark.parametrize("size", [2001, 30_000, 3_000_000])
def test_a_body_too_large(small: Service, size: int) -> None:
    body = json.dumps({"name": "x" * size}).encode()
    headers = {"Content-Type": "application/json"}
    assert error_of(small.client.post("/resolve", content=body, headers=headers), 413) == "too_large"

    def chunked() -> Iterator[bytes]:
        for begin in range(0, len(body), 1000):
            yield body[begin : begin + 1000]

    assert error_of(small.client.post("/resolve", content=chunked(), headers=headers), 413) == "too_large"
    form = {"queries": "x" * size}
    assert error_of(small.client.post("/reconcile", data=form), 413) == "too_large"


def test_too_much_at_once(small: Service) -> None:
    post = small.client.post
    assert post("/resolve", json={"names": ["قطر"] * 3}).status_code == 200
    assert error_of(post("/resolve", json={"names": ["قطر"] * 4}), 413) == "too_large"
    assert error_of(small.client.get("/cluster", params={"names": ["قطر"] * 4}), 413) == "too_large"
    assert post("/link", json={"text": "a" * 300}).status_code == 200
    assert error_of(post("/link", json={"text": "a" * 301}), 413) == "too_large"
    queries = {str(i): {"query": "قطر"} for i in range(4)}
    assert error_of(post("/reconcile", data={"queries": json.dumps(queries)}), 413) == "too_large"
    extend = {"ids": ["a"] * 4, "properties": []}
    assert error_of(post("/reconcile", data={"extend": json.dumps(extend)}), 413) == "too_large"
    long = post("/reconcile", data={"queries": json.dumps({"q": {"query": "a" * 301}})}).json()
    assert long["q"]["error"]["code"] == "too_large"
    assert small.client.get("/reconcile").json()["batchSize"] == 3


def test_a_slow_client_is_told_so(small: Service) -> None:
    with slow_client(small) as client:
        received = answer_of(client)
    assert b" 408 " in received.partition(b"\r\n")[0]
    assert b"slow_request" in received


@pytest.mark.parametrize("begun", [b"", b"GET /heal", b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /he"])
def test_a_client_that_does_not_ask_is_not_waited_for(small: Service, begun: bytes) -> None:
    host, port = small.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as client:
        client.sendall(begun)
        received = b""
        while part := client.recv(65536):
            received += part
    assert received.count(b" 200 OK") == begun.count(b"\r\n\r\n")


def test_a_client_that_leaves_costs_nothing(small: Service) -> None:
    for _ in range(20):
        with slow_client(small):
            pass
    assert small.client.get("/resolve", params={"name": "قطر"}).json()["id"] == "wikidata:Q846"
    for _ in range(TRIES):
        if small.metric("namelink_requests_in_hand") == 1:
            return
    pytest.fail("requests of clients that have left are still in hand")


@pytest.mark.parametrize(
    ("options", "status", "code"),
    [(["--per-client", "1"], 429, "too_many_requests"), (["--requests", "1"], 503, "busy")],
)
def test_more_requests_than_are_taken(options: list[str], status: int, code: str) -> None:
    with running(*options, "--seconds", "30") as service, slow_client(service) as client:
        for _ in range(TRIES):
            response = service.client.get("/resolve", params={"name": "قطر"})
            if response.status_code != 200:
                break
        assert error_of(response, status) == code
        assert response.headers["retry-after"] == "1"
        assert service.client.get("/health").status_code == 200
        client.sendall('قطر"}'.encode().ljust(500 - len(b'{"name": "')))
        assert b" 200 " in client.recv(65536).partition(b"\r\n")[0]
        for _ in range(TRIES):
            if service.client.get("/resolve", params={"name": "قطر"}).status_code == 200:
                return
        pytest.fail("the place that the request held was not given back")


def test_work_that_takes_too_long_is_given_up() -> None:
    with running("--seconds", "0.01", "--workers", "1") as service:
        assert error_of(service.client.post("/link", json={"text": LONG}), 504) == "timeout"
        assert error_of(service.client.post("/resolve", json={"names": ["صدر جبروف"] * 200}), 504) == "timeout"
        assert service.client.get("/health").status_code == 200
        for _ in range(TRIES):
            response = service.client.get("/resolve", params={"name": "قطر"})
            if response.status_code == 200:
                break
        assert response.json()["id"] == "wikidata:Q846"
        _, said = service.stop()
        assert "Traceback" not in said


def test_requests_in_hand_are_answered_before_the_service_stops() -> None:
    with running() as service, ThreadPoolExecutor() as pool:
        sent = pool.submit(httpx.post, f"{service.url}/link", json={"text": LONG}, timeout=60)
        for _ in range(TRIES):
            if service.metric("namelink_requests_in_hand") == 2:
                break
        status, said = service.stop()
        assert sent.result().status_code == 200
        assert len(sent.result().json()["mentions"]) >= 3000
        assert (status, "Traceback" in said) == (0, False)
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{service.url}/health")


def test_several_processes_answer() -> None:
    with running("--workers", "2", "--access-log") as service:
        with ThreadPoolExecutor(8) as pool:
            urls = [f"{service.url}/resolve?name=قطر"] * 40
            answers = list(pool.map(lambda url: httpx.get(url, timeout=60).json()["id"], urls))
        assert answers == ["wikidata:Q846"] * 40
        assert service.metric("namelink_requests_total") >= 40
        assert service.client.get("/metrics").text.count("# TYPE namelink_requests_total") == 1
        status, said = service.stop()
        assert status == 0
        assert said.count("GET /resolve 200") == 40
        assert "Traceback" not in said


def test_requests_are_not_logged_unless_asked_for() -> None:
    with running() as service:
        service.client.get("/resolve", params={"name": "قطر"})
        assert service.stop() == (0, "")


def test_other_origins_may_be_kept_out() -> None:
    with running("--origin", "http://127.0.0.1:3333") as service:
        mine = service.client.get("/reconcile", headers={"Origin": "http://127.0.0.1:3333"})
        assert mine.headers["access-control-allow-origin"] == "http://127.0.0.1:3333"
        other = service.client.get("/reconcile", headers={"Origin": "http://127.0.0.1:1"})
        assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_answers_are_not_held_back(host: str) -> None:
    """A small answer leaves at once on a connection that is kept, with no wait for what the client acknowledges."""

    async def accept(listening: socket.socket) -> int:
        accepted: asyncio.Future[asyncio.StreamWriter] = asyncio.get_running_loop().create_future()
        server = await asyncio.start_server(lambda _, writer: accepted.set_result(writer), sock=listening)
        async with server:
            _, client = await asyncio.open_connection(*listening.getsockname()[:2])
            writer = await accepted
            found: int = writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            for end in (client, writer):
                end.close()
                await end.wait_closed()
        return found

    try:
        listening = listen(host, 0, 16)
    except AddressError:
        pytest.skip(f"this machine has no {host}")
    with listening:
        assert not listening.get_inheritable()  # no worker holds the port when the service has ended
        assert asyncio.run(accept(listening))


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = command("--port", str(port))
    assert ended.returncode == 2
    assert f"127.0.0.1:{port} cannot be listened at" in ended.stderr
    assert "--port" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--gazetteer", "/none"], "holds no namelink index"),
        (["--host", "192.0.2.1"], "cannot be listened at"),  # an address of no computer
        (["--port", "70000"], "--port"),
        (["--workers", "0"], "--workers"),
        (["--seconds", "0"], "--seconds"),
    ],
)
def test_a_service_that_cannot_begin(options: list[str], says: str) -> None:
    ended = command("--port", "0", *options)
    assert ended.returncode == 2
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


def test_without_the_extra_the_error_names_it() -> None:
    code = (
        "import sys; sys.modules['uvicorn'] = None\n"  # as if it were not installed
        "from namelink.cli import main; main(['serve'])"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "pip install 'namelink[serve]'" in ended.stderr
    assert "Traceback" not in ended.stderr


def command(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "namelink", "serve", *options], capture_output=True, text=True, check=False, timeout=60
    )
