"""Each setting of linking: a text in which another value finds something else."""

from __future__ import annotations

import functools

import attrs
import pytest

from namelink import Config, Gazetteer, MentionKind, Resolver
from namelink.config import LinkingConfig
from tests.conftest import rows
from tests.linking.gazetteer import gazetteer

ROWS = rows("link_settings")


@functools.cache
def resolver_of(name: str, config: Config) -> Resolver:
    return Resolver(gazetteer() if name == "small" else Gazetteer.default(), config=config)


def found(row: dict[str, str], config: Config) -> str:
    linked = resolver_of(row["gazetteer"], config).link(row["text"], unknown=row["setting"].startswith("unknown_"))
    signs = {MentionKind.DEMONYM: "~", MentionKind.NAME: "="}
    return " ; ".join(f"{m.prefix}|{m.text}{signs[m.kind]}{m.id or ''}" for m in linked)


def moved(row: dict[str, str]) -> Config:
    default = getattr(LinkingConfig(), row["setting"])
    return Config.from_dict({"linking": {row["setting"]: type(default)(float(row["value"]))}})


def test_every_setting_has_a_row() -> None:
    assert {row["setting"] for row in ROWS} == {field.name for field in attrs.fields(LinkingConfig)}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['setting']}={row['value']}" for row in ROWS])
def test_another_value_finds_something_else(row: dict[str, str]) -> None:
    expected = row["found"] or ""
    assert found(row, Config()) == expected
    assert found(row, moved(row)) != expected
