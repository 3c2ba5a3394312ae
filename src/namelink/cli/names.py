"""``resolve``, ``compare``, ``transliterate``, ``normalize``: what is asked of names, one by one."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from typing import Any

import click

import namelink
from namelink import Outcome, Resolution, Resolver
from namelink.cli.options import arguments, format_option, gazetteer_option, open_resolver, threshold_option
from namelink.cli.output import print_json, print_lines, print_table, wants_json
from namelink.cli.values import BORN, COUNTRY, KILOMETRES, LIMIT, NEAR, REF, TYPE, Checked, CheckedChoice, choice
from namelink.spelling import SCRIPTS
from namelink.transliteration.romanizer import known_region


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--type", "type_", type=TYPE, help="Only entities of this type.")
@click.option("--country", type=COUNTRY, help="Only entities of this country: a code (KG, KGZ) or a name.")
@click.option("--born", type=BORN, help="When the person of each NAME was born: 1952, 1952-10 or 1952-10-07.")
@click.option("--ref", "refs", type=REF, multiple=True, help="An identifier of what each NAME names; repeatable.")
@click.option("--near", type=NEAR, help="Where each NAME lies, in degrees: 31.95,35.93.")
@click.option("--within", type=KILOMETRES, help="Kilometres from there, at most.")
@click.option("--soft", is_flag=True, help="Prefer the type and the country, and take others only for want of any.")
@click.option("--limit", type=LIMIT, default=5, show_default=True, help="Candidates to show.")
@click.option("--explain", is_flag=True, help="Say why.")
@threshold_option
@gazetteer_option
@format_option
def resolve(
    names: tuple[str, ...],
    type_: str | None,
    country: str | None,
    born: str | None,
    refs: tuple[str, ...],
    near: tuple[float, float] | None,
    within: float | None,
    soft: bool,
    limit: int,
    explain: bool,
    threshold: float,
    indexes: tuple[str, ...],
    form: str | None,
) -> None:
    """Say which entity each NAME names; '-' reads names from standard input, one a line.

    'latin' is the entity's label in Latin letters, or a transliteration of NAME where it names no single entity.
    """
    resolver = open_resolver(indexes)
    if within is not None and near is None:
        raise click.UsageError(f"--within {within:g} kilometres of what? Give --near NORTH,EAST too")
    options: dict[str, Any] = {"type": type_, "country": country, "born": born, "refs": refs, "strict": not soft}
    options |= {"near": near, "within": within}
    found = (resolver.resolve(name, limit=limit, threshold=threshold, **options) for name in arguments(names))
    matched = False

    def watched() -> Iterator[Resolution]:
        nonlocal matched
        for resolution in found:
            matched = matched or resolution.outcome is Outcome.MATCH
            yield resolution

    if explain:
        for resolution in watched():
            click.echo(resolution.explain())
    elif wants_json(form):
        print_json(resolution.to_dict() for resolution in watched())
    else:
        columns = ["query", "outcome", "id", "name", "type", "score", "latin"]
        print_table(columns, (_resolution_row(r) for r in watched()))
    sys.exit(0 if matched else 1)


def _resolution_row(r: Resolution) -> list[str]:
    return [r.query, str(r.outcome), r.id or "", r.name or "", str(r.type or ""), f"{r.score:.3f}", r.latin]


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@format_option
def compare(a: str, b: str, form: str | None) -> None:
    """Say how likely A and B are spellings of one name (status 0 where likelier than not)."""
    comparison = namelink.compare(a, b)
    if wants_json(form):
        print_json([comparison.to_dict()])
    else:
        click.echo(comparison.explain())
    sys.exit(0 if comparison.score >= 0.5 else 1)


REGION = Checked("REGION", known_region)  # the regions are read from a table, when one is given
LEVEL = CheckedChoice(("clean", "fold"), lambda level: namelink.normalize("", level) or level)


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--scheme", help="A standard, such as ala-lc, or a TOML file of your own; the natural spelling if none.")
@click.option("--region", type=REGION, help="Spell Arab names as this region does: egypt, gulf, maghreb …")
@click.option("--to", type=choice("to", SCRIPTS), default="Latn", show_default=True, help="The script.")
@click.option("--limit", type=LIMIT, help="Show this many spellings, with their chances, best first.")
@gazetteer_option
@format_option
def transliterate(
    texts: tuple[str, ...],
    scheme: str | None,
    region: str | None,
    to: str,
    limit: int | None,
    indexes: tuple[str, ...],
    form: str | None,
) -> None:
    """Write each TEXT in Latin letters, or in Arabic ones; '-' reads standard input, line by line.

    The text itself is written: what it names has its label, which 'resolve' gives.
    """
    if scheme and (region or limit is not None or to != "Latn"):
        raise click.UsageError("a --scheme gives one spelling in Latin letters: --region, --to and --limit go without")
    if scheme:
        print_lines(arguments(texts), lambda text: namelink.transliterate(text, scheme), "latin", form)
        return
    resolver = open_resolver(indexes)
    if limit is None:
        first = functools.partial(_first_spelling, resolver, to=to, region=region)
        print_lines(arguments(texts), first, _FIELDS[to], form)
    else:
        spellings = (
            {"text": text, _FIELDS[to]: found.text, "score": round(found.score, 4)}
            for text in arguments(texts)
            for found in resolver.transliterations(text, limit, to=to, region=region)
        )
        if wants_json(form):
            print_json(spellings)
        else:
            print_table(["text", _FIELDS[to], "score"], ([str(value) for value in s.values()] for s in spellings))


_FIELDS = {"Latn": "latin", "Arab": "arabic"}


def _first_spelling(resolver: Resolver, text: str, to: str, region: str | None) -> str:
    return next((found.text for found in resolver.transliterations(text, 1, to=to, region=region)), "")


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option(
    "--level",
    type=LEVEL,
    default="clean",
    show_default=True,
    help="For display, or for lookup.",
)
@format_option
def normalize(texts: tuple[str, ...], level: str, form: str | None) -> None:
    """Normalize each TEXT; '-' reads standard input, line by line."""
    print_lines(arguments(texts), lambda text: namelink.normalize(text, level=level), "normalized", form)
