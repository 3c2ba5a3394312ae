"""The tab for a list of names: batches, progress, errors, files, what is taken away."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from namelink import Resolver
from tests.integrations.service.browser import Browser
from tests.integrations.service.running import running

NAMES = ["صدر جباروف", "Sadyr Japarov", "بوتين", "محمد بن سلطان", "كلينتون", "=1+1"]


def test_a_list_is_looked_up_and_saved(browser: Browser, resolver: Resolver) -> None:
    browser.look_up_all(*NAMES, "", "  بوتين ")
    expected = [resolver.resolve(name) for name in [*NAMES, "بوتين"]]
    counts = {outcome: sum(str(r.outcome) == outcome for r in expected) for outcome in ("match", "ambiguous", "nil")}
    assert browser.text("#list-status") == (
        f"7 names: {counts['match']} match, {counts['ambiguous']} ambiguous, {counts['nil']} not known."
    )
    rows = list(csv.DictReader(io.StringIO(browser.export("list", "csv")[1:])))
    assert [row["query"] for row in rows] == [*NAMES[:-1], "'=1+1", "بوتين"]
    assert [row["id"] or None for row in rows] == [r.id for r in expected]
    assert [row["outcome"] for row in rows] == [str(r.outcome) for r in expected]
    saved = json.loads(browser.export("list", "json"))
    assert [row["name"] for row in saved] == [*NAMES, "بوتين"]
    assert "Sadyr Japarov" in browser.export("list", "html")
    assert browser.copied("#list [data-export=copy]").count("\n") == 7
    assert browser.faults() == []


@pytest.mark.parametrize("width", [None, 390], ids=["desktop", "phone"])
def test_answers_are_shown_page_by_page_and_by_outcome(browser: Browser, width: int | None) -> None:
    from selenium.webdriver.support.ui import Select

    if width:
        browser.phone(width)
    browser.speak_arabic()
    browser.look_up_all(*NAMES, *(f"محمد بن سلطان {number}" for number in range(120)))
    assert len(browser.all("#list-rows tr")) == 50
    browser.all("#list-pages button")[1].click()
    browser.all("#list-pages button")[1].click()
    assert len(browser.all("#list-rows tr")) == 26
    assert browser.width() <= (width or 1280)
    assert browser.faults() == []
    Select(browser.one("#list-only")).select_by_value("match")
    assert {cell.text for cell in browser.all("#list-rows .outcome")} == {"مطابق"}
    browser.dark()
    assert browser.faults() == []


def test_a_long_list_is_sent_in_batches_that_the_service_takes(driver: Any) -> None:
    with running("--batch", "7") as service:
        browser = Browser(driver, service.url)
        browser.open()
        browser.forget()
        before = service.metric('namelink_requests_total\\{path="/resolve",status="200"\\}')
        browser.look_up_all(*(f"بوتين {number}" for number in range(20)), *["قطر"] * 30)
        assert len(browser.all("#list-rows tr")) == 50
        assert service.metric('namelink_requests_total\\{path="/resolve",status="200"\\}') == before + 3
        assert browser.complaints() == []
        service.stop()
        browser.look_up_all("قطر", "عمان")
        assert "does not answer" in browser.text("#list-error")
        assert not browser.one("#list-result").is_displayed()
        assert browser.text("#list-error button") == "Continue with the other 1"
        assert browser.faults() == []
    driver.get_log("browser")
    driver.get_log("performance")


BATCHES = """
    const [names, most, takes, busy, back] = arguments;
    const asked = [];
    let refused = 0;
    const answer = (status, body, headers = {}) => new Response(JSON.stringify(body), { status, headers });
    window.fetch = async (path, { body }) => {
      const { names } = JSON.parse(body);
      asked.push(names.length);
      if (refused++ < busy) return answer(503, { error: { code: 'busy' } }, { 'Retry-After': '0.01' });
      if (names.length > takes || names.includes('never')) return answer(504, { error: { code: 'timeout' } });
      return answer(200, { results: names.map((name) => name.toUpperCase()) });
    };
    const given = [];
    const done = (batch, found) => batch.forEach((name, at) => given.push([name, found[at].code ?? found[at]]));
    import('/static/batches.js').then(({ inBatches }) =>
      inBatches(names, most, {}, done, new AbortController().signal)
    ).then(() => back([asked, given]), (error) => back(String(error)));
