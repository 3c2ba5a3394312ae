"""The Reconciliation Service API 0.2 as JSON Schemas, written from the text of the specification."""

from __future__ import annotations

from typing import Any

STRING = {"type": "string"}
FILLED = {"type": "string", "minLength": 1}
TEMPLATE = {"type": "string", "pattern": r"\{\{id\}\}"}
NAMED = {"type": "object", "properties": {"id": FILLED, "name": FILLED}, "required": ["id", "name"]}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "object", "properties": required | (optional or {}), "required": list(required)}


SUGGEST = _object(
    {"service_url": FILLED, "service_path": FILLED},
    {"flyout_service_url": FILLED, "flyout_service_path": {"type": "string", "pattern": r"\$\{id\}"}},
)
SETTING = _object(
    {"name": FILLED, "label": FILLED, "type": {"enum": ["number", "text", "checkbox", "select"]}},
    {"default": {}, "help_text": STRING, "choices": {"type": "array"}},
)
MANIFEST = _object(
    {
        "versions": {"type": "array", "items": STRING, "contains": {"const": "0.2"}},
        "name": FILLED,
        "identifierSpace": {"type": "string", "format": "uri"},
        "schemaSpace": {"type": "string", "format": "uri"},
    },
    {
        "defaultTypes": {"type": "array", "items": NAMED, "uniqueItems": True},
        "documentation": {"type": "string", "format": "uri"},
        "logo": {"type": "string", "format": "uri"},
        "serviceVersion": STRING,
        "view": _object({"url": TEMPLATE}),
        "feature_view": _object({"url": TEMPLATE}),
        "preview": _object({"url": TEMPLATE, "width": {"type": "integer"}, "height": {"type": "integer"}}),
        "suggest": {"type": "object", "properties": {"entity": SUGGEST, "property": SUGGEST, "type": SUGGEST}},
        "extend": {
            "type": "object",
            "properties": {
                "propose_properties": _object({"service_url": FILLED, "service_path": FILLED}),
                "property_settings": {"type": "array", "items": SETTING},
            },
        },
        "batchSize": {"type": "integer", "minimum": 1},
    },
)
CANDIDATE = _object(
    {
        "id": FILLED,
        "name": FILLED,
        "type": {"type": "array", "items": NAMED},
        "score": {"type": "number"},
        "match": {"type": "boolean"},
    },
    {
        "description": STRING,
        "features": {
            "type": "array",
            "items": _object({"id": FILLED, "value": {"type": ["number", "boolean"]}}),
        },
    },
)
RESULTS = {
    "type": "object",
    "additionalProperties": _object({"result": {"type": "array", "items": CANDIDATE}}),
}
SUGGESTIONS = _object(
    {
        "result": {
            "type": "array",
            "items": _object(
                {"id": FILLED, "name": FILLED},
                {"description": STRING, "notable": {"type": "array", "items": {"anyOf": [NAMED, STRING]}}},
            ),
        }
    }
)
FLYOUT = _object({"id": FILLED, "html": STRING})
PROPOSALS = _object({"properties": {"type": "array", "items": NAMED}, "type": STRING}, {"limit": {"type": "integer"}})
VALUE = {
    "anyOf": [
        {"type": "object", "additionalProperties": False},
        NAMED,
        *(
            {"type": "object", "properties": {key: {"type": kind}}, "required": [key], "additionalProperties": False}
            for key, kind in (("str", "string"), ("float", "number"), ("int", "integer"), ("date", "string"))
        ),
    ]
}
EXTENSION = _object(
    {
        "meta": {"type": "array", "items": NAMED},
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": {"type": "array", "items": VALUE}},
        },
    }
)
