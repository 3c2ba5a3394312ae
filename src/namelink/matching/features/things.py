"""Features of names of things: own names, head nouns and numbers that one has and the other lacks."""

from __future__ import annotations

from collections.abc import Sequence

from namelink.features import Measurement
from namelink.lang import general_meanings
from namelink.matching.features.comparison import NameComparison
from namelink.matching.features.declaration import Declarations, flag
from namelink.matching.features.parts_of_name import of_role
from namelink.names.parts import Role
from namelink.names.structure import PartToken

THINGS = Declarations()


@THINGS.feature(
    "1 where each has an own name, or what is like one, that the other lacks: Siemens Energy, Siemens Gamesa."
)
def _other_own_name(c: NameComparison) -> Measurement | None:
    extra, missing = of_role(c.tokens.extra, Role.NAME), of_role(c.tokens.missing, Role.NAME)
    nouns = _head_nouns(c.tokens.extra), _head_nouns(c.tokens.missing)
    found = (extra and missing) or (extra and nouns[1]) or (missing and nouns[0])
    return flag(found and c.tokens.matched, " ".join(extra or nouns[0]), " ".join(missing or nouns[1]))


@THINGS.feature("1 where each has a head noun that the other lacks: a bank is no insurer, the north not the south.")
def _different_head_noun(c: NameComparison) -> Measurement | None:
    extra, missing = _head_nouns(c.tokens.extra), _head_nouns(c.tokens.missing)
    return flag(extra and missing, " ".join(extra), " ".join(missing))


@THINGS.feature(
    "1 where one has a head noun that says more than company or city, and the other has none: جامعة القاهرة."
)
def _lacking_head_noun(c: NameComparison) -> Measurement | None:
    extra, missing = _head_nouns(c.tokens.extra), _head_nouns(c.tokens.missing)
    return flag(bool(extra) != bool(missing), " ".join(extra), " ".join(missing))


@THINGS.feature("1 where each has a number that the other lacks: the fourth division is not the fifth.")
def _other_number(c: NameComparison) -> Measurement | None:
    extra, missing = (_numbers(tokens) + _bracketed(tokens) for tokens in (c.tokens.extra, c.tokens.missing))
    return flag(extra and missing, " ".join(extra), " ".join(missing))


@THINGS.feature("1 where one has a number and the other has none.")
def _lacking_number(c: NameComparison) -> Measurement | None:
    extra, missing = _numbers(c.tokens.extra), _numbers(c.tokens.missing)
    return flag(bool(extra) != bool(missing), " ".join(extra), " ".join(missing))


def _head_nouns(tokens: Sequence[PartToken]) -> list[str]:
    """Return the head nouns that say more than company or city."""
    return [
        token.letters for token in tokens if token.role is Role.HEAD_NOUN and token.meaning not in general_meanings()
    ]


def _bracketed(tokens: Sequence[PartToken]) -> list[str]:
    """Return the numbers in brackets, which may be those of footnotes, or tell namesakes apart: Mars (2), Mars (3)."""
    return [token.letters for token in tokens if token.role is Role.NOISE and token.meaning]


def _numbers(tokens: Sequence[PartToken]) -> list[str]:
    return [u.letters for u in tokens if u.role is Role.NUMBER or (u.letters.isdigit() and u.role is not Role.NOISE)]
