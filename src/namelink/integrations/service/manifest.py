"""The manifest of the reconciliation service."""

from __future__ import annotations

from typing import Any

from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.properties import TYPES

API_VERSIONS = ["0.2", "1.0-draft"]
IDENTIFIER_SPACE = "urn:namelink:entity:"
SCHEMA_SPACE = "urn:namelink:type:"

SUGGESTED = ("entity", "property", "type")

SETTINGS: list[dict[str, Any]] = [
    {
        "id": "limit",
        "name": "Most values",
        "type": "number",
        "default": 0,
        "helpText": "How many values to fetch at most; 0 for all",
    },
    {
        "id": "lang",
        "name": "Language",
        "type": "text",
        "default": "",
        "helpText": "Names of this language only, such as ar or en; nothing for all",
    },
]


def manifest(base: str, version: str, limits: ServiceLimits, *, has_token: bool = False) -> dict[str, Any]:
    """Return the manifest of a service, for clients of both versions.

    Only `suggest` differs between them: 0.2 has addresses where 1.0 has true, for which they pass.

    Args:
        base: The address of the service, without a slash at its end.
        version: The version of namelink.
        limits: The limits of the service.
        has_token: Whether the service asks for a token.

    >>> manifest("http://127.0.0.1:8000", "1.0", ServiceLimits(batch=10))["batchSize"]
    10
    """
    shared = manifest_1_0(base, version, limits, has_token=has_token)
    return shared | {
        "identifierSpace": IDENTIFIER_SPACE,
        "schemaSpace": SCHEMA_SPACE,
        "view": {"url": f"{base}/entity?id={{{{id}}}}"},
        "feature_view": {"url": f"{base}/docs#feature-{{{{id}}}}"},
        "preview": shared["preview"] | {"url": f"{base}/reconcile/preview?id={{{{id}}}}"},
        "suggest": {kind: _suggest(base, kind) for kind in SUGGESTED},
        "extend": shared["extend"]
        | {
            "propose_properties": {"service_url": base, "service_path": "/reconcile/properties"},
            "property_settings": [_setting_0_2(setting) for setting in SETTINGS],
        },
    }


def manifest_1_0(base: str, version: str, limits: ServiceLimits, *, has_token: bool = False) -> dict[str, Any]:
    """Return the manifest of a service as version 1.0 has it.

    Args:
        base: The address of the service, without a slash at its end.
        version: The version of namelink.
        limits: The limits of the service.
        has_token: Whether the service asks for a token.

    >>> manifest_1_0("http://127.0.0.1:8000", "1.0", ServiceLimits())["suggest"]["entity"]
    True
    """
    security = {"authentication": {"type": "basic"}} if has_token else {}
    return {
        "versions": API_VERSIONS,
        "name": "namelink",
        "lang": "en",
        "documentation": f"{base}/docs",
        "logo": f"{base}/static/icon.svg",
        "serviceVersion": version,
        "defaultTypes": list(TYPES.values()),
        "view": {"url": f"{base}/entity?id={{id}}"},
        "featureView": {"url": f"{base}/docs#feature-{{id}}"},
        "preview": {"width": 420, "height": 320},
        "suggest": dict.fromkeys(SUGGESTED, True),
        "extend": {"proposeProperties": True, "propertySettings": SETTINGS},
        "batchSize": limits.batch,
        "standardizedScore": True,
        **security,
    }


def _setting_0_2(setting: dict[str, Any]) -> dict[str, Any]:
    old = {"id": "name", "name": "label", "helpText": "help_text"}
    return {old.get(field, field): value for field, value in setting.items()}


def _suggest(base: str, kind: str) -> dict[str, str]:
    return {
        "service_url": base,
        "service_path": f"/reconcile/suggest/{kind}",
        "flyout_service_url": base,
        "flyout_service_path": f"/reconcile/flyout/{kind}?id=${{id}}",
    }
