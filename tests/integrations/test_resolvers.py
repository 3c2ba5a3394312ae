from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from namelink import Gazetteer, IndexNotFoundError, Resolver
from namelink.integrations.resolvers import index_paths, open_resolver
from tests.integrations.conftest import build


def test_an_index_is_opened_once(mine: str) -> None:
    assert open_resolver(mine) is open_resolver([Path(mine)])
    assert open_resolver() is open_resolver(()) is open_resolver("default")
    assert open_resolver() is not open_resolver(mine)


def test_the_first_index_wins(mine: str) -> None:
    assert open_resolver([mine, "default"]).resolve("روسيا").id == "my:2"
    assert open_resolver(["default", mine]).resolve("روسيا").id == "wikidata:Q159"
    assert open_resolver([mine, "default"]).resolve("قطر").id == "wikidata:Q846"


def test_an_index_that_was_rebuilt_is_opened_anew(tmp_path: Path) -> None:
    record = {"id": "my:1", "type": "place", "names": [{"text": "روسيا", "lang": "ar"}]}
    index = build(tmp_path, "i", [record])
    assert open_resolver(index).resolve("روسيا").id == "my:1"
    assert build(tmp_path, "i", [record | {"id": "my:2"}]) == index
    assert open_resolver(index).resolve("روسيا").id == "my:2"
    shutil.rmtree(index)
    with pytest.raises(IndexNotFoundError, match="gazetteer build"):
        open_resolver(index)


def test_what_is_open_already_is_taken_as_it_is() -> None:
    resolver = Resolver(Gazetteer.default())
    assert open_resolver(resolver) is resolver
    assert open_resolver(resolver.gazetteer).gazetteer is resolver.gazetteer


@pytest.mark.parametrize("held", [Resolver, Gazetteer.default])
def test_what_is_held_in_memory_cannot_be_sent(held: type[Resolver]) -> None:
    with pytest.raises(TypeError, match="give the path of its index"):
        index_paths(held())
