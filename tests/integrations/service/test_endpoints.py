"""The JSON endpoints: what they answer is what namelink answers, and what the description says."""

from __future__ import annotations

import json
from typing import Any

import attrs
import httpx
import jsonschema
import pytest

import namelink
from namelink import Gazetteer, Resolver
from namelink.transliteration.standards import schemes
from tests.integrations.service.conftest import RECORDS
from tests.integrations.service.running import Service

TEXT = "وأكد بوتين لنظيره القيرغيزي صادر جباروف في موسكو"
Q_PUTIN = "wikidata:Q7747"
NAMES = ["صدر جبروف", "بوتين", "الجزائر", "محمد بن سلطان", "لا أحد يعرفه", "Жапаров", "", "\u0640", "a" * 2000]


def described(service: Service, path: str, method: str, status: int) -> dict[str, Any]:
    """Return the schema that the description gives for an answer."""
    description: dict[str, Any] = service.client.get("/openapi.json").json()
    answers = description["paths"][path][method]["responses"]
    schema: dict[str, Any] = answers[str(status)]["content"]["application/json"]["schema"]
    return schema | {"components": description["components"]}


def get(service: Service, path: str, status: int = 200, **fields: Any) -> Any:
    response = service.client.get(path, params=fields)
    return checked(service, response, path, "get", status)


def post(service: Service, path: str, body: Any, status: int = 200) -> Any:
    content = json.dumps(body).encode()  # escapes, so that half surrogates can be sent
    response = service.client.post(path, content=content, headers={"Content-Type": "application/json"})
    return checked(service, response, path, "post", status)


def checked(service: Service, response: httpx.Response, path: str, method: str, status: int) -> Any:
    assert response.status_code == status, response.text
    answer = json.loads(response.content)
    jsonschema.validate(answer, described(service, path, method, status))
    return answer


@pytest.mark.parametrize("name", NAMES)
def test_resolve(service: Service, resolver: Resolver, name: str) -> None:
    expected = resolver.resolve(name).to_dict()
    assert get(service, "/resolve", name=name) == expected
    assert post(service, "/resolve", {"name": name}) == expected


def test_resolve_many_with_every_option(service: Service, resolver: Resolver) -> None:
    options: dict[str, Any] = {"type": "place", "country": "dz", "limit": 3, "threshold": 0.5, "strict": False}
    expected = [r.to_dict() for r in resolver.resolve_many(NAMES, **options | {"country": "DZ"})]
    assert post(service, "/resolve", {"names": NAMES} | options) == {"results": expected}
    [first] = get(service, "/resolve", names=["الجزائر"], **options | {"strict": "false"})["results"]
    assert first["id"] == resolver.resolve("الجزائر", country="DZ").id


def test_resolve_explains(service: Service, resolver: Resolver) -> None:
    found = resolver.resolve("صدر جبروف")
    answer = get(service, "/resolve", name="صدر جبروف", explain="true")
    assert answer["explanation"] == found.explain()
    assert answer["candidates"][0]["evidence"] == [attrs.asdict(e) for e in found.candidates[0].evidence]
    assert answer["candidates"][0]["arabic"] == "صدر جباروف"


@pytest.mark.parametrize("text", [TEXT, "", "لا أسماء هنا", "\u202bبوتين\u202c 🇰🇬 وقيرغيزستان", "\ud83d بوتين"])
def test_link(service: Service, resolver: Resolver, text: str) -> None:
    expected = resolver.link(text).to_dicts()
    assert post(service, "/link", {"text": text}) == {"mentions": expected}
    if "\ud83d" not in text:
        assert get(service, "/link", text=text) == {"mentions": expected}


def test_link_many_with_every_option(service: Service, resolver: Resolver) -> None:
    answer = post(
        service, "/link", {"texts": [TEXT, ""], "types": ["place"], "threshold": 0.9, "explain": True, "demonyms": True}
    )
    [first, second] = answer["results"]
    linked = resolver.link(TEXT, types=["place"], threshold=0.9)
    assert [{k: v for k, v in m.items() if k != "resolution"} for m in first["mentions"]] == linked.to_dicts()
    assert first["mentions"][0]["resolution"]["explanation"] == linked[0].resolution.explain()
    assert second == {"mentions": []}


