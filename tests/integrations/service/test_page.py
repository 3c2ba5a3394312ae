"""The page at /, in a real Chromium: by mouse, by keyboard, in the dark, on a phone, for everyone."""

from __future__ import annotations

from typing import Any

import pytest

import namelink
from namelink.transliteration.schemes import schemes
from tests.integrations.service.browser import PHONE, Browser
from tests.integrations.service.running import running

TEXT = "😀😀 أكد بوتين لنظيره القيرغيزي صدر جباروف في موسكو، وقيرغيزستان"

IDS = ("wikidata:Q813", "wikidata:Q54173", "wikidata:Q48326359")
"""A country, an organization, and a person with offices."""


def test_a_text_is_linked_and_explained(browser: Browser) -> None:
    browser.find(TEXT)
    mentions = browser.all("#linked .mention")
    assert [m.text for m in mentions] == ["بوتين", "القيرغيزي", "صدر جباروف", "موسكو", "قيرغيزستان"]
    assert browser.run("return document.getElementById('linked').textContent") == TEXT
    assert [browser.run("return arguments[0].className", m) for m in mentions[:2]] == [
        "mention person",
        "mention place",
    ]
    assert "5 mentions of 4 entities" in browser.text("#text-status")
    mentions[1].click()
    detail = browser.text("#detail")
    assert "Kyrgyzstan" in detail
    assert "adjective of the place" in detail
    assert "same spelling" in detail
    assert browser.one("#detail .ids a[rel]:not(.where)").get_attribute("href") == "https://www.wikidata.org/wiki/Q813"
    assert mentions[1].get_attribute("aria-pressed") == "true"
    assert "القيرغيزي: Kyrgyzstan" in browser.run("return document.getElementById('text-chosen').textContent")


def test_names_that_are_not_known_are_shown_where_they_are_wanted(browser: Browser) -> None:
    browser.find("التقى الوزير فادي الكركبي بوتين")
    assert [m.text for m in browser.all(".mention")] == ["بوتين"]
    browser.one("#text-unknown").click()
    browser.wait(lambda: len(browser.all(".mention")) == 2)
    browser.settle("text")
    unknown, known = browser.all(".mention")
    assert [unknown.text, known.text] == ["فادي الكركبي", "بوتين"]
    assert browser.run("return arguments[0].className", unknown) == "mention unknown"
    assert "2 mentions of 1 entity." in browser.text("#text-status")
    unknown.click()
    assert namelink.transliterate("فادي الكركبي") in browser.text("#detail")
    assert browser.faults() == []


def test_a_clitic_stays_joined_to_its_name(browser: Browser) -> None:
    browser.find("وقيرغيزستان")
    mention = browser.one("#linked .mention")
    style = "const s = getComputedStyle(arguments[0]); return [s.display, s.paddingInlineStart, s.marginInlineStart]"
    assert browser.run(style, mention) == ["inline", "0px", "0px"]


def test_everything_works_by_keyboard_alone(browser: Browser) -> None:
    from selenium.webdriver import Keys

    order = []
    while "text-input" not in order:
        browser.press(Keys.TAB)
        order.append(browser.focused())
        assert len(order) < 10
        outline = "return getComputedStyle(document.activeElement).outlineStyle"
        assert browser.run(outline) != "none"
    assert order == ["skip", "brand", "Text", "Name", "List", "API", "language", "gazetteer", "text-input"]
    browser.press(TEXT)
    browser.press_with_control(Keys.ENTER)
    browser.wait(lambda: browser.all(".mention"))
    for _ in range(7):  # the button, a file, the example, names that are not known, two filters, the first name
        browser.press(Keys.TAB)
    assert browser.run("return document.activeElement.textContent") == "بوتين"
    browser.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    browser.press(Keys.ENTER)
    assert "Sadyr Japarov" in browser.text("#detail")
    browser.press(Keys.HOME, " ")
    assert "Vladimir Putin" in browser.text("#detail")
    browser.press(Keys.ARROW_RIGHT, Keys.END)
    assert browser.run("return document.activeElement.textContent") == "قيرغيزستان"
    browser.press(Keys.ENTER, Keys.TAB)
    assert browser.run("return document.activeElement.closest('#detail') !== null")
    browser.press(Keys.ESCAPE)
    assert browser.run("return document.activeElement.textContent") == "قيرغيزستان"
    assert "Choose a name" in browser.text("#detail")
    browser.run("document.querySelector('nav a[href=\"#name\"]').focus()")
    browser.press(Keys.ENTER)
    while browser.focused() != "name-input":
        browser.press(Keys.TAB)
    browser.press("صادر جباروف", Keys.ENTER)
    browser.wait(lambda: browser.all("#answer .entity"))
    assert "Sadyr Japarov" in browser.text("#answer")


