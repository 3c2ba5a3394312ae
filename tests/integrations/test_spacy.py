from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span

from namelink import IndexNotFoundError, link, resolve
from namelink.integrations.splitting import split_tokens

TEXT = "وأكد بوتين لنظيره القيرغيزي صدر جباروف متانة العلاقات بين روسيا وقرغيزستان"
BLANK = spacy.blank("ar")


def pipeline(lang: str = "ar", patterns: list[dict[str, str]] | None = None, **config: Any) -> Any:
    """Return a pipeline of namelink, after a component that marks entities where patterns are given."""
    nlp = spacy.blank(lang)
    if patterns:
        nlp.add_pipe("entity_ruler").add_patterns(patterns)
    nlp.add_pipe("namelink", config=config)
    return nlp


def seen(spans: Any) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.kb_id_) for span in spans]


def test_names_become_entities() -> None:
    ents = pipeline()(TEXT).ents
    assert seen(ents) == [
        ("بوتين", "PERSON", "wikidata:Q7747"),
        ("القيرغيزي", "GPE", "wikidata:Q813"),
        ("صدر جباروف", "PERSON", "wikidata:Q25597826"),
        ("روسيا", "GPE", "wikidata:Q159"),
        ("وقرغيزستان", "GPE", "wikidata:Q813"),
    ]
    assert [ent._.namelink_latin for ent in ents][::2] == ["Vladimir Putin", "Sadyr Japarov", "Kyrgyzstan"]
    assert [ent._.namelink_prefix for ent in ents] == ["", "", "", "", "و"]
    assert [ent._.namelink_score for ent in ents] == [m.score for m in link(TEXT)]


@pytest.mark.parametrize("align", ["expand", "split"])
def test_the_exact_offsets_are_kept(align: str) -> None:
    doc = pipeline(align=align)(TEXT)
    known = [ent._.namelink for ent in doc.ents]
    assert [(k["start"], k["end"], k["prefix"], k["kind"]) for k in known] == [
        (m.start, m.end, m.prefix, str(m.kind)) for m in link(TEXT)
    ]
    assert all(doc.text[k["start"] : k["end"]] == k["text"] for k in known)


def test_split_makes_the_clitic_a_token() -> None:
    doc = pipeline(align="split")("بين روسيا وقرغيزستان، للكرملين")
    assert [token.text for token in doc] == ["بين", "روسيا", "و", "قرغيزستان", "،", "لل", "كرملين"]
    assert [ent.text for ent in doc.ents] == ["روسيا", "قرغيزستان", "كرملين"]
    assert doc.text == "بين روسيا وقرغيزستان، للكرملين"


def test_of_two_names_in_one_token_one_is_the_entity() -> None:
    text = "زار موسكو.بوتين"
    assert len(link(text)) == 2
    assert [len(pipeline(align=align)(text).ents) for align in ("expand", "split")] == [1, 2]


def test_a_span_group_of_ones_own() -> None:
    doc = pipeline(spans_key="names", annotate_ents=False)(TEXT)
    assert doc.ents == ()
    assert [span.kb_id_ for span in doc.spans["names"]] == [m.id for m in link(TEXT)]
    doc = pipeline(spans_key="names")("لا شيء")
    assert list(doc.spans["names"]) == []


def test_labels_types_demonyms_and_thresholds() -> None:
    labels = {"person": "PER", "place": "LOC"}
    doc = pipeline(labels=labels, types=["person", "place"], demonyms=False)(TEXT)
    assert [ent.label_ for ent in doc.ents] == ["PER", "PER", "LOC", "LOC"]
    assert [ent.label_ for ent in pipeline(types=["person"])(TEXT).ents] == ["PERSON", "PERSON"]
    assert pipeline(threshold=1.0)(TEXT).ents == ()


def test_names_of_nothing_known_where_they_are_asked_for() -> None:
    text = "وأكد بوتين لنظيره زكريا الحمداني في روسيا"
    (unknown,) = (m for m in link(text, unknown=True) if m.id is None)
    doc = pipeline(options={"unknown": True}, spans_key="linked")(text)
    assert [ent.label_ for ent in doc.ents] == ["PERSON", "NAME", "GPE"]
    assert (doc.ents[1].kb_id_, doc.ents[1].text) == ("", unknown.text)
    assert doc.ents[1]._.namelink_latin == unknown.resolution.latin
    assert len(doc.spans["linked"]) == 2


