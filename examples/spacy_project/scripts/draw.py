"""Draw linked texts as a page, with links to Wikidata: ``draw.py LINKED.spacy PAGE.html``."""

from __future__ import annotations

import sys
from pathlib import Path

import spacy
from spacy import displacy
from spacy.tokens import DocBin

from namelink.integrations.displacy import EntityPages


def main(linked: str, page: str) -> None:
    """Write the page."""
    docs = list(DocBin().from_disk(linked).get_docs(spacy.blank("ar").vocab))
    drawn = displacy.render(docs, style="ent", page=True, jupyter=False, options={"kb_url_template": EntityPages()})
    Path(page).write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
