"""Tokens of a spaCy Doc split where a name begins or ends, so that clitics are tokens of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Any

from namelink.integrations.extras import extra

with extra("spacy"):
    from spacy.tokens import Doc, SpanGroup


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
    groups = {key: (group.attrs, [_facts(span) for span in group]) for key, group in doc.spans.items()}
    with doc.retokenize() as retokenizer:
        for i, places in cuts.items():
            parts = [doc[i].text[begin:end] for begin, end in zip([0, *places], [*places, None], strict=True)]
            retokenizer.split(doc[i], parts, _heads(doc[i], parts))
    for key, (attrs, spans) in groups.items():
        doc.spans[key] = SpanGroup(doc, name=key, attrs=attrs, spans=[doc.char_span(*facts) for facts in spans])


def _heads(token: Any, parts: list[str]) -> list[Any]:
    """Return the heads of a token's parts: the longest takes its head, and is that of the others."""
    longest = max(range(len(parts)), key=lambda i: len(parts[i]))
    heads: list[Any] = [(token, longest)] * len(parts)
    if token.head.i != token.i:
        heads[longest] = token.head
    return heads


def _facts(span: Any) -> tuple[Any, ...]:
    return (span.start_char, span.end_char, span.label, span.kb_id, None, "strict", span.id)