@pytest.mark.parametrize("option", [{"demonyms": False}, {"overlaps": True}, {"unknown": True}])
def test_link_in_other_ways(service: Service, resolver: Resolver, option: dict[str, Any]) -> None:
    text = "التقى الوزير فادي الكركبي نظيره القيرغيزي في بورصة لندن"
    expected = resolver.link(text, **option).to_dicts()
    assert expected != resolver.link(text).to_dicts()
    written: dict[str, Any] = {name: str(value).lower() for name, value in option.items()}
    assert get(service, "/link", text=text, **written) == {"mentions": expected}


def test_transliterate(service: Service) -> None:
    assert get(service, "/transliterate", text="ليخاتشوف") == {"text": "ليخاتشوف", "latin": "Likhachov"}
    regional = post(service, "/transliterate", {"texts": ["محمد شريف"], "region": "maghreb"})
    assert regional == {"results": [{"text": "محمد شريف", "latin": "Mohamed Cherif"}]}
    by_standard = get(service, "/transliterate", text="الشَّارِقَة", scheme="bgn-pcgn")
    assert by_standard["latin"] == "Ash Shāriqah"
    several = get(service, "/transliterate", text="خالد", limit=3)
    expected = [{"text": t.text, "score": round(t.score, 4)} for t in namelink.transliterations("خالد", 3)]
    assert several["spellings"] == expected
    back = get(service, "/transliterate", text="Japarov", to="Arab", limit=1)
    assert back["arabic"] == back["spellings"][0]["text"] == namelink.transliterations("Japarov", 1, to="Arab")[0].text
    assert get(service, "/transliterate", text="", to="Arab") == {"text": "", "arabic": ""}


@pytest.mark.parametrize(
    ("options", "latin"),
    [
        ({"scheme": "ala-lc"}, "nūr al-dīn al-shrīf"),
        ({"scheme": "ala-lc", "vowels": "guess"}, "nūr al-dīn al-sharīf"),
        ({"region": "egypt", "compounds": "joined", "article": "al"}, "Nouruddin al-Sherif"),
        ({"compounds": "apart", "assimilated": True}, "Nour ed-Din ash-Sharif"),
        ({"article": "el", "hyphen": False}, "Nour el Din el Sharif"),
    ],
)
def test_transliterate_in_the_style_of_a_house(service: Service, options: dict[str, Any], latin: str) -> None:
    text = "نور الدين الشريف"
    answer = {"text": text, "latin": latin}
    assert post(service, "/transliterate", {"text": text} | options) == answer
    written: dict[str, Any] = {name: str(value).lower() for name, value in options.items()}
    assert get(service, "/transliterate", text=text, **written) == answer


def test_transliterate_by_every_standard(service: Service) -> None:
    answer = get(service, "/transliterate", text="الشَّارِقَة", scheme="all")
    assert answer["schemes"] == {scheme: namelink.transliterate("الشَّارِقَة", scheme) for scheme in schemes("Arab")}


def test_compare(service: Service) -> None:
    expected = namelink.compare("سلمان", "سلطان")
    answer = get(service, "/compare", a="سلمان", b="سلطان")
    assert answer == expected.to_dict() | {"explanation": expected.explain()}
    assert post(service, "/compare", {"a": "سلمان", "b": "سلطان"}) == answer


def test_cluster(service: Service) -> None:
    names = ["صدر جباروف", "Sadyr Japarov", "بوتين"]
    expected = [{"names": list(c.names), "latin": c.latin} for c in namelink.cluster(names)]
    assert post(service, "/cluster", {"names": names}) == {"clusters": expected}
    assert get(service, "/cluster", names=names) == {"clusters": expected}
    assert post(service, "/cluster", {"names": []}) == {"clusters": []}


