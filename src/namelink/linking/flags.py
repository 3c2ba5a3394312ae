"""Flags: a pair of regional indicators is the code of a country, and so a name of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from namelink.cache import BoundedCache
from namelink.gazetteer import Gazetteer
from namelink.matching.decision import CandidateMatch
from namelink.matching.scoring import NameScorer
from namelink.model import NameKind

_INDICATORS = range(0x1F1E6, 0x1F200)
"""The code points of regional indicators, A to Z."""

_FLAG = re.compile(f"[{chr(_INDICATORS[0])}-{chr(_INDICATORS[-1])}]{{2}}")


def country_code(flag: str) -> str:
    """Return the ISO 3166 code that a flag is made of.

    >>> country_code("🇶🇦")
    'QA'
    """
    return "".join(chr(ord("A") + _INDICATORS.index(ord(char))) for char in flag)


class FlagMatcher:
    """Finds the flags of countries that the gazetteer has."""

    def __init__(self, gazetteer: Gazetteer, scorer: NameScorer) -> None:
        self._gazetteer = gazetteer
        self._scorer = scorer
        self._matches = BoundedCache(self._match_of, scorer.config.limits.cached_tokens)

    def match(self, text: str) -> Iterator[tuple[int, int, CandidateMatch]]:
        """Yield the flags of a text, each with its offsets and its country."""
        for found in _FLAG.finditer(text):
            match = self._matches[found.group()]
            if match is not None:
                yield found.start(), found.end(), match

    def _match_of(self, flag: str) -> CandidateMatch | None:
        country = self._gazetteer.entity(f"iso3166:{country_code(flag)}")
        hit = next(self._gazetteer.names_of(country.id), None) if country else None
        if hit is None:
            return None
        evidence = self._scorer.evidence(self._scorer.same_key(flag, flag, NameKind.NAME, clitic=""))
        return CandidateMatch.at(self._gazetteer, hit, evidence)
