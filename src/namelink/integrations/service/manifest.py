"""The manifest of the reconciliation service."""

from __future__ import annotations

from typing import Any

from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.properties import TYPES

API_VERSIONS = ["0.2"]
IDENTIFIER_SPACE = "urn:namelink:entity:"
SCHEMA_SPACE = "urn:namelink:type:"

SETTINGS = [
    {
        "name": "limit",
        "label": "Most values",
        "type": "number",
        "default": 0,
        "help_text": "How many values to fetch at most; 0 for all",
    },
    {
        "name": "lang",
        "label": "Language",
        "type": "text",
        "default": "",
        "help_text": "Names of this language only, such as ar or en; nothing for all",
    },
]


def manifest(base: str, version: str, limits: ServiceLimits) -> dict[str, Any]:
    """Return the manifest of a service.

    Args:
        base: The address of the service, without a slash at its end.
        version: The version of namelink.
        limits: The limits of the service.

    >>> manifest("http://127.0.0.1:8000", "1.0", ServiceLimits(batch=10))["batchSize"]
    10
    """
    return {
        "versions": API_VERSIONS,
        "name": "namelink",
        "identifierSpace": IDENTIFIER_SPACE,
        "schemaSpace": SCHEMA_SPACE,
        "documentation": f"{base}/docs",
        "logo": f"{base}/static/icon.svg",
        "serviceVersion": version,
        "defaultTypes": list(TYPES.values()),
        "view": {"url": f"{base}/entity?id={{{{id}}}}"},
        "feature_view": {"url": f"{base}/docs#feature-{{{{id}}}}"},
        "preview": {"url": f"{base}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 260},
        "suggest": {kind: _suggest(base, kind) for kind in ("entity", "property", "type")},
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/reconcile/properties"},
            "property_settings": SETTINGS,
        },
        "batchSize": limits.batch,
    }


def _suggest(base: str, kind: str) -> dict[str, str]:
    return {
        "service_url": base,
        "service_path": f"/reconcile/suggest/{kind}",
        "flyout_service_url": base,
        "flyout_service_path": f"/reconcile/flyout/{kind}?id=${{id}}",
    }
