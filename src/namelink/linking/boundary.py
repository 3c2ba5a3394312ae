"""What makes a name part of somebody, or something, else's: كارل راسين, محمد بن سلمان آل خليفة, جامعة ميشيغان."""

from __future__ import annotations

from namelink.lang import Trigger, words_of, zipf
from namelink.linking.document import Document, Span
from namelink.linking.evidence import flag
from namelink.linking.lexicon import LexicalToken
from namelink.linking.surface_features import CandidateFeatures, SurfaceFeatures
from namelink.model import EntityType, Evidence

FREQUENT = 5.5
"""The frequency from which a word is one of grammar: في is 'in' more often than the letter V."""


def given_name_before(passage: Document, span: Span, standing: CandidateFeatures) -> int | None:
    """Return the given name before a span that makes it a stranger's, unless it belongs to a name of its own."""
    before = passage.before(span.first) if standing.margin is not None else None
    if before is None or standing.margin is None:
        return None
    given = before.key == "الدين" or passage.is_given_name(span.first - 1, standing.margin)  # نور الدين أمرابط
    if not given or passage.lexicon.sounds_own(standing.contender.ref, before.key):
        return None
    return span.first - 1


def name_after(passage: Document, span: Span, standing: CandidateFeatures, standings: SurfaceFeatures) -> int | None:
    """Return the word after a span that makes the name of a stranger, or of another thing, of it, or None."""
    after = passage.after(span.last)
    if after is None or standing.type is EntityType.ORGANIZATION:
        return None
    if standing.type is EntityType.PERSON:
        other = _goes_on(passage, span, standing, after)
    else:
        plain = standings.has_demonym or standings.has_country
        other = not plain and (after.is_unknown or (span.is_single and after.is_surname))
    return span.last if other else None


def part_of_longer_name(
    passage: Document, span: Span, standing: CandidateFeatures, standings: SurfaceFeatures, cue: Trigger | None
) -> Evidence | None:
    """Return the evidence that a name is part of the name of another thing, or that it is spelt out."""
    spelt_out = standings.is_initials and _is_spelt_out(passage, span)
    if spelt_out or (cue and not standings.has_demonym and _is_part(standing.type, cue)):
        return flag("stranger", passage.wording(span).written, "")
    return None


def _goes_on(passage: Document, span: Span, standing: CandidateFeatures, after: LexicalToken) -> bool:
    """Whether the word after a person's name makes a longer name of it, which is none of theirs."""
    ref = standing.contender.ref
    if after.key in words_of("patronymic") or after.key in words_of("family"):
        own = passage.lexicon.own_words[ref]
        beyond = passage.after(span.last + 1)
        return after.key not in own or (beyond is not None and beyond.key not in own)
    # Idris is Kamil Idris for short, but not in إدريس حمدوك; and Abbas is not Mahmoud Abbas in عباس محمود.
    bare = span.is_single and not span.names.reading.prefix and passage.is_given_name(span.first)
    if bare and (passage.is_given_name(span.last) or after.is_surname):
        return True
    return after.is_family_name and after.key not in passage.lexicon.own_words[ref]


def _is_spelt_out(passage: Document, span: Span) -> bool:
    """Whether initials go on beside the span: بي بي is not BP in بي بي إس."""
    beside = (passage.before(span.first), passage.after(span.last))
    return any(word and word.key in words_of("letter") and zipf(word.key) < FREQUENT for word in beside)


def _is_part(type_: EntityType, cue: Trigger) -> bool:
    """Whether a name is part of a longer one: جامعة ميشيغان, الدكتورة فورد, مستشفى لويس باستور."""
    if cue.type is type_:
        return False
    # A place may carry a person's name (شارع, مستشفى); 'in' and 'government of' may precede any name.
    return (cue.head and type_ is EntityType.PERSON) if cue.type is EntityType.PLACE else cue.strong
