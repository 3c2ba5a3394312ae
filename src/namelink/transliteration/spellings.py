"""Spellings of a name with their probabilities, and how those of its parts are combined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from namelink.model import Transliteration

Spellings = dict[str, float]
"""Spellings with their probabilities, which sum to 1 at most."""

_CHANCE = itemgetter(1)


def best(spellings: Mapping[str, float], number: int) -> Spellings:
    """Return the likeliest spellings, the first of them first.

    >>> best({"Salim": 0.2, "Selim": 0.5, "Saleem": 0.3}, 2)
    {'Selim': 0.5, 'Saleem': 0.3}
    """
    return dict(sorted(sorted(spellings.items()), key=_CHANCE, reverse=True)[:number])


def extend(wholes: Spellings, between: str, parts: Mapping[str, float], number: int) -> Spellings:
    """Return the likeliest spellings of a name whose beginning and whose next part are spelt.

    >>> extend({"Ali": 1.0}, " ", {"Hassan": 0.75, "Hasan": 0.25}, 5)
    {'Ali Hassan': 0.75, 'Ali Hasan': 0.25}
    """
    if len(wholes) == 1:
        (head, chance), *_ = wholes.items()
        return best({f"{head}{between}{text}": chance * p for text, p in parts.items()}, number)
    heads, tails = list(best(wholes, number).items()), list(best(parts, number).items())
    found: Spellings = {}
    for rank, (head, chance) in enumerate(heads, 1):
        # What is likelier in both halves is likelier as a whole, so this head has no other place among the likeliest.
        for text, p in tails[: number // rank]:
            whole = f"{head}{between}{text}"
            found[whole] = found.get(whole, 0.0) + chance * p
    return best(found, number)


def summed(pairs: Iterable[tuple[str, float]]) -> Spellings:
    """Return spellings whose probabilities are given in shares."""
    found: Spellings = {}
    for text, probability in pairs:
        found[text] = found.get(text, 0.0) + probability
    return found


def pieces(text: str, most: int) -> Iterator[str]:
    """Yield a text in pieces that end with a white space, where one stands among so many characters.

    >>> list(pieces("علي حسن سليم", 9))
    ['علي حسن ', 'سليم']
    """
    start = 0
    while len(text) - start > most:
        end = next((at for at in range(start + most, start, -1) if text[at - 1].isspace()), start + most)
        yield text[start:end]
        start = end
    yield text[start:]


def blend(attested: Spellings, modelled: Spellings, share: float) -> Spellings:
    """Return attested spellings with a share of the probability, and those of a model with the rest.

    >>> blend({"Ali": 1.0}, {"Ali": 0.5, "Aly": 0.5}, 0.75)
    {'Ali': 0.875, 'Aly': 0.125}
    """
    rest = {text: (1 - share) * probability for text, probability in modelled.items()}
    return summed([*rest.items(), *((text, share * probability) for text, probability in attested.items())])


def normalized(weights: Mapping[str, float]) -> Spellings:
    """Return weights as probabilities that sum to 1.

    >>> normalized({"Ali": 3.0, "Aly": 1.0})
    {'Ali': 0.75, 'Aly': 0.25}
    """
    total = sum(weights.values())
    return {text: weight / total for text, weight in weights.items()}


def ranked(spellings: Mapping[str, float]) -> tuple[Transliteration, ...]:
    """Return spellings as values, the likeliest first."""
    found = best(spellings, len(spellings))
    return tuple(Transliteration(text, min(probability, 1.0)) for text, probability in found.items() if text)
