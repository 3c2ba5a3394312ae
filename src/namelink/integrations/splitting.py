"""Tokens of a spaCy Doc split where a name begins or ends, so that clitics are tokens of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from namelink.integrations.extras import extra

with extra("spacy"):
    from spacy.tokens import Doc, Span, SpanGroup


def split_tokens(doc: Doc, offsets: Iterable[int]) -> None:
    """Split the tokens of a doc at some offsets, in place; its span groups keep their text.

    Args:
        doc: The doc.
        offsets: Offsets in ``doc.text``, in code points. Those between two tokens change nothing.

    >>> import spacy
    >>> doc = spacy.blank("ar")("روسيا وقيرغيزستان")
    >>> split_tokens(doc, [7])
    >>> [token.text for token in doc]
    ['روسيا', 'و', 'قيرغيزستان']
    """
    wanted = sorted(set(offsets))
    cuts: dict[int, list[int]] = {}
    for token in doc:
        inside = wanted[bisect_right(wanted, token.idx) : bisect_left(wanted, token.idx + len(token))]
        if inside:
            cuts[token.i] = [offset - token.idx for offset in inside]
    if not cuts:
        return
    parts = {i: _parts(doc[i].text, places) for i, places in cuts.items()}
    groups = {key: (group.attrs, [_facts(span) for span in group]) for key, group in doc.spans.items()}
    heads = _heads(doc, parts) if doc.has_annotation("DEP") else {}
    with doc.retokenize() as retokenizer:
        for i, texts in parts.items():
            retokenizer.split(doc[i], texts, [(doc[i], 0)] * len(texts))
    at = {token.idx: token for token in doc}
    for begin, head in heads.items():
        at[begin].head = at[head]
    for key, (attrs, spans) in groups.items():
        doc.spans[key] = SpanGroup(doc, name=key, attrs=attrs, spans=[doc.char_span(*facts) for facts in spans])


def _parts(text: str, places: list[int]) -> list[str]:
    return [text[begin:end] for begin, end in zip([0, *places], [*places, None], strict=True)]


def _heads(doc: Doc, parts: dict[int, list[str]]) -> dict[int, int]:
    """Return the head of each token to be, both by their offsets: the longest part stands for the whole."""
    begins = {token.i: [token.idx] for token in doc}
    main = {token.i: token.idx for token in doc}
    for i, texts in parts.items():
        begins[i] = list(accumulate(map(len, texts[:-1]), initial=doc[i].idx))
        main[i] = max(zip(map(len, texts), begins[i], strict=True), key=lambda part: part[0])[1]
    return {
        begin: main[token.head.i] if begin == main[token.i] else main[token.i]
        for token in doc
        for begin in begins[token.i]
    }


def _facts(span: Span) -> tuple[Any, ...]:
    return (span.start_char, span.end_char, span.label, span.kb_id, None, "strict", span.id)