@pytest.mark.parametrize("text", ["\ud800", "بوتين \udfff", "\udfff\ud800", "\x00", "\u200f\u200f", "\U0010ffff"])
@pytest.mark.parametrize("path", ["/resolve", "/link", "/transliterate", "/cluster", "/compare"])
def test_odd_text_is_answered(service: Service, path: str, text: str) -> None:
    bodies: dict[str, Any] = {
        "/resolve": {"name": text, "explain": True},
        "/link": {"text": text, "explain": True},
        "/transliterate": {"text": text, "scheme": "all"},
        "/cluster": {"names": [text, "بوتين"]},
        "/compare": {"a": text, "b": "بوتين"},
    }
    post(service, path, bodies[path])


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/resolve", {}),
        ("/resolve", {"name": None}),
        ("/resolve", {"name": "قطر", "names": ["قطر"]}),
        ("/resolve", {"name": 7}),
        ("/resolve", {"name": ["قطر"]}),
        ("/resolve", {"names": "قطر"}),
        ("/resolve", {"names": ["قطر", None]}),
        ("/resolve", {"name": "قطر", "type": "city"}),
        ("/resolve", {"name": "قطر", "type": ["place"]}),
        ("/resolve", {"name": "قطر", "country": "QTR"}),
        ("/resolve", {"name": "قطر", "country": "قط"}),
        ("/resolve", {"name": "قطر", "limit": 0}),
        ("/resolve", {"name": "قطر", "limit": 2.5}),
        ("/resolve", {"name": "قطر", "limit": True}),
        ("/resolve", {"name": "قطر", "limit": "5"}),
        ("/resolve", {"name": "قطر", "limit": 10**400}),
        ("/resolve", {"name": "قطر", "threshold": 1.5}),
        ("/resolve", {"name": "قطر", "treshold": 0.5}),
        ("/resolve", {"name": "قطر", "explain": "yes"}),
        ("/resolve", ["قطر"]),
        ("/resolve", "قطر"),
        ("/resolve", None),
        ("/link", {"text": {"text": "قطر"}}),
        ("/link", {"text": "قطر", "types": "place"}),
        ("/link", {"text": "قطر", "types": ["city"]}),
        ("/transliterate", {"text": "قطر", "scheme": "klingon"}),
        ("/transliterate", {"text": "قطر", "scheme": "/etc/namelink.toml"}),
        ("/transliterate", {"text": "قطر", "scheme": "ala-lc", "region": "gulf"}),
        ("/transliterate", {"text": "قطر", "scheme": "ala-lc", "article": "el"}),
        ("/transliterate", {"text": "قطر", "scheme": "ala-lc-russian"}),
        ("/transliterate", {"texts": ["قطر", "Москва"], "scheme": "ala-lc"}),
        ("/transliterate", {"text": "قطر", "vowels": "guess"}),
        ("/transliterate", {"text": "قطر", "article": "il"}),
        ("/transliterate", {"text": "قطر", "hyphen": "yes"}),
        ("/transliterate", {"text": "قطر", "region": "mars"}),
        ("/transliterate", {"text": "قطر", "to": "Cyrl"}),
        ("/compare", {"a": "قطر"}),
        ("/cluster", {"threshold": 0.5}),
    ],
)
def test_what_cannot_be_used_is_refused(service: Service, path: str, body: Any) -> None:
    error = post(service, path, body, 422)["error"]
    assert error["code"] == "invalid"
    assert error["message"]
    assert error["hint"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "name=قطر&name=روسيا",
        "name=قطر&limit=many",
        "name=قطر&limit=nan",
        "name=قطر&limit=1e999",
        "name=قطر&limit=2.5",
        "name=قطر&strict=perhaps",
        "name=قطر&explain=",
        "nom=قطر",
    ],
)
def test_a_query_string_that_cannot_be_used_is_refused(service: Service, query: str) -> None:
    response = service.client.get(f"/resolve?{query}")
    assert checked(service, response, "/resolve", "get", 422)["error"]["code"] == "invalid"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1, column 1"),
        (b"{", "line 1, column 2"),
        (b'{"name": "\xff"}', "byte 11"),
        (b'{"name": NaN}', "number"),
        (b'{"limit": ' + b"9" * 5000 + b"}", "number"),
        (b"[" * 200_000, "nested"),
        ('{"name": "قطر"}'.encode("utf-16"), "byte 1"),
    ],
)
def test_what_is_no_json_is_refused(service: Service, content: bytes, says: str) -> None:
    response = service.client.post("/resolve", content=content, headers={"Content-Type": "application/json"})
    error = checked(service, response, "/resolve", "post", 400)["error"]
    assert error["code"] == "unreadable"
    assert says in error["message"]


