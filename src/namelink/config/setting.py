"""One setting: a field of a configuration with its meaning, its unit and its range."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import attrs


@attrs.frozen
class Setting:
    """What is declared of a field of a configuration.

    Attributes:
        name: The field, with its group: ``linking.rare_zipf``.
        type: ``int`` or ``float``.
        default: Its value where nothing else is said.
        doc: What it means, in one sentence, and why the default is what it is.
        unit: What it is measured in; empty for a plain number.
        low: Its least value, or None.
        high: Its greatest value, or None.
    """

    name: str
    type: type
    default: float
    doc: str
    unit: str
    low: float | None
    high: float | None


def setting(default: float, doc: str, *, unit: str = "", low: float | None = None, high: float | None = None) -> Any:
    """Declare a field of a configuration; its type is that of the default.

    Args:
        default: The value where nothing else is said.
        doc: What the field means, in one sentence, and why the default is what it is.
        unit: What it is measured in.
        low: The least value.
        high: The greatest value.
    """
    return attrs.field(
        default=default,
        converter=_to_float if type(default) is float else None,
        validator=_check,
        metadata={"doc": doc, "unit": unit, "low": low, "high": high},
    )


def _to_float(value: object) -> object:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _check(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    name = f"{type(instance).__name__}.{field.name}"
    expected: type = type(field.default)
    if not isinstance(value, (int, float)) or not isinstance(value, expected) or isinstance(value, bool):
        raise TypeError(f"{name} must be {expected.__name__}, not {value!r}")
    low, high = field.metadata["low"], field.metadata["high"]
    if math.isnan(value) or (low is not None and value < low) or (high is not None and value > high):
        span = f"from {low} to {high}" if low is not None and high is not None else f"at least {low}"
        raise ValueError(f"{name} must be {span if low is not None else f'at most {high}'}, not {value!r}")


def settings_of(group: type, prefix: str) -> Iterator[Setting]:
    """Yield the settings that a group declares, in order."""
    for field in attrs.fields(group):
        meta = field.metadata
        if "doc" in meta:
            name = f"{prefix}.{field.name}" if prefix else field.name
            default = field.default
            yield Setting(name, type(default), default, meta["doc"], meta["unit"], meta["low"], meta["high"])
