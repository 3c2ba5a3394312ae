"""Values as a prompt or a notebook shows them: short, and without what is private."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from namelink import Gazetteer, LinkedText, Mention, Resolution, Resolver, link, resolve


@pytest.mark.parametrize("query", ["قطر", "صدير جبروف", "طرابلس", "كلينتون", "لا يعرفه أحد", "ق" * 5000, "\ud800" * 90])
def test_a_resolution_is_shown_in_a_line(query: str) -> None:
    shown = repr(resolve(query))
    assert len(shown) <= 200
    assert re.fullmatch(
        r"Resolution\('.*, (MATCH|AMBIGUOUS|NIL), id=.*, name=.*, score=\d\.\d{3}, \d candidates?\)", shown
    )


def test_what_is_shown() -> None:
    r = resolve("قطر")
    assert repr(r) == "Resolution('قطر', MATCH, id='wikidata:Q846', name='Qatar', score=0.998, 1 candidate)"
    assert repr(r.candidates[0]) == "Candidate('wikidata:Q846', 'Qatar', score=0.998, matched_name='قطر')"
    assert re.fullmatch(r"Entity\('wikidata:Q846', place, 'Qatar', country='QA', \d+ names\)", repr(r.entity))
    (mention,) = linked = link("زار الدوحة")
    assert repr(mention) == "Mention(4:10, 'الدوحة', name, id='wikidata:Q3861', name='Doha', score=0.998)"
    assert repr(linked) == "LinkedText(10 characters, 1 mention)"
    assert repr(LinkedText("ا" * 3812, ())) == "LinkedText(3,812 characters, 0 mentions)"


def test_a_resolver_and_its_gazetteer_are_shown() -> None:
    mine = Gazetteer.from_records([{"id": "x:1", "type": "person", "names": [{"text": "فادي", "lang": "ar"}]}])
    assert repr(mine) == "Gazetteer(1 entity, 1 name: memory)"
    assert repr(Resolver(mine)) == "Resolver(Gazetteer(1 entity, 1 name: memory))"
    assert ": memory, " in repr(Gazetteer.layers(mine, Gazetteer.default()))


class Tags(HTMLParser):
    """Collects the tags and the text of a document."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.data += data


def test_a_notebook_shows_the_marked_text() -> None:
    text = "زار <b>بوتين</b> & الوزير فادي الكركبي «القيادة القيرغيزية» \ud800"
    shown = link(text, unknown=True)._repr_html_()
    seen = Tags(shown)
    assert seen.tags == ["div", "mark", "mark", "mark"]
    assert seen.data == text.replace("\ud800", "?")
    assert "rgb(31, 95, 196)" in shown  # a person
    assert "2px dashed" in shown
    assert "2px dotted" in shown
    assert "Vladimir Putin · wikidata:Q7747" in shown


def test_nothing_of_a_record_is_markup() -> None:
    name = '"><script>alert(1)</script>'
    records = [
        {"id": 'x:"><i>', "type": "place", "names": [{"text": name, "lang": "en"}, {"text": "زغرب", "lang": "ar"}]}
    ]
    resolver = Resolver(Gazetteer.from_records(records))
    shown = resolver.link("في زغرب")._repr_html_()
    assert Tags(shown).tags == ["div", "mark"]
    assert "<script" not in shown
    assert isinstance(resolver.link("في زغرب")[0], Mention)
    assert isinstance(resolver.resolve("زغرب"), Resolution)
