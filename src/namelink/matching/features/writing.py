"""Features of how the two are written: slips of the pen, initials, joined tokens and order."""

from __future__ import annotations

from namelink.features import Measurement
from namelink.lang import differ_in_gender, language_of
from namelink.lang.ar.name_parts import attested, is_given
from namelink.matching.features.comparison import NameComparison
from namelink.matching.features.declaration import Declarations, flag
from namelink.matching.features.parts_of_name import count_parts, of_role, text_of
from namelink.matching.token_alignment import MatchedPair
from namelink.model import NameKind
from namelink.names.parts import Role

WRITING = Declarations()


@WRITING.feature(
    "1 where the two tokens that are least alike are one slip of the pen apart, in one script but the Arabic."
)
def _slip(c: NameComparison) -> Measurement | None:
    weakest = c.tokens.weakest
    if weakest is None or weakest.log_odds >= 0:
        return None
    a, b = weakest.a.letters, weakest.b.letters
    alone = count_parts(c.query_identity) == 1
    least = c.settings.slip_letters_alone if alone else c.settings.slip_letters
    if not (a.isascii() and b.isascii()) or min(len(a), len(b)) < least or attested(a, b) < 0:
        return None
    from rapidfuzz.distance import OSA  # here, because most programs wait for it in vain

    found = OSA.distance(a, b, score_cutoff=1) <= 1 and not differ_in_gender(a, b)
    return flag(found, a, b)


@WRITING.feature("Initials that may stand for a name of the other: V. Putin.")
def _initial(c: NameComparison) -> Measurement | None:
    found = c.tokens.initials
    return Measurement(len(found), c.query, c.name) if found else None


@WRITING.feature(
    "1 where an initial stands for no name of the other, though one is without a partner or left out for short."
)
def _other_initial(c: NameComparison) -> Measurement | None:
    sides = (c.tokens.extra, c.tokens.missing, c.missing_identity), (c.tokens.missing, c.tokens.extra, c.extra_identity)
    for lost, others, identity in sides:
        initials = of_role(lost, Role.INITIAL)
        if initials and (identity or of_role(others, Role.INITIAL) or c.kind is NameKind.SHORT):
            return Measurement(1.0, " ".join(initials), text_of(others))
    return None


@WRITING.feature("1 where one writes some of its tokens together and the other apart: Vonderleyen, von der Leyen.")
def _joined(c: NameComparison) -> Measurement | None:
    # Where all are written together the two are compared as one word, which says enough: جورجتاون is Georgetown too.
    return flag(c.tokens.is_joined and len(c.tokens.matched) > 1, c.query, c.name)


@WRITING.feature(
    "1 where the parts stand in another order, given name first where a comma says which it is; of things, where one "
    "language is not used to put the head noun first and the other last."
)
def _order(c: NameComparison) -> Measurement | None:
    if c.is_thing and c.tokens.matched and _differ_in_order(c.tokens.matched[0]):
        return None
    places = [pair.places[1] for pair in c.agreeing]
    return flag(places != sorted(places), c.query, c.name)


@WRITING.feature("1 where given names have changed places: حسن علي is not علي حسن.")
def _swapped(c: NameComparison) -> Measurement | None:
    moved = [pair for pair in c.agreeing if pair.places[0] != pair.places[1]]
    found = len(moved) > 1 and all(is_given(p.a.letters) and is_given(p.b.letters) for p in moved)
    return flag(found and _order(c), c.query, c.name)


def _differ_in_order(pair: MatchedPair) -> bool:
    """Whether two tokens are of languages of which one has the head noun first, the other last."""
    return language_of(pair.a.form).head_noun_first != language_of(pair.b.form).head_noun_first
