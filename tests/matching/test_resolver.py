from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from namelink import Gazetteer, Outcome, Resolution, Resolver, resolve, transliterate
from namelink.gazetteer.installed import DEFAULT_INDEX
from tests.conftest import params, rows


@pytest.mark.parametrize("row", params("resolve", "query", "why"))
def test_examples(row: dict[str, str], resolver: Resolver) -> None:
    r = resolver.resolve(row["query"])
    assert (r.name or r.outcome.name) == row["label"], r.explain()


def test_a_resolution_tells_what_it_is(small: Resolver) -> None:
    r = small.resolve("محمد بن سلمان")
    assert (r.id, r.name, r.type, r.latin) == ("t:salman", "Mohammed bin Salman", "person", "Mohammed bin Salman")
    assert r.outcome is Outcome.MATCH
    assert r.entity is not None
    assert r.entity.names[1].text == "محمد بن سلمان"
    assert 0.9 < r.score <= 1
    best = r.candidates[0]
    assert (best.entity, best.matched_name.text) == (r.entity, "محمد بن سلمان")
    assert [e.feature for e in best.evidence] == ["same_key"]
    assert "names Mohammed bin Salman (t:salman)" in r.explain()
    assert pickle.loads(pickle.dumps(r)) == r


def test_latin_is_the_label_of_what_is_meant_and_else_a_transliteration(resolver: Resolver) -> None:
    r = resolver.resolve("ألمانيا")
    assert (r.name, r.latin, transliterate("ألمانيا")) == ("Germany", "Germany", "Almanya")
    unknown = resolver.resolve("محمد بن سلطان")
    assert (unknown.name, unknown.latin) == (None, "Mohammed bin Sultan")
    names = [{"text": "الشارقة", "lang": "ar"}]
    arabic = Resolver(Gazetteer.from_records([{"id": "t:1", "type": "place", "names": names}])).resolve("الشارقه")
    assert (arabic.name, arabic.latin) == ("الشارقة", "al-Sharqah")


def test_near_names_are_kept_apart(small: Resolver) -> None:
    assert small.resolve("محمد بن سلطان").id == "t:sultan"
    assert small.resolve("محمد بن سلمن").id == "t:salman"
    assert small.resolve("محمد بن سلوان").outcome is Outcome.NIL


def test_another_script_is_matched_without_any_arabic(small: Resolver) -> None:
    assert small.resolve("روساتوم").id == "t:rosatom"
    assert small.resolve("Росатом").id == "t:rosatom"


@pytest.mark.parametrize("query", ["", " ", "!!", "\u200f", "\ud800", "\x00", "ـــ", "؟"])
def test_no_letters_name_nothing(small: Resolver, query: str) -> None:
    r = small.resolve(query)
    assert (r.outcome, r.id, r.score, r.candidates) == (Outcome.NIL, None, 0.0, ())
    assert isinstance(r.latin, str)
    assert r.explain()


@pytest.mark.parametrize("query", ["ق" * 1_000_000, "محمد بن سلمان " * 100_000, "a\u0301" * 500_000])
def test_a_name_without_end_names_nothing(small: Resolver, query: str) -> None:
    assert small.resolve(query).outcome is Outcome.NIL


