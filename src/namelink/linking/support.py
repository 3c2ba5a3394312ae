"""What takes doubts about a name away: a word before it, its country beside it, its company, the rest of the text."""

from __future__ import annotations

from collections.abc import Mapping

from namelink.linking.doubts import WELL_WORN, is_obscure
from namelink.linking.passage import Passage, Span, is_definite
from namelink.linking.surroundings import Surroundings
from namelink.matching.context import Cue, agent_before
from namelink.matching.decision import Contender
from namelink.model import EntityType
from namelink.text.affixes import ARTICLE
from namelink.text.frequencies import UNKNOWN, zipf


def is_supported_here(
    passage: Passage, span: Span, contender: Contender, cue: Cue | None, countries: Mapping[int, str], plain: bool
) -> bool | None:
    """Whether the words beside a doubtful name show that it is meant; None where the rest of the text may yet tell.

    Args:
        passage: The text.
        span: The name.
        contender: What it may name.
        cue: What the word before it says.
        countries: The words that name a country, with its code.
        plain: Whether the only doubt is that it is also a common word.
    """
    type_ = passage.gazetteer.type_at(contender.ref)
    obscure = is_obscure(passage, contender)
    rarest = min(map(zipf, passage.words(span)))
    rare = rarest <= UNKNOWN
    head = cue is not None and cue.head and (rarest < WELL_WORN or not obscure)
    if cue and cue.type is type_ and (head or (cue.strong and (rare or not obscure))):
        return True
    if obscure and not rare:
        return False
    agent = None if span.reading.prefix else agent_before(passage.tokens, span.first)
    if plain and not obscure and agent in ("speech", "verb"):
        return True  # قالت قطر, زار قطر
    entity = passage.gazetteer.entity_at(contender.ref)
    beside = (countries.get(place) for place in passage.neighbours(span) if place is not None)
    return True if entity.country in {*beside} - {None} and not entity.is_country else None


def is_supported_elsewhere(passage: Passage, span: Span, contender: Contender, around: Surroundings) -> bool:
    """Whether the text names the entity beyond doubt elsewhere, or its like right beside."""
    elsewhere = any(place != span.first for place in around.settled.get(contender.ref, ()))
    return elsewhere or _is_in_company(passage, span, passage.gazetteer.type_at(contender.ref), around)


def admits_name(passage: Passage, span: Span) -> bool:
    """Whether a word that is also a common one may be a name where it stands.

    It may after a title, or a word that speaks of somebody (قال, أن, مع); not as an adjective (رد سريع, الذخيرة
    الحية), nor where a noun with the article follows whose possession it is (سلامة الشهود).
    """
    before, after = passage.neighbours(span)
    keys = passage.tokens.keys
    definite = span.reading.word.startswith(ARTICLE)
    agent = None if span.reading.prefix else agent_before(passage.tokens, span.first)
    if agent == "speech":
        return True
    if not definite and after is not None and is_definite(keys[after]) and not keys[after].startswith("و"):
        return False
    if before is None or span.reading.prefix or agent or passage.cue(span.first) is not None:
        return True
    return definite and not is_definite(keys[before])


def _is_in_company(passage: Passage, span: Span, type_: EntityType, around: Surroundings) -> bool:
    """Whether a name of the same type stands right beside, joined by و or a comma."""
    places = around.places.get(type_, ())
    tokens = passage.tokens
    after = span.last < len(tokens) and tokens.keys[span.last].startswith("و")
    before = span.reading.prefix.startswith("و") or not tokens.joined[span.first]
    return (after and span.last in places) or (before and span.first - 1 in places)
