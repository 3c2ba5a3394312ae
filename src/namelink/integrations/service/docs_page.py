"""The page /docs: the description of the service for people, from the same declarations as /openapi.json."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import urlencode

from namelink.integrations.service import documents
from namelink.integrations.service.fields import Field, Many, Name, Number, Parallel, Text, examples
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.openapi import ERRORS
from namelink.integrations.service.operations import Operation
from namelink.linking.features import REGISTRIES
from namelink.matching.attributes import ATTRIBUTES
from namelink.matching.features import FEATURES
from namelink.validation import NAME_PARTS


def docs_page(operations: Sequence[Operation], limits: ServiceLimits) -> str:
    """Return the page."""
    contents = "".join(f'<li><a href="#{_anchor(o)}"><code>{o.path}</code></a></li>' for o in operations)
    sections = "".join(map(_section, operations))
    errors = "".join(f"<tr><td>{status}</td><td>{escape(doc)}</td></tr>" for status, doc in ERRORS.items())
    features = "".join(
        f'<dt id="feature-{name}"><code>{name}</code></dt><dd>{escape(doc)}</dd>' for name, doc in feature_docs()
    )
    return (
        '<!doctype html>\n<html lang="en" dir="ltr">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>API · namelink</title>'
        '<link rel="icon" href="/static/icon.svg"><link rel="stylesheet" href="/static/style.css"></head>\n'
        '<body class="card"><header class="bar"><a class="brand" href="/">namelink</a></header><main>'
        "<h1>The API</h1><p>Each endpoint takes one short request by GET, and any by POST of a JSON object with "
        "<code>Content-Type: application/json</code>. "
        'The machine-readable description is <a href="/openapi.json">/openapi.json</a>; '
        'OpenRefine is pointed at <a href="/reconcile">/reconcile</a>.</p>'
        f'<nav aria-label="Endpoints"><ul class="inline">{contents}</ul></nav>{sections}'
        f"{_document(limits)}"
        "<h2>ServiceLimits</h2><p>A request has "
        f"{limits.body:,} bytes and {limits.batch:,} names, texts or queries at most; a text has {limits.text:,} code "
        f"points; a request has {limits.seconds:g} seconds to arrive, and as many to be answered.</p>"
        '<h2>Errors</h2><p>Every error is <code>{"error": {"code": …, "message": …, "hint": …}}</code>.</p>'
        '<div class="scroll" tabindex="0" role="region" aria-label="Errors"><table><thead><tr>'
        f'<th scope="col">Status</th><th scope="col">What is wrong</th></tr></thead><tbody>{errors}</tbody></table>'
        "</div><h2>Features</h2><p>The evidence of an explanation, and the <code>features</code> of reconciliation "
        f"candidates; the value of each is what it added to the log-odds of a match.</p><dl>{features}"
        '<dt id="feature-weight"><code>weight</code></dt><dd>How prominent the entity is, 0 to 1.</dd>'
        '<dt id="feature-id"><code>id</code></dt><dd>The query is the identifier of the entity.</dd>'
        "</dl></main></body>\n</html>\n"
    )


def _document(limits: ServiceLimits) -> str:
    """Return the section of the endpoint that takes files, and no fields."""
    media = ", ".join(f"<code>{each}</code>" for each in documents.TYPES)
    return (
        f'<h2 id="document"><code>{documents.PATH}</code></h2><p>The text of a Word or PDF document, in the order of '
        f"reading: a POST of the bytes of the file, {limits.document:,} at most, as {media}. The answer is "
        '<code>{"text": …}</code>, for <a href="#link"><code>/link</code></a>.</p>'
    )


def _anchor(operation: Operation) -> str:
    return operation.path.strip("/")


def _section(operation: Operation) -> str:
    rows = "".join(
        f"<tr><td><code>{field.name}</code></td><td>{escape(_kind(field))}</td><td>{escape(field.doc)}{_default(field)}"
        "</td></tr>"
        for field in operation.fields
    )
    example = f"{operation.path}?{urlencode(_example(operation))}"
    return (
        f'<h2 id="{_anchor(operation)}"><code>{operation.path}</code></h2><p>{escape(operation.summary)}</p>'
        f'<p class="example"><a href="{escape(example)}">GET {escape(operation.path)}?{_readable(operation)}</a></p>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="Fields of {operation.path}"><table>'
        '<thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _example(operation: Operation) -> list[tuple[str, str]]:
    shown = [field for field in operation.fields if field.example is not None]
    if shown:
        return [(field.name, str(field.example)) for field in shown]
    several = next(field for field in operation.fields if isinstance(field, Many))
    return [(several.name, name) for name in examples()[several.name]]


def _readable(operation: Operation) -> str:
    return "&amp;".join(f"{name}=<bdi>{escape(value)}</bdi>" for name, value in _example(operation))


def _kind(field: Field) -> str:
    schema = field.schema()
    if isinstance(field, Many):
        return f"a list of up to {field.most:,}"
    if isinstance(field, Number):
        return f"{schema['type']}, {field.least:g} to {field.most:g}"
    if isinstance(field, Name):
        return f"string, or an object with {', '.join(NAME_PARTS)}"
    if isinstance(field, Parallel):
        return "a list" if field.is_list else " or ".join(field.types)
    if isinstance(field, Text):
        return "string"
    return ", ".join(map(str, schema.get("enum", [schema["type"]])))


def _default(field: Field) -> str:
    if field.default is None:
        return ""
    shown = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
    return f" Default: <code>{escape(shown)}</code>."


def feature_docs() -> Iterator[tuple[str, str]]:
    """Yield every declared feature with what it measures."""
    for registry in (FEATURES, ATTRIBUTES, *REGISTRIES):
        yield from ((feature.name, feature.doc) for feature in registry)
