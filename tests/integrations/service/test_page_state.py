"""What the page keeps and passes on: a reload, links, the language, the gazetteer; and that nothing of it is sent."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from namelink.errors import DocumentFault
from namelink.integrations import service
from tests.conftest import ROOT
from tests.integrations.service.browser import Browser

SERVICE = Path(service.__file__).parent
STATIC = SERVICE / "static"
LANGUAGES = ("arabic", "english")
OUTCOMES = ("matchSays", "ambiguousSays", "nilSays")
TEXT = "قال بوتين في موسكو إن شركة الشر"


def sent(browser: Browser) -> str:
    """Return all that was sent since this was last asked: addresses and bodies."""
    log = [json.loads(entry["message"])["message"] for entry in browser.driver.get_log("performance")]
    requests = [m["params"]["request"] for m in log if m["method"] == "Network.requestWillBeSent"]
    return "\n".join(f"{request['url']} {request.get('postData', '')}" for request in requests)


def test_the_state_survives_a_reload(browser: Browser) -> None:
    browser.speak_arabic()
    browser.find(TEXT)
    browser.look_up("صادر جباروف")
    browser.look_up_all("قطر", "لا أحد يعرفه")
    browser.reload()
    assert browser.run("return document.documentElement.lang") == "ar"
    assert browser.one("#list").is_displayed()
    assert len(browser.all("#list-rows tr")) == 2
    browser.tab("text")
    assert browser.mentions() == ["بوتين", "موسكو", "شركة الشر"]
    browser.tab("name")
    assert "صدر جباروف" in browser.text("#answer")
    assert browser.faults() == []


def test_what_is_kept_is_forgotten_on_demand(browser: Browser) -> None:
    browser.find(TEXT)
    browser.one("#forget").click()
    browser.wait(lambda: browser.run("return !sessionStorage['namelink.text']"))
    browser.started()
    assert browser.run("return document.getElementById('text-input').value") == ""
    assert browser.run("return localStorage.length") == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("tab", '"nowhere"'),
        ("tab", "{"),
        ("text", "1"),
        ("rows", "{}"),
        ("language", '"constructor"'),
        ("corrections", "null"),
        ("__proto__", '{"tab": "list"}'),
    ],
)
def test_what_was_kept_otherwise_does_no_harm(browser: Browser, name: str, kept: str) -> None:
    browser.run("sessionStorage.setItem(`namelink.${arguments[0]}`, arguments[1])", name, kept)
    browser.reload()
    browser.find("بوتين")
    assert browser.mentions() == ["بوتين"]


def test_a_link_carries_the_text_in_its_fragment_alone(browser: Browser) -> None:
    browser.one("#text-unknown").click()
    browser.find(TEXT)
    link = browser.copied("#text [data-export=link]")
    address, _, fragment = link.partition("#s=")
    assert address == f"{browser.url}/"
    assert fragment
    browser.forget()
    sent(browser)
    browser.driver.get(link)
    browser.wait(lambda: browser.mentions() == ["بوتين", "موسكو", "شركة الشر"])
    assert browser.one("#text-unknown").is_selected()
    assert fragment not in sent(browser)
    assert browser.run("return location.hash") == "#text"
    browser.find("بوتين")
    browser.reload()
    assert browser.mentions() == ["بوتين"], "a link must not come back over what was typed since"


def test_a_link_opens_in_a_page_that_is_open_already(browser: Browser) -> None:
    browser.look_up("صادر جباروف")
    link = browser.copied("#name [data-export=link]")
    browser.look_up("قطر")
    browser.tab("text")
    browser.driver.get(link)
    browser.wait(lambda: "Sadyr Japarov" in browser.text("#answer"))
    assert browser.one("#name").is_displayed()


@pytest.mark.parametrize("fragment", ["s=", "s=AAAA", "s=%00", "s=eyJ0YWIiOiJ0ZXh0In0", "s=q1YqSUxS"])
def test_a_broken_link_is_said_to_be_one(browser: Browser, fragment: str) -> None:
    browser.driver.get("about:blank")
    browser.open(f"/#{fragment}")
    assert "cut or damaged" in browser.text("#text-status")
    browser.find("بوتين")
    assert browser.mentions() == ["بوتين"]


def test_a_link_that_unfolds_without_end_is_refused(browser: Browser) -> None:
    script = """
        const back = arguments[0];
        import('/static/packing.js').then(async (m) => {
          const packed = await m.pack('x'.repeat(20_000_000));
          const whole = await m.unpack(await m.pack('نص 😀'));
          m.unpack(packed).then(() => back('unfolded'), (error) => back([error.name, packed.length, whole]));
        });
    """
    name, length, whole = browser.driver.execute_async_script(script)
    assert (name, whole) == ("RangeError", "نص 😀")
    assert length < 50_000


def test_a_gazetteer_is_chosen_and_kept(browser: Browser) -> None:
    from selenium.webdriver.support.ui import Select

    browser.find(TEXT)
    chosen = Select(browser.one("#gazetteer"))
    assert [option.text.partition(" (")[0] for option in chosen.options] == ["All", "mine", "default"]
    chosen.select_by_visible_text("mine (5)")
    browser.wait(lambda: browser.mentions() == ["شركة الشر"])
    browser.reload()
    assert browser.mentions() == ["شركة الشر"]
    browser.look_up("موسكو")
    assert browser.text("#answer .outcome") == "Not known"
    browser.run("sessionStorage['namelink.gazetteer'] = '\"gone\"'")
    browser.reload()
    browser.tab("text")
    assert browser.mentions() == ["بوتين", "موسكو", "شركة الشر"]
    assert browser.faults() == []


def test_the_browser_says_the_first_language(browser: Browser) -> None:
    browser.emulate("setUserAgentOverride", userAgent="Chromium", acceptLanguage="ar-EG,ar,en")
    browser.forget()
    assert browser.run("return [document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    browser.emulate("setUserAgentOverride", userAgent="", acceptLanguage="en-US")


def test_words_of_both_languages_are_the_same_keys(browser: Browser) -> None:
    script = """
        const back = arguments[0];
        Promise.all([import('/static/english.js'), import('/static/arabic.js')]).then(([en, ar]) =>
          back(['WORDS', 'FEATURES'].map((name) => [Object.keys(en[name]).sort(), Object.keys(ar[name]).sort()])));
    """
    for english, arabic in browser.driver.execute_async_script(script):
        assert english == arabic


def test_words_are_those_that_the_page_says(browser: Browser) -> None:
    script = "import('/static/english.js').then(({ WORDS }) => arguments[0](Object.keys(WORDS)))"
    words = set(browser.driver.execute_async_script(script))
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    modules = "".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.js") if path.stem not in LANGUAGES)
    said = {*re.findall(r'data-(?:say|label|hint)="(\w+)"', page), *re.findall(r'\b(?:say|turn)\(.*?"(\w+)"', modules)}
    assert said <= words
    assert words - said - set(re.findall(r'"(\w+)"', modules)) <= set(OUTCOMES)


def test_every_error_has_words_in_arabic(browser: Browser) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in SERVICE.glob("*.py"))
    told = set(re.findall(r'RequestError\(\s*\d+,\s*"(\w+)"', code))
    told |= {f"document_{fault}" for fault in DocumentFault if fault is not DocumentFault.TOO_SLOW}
    script = "import('/static/arabic.js').then((ar) => arguments[0](Object.keys(ar.ERRORS)))"
    assert len(told) > 5
    assert told <= set(browser.driver.execute_async_script(script))


def test_every_feature_and_class_has_words(browser: Browser) -> None:
    from namelink.integrations.service.docs_page import feature_docs

    script = "import('/static/arabic.js').then((ar) => arguments[0]([ar.FEATURES, ar.CLASSES].map(Object.keys)))"
    features, classes = browser.driver.execute_async_script(script)
    assert {name for name, _doc in feature_docs()} == set(features)
    files = (ROOT / "data" / "gazetteer").glob("*.jsonl")
    used = {json.loads(line).get("class") for path in files for line in path.read_text("utf-8").splitlines()}
    assert used - {None, "other"} <= set(classes)
