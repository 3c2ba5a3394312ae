"""Sphinx directives that read what is declared: ``settings`` and ``features``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive

from namelink.config import Config


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> nodes.table:
    group = nodes.tgroup(cols=len(headings))
    group += [nodes.colspec(colwidth=width) for width in widths]
    head, body = nodes.thead(), nodes.tbody()
    head += _row(headings)
    body += [_row([*row]) for row in rows]
    group += [head, body]
    return nodes.table("", group)


def _row(cells: Sequence[str]) -> nodes.row:
    row = nodes.row()
    for place, cell in enumerate(cells):
        text = nodes.literal(text=cell) if place == 0 else nodes.Text(cell)
        row += nodes.entry("", nodes.paragraph("", "", text))
    return row


def _range(low: float | None, high: float | None) -> str:
    if low is None:
        return ""
    return f"{low:g} or more" if high is None else f"{low:g} to {high:g}"


class Settings(Directive):  # type: ignore[misc]  # docutils has no types here
    """The settings of the configuration, a table a group."""

    def run(self) -> list[nodes.Node]:
        """Return the tables."""
        found: list[nodes.Node] = []
        for group, settings in groupby(Config.settings(), key=lambda setting: setting.name.partition(".")[0]):
            rows = [
                (
                    s.name.partition(".")[2],
                    f"{s.default:g}" if s.type is float else str(s.default),
                    " ".join(filter(None, (_range(s.low, s.high), s.unit))),
                    s.doc,
                )
                for s in settings
            ]
            section = nodes.section(ids=[f"settings-{group}"])
            section += nodes.title(text=f"[{group}]")
            section += _table(("setting", "default", "range", "meaning"), rows, (28, 10, 14, 60))
            found.append(section)
        return found


class Features(Directive):  # type: ignore[misc]  # likewise
    """The features of a registry, in the order they are measured."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table of the registry ``module:NAME``."""
        module, _, name = self.arguments[0].partition(":")
        registry = getattr(__import__(module, fromlist=[name]), name)
        rows = [(feature.name, f"{feature.weight:+g}", feature.doc) for feature in registry]
        return [_table(("feature", "weight", "meaning"), rows, (22, 10, 70))]


def setup(app: Any) -> None:
    """Add the directives."""
    app.add_directive("settings", Settings)
    app.add_directive("features", Features)
