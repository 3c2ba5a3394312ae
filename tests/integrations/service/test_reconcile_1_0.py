"""What the draft of the Reconciliation Service API 1.0 asks of a service."""

from __future__ import annotations

import json
from typing import Any

import httpx
import jsonschema
import pytest

from tests.integrations.service import protocol, protocol_1_0
from tests.integrations.service.running import Service

ARABIC = {"Accept-Language": "ar-EG, en;q=0.5"}
TRIPOLI = "طرابلس"


def checked(response: httpx.Response, schema: dict[str, Any]) -> Any:
    assert response.status_code == 200, response.text
    jsonschema.validate(response.json(), schema)
    return response.json()


def matched(service: Service, *queries: Any, headers: dict[str, str] | None = None) -> list[dict[str, Any]]:
    response = service.client.post("/reconcile/match", json={"queries": list(queries)}, headers=headers)
    results: list[dict[str, Any]] = checked(response, protocol_1_0.RESULTS)["results"]
    assert len(results) == len(queries)
    return results


def condition(kind: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"matchType": kind, "propertyValue": value, **more}


def ids(result: dict[str, Any]) -> list[str]:
    return [candidate["id"] for candidate in result["candidates"]]


def test_both_manifests_name_both_versions(service: Service) -> None:
    strict = checked(service.client.get("/reconcile/manifest"), protocol_1_0.MANIFEST)
    shared = checked(service.client.get("/reconcile"), protocol.MANIFEST)
    assert strict["versions"] == shared["versions"] == ["0.2", "1.0-draft"]
    differing = {key for key in strict if strict[key] != shared[key]}
    assert differing == {"suggest", "preview", "extend", "view"}
    assert set(strict["extend"]) < set(shared["extend"])


def test_queries_are_answered_in_their_order(service: Service) -> None:
    first, second, third = matched(
        service,
        {"conditions": [condition("name", "صادر جباروف")]},
        {"limit": 1, "conditions": [condition("name", "محمد بن سلطان")]},
        {"type": "place", "conditions": [condition("name", ["no name of anything", "Kyrgyzstan"])]},
    )
    assert (ids(first)[0], first["candidates"][0]["match"]) == ("wikidata:Q25597826", True)
    assert [c["match"] for c in second["candidates"]] == [False]
    assert ids(third)[0] == "wikidata:Q813"


@pytest.mark.parametrize("id", ["wikidata:Q813", "Q813", " Q813 ", {"id": "wikidata:Q813"}, ["x:none", "Q813"]])
def test_an_id_gives_its_entity(service: Service, id: Any) -> None:
    [found] = matched(service, {"conditions": [condition("id", id)]})
    assert [(c["id"], c["score"], c["match"]) for c in found["candidates"]] == [("wikidata:Q813", 100, True)]
    [none] = matched(service, {"type": "person", "conditions": [condition("id", "x:none")]})
    assert none["candidates"] == []


@pytest.mark.parametrize(
    ("more", "first", "is_match"),
    [
        ({}, "wikidata:Q3579", True),
        ({"propertyId": "country", "propertyValue": "LB"}, "wikidata:Q168954", True),
        ({"propertyId": "country", "propertyValue": "لبنان"}, "wikidata:Q168954", True),
        ({"propertyId": "country", "propertyValue": "Lebanon", "required": True}, "wikidata:Q168954", True),
        (
            {"propertyId": "country", "propertyValue": "LY", "required": True, "matchQuantifier": "none"},
            "wikidata:Q168954",
            False,
        ),
        ({"propertyId": "class", "propertyValue": "no class", "required": True}, None, False),
        ({"propertyId": "class", "propertyValue": "no class"}, "wikidata:Q3579", True),
    ],
)
def test_a_property_is_evidence_or_required(
    service: Service, more: dict[str, Any], first: str | None, is_match: bool
) -> None:
    asked = [condition("name", TRIPOLI), *([{"matchType": "property", **more}] if more else [])]
    [found] = matched(service, {"conditions": asked})
    assert next(iter(ids(found)), None) == first
    assert any(c["match"] for c in found["candidates"]) is is_match


@pytest.mark.parametrize(
    ("required", "found"),
    [("1950", ["x:1950"]), ("1951-02", ["x:1950"]), (["1950", "1980"], ["x:1950", "x:1980"]), ("1960", [])],
)
def test_a_required_date_is_met_by_any_that_is_more_exact(service: Service, required: Any, found: list[str]) -> None:
    born = condition("property", required, propertyId="born", required=True)
    [result] = matched(service, {"conditions": [condition("name", "سهيل الزعفراني"), born]})
    assert sorted(ids(result)) == found


def test_a_match_is_of_the_type_that_is_asked_for(service: Service) -> None:
    asked = {"type": "place", "conditions": [condition("name", "صادر جباروف")]}
    [found] = matched(service, asked)
    assert ids(found)[0] == "wikidata:Q25597826"
    assert not any(c["match"] for c in found["candidates"])
    old = {"q": {"query": "صادر جباروف", "type": "place", "type_strict": "should"}}
    answer = service.client.post("/reconcile", data={"queries": json.dumps(old)}).json()
    assert not any(c["match"] for c in answer["q"]["result"])


