"""A linked text as an HTML page: one file, nothing fetched, readable in light and dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.15rem/2 "Noto Naskh Arabic", "Geeza Pro", "Segoe UI", serif; margin: 0; display: flex;
  flex-wrap: wrap; gap: 2rem; padding: 1.5rem; background: Canvas; color: CanvasText; }
main { flex: 3 1 24rem; max-width: 46rem; white-space: pre-wrap; overflow-wrap: anywhere; }
aside { flex: 1 1 16rem; font: 0.9rem/1.5 system-ui, sans-serif; }
mark { color: inherit; border-radius: 0.2em; padding: 0 0.15em; border-block-end: 2px solid var(--edge);
  background: color-mix(in srgb, var(--edge) 18%, transparent); }
.person { --edge: #2f6fd0; } .place { --edge: #2e8b57; } .organization { --edge: #c0672a; }
ul { list-style: none; padding: 0; } li { display: flex; gap: 0.5rem; align-items: baseline; }
li::before { content: ""; inline-size: 0.7em; block-size: 0.7em; border-radius: 50%; background: var(--edge); }
small { opacity: 0.75; }
"""


def page(text: str, mentions: Sequence[Mapping[str, Any]]) -> str:
    """Return a page that shows a text, right to left, with its mentions marked.

    Args:
        text: The text.
        mentions: Its mentions in order, with ``start``, ``end``, ``type``, ``id``, ``name``, ``score``.
    """
    body: list[str] = []
    at = 0
    for mention in mentions:
        start, end = mention["start"], mention["end"]
        body += [_text(text[at:start]), _mark(text[start:end], mention)]
        at = end
    body.append(_text(text[at:]))
    return (
        '<!doctype html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>namelink</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<main>{"".join(body)}</main>\n<aside dir="ltr" lang="en">{_entities(mentions)}</aside>\n</body>\n</html>\n'
    )


def _text(text: str) -> str:
    return escape(text.encode("utf-8", "replace").decode("utf-8"))


def _mark(text: str, mention: Mapping[str, Any]) -> str:
    title = escape(f"{mention['name']} · {mention['id']} · {mention['score']:.2f}")
    return f'<mark class="{escape(str(mention["type"]))}" title="{title}">{_text(text)}</mark>'


def _entities(mentions: Sequence[Mapping[str, Any]]) -> str:
    counts = Counter((str(m["name"]), str(m["id"]), str(m["type"])) for m in mentions)
    items = [
        f'<li class="{escape(type_)}"><span>{escape(name)} <small>{escape(id_)} × {count}</small></span></li>'
        for (name, id_, type_), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    return f"<h1>{len(items)} entities</h1><ul>{''.join(items)}</ul>"
