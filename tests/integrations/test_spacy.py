from __future__ import annotations

import inspect
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
from namelink.integrations.spacy import DEFAULTS
from namelink.integrations.splitting import split_tokens
from tests.integrations.conftest import build

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
    assert len(pipeline(overlaps=True, spans_key="sc")(text).spans["sc"]) == 1


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
    doc = pipeline(unknown=True, spans_key="linked")(text)
    assert [ent.label_ for ent in doc.ents] == ["PERSON", "NAME", "GPE"]
    assert (doc.ents[1].kb_id_, doc.ents[1].text) == ("", unknown.text)
    assert doc.ents[1]._.namelink_latin == unknown.resolution.latin
    assert len(doc.spans["linked"]) == 2


def test_names_inside_others_are_in_the_span_group() -> None:
    text = "قال بوتين في بورصة لندن"
    assert [m.text for m in link(text, overlaps=True)] == ["بوتين", "بورصة لندن", "لندن"]
    for align in ("expand", "split"):
        doc = pipeline(overlaps=True, spans_key="sc", align=align)(text)
        assert seen(doc.ents) == seen(pipeline()(text).ents)
        assert seen(doc.spans["sc"]) == [*seen(doc.ents), ("لندن", "GPE", "wikidata:Q84")]
        assert doc.spans["sc"][-1]._.namelink_latin == "London"


def test_options_of_link_are_settings_of_the_same_name() -> None:
    options = set(inspect.signature(link).parameters) - {"text"}
    # What is not linked is not kept in a doc, and a gazetteer laid over another is a setting of its own.
    assert options - {"explain", "overlay"} < set(DEFAULTS)
    assert "gazetteer" in DEFAULTS


def about(text: str, nlp: Any, **known: Any) -> Any:
    """Return a doc to be, with what is known of its text."""
    doc = nlp.make_doc(text)
    for field, value in known.items():
        doc._.set(f"namelink_{field}", value)
    return doc


def test_a_doc_says_which_types_it_wants() -> None:
    nlp = pipeline(types=["place"], patterns=[{"label": "PER", "pattern": "السيد جباروف"}])
    assert [ent.kb_id_ for ent in nlp("قال السيد بوتين في روسيا").ents] == ["wikidata:Q159"]
    doc = nlp(about("قال صدر جباروف في روسيا ثم قال السيد جباروف", nlp, types=["person"]))
    assert [ent.kb_id_ for ent in doc.ents] == ["wikidata:Q25597826"] * 2
    assert nlp(about("قال بوتين في روسيا", nlp, types=[])).ents == ()
    with pytest.raises(TypeError, match=r"give types=\['person'\]"):
        nlp(about("قال بوتين", nlp, types="person"))


@pytest.mark.parametrize("found_before", [[], ["طرابلس", "عمان"]])
@pytest.mark.parametrize(
    ("text", "country", "ids"),
    [
        ("قال في طرابلس", None, ["wikidata:Q3579"]),
        ("قال في طرابلس", "LB", ["wikidata:Q168954"]),
        ("قال في طرابلس", "Lebanon", ["wikidata:Q168954"]),
        ("قال في طرابلس", "LY", ["wikidata:Q3579"]),
        ("قال في طرابلس", "KG", ["wikidata:Q3579"]),  # it has none of that name
        ("قال وزير الدفاع في عمان", "JO", ["wikidata:Q3805"]),
        ("التقى بوتين في موسكو", "LB", ["wikidata:Q7747", "wikidata:Q649"]),  # others are named as ever
        ("وصل إلى باريس", "US", ["wikidata:Q90"]),  # one in Texas is too small to be meant
    ],
)
def test_of_namesakes_the_one_in_the_country_is_meant(
    text: str, country: str | None, ids: list[str], found_before: list[str]
) -> None:
    nlp = pipeline(patterns=[{"label": "LOC", "pattern": name} for name in found_before])
    assert [ent.kb_id_ for ent in nlp(about(text, nlp, country=country)).ents] == ids


def test_what_the_text_says_outweighs_the_country() -> None:
    nlp = pipeline()
    text = "وصل إلى طرابلس، وقال إن ليبيا بلد كبير"
    assert nlp(about(text, nlp, country="LB")).ents[0].kb_id_ == "wikidata:Q3579"


def test_a_namesake_is_of_the_same_type(tmp_path: Path) -> None:
    names = [{"text": "البستان", "lang": "ar"}]
    town, firm, other = (
        {"id": f"x:{n}", "type": type, "country": country, "weight": weight, "names": names}
        for n, (type, country, weight) in enumerate(
            [("place", "LY", 0.8), ("organization", "LB", 0.7), ("place", "LB", 0.4)]
        )
    )
    for records, id in (([town, firm], "x:0"), ([town, firm, other], "x:2")):
        nlp = pipeline(gazetteer=[build(tmp_path, f"{id[2:]}.index", records)])
        ents = nlp(about("وصل إلى البستان", nlp, country="LB")).ents
        assert [ent.kb_id_ for ent in ents] == [id]


def test_a_country_that_is_none_is_told() -> None:
    nlp = pipeline()
    with pytest.raises(ValueError, match=r"doc\._\.namelink_country must be .* did you mean 'Lebanon'"):
        nlp(about("قال بوتين", nlp, country="Lebanun"))


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
        "def told():\n"
        "    for country in ['LB', 'LY', None] * 3:\n"
        "        doc = nlp.make_doc('قال في طرابلس')\n"
        "        doc._.namelink_country = country\n"
        "        yield doc\n"
        "if __name__ == '__main__':\n"
        "    one = [[(e.text, e.kb_id_, e._.namelink) for e in nlp(text).ents] for text in texts]\n"
        "    for count in (1, 2):\n"
        "        docs = nlp.pipe(texts, n_process=count, batch_size=4)\n"
        "        assert [[(e.text, e.kb_id_, e._.namelink) for e in doc.ents] for doc in docs] == one\n"
        "        pairs = nlp.pipe(((text, n) for n, text in enumerate(texts)), n_process=count, as_tuples=True)\n"
        "        assert [([e.kb_id_ for e in doc.ents], n) for doc, n in pairs] == [\n"
        "            ([id for _, id, _ in ents], n) for n, ents in enumerate(one)]\n"
        "        ids = [doc.ents[0].kb_id_[-6:] for doc in nlp.pipe(told(), n_process=count, batch_size=2)]\n"
        "        assert ids == ['168954', ':Q3579', ':Q3579'] * 3, ids\n"
        "    assert len(one[0]) == 5\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("config", "error", "says"),
    [
        ({"gazetteer": ["/none"]}, IndexNotFoundError, "gazetteer build"),
        ({"align": "shrink"}, ValueError, "align"),
        ({"threshold": "high"}, TypeError, "threshold must be a number from 0 to 1, not the str 'high'"),
        ({"treshold": 0.5}, ValueError, "treshold"),
        ({"demonyms": "no"}, ValueError, "demonyms"),
        ({"types": ["city"]}, ValueError, "city"),
        ({"types": "person"}, TypeError, r"give types=\['person'\]"),
        ({"labels": {"persn": "PER"}}, ValueError, "a key of labels must be .* did you mean 'person'"),
        ({"labels": {"person": ""}}, ValueError, "the label of person is empty"),
        ({"hints": {"ORG": "company"}}, ValueError, "company"),
        ({"spans_key": ""}, ValueError, "spans_key is empty"),
        ({"overlaps": True}, ValueError, "give spans_key='sc'"),
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
