"""Evidence beside the name: dates of birth and identifiers, and names as mappings of their parts."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink import Config, Gazetteer, Outcome, Resolution, Resolver
from namelink.config import MatchingConfig
from namelink.coordinates import distance
from namelink.matching.attributes import ATTRIBUTES, AttributeComparison, Attributes
from namelink.model import Entity, EntityType


def person(id: str, *names: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "type": "person", "names": [{"text": text, "lang": "und"} for text in names], **more}


def resolver(*records: dict[str, Any]) -> Resolver:
    return Resolver(Gazetteer.from_records(records))


def fit_of(resolution: Resolution, id: str) -> float:
    return next((c.score for c in resolution.candidates if c.entity.id == id), 0.0)


# feature, the query's date and identifiers, the entity's dates and other identifiers, its value
ROWS: list[tuple[str, str | None, list[str], list[str], list[str], int]] = [
    ("same_birth_date", "1952-10-07", [], ["1952-10-07"], [], 1),
    ("same_birth_date", "1952-10-07", [], ["1990", "1952-10-07"], [], 1),
    ("same_birth_date", "1952-10", [], ["1952-10"], [], 0),
    ("same_birth_date", "1952-10-07", [], [], [], 0),
    ("same_birth_year", "1952", [], ["1952-10-07"], [], 1),
    ("same_birth_year", "1952-10-07", [], ["1952-10"], [], 1),
    ("same_birth_year", "1952", [], ["1952"], [], 1),
    ("same_birth_year", "1952-10", [], ["1952-11-07"], [], 0),
    ("same_birth_year", "1952", [], ["1951"], [], 0),
    ("other_birth_day", "1952-10-07", [], ["1952-07-10"], [], 1),
    ("other_birth_day", "1952-10", [], ["1952-07-10"], [], 1),
    ("other_birth_day", "1952", [], ["1952-07-10"], [], 0),
    ("near_birth_year", "1952", [], ["1953-07-10"], [], 1),
    ("near_birth_year", "1952", [], ["1960", "1951"], [], 1),
    ("near_birth_year", "1952", [], ["1954"], [], 0),
    ("other_birth_year", "1952", [], ["1954"], [], 1),
    ("other_birth_year", "1952", [], ["1954", "1953"], [], 0),
    ("other_birth_year", None, [], ["1954"], [], 0),
    ("same_ref", None, ["x:1"], [], [], 1),
    ("same_ref", None, ["y:9", "ofac:2"], [], ["ofac:1", "ofac:2"], 1),
    ("same_ref", None, ["x:2"], [], [], 0),
    ("same_ref", None, [], [], ["ofac:1"], 0),
    ("other_ref", None, ["x:2"], [], [], 1),
    ("other_ref", None, ["ofac:2"], [], ["ofac:1"], 1),
    ("other_ref", None, ["x:1", "ofac:2"], [], ["ofac:1"], 0),
    ("other_ref", None, ["un:1"], [], ["ofac:1"], 0),
]


@pytest.mark.parametrize(("feature", "born", "refs", "dates", "own", "expected"), ROWS)
def test_a_feature(
    feature: str, born: str | None, refs: list[str], dates: list[str], own: list[str], expected: int
) -> None:
    entity = Entity("x:1", EntityType.PERSON, "A", (), refs=tuple(own), born=tuple(dates))
    comparison = AttributeComparison(Attributes(born, tuple(refs)), entity, MatchingConfig())
    measured = {f.name for f in ATTRIBUTES if f.function(comparison)}
    assert (feature in measured) == bool(expected)
    assert len(measured & {f.name for f in ATTRIBUTES if "birth" in f.name}) <= 1


def test_each_feature_has_a_row_where_it_fires_and_one_where_it_does_not() -> None:
    names = {feature.name for feature in ATTRIBUTES} - {"near"}  # see below
    assert {row[0] for row in ROWS if row[-1]} == {row[0] for row in ROWS if not row[-1]} == names
    assert all(feature.doc.endswith(".") for feature in ATTRIBUTES)


NAMESAKES = (
    person("x:1950", "محمد أحمد", born="1950-03-02"),
    person("x:1980", "مُحمد أحمد", born=["1980", "1981-01-01"], refs=["ofac:80"]),
)


@pytest.mark.parametrize(
    ("query", "known", "id", "outcome"),
    [
        ("محمد أحمد", {}, None, "ambiguous"),
        ("محمد احمد", {"born": 1950}, "x:1950", "match"),
        ("محمد أحمد", {"born": "1950-03-02"}, "x:1950", "match"),
        ("محمد أحمد", {"born": "1981"}, "x:1980", "match"),
        ("محمد أحمد", {"born": 1965}, None, "nil"),
        ("محمد أحمد", {"refs": ["ofac:80"]}, "x:1980", "match"),
        ("محمد أحمد", {"refs": ["ofac:81"]}, "x:1950", "match"),
        ("محمد أحمد", {"refs": ["x:7"]}, None, "nil"),
        ("محمد أحمد", {"refs": ["un:7"]}, None, "ambiguous"),
        ("محمد أحمد", {"refs": ["ofac:80"], "born": 1950}, "x:1980", "match"),
        # Spelt otherwise
        ("Mohammed Ahmed", {}, None, "ambiguous"),
        ("Mohammed Ahmed", {"born": 1950}, "x:1950", "match"),
        ("Mohammed Ahmed", {"born": "1981-01-01"}, "x:1980", "match"),
        ("Mohammed Ahmed", {"born": 1965}, None, "nil"),
        ("Mohammed Ahmed", {"refs": ["x:1980"]}, "x:1980", "match"),
        ("ومحمد أحمد", {"born": 1950}, "x:1950", "match"),
        # Another name
        ("سليم دياب", {"born": "1950-03-02", "refs": ["x:1950"]}, None, "nil"),
    ],
)
def test_namesakes(query: str, known: dict[str, Any], id: str | None, outcome: str) -> None:
    found = resolver(*NAMESAKES).resolve(query, **known)
    assert (found.id, str(found.outcome)) == (id, outcome), found.explain()


def test_the_short_way_of_an_exact_name_is_not_taken() -> None:
    one = resolver(NAMESAKES[0])
    assert one.resolve("محمد أحمد").outcome is Outcome.MATCH
    against = one.resolve("محمد أحمد", born=1990)
    assert against.outcome is Outcome.NIL
    assert "other_birth_year" in against.explain()
    assert one.resolve("محمد أحمد", born=1990, threshold=0.1).id == "x:1950"


def test_what_only_one_side_tells_says_nothing() -> None:
    without = resolver(person("x:1", "محمد أحمد"))
    for known in ({"born": 1950}, {"refs": ["un:1"]}):
        found, plain = without.resolve("محمد أحمد", **known), without.resolve("محمد أحمد")
        assert (found, found.candidates[0].evidence) == (plain, plain.candidates[0].evidence)


def test_a_spelling_that_the_date_speaks_for_is_found_behind_an_exact_name() -> None:
    latin = person("x:latin", "Mohammed Ahmad", born=1968)
    assert resolver(*NAMESAKES, latin).resolve("محمد أحمد", born=1968).id == "x:latin"
    unknown = person("x:unknown", "محمد أحمد")
    assert resolver(unknown, latin).resolve("محمد أحمد", born=1968).id == "x:latin"
    assert resolver(unknown, latin).resolve("محمد أحمد", born=1968, type="place").outcome is Outcome.NIL
    # Where it speaks for the exact name, nothing else is looked for.
    assert len(resolver(*NAMESAKES, latin).resolve("محمد أحمد", born=1950).candidates) == 2


def test_an_identifier_proposes_its_entity_where_the_name_can_be_its_own() -> None:
    far = person("x:far", "محمود علي أحمد الزهراني")
    others = [person(f"x:{i}", f"محمود {name}") for i, name in enumerate(("أحمدي", "أحمدو", "حمدان", "حميد"))]
    many = resolver(far, *others)
    assert many.resolve("محمود أحمد").id != "x:far"
    assert many.resolve("محمود أحمد", refs=["x:far"]).id == "x:far"
    assert many.resolve("سليم دياب", refs=["x:far"]).candidates == ()
    exact = resolver(person("x:exact", "محمود أحمد", born=1950), person("x:other", "Mahmud Akhmedov"))
    assert exact.resolve("محمود أحمد", born=1950, refs=["x:other"]).candidates[0].entity.id == "x:other"


def test_the_names_and_dates_of_all_layers_count() -> None:
    mine = Gazetteer.from_records([person("x:1", "محمد أحمد", born=1950)])
    below = Gazetteer.from_records([person("x:1", "Abu Hafs", born=1970), person("x:2", "محمد أحمد", born=1980)])
    both = Resolver(Gazetteer.layers(mine, below))
    assert both.resolve("Abu Hafs", born=1950).id == "x:1"
    assert both.resolve("Abou Hafss", refs=["x:1"]).id == "x:1"
    assert both.resolve("محمد أحمد").id == "x:1"
    assert both.resolve("محمد أحمد", born=1980).id == "x:2"


def test_weights_are_those_of_the_configuration() -> None:
    deaf = Config(weights={"other_birth_year": 0.0})
    assert Resolver(Gazetteer.from_records(NAMESAKES[:1]), config=deaf).resolve("محمد أحمد", born=1990).id == "x:1950"


NAMES = ("محمد أحمد", "محمود أحمد", "Mohammed Ahmed", "محمد الأحمد")
DATES = st.sampled_from(["1950", "1950-03", "1950-03-02", "1950-03-05", "1951", "1951-01-01", "1980", "1985-06-30"])
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.lists(DATES, max_size=2),
        st.sampled_from([(), ("un:1",), ("un:2",)]),
        st.floats(0, 1),
    ),
    min_size=1,
    max_size=4,
)
FOR = {"same_birth_date", "same_birth_year", "other_birth_day", "same_ref"}


@settings(deadline=None, max_examples=150)
@given(PEOPLE, st.sampled_from(NAMES), st.none() | DATES, st.sampled_from([None, ["un:1"], ["un:2"], ["x:0"]]))
def test_what_agrees_never_lowers_the_fit_and_what_contradicts_never_raises_it(
    people: list[tuple[str, list[str], tuple[str, ...], float]], query: str, born: str | None, refs: list[str] | None
) -> None:
    records = [
        person(f"x:{i}", name, born=dates, refs=list(own), weight=weight)
        for i, (name, dates, own, weight) in enumerate(people)
    ]
    for record in records:  # one alone: no other shares its score
        one = resolver(record)
        before, after = one.resolve(query), one.resolve(query, born=born, refs=refs)
        if not before.candidates or not after.candidates:
            continue
        told = {e.feature for e in after.candidates[0].evidence} & {feature.name for feature in ATTRIBUTES}
        if told <= FOR:
            assert after.score >= before.score
        if not told & FOR:
            assert after.score <= before.score


@settings(deadline=None, max_examples=150)
@given(PEOPLE, st.sampled_from(NAMES), DATES)
def test_what_speaks_for_one_alone_never_lowers_its_score(
    people: list[tuple[str, list[str], tuple[str, ...], float]], query: str, born: str
) -> None:
    records = [person(f"x:{i}", name, born=dates, weight=weight) for i, (name, dates, _, weight) in enumerate(people)]
    all_of_them = resolver(*records)
    before, after = all_of_them.resolve(query, limit=9), all_of_them.resolve(query, born=born, limit=9)
    told = {c.entity.id: {e.feature for e in c.evidence} for c in after.candidates}
    supported = [id for id, features in told.items() if features & FOR]
    if len(supported) == 1:
        assert fit_of(after, supported[0]) >= fit_of(before, supported[0])
    for id, features in told.items():
        if "other_birth_year" in features and fit_of(before, id):
            assert fit_of(after, id) <= fit_of(before, id) or all("other_birth_year" in f for f in told.values())


def test_equal_evidence_keeps_the_order_of_names() -> None:
    a, b = person("x:a", "Mohammed Ahmad", born="1950-03-02"), person("x:b", "محمد أحمد", born="1950-03-02")
    found = resolver(a, b).resolve("محمد أحمد", born="1950-03-02", refs=["un:1"])
    assert found.id == "x:b"
    alike = [
        person(f"x:{i}", "محمد أحمد", born="1950-03-02", refs=["un:1"], weight=w) for i, w in enumerate((0.9, 0.3))
    ]
    plain = resolver(*alike).resolve("محمد أحمد")
    told = resolver(*alike).resolve("محمد أحمد", born="1950-03-02", refs=["un:1"])
    assert [c.score for c in told.candidates] == pytest.approx([c.score for c in plain.candidates], abs=0.01)
    assert told.score >= plain.score


def test_many_names_with_their_dates() -> None:
    names = ["محمد أحمد"] * 4
    born: list[int | str | None] = [1950, "1980", None, "1950-03-02"]
    one = resolver(*NAMESAKES)
    expected = ["x:1950", "x:1980", None, "x:1950"]
    assert [r.id for r in one.resolve_many(names, born=born)] == expected
    assert [r.id for r in one.resolve_many(iter(names), born=iter(born))] == expected
    assert [r.id for r in one.resolve_many(names, refs=[["ofac:80"], None, [], ("x:1950",)])] == [
        *("x:1980", None, None, "x:1950"),
    ]
    assert list(one.resolve_many(names, born=born, workers=2)) == list(one.resolve_many(names, born=born))
    together = zip(names, born, itertools.repeat(["ofac:80"]), strict=False)
    assert [r.id for r in one.resolve_many(names, born=born, refs=[["ofac:80"]] * 4)] == [
        one.resolve(name, born=date, refs=refs).id for name, date, refs in together
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"born": [1950]}, "born must have a value or None for each name: it has 1, and there are more names"),
        ({"born": [None] * 3}, "born must have a value or None for each name: it has more than the names, which are 2"),
        ({"refs": []}, "refs must have a value or None for each name: it has 0, and there are more names"),
        (
            {"born": [1950, "soon"]},
            "born[1] must be a year (1952), a month ('1952-10') or a date ('1952-10-07'), not 'soon'",
        ),
        ({"refs": [None, "x:1"]}, "refs[1] must be a list of CURIEs, not the str 'x:1': give ['x:1']"),
        ({"born": 1950}, "born must be a list with a value or None for each name, not 1950: give [1952, None, …]"),
        (
            {"born": "1950"},
            "born must be a list with a value or None for each name, not the str '1950': give [1952, None, …]",
        ),
        (
            {"refs": "x:1"},
            "refs must be a list with a value or None for each name, not the str 'x:1':"
            " give [['wikidata:Q813'], None, …]",
        ),
    ],
)
def test_lists_that_are_not_parallel(options: dict[str, Any], message: str) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        list(resolver(*NAMESAKES).resolve_many(["محمد أحمد", "محمود"], **options))
    assert str(caught.value) == message


# Where a place lies


def town(id: str, *coordinates: float, **more: Any) -> dict[str, Any]:
    where = {"coordinates": list(coordinates)} if coordinates else {}
    return {"id": id, "type": "place", "names": [{"text": "طرابلس", "lang": "ar"}], "weight": 0.5, **where, **more}


LEBANON, LIBYA, BEIRUT = (34.43, 35.84), (32.88, 13.19), (33.89, 35.5)


def test_of_namesakes_the_nearer_is_meant() -> None:
    found = resolver(town("x:lb", *LEBANON), town("x:ly", *LIBYA), town("x:nowhere"))
    assert found.resolve("طرابلس").outcome is Outcome.AMBIGUOUS
    assert found.resolve("طرابلس", near=BEIRUT).id == "x:lb"
    assert found.resolve("طرابلس", near=LIBYA).id == "x:ly"
    assert found.resolve("ترابلس", near=LEBANON).id == "x:lb"  # another spelling
    (evidence,) = (e for e in found.resolve("طرابلس", near=LEBANON).candidates[0].evidence if e.feature == "near")
    assert (evidence.value, evidence.query, evidence.name) == (1.0, "34.43, 35.84", "34.43, 35.84")
    far = found.resolve("طرابلس", near=(-33.0, 150.0))
    assert far.outcome is Outcome.AMBIGUOUS
    assert far.score == found.resolve("طرابلس").score


def test_only_what_lies_within_a_distance_is_meant() -> None:
    found = resolver(town("x:lb", *LEBANON), town("x:nowhere"))
    assert found.resolve("طرابلس", near=BEIRUT, within=100).id == "x:lb"
    assert found.resolve("طرابلس", near=BEIRUT, within=50).outcome is Outcome.NIL
    assert found.resolve("طرابلس", near=BEIRUT, within=50, strict=False).id == "x:lb"
    only = resolver(town("x:nowhere"))
    assert only.resolve("طرابلس", near=BEIRUT, within=50).outcome is Outcome.NIL
    assert only.resolve("طرابلس", near=BEIRUT).id == "x:nowhere"


def test_many_names_have_each_their_place() -> None:
    found = resolver(town("x:lb", *LEBANON), town("x:ly", *LIBYA))
    answers = found.resolve_many(["طرابلس"] * 3, near=[BEIRUT, None, LIBYA], within=100)
    assert [r.id for r in answers] == ["x:lb", None, "x:ly"]


@pytest.mark.parametrize(
    ("near", "within", "error", "message"),
    [
        ((91, 0), None, ValueError, r"near must be degrees north \(-90 to 90\) and east"),
        ((0, 181), None, ValueError, "near must be degrees"),
        ((1,), None, ValueError, "near must be degrees"),
        ((1, 2, 3), None, ValueError, "near must be degrees"),
        ((True, 2), None, ValueError, "near must be degrees"),
        (("a", 2), None, ValueError, "near must be degrees"),
        ("somewhere", None, ValueError, "near must be degrees"),
        ((float("nan"), 2), None, ValueError, "near must be degrees"),
        (31.9, None, TypeError, "near must be degrees .*, not 31.9"),
        ({"lat": 1}, None, TypeError, "near must be degrees"),
        (None, 5, ValueError, r"within 5 kilometres of what\? Give near"),
        (BEIRUT, 0, ValueError, "within must be kilometres, a number above 0, not 0"),
        (BEIRUT, float("inf"), ValueError, "within must be kilometres"),
        (BEIRUT, "5", TypeError, "within must be kilometres, a number above 0, not the str '5'"),
    ],
)
def test_what_is_no_place_is_told(near: Any, within: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        resolver(town("x:lb")).resolve("طرابلس", near=near, within=within)


def test_distances() -> None:
    assert round(distance(LEBANON, LIBYA)) == round(distance(LIBYA, LEBANON)) == 2099
    assert distance(LIBYA, LIBYA) == 0
    assert round(distance((0, 0), (0, 180))) == round(distance((90, 0), (-90, 77))) == 20015


def test_what_is_near_may_be_as_far_as_what_is_far() -> None:
    settings = MatchingConfig(near_km=50.0, far_km=50.0)
    entity = Entity("x:lb", EntityType.PLACE, "Tripoli", (), coordinates=LEBANON)
    values = [AttributeComparison(Attributes(near=at), entity, settings).nearness for at in (LEBANON, BEIRUT)]
    assert values == [1.0, 0.0]
