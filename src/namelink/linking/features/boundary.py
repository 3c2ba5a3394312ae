"""Features of the boundary of a span: whether it is part of a longer name (كارل راسين, محمد بن سلمان آل خليفة)."""

from __future__ import annotations

from collections.abc import Iterator

from namelink.features import Feature, Measurement, Registry
from namelink.lang import is_definite, name_words
from namelink.lang.ar.name_parts import is_given
from namelink.linking.features.context import ContextCandidate
from namelink.linking.lexicon import LexicalToken
from namelink.model import EntityType, NameKind
from namelink.phonetics.alphabet import letters_of


def _part_of_longer_name(c: ContextCandidate) -> Measurement | None:
    for place in _places_beside(c):
        # A token of a name of its own belongs to no other.
        if place is not None and place not in c.context.long_names:
            return Measurement(1.0, c.document.keys[place])
    return None


def _places_beside(c: ContextCandidate) -> Iterator[int | None]:
    """Yield the places of tokens beside a span that belong to its name; None for each kind of which there is none."""
    document, span = c.document, c.span
    if document.joined[span.first]:
        yield _given_name_before(c)
        yield _child_before(c)
        yield _direction_before(c)
        yield _street_before(c)
    if document.after(span.stop) is not None:
        yield _name_after(c)
        yield _street_after(c)
    yield _person_around(c)
    if document.has_quotations:
        yield _quoted_beside(c)
    if document.tells_capitals:
        yield _capital_beside(c)


def _given_name_before(c: ContextCandidate) -> int | None:
    """Return the place of a given name before a span that makes another person's name of it."""
    excess = c.features.max_given_name_excess
    before = c.document.before(c.span.first) if excess is not None else None
    if before is None or excess is None:
        return None
    place = c.span.first - 1
    if not c.document.may_be_name(place):
        return None
    # نور الدين أمرابط: a given name of two tokens.
    given = "compound_end" in before.roles or c.document.is_given_name(place, excess)
    return place if given and not c.document.lexicon.sounds_like_own(c.features.match.ref, before.key) else None


def _child_before(c: ContextCandidate) -> int | None:
    """Return the place of what makes another person of a full name, the father: رانيا فريد شوقي, سعد بن صدام حسين."""
    document, span, features = c.document, c.span, c.features
    if features.type is not EntityType.PERSON or span.is_single or span.candidates.segmentation.prefix:
        return None
    lexicon = document.lexicon
    own, first = lexicon.own_tokens[features.match.ref], span.first
    # Of رانيا فريد شوقي no shorter part is the father either.
    while (token := document.before(first)) is not None and token.key in own and token.trigger is None:
        first -= 1
    place = first - 1
    if token is None or token.is_definite or lexicon.sounds_like_own(features.match.ref, token.key):
        return None
    if "patronymic" in token.roles:
        return place if document.before(place) is not None else None
    max_excess = lexicon.config.given_name_max_excess - lexicon.config.child_min_excess
    return place if document.may_be_name(place) and document.is_given_name(place, max_excess) else None


def _person_around(c: ContextCandidate) -> int | None:
    """Return the place of what makes a person's name of a demonym: سمير اليمني, تركي بن سعد."""
    document, span = c.document, c.span
    if not c.features.is_demonym or not span.is_single or span.candidates.segmentation.prefix:
        return None
    before, after = document.before(span.first), document.after(span.stop)
    if after is not None and "patronymic" in after.roles and document.after(span.stop + 1) is not None:
        return span.stop
    if before is None or not is_definite(span.candidates.segmentation.word):
        return None
    config = document.lexicon.config
    given = document.is_given_name(span.first - 1, config.given_name_max_excess - config.child_min_excess)
    return span.first - 1 if given else None


def _direction_before(c: ContextCandidate) -> int | None:
    """Return the place of a direction before a span that begins with one: شمال غرب أوروبا is not غرب أوروبا."""
    before = c.document.before(c.span.first)
    if before is None or "direction" not in c.document.tokens[c.span.first].roles:
        return None
    return c.span.first - 1 if before.has_role("direction") else None


def _quoted_beside(c: ContextCandidate) -> int | None:
    """Return the place of a token that a short quotation after a head noun has beside a span: شركة "برلين للحلول"."""
    document, span = c.document, c.span
    quoted = document.quotation(span.first, document.lexicon.config.quoted_name_longest)
    if quoted is None or (quoted.start, quoted.stop) == (span.first, span.stop) or c.form.has_demonym:
        return None
    noun = document.tokens[quoted.start - 1].trigger if quoted.start else None
    if noun is None or not noun.head or noun.type is not EntityType.ORGANIZATION:
        return None
    return span.stop if span.stop < quoted.stop else span.first - 1


def _name_after(c: ContextCandidate) -> int | None:
    """Return the place of a token after a span that makes the name of another person, or thing, of it."""
    after, place = c.document.after(c.span.stop), c.span.stop
    if after is None or c.features.type is EntityType.ORGANIZATION or not c.document.may_be_name(place):
        return None
    if after.language.violates_orthography(c.document.written(place), after.key):
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
        if beyond is not None and beyond.is_word:
            return False  # صدام حسين ابن عمه: his cousin
        return after.key not in own or (beyond is not None and beyond.key not in own)
    # Idris is Kamil Idris for short, but not in إدريس حمدوك; and Abbas is not Mahmoud Abbas in عباس محمود.
    max_excess = lexicon.config.given_name_max_excess
    bare = span.is_single and not span.candidates.segmentation.prefix
    given = bare and document.is_given_name(span.first, max_excess)
    if given and (after.is_surname or document.is_given_name(span.stop, max_excess)):
        return True
    return after.is_family_name and after.key not in lexicon.own_tokens[ref]