@pytest.mark.parametrize("lang", ["en", "xx"])
def test_other_tokenizers(lang: str) -> None:
    doc = pipeline(lang)("Sadyr Japarov met Vladimir Putin in Qatar.")
    assert [ent.kb_id_ for ent in doc.ents] == ["wikidata:Q25597826", "wikidata:Q7747", "wikidata:Q846"]


def test_entities_found_before_are_linked() -> None:
    patterns = [
        {"label": "PER", "pattern": "وبوتين"},  # with its clitic, as a component that reads tokens finds it
        {"label": "LOC", "pattern": "قرغزستان", "id": "kept"},  # spelt as no record has it
        {"label": "DATE", "pattern": "مايو"},
        {"label": "PER", "pattern": "محمد بن سلطان"},
    ]
    text = "التقى محمد بن سلطان وبوتين في قرغزستان في مايو"
    doc = pipeline(patterns=patterns)(text)
    assert seen(doc.ents) == [
        ("محمد بن سلطان", "PER", ""),
        ("وبوتين", "PER", "wikidata:Q7747"),
        ("قرغزستان", "LOC", "wikidata:Q813"),
        ("مايو", "DATE", ""),
    ]
    nobody, putin, kyrgyzstan, may = doc.ents
    assert (nobody._.namelink["outcome"], nobody._.namelink["id"]) == ("nil", None)
    assert (putin._.namelink["text"], putin._.namelink_prefix) == ("بوتين", "و")
    assert kyrgyzstan.id_ == "kept"
    assert kyrgyzstan._.namelink_score == resolve("قرغزستان", type="place").score
    assert may._.namelink is None
    grouped = pipeline(patterns=patterns, spans_key="sc")(text)
    assert [span.kb_id_ for span in grouped.spans["sc"]] == ["wikidata:Q7747", "wikidata:Q813"]


def test_what_the_text_says_where_the_name_alone_does_not() -> None:
    text = "بدأ صدر جباروف حديثه ثم قال السيد جباروف"
    assert str(resolve("السيد جباروف", type="person").outcome) != "match"
    doc = pipeline(patterns=[{"label": "PERSON", "pattern": "السيد جباروف"}])(text)
    ent = doc.ents[-1]
    assert seen([ent]) == [("السيد جباروف", "PERSON", "wikidata:Q25597826")]
    assert ent._.namelink["text"] == "جباروف"
    # A place inside the name of another thing is not that thing.
    doc = pipeline(patterns=[{"label": "FAC", "pattern": "ملعب موسكو الجديد"}])("افتتح ملعب موسكو الجديد")
    assert seen(doc.ents) == [("ملعب موسكو الجديد", "FAC", "")]


def test_a_label_is_a_hint_or_a_preference() -> None:
    patterns = [{"label": "ORG", "pattern": "بوتين"}]
    assert [ent.kb_id_ for ent in pipeline(patterns=patterns)("قال بوتين").ents] == [""]
    assert [ent.kb_id_ for ent in pipeline(patterns=patterns, strict=False)("قال بوتين").ents] == ["wikidata:Q7747"]
    assert [ent.kb_id_ for ent in pipeline(patterns=patterns, hints={"ORG": ""})("قال بوتين").ents] == [""]
    unlinked = pipeline(patterns=patterns, link_ents=False, strict=False)("قال بوتين").ents
    assert seen(unlinked) == [("بوتين", "ORG", "")]


def test_overlapping_entities_are_kept_or_replaced() -> None:
    patterns = [{"label": "EVENT", "pattern": "قمة روسيا"}]
    text = "في قمة روسيا"
    assert seen(pipeline(patterns=patterns)(text).ents) == [("قمة روسيا", "EVENT", "")]
    assert seen(pipeline(patterns=patterns, overwrite_ents=True)(text).ents) == [("روسيا", "GPE", "wikidata:Q159")]


def test_two_gazetteers_one_after_the_other(mine: str) -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("namelink", name="mine", config={"gazetteer": [mine]})
    nlp.add_pipe("namelink")
    doc = nlp("قال مرصد الساحل في روسيا إن بوتين")
    assert [ent.kb_id_ for ent in doc.ents] == ["my:1", "my:2", "wikidata:Q7747"]
    assert doc.ents[0]._.namelink_latin == resolve("مرصد الساحل").latin


