"""The command line: ``namelink resolve NAME…``, ``link FILE`` and the rest.

Exit status: 0 something was found, 1 nothing was, 2 wrong use, bad input or an output that cannot be written.
"""

from __future__ import annotations

import sys

import click

from namelink.cli import (
    environment,  # noqa: F401  # the first: the others load what it looks at
    evaluate,
    gazetteer,
    lists,
    mcp,
    names,
    resolution,
    service,
    texts,
)
from namelink.cli.options import Group


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="namelink")
def main() -> None:
    """Names as Arabic news writes them, to canonical IDs."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Half a surrogate pair is printed as its escape, which is also how JSON writes it.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


for command in (
    resolution.resolve,
    texts.link,
    names.compare,
    lists.cluster,
    names.transliterate,
    names.vocalize,
    names.normalize,
    evaluate.evaluate,
    gazetteer.gazetteer,
    service.serve,
    mcp.mcp,
):
    main.add_command(command)
