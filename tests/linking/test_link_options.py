"""What link() can be asked for beyond the plain answer, and what must then still hold."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namelink import Gazetteer, MentionKind, Outcome, Resolver, link
from tests.conftest import rows

TEXT = "التقى الوزير فادي الكركبي بوتين في بورصة لندن، بحضور الوفد القيرغيزي وممثل Nabtoun Systems"


def test_without_demonyms(resolver: Resolver) -> None:
    everything = resolver.link(TEXT)
    assert [m for m in everything if m.kind is MentionKind.NAME] == list(resolver.link(TEXT, demonyms=False))
    assert len(resolver.link(TEXT, demonyms=False)) < len(everything)


def test_overlaps_hold_what_is_found_without_them(resolver: Resolver) -> None:
    for row in rows("link"):
        plain = {(m.start, m.end, m.id) for m in resolver.link(row["text"])}
        nested = [(m.start, m.end, m.id) for m in resolver.link(row["text"], overlaps=True)]
        assert plain <= set(nested)
        assert nested == sorted(nested, key=lambda m: (m[0], -m[1]))
    assert [m.text for m in resolver.link(TEXT, overlaps=True)].count("لندن") == 1


def test_unknown_names(resolver: Resolver) -> None:
    unknown = [m for m in resolver.link(TEXT, unknown=True) if m.id is None]
    assert [m.text for m in unknown] == ["فادي الكركبي", "Nabtoun Systems"]
    assert all(m.resolution.outcome is Outcome.NIL and m.resolution.latin for m in unknown)
    assert [m for m in resolver.link(TEXT, unknown=True) if m.id] == list(resolver.link(TEXT))


@pytest.mark.parametrize(
    "text",
    [
        "ارتفعت أسعار النفط بنسبة كبيرة في الأسواق العالمية",
        "وقال إن الحكومة ستواصل العمل على تحسين الخدمات",
        "جميل أن يلتقي الناس في هذا المكان",
        "على أمل اللقاء قريبا",
    ],
)
def test_plain_words_are_no_unknown_names(resolver: Resolver, text: str) -> None:
    assert not list(resolver.link(text, unknown=True))


@given(st.one_of(st.text(), st.lists(st.sampled_from([*TEXT.split(), "بن", "Al", "د.", "\n", "،"])).map(" ".join)))
def test_with_everything_asked_for_mentions_stand_in_the_text(text: str) -> None:
    for m in link(text, overlaps=True, unknown=True):
        assert text[m.start : m.end] == m.text != ""
        assert m.resolution.latin or not any(c.isalnum() for c in m.text)


def test_an_overlay_holds_for_one_text(resolver: Resolver) -> None:
    mine = Gazetteer.from_records(
        [{"id": "desk:7", "type": "person", "names": [{"text": "فادي الكركبي", "lang": "ar"}]}]
    )
    assert "desk:7" in [m.id for m in resolver.link(TEXT, overlay=mine)]
    assert "desk:7" not in [m.id for m in resolver.link(TEXT)]
    layered = Resolver(Gazetteer.layers(mine, resolver.gazetteer))
    assert list(layered.link(TEXT)) == list(resolver.link(TEXT, overlay=mine))


def test_several_processes_give_the_same_answers_in_order(resolver: Resolver) -> None:
    texts = [row["text"] for row in rows("link")] * 2
    assert list(resolver.link_many(texts, workers=2, unknown=True)) == list(resolver.link_many(texts, unknown=True))


def test_processes_read_no_further_than_they_need_to(small: Resolver) -> None:
    read = 0

    def texts() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield "قيرغيزستان"

    assert [len(linked) for linked in islice(small.link_many(texts(), workers=2), 3)] == [1, 1, 1]
    assert read < 1000


def test_no_workers() -> None:
    with pytest.raises(ValueError, match="workers must be a whole number of 1 or more, not 0"):
        Resolver().link_many(["قطر"], workers=0)


def test_a_gazetteer_is_pickled_by_where_it_comes_from(resolver: Resolver, small: Resolver) -> None:
    for gazetteer in (resolver.gazetteer, small.gazetteer, Gazetteer.layers(small.gazetteer, resolver.gazetteer)):
        again = pickle.loads(pickle.dumps(gazetteer))
        assert len(again) == len(gazetteer)
        assert Resolver(again).resolve("صدر جباروف") == Resolver(gazetteer).resolve("صدر جباروف")
    assert len(pickle.dumps(resolver.gazetteer)) < 2000


def test_mine_wins_in_a_text_as_it_does_alone(resolver: Resolver) -> None:
    mine = Gazetteer.from_records([{"id": "desk:1", "type": "place", "names": [{"text": "روسيا", "lang": "ar"}]}])
    layered = Resolver(Gazetteer.layers(mine, resolver.gazetteer))
    assert layered.resolve("روسيا").id == "desk:1"
    assert [m.id for m in layered.link("بين بوتين وروسيا")] == ["wikidata:Q7747", "desk:1"]


def test_namesakes_in_a_layer_below_make_none_of_those_above_better_known(resolver: Resolver) -> None:
    """The default gazetteer has a Paris in Texas too, which is no more likely to be meant for a third one."""
    village = {"id": "x:paris", "type": "place", "names": [{"text": "Paris", "lang": "en"}], "weight": 0.02}
    layered = Resolver(Gazetteer.layers(resolver.gazetteer, Gazetteer.from_records([village])))
    text = "She met British officials in Paris."
    alone, found = ([(m.start, m.id, m.score) for m in each.link(text)] for each in (resolver, layered))
    assert found == alone
    assert "wikidata:Q90" in [id for _, id, _ in found]


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("يبلغ قطر الدائرة ثلاثة أمتار", "قطر", "Against it: negative_context, homograph."),
        ("يبلغ قطر الدائرة ثلاثة أمتار", "ثلاثة", "'ثلاثة' is not linked: no name in the gazetteer is spelt so"),
        ("بورصة لندن", "لندن", "'لندن' is not linked: it overlaps 'بورصة لندن', which is."),
        ("وصل بوتين", "بوتين", "'بوتين' names Vladimir Putin (wikidata:Q7747)"),
        ("سقط برشلونة أمام منافسه", "برشلونة", "'برشلونة' is ambiguous: it may name"),
    ],
)
def test_why_words_are_linked_or_not(resolver: Resolver, text: str, words: str, said: str) -> None:
    threshold = 0.9 if "برشلونة" in text else 0.5
    linked = resolver.link(text, explain=True, threshold=threshold)
    assert said in linked.explain(words)
    assert list(linked) == list(resolver.link(text, threshold=threshold))


def test_what_was_not_kept_or_is_not_there_is_not_explained(resolver: Resolver) -> None:
    with pytest.raises(ValueError, match="explain=True"):
        resolver.link("وصل بوتين").explain("بوتين")
    for words in ("ميركل", ""):
        with pytest.raises(ValueError, match="does not hold"):
            resolver.link("وصل بوتين", explain=True).explain(words)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("السفارة في 🇶🇦 قالت", [("🇶🇦", "Qatar")]),
        ("هبة 🇸🇦🇦🇪", [("🇸🇦", "Saudi Arabia"), ("🇦🇪", "United Arab Emirates")]),
        ("زار قطر 🇶🇦", [("قطر", "Qatar"), ("🇶🇦", "Qatar")]),
        ("🇽🇽 🇶", []),
    ],
)
def test_flags_are_countries(resolver: Resolver, text: str, found: list[tuple[str, str]]) -> None:
    linked = resolver.link(text)
    assert [(m.text, m.name) for m in linked] == found
    assert all(text[m.start : m.end] == m.text for m in linked)
    assert list(resolver.link(text, types=["person"])) == []


def test_a_gazetteer_without_countries_knows_no_flag() -> None:
    assert list(Resolver(Gazetteer.from_records([])).link("🇶🇦")) == []