def test_a_name_is_looked_up_and_spelt_by_every_standard(browser: Browser) -> None:
    browser.tab("name")
    browser.one("[data-name='الشَّارِقَة']").click()
    browser.settle("name")
    assert "Sharjah" in browser.text("#answer")
    assert browser.text("#spellings .attested") == "Sharjah"
    assert len(browser.all("#spellings .spelt li")) == 5
    rows = browser.run(
        "return [...document.querySelectorAll('.standards tbody tr')].map(r => [...r.children].map(c => c.innerText))"
    )
    assert [name for name, _ in rows] == list(schemes("Arab"))
    assert ["bgn-pcgn", "Ash Shāriqah"] in rows


def test_a_name_in_another_script_is_spelt_in_arabic(browser: Browser) -> None:
    browser.look_up("Кыргызстан")
    assert "Kyrgyzstan" in browser.text("#answer")
    assert browser.text("#spellings .attested") == "قيرغيزستان"
    assert len(browser.all(".standards tbody tr")) == len(schemes("Arab"))


def test_names_that_are_not_known_or_not_clear(browser: Browser) -> None:
    browser.look_up("محمد بن سلطان")
    assert browser.text("#answer .outcome") == "Not known"
    browser.all("#answer summary")[0].click()
    assert browser.one("#answer details[open] .evidence").is_displayed()
    browser.look_up("اسم لا يعرفه أحد")
    assert "knows nothing" in browser.text("#answer")
    browser.look_up("قطر")
    assert browser.text("#answer .outcome") == "Match"
    browser.run("document.getElementById('name-type').value = 'person'")
    browser.look_up("قطر")
    assert browser.text("#answer .outcome") == "Not known"


def test_nothing_to_read_is_said_so(browser: Browser) -> None:
    browser.find("  ")
    assert "no text yet" in browser.text("#text-status")
    assert browser.focused() == "text-input"
    browser.look_up("")
    assert "no name yet" in browser.text("#name-status")
    browser.find("لا شيء هنا")
    assert "No name in this text" in browser.text("#text-status")
    assert not browser.one("#detail").is_displayed()


def test_what_is_data_is_never_markup(browser: Browser) -> None:
    browser.find("<img src=x onerror=alert(1)> شركة الشر <script>alert(2)</script>")
    browser.one(".mention").click()
    assert 'Evil <script>alert("1")</script> & Sons' in browser.text("#detail")
    browser.look_up("شركة الشر")
    assert "<img src=x" in browser.text("#answer")
    assert browser.all("#linked img, #linked script, #detail script, #answer img, #answer script") == []
    browser.open("/entity?id=x:evil")
    assert browser.all("main script, main img") == []


