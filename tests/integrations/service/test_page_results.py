"""What the page shows of a text: its entities, types, places, direction; what is taken away; errors; a phone."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from namelink import link
from tests.integrations.service.browser import PHONE, Browser
from tests.integrations.service.running import running

TEXT = "قال بوتين في موسكو، وبوتين في بيشكيك، إن منظمة شنغهاي للتعاون\nترحب بصدر جباروف"
LATIN = "President Putin met Sadyr Japarov in Moscow."
CYRILLIC = "Путин прилетел в Бишкек."


def entities(browser: Browser) -> list[list[str]]:
    rows = "[...document.querySelectorAll('.entity-row')]"
    return list(browser.run(f"return {rows}.map(r => ['bdi', 'b'].map(part => r.querySelector(part).innerText))"))


def in_view(browser: Browser, selector: str) -> bool:
    box = browser.run("return document.querySelector(arguments[0]).getBoundingClientRect()", selector)
    return bool(box["top"] >= 0 and box["bottom"] <= browser.run("return innerHeight"))


def test_entities_are_counted_and_lead_to_their_mentions(browser: Browser) -> None:
    browser.find(TEXT)
    assert entities(browser) == [
        ["Vladimir Putin", "2"], ["Moscow", "1"], ["Bishkek", "1"], ["Shanghai Cooperation Organisation", "1"],
        ["Sadyr Japarov", "1"],
    ]  # fmt: skip
    pressed = "return [...document.querySelectorAll('.mention')].findIndex(m => m.ariaPressed === 'true')"
    for number in (0, 2, 0):
        browser.all(".entity-row")[0].click()
        assert browser.run(pressed) == number
    assert browser.faults() == []


def test_types_are_filtered_in_the_text_and_in_the_list(browser: Browser) -> None:
    browser.find(TEXT)
    browser.one("[data-look=person]").click()
    assert browser.mentions() == ["موسكو", "بيشكيك", "منظمة شنغهاي للتعاون"]
    assert browser.run("return document.getElementById('linked').textContent") == TEXT
    assert [name for name, _count in entities(browser)] == ["Moscow", "Bishkek", "Shanghai Cooperation Organisation"]
    assert browser.run("return document.activeElement.dataset.look") == "person"
    browser.one("[data-look=place]").click()
    assert not browser.one("#map-block").is_displayed()
    browser.one("[data-look=organization]").click()
    assert browser.mentions() == []
    assert browser.faults() == []
    browser.one("[data-look=person]").click()
    assert browser.mentions() == ["بوتين", "بوتين", "صدر جباروف"]


def test_places_lie_on_a_map_of_the_service_itself(browser: Browser) -> None:
    browser.find(TEXT)
    spots = browser.all(".spot")
    assert [spot.get_attribute("aria-label") for spot in spots] == ["Moscow", "Bishkek"]
    moscow, bishkek = (spot.location for spot in spots)
    assert (moscow["x"] < bishkek["x"], moscow["y"] < bishkek["y"]) == (True, True)
    drawn = browser.run("const b = document.querySelector('.world use').getBBox(); return [b.width, b.height]")
    assert min(drawn) > 100, "the outline was not loaded"
    spots[1].click()
    assert "Bishkek" in browser.text("#detail")
    href = browser.one("#detail .where").get_attribute("href")
    assert href.startswith("https://www.openstreetmap.org/?mlat=42.8")


@pytest.mark.parametrize(
    ("text", "direction", "language"),
    [
        (LATIN, "ltr", "en"),
        (CYRILLIC, "ltr", "ru"),
        ("قال بوتين", "rtl", "ar"),
        ("CNN: قال بوتين", "rtl", "ar"),
    ],
)
@pytest.mark.parametrize("arabic", [False, True], ids=["English", "Arabic"])
def test_a_text_runs_in_its_own_direction(
    browser: Browser, text: str, direction: str, language: str, arabic: bool
) -> None:
    if arabic:
        browser.speak_arabic()
    browser.find(text)
    style = "const p = document.querySelector('#linked p'); return [getComputedStyle(p).direction, p.lang]"
    assert browser.run(style) == [direction, language]
    assert browser.run("return getComputedStyle(document.getElementById('text-input')).direction") == direction
    assert browser.mentions()


def test_each_paragraph_has_its_direction_and_arrows_follow_it(browser: Browser) -> None:
    from selenium.webdriver import Keys

    text = f"{LATIN}\n\n{CYRILLIC}\nقال بوتين في موسكو"
    browser.find(text)
    directions = browser.run("return [...document.querySelectorAll('#linked p')].map(p => p.dir)")
    assert [each for each in directions if each] == ["ltr", "ltr", "ltr", "rtl"]
    assert browser.run("return document.getElementById('linked').textContent") == text
    browser.choose(0)
    browser.run("document.querySelector('.mention').focus()")
    browser.press(Keys.ARROW_RIGHT, Keys.ENTER)
    assert "Sadyr Japarov" in browser.text("#detail .asked")
    browser.press(Keys.END, Keys.ARROW_RIGHT, Keys.ENTER)
    assert "بوتين" in browser.text("#detail .asked")


@pytest.mark.parametrize("width", [None, 390], ids=["desktop", "phone"])
def test_a_long_text_stays_in_its_frame(browser: Browser, width: int | None) -> None:
    if width:
        browser.phone(width)
    browser.find("\n".join(f"{number} {TEXT}" for number in range(400)))
    assert len(browser.all(".mention")) == 2400
    assert browser.run("return document.documentElement.scrollHeight") < 4500
    browser.all(".entity-row")[-1].click()
    browser.one("#detail .steps button:nth-child(2)").click()
    assert in_view(browser, ".mention[aria-pressed=true]")
    assert browser.faults() == []


@pytest.mark.parametrize("number", [0, 4])
def test_on_a_phone_the_details_open_in_sight_of_the_name(browser: Browser, number: int) -> None:
    browser.phone()
    browser.find(TEXT)
    before = browser.run("document.getElementById('linked').scrollIntoView({block: 'end'}); return scrollY")
    browser.choose(number)
    assert in_view(browser, "#detail .label")
    assert in_view(browser, ".mention[aria-pressed=true]")
    mention, panel = (
        browser.run("return document.querySelector(arguments[0]).getBoundingClientRect()", selector)
        for selector in (".mention[aria-pressed=true]", "#detail")
    )
    assert mention["bottom"] <= panel["top"]
    assert abs(browser.run("return scrollY") - before) < PHONE["height"] / 2
    assert browser.width() <= 390
    assert browser.faults() == []
    browser.one("#detail .close").click()
    assert not browser.one("#detail").is_displayed()
    assert browser.focused().startswith("mention")


def test_the_mentions_are_saved_as_csv(browser: Browser) -> None:
    browser.find(TEXT)
    saved = browser.export("text", "csv")
    assert saved.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(saved[1:])))
    expected = [(str(m.start), str(m.end), m.text, m.id) for m in link(TEXT)]
    assert [(row["start"], row["end"], row["text"], row["id"]) for row in rows] == expected
    assert rows[0] | {"arabic": "فلاديمير بوتين", "country": "RU", "corrected": "false"} == rows[0]
    assert rows[1]["latitude"].startswith("55.7")


def test_the_mentions_are_saved_as_json_as_the_service_gave_them(browser: Browser) -> None:
    browser.find(TEXT)
    saved = json.loads(browser.export("text", "json"))
    assert saved == {"text": TEXT, "mentions": [mention.to_dict() for mention in link(TEXT)]}


def test_a_saved_page_shows_the_text_by_itself(browser: Browser, tmp_path: Path) -> None:
    browser.find(f"{TEXT} <script>alert(1)</script>")
    saved = browser.export("text", "html")
    assert "<script" not in saved
    path = tmp_path / "text.html"
    path.write_text(saved, encoding="utf-8")
    browser.driver.get(path.as_uri())
    assert browser.text(".linked").startswith("قال بوتين")
    assert browser.faults() == []
    assert len(browser.all(".mention[title='بوتين: Vladimir Putin, Person']")) == 2
    assert browser.all("button, [role=button], [tabindex], script") == []
    assert browser.run("return getComputedStyle(document.querySelector('.mention')).borderBottomStyle") == "solid"
    browser.driver.get_log("performance")
    browser.open()


def test_a_table_is_copied_for_a_spreadsheet(browser: Browser) -> None:
    browser.find(TEXT)
    copied = browser.copied("#text [data-export=copy]").split("\n")
    assert copied[0].startswith("start\tend\ttext\t")
    assert [row.split("\t")[2] for row in copied[1:]] == [m.text for m in link(TEXT)]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(browser: Browser, begin: str) -> None:
    script = """
        const [cell, back] = arguments;
        import('/static/export.js').then(({ csv, tsv }) => back([csv([[cell, -1.5, 'a"b,c']]), tsv([[cell]])]));
    """
    table, copied = browser.driver.execute_async_script(script, f"{begin}HYPERLINK()")
    assert table == f'\ufeff\'{begin}HYPERLINK(),-1.5,"a""b,c"\r\n'
    assert copied.startswith("'")


@pytest.mark.parametrize("arabic", [False, True], ids=["English", "Arabic"])
def test_no_earlier_result_stands_under_an_error(driver: Any, arabic: bool) -> None:
    with running("--most-text", "20") as service:
        browser = Browser(driver, service.url)
        browser.open()
        browser.forget()
        if arabic:
            browser.speak_arabic()
        browser.find("قال بوتين")
        assert browser.one("#text-result").is_displayed()
        browser.find(TEXT)
        said = "أطول مما تقبله الخدمة" if arabic else "20 at most"
        assert said in browser.text("#text-error")
        assert not browser.one("#text-result").is_displayed()
        assert not any(letter.isascii() and letter.isalpha() for letter in browser.text("#text-error")) or not arabic
        browser.one("#language").click()
        assert not browser.one("#text-result").is_displayed()
        assert said not in browser.text("#text-error")
        assert browser.faults() == []
        browser.look_up("بوتين")
        service.stop()
        browser.look_up("موسكو")
        assert browser.one("#name-error").is_displayed()
        assert not browser.one("#name-result").is_displayed()
    driver.get_log("browser")
    driver.get_log("performance")


@pytest.mark.parametrize(
    "text", ["شركة البناء الزعفرانية في مدينة البروتوس", "قالت شركة البناء الزعفرانية وشركة البناء الزعفرانية"]
)
@pytest.mark.parametrize("arabic", [False, True], ids=["English", "Arabic"])
def test_ids_that_are_properties_of_every_object_do_no_harm(browser: Browser, text: str, arabic: bool) -> None:
    if arabic:
        browser.speak_arabic()
    browser.find(text)
    found = browser.mentions()
    assert len(found) == 2
    for number in range(2):
        browser.choose(number)
        assert "[native code]" not in browser.text("#text-result")
        assert "undefined" not in browser.text("#text-result")
        assert browser.all("#detail .ids a[rel]") == []
    assert {row["id"] for row in json.loads(browser.export("text", "json"))["mentions"]} <= {
        "constructor:x",
        "local:__proto__:y",
    }
    browser.look_up_all("شركة البناء الزعفرانية", "مدينة البروتوس", "__proto__", "constructor", "toString")
    assert [cell.text for cell in browser.all(".meant code")] == ["constructor:x", "local:__proto__:y"]
    assert "native code" not in browser.text("#list")


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.txt", "قال بوتين".encode(), "قال بوتين"),
        ("a.txt", "\ufeffقال\r\nبوتين".encode(), "قال\nبوتين"),
        ("a.txt", "قال بوتين".encode("utf-16"), "قال بوتين"),
        ("a.txt", "قال بوتين".encode("utf-16-le"), "قال بوتين"),
        ("a.txt", "قال بوتين".encode("cp1256"), "قال بوتين"),
        ("a.txt", b"\x00\x01\x02", None),
    ],
)
def test_a_file_is_read_or_said_to_be_no_text(
    browser: Browser, tmp_path: Path, name: str, content: bytes, text: str | None
) -> None:
    (tmp_path / name).write_bytes(content)
    browser.upload("text-file", tmp_path / name)
    if text is None:
        browser.wait(lambda: browser.one("#text-error").is_displayed())
        assert f"{name} is no plain text" in browser.text("#text-error")
    else:
        browser.wait(lambda: browser.mentions() == ["بوتين"])
        assert browser.run("return document.getElementById('text-input').value") == text
    assert browser.faults() == []
