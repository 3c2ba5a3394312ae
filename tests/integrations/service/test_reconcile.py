"""What the Reconciliation Service API 0.2 asks of a service, and what OpenRefine does with it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema
import pytest

from namelink import Outcome, Resolver
from tests.integrations.service import protocol
from tests.integrations.service.running import Service

ORIGIN = {"Origin": "http://127.0.0.1:3333"}


def checked(response: httpx.Response, schema: dict[str, Any], status: int = 200) -> Any:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    answer = response.json()
    jsonschema.validate(answer, schema, format_checker=jsonschema.FormatChecker())
    return answer


def reconciled(service: Service, batch: Any) -> Any:
    response = service.client.post("/reconcile", data={"queries": json.dumps(batch)})
    return checked(response, protocol.RESULTS)


def one(service: Service, query: dict[str, Any]) -> list[dict[str, Any]]:
    result: list[dict[str, Any]] = reconciled(service, {"q0": query})["q0"]["result"]
    return result


def extended(service: Service, query: Any) -> Any:
    return checked(service.client.post("/reconcile", data={"extend": json.dumps(query)}), protocol.EXTENSION)


def test_the_manifest_describes_the_service(service: Service) -> None:
    manifest = checked(service.client.get("/reconcile"), protocol.MANIFEST)
    assert manifest["batchSize"] == 200
    assert [t["id"] for t in manifest["defaultTypes"]] == ["person", "place", "organization"]


def test_every_address_of_the_manifest_leads_somewhere(service: Service) -> None:
    manifest = service.client.get("/reconcile").json()
    id = quote("wikidata:Q813", safe="")
    pages = [manifest["view"]["url"], manifest["preview"]["url"]]
    for page in pages:
        response = httpx.get(page.replace("{{id}}", id))
        assert response.status_code == 200
        assert "Kyrgyzstan" in response.text
    assert 'id="feature-same_key"' in httpx.get(manifest["feature_view"]["url"].replace("{{id}}", "same_key")).text
    for kind, prefix in {"entity": "Kyrg", "property": "coun", "type": "pla"}.items():
        metadata = manifest["suggest"][kind]
        found = httpx.get(metadata["service_url"] + metadata["service_path"], params={"prefix": prefix})
        first = checked(found, protocol.SUGGESTIONS)["result"][0]
        path = metadata["flyout_service_path"].replace("${id}", quote(first["id"], safe=""))
        flown = checked(httpx.get(metadata["flyout_service_url"] + path), protocol.FLYOUT)
        assert flown["id"] == first["id"]
        assert first["name"] in flown["html"]
    proposing = manifest["extend"]["propose_properties"]
    proposed = httpx.get(proposing["service_url"] + proposing["service_path"], params={"type": "place", "limit": "3"})
    answer = checked(proposed, protocol.PROPOSALS)
    assert (answer["type"], len(answer["properties"])) == ("place", 3)
    for address in (manifest["documentation"], manifest["logo"]):
        assert httpx.get(address).status_code == 200


def test_a_batch_is_answered_query_by_query_by_get_and_by_post(service: Service) -> None:
    batch = {"q0": {"query": "صادر جباروف"}, "ب": {"query": "محمد بن سلطان", "limit": 1}, "": {"query": "Kyrgyzstan"}}
    posted = reconciled(service, batch)
    got = checked(service.client.get("/reconcile", params={"queries": json.dumps(batch)}), protocol.RESULTS)
    assert posted == got
    assert set(posted) == set(batch)
    assert posted["q0"]["result"][0]["id"] == "wikidata:Q25597826"
    assert posted["q0"]["result"][0]["match"] is True
    assert not any(candidate["match"] for candidate in posted["ب"]["result"])
    assert posted[""]["result"][0]["id"] == "wikidata:Q813"


@pytest.mark.parametrize("name", ["صدر جبروف", "بوتين", "الجزائر", "محمد بن سلطان", "لا أحد يعرفه", "Жапаров"])
def test_candidates_are_those_of_resolve(service: Service, resolver: Resolver, name: str) -> None:
    found = resolver.resolve(name, limit=50)
    listed = one(service, {"query": name, "limit": 50})
    assert [(c["id"], c["name"]) for c in listed] == [(c.entity.id, c.entity.label) for c in found.candidates]
    assert [c["score"] for c in listed] == [round(100 * c.score, 2) for c in found.candidates]
    matched = [c["id"] for c in listed if c["match"]]
    assert matched == ([found.id] if found.outcome is Outcome.MATCH else [])
    for candidate in listed:
        features = [feature["id"] for feature in candidate["features"]]
        assert len(features) == len(set(features))
        assert "weight" in features


def test_an_identifier_as_query_gives_its_entity(service: Service) -> None:
    [candidate] = one(service, {"query": "wikidata:Q813"})
    assert (candidate["name"], candidate["score"], candidate["match"]) == ("Kyrgyzstan", 100, True)


def test_types_narrow_or_prefer(service: Service) -> None:
    assert one(service, {"query": "قطر", "type": "place"})[0]["id"] == "wikidata:Q846"
    assert one(service, {"query": "قطر", "type": "person", "type_strict": "all"}) == []
    soft = one(service, {"query": "قطر", "type": ["person"], "type_strict": "should"})
    assert soft[0]["id"] == "wikidata:Q846"
    several = one(service, {"query": "قطر", "type": ["person", {"id": "place"}], "type_strict": "any"})
    assert several[0]["id"] == "wikidata:Q846"
    assert one(service, {"query": "قطر", "type": ["person", "organization"], "type_strict": "any"}) == []


@pytest.mark.parametrize("value", ["KZ", "kz", "كازاخستان", "Kazakhstan", {"id": "wikidata:Q232"}, ["KZ", "RU"]])
def test_a_country_narrows(service: Service, resolver: Resolver, value: Any) -> None:
    if value == {"id": "wikidata:Q232"}:
        entity = resolver.resolve("كازاخستان").entity
        assert entity is not None
        value = {"id": entity.id, "name": entity.label}
    query = {"query": "روسيا", "type_strict": "all", "properties": [{"pid": "country", "v": value}]}
    assert "wikidata:Q159" not in [c["id"] for c in one(service, query)]
    query["properties"] = [{"pid": "country", "v": "RU"}]
    assert one(service, query)[0]["id"] == "wikidata:Q159"


def test_the_limit_holds(service: Service) -> None:
    query = {"query": "موسكو"}
    assert len(one(service, query | {"limit": 50})) > 1
    assert len(one(service, query | {"limit": 1})) == 1
    assert len(one(service, query | {"limit": 10**9})) <= 50


@pytest.mark.parametrize(
    "query",
    [
        {},
        [],
        "قطر",
        {"query": ""},
        {"query": " "},
        {"query": 7},
        {"properties": [{"pid": "country", "v": "KG"}]},
        {"query": "قطر", "type": "Q6256"},
        {"query": "قطر", "type": [["place"]]},
        {"query": "قطر", "limit": 0},
        {"query": "قطر", "limit": "many"},
        {"query": "قطر", "limit": True},
        {"query": "قطر", "limit": 1.5},
        {"query": "قطر", "type_strict": "never"},
        {"query": "قطر", "properties": "country"},
        {"query": "قطر", "properties": [{"pid": "country"}]},
        {"query": "قطر", "properties": [{"pid": "P17", "v": "QA"}]},
        {"query": "قطر", "properties": [{"pid": ["country"], "v": "QA"}]},
    ],
)
def test_a_query_that_cannot_be_used_costs_the_others_nothing(service: Service, query: Any) -> None:
    answer = reconciled(service, {"bad": query, "good": {"query": "قطر"}})
    assert answer["bad"]["result"] == []
    assert set(answer["bad"]["error"]) == {"code", "message", "hint"}
    assert answer["good"]["result"][0]["id"] == "wikidata:Q846"


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"queries": "{"}, 400),
        ({"queries": "[]"}, 422),
        ({"queries": "null"}, 422),
        ({"queries": "[" * 100_000}, 400),
        ({"queries": '{"q": {"query": "قطر", "limit": NaN}}'}, 400),
        ({"queries": json.dumps({str(i): {"query": "قطر"} for i in range(201)})}, 413),
        ({"extend": "7"}, 422),
        ({"extend": '{"ids": ["wikidata:Q813"]}'}, 422),
        ({"extend": '{"ids": [7], "properties": []}'}, 422),
        ({"extend": '{"ids": [], "properties": ["country"]}'}, 422),
        ({"extend": '{"ids": [], "properties": [{"id": 17}]}'}, 422),
        ({"extend": '{"ids": [], "properties": [{"id": "name", "settings": 7}]}'}, 422),
        ({"extend": '{"ids": ["wikidata:Q813"], "properties": [{"id": "name", "settings": {"limit": "-1"}}]}'}, 422),
        ({"query": "قطر"}, 422),
        ({}, 422),
    ],
)
def test_a_batch_that_cannot_be_used_is_refused(service: Service, form: dict[str, str], status: int) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response = service.client.post("/reconcile", data=form, headers=headers)
    assert response.status_code == status, response.text
    assert set(response.json()["error"]) == {"code", "message", "hint"}


def test_bytes_that_are_no_form(service: Service) -> None:
    as_form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert service.client.post("/reconcile", content=b"queries=%FF", headers=as_form).status_code == 400
    assert service.client.post("/reconcile", content=b"queries=\xff", headers=as_form).status_code == 400
    many = b"&".join(b"a=1" for _ in range(5000))
    assert service.client.post("/reconcile", content=many, headers=as_form).status_code == 413
    assert service.client.post("/reconcile", json={"queries": {}}).status_code == 415
    assert service.client.get("/reconcile?queries=%FF").status_code == 400


def test_half_a_surrogate_pair_is_answered_as_it_came(service: Service) -> None:
    batch = '{"\\ud800": {"query": "\\udfff"}}'
    response = service.client.post("/reconcile", data={"queries": batch})
    assert response.status_code == 200
    assert json.loads(response.content) == {"\ud800": {"result": []}}


@pytest.mark.parametrize(
    "path",
    [
        "/reconcile",
        "/reconcile?queries=%7B%7D",
        "/reconcile?queries=%7B",
        "/reconcile/preview?id=wikidata:Q813",
        "/reconcile/properties?type=place",
        "/reconcile/suggest/entity?prefix=K",
        "/reconcile/suggest/entity",
        "/reconcile/suggest/property?prefix=K",
        "/reconcile/suggest/type?prefix=K",
        "/reconcile/flyout/entity?id=wikidata:Q813",
        "/reconcile/flyout/type?id=place",
        "/reconcile/flyout/property?id=country",
        "/reconcile/nowhere",
    ],
)
def test_pages_of_other_origins_may_call_every_endpoint(service: Service, path: str) -> None:
    assert service.client.get(path, headers=ORIGIN).headers["access-control-allow-origin"] == "*"


def test_a_preflight_is_answered(service: Service) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    response = service.client.options("/reconcile", headers=ORIGIN | asked)
    assert response.status_code == 200
    assert "POST" in response.headers["access-control-allow-methods"]


def test_pages_of_other_origins_may_not_read_the_rest(service: Service) -> None:
    response = service.client.get("/resolve", params={"name": "قطر"}, headers=ORIGIN)
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("prefix", ["Kyrgyzst", "قرغيزس", "Kyrgyzstan", "wikidata:Q813", "kyrgyzST"])
def test_entities_are_suggested_by_prefix_in_any_script_and_by_id(service: Service, prefix: str) -> None:
    response = service.client.get("/reconcile/suggest/entity", params={"prefix": prefix})
    first = checked(response, protocol.SUGGESTIONS)["result"][0]
    assert (first["id"], first["notable"]) == ("wikidata:Q813", [{"id": "place", "name": "Place"}])


def test_the_cursor_goes_on(service: Service) -> None:
    pages = [
        service.client.get("/reconcile/suggest/entity", params={"prefix": "محمد", "cursor": str(cursor)}).json()
        for cursor in (0, 5, 10)
    ]
    first, second, third = ([s["id"] for s in page["result"]] for page in pages)
    assert first[5:] == second[:5]
    assert second[5:] == third[:5]
    assert len(set(first + third)) == 20


@pytest.mark.parametrize(
    "query",
    ["", "prefix=K&cursor=-1", "prefix=K&cursor=x", "prefix=K&cursor=٣", "prefix=" + "K" * 201, "prefix=%FF"],
)
def test_a_suggestion_that_cannot_be_made(service: Service, query: str) -> None:
    response = service.client.get(f"/reconcile/suggest/entity?{query}")
    assert response.status_code in (400, 422)
    assert set(response.json()["error"]) == {"code", "message", "hint"}


def test_no_suggestion(service: Service) -> None:
    for kind in ("entity", "property", "type"):
        response = service.client.get(f"/reconcile/suggest/{kind}", params={"prefix": "qqqqq"})
        assert checked(response, protocol.SUGGESTIONS) == {"result": []}


@pytest.mark.parametrize("path", ["/reconcile/preview", "/entity", "/reconcile/flyout/entity"])
def test_what_is_data_is_never_markup(service: Service, path: str) -> None:
    response = service.client.get(path, params={"id": "x:evil"})
    html = response.json()["html"] if "flyout" in path else response.text
    assert "Evil &lt;script&gt;" in html
    assert "&lt;img src=x" in html
    assert "<script" not in html
    assert "<img src=x" not in html


@pytest.mark.parametrize("path", ["/reconcile/preview", "/entity", "/reconcile/flyout/entity"])
@pytest.mark.parametrize("id", ["x:nowhere", "<script>alert(1)</script>"])
def test_an_entity_that_is_not_there(service: Service, path: str, id: str) -> None:
    response = service.client.get(path, params={"id": id})
    assert response.status_code == 404
    assert "<script" not in response.text
    assert service.client.get(path).status_code == 422


def test_a_preview_may_stand_in_a_frame_and_a_page_may_not(service: Service) -> None:
    preview = service.client.get("/reconcile/preview", params={"id": "wikidata:Q813"})
    assert "frame-ancestors *" in preview.headers["content-security-policy"]
    for path in ("/", "/entity?id=wikidata:Q813", "/docs"):
        policy = service.client.get(path).headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


def test_data_is_extended(service: Service) -> None:
    properties = ["latin", "arabic", "type", "country", "description", "wikidata", "iso3166", "geonames", "ref"]
    answer = extended(service, {"ids": ["wikidata:Q813", "x:nowhere"], "properties": [{"id": id} for id in properties]})
    assert [p["id"] for p in answer["meta"]] == properties
    row = {id: [value["str"] for value in values] for id, values in answer["rows"]["wikidata:Q813"].items()}
    assert row["latin"] == ["Kyrgyzstan"]
    assert row["arabic"] == ["قيرغيزستان"]
    assert (row["type"], row["country"], row["wikidata"], row["iso3166"]) == (["place"], ["KG"], ["Q813"], ["KG"])
    assert set(row["ref"]) >= {"wikidata:Q813", "iso3166:KG"}
    assert answer["rows"]["x:nowhere"] == {id: [] for id in properties}


def test_settings_choose_among_values(service: Service) -> None:
    def names(settings: dict[str, Any]) -> list[str]:
        query = {"ids": ["wikidata:Q813"], "properties": [{"id": "name", "settings": settings}]}
        return [value["str"] for value in extended(service, query)["rows"]["wikidata:Q813"]["name"]]

    every = names({})
    assert {"Kyrgyzstan", "قرغيزستان", "Кыргызстан"} <= set(every)
    assert names({"limit": "2"}) == every[:2] == names({"limit": 2})
    assert names({"limit": 0}) == every
    assert "Kyrgyzstan" not in names({"lang": "ar"})
    assert names({"lang": "ar", "limit": "1"}) == ["قيرغيزستان"]


@pytest.mark.parametrize(
    ("pid", "value", "id"),
    [
        ("born", "1950", "x:1950"),
        ("born", 1980, "x:1980"),
        ("born", "1981-02-03T00:00:00Z", "x:1980"),
        ("born", ["?", "1950"], "x:1950"),
        ("born", "around 1950", None),
        ("wikidata", "Q999991980", "x:1980"),
        ("wikidata", "https://www.wikidata.org/wiki/Q999991980", "x:1980"),
        ("wikidata", {"id": "Q999991980", "name": "Suhail"}, "x:1980"),
        ("ref", " wikidata:Q999991980 ", "x:1980"),
        ("ref", "no identifier", None),
    ],
)
def test_properties_tell_namesakes_apart(service: Service, pid: str, value: Any, id: str | None) -> None:
    found = one(service, {"query": "سهيل الزعفراني", "properties": [{"pid": pid, "v": value}]})
    assert [c["id"] for c in found if c["match"]] == ([id] if id else [])


def test_dates_of_birth_are_extended(service: Service) -> None:
    rows = extended(service, {"ids": ["x:1950", "x:evil"], "properties": [{"id": "born"}]})["rows"]
    assert rows == {"x:1950": {"born": [{"str": "1950"}, {"str": "1951-02-03"}]}, "x:evil": {"born": []}}


@pytest.mark.parametrize("path", ["/reconcile/preview", "/entity", "/reconcile/flyout/entity"])
@pytest.mark.parametrize(
    ("asked", "header", "label"),
    [
        *((None, "ar", "البلد"), (None, "ar-EG,en;q=0.5", "البلد"), (None, "fr", "Country"), ("ar", "en", "البلد")),
        *(("en", "ar", "Country"), ("fr", "ar", "البلد"), (None, "", "Country")),
    ],
)
def test_what_is_shown_of_an_entity_is_in_the_asked_language(
    service: Service, path: str, asked: str | None, header: str, label: str
) -> None:
    params = {"id": "wikidata:Q25597826"} | ({"lang": asked} if asked else {})
    response = service.client.get(path, params=params, headers={"Accept-Language": header})
    shown = response.json()["html"] if "flyout" in path else response.text
    assert f"<dt>{label}</dt>" in shown
    assert "Accept-Language" in response.headers["vary"]
    assert ("رئيس قرغيزستان" in shown) == (label == "البلد")
    assert ("Kyrgyzstan since" in shown) == (label == "Country")
