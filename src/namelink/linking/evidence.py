"""Evidence of names in texts: the features of matching that linking measures too, and its own, with their weights."""

from __future__ import annotations

from namelink.features import Measurement, evidence
from namelink.matching.features import FEATURES
from namelink.model import Evidence

FEATURES_OF_TEXTS = {
    "common": (-8.0, "1 where the name is also a common word: قطر, مالي."),
    "support": (
        1.0,
        "Log-odds of the evidence against the name (common, obscure) that the words around it, or the rest"
        " of the text, take away.",
    ),
    "against": (-9.0, "1 where the words around it show the common word."),
    "obscure": (-4.0, "How much likelier the words are another word, or a given name, than this little known entity."),
    "grammar": (
        -6.0,
        "1 where the form of the word is not that of a name: tanwin, or an adjective that does not agree.",
    ),
    "stranger": (-7.0, "1 where the words beside it make a longer name of it."),
    "established": (1.0, "1 where a short form stands for a person whose full name the text holds."),
}
"""The features of linking: what one unit of each adds to the log-odds, and what it measures."""


def measure(feature: str, value: float, query: str, name: str) -> Evidence:
    """Return the evidence of a feature with a value."""
    weight = FEATURES_OF_TEXTS[feature][0] if feature in FEATURES_OF_TEXTS else FEATURES[feature].weight
    return evidence(feature, Measurement(value, query, name), weight)


def flag(feature: str, query: str, name: str) -> Evidence:
    """Return the evidence of a feature that is either there or not."""
    return measure(feature, 1.0, query, name)
