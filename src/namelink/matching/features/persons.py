"""Features of names of persons: generation, gender and the halves of compounds and links."""

from __future__ import annotations

from collections.abc import Sequence

from namelink.features import Measurement
from namelink.lang import differ_in_gender, words_of
from namelink.matching.features.comparison import NameComparison
from namelink.matching.features.declaration import Declarations, flag
from namelink.matching.features.parts_of_name import is_among, of_role
from namelink.names.parts import Role
from namelink.names.structure import PartToken
from namelink.phonetics.keys import phonetic_key

PERSONS = Declarations()


@PERSONS.feature("1 where each has a generation that the other lacks: Jr., Sr.")
def _other_generation(c: NameComparison) -> Measurement | None:
    extra, missing = of_role(c.tokens.extra, Role.GENERATION), of_role(c.tokens.missing, Role.GENERATION)
    return flag(extra and missing, " ".join(extra), " ".join(missing))


@PERSONS.feature("1 where the given names are of a man and a woman: كريم, كريمة; Francisco, Francisca.")
def _gender(c: NameComparison) -> Measurement | None:
    for pair in c.tokens.matched:
        if (
            pair.a.role is Role.GIVEN is pair.b.role
            and not pair.a.is_head
            and differ_in_gender(pair.a.form, pair.b.form)
        ):
            return Measurement(1.0, pair.a.letters, pair.b.letters)
    return None


@PERSONS.feature("1 where each has the half of a part that the other lacks: سعد الدين, سعد الله; أبو علي, أم علي.")
def _other_half(c: NameComparison) -> Measurement | None:
    extra, missing = _halves(c.tokens.extra), _halves(c.tokens.missing)
    return flag(extra and missing and extra.isdisjoint(missing), " ".join(sorted(extra)), " ".join(sorted(missing)))


@PERSONS.feature("1 where only one has the half of a part: أبو مازن is not مازن, nor عبد الرحمن الرحمن.")
def _lacking_half(c: NameComparison) -> Measurement | None:
    sons = words_of("patronymic")
    for lost, others in ((c.tokens.extra, c.tokens.missing), (c.tokens.missing, c.tokens.extra)):
        half = next((u for u in lost if u.is_head and u.role is not Role.PATRONYMIC and u.letters not in sons), None)
        if half is not None and not _halves(others):
            is_query = lost is c.tokens.extra
            agreeing = [pair.a if is_query else pair.b for pair in c.agreeing]
            tokens = (c.tokens.query if is_query else c.tokens.name).tokens
            if any(token.part == half.part and is_among(token, tokens) for token in agreeing):
                return Measurement(1.0, half.letters)
    return None


def _halves(tokens: Sequence[PartToken]) -> set[str]:
    """Return the halves of parts among some tokens, by their meaning or their sound: father, son, aldin."""
    return {token.meaning or phonetic_key(token.form or token.letters) for token in tokens if token.is_head}
