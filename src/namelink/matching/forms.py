"""Forms of a name: a string within the limits, and both halves of one that is written in two scripts."""

from __future__ import annotations

from collections.abc import Sequence

from namelink.config import Limits
from namelink.matching.scoring import NameScorer
from namelink.names import NameText, analyzer
from namelink.text.folding import MOST_FOLDED


def to_name(text: str, limits: Limits) -> NameText | None:
    """Return a string as a name; None where it is too long for one, or has too many tokens, or no letters or digits.

    Folding and spelling may make several letters of one code point, so that all three lengths are bounded, and so is
    the number of tokens: each of one name is compared with each of another.

    >>> [to_name(text, Limits()) is None for text in ("قطر" * 300, "ﷺ" * 300, "中" * 300, "قطر " * 41, "!")]
    [False, True, True, True, True]
    """
    longest = limits.longest_query
    if len(text) > longest:
        return None
    name = analyzer().name(text)
    if not 0 < len(name.tokens) <= limits.most_tokens:
        return None
    if len(text) * MOST_FOLDED <= longest:  # nor does spelling make more letters of one code point
        return name
    folded = sum(map(len, name.tokens)) + len(name.tokens) - 1
    return name if max(folded, sum(map(len, name.letters))) <= longest else None


def forms(name: NameText, scorer: NameScorer) -> tuple[NameText, ...]:
    """Return the forms in which a name is compared: itself, and each half of one that is written in two scripts.

    A name that is written twice is the same as either half: the second half is no extra token. The tokens of each
    script stand side by side, and both halves are spellings of one name; so FC برشلونة is one form.

    >>> from namelink.matching.scoring import default_scorer
    >>> scorer = default_scorer()
    >>> for text in ("قطر (Qatar)", "FC برشلونة", "Doha Qatar"):
    ...     print([form.text for form in forms(analyzer().name(text), scorer)])
    ['قطر (Qatar)', 'قطر', 'qatar']
    ['FC برشلونة']
    ['Doha Qatar']
    """
    token = None if name.text.isascii() else _second_script(name.tokens)
    if token is None:
        return (name,)
    halves = name.between(0, token), name.between(token, len(name.tokens))
    first, second = halves
    if (
        not first.letters
        or not second.letters
        or scorer.score(scorer.compare(first, second)) < scorer.settings.bilingual_score
    ):
        return (name,)
    return (name, *halves)


def _second_script(words: Sequence[str]) -> int | None:
    """Return the place of the first word of a second script, where there are two, one after the other.

    A number goes with the word before it.
    """
    places = []
    last = None
    for place, word in enumerate(words):
        script = analyzer().token(word).script or last
        if last and script != last:
            places.append(place)
        last = script
    return places[0] if len(places) == 1 else None
