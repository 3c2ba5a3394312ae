from __future__ import annotations

import importlib.util
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from namelink.index import compiler
from tests.integrations.service.browser import Browser
from tests.integrations.service.running import Service, running

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

EVIL = {
    "id": "x:evil",
    "type": "organization",
    "country": "AE",
    "description": "<img src=x onerror=alert(1)>",
    "refs": ['iso3166:"><script>'],
    "names": [{"text": 'Evil <script>alert("1")</script> & Sons', "lang": "en"}, {"text": "شركة الشر", "lang": "ar"}],
}
"""A record that would be markup, were it not escaped."""

NAMESAKES = [
    {
        "id": f"x:{year}",
        "type": "person",
        "born": [str(year), f"{year + 1}-02-03"],
        "refs": [f"wikidata:Q99999{year}"],
        "names": [{"text": "سهيل الزعفراني", "lang": "ar"}],
    }
    for year in (1950, 1980)
]
"""Two persons of one name."""

INHERITED = [
    {
        "id": "constructor:x",
        "type": "organization",
        "class": "constructor",
        "names": [{"text": "شركة البناء الزعفرانية", "lang": "ar"}],
    },
    {"id": "__proto__:y", "type": "place", "names": [{"text": "مدينة البروتوس", "lang": "ar"}]},
]
"""Records that are called as properties are that every object of JavaScript has."""

RECORDS = (EVIL, *NAMESAKES, *INHERITED)


@pytest.fixture(scope="session")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    records = tmp_path_factory.mktemp("mine") / "mine.jsonl"
    listed = [json.dumps(record, ensure_ascii=False) for record in RECORDS]
    records.write_text("\n".join(listed), encoding="utf-8")
    index = records.with_name("mine.index")
    compiler.build_index([records], index)
    return index


@pytest.fixture(scope="session")
def service(mine: Path) -> Iterator[Service]:
    with running("--gazetteer", mine, "--gazetteer", "default") as service:
        yield service


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    if not (CHROMIUM and DRIVER and importlib.util.find_spec("selenium")):
        missing = (
            "the page is tested in Chromium: apt-get install chromium chromium-driver; pip install --group browser"
        )
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def browser(driver: Any, service: Service) -> Iterator[Browser]:
    browser = Browser(driver, service.url)
    browser.open()
    browser.forget()
    yield browser
    assert browser.hosts() == set()
    assert browser.complaints() == []
    browser.emulate("setEmulatedMedia", features=[])
    browser.emulate("clearDeviceMetricsOverride")