def test_other_bodies_methods_and_paths_are_refused(service: Service) -> None:
    client = service.client
    assert client.post("/resolve", data={"name": "قطر"}).status_code == 415
    assert client.post("/resolve", content=b'{"name": "x"}').status_code == 415
    assert client.post("/resolve?name=x", json={"name": "x"}).status_code == 422
    assert client.post("/resolve", content=b'\xef\xbb\xbf{"name": "x"}', headers=JSON).status_code == 200
    assert client.get("/resolve?name=%FF").status_code == 400
    for response in (client.delete("/resolve"), client.post("/health"), client.put("/")):
        assert response.status_code == 405
        assert response.json()["error"]["code"] == "method_not_allowed"
        assert "GET" in response.headers["allow"]
    for path in (
        "/nowhere",
        "/static/../app.py",
        "/static/index.html",
        "/static/",
        "/resolve/x",
        "/static/%2e%2e/app.py",
    ):
        response = client.get(path)
        assert response.status_code == 404, path
        assert response.json()["error"]["code"] == "not_found"


JSON = {"Content-Type": "application/json; charset=utf-8"}


def test_health(service: Service) -> None:
    entities = len(Gazetteer.default()) + len(RECORDS)
    health = service.client.get("/health").json()
    assert (health["status"], health["entities"]) == ("ok", entities)
    assert health["gazetteers"] == [
        {"name": "mine", "entities": len(RECORDS)},
        {"name": "default", "entities": len(Gazetteer.default())},
    ]
    assert health["limits"] == {"batch": 200, "document": 20 << 20, "text": 100_000}


@pytest.mark.parametrize(
    ("gazetteer", "ids"), [(None, ["x:evil", Q_PUTIN]), ("mine", ["x:evil"]), ("default", [Q_PUTIN])]
)
def test_one_gazetteer_answers_where_it_is_named(service: Service, gazetteer: str | None, ids: list[str]) -> None:
    names = ["شركة الشر", "بوتين"]
    answers = post(service, "/resolve", {"names": names, "gazetteer": gazetteer})["results"]
    assert [answer["id"] for answer in answers if answer["id"]] == ids
    linked = post(service, "/link", {"text": "قالت شركة الشر وقال بوتين", "gazetteer": gazetteer})
    assert [mention["id"] for mention in linked["mentions"]] == ids


@pytest.mark.parametrize("name", ["gone", "", "__proto__", 1])
def test_a_gazetteer_that_is_not_there_is_refused(service: Service, name: Any) -> None:
    error = post(service, "/resolve", {"name": "قطر", "gazetteer": name}, 422)["error"]
    assert "gazetteer" in error["message"]


def test_what_distinguishes_a_candidate_is_told_in_both_languages(service: Service) -> None:
    best, *_ = post(service, "/resolve", {"name": "كلينتون", "type": "place", "explain": True})["candidates"]
    entity = Gazetteer.default()[best["id"]]
    assert entity.parent
    parent = Gazetteer.default()[entity.parent]
    assert best["parent_names"] == {"en": parent.label, "ar": parent.label_in("ar")}
    assert best["weight"] == entity.weight
    putin, *_ = post(service, "/resolve", {"name": "بوتين", "explain": True})["candidates"]
    assert putin["descriptions"] == {"ar": Gazetteer.default()[Q_PUTIN].description_in("ar")}
    assert putin["parent_names"] == {}


def test_metrics_count_requests_by_path_and_status(service: Service) -> None:
    def count(path: str, status: int) -> float:
        return service.metric(f'namelink_requests_total{{path="{path}",status="{status}"}}'.replace("{", r"\{"))

    before = [count("/compare", 200), count("/compare", 422), count("other", 404)]
    get(service, "/compare", a="قطر", b="قطر")
    get(service, "/compare", 422, a="قطر")
    service.client.get("/nowhere/at/all")
    assert [count("/compare", 200), count("/compare", 422), count("other", 404)] == [n + 1 for n in before]
    assert service.metric("namelink_requests_in_hand") == 1
    assert service.metric("process_resident_memory_bytes") > 0


