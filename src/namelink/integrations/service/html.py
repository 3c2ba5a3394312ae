"""Entities as HTML: a page, a preview for a frame, a flyout. All data is escaped."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from namelink import Entity, Name, NameKind
from namelink.integrations.service.properties import PROPERTIES, TYPES
from namelink.integrations.service.serializers import arabic_name
from namelink.scripts import script_code, scripts

PAGES = {
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "geonames": "https://www.geonames.org/{}",
}
"""Pages of authorities on an entity."""

LANGUAGES = {"ar": "Arabic", "en": "English", "fr": "French", "ru": "Russian", "fa": "Persian", "tr": "Turkish"}


def preview(entity: Entity, names: int) -> str:
    """Return a page for a small frame, with some names."""
    return _page(
        entity.label, f'<body class="preview"><main>{_heading(entity, "h1")}{_facts(entity, names)}</main></body>'
    )


def page(entity: Entity) -> str:
    """Return the page of an entity, with all facts of the gazetteer."""
    rows = "".join(
        f"<tr><td{_direction(name)}>{_escape(name.text)}</td><td>{_language(name.lang)}</td>"
        f"<td>{_escape(str(name.kind))}</td></tr>"
        for name in entity.names
    )
    return _page(
        entity.label,
        '<body class="card"><header class="bar"><a class="brand" href="/">namelink</a></header>'
        f"<main>{_heading(entity, 'h1')}{_facts(entity, 0)}<h2>Names</h2>"
        '<div class="scroll" tabindex="0" '
        'role="region" aria-label="Names"><table><thead><tr><th scope="col">Name</th><th scope="col">Language</th>'
        f'<th scope="col">Kind</th></tr></thead><tbody>{rows}</tbody></table></div></main></body>',
    )


def missing(id: str) -> str:
    """Return the page of an unknown id."""
    return _page(
        "Not found",
        '<body class="card"><header class="bar"><a class="brand" href="/">namelink</a></header>'
        f"<main><h1>Not found</h1><p>The gazetteer holds no <code>{_escape(id[:200])}</code>.</p></main></body>",
    )


def flyout(entity: Entity, names: int) -> str:
    """Return a few lines of HTML for an entity, with some names and without a style sheet."""
    return f'<div class="namelink-flyout">{_heading(entity, "h3")}{_facts(entity, names)}</div>'


def flyout_of(name: str, description: str) -> str:
    """Return a line of HTML for a type or a property."""
    return f'<div class="namelink-flyout"><h3>{_escape(name)}</h3><p>{_escape(description)}</p></div>'


def _heading(entity: Entity, level: str) -> str:
    arabic = arabic_name(entity)
    other = f'<p class="other" lang="ar" dir="rtl">{_escape(arabic)}</p>' if arabic and arabic != entity.label else ""
    described = f"<p>{_escape(entity.description)}</p>" if entity.description else ""
    kind = f'<p class="kind {entity.type}">{TYPES[entity.type]["name"]}</p>'
    return f"{kind}<{level}>{_escape(entity.label)}</{level}>{other}{described}"


def _facts(entity: Entity, names: int) -> str:
    facts = [("Id", _link(entity.id))]
    if entity.country:
        facts.append(("Country", _escape(entity.country)))
    if entity.class_:
        facts.append(("Class", _escape(entity.class_)))
    if entity.coordinates:
        facts.append(("Coordinates", _escape("{:g}, {:g}".format(*entity.coordinates))))
    if entity.population:
        facts.append(("Population", f"{entity.population:,}"))
    if entity.born:
        facts.append(("Born", _escape(", ".join(entity.born))))
    if entity.died:
        facts.append(("Died", _escape(", ".join(entity.died))))
    if entity.offices:
        facts.append(("Offices", _escape("; ".join(map(str, entity.offices)))))
    if entity.refs:
        facts.append(("Also", ", ".join(map(_link, entity.refs))))
    others = [n for n in entity.names if n.kind is not NameKind.DEMONYM and n.text != entity.label]
    if others and names:
        facts.append(("Names", " · ".join(map(_name, others[:names])) + (" …" if len(others) > names else "")))
    return "<dl>" + "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in facts) + "</dl>"


def _name(name: Name) -> str:
    return f"<bdi{_direction(name)}>{_escape(name.text)}</bdi>"


def _direction(name: Name) -> str:
    script = scripts().get(script_code(name.text) or "")
    return f' lang="{_escape(name.lang)}" dir="{script.direction if script else "ltr"}"'


def _language(lang: str) -> str:
    return _escape(LANGUAGES.get(lang, lang))


def _link(curie: str) -> str:
    authority, _, local = curie.partition(":")
    if authority not in PAGES:
        return f"<code>{_escape(curie)}</code>"
    target = PAGES[authority].format(quote(local.encode("utf-8", "replace"), safe=""))
    return f'<a href="{_escape(target)}" rel="noreferrer"><code>{_escape(curie)}</code></a>'


def _escape(text: str) -> str:
    """Return a text escaped for HTML, with question marks for lone surrogates."""
    return escape(text.encode("utf-8", "replace").decode("utf-8"))


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en" dir="ltr">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{_escape(title)} · namelink</title><link rel="icon" href="/static/icon.svg">'
        f'<link rel="stylesheet" href="/static/style.css"></head>\n{body}\n</html>\n'
    )


def property_flyout(id: str) -> str | None:
    """Return the flyout of a property, or None where there is none."""
    found = PROPERTIES.get(id)
    return flyout_of(found.name, found.description) if found else None


def type_flyout(id: str) -> str | None:
    """Return the flyout of a type, or None where there is none."""
    found = TYPES.get(id)
    return flyout_of(found["name"], f"Entities of the type {found['id']}.") if found else None
