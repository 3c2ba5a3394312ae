"""The description of the service: OpenAPI 3.1, made of the operations and of the schemas of their answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from namelink.integrations.service.fields import Many
from namelink.integrations.service.limits import Limits
from namelink.integrations.service.operations import Operation

PROBLEMS = {
    400: "It is no JSON, or not UTF-8.",
    408: "It did not arrive in time.",
    413: "It asks for too much at once.",
    415: "Its body is declared as something else.",
    422: "It says something that cannot be used.",
    429: "Too many requests of this client are in hand.",
    500: "The service failed.",
    503: "The service has its hands full.",
    504: "The answer was not ready in time.",
}
"""What a request can meet with, by status."""


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def _nullable(kind: str) -> dict[str, Any]:
    return {"type": [kind, "null"]}


def _list(shape: str) -> dict[str, Any]:
    return {"type": "array", "items": _shape(shape)}


def _shape(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


_STRING = {"type": "string"}
_STRINGS = {"type": "array", "items": _STRING}
_LATIN = {"type": "string", "description": "The entity's label in Latin letters, or else a transliteration."}
_SCORE = {"type": "number", "minimum": 0, "maximum": 1}
_TYPE = {"enum": ["person", "place", "organization", None]}

SHAPES: dict[str, Any] = {
    "Evidence": _object(
        {"feature": _STRING, "value": {"type": "number"}, "query": _STRING, "name": _STRING}
        | {"contribution": {"type": "number", "description": "What it added to the log-odds of a match."}}
    ),
    "Candidate": _object(
        {"id": _STRING, "name": _STRING, "type": _TYPE, "score": _SCORE, "matched_name": _STRING},
        {"arabic": _nullable("string"), "description": _nullable("string"), "country": _nullable("string")}
        | {"refs": _STRINGS, "evidence": _list("Evidence")},
    ),
    "Resolution": _object(
        {
            "query": _STRING,
            "outcome": {"enum": ["match", "ambiguous", "nil"]},
            "id": _nullable("string"),
            "name": _nullable("string"),
            "type": _TYPE,
            "latin": _LATIN,
            "score": _SCORE,
            "candidates": _list("Candidate"),
        },
        {"explanation": _STRING},
    ),
    "Mention": _object(
        {
            "start": {"type": "integer", "minimum": 0, "description": "Code points before it."},
            "end": {"type": "integer", "minimum": 0, "description": "Code points before its end."},
            "text": _STRING,
            "prefix": {"type": "string", "description": "The clitics before it."},
            "kind": {"enum": ["name", "demonym"]},
            "id": _nullable("string"),
            "name": _nullable("string"),
            "type": _TYPE,
            "latin": _LATIN,
            "score": _SCORE,
        },
        {"resolution": _shape("Resolution")},
    ),
    "LinkedText": _object({"mentions": _list("Mention")}),
    "Spelling": _object(
        {"text": _STRING},
        {"latin": _STRING, "arabic": _STRING}
        | {"schemes": {"type": "object", "additionalProperties": _STRING}}
        | {"spellings": {"type": "array", "items": _object({"text": _STRING, "score": _SCORE})}},
    ),
    "Comparison": _object(
        {"a": _STRING, "b": _STRING, "score": _SCORE, "evidence": _list("Evidence"), "explanation": _STRING}
    ),
    "Cluster": _object({"names": _STRINGS, "latin": _STRING}),
    "Clusters": _object({"clusters": _list("Cluster")}),
    "Health": _object({"status": {"const": "ok"}, "version": _STRING, "entities": {"type": "integer"}}),
    "Problem": _object({"error": _object({"code": _STRING, "message": _STRING, "hint": _STRING})}),
}


def describe(operations: Sequence[Operation], version: str, limits: Limits) -> dict[str, Any]:
    """Return the description of a service."""
    paths = {operation.path: _path(operation) for operation in operations}
    health = {"summary": "Whether the service answers.", "responses": {"200": _answer(_shape("Health"), "It does.")}}
    metrics = {"summary": "Counts and times, for Prometheus.", "responses": {"200": {"description": "Text."}}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "namelink",
            "version": version,
            "summary": "Names as Arabic news writes them, to canonical IDs.",
            "description": "A GET is for one short request, a POST of JSON for any. Every error has the same form."
            f" A request has {limits.body:,} bytes and {limits.batch:,} names or texts at most."
            " The reconciliation service at /reconcile follows the Reconciliation Service API 0.2.",
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "paths": paths | {"/health": {"get": health}, "/metrics": {"get": metrics}},
        "components": {"schemas": SHAPES},
    }


def _path(operation: Operation) -> dict[str, Any]:
    name = operation.path.strip("/")
    shape: dict[str, Any] = _shape(operation.shape)
    if operation.one_of:
        shape = {"anyOf": [shape, _object({"results": {"type": "array", "items": shape}})]}
    problems = {str(status): _answer(_shape("Problem"), doc) for status, doc in PROBLEMS.items()}
    common = {"summary": operation.summary, "responses": {"200": _answer(shape, "The answer.")} | problems}
    body = {"required": True, "content": {"application/json": {"schema": body_schema(operation)}}}
    return {
        "get": common | {"operationId": name, "parameters": _parameters(operation)},
        "post": common | {"operationId": f"{name}Posted", "requestBody": body},
    }


def body_schema(operation: Operation) -> dict[str, Any]:
    """Return the schema of the JSON that an operation takes."""
    properties = {field.name: field.described() for field in operation.fields}
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if operation.one_of:
        return schema | {"oneOf": [{"required": [name]} for name in operation.one_of]}
    return schema | {"required": list(operation.needs)}


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": field.name,
            "in": "query",
            "description": field.doc,
            "required": field.name in operation.needs,
            "schema": field.schema(),
        }
        | ({"explode": True} if isinstance(field, Many) else {})
        for field in operation.fields
    ]


def _answer(schema: dict[str, Any], doc: str) -> dict[str, Any]:
    return {"description": doc, "content": {"application/json": {"schema": schema}}}
