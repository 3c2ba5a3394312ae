"""The reference says everything that there is to say: options, endpoints, errors, counts, properties."""

from __future__ import annotations

import re

from namelink.cli.service import serve
from namelink.integrations.service.limits import ServiceLimits
from namelink.integrations.service.openapi import ERRORS
from namelink.integrations.service.operations import operations
from namelink.integrations.service.properties import PROPERTIES, TYPES
from tests.conftest import ROOT
from tests.integrations.service.running import Service

REFERENCE = (ROOT / "docs" / "reference" / "service.md").read_text(encoding="utf-8")
HOW_TO = (ROOT / "docs" / "how-to" / "openrefine.md").read_text(encoding="utf-8")


def test_every_option_stands_in_the_reference_with_its_default() -> None:
    rows = dict(re.findall(r"^\| (`--[^|]+) \| ([^|]+) \|", REFERENCE, re.MULTILINE))
    told = {option.strip("` "): default for options, default in rows.items() for option in options.split(",")}
    for option in serve.params:
        name = option.opts[0]
        assert name in told
        shown = f"{option.default:g}" if isinstance(option.default, float) else str(option.default)
        if option.default not in (None, False, ()) and "Sentinel" not in shown:
            assert shown in told[name], name


def test_the_options_have_the_defaults_of_the_limits() -> None:
    fields = {"most_bytes": "body", "most_text": "text", "most_answer": "answer"}
    options = {option.name: option.default for option in serve.params}
    for name in (
        "most_bytes",
        "most_text",
        "batch",
        "seconds",
        "requests",
        "per_client",
        "workers",
        "most_answer",
        "origin",
    ):
        assert options[name] == getattr(ServiceLimits(), fields.get(name, name))
    assert int(str(options["memory"])) << 20 == ServiceLimits().memory


def test_every_endpoint_and_field_stands_in_the_reference() -> None:
    for operation in operations(ServiceLimits()):
        row = next(line for line in REFERENCE.splitlines() if line.startswith(f"| `{operation.path}` |"))
        for field in operation.fields:
            assert f"`{field.name}`" in row, (operation.path, field.name)


def test_every_error_stands_in_the_reference() -> None:
    for status in ERRORS:
        assert re.search(rf"^\| {status} \|", REFERENCE, re.MULTILINE), status


def test_every_property_and_type_stands_in_the_documents() -> None:
    for id in (*PROPERTIES, *TYPES):
        assert f"`{id}`" in REFERENCE
    for id in PROPERTIES:
        assert f"`{id}`" in HOW_TO


def test_every_count_stands_in_the_reference(service: Service) -> None:
    names = re.findall(r"^# TYPE (namelink_\w+) ", service.client.get("/metrics").text, re.MULTILINE)
    assert len(names) >= 3
    for name in names:
        # Each count comes with the moment it began, and the family of a total goes without its ending.
        stem = name.removesuffix("_created").removesuffix("_total")
        assert re.search(rf"`{stem}(_total)?`", REFERENCE), name
