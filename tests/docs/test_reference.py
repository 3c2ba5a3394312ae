from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

import namelink
from namelink.cli import main
from tests.conftest import ROOT

REFERENCE = ROOT / "docs" / "reference"


def commands(group: click.Group, *path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield the commands one can run, those that are loaded late too, each with what is typed for it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield " ".join((*path, name)), command


def test_every_command_is_in_the_table_and_none_that_is_not_there() -> None:
    page = (REFERENCE / "command-line.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `namelink ([a-z -]+?)`", page, re.MULTILINE)
    assert sorted(told) == sorted(name for name, _ in commands(main))


def test_every_command_and_option_says_what_it_does() -> None:
    for name, command in commands(main):
        assert command.help, name
        silent = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
        assert not silent, f"{name}: {silent}"


def documented() -> list[str]:
    page = (REFERENCE / "api.md").read_text(encoding="utf-8")
    return re.findall(r"^\.\. auto(?:function|class|exception|method|attribute|data):: ([\w.]+)", page, re.MULTILINE)


@pytest.mark.parametrize("name", namelink.__all__)
def test_every_public_name_has_its_place(name: str) -> None:
    assert f"namelink.{name}" in documented()