@pytest.mark.parametrize("query", ["ﷲ" * 251, "ﷺ" * 56, "中" * 300, "ق" * 1001])
def test_a_name_that_folding_makes_too_long_is_not_heard(
    small: Resolver, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("namelink.matching.resolver.loose_costs", None)
    assert small.resolve(query).outcome is Outcome.NIL
    with pytest.raises(TypeError):
        small.resolve("ﷲ" * 250)


@pytest.mark.parametrize("query", [None, 3, b"\xd9\x82", ["قطر"]])
def test_no_str(query: object) -> None:
    with pytest.raises(TypeError, match=r"resolve\(\) takes name as a str, not (NoneType|int|bytes|list)"):
        resolve(query)  # type: ignore[arg-type]


def test_hints(small: Resolver) -> None:
    assert small.resolve("قيرغيزستان", type="person").outcome is Outcome.NIL
    assert small.resolve("قيرغيزستان", type="place").id == "t:kg"
    assert small.resolve("قيرغيزستان", country="KG").id == "t:kg"
    assert small.resolve("قيرغيزستان", country="RU").outcome is Outcome.NIL
    with pytest.raises(ValueError, match="type must be one of person, place, organization, not 'city'"):
        small.resolve("قطر", type="city")


def test_soft_hints_prefer_and_do_not_exclude(small: Resolver) -> None:
    assert small.resolve("قيرغيزستان", type="person", strict=False).id == "t:kg"
    name = [{"text": "الجزائر", "lang": "ar"}]
    city = {"id": "t:city", "type": "place", "names": name, "country": "DZ", "weight": 0.5}
    company = {"id": "t:company", "type": "organization", "names": name, "country": "FR", "weight": 0.5}
    both = Resolver(Gazetteer.from_records([city, company]))
    assert both.resolve("الجزائر").outcome is Outcome.AMBIGUOUS
    assert both.resolve("الجزائر", country="FR", strict=False).id == "t:company"
    assert both.resolve("الجزائر", type="place", strict=False).id == "t:city"


def the_long_way(resolver: Resolver, query: str, limit: int = 5, threshold: float = 0.8) -> Resolution:
    """The oracle: a hint, were there one, would have to be looked at."""
    return resolver.resolve(query, limit=limit, threshold=threshold, strict=False)


def assert_alike(late: Resolution, read: Resolution) -> None:
    # What stands by itself in an index comes first, before the record is read.
    assert (late.id, late.type) == (read.id, read.type)
    assert (late.query, late.outcome, late.score, late.name) == (read.query, read.outcome, read.score, read.name)
    assert late == read
    assert read == late
    assert hash(late) == hash(read)
    assert (late.to_dict(), late.explain()) == (read.to_dict(), read.explain())
    assert pickle.loads(pickle.dumps(late)) == read


def test_a_name_spelt_as_one_entity_comes_to_what_the_long_way_finds(resolver: Resolver) -> None:
    index = resolver.gazetteer.indexes[0]
    spelt = [index.name(number).text for number in range(0, len(index.name_entities), 499)]
    unread = 0
    for query in spelt:
        before = index.record.cache_info()
        late = resolver.resolve(query)
        unread += index.record.cache_info() == before
        assert_alike(late, the_long_way(resolver, query))
    assert unread > 300


def test_an_exact_match_reads_no_record_until_somebody_looks() -> None:
    resolver = Resolver(Gazetteer.open(DEFAULT_INDEX))
    record = resolver.gazetteer.indexes[0].record
    r = resolver.resolve("قطر")
    assert (r.outcome, r.id, r.type) == (Outcome.MATCH, "wikidata:Q846", "place")
    assert r.score > 0.9
    assert record.cache_info().misses == 0
    assert r.name == "Qatar"
    assert record.cache_info().misses == 1
    assert r.entity is r.entity
    assert r.candidates is r.candidates


@pytest.mark.parametrize("query", ["قطر", "صدير جبروف", "كلينتون", "لا يعرفه أحد"])
def test_every_resolution_is_one_kind_of_value(query: str, resolver: Resolver) -> None:
    r = resolver.resolve(query)
    assert type(r) is Resolution
    other = attrs.evolve(resolver.resolve(query), query="x")
    assert (other.query, other.outcome, other.id, other.score) == ("x", r.outcome, r.id, r.score)
    assert (other.entity, other.candidates) == (r.entity, r.candidates)
    assert other != r
    assert attrs.evolve(r, entity=None, outcome=Outcome.NIL).id is None
    for copied in (copy.copy(r), copy.deepcopy(r), pickle.loads(pickle.dumps(r)), attrs.evolve(r)):
        assert copied == r == resolver.resolve(query)
        assert hash(copied) == hash(r)
        assert (copied.latin, copied.explain(), repr(copied)) == (r.latin, r.explain(), repr(r))
    assert r != "قطر"


NAME = st.fixed_dictionaries(
    {
        "text": st.sampled_from(["قطر", "قَطَر", "قطري", "القطري", "Qatar", "QATAR", "الدوحة", "عبدالله", "عبد الله"]),
        "lang": st.sampled_from(["ar", "en"]),
        "kind": st.sampled_from(["name", "short", "acronym", "demonym"]),
    }
)


def named(*texts: str) -> list[dict[str, str]]:
    return [{"text": text, "lang": "ar", "kind": "name"} for text in texts]


@example([named("قطر", "قَطَر")], 1, 0.5)  # of the names of one key the one with the query's own harakat fits best
@given(
    st.lists(st.lists(NAME, min_size=1, max_size=4), min_size=1, max_size=3),
    st.integers(0, 2),
    st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 1.0]),
)
def test_entities_of_few_names_come_to_what_the_long_way_finds(
    bearers: list[list[dict[str, str]]], limit: int, threshold: float
) -> None:
    records = [{"id": f"t:{n}", "type": ("place", "person")[n % 2], "names": own} for n, own in enumerate(bearers)]
    known = Resolver(Gazetteer.from_records(records))
    for text in {name["text"] for own in bearers for name in own}:
        late = known.resolve(text, limit=limit, threshold=threshold)
        assert_alike(late, the_long_way(known, text, limit, threshold))


