"""``serve``: namelink over HTTP."""

from __future__ import annotations

import os
from pathlib import Path

import click

from namelink.cli.options import BadInput, gazetteer_option

_TOKEN = "NAMELINK_TOKEN"
_EXTRA = "'serve' needs packages that are not installed ({}); install them with: pip install 'namelink[serve]'"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 for any that is free."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=4,
    show_default=True,
    help="Processes that work, each on one request at a time; started as they are needed.",
)
@click.option(
    "--threads",
    "_threads",
    type=click.IntRange(1, 256),
    hidden=True,
    help="Has no effect: --workers sets how many requests are worked on at once.",
)
@click.option(
    "--most-bytes", type=click.IntRange(1), default=1 << 20, show_default=True, help="Bytes of a request's body."
)
@click.option(
    "--most-text", type=click.IntRange(1), default=100_000, show_default=True, help="Code points of one text or name."
)
@click.option(
    "--batch",
    type=click.IntRange(1),
    default=200,
    show_default=True,
    help="Names, texts or queries in one request.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    default=10.0,
    show_default=True,
    help="Seconds for a request to arrive, and again to be answered.",
)
@click.option(
    "--requests",
    type=click.IntRange(1),
    default=128,
    show_default=True,
    help="Requests in hand at once.",
)
@click.option(
    "--per-client", type=click.IntRange(1), default=64, show_default=True, help="Of these, how many of one address."
)
@click.option(
    "--memory",
    type=click.IntRange(64),
    default=1024,
    show_default=True,
    help="Megabytes of memory that the work on one request may take.",
)
@click.option("--most-answer", type=click.IntRange(1), default=1 << 25, show_default=True, help="Bytes of an answer.")
@click.option(
    "--most-document", type=click.IntRange(1), default=20 << 20, show_default=True, help="Bytes of a document."
)
@click.option(
    "--origin",
    default="*",
    show_default=True,
    help="The web origin whose pages may call /reconcile, such as http://127.0.0.1:3333; '*' for any.",
)
@click.option(
    "--host-name",
    "host_names",
    multiple=True,
    metavar="NAME",
    help="A host name that it is asked for by, beside localhost and addresses; repeatable, and '*' for any.",
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="The address of a proxy, which is believed for whom it asks (X-Forwarded-For); repeatable. None by default.",
)
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False),
    help="A file with the token that requests must bring; without it, the environment variable NAMELINK_TOKEN.",
)
@click.option("--access-log", is_flag=True, help="Log each request, without what was asked for.")
@gazetteer_option
def serve(
    host: str,
    port: int,
    workers: int,
    _threads: int | None,
    most_bytes: int,
    most_text: int,
    batch: int,
    seconds: float,
    requests: int,
    per_client: int,
    memory: int,
    most_answer: int,
    most_document: int,
    origin: str,
    host_names: tuple[str, ...],
    proxies: tuple[str, ...],
    token_file: str | None,
    access_log: bool,
    indexes: tuple[str, ...],
) -> None:
    """Serve names over HTTP: a page at /, JSON endpoints, and /reconcile for OpenRefine."""
    try:
        from namelink.integrations.service.limits import ServiceLimits
        from namelink.integrations.service.server import Serving
        from namelink.integrations.service.server import serve as run
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("namelink"):
            raise
        raise BadInput(_EXTRA.format(error.name)) from None
    limits = ServiceLimits(
        body=most_bytes,
        text=most_text,
        batch=batch,
        seconds=seconds,
        requests=requests,
        per_client=per_client,
        workers=workers,
        memory=memory << 20,
        answer=most_answer,
        document=most_document,
        origin=origin,
        host_names=host_names,
        proxies=proxies,
    )
    run(Serving(host, port, indexes, access_log, limits, _token(token_file)))


def _token(file: str | None) -> str | None:
    """Return the token of a file, or else that of the environment, or None.

    Raises:
        BadInput: The file cannot be read, or the token is empty or has other characters than headers may.
    """
    if file is None and _TOKEN not in os.environ:
        return None
    where = file or f"the environment variable {_TOKEN}"
    try:
        token = Path(file).read_text(encoding="utf-8").strip() if file else os.environ[_TOKEN].strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise BadInput(f"the token cannot be read from {where}: {reason}") from None
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise BadInput(f"{where} holds no token: write one there, of ASCII letters, digits and signs without spaces")
    return token
