from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namelink import LinkedText, Mention, MentionKind, Resolver, link
from namelink.lang import homographs
from tests.conftest import params, rows


def shown(mention: Mention) -> str:
    return f"{mention.prefix}|{mention.text}{'~' if mention.kind is MentionKind.DEMONYM else '='}{mention.name}"


@pytest.mark.parametrize("row", params("link", "why"))
def test_examples(row: dict[str, str], resolver: Resolver) -> None:
    assert " ; ".join(map(shown, resolver.link(row["text"]))) == (row["found"] or "")


def holds(text: str, linked: LinkedText) -> None:
    """Assert what is promised of any linked text."""
    end = 0
    for m in linked:
        assert text[m.start : m.end] == m.text != ""
        assert m.start >= end, "mentions overlap"
        assert m.id
        assert m.resolution.latin
        end = m.end
    assert linked.text == text


WORDS = st.sampled_from(
    [
        *"وقيرغيزستان للكرملين صدر جباروف قَطَر #حفر_الباطن والروسية محمد بن سلمان (الناتو) ، . قال في CSTO".split(),
        "\u200f",
        "\n",
    ]
)


@settings(max_examples=150)
@given(st.one_of(st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS, max_size=6).map("".join), st.text()))
def test_mentions_stand_in_the_original_text(text: str) -> None:
    holds(text, link(text))


def test_mentions_hold_their_harakat(resolver: Resolver) -> None:
    text = "قالَ مُحَمَّدُ بنُ سَلمانَ إنّ السـعوديـةَ…"
    assert [m.text for m in resolver.link(text)] == ["مُحَمَّدُ بنُ سَلمانَ", "السـعوديـةَ"]


def test_types(resolver: Resolver) -> None:
    text = "بوتين في روسيا مع الناتو"
    assert [m.type for m in resolver.link(text, types=["person", "place"])] == ["person", "place"]
    with pytest.raises(ValueError, match="city"):
        resolver.link(text, types=["city"])


def test_a_table_of_common_words_of_ones_own() -> None:
    text = "نصف قطر الدائرة، وتنتظر موسكو"
    assert [m.name for m in Resolver(common_words={}).link(text)] == ["Qatar", "Moscow"]
    mine = Resolver(common_words={**homographs(), "موسكو": ()})
    assert [m.name for m in mine.link(text)] == []


def test_no_str() -> None:
    with pytest.raises(TypeError, match=r"link\(\) takes text as a str, not NoneType"):
        link(None)  # type: ignore[arg-type]


def test_a_linked_text_is_a_sequence(resolver: Resolver) -> None:
    linked = resolver.link("روسيا وقيرغيزستان")
    assert len(linked) == 2
    assert linked[0].name == "Russia"
    assert [m.name for m in linked[-1:]] == ["Kyrgyzstan"]
    assert linked.to_dicts()[1] == {
        "start": 7,
        "end": 17,
        "text": "قيرغيزستان",
        "prefix": "و",
        "kind": "name",
        "id": "wikidata:Q813",
        "name": "Kyrgyzstan",
        "type": "place",
        "latin": "Kyrgyzstan",
        "score": linked[1].score.__round__(4),
    }


def test_html_shows_the_text_and_nothing_of_it_runs(resolver: Resolver) -> None:
    html = resolver.link('<script>alert("قطر")</script> في روسيا').to_html()
    assert "<script>" not in html
    assert '<mark class="place name"' in html
    assert 'dir="rtl"' in html


def test_many_give_what_one_gives(resolver: Resolver) -> None:
    texts = [row["text"] for row in rows("link")]
    assert list(resolver.link_many(texts)) == [resolver.link(t) for t in texts]


@pytest.mark.parametrize(
    "unit", ["ق", "و", "وقيرغيزستان ", "محمد بن ", "صدر جباروف. ", "a\u0301", "\u064e", "\n", "الولايات المتحدة "]
)
def test_long_text_is_read_to_its_end(resolver: Resolver, unit: str) -> None:
    text = unit * (200_000 // len(unit))
    holds(text, resolver.link(text))
