from __future__ import annotations

import importlib.util
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT

_spec = importlib.util.spec_from_file_location("bidi", ROOT / "docs" / "bidi.py")
assert _spec
assert _spec.loader
bidi = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(bidi)


@pytest.mark.parametrize(
    ("html", "phrases"),
    [
        ("compare(&quot;سلمان&quot;, &quot;سلطان&quot;)", ["سلمان", "سلطان"]),
        ("<b>صدر جباروف</b> or صادر", ["صدر جباروف", "صادر"]),
        ("قال بوتين، في موسكو: لا،", ["قال بوتين، في موسكو", "لا"]),
        ("is it بوتين.", ["بوتين"]),
        ("قال بوتين.\nهل قال؟\n", ["قال بوتين.", "هل قال؟"]),
        ("مُحَمَّد", ["مُحَمَّد"]),
        ('<a href="قطر">Qatar</a>', []),
        ("no Arabic, Садыр", []),
    ],
)
def test_each_phrase_stands_by_itself(html: str, phrases: list[str]) -> None:
    assert re.findall(r'<bdi lang="ar">(.*?)</bdi>', bidi.isolate_arabic(html)) == phrases


def test_a_page_in_arabic_isolates_in_its_code_alone() -> None:
    assert bidi.turn_right_to_left('<p>قال "قطر"</p><pre>"قطر"</pre>') == (
        '<div dir="rtl" lang="ar"><p>قال "قطر"</p><pre>"<bdi lang="ar">قطر</bdi>"</pre></div>'
    )


@given(st.text(alphabet="قطر ،؟<b>abc,"))
def test_nothing_is_lost(text: str) -> None:
    assert re.sub(r'<bdi lang="ar">|</bdi>', "", bidi.isolate_arabic(text)) == text
