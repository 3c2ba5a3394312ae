"""``gazetteer info`` and ``gazetteer diff``: what is in a gazetteer, and what has changed between two."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click

from namelink import Gazetteer
from namelink.cli.completion import completing
from namelink.cli.options import format_option
from namelink.cli.output import echo, print_json, print_table, wants_json
from namelink.cli.values import LIMIT, PREFIX
from namelink.gazetteer.difference import Change, ChangeKind, Difference, diff
from namelink.gazetteer.flattening import flatten
from namelink.gazetteer.installed import gazetteer_names
from namelink.identifiers import DEFAULT_PREFIX
from namelink.index.analysis import count_statistics

MOST_SHOWN = 12
"""Classes, countries and the like that a table shows, the most frequent; JSON has those of the manifest."""


@click.command()
@click.argument("indexes", nargs=-1, metavar="[INDEX]...", shell_complete=completing(gazetteer_names, files=True))
@format_option
def info(indexes: tuple[str, ...], form: str | None) -> None:
    """Describe INDEX: its date, its counts, its files and the versions it was written with.

    Of several, which are layers, each is described, and then what they say together. Without any, the default one is.
    """
    gazetteer = Gazetteer.open_layers(indexes)
    if wants_json(form):
        print_json(_described(gazetteer))
        return
    for index in gazetteer.indexes:
        echo(f"{index.where}: {counts_of(index.manifest['counts'])}")
        echo(f"date: {index.date or 'not dated'}")
        _print_statistics(index.manifest["statistics"])
        files = index.manifest["files"].items()
        rows = ([name, f"{facts['size']:,}", facts["sha256"][:12]] for name, facts in files)
        print_table(["file", "bytes", "sha256"], rows)
    if len(gazetteer.indexes) > 1:
        together = _together(gazetteer)
        echo(f"together: {counts_of(together['counts'])}")
        _print_statistics(together["statistics"])


def _described(gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    for index in gazetteer.indexes:
        yield {"index": index.where, "date": index.date, **index.manifest}
    if len(gazetteer.indexes) > 1:
        yield _together(gazetteer)


def _together(gazetteer: Gazetteer) -> dict[str, Any]:
    """Return what some layers hold together, counted."""
    statistics = count_statistics(flatten(gazetteer))
    counts = {"entities": statistics["types"].total(), "names": statistics["kinds"].total()}
    found = {what: dict(sorted(counts.items())) for what, counts in statistics.items()}
    return {"layers": [index.where for index in gazetteer.indexes], "counts": counts, "statistics": found}


def counts_of(counts: Mapping[str, int]) -> str:
    """Return counts in words: ``2 entities, 3 names, 3 keys``."""
    return ", ".join(f"{number:,} {what}" for what, number in counts.items())


def _print_statistics(statistics: Mapping[str, Mapping[str, int]]) -> None:
    for what, counts in statistics.items():
        ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
        shown = [f"{name} {number:,}" for name, number in ordered[:MOST_SHOWN]]
        rest = [f"and {len(ordered) - MOST_SHOWN:,} more"] if len(ordered) > MOST_SHOWN else []
        if shown:
            echo(f"{what}: " + ", ".join([*shown, *rest]))


@click.command("diff")
@click.argument("before", metavar="A", shell_complete=completing(gazetteer_names, files=True))
@click.argument("after", metavar="B", shell_complete=completing(gazetteer_names, files=True))
@format_option
@click.option("--limit", type=LIMIT, help="Entities to show; all if not given.")
@click.option(
    "--prefix",
    type=PREFIX,
    default=DEFAULT_PREFIX,
    show_default=True,
    help="What ids of files that are no CURIEs are put under.",
)
def diff_(before: str, after: str, form: str | None, limit: int | None, prefix: str) -> None:
    """Show what has changed from A to B: indexes, or files of records (JSON Lines).

    Counts come first, then the entities by id: added, removed, merged (the id is a ref of another one now), changed.
    Status 0: nothing has changed; 1: something has.
    """
    found = diff(before, after, prefix=prefix)
    changes = itertools.islice(found, limit)
    if wants_json(form):
        print_json(itertools.chain([found.counts], (change.to_dict() for change in changes)))
    else:
        _print_changes(found, changes)
    sys.exit(1 if any(found.counts.values()) else 0)


def _print_changes(found: Difference, changes: Iterable[Change]) -> None:
    told = {what: number for what, number in found.counts.items() if number}
    kinds = [f"{told.pop(what):,} {what}" for what in map(str, ChangeKind) if what in told]
    echo(", ".join(kinds) or "nothing has changed")
    if told:
        echo("what has changed: " + ", ".join(f"{what.replace('_', ' ')} {n:,}" for what, n in told.items()))
    for change in changes:
        label = f" ({change.label})" if change.label else ""
        echo(f"{change.kind} {change.id}{label}" + (f": into {change.into}" if change.into else ""))
        for name in change.names_removed:
            echo(f"  - {name.text} ({name.lang}, {name.kind})")
        for name in change.names_added:
            echo(f"  + {name.text} ({name.lang}, {name.kind})")
        for field in change.fields:
            in_words = f"{_value(field.before)} → {_value(field.after)}"
            echo(f"  {field.field}: {'in another order, or of other sources' if field.field == 'names' else in_words}")


def _value(value: Any) -> str:
    """Return a value of a field for a reader."""
    if isinstance(value, list):
        return ", ".join(map(_value, value)) or "none"
    if isinstance(value, Mapping):
        return " ".join(map(str, value.values()))
    return "none" if value is None else str(value)