@pytest.mark.parametrize(
    ("headers", "lang", "name"),
    [
        ({}, None, "Qatar"),
        ({}, "ar", "قطر"),
        (ARABIC, None, "قطر"),
        (ARABIC, "en", "قطر"),
        ({"Accept-Language": "en, ar"}, "ar", "Qatar"),
        ({"Accept-Language": "xx, *;q=0.5"}, None, "Qatar"),
        ({"Accept-Language": "ar;q=0, ru;q=x, ;;"}, None, "Qatar"),
    ],
)
def test_labels_are_in_the_language_asked_for(
    service: Service, headers: dict[str, str], lang: str | None, name: str
) -> None:
    query = {"conditions": [condition("name", "قطر")]} | ({"lang": lang} if lang else {})
    [found] = matched(service, query, headers=headers)
    candidate = found["candidates"][0]
    is_arabic = name == "قطر"
    assert candidate["name"] == name
    assert (candidate.get("lang"), candidate.get("dir")) == (("ar", "rtl") if is_arabic else (None, None))
    assert candidate["type"][0]["name"] == ("مكان" if is_arabic else "Place")


def test_all_labels_of_both_versions_are_in_the_language_asked_for(service: Service) -> None:
    get = service.client.get
    for kind, prefix, name in (("entity", "Qatar", "قطر"), ("type", "place", "مكان"), ("property", "country", "البلد")):
        response = get(f"/reconcile/suggest/{kind}", params={"prefix": prefix}, headers=ARABIC)
        assert response.json()["result"][0]["name"] == name
        assert "Accept-Language" in response.headers["vary"]
    proposed = get("/reconcile/extend/propose", params={"type": "place"}, headers=ARABIC).json()
    assert proposed == get("/reconcile/properties", params={"type": "place"}, headers=ARABIC).json()
    assert "البلد" in [p["name"] for p in proposed["properties"]]
    old = service.client.post("/reconcile", data={"queries": '{"q": {"query": "Qatar"}}'}, headers=ARABIC).json()
    assert old["q"]["result"][0]["name"] == "قطر"


@pytest.mark.parametrize(
    "query",
    [
        None,
        {},
        {"query": "قطر"},
        {"conditions": []},
        {"conditions": ["قطر"]},
        {"conditions": [{"matchType": "name"}]},
        {"conditions": [{"propertyValue": "قطر"}]},
        {"conditions": [condition("other", "قطر")]},
        {"conditions": [condition("name", "")]},
        {"conditions": [condition("name", 7)]},
        {"conditions": [condition("name", ["قطر"] * 21)]},
        {"conditions": [condition("property", "QA", propertyId="country")]},
        {"conditions": [condition("name", "قطر"), condition("property", "QA", propertyId="P17")]},
        {"conditions": [condition("name", "قطر"), condition("property", "QA")]},
        {"type": ["place", "person"], "conditions": [condition("name", "قطر")]},
        {"limit": 0, "conditions": [condition("name", "قطر")]},
    ],
)
def test_a_query_that_cannot_be_used_costs_the_others_nothing(service: Service, query: Any) -> None:
    bad, good = matched(service, query, {"conditions": [condition("name", "قطر")]})
    assert bad["candidates"] == []
    assert set(bad["error"]) == {"code", "message", "hint"}
    assert ids(good)[0] == "wikidata:Q846"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("match", [], 422),
        ("match", {"q0": {"query": "قطر"}}, 422),
        ("match", {"queries": {}}, 422),
        ("match", {"queries": [{}] * 201}, 413),
        ("extend", {"ids": []}, 422),
        ("extend", {"ids": ["a"] * 201, "properties": []}, 413),
    ],
)
def test_a_batch_that_cannot_be_used_is_refused(service: Service, path: str, body: Any, status: int) -> None:
    response = service.client.post(f"/reconcile/{path}", json=body)
    assert response.status_code == status
    assert set(response.json()["error"]) == {"code", "message", "hint"}
    assert service.client.post(f"/reconcile/{path}", data={"queries": "{}"}).status_code == 415
    assert service.client.get(f"/reconcile/{path}").status_code == 405


def test_an_unknown_property_costs_the_others_nothing(service: Service) -> None:
    asked = [{"id": "country"}, {"id": "P17"}, {"id": "name", "settings": {"lang": "ar", "limit": 1}}]
    query = {"ids": ["wikidata:Q813", "x:nowhere"], "properties": asked}
    answer = checked(service.client.post("/reconcile/extend", json=query), protocol_1_0.EXTENSION)
    assert [p["id"] for p in answer["meta"]] == ["country", "P17", "name"]
    assert [row["id"] for row in answer["rows"]] == query["ids"]
    values = {p["id"]: p["values"] for p in answer["rows"][0]["properties"]}
    assert values == {"country": [{"str": "KG"}], "P17": [], "name": [{"str": "قيرغيزستان"}]}
    assert not any(p["values"] for p in answer["rows"][1]["properties"])
    form = {"extend": json.dumps(query)}
    old = checked(service.client.post("/reconcile", data=form), protocol.EXTENSION)
    assert old["rows"]["wikidata:Q813"] == values


@pytest.mark.parametrize(
    ("prefix", "id"),
    [
        ("Putin", "wikidata:Q7747"),
        ("Guterres", "wikidata:Q311440"),
        ("Gutteres", "wikidata:Q311440"),
        ("Japarov", "wikidata:Q25597826"),
        ("محمد بن سلطان", "wikidata:Q6892571"),
    ],
)
def test_what_may_be_meant_is_suggested_too(service: Service, prefix: str, id: str) -> None:
    response = service.client.get("/reconcile/suggest/entity", params={"prefix": prefix})
    assert id in [each["id"] for each in checked(response, protocol.SUGGESTIONS)["result"]]