def namesakes(first: float, second: float) -> Resolver:
    name = [{"text": "طرابلس", "lang": "ar"}]
    return Resolver(
        Gazetteer.from_records(
            [
                {"id": "t:b", "type": "place", "names": name, "weight": first},
                {"id": "t:a", "type": "place", "names": name, "weight": second},
            ]
        )
    )


def test_namesakes_are_ambiguous_and_ties_are_broken_by_id() -> None:
    r = namesakes(0.5, 0.5).resolve("طرابلس")
    assert (r.outcome, r.id, r.name) == (Outcome.AMBIGUOUS, None, None)
    assert [c.entity.id for c in r.candidates] == ["t:a", "t:b"]
    assert "ambiguous" in r.explain()


def test_the_more_prominent_namesake_is_meant() -> None:
    assert namesakes(0.9, 0.4).resolve("طرابلس").id == "t:b"


@pytest.mark.parametrize(("query", "id"), [("نينوى، مصر", "t:2"), ("Ninawa, Egypt", "t:2"), ("نينوى", "t:1")])
def test_the_country_that_a_name_gives_decides(query: str, id: str) -> None:
    names = [{"text": "نينوى", "lang": "ar"}, {"text": "Ninawa", "lang": "en"}]
    places = [
        {"id": "t:1", "type": "place", "country": "IQ", "weight": 0.9, "names": names},
        {"id": "t:2", "type": "place", "country": "EG", "weight": 0.1, "names": names},
    ]
    assert Resolver(Gazetteer.from_records(places)).resolve(query).id == id


def test_limit_and_threshold() -> None:
    assert len(namesakes(0.5, 0.5).resolve("طرابلس", limit=1).candidates) == 1
    assert namesakes(0.5, 0.5).resolve("طرابلس", threshold=0.4).outcome is Outcome.MATCH


def test_mine_wins() -> None:
    mine = Gazetteer.from_records(
        [{"id": "my:1", "type": "place", "names": [{"text": "روسيا", "lang": "ar"}], "weight": 0.0}]
    )
    assert Resolver(Gazetteer.layers(mine, Gazetteer.default())).resolve("روسيا").id == "my:1"
    assert Resolver(Gazetteer.layers(Gazetteer.default(), mine)).resolve("روسيا").name == "Russia"


@given(st.text(max_size=30))
def test_any_text_has_an_answer(query: str) -> None:
    r = resolve(query)
    assert (r.outcome is Outcome.MATCH) == (r.id is not None)
    assert 0 <= r.score <= 1
    assert [c.score for c in r.candidates] == sorted((c.score for c in r.candidates), reverse=True)
    r.explain()
    r.to_dict()


def test_many_give_what_one_gives(resolver: Resolver) -> None:
    queries = [row["query"] for row in rows("resolve")][::3]
    assert list(resolver.resolve_many(queries)) == [resolver.resolve(q) for q in queries]


def test_an_exact_match_in_layers_is_what_the_full_search_finds() -> None:
    def place(id: str, *names: tuple[str, str], **more: Any) -> dict[str, Any]:
        listed = [{"text": text, "lang": "ar", "kind": kind} for text, kind in names]
        return {"id": id, "type": "place", "weight": 0.5, "names": listed, **more}

    upper = [
        place("x:1", ("سيؤول", "name")),
        place("u:2", ("البصره", "name"), refs=["x:2"]),
        place("u:3", ("القاهرة", "name")),
        {"id": "x:4", "muted": True},
        place("x:5", ("فرونزي", "short")),
    ]
    lower = [
        place("x:1", ("سيول", "name"), ("سيؤول", "short")),
        place("x:2", ("البصرة", "short")),
        place("x:3", ("القاهرة", "name"), ("قاهرة المعز", "name")),
        place("x:4", ("جدة", "name")),
        place("x:5", ("بيشكيك", "name"), ("فرونزي", "short")),
    ]
    gazetteer = Gazetteer.layers(Gazetteer.from_records(upper), Gazetteer.from_records(lower))
    resolver = Resolver(gazetteer)
    texts = ["سيول", "سيؤول", "البصرة", "القاهرة", "قاهرة المعز", "جدة", "بيشكيك", "فرونزي"]
    for text in texts:
        assert_alike(resolver.resolve(text), the_long_way(resolver, text))
    assert [resolver.resolve(text).id for text in texts] == ["x:1", "x:1", "u:2", "u:3", "x:3", None, "x:5", "x:5"]
