"""Make a corpus of spaCy of texts and their gold: ``make_corpus.py TEXTS.jsonl GOLD.spacy``.

A line of TEXTS holds a ``text`` and its ``mentions``, each with the ``text`` of a name, its ``label``, and the ``id``
of what it names, null where that is nothing known. They are listed in the order in which they stand in the text.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin, Span

NLP = spacy.blank("ar")


def annotated(row: dict[str, Any]) -> Doc:
    """Return a text with its gold as entities; where a name is a part of a token, the entity is the whole token."""
    doc = NLP(row["text"])
    doc.set_ents(list(entities(doc, row["mentions"])))
    return doc


def entities(doc: Doc, mentions: list[dict[str, Any]]) -> Iterator[Span]:
    """Yield the entity of each mention."""
    end = 0
    for mention in mentions:
        start = doc.text.find(mention["text"], end)
        if start < 0:
            raise SystemExit(f"{mention['text']!r} is not in the text {doc.text!r}, after the mention before it")
        end = start + len(mention["text"])
        yield doc.char_span(start, end, label=mention["label"], kb_id=mention["id"] or "", alignment_mode="expand")


def main(texts: str, gold: str) -> None:
    """Write the corpus."""
    with Path(texts).open(encoding="utf-8") as rows:
        docs = [annotated(json.loads(row)) for row in rows]
    Path(gold).parent.mkdir(exist_ok=True)
    DocBin(docs=docs).to_disk(gold)


if __name__ == "__main__":
    main(*sys.argv[1:])
