"""A real Chromium with the page of a service."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

AUDIT = Path(__file__).with_name("audit.js").read_text(encoding="utf-8")
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
SECONDS = 60
"""How long something is waited for that comes about at once."""

PAUSE = 0.02
"""Seconds between two looks whether it has; Selenium's own, half a second, is longer than most things take."""


def _whole_files(folder: str) -> list[Path]:
    return [path for path in Path(folder).iterdir() if path.suffix != ".crdownload" and path.stat().st_size]


class Browser:
    """A Chromium with a page of the service."""

    def __init__(self, driver: Any, url: str) -> None:
        self.driver = driver
        self.url = url

    def open(self, path: str = "/") -> None:
        self.driver.get(self.url + path)
        if path.partition("#")[0] == "/":
            self.started()

    def run(self, script: str, *values: Any) -> Any:
        return self.driver.execute_script(script, *values)

    def all(self, selector: str) -> list[Any]:
        return list(self.driver.find_elements("css selector", selector))

    def one(self, selector: str) -> Any:
        [found] = self.all(selector)
        return found

    def text(self, selector: str) -> str:
        return str(self.run("return document.querySelector(arguments[0]).innerText", selector))

    def wait(self, condition: Callable[[], Any]) -> Any:
        """Wait until something holds; a page that is drawn anew while it is read is read again."""
        from selenium.common.exceptions import StaleElementReferenceException
        from selenium.webdriver.support.ui import WebDriverWait

        wait = WebDriverWait(self.driver, SECONDS, PAUSE, [StaleElementReferenceException])
        return wait.until(lambda _driver: condition())

    def press(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def press_with_control(self, key: str) -> None:
        from selenium.webdriver import ActionChains, Keys

        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()

    def focused(self) -> str:
        return str(self.run("const at = document.activeElement; return at.id || at.className || at.textContent"))

    def emulate(self, command: str, **values: Any) -> None:
        self.driver.execute_cdp_cmd(f"Emulation.{command}", values)

    def dark(self) -> None:
        self.emulate("setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])

    def tab(self, name: str) -> None:
        self.one(f"nav a[href='#{name}']").click()
        self.wait(lambda: self.one(f"#{name}").is_displayed())

    def fill(self, field: str, text: str) -> None:
        """Put a text into a field, as pasting does."""
        script = "const f = document.getElementById(arguments[0]); f.value = arguments[1];"
        self.run(f"{script} f.dispatchEvent(new Event('input'))", field, text)

    def find(self, text: str) -> None:
        self.tab("text")
        self.fill("text-input", text)
        self.one("#text-form .primary").click()
        self.settle("text")

    def look_up(self, name: str) -> None:
        self.tab("name")
        self.fill("name-input", name)
        self.one("#name-form .primary").click()
        self.settle("name")

    def look_up_all(self, *names: str) -> None:
        self.tab("list")
        self.fill("list-input", "\n".join(names))
        self.one("#list-form .primary").click()
        self.settle("list")

    def mentions(self) -> list[str]:
        return [mention.text for mention in self.all("#linked .mention")]

    def choose(self, number: int) -> None:
        self.all("#linked .mention")[number].click()

    def speak_arabic(self) -> None:
        self.one("#language").click()
        assert self.run("return document.documentElement.lang") == "ar"

    def phone(self, width: int = 390) -> None:
        self.emulate("setDeviceMetricsOverride", **PHONE | {"width": width})

    def reload(self) -> None:
        """Load the page anew; what it kept is shown again."""
        self.driver.refresh()
        self.started()

    def forget(self) -> None:
        """Load the page anew as one who comes first."""
        self.run("sessionStorage.clear(); history.replaceState(null, '', '/')")
        self.reload()

    def started(self) -> None:
        self.wait(lambda: self.run("return !document.querySelector('#main[aria-busy]')"))
        for section in ("text", "name", "list"):
            self.settle(section)

    def export(self, section: str, kind: str) -> str:
        """Press a button under a result; return the file that it saves."""
        return self.download(f"#{section} [data-export={kind}]")[f"namelink-{section}.{kind}"]

    def download(self, selector: str, files: int = 1) -> dict[str, str]:
        """Press a button; return the files that it saves, by name."""
        with tempfile.TemporaryDirectory() as folder:
            self.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": folder})
            self.one(selector).click()
            self.wait(lambda: len(_whole_files(folder)) == files)
            return {path.name: path.read_text(encoding="utf-8") for path in _whole_files(folder)}

    def copied(self, selector: str) -> str:
        """Press a button; return what it puts on the clipboard."""
        granted = {"origin": self.url, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
        self.driver.execute_cdp_cmd("Browser.grantPermissions", granted)
        self.one(selector).click()
        said = f"{selector.partition(' ')[0]} .tools [role=status]"
        self.wait(lambda: self.text(said).startswith(("Copied", "تم النسخ")))
        return str(self.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0])"))

    def upload(self, field: str, path: Path) -> None:
        self.one(f"#{field}").send_keys(str(path))

    def settle(self, section: str) -> None:
        self.wait(lambda: self.run(f"return !document.querySelector('#{section}-form[aria-busy]')"))

    def faults(self) -> list[str]:
        return list(self.run(AUDIT))

    def hosts(self) -> set[str]:
        """Return where requests went since this was last asked."""
        sent = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        urls = (m["params"]["request"]["url"] for m in sent if m["method"] == "Network.requestWillBeSent")
        return {url for url in urls if not url.startswith((self.url + "/", f"blob:{self.url}/", "data:"))}

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def width(self) -> int:
        return int(self.run("return document.documentElement.scrollWidth"))
