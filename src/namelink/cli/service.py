"""``serve``: namelink over HTTP."""

from __future__ import annotations

import click

from namelink.cli.options import BadInput, gazetteer_option

_EXTRA = "'serve' needs packages that are not installed ({}); install them with: pip install 'namelink[serve]'"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 for any that is free."
)
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that work.")
@click.option("--threads", type=click.IntRange(1, 256), default=4, show_default=True, help="Threads of each.")
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
    help="Requests in hand at once, in each process.",
)
@click.option(
    "--per-client", type=click.IntRange(1), default=64, show_default=True, help="Of these, how many of one address."
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
@click.option("--access-log", is_flag=True, help="Log each request, with the names that were asked for.")
@gazetteer_option
def serve(
    host: str,
    port: int,
    workers: int,
    threads: int,
    most_bytes: int,
    most_text: int,
    batch: int,
    seconds: float,
    requests: int,
    per_client: int,
    origin: str,
    host_names: tuple[str, ...],
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
        threads=threads,
        origin=origin,
        host_names=host_names,
    )
    run(Serving(host, port, indexes, workers, access_log, limits))