"""


@pytest.mark.parametrize(
    ("names", "most", "takes", "busy", "asked"),
    [
        ("abcde", 2, 9, 0, [2, 2, 1]),
        ("abcdefgh", 8, 2, 0, [8, 4, 2, 4, 2, 4, 2, 2]),
        ("ab", 2, 9, 3, [2, 2, 2, 2]),
    ],
)
def test_a_batch_that_is_too_much_is_halved_and_a_busy_service_asked_again(
    browser: Browser, names: str, most: int, takes: int, busy: int, asked: list[int]
) -> None:
    sizes, given = browser.driver.execute_async_script(BATCHES, list(names), most, takes, busy)
    assert sizes == asked
    assert given == [[name, name.upper()] for name in names]


def test_a_name_that_cannot_be_answered_costs_the_others_nothing(browser: Browser) -> None:
    _sizes, given = browser.driver.execute_async_script(BATCHES, ["a", "never", "b"], 4, 9, 0)
    assert given == [["a", "A"], ["never", "timeout"], ["b", "B"]]


@pytest.mark.parametrize(
    ("name", "content", "columns", "names"),
    [
        ("names.txt", "قطر\r\nعمان\r\n", [], ["قطر", "عمان"]),
        ("table.csv", 'id,name\n1,"Putin, Vladimir"\n2,"a ""b"""\n', ["id", "name"], ["Putin, Vladimir", 'a "b"']),
        ("table.tsv", "id\tname\n1\tقطر\n", ["id", "name"], ["قطر"]),
        ("table.csv", 'id;name\n1;"قطر\nالدوحة"\n', ["id", "name"], ["قطر الدوحة"]),
    ],
)
def test_a_list_is_read_from_a_file(
    browser: Browser, tmp_path: Path, name: str, content: str, columns: list[str], names: list[str]
) -> None:
    from selenium.webdriver.support.ui import Select

    (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    browser.tab("list")
    browser.upload("list-file", tmp_path / name)
    browser.wait(lambda: "Names in the list" in browser.text("#list-status"))
    if columns:
        column = Select(browser.one("#list-column"))
        assert [option.text for option in column.options] == columns
        column.select_by_visible_text("name")
    assert browser.run("return document.getElementById('list-input').value.split('\\n')") == names
    assert browser.faults() == []


def test_a_list_can_be_stopped_and_gone_on_with(browser: Browser) -> None:
    browser.tab("list")
    browser.fill("list-input", "\n".join(f"بوتين {number}" for number in range(400)))
    browser.one("#list-form .primary").click()
    browser.wait(lambda: browser.run("return document.getElementById('list-bar').value > 0"))
    assert browser.faults() == []
    browser.one("#list-stop").click()
    browser.settle("list")
    assert "Stopped" in browser.text("#list-error")
    assert not browser.one("#list-result").is_displayed()
    browser.one("#list-error button").click()
    browser.settle("list")
    assert browser.text("#list-status").startswith("400 names")


def test_a_list_that_is_asked_for_anew_replaces_the_earlier(browser: Browser) -> None:
    browser.tab("list")
    browser.fill("list-input", "\n".join(f"بوتين {number}" for number in range(400)))
    press = "document.querySelector('#list-form .primary').click()"
    browser.run(f"{press}; document.getElementById('list-input').value = 'قطر'; {press}")
    browser.settle("list")
    assert browser.text("#list-status").startswith("1 name: 1 match")
    assert not browser.one("#list-error").is_displayed()
    assert not browser.one("#list-progress").is_displayed()


def test_an_empty_list_is_said_so(browser: Browser) -> None:
    browser.look_up_all(" ", "")
    assert "no names yet" in browser.text("#list-status")
    assert browser.focused() == "list-input"
