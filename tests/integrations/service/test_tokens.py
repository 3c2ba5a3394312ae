from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integrations.service.running import Service, running

TOKEN = "kept-from-all-others"


def basic(password: str) -> str:
    return "Basic " + base64.b64encode(f"anybody:{password}".encode()).decode()


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    file = tmp_path_factory.mktemp("token") / "token.txt"
    file.write_text(TOKEN + "\n", encoding="utf-8")
    with running("--token-file", file, "--access-log") as service:
        yield service


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (None, 401),
        ("", 401),
        (TOKEN, 401),
        ("Bearer", 401),
        ("Bearer " + TOKEN[:-1], 401),
        ("Bearer é", 401),
        ("Basic ?", 401),
        (basic("other"), 401),
        ("Bearer " + TOKEN, 200),
        ("bearer " + TOKEN, 200),
        (basic(TOKEN), 200),
    ],
)
def test_requests_bring_the_token(guarded: Service, authorization: str | None, status: int) -> None:
    headers: dict[bytes, bytes] = {} if authorization is None else {b"authorization": authorization.encode()}
    for path in ("/resolve?name=a", "/", "/metrics", "/reconcile?queries={}", "/reconcile/suggest/type?prefix="):
        response = guarded.client.get(path, headers=headers)
        assert response.status_code == status, path
        if status == 401:
            assert response.json()["error"]["code"] == "unauthorized"
            assert response.headers["www-authenticate"].startswith("Basic")


def test_what_the_service_is_needs_no_token(guarded: Service) -> None:
    assert guarded.client.get("/health").status_code == 200
    for path in ("/reconcile", "/reconcile/manifest"):
        assert guarded.client.get(path).json()["authentication"] == {"type": "basic"}
    asked = {"Origin": "http://127.0.0.1:3333", "Access-Control-Request-Method": "POST"}
    asked["Access-Control-Request-Headers"] = "authorization"
    assert guarded.client.options("/reconcile/match", headers=asked).status_code == 200


def test_the_token_may_stand_in_the_environment_and_is_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAMELINK_TOKEN", TOKEN)
    with running("--access-log") as service:
        assert service.client.get("/resolve?name=a").status_code == 401
        assert service.client.get("/resolve?name=a", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        status, said = service.stop()
    assert (status, TOKEN in said) == (0, False)


@pytest.mark.parametrize("content", [None, "", "two words", "رمز"])
def test_a_token_that_cannot_be_used(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "token.txt"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    command = [sys.executable, "-m", "namelink", "serve", "--port", "0", "--token-file", str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=dict(os.environ))
    assert ended.returncode == 2
    assert "token.txt" in ended.stderr
    assert "Traceback" not in ended.stderr