def test_the_page_speaks_arabic(browser: Browser) -> None:
    browser.find(TEXT)
    browser.all(".mention")[0].click()
    browser.look_up("صادر جباروف")
    english = browser.run("return [...document.querySelectorAll('[data-say]')].map(n => n.textContent)")
    browser.one("#language").click()
    arabic = browser.run("return [...document.querySelectorAll('[data-say]')].map(n => n.textContent)")
    assert browser.run("return [document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    same = {a for a, b in zip(english, arabic, strict=True) if a == b}
    assert same == {"OpenRefine", "CSV", "JSON", "HTML"}
    assert all(arabic)
    assert "شخص" in browser.text("#detail")
    assert "المقصود" in browser.text("#name-status")
    assert "undefined" not in browser.text("body")
    assert browser.faults() == []
    browser.one("#language").click()
    assert browser.run("return [...document.querySelectorAll('[data-say]')].map(n => n.textContent)") == english


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_is_for_everyone(browser: Browser, dark: bool) -> None:
    if dark:
        browser.dark()
    browser.open()
    assert browser.faults() == []
    browser.find(TEXT)
    for mention in browser.all(".mention")[:3]:
        mention.click()
        assert browser.faults() == []
    browser.look_up("محمد بن سلطان")
    for summary in browser.all("#answer summary")[:2]:
        summary.click()
    assert browser.faults() == []
    ground = browser.run("return getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, ground.strip("rgb()").split(","))) < 150) == dark


@pytest.mark.parametrize(
    "path",
    [
        "/docs",
        *(
            f"{path}?id={id}&lang={lang}"
            for lang in ("en", "ar")
            for path in ("/entity", "/reconcile/preview")
            for id in IDS
        ),
    ],
)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_other_pages_are_for_everyone(browser: Browser, path: str, dark: bool) -> None:
    if dark:
        browser.dark()
    browser.open(path)
    assert browser.faults() == []


LATIN = """
    const shown = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (shown.nextNode()) {
      const { data, parentElement } = shown.currentNode;
      const isData = parentElement.closest("code, td bdi, .other, [lang=en], [translate=no]");
      if (/[a-z]/i.test(data) && !isData) found.push(data);
    }
    return found;
"""
"""What is written in Latin letters, but for ids, names, offices in English, and the switch to English."""


@pytest.mark.parametrize("id", [*IDS, "no:such"])
def test_the_page_of_an_entity_speaks_arabic(browser: Browser, id: str) -> None:
    browser.phone()
    browser.open(f"/entity?id={id}&lang=ar")
    assert browser.run("return [document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert browser.run(LATIN) == []
    assert browser.width() <= 390
    browser.one(".bar a[hreflang=en]").click()
    assert browser.run("return [document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    if id == "no:such":
        browser.driver.get_log("browser")  # where Chromium notes that the answer was 404


def test_the_arabic_page_leads_to_arabic_pages_of_entities(browser: Browser) -> None:
    browser.speak_arabic()
    browser.look_up("صادر جباروف")
    assert browser.run("return document.querySelector('#answer a.more').href").endswith("lang=ar")


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_is_cut_off_on_a_narrow_screen(browser: Browser, width: int) -> None:
    browser.emulate("setDeviceMetricsOverride", **PHONE | {"width": width})
    for path in ("/docs", "/entity?id=wikidata:Q813", "/reconcile/preview?id=wikidata:Q813", "/"):
        browser.open(path)
        # A page begins 980 wide, until its viewport is read; one that holds something wider never gets narrow.
        browser.wait(lambda: browser.run("return window.innerWidth") == width)
        assert browser.width() <= width, path
    browser.find(TEXT)
    browser.all(".mention")[2].click()
    browser.look_up("صادر جباروف")
    assert browser.width() <= width
    assert browser.faults() == []
    browser.one("#language").click()
    assert browser.width() <= width


def test_a_refusal_is_shown_with_its_hint(driver: Any) -> None:
    with running("--most-text", "20") as service:
        browser = Browser(driver, service.url)
        browser.open()
        browser.find(TEXT)
        assert browser.one("#text-error").is_displayed()
        assert "20 at most" in browser.text("#text-error")
        assert browser.one("#text-error").get_attribute("role") == "alert"
        assert browser.faults() == []
        browser.find("بوتين")
        assert not browser.one("#text-error").is_displayed()
        service.stop()
        browser.look_up("بوتين")
        assert "does not answer" in browser.text("#name-error")
    driver.get_log("browser")
    driver.get_log("performance")
