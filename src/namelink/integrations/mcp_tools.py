"""The tools that a language model is given: typed arguments, short typed answers, and what computes them.

Answers leave out what is not known or was not asked for: models pay for every word that they read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import attrs

from namelink import EntityType, Resolution, Resolver, compare
from namelink.integrations.extras import extra
from namelink.integrations.service.limits import ServiceLimits
from namelink.lang.ar.name_parts import regions
from namelink.spelling import VOWELS
from namelink.transliteration.name_style import ARTICLES, COMPOUNDS, NameStyle
from namelink.transliteration.standards import schemes
from namelink.validation import check_choice

with extra("mcp"):
    from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

LIMITS = ServiceLimits()
"""The limits of a call: those of a request to ``namelink serve``."""

_TYPES = tuple(map(str, EntityType))

# What is one of some words is a string here: namelink's own message names the word that was probably meant.
_Type = Annotated[str, WithJsonSchema({"type": "string", "enum": list(_TYPES)})]
_Scheme = Annotated[str, WithJsonSchema({"type": "string", "enum": list(schemes())})]
_Region = Annotated[str, WithJsonSchema({"type": "string", "enum": list(regions())})]
_Compounds = Annotated[str, WithJsonSchema({"type": "string", "enum": list(COMPOUNDS)})]
_Article = Annotated[str, WithJsonSchema({"type": "string", "enum": list(ARTICLES)})]
_Vowels = Annotated[str, WithJsonSchema({"type": "string", "enum": list(VOWELS)})]
_Script = Annotated[str, WithJsonSchema({"type": "string", "enum": ["Latn", "Arab"]})]
_Probability = Annotated[float, WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
_Compared = Annotated[str, Field(max_length=LIMITS.compared_text, description="A name, in any script.")]
_Names = Annotated[
    list[Annotated[str, Field(max_length=LIMITS.compared_text)]], Field(min_length=1, max_length=LIMITS.batch)
]
_Reasons = Annotated[bool, Field(description="Whether to say why, and against which candidates.")]
_Threshold = Annotated[
    _Probability | None,
    Field(description="The score from which an entity is taken to be meant; leave it out for the library's."),
]


class Arguments(BaseModel):
    """Arguments of a tool: another one than those declared is refused."""

    model_config = ConfigDict(extra="forbid")


class ResolveArguments(Arguments):
    """Arguments of `resolve`."""

    names: Annotated[_Names, Field(description="Names of people, places or organizations, in any script.")]
    type: Annotated[_Type | None, Field(description="Only entities of this type.")] = None
    country: Annotated[str | None, Field(description="Only entities of this country: a code (KG) or a name.")] = None
    born: Annotated[
        list[int | str | None] | None,
        Field(description="When each person was born, or null: 1952, 1952-10 or 1952-10-07. One for each name."),
    ] = None
    refs: Annotated[
        list[list[str] | None] | None,
        Field(description="Identifiers of each, or null: [['wikidata:Q813'], null]. One list for each name."),
    ] = None
    limit: Annotated[int, Field(ge=1, le=LIMITS.candidates, description="Candidates of an ambiguous name.")] = 3
    threshold: _Threshold = None
    reasons: _Reasons = False


class LinkArguments(Arguments):
    """Arguments of `link`."""

    text: Annotated[str, Field(max_length=LIMITS.text, description="A text: an article, a paragraph, a sentence.")]
    types: Annotated[list[_Type] | None, Field(description="Only entities of these types.")] = None
    demonyms: Annotated[bool, Field(description="Whether to return demonyms (Kyrgyz) too.")] = True
    unknown: Annotated[bool, Field(description="Whether to return what looks like a name and has no id.")] = False
    limit: Annotated[int, Field(ge=1, le=LIMITS.batch, description="Mentions in one answer, in their order.")] = 50
    skip: Annotated[int, Field(ge=0, description="Mentions to pass over: those of earlier answers.")] = 0
    threshold: _Threshold = None
    reasons: _Reasons = False


class TransliterateArguments(Arguments):
    """Arguments of `transliterate`."""

    names: Annotated[_Names, Field(description="Names to write in another script.")]
    to: Annotated[_Script, Field(description="The script: Latin letters, or Arabic ones.")] = "Latn"
    region: Annotated[_Region | None, Field(description="Spell Arab names as this region does.")] = None
    compounds: Annotated[_Compounds | None, Field(description="Abdelrahman, Abdel Rahman or Abdel-Rahman.")] = None
    article: Annotated[_Article | None, Field(description="al-Sisi, el-Sisi or Sisi.")] = None
    hyphen: Annotated[bool | None, Field(description="al-Sisi, or al Sisi.")] = None
    assimilated: Annotated[bool, Field(description="Write the article as it sounds: ar-Rashid.")] = False
    scheme: Annotated[_Scheme | None, Field(description="A standard, in place of the spelling of news.")] = None
    vowels: Annotated[_Vowels, Field(description="What a scheme is given: vowels as written, or guessed.")] = VOWELS[0]
    limit: Annotated[int, Field(ge=1, le=LIMITS.spellings, description="Spellings of each, best first.")] = 1


class CompareArguments(Arguments):
    """Arguments of `compare`."""

    a: _Compared
    b: _Compared
    reasons: _Reasons = False


class FoundEntity(BaseModel):
    """An entity that a name may mean, and what tells it from its namesakes."""

    id: str
    name: str
    type: str
    about: str
    score: float


class ResolvedName(BaseModel):
    """What a name comes to; ``id``, ``name`` and ``type`` are there where the outcome is ``match``."""

    query: str
    outcome: str
    id: str | None = None
    name: str | None = None
    type: str | None = None
    about: str | None = None
    latin: str | None = None
    score: float
    candidates: list[FoundEntity] | None = None
    reason: str | None = None


class ResolvedNames(BaseModel):
    """What names come to, in their order."""

    results: list[ResolvedName]


class FoundMention(BaseModel):
    """A name in a text; offsets count code points, and clitics stand outside them."""

    start: int
    end: int
    text: str
    kind: str
    id: str | None = None
    name: str | None = None
    type: str | None = None
    latin: str | None = None
    score: float
    reason: str | None = None


class FoundMentions(BaseModel):
    """The names in a text, in order; where some are left out after these, how many, and how to get them."""

    mentions: list[FoundMention]
    left_out: int | None = None
    next: str | None = None


class Spelling(BaseModel):
    """A way to write a name; a standard has one, without a score."""

    text: str
    score: float | None = None


class SpelledName(BaseModel):
    """A name and its spellings, best first."""

    name: str
    spellings: list[Spelling]


class SpelledNames(BaseModel):
    """The spellings of names, in their order."""

    results: list[SpelledName]


class ComparedNames(BaseModel):
    """How likely two spellings are one name, 0 to 1."""

    score: float
    reason: str | None = None


def resolve(resolver: Resolver, asked: ResolveArguments) -> ResolvedNames:
    """Return what names come to.

    Raises:
        ValueError: a hint cannot be used, or there are more or fewer of them than names.

    >>> [found] = resolve(Resolver(), ResolveArguments(names=["صادر جباروف"])).results
    >>> found.outcome, found.id, found.name, found.candidates
    ('match', 'wikidata:Q25597826', 'Sadyr Japarov', None)
    """
    hints = asked.model_dump(include={"type", "country", "born", "refs", "limit", "threshold"})
    found = resolver.resolve_many(asked.names, **hints)
    return ResolvedNames(results=[_resolved(resolution, asked.reasons) for resolution in found])


def link(resolver: Resolver, asked: LinkArguments) -> FoundMentions:
    """Return the names in a text, as many as are asked for.

    Raises:
        ValueError: a type or the threshold cannot be used.

    >>> [(m.text, m.name) for m in link(Resolver(), LinkArguments(text="العلاقات بين روسيا وقرغيزستان")).mentions]
    [('روسيا', 'Russia'), ('قرغيزستان', 'Kyrgyzstan')]
    """
    options = asked.model_dump(include={"types", "threshold", "demonyms", "unknown"})
    mentions, end = list(resolver.link(asked.text, **options)), asked.skip + asked.limit
    found = []
    for mention in mentions[asked.skip : end]:
        reason = mention.resolution.explain() if asked.reasons else None
        found.append(FoundMention(**_entry(mention.to_dict()), reason=reason))
    left_out = len(mentions) - end
    if left_out <= 0:
        return FoundMentions(mentions=found)
    return FoundMentions(mentions=found, left_out=left_out, next=f"call link with the same arguments and skip={end}")


def transliterate(resolver: Resolver, asked: TransliterateArguments) -> SpelledNames:
    """Return the spellings of names in another script.

    Raises:
        ValueError: a region, a script or a scheme is not known, or a scheme is given with one of the others.

    >>> transliterate(Resolver(), TransliterateArguments(names=["محمد شريف"], region="maghreb")).results[0].spellings
    [Spelling(text='Mohamed Cherif', score=0...)]
    """
    return SpelledNames(results=[SpelledName(name=n, spellings=_spellings(resolver, n, asked)) for n in asked.names])


def compare_names(_resolver: Resolver, asked: CompareArguments) -> ComparedNames:
    """Return how likely two spellings are one name; the gazetteer is not asked.

    >>> compare_names(Resolver(), CompareArguments(a="سلمان", b="سلطان")).score < 0.2
    True
    """
    found = compare(asked.a, asked.b)
    return ComparedNames(score=round(found.score, 4), reason=found.explain() if asked.reasons else None)


def _entry(facts: dict[str, Any]) -> dict[str, Any]:
    """Return what is told of a name: its Latin form where no entity has a label."""
    return facts | {"latin": facts["latin"] if facts["id"] is None else None}


def _resolved(found: Resolution, reasons: bool) -> ResolvedName:
    entity = found.entity
    shown = found.candidates if found.id is None and (reasons or found.outcome == "ambiguous") else ()
    candidates = [FoundEntity(**c.to_dict(), about=c.entity.about) for c in shown]
    return ResolvedName(
        **_entry(found.to_dict()) | {"candidates": candidates or None},
        about=None if entity is None else entity.about,
        reason=found.explain() if reasons else None,
    )


def _spellings(resolver: Resolver, name: str, asked: TransliterateArguments) -> list[Spelling]:
    style = NameStyle(
        region=asked.region,
        compounds=asked.compounds,
        article=asked.article,
        hyphen=asked.hyphen,
        assimilated=asked.assimilated,
    )
    if asked.scheme is None:
        if check_choice("vowels", asked.vowels, VOWELS) != VOWELS[0]:
            raise ValueError(f"vowels={asked.vowels} is for a scheme, and a natural spelling has vowels: give a scheme")
        found = resolver.transliterations(name, asked.limit, to=asked.to, style=style)
        return [Spelling(text=each.text, score=round(each.score, 4)) for each in found]
    if style != NameStyle() or asked.limit > 1 or asked.to != "Latn":
        raise ValueError("a scheme gives one spelling in Latin letters: of the other options, give it vowels only")
    # A path is no choice: nothing that a model reads may have it open files.
    scheme = check_choice("scheme", asked.scheme, schemes())
    return [Spelling(text=resolver.transliterate(name, scheme, vowels=asked.vowels))]


@attrs.frozen
class Tool:
    """A tool.

    Attributes:
        name: What a model calls it.
        purpose: When to call it, and how to read the answer.
        arguments: The type of its arguments.
        answer: The type of its answer.
        run: Computes the answer.
    """

    name: str
    purpose: str
    arguments: type[Arguments]
    answer: type[BaseModel]
    run: Callable[[Resolver, Any], BaseModel]


TOOLS = (
    Tool(
        "resolve",
        "Say which entity each name names. 'match': the id is that of the entity. 'ambiguous': several bear the name,"
        " so give a type, country, born or refs, or ask which candidate is meant. 'nil': the gazetteer has none; a"
        " similar name is another entity's, so do not take one.",
        ResolveArguments,
        ResolvedNames,
        resolve,
    ),
    Tool(
        "link",
        "Find the people, places and organizations that a text names, Arabic first, with their ids and where they"
        " stand. Where 'left_out' says that there are more, 'next' says how to get them.",
        LinkArguments,
        FoundMentions,
        link,
    ),
    Tool(
        "transliterate",
        "Write names in Latin letters as news spells them, or by a standard; or in Arabic letters.",
        TransliterateArguments,
        SpelledNames,
        transliterate,
    ),
    Tool(
        "compare",
        "Say how likely two spellings, in any scripts, are one name: 0.9 is right nine times in ten.",
        CompareArguments,
        ComparedNames,
        compare_names,
    ),
)
"""All tools, in the order in which they are listed."""
