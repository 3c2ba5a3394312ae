"""The draft of the Reconciliation Service API 1.0 as JSON Schemas, written from the text of the specification.

What it has in common with version 0.2 is in `protocol`.
"""

from __future__ import annotations

from typing import Any

from tests.integrations.service.protocol import CANDIDATE, FILLED, NAMED, STRING, VALUE

DIRECTION = {"enum": ["ltr", "rtl", "auto"]}
_LABEL = {"id": FILLED, "name": FILLED, "lang": FILLED, "dir": DIRECTION}
LABELLED: dict[str, Any] = NAMED | {"properties": _LABEL}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(**required: Any) -> dict[str, Any]:
    return {"type": "object", "properties": required, "required": list(required)}


FLAG = {"type": "boolean"}
SETTING = _object(id=FILLED, name=FILLED, type={"enum": ["number", "text", "checkbox", "select"]}, helpText=STRING)
MANIFEST = _object(
    versions={"type": "array", "items": STRING, "contains": {"const": "1.0-draft"}},
    name=FILLED,
    view=_object(url={"type": "string", "pattern": r"\{id\}"}),
    featureView=_object(url={"type": "string", "pattern": r"\{id\}"}),
    defaultTypes=_list(NAMED),
    suggest=_object(entity=FLAG, property=FLAG, type=FLAG),
    preview=_object(width={"type": "integer"}, height={"type": "integer"}),
    extend=_object(proposeProperties=FLAG, propertySettings=_list(SETTING)),
    standardizedScore=FLAG,
    batchSize={"type": "integer"},
)
_FEATURE = _object(id=FILLED, name=FILLED, value={"type": ["number", "boolean"]})
_CANDIDATE = CANDIDATE | {
    "properties": CANDIDATE["properties"] | _LABEL | {"features": _list(_FEATURE)},
}
RESULTS = _object(results=_list(_object(candidates=_list(_CANDIDATE))))
EXTENSION = _object(
    meta=_list(LABELLED),
    rows=_list(_object(id=STRING, properties=_list(_object(id=FILLED, values=_list(VALUE))))),
)
