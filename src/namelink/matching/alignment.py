"""Weighted edit distance between words, given by their letters.

An edit replaces a group of up to three letters by another (see `namelink.matching.costs`). Words may be of any
alphabets.
"""

from __future__ import annotations

import functools

from namelink.kernel import Aligner
from namelink.matching.costs import UNSEEN, UNWRITTEN, Edit, edit_costs
from namelink.phonetics.alphabet import ALPHABETS, alphabet_of_letters, alphabet_place, decode, encode


@functools.cache
def aligner(implementation: type[Aligner] = Aligner) -> Aligner:
    """Return what aligns words, given by their letters as bytes, by the learned costs."""
    learned = [
        (row, column, encode(a), encode(b), cost)
        for row, rows in enumerate(ALPHABETS)
        for column, columns in enumerate(ALPHABETS)
        for (a, b), cost in edit_costs(rows, columns).items()
    ]
    return implementation(
        [encode(alphabet.word_letters) for alphabet in ALPHABETS],
        bytes(map(alphabet_place, range(256))),
        learned,
        [UNWRITTEN[alphabet] for alphabet in ALPHABETS],
        UNSEEN,
    )


def cost(a: str, b: str) -> int:
    """Return the cost of one word for another, in hundredths of a natural logarithm.

    >>> cost("صدر", "صادر") < cost("صدر", "بدر")
    True
    """
    return aligner().cost(encode(a), encode(b))


def edits(a: str, b: str) -> list[Edit]:
    """Return the edits that make one word of another, equal letters included, in order.

    They are the same whichever of the two stands first: see `in_order`.

    >>> edits("صدر", "صادر")
    [('ص', 'ص'), ('ا', ''), ('د', 'د'), ('ر', 'ر')]
    """
    return [(decode(x), decode(y)) for x, y in aligner().edits(*map(encode, in_order(a, b)))]


def in_order(a: str, b: str) -> tuple[str, str]:
    """Return two words, that of the first alphabet first, and of two of one alphabet the one that sorts first."""
    return (a, b) if _order(a) <= _order(b) else (b, a)


def _order(word: str) -> tuple[int, str]:
    return ALPHABETS.index(alphabet_of_letters(word)), word
