"""``compare``, ``transliterate``, ``normalize``: what is asked of spellings, one by one."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable

import click

import namelink
from namelink import Resolver, Transliteration
from namelink.cli.completion import completing
from namelink.cli.inputs import arguments
from namelink.cli.options import format_option, gazetteer_option, open_resolver
from namelink.cli.output import echo, print_json, print_lines, print_table, wants_json
from namelink.cli.values import LIMIT, Checked, CheckedChoice, choice
from namelink.lang.ar.name_parts import regions
from namelink.spelling import SCRIPTS, VOWELS
from namelink.transliteration.name_style import ARTICLES, COMPOUNDS, NameStyle, known_region
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
@click.option("--compounds", type=choice("compounds", COMPOUNDS), help="Write Abdelrahman, Abdel Rahman, Abdel-Rahman.")
@click.option("--article", type=choice("article", ARTICLES), help="Write al-Sisi, el-Sisi or Sisi.")
@click.option("--hyphen/--no-hyphen", default=None, help="Write al-Sisi, or al Sisi.")
@click.option("--assimilated", is_flag=True, help="Write the article as it sounds: ar-Rashid.")
@click.option("--vowels", type=choice("vowels", VOWELS), default="written", show_default=True, help="Of a --scheme.")
@click.option("--to", type=choice("to", SCRIPTS), default="Latn", show_default=True, help="The script.")
@click.option("--limit", type=LIMIT, help="Show this many spellings, with their chances, best first.")
@gazetteer_option
@format_option
def transliterate(
    texts: tuple[str, ...],
    scheme: str | None,
    region: str | None,
    compounds: str | None,
    article: str | None,
    hyphen: bool | None,
    assimilated: bool,
    vowels: str,
    to: str,
    limit: int | None,
    indexes: tuple[str, ...],
    form: str | None,
) -> None:
    """Write each TEXT in Latin letters, or in Arabic ones; '-' reads standard input, line by line.

    The text itself is written: what it names has its label, which 'resolve' gives. A --scheme writes the vowels that
    TEXT has, or with --vowels guess those that 'vocalize' gives.
    """
    style = NameStyle(region=region, compounds=compounds, article=article, hyphen=hyphen, assimilated=assimilated)
    if scheme and (style != NameStyle() or limit is not None or to != "Latn"):
        raise click.UsageError("a --scheme gives one spelling in Latin letters: of the other options, only --vowels")
    if vowels != "written" and not scheme:
        raise click.UsageError("--vowels is for a --scheme, such as --scheme ala-lc; a natural spelling has vowels")
    resolver = open_resolver(indexes)
    if scheme:
        by_scheme = functools.partial(resolver.transliterate, scheme=scheme, vowels=vowels)
        print_lines(arguments(texts), by_scheme, "latin", form)
    elif limit is None:
        first = functools.partial(_first_spelling, resolver, to=to, style=style)
        print_lines(arguments(texts), first, _FIELDS[to], form)
    else:
        listed = functools.partial(resolver.transliterations, limit=limit, to=to, style=style)
        _print_spellings(texts, listed, _FIELDS[to], form)


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--limit", type=LIMIT, help="Show this many spellings, with their chances, best first.")
@gazetteer_option
@format_option
def vocalize(texts: tuple[str, ...], limit: int | None, indexes: tuple[str, ...], form: str | None) -> None:
    """Write the likeliest vowels of each TEXT in Arabic letters; '-' reads standard input, line by line."""
    resolver = open_resolver(indexes)
    if limit is None:
        print_lines(arguments(texts), lambda text: _first(resolver.vocalize(text, 1)), "vocalized", form)
    else:
        _print_spellings(texts, functools.partial(resolver.vocalize, limit=limit), "vocalized", form)


def _print_spellings(
    texts: tuple[str, ...], spell: Callable[[str], list[Transliteration]], field: str, form: str | None
) -> None:
    """Print the spellings of each text with their chances."""
    spellings = (
        {"text": text, field: found.text, "score": round(found.score, 4)}
        for text in arguments(texts)
        for found in spell(text)
    )
    if wants_json(form):
        print_json(spellings)
    else:
        print_table(["text", field, "score"], ([str(value) for value in s.values()] for s in spellings))


_FIELDS = {"Latn": "latin", "Arab": "arabic"}


def _first_spelling(resolver: Resolver, text: str, to: str, style: NameStyle) -> str:
    return _first(resolver.transliterations(text, 1, to=to, style=style))


def _first(spellings: list[Transliteration]) -> str:
    return next((found.text for found in spellings), "")


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
