"""Corrections of a reader, and that namelink itself reads what becomes of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from namelink import Gazetteer, Resolver
from namelink.evaluation import evaluate_texts
from namelink.evaluation.gold import read_texts
from tests.integrations.service.browser import Browser

TEXT = "😀 قال بوتين في طرابلس إن القيرغيزي صدر جباروف"


def correct(browser: Browser, number: int) -> None:
    browser.choose(number)
    browser.one(".correcting > summary").click()


def records(browser: Browser) -> list[dict[str, object]]:
    [saved] = browser.download("#save-records").values()
    return [json.loads(line) for line in saved.splitlines()]


def gold(browser: Browser) -> list[tuple[str, str]]:
    files = browser.download("#save-gold", files=2)
    assert files["namelink-text.txt"] == TEXT
    lines = [json.loads(line) for line in files["namelink-text.gold.jsonl"].splitlines()]
    for line in lines:
        assert TEXT[line["start"] : line["end"]] == line["text"]
        assert list(line) == ["start", "end", "text", "id", "type", "name", "kind"]
    return [(line["text"], line["id"]) for line in lines]


@pytest.fixture
def at_tripoli(browser: Browser) -> Browser:
    browser.find(TEXT)
    assert browser.mentions() == ["بوتين", "طرابلس", "القيرغيزي", "صدر جباروف"]
    return browser


def test_another_candidate_is_meant(at_tripoli: Browser) -> None:
    browser = at_tripoli
    browser.choose(1)
    others = browser.all("#detail .others details")
    others[0].click()
    wanted = others[0].find_element("css selector", "code").text
    others[0].find_element("css selector", "button").click()
    assert "Your correction" in browser.text("#detail")
    assert wanted in browser.text("#detail")
    assert ("طرابلس", wanted) in gold(browser)
    assert browser.faults() == []
    browser.reload()
    assert len(browser.all(".mention.corrected")) == 1
    browser.choose(1)
    browser.run("document.querySelector('#detail .entity button').click()")
    assert browser.all(".mention.corrected") == []
    assert not browser.one("#corrections-block").is_displayed()


@pytest.mark.parametrize("arabic", [False, True], ids=["English", "Arabic"])
def test_what_is_no_name_is_muted_in_a_layer(at_tripoli: Browser, arabic: bool) -> None:
    browser = at_tripoli
    if arabic:
        browser.speak_arabic()
    browser.phone()
    correct(browser, 0)
    assert browser.faults() == []
    browser.one(".correcting > button").click()
    assert browser.faults() == []
    browser.one("#detail .close").click()
    assert [text for text, _id in gold(browser)] == ["طرابلس", "القيرغيزي", "صدر جباروف"]
    [record] = records(browser)
    assert record["id"] == "wikidata:Q7747"
    layer = Gazetteer.from_records([record])
    layered = Resolver(Gazetteer.layers(layer, Gazetteer.default()))
    assert "بوتين" not in [mention.text for mention in layered.link("التقى بوتين في موسكو")]
    assert layered.gazetteer["wikidata:Q7747"].weight == Gazetteer.default()["wikidata:Q7747"].weight


def test_an_entity_is_searched_for_and_gets_the_name(at_tripoli: Browser) -> None:
    browser = at_tripoli
    correct(browser, 0)
    browser.fill("other-name", "موسكو")
    browser.one(".other-name button").click()
    browser.wait(lambda: browser.all(".other-name .others details"))
    assert browser.faults() == []
    browser.all(".other-name .others summary")[0].click()
    browser.all(".other-name .others details button")[0].click()
    assert browser.run("return document.querySelector('.mention').classList.contains('place')")
    [record] = records(browser)
    assert record["names"] == [{"text": "بوتين", "lang": "ar"}]
    resolver = Resolver(Gazetteer.layers(Gazetteer.from_records([record]), Gazetteer.default()))
    assert resolver.resolve("بوتين", type="place").id == "wikidata:Q649"


@pytest.mark.parametrize("id", ["desk:42", "constructor:x", "__proto__:y"])
def test_an_entity_of_the_readers_own(at_tripoli: Browser, id: str) -> None:
    browser = at_tripoli
    correct(browser, 3)
    browser.one("#own-id").send_keys(id)
    browser.one(".own-entity button").click()
    if id.startswith("__"):
        assert browser.all(".mention.corrected") == []  # a prefix begins with a letter
        return
    assert ("صدر جباروف", id) in gold(browser)
    [record] = records(browser)
    assert record == {"id": id, "type": "person", "names": [{"text": "صدر جباروف", "lang": "ar"}]}
    assert Resolver(Gazetteer.from_records([record])).resolve("صدر جباروف").id == id
    assert "native code" not in browser.text("#text-result")


def test_what_is_saved_is_evaluated(at_tripoli: Browser, tmp_path: Path) -> None:
    correct(at_tripoli, 1)
    at_tripoli.one(".correcting > button").click()
    for name, content in at_tripoli.download("#save-gold", files=2).items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    found = evaluate_texts(read_texts(tmp_path))
    assert (found.rates.precision, found.rates.recall) == (0.75, 1.0)


def test_corrections_are_of_their_text_alone(at_tripoli: Browser) -> None:
    browser = at_tripoli
    correct(browser, 0)
    browser.one(".correcting > button").click()
    browser.find(TEXT + " اليوم")
    assert browser.all(".mention.corrected") == []
    assert browser.one("#corrections-block").is_displayed()  # the records stay
    browser.find(TEXT)
    assert len(browser.all(".mention.corrected")) == 1
    saved = json.loads(browser.export("text", "json"))["mentions"][0]
    assert (saved["id"], saved["corrected"]) == (None, True)
