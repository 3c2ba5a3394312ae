"""A linked text as an HTML page or as a part of one: nothing fetched, readable in light and dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

_STYLE = """
:root { color-scheme: light dark; --person: #1f5fc4; --place: #1d7a45; --organization: #a8500f; --unknown: #8a2a8a;
  --page: #fbfaf7; --ink: #1c1b19; --quiet: #6a6760; --rule: #dedad0; }
@media (prefers-color-scheme: dark) { :root { --person: #8db8ff; --place: #7fd3a0; --organization: #f0a86b;
  --unknown: #e39be3; --page: #191a1c; --ink: #e9e6df; --quiet: #a5a196; --rule: #3a3b3e; } }
body { margin: 0; background: var(--page); color: var(--ink); display: flex; flex-wrap: wrap; gap: 2.5rem;
  justify-content: center; padding: clamp(1rem, 4vw, 3rem); box-sizing: border-box; }
main { flex: 3 1 22rem; max-inline-size: 44rem; white-space: pre-wrap; overflow-wrap: anywhere;
  font: 1.2rem/2.1 "Noto Naskh Arabic", "Geeza Pro", "Traditional Arabic", "Segoe UI", serif; }
aside { flex: 1 1 15rem; max-inline-size: 24rem; font: 0.95rem/1.5 system-ui, sans-serif; }
mark { color: inherit; background: color-mix(in srgb, var(--edge) 16%, transparent); border-radius: 0.25em;
  border-block-end: 2px solid var(--edge); padding: 0.1em 0.15em; text-decoration: none; }
mark.demonym { border-block-end-style: dotted; }
mark.unknown { border-block-end-style: dashed; }
.person { --edge: var(--person); } .place { --edge: var(--place); }
.organization { --edge: var(--organization); } .unknown { --edge: var(--unknown); }
h1 { font-size: 1rem; margin: 0 0 0.75rem; }
ul { list-style: none; margin: 0; padding: 0; }
li { display: grid; grid-template-columns: 0.7rem 1fr auto; gap: 0.6rem; align-items: baseline; padding: 0.3rem 0;
  border-block-end: 1px solid var(--rule); }
li::before { content: ""; inline-size: 0.7rem; block-size: 0.7rem; border-radius: 50%; background: var(--edge); }
small { display: block; color: var(--quiet); overflow-wrap: anywhere; }
"""


def page(text: str, mentions: Sequence[Mapping[str, Any]]) -> str:
    """Return a page that shows a text, right to left, with its mentions marked and a list of its entities.

    Args:
        text: The text.
        mentions: Its mentions in order, with ``start``, ``end``, ``kind``, ``type``, ``id``, ``name``, ``latin``,
            ``score``; one that lies inside another is in the list alone.
    """
    body = _marked(text, mentions, _mark)
    return (
        '<!doctype html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>namelink</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<main>{body}</main>\n<aside dir="ltr" lang="en">{_entities(mentions)}</aside>\n</body>\n</html>\n'
    )


_FRAME = "white-space: pre-wrap; overflow-wrap: anywhere; line-height: 2"
_EDGES = {"person": "31, 95, 196", "place": "29, 122, 69", "organization": "168, 80, 15", None: "138, 42, 138"}
"""The red, green and blue of a mark, by type; None where the mention names no entity."""


def fragment(text: str, mentions: Sequence[Mapping[str, Any]]) -> str:
    """Return one element that shows a text with its mentions marked, styled by itself, to be put into any page.

    Args:
        text: The text.
        mentions: As for `page`.
    """
    return f'<div class="namelink" dir="auto" style="{_FRAME}">{_marked(text, mentions, _styled_mark)}</div>'


def _marked(text: str, mentions: Sequence[Mapping[str, Any]], mark: Callable[[str, Mapping[str, Any]], str]) -> str:
    """Return a text with its mentions marked; one that lies inside another is passed over."""
    parts: list[str] = []
    at = 0
    for mention in mentions:
        start, end = mention["start"], mention["end"]
        if start >= at:
            parts += [_text(text[at:start]), mark(text[start:end], mention)]
            at = end
    return "".join([*parts, _text(text[at:])])


def _text(text: str) -> str:
    return escape(text.encode("utf-8", "replace").decode("utf-8"))


def _mark(text: str, mention: Mapping[str, Any]) -> str:
    look = "unknown" if mention["id"] is None else f"{mention['type']} {mention['kind']}"
    return f'<mark class="{escape(look)}" title="{_text(_title(mention))}">{_text(text)}</mark>'


def _styled_mark(text: str, mention: Mapping[str, Any]) -> str:
    edge = _EDGES[mention["type"]]
    line = "dashed" if mention["id"] is None else {"demonym": "dotted"}.get(mention["kind"], "solid")
    style = f"color: inherit; background: rgba({edge}, 0.16); border-bottom: 2px {line} rgb({edge})"
    return f'<mark style="{style}" title="{_text(_title(mention))}">{_text(text)}</mark>'


def _title(mention: Mapping[str, Any]) -> str:
    if mention["id"] is None:
        return f"{mention['latin']} · not in the gazetteer"
    return f"{mention['name']} · {mention['id']} · {mention['score']:.2f}"


def _entities(mentions: Sequence[Mapping[str, Any]]) -> str:
    counts = Counter(_entity(mention) for mention in mentions)
    items = [
        f'<li class="{escape(look)}"><span>{_text(name)} <small>{_text(about)}</small></span> <span>{count}</span></li>'
        for (name, about, look), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    return f"<h1>{len(items)} names</h1>\n<ul>{''.join(items)}</ul>"


def _entity(mention: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return what is listed of an entity: its name, its id, its type."""
    if mention["id"] is None:
        return str(mention["latin"]), "not in the gazetteer", "unknown"
    return str(mention["name"]), str(mention["id"]), str(mention["type"])
