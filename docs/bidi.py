"""Arabic in English pages: each phrase by itself, or browsers turn a list of two round; and pages in Arabic."""

from __future__ import annotations

import re

_TAG = re.compile(r"(<[^>]*>)")
_BLOCK = re.compile("<pre>.*?</pre>", re.DOTALL)
# Letters, marks and digits of Arabic, without its punctuation.
_WORD = "[\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdfb\ufe70-\ufefc]+"
# A phrase goes on over Arabic commas and full stops; a line that is all Arabic keeps its last one too.
_PHRASE = f"{_WORD}(?:[،؛؟.]? {_WORD})*[؟]?"
_PHRASES = re.compile(f"^{_PHRASE}[.]$|{_PHRASE}", re.MULTILINE)


def isolate_arabic(html: str) -> str:
    """Return HTML in which each Arabic phrase stands in an element of its own.

    In `compare("سلمان", "سلطان")` nothing but neutral signs stands between two right-to-left words, so that
    the bidirectional algorithm shows the second one first.

    >>> isolate_arabic('<p title="قطر">قطر, مالي</p>')
    '<p title="قطر"><bdi lang="ar">قطر</bdi>, <bdi lang="ar">مالي</bdi></p>'
    """
    parts = _TAG.split(html)
    return "".join(part if i % 2 else _PHRASES.sub(r'<bdi lang="ar">\g<0></bdi>', part) for i, part in enumerate(parts))


def turn_right_to_left(html: str) -> str:
    """Return the HTML of a page in Arabic, which reads from right to left but for its blocks of code.

    Phrases of a block are isolated, as in English pages. Those of its prose need no help, and suffer from it: browsers
    misplace what stands before an isolate that goes on in the next line.

    >>> turn_right_to_left("<p>قطر</p>")
    '<div dir="rtl" lang="ar"><p>قطر</p></div>'
    """
    return f'<div dir="rtl" lang="ar">{_BLOCK.sub(lambda block: isolate_arabic(block[0]), html)}</div>'
