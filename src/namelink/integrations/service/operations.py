"""JSON endpoints: fields and answer of each; /openapi.json and /docs are generated from these."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from typing import Any

import attrs

import namelink
from namelink import EntityType, Resolver
from namelink.config.matching import THRESHOLD
from namelink.integrations.service import gazetteers
from namelink.integrations.service.budget import Budget
from namelink.integrations.service.errors import invalid
from namelink.integrations.service.fields import (
    Choice,
    Count,
    Country,
    Field,
    Flag,
    Many,
    Name,
    Number,
    Parallel,
    Text,
    Types,
    checked,
    examples,
)
from namelink.integrations.service.gazetteers import GazetteerName
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.serializers import mention_dict, resolution_dict
from namelink.lang.ar.name_parts import regions
from namelink.scripts import script_code
from namelink.spelling import VOWELS
from namelink.transliteration.name_style import ARTICLES, COMPOUNDS, NameStyle
from namelink.transliteration.standards import schemes
from namelink.validation import beside, check_one, check_parallel, check_within

Arguments = Mapping[str, Any]
"""Values of the fields of a request; None, or the default, for those that it leaves out."""
TYPES = tuple(map(str, EntityType))
ALL_SCHEMES = "all"
STYLE = ("region", "compounds", "article", "hyphen", "assimilated")
"""The fields of /transliterate that are those of a `NameStyle`."""
LINKING = ("types", "threshold", "demonyms", "overlaps", "unknown")
"""The fields of /link that are arguments of the same name."""


@attrs.frozen
class Operation:
    """One endpoint.

    Attributes:
        path: Its path.
        summary: Its purpose, in a line.
        fields: The fields of a request.
        answer: Computes the answer, or its JSON, from a resolver, the arguments and the budget of a request.
        schema: The name of the schema of an answer; where the last of one_of was given, a list of them.
        required: Names of fields that a request must have.
        one_of: Names of fields of which a request must have exactly one.
    """

    path: str
    summary: str
    fields: tuple[Field, ...]
    answer: Callable[[Resolver, Arguments, Budget], Any]
    schema: str
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()

    def require(self, arguments: Arguments) -> None:
        """Raise a RequestError unless a request has the required fields."""
        for name in self.required:
            if arguments[name] is None:
                raise invalid(f"{name} is needed, and not given", f"give {' and '.join(self.required)}")
        found = [name for name in self.one_of if arguments[name] is not None]
        if self.one_of and len(found) != 1:
            wanted = " or ".join(self.one_of)
            which = "both are given" if found else "none is given"
            raise invalid(f"{wanted} is needed, and {which}", f"give {wanted}" + (", not both" if found else ""))


HALF_AROUND_EARTH_KM = 20_100.0


class _Common:
    """Fields of several endpoints."""

    def __init__(self, limits: ServiceLimits) -> None:
        self.limits = limits
        self.gazetteer = GazetteerName(
            name=gazetteers.FIELD, doc="Only this one of the gazetteers; all of them where it is not given."
        )
        needed: dict[str, Any] = {"is_nullable": False}
        self.text = Text(name="text", doc="A text.", longest=limits.text, example=examples()["text"][0], **needed)
        self.texts = Many(name="texts", doc="Several texts.", each=self.text, most=limits.batch, **needed)
        self.name = Text(
            name="name", doc="A name, in any script.", longest=limits.text, example=examples()["name"][0], **needed
        )
        self.names = Many(name="names", doc="Several names.", each=self.name, most=limits.batch, **needed)
        self.threshold = Number(
            name="threshold",
            doc="The score from which an entity is taken to be meant.",
            least=0.0,
            most=1.0,
            default=THRESHOLD,
        )
        self.explain = Flag(name="explain", doc="Whether to say why.", default=False)


def operations(limits: ServiceLimits) -> tuple[Operation, ...]:
    """Return the endpoints of a service with some limits."""
    common = _Common(limits)
    return _resolving(common), _linking(common), _transliterating(common), _comparing(limits), _clustering(common)


def _resolving(common: _Common) -> Operation:
    name = Name(**_declared(common.name), function="resolve")
    fields = (
        name,
        attrs.evolve(common.names, each=name),
        Choice(name="type", doc="Only entities of this type.", choices=TYPES),
        Country(name="country", doc="Only entities of this country, or of none: a code (KG, KGZ) or a name."),
        Parallel(
            name="born",
            doc="When the person was born: a year, a month or a date (1952, 1952-10, 1952-10-07); of names, a list with"
            " a value or null for each.",
            types=("integer", "string"),
        ),
        Parallel(
            name="refs",
            doc="Identifiers of the entity, as CURIEs; of names, a list with a list or null for each.",
            types=("string",),
            is_list=True,
        ),
        Parallel(
            name="near",
            doc="Where the entity lies: degrees north and east (31.95,35.93, or a pair of numbers); of names, a list"
            " with one or null for each.",
            types=("string", "number", "array"),
        ),
        Number(name="within", doc="Kilometres from there, at most.", least=0.001, most=HALF_AROUND_EARTH_KM),
        Flag(
            name="strict",
            doc="Whether entities of another type or country are left out, or only less likely.",
            default=True,
        ),
        Count(
            name="limit",
            doc="How many candidates to return.",
            least=1,
            most=common.limits.candidates,
            default=common.limits.default_candidates,
        ),
        common.threshold,
        common.gazetteer,
        common.explain,
    )
    summary = "What a name comes to: one entity, several, or none."
    return Operation("/resolve", summary, fields, _resolve, "Resolution", one_of=("name", "names"))


def _declared(field: Text) -> dict[str, Any]:
    """Return what a field is declared with."""
    return {a.name: getattr(field, a.name) for a in attrs.fields(type(field))}


def _linking(common: _Common) -> Operation:
    fields = (
        common.text,
        common.texts,
        Types(
            name="types",
            doc="Only mentions of these types; all where it is not given.",
            each=Choice(name="type", doc="A type.", choices=TYPES),
            most=len(TYPES),
            option="",
        ),
        common.threshold,
        Flag(name="demonyms", doc="Whether to return demonyms (Kyrgyz) too.", default=True),
        Flag(name="overlaps", doc="Whether to return names inside other names too.", default=False),
        Flag(
            name="unknown",
            doc="Whether to return words that look like a name but name no entity: guesses, without an id.",
            default=False,
        ),
        common.gazetteer,
        common.explain,
    )
    summary = "The names in a text, and what they name. Offsets are in code points of the text."
    return Operation("/link", summary, fields, _link, "LinkedText", one_of=("text", "texts"))


def _transliterating(common: _Common) -> Operation:
    fields = (
        attrs.evolve(common.text, doc="A name or a text.", example=examples()["romanized"][0]),
        common.texts,
        Choice(
            name="scheme",
            doc=f"A standard; '{ALL_SCHEMES}' for every one beside the natural spelling.",
            choices=(ALL_SCHEMES, *schemes()),
        ),
        Choice(name="vowels", doc="Those a standard is given.", choices=VOWELS, default=VOWELS[0]),
        Choice(name="region", doc="Spell Arab names as this region does.", choices=regions()),
        Choice(name="compounds", doc="Write Abdelrahman, Abdel Rahman or Abdel-Rahman.", choices=COMPOUNDS),
        Choice(name="article", doc="Write al-Sisi, el-Sisi or Sisi.", choices=ARTICLES),
        Flag(name="hyphen", doc="Write al-Sisi (true) or al Sisi (false); as the region does if not given."),
        Flag(name="assimilated", doc="Write the article as it sounds: ar-Rashid.", default=False),
        Choice(name="to", doc="The script.", choices=("Latn", "Arab"), default="Latn"),
        Count(name="limit", doc="Return this many spellings, best first.", least=1, most=common.limits.spellings),
    )
    summary = "A name in Latin letters, as news would spell it or by a standard; or in Arabic letters."
    return Operation("/transliterate", summary, fields, _transliterate, "Spelling", one_of=("text", "texts"))


def _comparing(limits: ServiceLimits) -> Operation:
    fields = tuple(
        Name(
            name=name,
            doc=doc,
            longest=limits.compared_text,
            option="",
            example=examples()[name][0],
            is_nullable=False,
            function="compare",
        )
        for name, doc in {"a": "A name.", "b": "Another."}.items()
    )
    summary = "How likely two spellings are one name; no gazetteer is asked."
    return Operation("/compare", summary, fields, _compare, "Comparison", required=("a", "b"))


def _clustering(common: _Common) -> Operation:
    fields = (attrs.evolve(common.names, doc="The names."), common.threshold)
    summary = "Groups of spellings of one name; no gazetteer is asked."
    return Operation("/cluster", summary, fields, _cluster, "Clusters", required=("names",))


def _resolve(resolver: Resolver, arguments: Arguments, budget: Budget) -> Any:
    options = {name: arguments[name] for name in ("type", "country", "limit", "threshold", "strict")}
    resolver = gazetteers.alone(resolver, arguments[gazetteers.FIELD])
    explained_by = resolver.gazetteer if arguments["explain"] else None

    def one(query: tuple[str, dict[str, Any]]) -> dict[str, Any]:
        name, known = query
        found = resolver.resolve(name, within=known["near"] and within, **known, **options)
        return resolution_dict(found, explained_by)

    given = {argument: arguments[argument] for argument in ("born", "refs", "near")}
    within = checked(check_within, arguments["within"], given["near"])
    if arguments["name"] is not None:
        known = {argument: checked(check_one, argument, value, argument) for argument, value in given.items()}
        return one((arguments["name"], known))
    lists = checked(check_parallel, given, json.dumps)
    nothing = dict.fromkeys(given)
    named = checked(lambda: list(beside(arguments["names"], lists)))
    return budget.encode_each(one, [(name, nothing | known) for name, known in named])


def _link(resolver: Resolver, arguments: Arguments, budget: Budget) -> Any:
    resolver = gazetteers.alone(resolver, arguments[gazetteers.FIELD])
    explained_by = resolver.gazetteer if arguments["explain"] else None

    def one(text: str) -> dict[str, Any]:
        linked = resolver.link(text, **{name: arguments[name] for name in LINKING})
        return {"mentions": [mention_dict(mention, explained_by) for mention in linked]}

    return _one_or_many(one, arguments, budget)


def _transliterate(resolver: Resolver, arguments: Arguments, budget: Budget) -> Any:
    scheme, vowels, to, limit = arguments["scheme"], arguments["vowels"], arguments["to"], arguments["limit"]
    style = NameStyle(**{name: arguments[name] for name in STYLE})
    if scheme and (style != NameStyle() or limit is not None or to != "Latn"):
        raise invalid("a scheme gives one spelling in Latin letters", "of the other options, give it vowels only")
    if vowels != VOWELS[0] and not scheme:
        raise invalid(f"vowels={vowels} is for a standard, and a natural spelling has vowels", "give a scheme, too")

    def one(text: str) -> dict[str, Any]:
        if scheme == ALL_SCHEMES:
            every = _by_every_standard(resolver, text, vowels, budget)
            return {"text": text, "latin": resolver.transliterate(text), "schemes": every}
        if scheme:
            by_scheme = functools.partial(resolver.transliterate, vowels=vowels)
            return {"text": text, "latin": checked(by_scheme, text, scheme)}
        spellings = resolver.transliterations(text, 1 if limit is None else limit, to=to, style=style)
        answer: dict[str, Any] = {
            "text": text,
            "latin" if to == "Latn" else "arabic": spellings[0].text if spellings else "",
        }
        if limit is not None:
            answer["spellings"] = [{"text": s.text, "score": round(s.score, 4)} for s in spellings]
        return answer

    return _one_or_many(one, arguments, budget)


def _by_every_standard(resolver: Resolver, text: str, vowels: str, budget: Budget) -> dict[str, str]:
    found = {}
    for name in schemes(script_code(text)):
        budget.check()
        found[name] = resolver.transliterate(text, name, vowels=vowels)
    return found


def _compare(_resolver: Resolver, arguments: Arguments, _budget: Budget) -> Any:
    comparison = namelink.compare(arguments["a"], arguments["b"])
    return comparison.to_dict() | {"explanation": comparison.explain()}


def _cluster(_resolver: Resolver, arguments: Arguments, _budget: Budget) -> Any:
    found = namelink.cluster(arguments["names"], threshold=arguments["threshold"])
    return {"clusters": [{"names": list(cluster.names), "latin": cluster.latin} for cluster in found]}


def _one_or_many(one: Callable[[str], dict[str, Any]], arguments: Arguments, budget: Budget) -> Any:
    return one(arguments["text"]) if arguments["text"] is not None else budget.encode_each(one, arguments["texts"])
