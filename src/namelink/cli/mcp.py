"""``mcp``: namelink as tools of a language model."""

from __future__ import annotations

import click

from namelink.cli.options import gazetteer_option, open_resolver


@click.command()
@gazetteer_option
def mcp(indexes: tuple[str, ...]) -> None:
    """Serve resolve, link, transliterate and compare to a language model.

    It speaks the Model Context Protocol on standard input and output, and is started by the program that has the model,
    not by hand. It ends with its input.
    """
    resolver = open_resolver(indexes)
    from namelink.integrations.mcp import serve  # here, because no other command needs the packages

    serve(resolver)
