"""Names written twice, in two scripts: قطر Qatar, محمد علي (Mohamed Ali)."""

from __future__ import annotations

import functools

from namelink.matching.features import compare_words, probability
from namelink.names import analyzer
from namelink.scripts import script_code

ONE_NAME = 0.8
"""The probability from which the two halves of a name are spellings of one name."""


@functools.lru_cache(maxsize=1 << 14)
def halves(name: str) -> tuple[str, ...]:
    """Return the two spellings of which a name consists, or nothing where it is not written twice.

    Such a name is the same as either half: its second half is no extra word. The words of each script stand side by
    side, and both halves are spellings of one name; so FC برشلونة has no halves.

    >>> halves("قطر (Qatar)"), halves("FC برشلونة"), halves("Doha Qatar")
    (('قطر', 'qatar'), (), ())
    """
    if name.isascii():
        return ()
    runs = [" ".join(run) for run in _runs([part.form for part in analyzer().name(name).parts])]
    if len(runs) != 2:
        return ()
    first, second = (analyzer().name(run).letters for run in runs)
    if not first or not second or probability(compare_words(first, second)) < ONE_NAME:
        return ()
    return tuple(runs)


def _runs(words: list[str]) -> list[list[str]]:
    """Return words in runs of one script; a number goes with the word before it."""
    runs: list[list[str]] = []
    last = None
    for word in words:
        own = script_code(word) or last
        if not runs or (last and own != last):
            runs.append([])
        runs[-1].append(word)
        last = own
    return runs
