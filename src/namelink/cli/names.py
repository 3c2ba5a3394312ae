"""``compare``, ``transliterate``, ``normalize``: what is asked of spellings, one by one."""

from __future__ import annotations

import functools
import sys

import click

import namelink
from namelink import Resolver
from namelink.cli.completion import completing
from namelink.cli.inputs import arguments
from namelink.cli.options import format_option, gazetteer_option, open_resolver
from namelink.cli.output import echo, print_json, print_lines, print_table, wants_json
from namelink.cli.values import LIMIT, Checked, CheckedChoice, choice
from namelink.lang.ar.name_parts import regions
from namelink.spelling import SCRIPTS
from namelink.transliteration.romanizer import known_region
from namelink.transliteration.schemes import schemes


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
        echo(comparison.explain())
    sys.exit(0 if comparison.score >= 0.5 else 1)


REGION = Checked("REGION", known_region)  # the regions are read from a table, when one is given
LEVEL = CheckedChoice(("clean", "fold"), lambda level: namelink.normalize("", level) or level)


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option(
    "--scheme",
    shell_complete=completing(schemes, files=True),
    help="A standard, such as ala-lc, or a TOML file of your own; the natural spelling if none.",
)
@click.option(
    "--region",
    type=REGION,
    shell_complete=completing(regions),
    help="Spell Arab names as this region does: egypt, gulf, maghreb …",
)
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
