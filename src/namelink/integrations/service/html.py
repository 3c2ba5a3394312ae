"""Entities as HTML, in English or Arabic: a page, a preview for a frame, a flyout. All data is escaped."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

import attrs

from namelink import Entity, Gazetteer, Name, NameKind, tables
from namelink.integrations.service.labels import class_name
from namelink.integrations.service.properties import PROPERTIES, TYPES
from namelink.integrations.service.serializers import arabic_name
from namelink.scripts import script_code, scripts

PAGES = {
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "geonames": "https://www.geonames.org/{}",
}
"""Pages of authorities on an entity."""

DIRECTIONS = {"en": "ltr", "ar": "rtl"}
"""The languages of the pages, and how they run."""


@attrs.frozen
class EntityPages:
    """What is shown of entities in one language.

    Attributes:
        gazetteer: What names the countries.
        language: The language, one of `DIRECTIONS`.
    """

    gazetteer: Gazetteer
    language: str

    def preview(self, entity: Entity, names: int) -> str:
        """Return a page for a small frame, with some names."""
        main = f"<main>{self._heading(entity, 'h1')}{self._facts(entity, names)}</main>"
        return self._page(self._label(entity), f'<body class="preview">{main}</body>')

    def page(self, entity: Entity) -> str:
        """Return the page of an entity, with all facts of the gazetteer."""
        rows = "".join(
            f"<tr><td>{_name(name)}</td><td>{self._said(f'lang-{name.lang}', name.lang)}</td>"
            f"<td>{self._said(f'kind-{name.kind}', str(name.kind))}</td></tr>"
            for name in entity.names
        )
        names = self._say("names")
        heads = map(self._say, ("column-name", "column-language", "column-kind"))
        columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
        table = f"<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"
        return self._page(
            self._label(entity),
            f'<body class="card">{self._bar(entity.id)}<main>{self._heading(entity, "h1")}{self._facts(entity, 0)}'
            f'<h2>{names}</h2><div class="scroll" tabindex="0" role="region" aria-label="{names}">{table}</div>'
            "</main></body>",
        )

    def missing(self, id: str) -> str:
        """Return the page of an unknown id."""
        shown = f'<code dir="ltr">{_escape(id[:200])}</code>'
        return self._page(
            self._say("missing"),
            f'<body class="card">{self._bar(id[:200])}<main><h1>{self._say("missing")}</h1>'
            f"<p>{self._say('missing-id')} {shown}</p></main></body>",
        )

    def flyout(self, entity: Entity, names: int) -> str:
        """Return a few lines of HTML for an entity, with some names and without a style sheet."""
        lines = f"{self._heading(entity, 'h3')}{self._facts(entity, names)}"
        return f'<div class="namelink-flyout" lang="{self.language}" dir="{DIRECTIONS[self.language]}">{lines}</div>'

    def _label(self, entity: Entity) -> str:
        return entity.label_in("ar") if self.language == "ar" else entity.label

    def _bar(self, id: str) -> str:
        other = next(language for language in DIRECTIONS if language != self.language)
        target = f"/entity?id={quote(id.encode('utf-8', 'replace'), safe='')}&lang={other}"
        way = f'lang="{other}" dir="{DIRECTIONS[other]}" hreflang="{other}"'
        switch = f'<a class="quiet" {way} href="{_escape(target)}">{self._say("other-language")}</a>'
        return f'<header class="bar"><a class="brand" href="/" translate="no">namelink</a>{switch}</header>'

    def _heading(self, entity: Entity, level: str) -> str:
        label = self._label(entity)
        other = entity.label if self.language == "ar" else arabic_name(entity) or label
        beside = f'<p class="other"{_way(other)}>{_escape(other)}</p>' if other != label else ""
        line = entity.description_in(self.language)
        described = f"<p>{_escape(line)}</p>" if line else ""
        kind = f'<p class="kind {entity.type}">{self._say(str(entity.type))}</p>'
        return f"{kind}<{level}{_way(label)}>{_escape(label)}</{level}>{beside}{described}"

    def _facts(self, entity: Entity, names: int) -> str:
        facts = {
            "id": _link(entity.id),
            "country": self._country(entity.country),
            "class": self._class(entity.class_),
            "coordinates": _left_to_right("{:g}, {:g}".format(*entity.coordinates)) if entity.coordinates else "",
            "population": f"{entity.population:,}" if entity.population else "",
            "born": _left_to_right(", ".join(entity.born)),
            "died": _left_to_right(", ".join(entity.died)),
            "offices": _left_to_right("; ".join(map(str, entity.offices)), ' lang="en"'),
            "refs": ", ".join(map(_link, entity.refs)),
            "names": self._some_names(entity, names),
        }
        told = (f"<dt>{self._say(fact)}</dt><dd>{value}</dd>" for fact, value in facts.items() if value)
        return f"<dl>{''.join(told)}</dl>"

    def _country(self, code: str | None) -> str:
        country = self.gazetteer.entity(f"iso3166:{code}") if code else None
        shown = f"<bdi>{_escape(self._label(country))}</bdi> " if country else ""
        return f"{shown}<code>{_escape(code)}</code>" if code else ""

    def _class(self, name: str | None) -> str:
        found = class_name(name, self.language) if name else None
        return _escape(found) if found else _left_to_right(name or "", ' lang="en"')

    def _some_names(self, entity: Entity, most: int) -> str:
        label = self._label(entity)
        others = [n for n in entity.names if n.kind is not NameKind.DEMONYM and n.text != label]
        shown = [_name(name) for name in others[:most]]
        return " · ".join(shown) + (" …" if shown and len(others) > most else "")

    def _say(self, id: str) -> str:
        return self._said(id, id)

    def _said(self, id: str, otherwise: str) -> str:
        """Return what is said for an id, or something else where there are no words for it."""
        return _escape(_words().get((id, self.language), otherwise))

    def _page(self, title: str, body: str) -> str:
        return (
            f'<!doctype html>\n<html lang="{self.language}" dir="{DIRECTIONS[self.language]}">\n'
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>{_escape(title)} · namelink</title><link rel="icon" href="/static/icon.svg">'
            f'<link rel="stylesheet" href="/static/style.css"></head>\n{body}\n</html>\n'
        )


def page_language(languages: Sequence[str]) -> str:
    """Return the language of a page: the first of those that are asked for in which there are pages, else English.

    >>> page_language(("fr", "ar", "en")), page_language(())
    ('ar', 'en')
    """
    return next((language for language in languages if language in DIRECTIONS), "en")


@functools.cache
def _words() -> Mapping[tuple[str, str], str]:
    rows = tables.rows("namelink.integrations.service", "entity_page.tsv")
    return {(row["id"], language): row[language] for row in rows for language in DIRECTIONS}


def flyout_of(name: str, description: str) -> str:
    """Return a line of HTML for a type or a property."""
    return f'<div class="namelink-flyout"><h3>{_escape(name)}</h3><p>{_escape(description)}</p></div>'


def _name(name: Name) -> str:
    return f'<bdi lang="{_escape(name.lang)}"{_way(name.text)}>{_escape(name.text)}</bdi>'


def _way(text: str) -> str:
    """Return the attribute that says how a text runs."""
    script = scripts().get(script_code(text) or "")
    return f' dir="{script.direction if script else "ltr"}"'


def _left_to_right(text: str, attributes: str = "") -> str:
    return f'<bdi dir="ltr"{attributes}>{_escape(text)}</bdi>' if text else ""


def _link(curie: str) -> str:
    authority, _, local = curie.partition(":")
    if authority not in PAGES:
        return f'<code dir="ltr">{_escape(curie)}</code>'
    target = PAGES[authority].format(quote(local.encode("utf-8", "replace"), safe=""))
    return f'<a href="{_escape(target)}" rel="noreferrer"><code dir="ltr">{_escape(curie)}</code></a>'


def _escape(text: str) -> str:
    """Return a text escaped for HTML, with question marks for lone surrogates."""
    return escape(text.encode("utf-8", "replace").decode("utf-8"))


def property_flyout(id: str) -> str | None:
    """Return the flyout of a property, or None where there is none."""
    found = PROPERTIES.get(id)
    return flyout_of(found.name, found.description) if found else None


def type_flyout(id: str) -> str | None:
    """Return the flyout of a type, or None where there is none."""
    found = TYPES.get(id)
    return flyout_of(found["name"], f"Entities of the type {found['id']}.") if found else None