def _capital_beside(c: ContextCandidate) -> int | None:
    """Return the place of a token with a capital that makes a longer name of a span: the National Harp Foundation.

    A surname alone is another person's before one, and a common word is no name by itself beside one.
    """
    document, span = c.document, c.span
    if c.form.has_demonym:
        return None
    if c.form.has_country:
        return _surname_after(c)
    capitals = [place for place in range(span.first, span.stop) if document.written(place)[:1].isupper()]
    if len(capitals) != 1:
        return None
    after = span.stop if document.after(span.stop) and document.is_capitalized(span.stop) else None
    if c.features.type is EntityType.PERSON:
        return after if after is not None else _rare_name_before(c)
    config = document.lexicon.config
    if c.features.match.weight >= config.high_prominence:
        return None
    if span.is_single and c.features.type is EntityType.PLACE:
        return None  # Paris Fashion Week is in Paris, but the West Coast is not in the West
    if document.tokens[capitals[0]].zipf < config.capitalized_word_min_zipf:
        return None
    before = span.first - 1 if document.before(span.first) and document.is_capitalized(span.first - 1) else None
    starts = before is not None and document.before(before) is None  # the first word of a sentence has a capital anyway
    return after if after is not None or starts else before


def _rare_name_before(c: ContextCandidate) -> int | None:
    """Return the place of a rare word with a capital, and no title, before a surname alone: Marina Tolstoy."""
    document, place = c.document, c.span.first - 1
    before = document.before(c.span.first)
    if before is None or not document.is_capitalized(place) or not c.span.is_single:
        return None
    known = any(word.role in ("title", "organization", "country") for word in name_words().get(before.key, ()))
    rare = before.zipf < document.lexicon.config.capitalized_word_min_zipf
    own = document.lexicon.sounds_like_own(c.features.match.ref, before.key)
    return place if rare and not known and not own else None


def _surname_after(c: ContextCandidate) -> int | None:
    """Return the place of a rare word with a capital after a country that is a given name too: Jordan Messing."""
    document, span = c.document, c.span
    after = document.after(span.stop)
    if after is None or not span.is_single or not document.is_capitalized(span.stop):
        return None
    rare = after.zipf < document.lexicon.config.capitalized_word_min_zipf
    return span.stop if rare and is_given(letters_of(document.keys[span.first])) else None


def _street_before(c: ContextCandidate) -> int | None:
    """Return the place of a word for a street before a span that is called so: شارع باريس, на проспекте Москвы."""
    before = c.document.before(c.span.first)
    return c.span.first - 1 if before is not None and before.has_role("street_before") else None


def _street_after(c: ContextCandidate) -> int | None:
    """Return the place of a word for a street after a span that is called so: London Road, на Московском проспекте."""
    document, span = c.document, c.span
    after = document.after(span.stop)
    if after is None or not after.roles:
        return None
    capital = "street_capitalized" in after.roles and document.is_capitalized(span.stop)
    return span.stop if capital or "street_after" in after.roles else None


def _sentence_start(c: ContextCandidate) -> Measurement | None:
    document, span = c.document, c.span
    if not document.tells_capitals or not span.is_single or document.before(span.first):
        return None
    config = document.lexicon.config
    known = c.features.match.weight >= config.sentence_start_max_prominence
    common = document.tokens[span.first].zipf >= config.capitalized_word_min_zipf
    types = {candidate.type for candidate in c.form.candidates}
    organization = types == {EntityType.ORGANIZATION} and document.is_capitalized(span.first)
    return Measurement(1.0, c.form.text) if common and organization and not known else None


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
    before = c.document.before(c.span.first)
    called = {EntityType.PERSON: "named_after", EntityType.PLACE: "facility"}.get(c.features.type)
    if called and before is not None and before.has_role(called) and not c.form.has_demonym:
        return Measurement(1.0, c.form.text, before.key)
    if trigger is None or c.form.has_demonym:
        return None
    if trigger.type is c.features.type:
        # The university of Rome is no club.
        short = c.document.lexicon.gazetteer.kind_at(c.features.match.hit) is NameKind.SHORT
        other = trigger.head and trigger.type is EntityType.ORGANIZATION and c.form.has_place and short
        club = before is not None and before.has_role("sport")
        return Measurement(1.0, c.form.text, trigger.word) if other and not club else None
    if _is_object(c):
        return None
    # A place may carry a person's name (شارع, مستشفى); 'in' and 'government of' may precede any name.
    place = trigger.type is EntityType.PLACE
    part = trigger.head and c.features.type is EntityType.PERSON if place else trigger.strong
    return Measurement(1.0, c.form.text, trigger.word) if part else None


def _is_object(c: ContextCandidate) -> bool:
    """Whether a well-known place after a title with the article is where its bearer went: زار الرئيس باريس."""
    before = c.document.before(c.span.first)
    if before is None or c.features.type is not EntityType.PLACE or not before.is_definite:
        return False
    return c.features.match.weight >= c.document.lexicon.config.given_name_place_prominence


BOUNDARY = Registry(
    [
        Feature(
            "part_of_longer_name",
            -7.0,
            "1 where a given name before it, or a surname after it, makes another name of it: Carl Racine; or where a"
            " token with a capital does: the National Harp Foundation.",
            _part_of_longer_name,
        ),
        Feature(
            "sentence_start",
            -5.0,
            "1 where a common word begins a sentence, so that its capital says nothing: Independent schools.",
            _sentence_start,
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
            "1 where the token before it says that the name is of another type: University of Michigan, Dr Ford; or"
            " that something is called after it: جائزة نوبل, مطار أثينا.",
            _other_head_noun,
        ),
    ]
)
"""Features that make a span part of the name of something else."""
