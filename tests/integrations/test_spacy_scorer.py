from __future__ import annotations

from typing import Any

import pytest

spacy = pytest.importorskip("spacy")

from spacy.tokens import Doc, Span  # noqa: E402
from spacy.training import Example  # noqa: E402

from namelink.integrations.spacy_scorer import score_linking  # noqa: E402

WORDS = ["زار", "بوتين", "موسكو", "مع", "زكريا", "الحمداني"]
PUTIN, MOSCOW = (1, 2, "PERSON", "wikidata:Q7747"), (2, 3, "GPE", "wikidata:Q649")
NOBODY = (4, 6, "PERSON", "")
BLANK = spacy.blank("ar")

Entity = tuple[int, int, str, str]


def doc(*entities: Entity, words: list[str] = WORDS, spaces: list[bool] | None = None) -> Doc:
    made = Doc(BLANK.vocab, words=words, spaces=spaces)
    made.set_ents([Span(made, start, end, label, kb_id=id) for start, end, label, id in entities])
    return made


def scores(found: Doc, gold: Doc) -> dict[str, Any]:
    return dict(score_linking([Example(found, gold)]))


@pytest.mark.parametrize(
    ("found", "gold", "prf", "nil"),
    [
        ([PUTIN, MOSCOW], [PUTIN, MOSCOW, NOBODY], (1, 1, 1), 1),
        ([PUTIN, MOSCOW, NOBODY], [PUTIN, MOSCOW, NOBODY], (1, 1, 1), 1),
        ([PUTIN], [PUTIN, MOSCOW], (1, 0.5, 2 / 3), None),
        ([PUTIN, (2, 3, "GPE", "")], [PUTIN, MOSCOW], (1, 0.5, 2 / 3), None),  # found, and not linked
        ([PUTIN, (2, 3, "GPE", "x:1")], [PUTIN, MOSCOW], (0.5, 0.5, 0.5), None),  # linked to another
        ([PUTIN, (2, 4, "GPE", "wikidata:Q649")], [PUTIN, MOSCOW], (0.5, 0.5, 0.5), None),  # at other bounds
        ([PUTIN, (2, 3, "LOC", "wikidata:Q649")], [PUTIN, MOSCOW], (1, 1, 1), None),  # labels are another matter
        ([(4, 5, "PERSON", "x:1")], [NOBODY], (0, 0, 0), 0),  # a part of a name that is nobody's
        ([PUTIN], [(4, 6, "PERSON", "NIL")], (0, 0, 0), 1),
        ([], [], (None, None, None), None),
    ],
    ids=str,
)
def test_links_are_right_at_the_right_place_only(
    found: list[Entity], gold: list[Entity], prf: tuple[float | None, ...], nil: float | None
) -> None:
    measured = scores(doc(*found), doc(*gold))
    assert [measured[f"links_{rate}"] for rate in "prf"] == [pytest.approx(rate) for rate in prf]
    assert measured["links_nil_acc"] == nil


def test_types_are_those_of_the_gold() -> None:
    found = doc(PUTIN, (2, 3, "LOC", "wikidata:Q649"), (3, 4, "ORG", "x:1"))
    measured = scores(found, doc(PUTIN, MOSCOW))["links_per_type"]
    assert {label: (rates["p"], rates["r"]) for label, rates in measured.items()} == {
        "GPE": (1, 1),
        "ORG": (0, 0),
        "PERSON": (1, 1),
    }


def test_spacys_own_measures_are_beside() -> None:
    measured = scores(doc(PUTIN, (2, 3, "LOC", "x:1"), NOBODY), doc(PUTIN, MOSCOW, NOBODY))
    assert measured["nel_micro_p"] == measured["nel_micro_r"] == 0.5  # NIL that is right counts nothing
    assert (measured["ents_p"], measured["ents_r"]) == pytest.approx((2 / 3, 2 / 3))


def test_tokens_of_the_gold_may_be_others() -> None:
    gold = doc((1, 2, "GPE", "wikidata:Q813"), words=["في", "وقرغيزستان"])
    split = doc((2, 3, "GPE", "wikidata:Q813"), words=["في", "و", "قرغيزستان"], spaces=[True, False, False])
    assert scores(split, gold)["links_f"] == 1


def test_what_the_gold_leaves_open_counts_nothing() -> None:
    unmarked = Doc(BLANK.vocab, words=WORDS)
    assert scores(doc(PUTIN), unmarked)["links_p"] is None
    partly = Doc(BLANK.vocab, words=WORDS)
    partly.set_ents([Span(partly, *PUTIN[:3], kb_id=PUTIN[3])], default="missing")
    assert scores(doc(PUTIN, MOSCOW), partly)["links_p"] == 1


def test_evaluate_of_a_pipeline_measures_links() -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("namelink")
    gold = doc(PUTIN, (2, 3, "GPE", "x:1"), NOBODY)
    examples = [Example(nlp.make_doc(gold.text), gold)]
    measured = nlp.evaluate(examples)
    assert (measured["links_p"], measured["links_r"], measured["links_nil_acc"]) == (0.5, 0.5, 1)
    assert nlp.evaluate(examples, per_component=True)["namelink"]["links_p"] == 0.5
    assert nlp.analyze_pipes()["summary"]["namelink"]["scores"] == ["links_f", "links_p", "links_r", "links_nil_acc"]


def test_a_pipeline_has_another_scorer_or_none() -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("namelink", config={"scorer": None})
    gold = doc(PUTIN)
    assert "links_p" not in nlp.evaluate([Example(nlp.make_doc(gold.text), gold)])
    nlp = spacy.blank("ar")
    nlp.add_pipe("namelink", config={"scorer": {"@scorers": "spacy.entity_ruler_scorer.v1"}})
    measured = nlp.evaluate([Example(nlp.make_doc(gold.text), gold)])
    assert measured["ents_r"] == 1
    assert "links_p" not in measured