def test_the_description_is_whole(service: Service) -> None:
    description = service.client.get("/openapi.json").json()
    assert description["openapi"] == "3.1.0"
    assert set(description["paths"]) == {
        "/resolve", "/link", "/transliterate", "/compare", "/cluster", "/document", "/health", "/metrics"
    }  # fmt: skip
    for path, item in description["paths"].items():
        for method, operation in item.items():
            assert operation["summary"], path
            if method == "post":
                for content in operation["requestBody"]["content"].values():
                    jsonschema.Draft202012Validator.check_schema(content.get("schema", {}))
    for shape in description["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(shape)
    health = service.client.get("/health").json()
    jsonschema.validate(health, description["components"]["schemas"]["Health"])


def test_the_examples_of_the_manual_work(service: Service) -> None:
    page = service.client.get("/docs").text
    examples = [part.partition('"')[0] for part in page.split('<p class="example"><a href="')[1:]]
    assert len(examples) == 5
    for example in examples:
        assert service.client.get(example.replace("&amp;", "&")).status_code == 200, example


def test_files_are_fetched_once(service: Service) -> None:
    first = service.client.get("/static/style.css")
    assert first.headers["content-type"] == "text/css; charset=utf-8"
    again = service.client.get("/static/style.css", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


NAMESAKE = "سهيل الزعفراني"


@pytest.mark.parametrize(
    ("fields", "id"),
    [
        ({}, None),
        ({"born": 1950}, "x:1950"),
        ({"born": "1981-02-03"}, "x:1980"),
        ({"born": "1951", "refs": ["un:7"]}, "x:1950"),
        ({"refs": ["wikidata:Q999991980"]}, "x:1980"),
        ({"refs": ["un:7", "x:1950"]}, "x:1950"),
        ({"born": None, "refs": None}, None),
    ],
)
def test_evidence_beside_a_name(service: Service, fields: dict[str, Any], id: str | None) -> None:
    assert post(service, "/resolve", {"name": NAMESAKE, **fields})["id"] == id
    given = {name: value for name, value in fields.items() if value is not None}
    assert get(service, "/resolve", name=NAMESAKE, **given)["id"] == id


def test_evidence_beside_several_names(service: Service) -> None:
    body = {"names": [NAMESAKE] * 4, "born": [1950, "1980", None, None], "refs": [None, [], ["x:1980"], None]}
    assert [r["id"] for r in post(service, "/resolve", body)["results"]] == ["x:1950", "x:1980", "x:1980", None]
    got = get(service, "/resolve", names=[NAMESAKE] * 2, born=["1980", "1950"])
    assert [r["id"] for r in got["results"]] == ["x:1980", "x:1950"]
    wrong: list[dict[str, Any]] = [{"born": [1950]}, {"refs": [["x:1980"]] * 5}, {"born": 1950}, {"refs": ["x:1"] * 4}]
    for lists in wrong:
        post(service, "/resolve", {"names": [NAMESAKE] * 4, **lists}, 422)
    post(service, "/resolve", {"name": NAMESAKE, "born": [1950]}, 422)
    post(service, "/resolve", {"name": NAMESAKE, "refs": [["x:1980"]]}, 422)


def test_the_explanation_shows_the_evidence(service: Service) -> None:
    found = post(service, "/resolve", {"name": NAMESAKE, "born": 1950, "explain": True})
    assert found["candidates"][0]["born"] == ["1950", "1951-02-03"]
    assert "same_birth_year" in [e["feature"] for e in found["candidates"][0]["evidence"]]
    assert (
        '<dt>Born</dt><dd><bdi dir="ltr">1950, 1951-02-03</bdi></dd>'
        in service.client.get("/entity", params={"id": "x:1950"}).text
    )


def test_a_name_may_be_an_object(service: Service, resolver: Resolver) -> None:
    parts = {"given": "صدر", "family": "جباروف", "middle": None}
    expected = resolver.resolve("صدر جباروف").to_dict()
    assert post(service, "/resolve", {"name": parts}) == expected
    assert post(service, "/resolve", {"names": [parts, "صدر جباروف"]}) == {"results": [expected, expected]}
    compared = post(service, "/compare", {"a": parts, "b": "Sadyr Japarov"})
    assert compared["score"] == round(namelink.compare("صدر جباروف", "Sadyr Japarov").score, 4)
    wrong: list[tuple[dict[str, Any], int]] = [
        *(({"first": "صدر"}, 422), ({}, 422), ({"given": 7}, 422), ({"given": "ق" * 300_000}, 413)),
    ]
    for name, status in wrong:
        post(service, "/compare", {"a": name, "b": "x"}, status)
        post(service, "/resolve", {"names": [name]}, status)
    post(service, "/cluster", {"names": [parts]}, 422)
