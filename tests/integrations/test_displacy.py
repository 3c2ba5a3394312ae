from __future__ import annotations

import pytest

from namelink.integrations.displacy import EntityPages


@pytest.mark.parametrize(
    ("id", "page"),
    [
        ("wikidata:Q7747", "https://www.wikidata.org/wiki/Q7747"),
        ("geonames:787050", "#"),
        ("desk:42", "#"),
        ("wikidata:", "#"),
        ("Q7747", "#"),
        ("", "#"),
        ('wikidata:Q1"><script>', "https://www.wikidata.org/wiki/Q1%22%3E%3Cscript%3E"),
    ],
)
def test_ids_of_wikidata_have_a_page(id: str, page: str) -> None:
    assert EntityPages().format(id) == page


@pytest.mark.parametrize("style", ["ent", "span"])
def test_what_displacy_draws_opens_the_page(style: str) -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("ar")
    nlp.add_pipe("namelink", config={"spans_key": "sc"})
    doc = nlp("زار بوتين موسكو")
    drawn = spacy.displacy.render(doc, style=style, jupyter=False, options={"kb_url_template": EntityPages()})
    for id in ("Q7747", "Q649"):
        assert f'href="https://www.wikidata.org/wiki/{id}"' in drawn
        assert f">wikidata:{id}</a>" in " ".join(drawn.split()).replace("> ", ">").replace(" <", "<")