def test_a_pipeline_is_saved_with_its_settings(mine: str, tmp_path: Path) -> None:
    nlp = pipeline(gazetteer=[mine, "default"], labels={"place": "LOC"}, align="split")
    text = "بين بوتين وروسيا"
    expected = seen(nlp(text).ents)
    assert expected == [("بوتين", "PERSON", "wikidata:Q7747"), ("روسيا", "LOC", "my:2")]
    nlp.to_disk(tmp_path / "nlp")
    assert seen(spacy.load(tmp_path / "nlp")(text).ents) == expected
    again = spacy.blank("ar").from_config(nlp.config).from_bytes(nlp.to_bytes())
    assert seen(again(text).ents) == expected


def test_a_doc_is_saved_with_what_is_known() -> None:
    doc = pipeline(spans_key="sc")(TEXT)
    again = Doc(BLANK.vocab).from_bytes(doc.to_bytes())
    assert [ent._.namelink for ent in again.ents] == [ent._.namelink for ent in doc.ents]
    (packed,) = list(DocBin(docs=[doc], store_user_data=True).get_docs(BLANK.vocab))
    assert [span._.namelink_latin for span in packed.spans["sc"]] == [e._.namelink_latin for e in doc.ents]


def test_in_batches_and_in_processes() -> None:
    program = (
        "import spacy\n"
        "nlp = spacy.blank('ar'); nlp.add_pipe('namelink')\n"
        f"texts = [{TEXT!r}, '', 'لا شيء'] * 5\n"
        "if __name__ == '__main__':\n"
        "    one = [[(e.text, e.kb_id_, e._.namelink) for e in nlp(text).ents] for text in texts]\n"
        "    for count in (1, 2):\n"
        "        docs = nlp.pipe(texts, n_process=count, batch_size=4)\n"
        "        assert [[(e.text, e.kb_id_, e._.namelink) for e in doc.ents] for doc in docs] == one\n"
        "    assert len(one[0]) == 5\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("config", "error", "says"),
    [
        ({"gazetteer": ["/none"]}, IndexNotFoundError, "gazetteer build"),
        ({"align": "shrink"}, ValueError, "align"),
        ({"threshold": "high"}, ValueError, "threshold"),
        ({"treshold": 0.5}, ValueError, "treshold"),
        ({"types": ["city"]}, ValueError, "city"),
        ({"options": {"colour": "red"}}, TypeError, "colour"),
    ],
    ids=str,
)
def test_a_wrong_setting_is_told_at_once(config: dict[str, Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        pipeline(**config)


@given(st.text("وللقطر روسيا.،", max_size=30), st.lists(st.integers(0, 30), max_size=6), st.data())
@settings(deadline=None, max_examples=60)
def test_splitting_changes_no_text(text: str, offsets: list[int], data: st.DataObject) -> None:
    doc = BLANK(text)
    if len(doc):
        start = data.draw(st.integers(0, len(doc) - 1))
        doc.spans["sc"] = [Span(doc, start, data.draw(st.integers(start + 1, len(doc))), label="X", kb_id="y")]
    before = [(s.start_char, s.end_char, s.text, s.label_, s.kb_id_) for s in doc.spans.get("sc", [])]
    bounds = {token.idx for token in doc} | {token.idx + len(token) for token in doc}
    inside = {offset for offset in offsets if any(t.idx < offset < t.idx + len(t) for t in doc)}
    split_tokens(doc, offsets)
    assert doc.text == text
    assert [(s.start_char, s.end_char, s.text, s.label_, s.kb_id_) for s in doc.spans.get("sc", [])] == before
    assert {token.idx for token in doc} | {token.idx + len(token) for token in doc} == bounds | inside


def test_a_parsed_token_is_split_as_a_tree() -> None:
    words = ["زار", "وبوتين", "موسكو"]
    doc = Doc(BLANK.vocab, words=words, heads=[0, 0, 1], deps=["ROOT", "nsubj", "obj"])
    split_tokens(doc, [5])
    assert [(token.text, token.head.text) for token in doc] == [
        ("زار", "زار"),
        ("و", "بوتين"),
        ("بوتين", "زار"),
        ("موسكو", "بوتين"),
    ]
