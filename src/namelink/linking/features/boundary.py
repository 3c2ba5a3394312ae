"""Features of the boundary of a span: whether it is part of a longer name (كارل راسين, محمد بن سلمان آل خليفة)."""

from __future__ import annotations

from namelink.features import Feature, Measurement, Registry
from namelink.linking.features.context import ContextCandidate
from namelink.linking.lexicon import LexicalToken
from namelink.model import EntityType


def _part_of_longer_name(c: ContextCandidate) -> Measurement | None:
    for place in (_given_name_before(c), _name_after(c)):
        # A token of a name of its own belongs to no other.
        if place is not None and place not in c.context.long_names:
            return Measurement(1.0, c.document.keys[place])
    return None


def _given_name_before(c: ContextCandidate) -> int | None:
    """Return the place of a given name before a span that makes another person's name of it."""
    excess = c.features.max_given_name_excess
    before = c.document.before(c.span.first) if excess is not None else None
    if before is None or excess is None:
        return None
    place = c.span.first - 1
    # نور الدين أمرابط: a given name of two tokens.
    given = "compound_end" in before.roles or c.document.is_given_name(place, excess)
    return place if given and not c.document.lexicon.sounds_like_own(c.features.match.ref, before.key) else None


def _name_after(c: ContextCandidate) -> int | None:
    """Return the place of a token after a span that makes the name of another person, or thing, of it."""
    after = c.document.after(c.span.stop)
    if after is None or c.features.type is EntityType.ORGANIZATION:
        return None
    if c.features.type is EntityType.PERSON:
        continues = _continues(c, after)
    else:
        plain = c.form.has_demonym or c.form.has_country
        continues = not plain and (after.is_unknown or (c.span.is_single and after.is_surname))
    return c.span.stop if continues else None


def _continues(c: ContextCandidate, after: LexicalToken) -> bool:
    """Whether the token after a person's name makes a longer name of it that is none of theirs."""
    document, span, lexicon = c.document, c.span, c.document.lexicon
    ref = c.features.match.ref
    if "patronymic" in after.roles or "family" in after.roles:
        own = lexicon.own_tokens[ref]
        beyond = document.after(span.stop + 1)
        return after.key not in own or (beyond is not None and beyond.key not in own)
    # Idris is Kamil Idris for short, but not in إدريس حمدوك; and Abbas is not Mahmoud Abbas in عباس محمود.
    max_excess = lexicon.config.given_name_max_excess
    bare = span.is_single and not span.candidates.segmentation.prefix
    given = bare and document.is_given_name(span.first, max_excess)
    if given and (after.is_surname or document.is_given_name(span.stop, max_excess)):
        return True
    return after.is_family_name and after.key not in lexicon.own_tokens[ref]


def _spelled_out(c: ContextCandidate) -> Measurement | None:
    if not c.form.is_initialism:
        return None
    max_zipf = c.document.lexicon.config.letter_max_zipf
    for beside in (c.document.before(c.span.first), c.document.after(c.span.stop)):
        if beside and "letter" in beside.roles and beside.zipf < max_zipf:
            return Measurement(1.0, c.form.text, beside.key)
    return None


def _other_head_noun(c: ContextCandidate) -> Measurement | None:
    trigger = c.trigger
    if trigger is None or c.form.has_demonym or trigger.type is c.features.type:
        return None
    # A place may carry a person's name (شارع, مستشفى); 'in' and 'government of' may precede any name.
    place = trigger.type is EntityType.PLACE
    part = trigger.head and c.features.type is EntityType.PERSON if place else trigger.strong
    return Measurement(1.0, c.form.text, trigger.word) if part else None


BOUNDARY = Registry(
    [
        Feature(
            "part_of_longer_name",
            -7.0,
            "1 where a given name before it, or a surname after it, makes another name of it: Carl Racine.",
            _part_of_longer_name,
        ),
        Feature(
            "spelled_out",
            -7.0,
            "1 where the names of letters continue beside it: BP is not meant in BBS.",
            _spelled_out,
        ),
        Feature(
            "other_head_noun",
            -7.0,
            "1 where the token before it says that the name is of another type: University of Michigan, Dr Ford.",
            _other_head_noun,
        ),
    ]
)
"""Features that make a span part of the name of something else."""
