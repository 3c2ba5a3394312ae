"""OpenAPI 3.1 description of the service, made of its operations and the schemas of their answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from namelink.integrations.service import documents
from namelink.integrations.service.fields import Many
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.operations import Operation

ERRORS = {
    400: "The request is no JSON, or not UTF-8.",
    401: "The request brings no token.",
    403: "A page of another site asked for it.",
    408: "The request did not arrive in time.",
    413: "The request, its answer or the work on it is too large.",
    415: "The body is declared as another media type.",
    421: "The request is for another host.",
    422: "A value of the request cannot be used.",
    429: "Too many requests of this client are in progress.",
    431: "The head of the request is too long.",
    500: "The service failed.",
    501: "What the request needs is not installed.",
    503: "Too many requests are in progress.",
    504: "The answer was not ready in time.",
}
"""Errors by status."""


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def _nullable(kind: str) -> dict[str, Any]:
    return {"type": [kind, "null"]}


def _list(schema: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(schema)}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


_STRING = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_BY_LANGUAGE = {"type": "object", "additionalProperties": _STRING}
_STRINGS = {"type": "array", "items": _STRING}
_LATIN = {"type": "string", "description": "The entity's label in Latin letters, or else a transliteration."}
_SCORE = {"type": "number", "minimum": 0, "maximum": 1}
_TYPE = {"enum": ["person", "place", "organization", None]}

SCHEMAS: dict[str, Any] = {
    "Evidence": _object(
        {"feature": _STRING, "value": {"type": "number"}, "query": _STRING, "name": _STRING}
        | {"contribution": {"type": "number", "description": "What it added to the log-odds of a match."}}
    ),
    "Office": _object({"title": _STRING}, {"country": _STRING, "from": _STRING, "to": _STRING}),
    "Candidate": _object(
        {"id": _STRING, "name": _STRING, "type": _TYPE, "score": _SCORE, "matched_name": _STRING},
        {"arabic": _nullable("string"), "description": _nullable("string"), "country": _nullable("string")}
        | {"class": _nullable("string"), "parent": _nullable("string"), "population": _nullable("integer")}
        | {
            "coordinates": {
                "type": ["array", "null"],
                "items": {"type": "number"},
                "description": "Degrees north, east.",
            }
        }
        | {"born": _STRINGS, "died": _STRINGS, "gender": _nullable("string"), "offices": _list("Office")}
        | {"descriptions": _BY_LANGUAGE, "parent_names": _BY_LANGUAGE, "weight": {"type": "number"}}
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
        {"resolution": _ref("Resolution")},
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
    "DocumentText": _object({"text": _STRING}),
    "Health": _object(
        {"status": {"const": "ok"}, "version": _STRING, "entities": _COUNT}
        | {"gazetteers": {"type": "array", "items": _object({"name": _STRING, "entities": _COUNT})}}
        | {"limits": _object({"batch": _COUNT, "document": _COUNT, "text": _COUNT})}
    ),
    "Error": _object({"error": _object({"code": _STRING, "message": _STRING, "hint": _STRING})}),
}


def describe(operations: Sequence[Operation], version: str, limits: ServiceLimits) -> dict[str, Any]:
    """Return the description of a service."""
    paths = {operation.path: _path(operation) for operation in operations}
    health = {"summary": "Whether the service answers.", "responses": {"200": _answer(_ref("Health"), "It does.")}}
    metrics = {"summary": "Counts and times, for Prometheus.", "responses": {"200": {"description": "Text."}}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "namelink",
            "version": version,
            "summary": "Names as Arabic news writes them, to canonical IDs.",
            "description": "A GET is for one short request, a POST of JSON for any. Every error has the same form."
            f" A request has {limits.body:,} bytes and {limits.batch:,} names or texts at most."
            " The reconciliation service at /reconcile follows the Reconciliation Service API 0.2 and 1.0-draft.",
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "paths": paths
        | {documents.PATH: _document(limits)}
        | {"/health": {"get": health}, "/metrics": {"get": metrics}},
        "components": {"schemas": SCHEMAS},
    }


def _document(limits: ServiceLimits) -> dict[str, Any]:
    summary = f"The text of a Word or PDF document of {limits.document:,} bytes at most, in the order of reading."
    errors = {str(status): _answer(_ref("Error"), doc) for status, doc in ERRORS.items()}
    return {
        "post": {
            "summary": summary,
            "operationId": "document",
            "requestBody": {"required": True, "content": {media: {} for media in documents.TYPES}},
            "responses": {"200": _answer(_ref("DocumentText"), "The text.")} | errors,
        }
    }


def _path(operation: Operation) -> dict[str, Any]:
    name = operation.path.strip("/")
    answer: dict[str, Any] = _ref(operation.schema)
    if operation.one_of:
        answer = {"anyOf": [answer, _object({"results": {"type": "array", "items": answer}})]}
    errors = {str(status): _answer(_ref("Error"), doc) for status, doc in ERRORS.items()}
    common = {"summary": operation.summary, "responses": {"200": _answer(answer, "The answer.")} | errors}
    body = {"required": True, "content": {"application/json": {"schema": body_schema(operation)}}}
    return {
        "get": common | {"operationId": name, "parameters": _parameters(operation)},
        "post": common | {"operationId": f"{name}Posted", "requestBody": body},
    }


def body_schema(operation: Operation) -> dict[str, Any]:
    """Return the schema of the request body of an operation."""
    properties = {field.name: field.described() for field in operation.fields}
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if operation.one_of:
        return schema | {"oneOf": [{"required": [name]} for name in operation.one_of]}
    return schema | {"required": list(operation.required)}


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": field.name,
            "in": "query",
            "description": field.doc,
            "required": field.name in operation.required,
            "schema": field.parameter_schema(),
        }
        | ({"explode": True} if isinstance(field, Many) else {})
        for field in operation.fields
    ]


def _answer(schema: dict[str, Any], doc: str) -> dict[str, Any]:
    return {"description": doc, "content": {"application/json": {"schema": schema}}}
