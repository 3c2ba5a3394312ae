"""Whatever is sent is answered or refused, and never fails the service."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from namelink import Resolver
from tests.integrations.service.running import Service

TEXT = st.text(st.characters(), max_size=40) | st.text("بوتين وصدر جباروف\u200f\ud800 ً", max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
FIELDS = [
    "name",
    "names",
    "text",
    "texts",
    "type",
    "types",
    "country",
    "limit",
    "born",
    "refs",
    "threshold",
    "explain",
    "scheme",
    "a",
    "b",
]
QUERIES = st.dictionaries(st.sampled_from(["query", "type", "type_strict", "limit", "properties"]), JSON | TEXT)
PATHS = st.sampled_from(["/resolve", "/link", "/transliterate", "/compare", "/cluster"])
REFUSED = {400, 413, 422}

few = settings(max_examples=60, deadline=None)


def escaped(value: Any) -> bytes:
    return json.dumps(value).encode()


@few
@given(text=TEXT)
def test_a_text_is_linked_as_the_library_links_it(service: Service, resolver: Resolver, text: str) -> None:
    headers = {"Content-Type": "application/json"}
    response = service.client.post("/link", content=escaped({"text": text}), headers=headers)
    mentions = json.loads(response.content)["mentions"]
    assert mentions == resolver.link(text).to_dicts()
    assert all(text[m["start"] : m["end"]] == m["text"] for m in mentions)


@few
@given(path=PATHS, body=st.dictionaries(st.sampled_from(FIELDS), JSON | TEXT) | JSON)
def test_any_json_is_answered_or_refused(service: Service, path: str, body: Any) -> None:
    response = service.client.post(path, content=escaped(body), headers={"Content-Type": "application/json"})
    assert response.status_code in REFUSED | {200}, response.text
    assert (response.status_code == 200) == ("error" not in json.loads(response.content))


@few
@given(path=PATHS, body=st.binary(max_size=60))
def test_any_bytes_are_refused(service: Service, path: str, body: bytes) -> None:
    response = service.client.post(path, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in REFUSED


@few
@given(batch=st.dictionaries(TEXT, QUERIES | JSON, max_size=4))
def test_any_batch_is_answered_query_by_query(service: Service, batch: Any) -> None:
    response = service.client.post("/reconcile", data={"queries": json.dumps(batch)})
    assert response.status_code == 200, response.text
    answers = json.loads(response.content)
    assert set(answers) == set(batch)
    assert all(isinstance(answer["result"], list) for answer in answers.values())


@few
@given(extend=st.fixed_dictionaries({"ids": st.lists(TEXT) | JSON, "properties": JSON}) | JSON)
def test_any_extension_is_answered_or_refused(service: Service, extend: Any) -> None:
    response = service.client.post("/reconcile", data={"extend": json.dumps(extend)})
    assert response.status_code in REFUSED | {200}, response.text


@few
@given(
    path=st.sampled_from(["suggest/entity", "suggest/type", "flyout/entity", "flyout/type", "preview", "properties"]),
    query=st.binary(max_size=40),
)
def test_any_query_string_is_answered_or_refused(service: Service, path: str, query: bytes) -> None:
    encoded = "".join(f"%{byte:02X}" if byte not in b"=&+" else chr(byte) for byte in query)
    for fields in (encoded, f"prefix={encoded}", f"id={encoded}", f"prefix=K&cursor={encoded}"):
        assert service.client.get(f"/reconcile/{path}?{fields}").status_code in {200, 400, 404, 422}
