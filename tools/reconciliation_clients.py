"""Reconciles a table with a running service by the clients that people use: OpenRefine, and `reconciler` for pandas.

    python tools/reconciliation_clients.py [--picture docs/_static/openrefine.png]

OpenRefine is Debian's (apt-get install openrefine), `reconciler` PyPI's; one that is not installed is passed over. The
table, the service and OpenRefine are made for this, in a folder that is removed. What it prints is in
docs/how-to/openrefine.md, and so is the picture that it takes of OpenRefine with Chromium; the exit status is 1 where a
client does not get what the service means.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

ROWS = [("صادر جباروف", "KG"), ("طرابلس", "LB"), ("طرابلس", "LY"), ("محمد بن سلطان", ""), ("Emanuel Makron", "FR")]
EXPECTED = ["wikidata:Q25597826", "wikidata:Q168954", "wikidata:Q3579", None, "wikidata:Q3052772"]
"""The ids that are matched; None for a name that is not."""

OPENREFINE = "/usr/share/openrefine/refine"
SHOWN = ["--window-size=1180,470", "--virtual-time-budget=20000"]
"""How large the picture is, and how long OpenRefine has to draw it."""

EXTENDED = ["latin", "arabic", "country"]


@contextlib.contextmanager
def service() -> Iterator[str]:
    """Run `namelink serve`, and yield the address of its reconciliation service."""
    command = [sys.executable, "-m", "namelink", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        yield process.stderr.readline().split()[2] + "reconcile"
        process.terminate()


@contextlib.contextmanager
def openrefine(folder: str) -> Iterator[httpx.Client]:
    """Run OpenRefine with its projects in a folder, and yield a client of it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [OPENREFINE, "-i", "127.0.0.1", "-p", port, "-d", folder, "-x", "refine.headless=true"]
    with (
        subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client,
    ):
        try:
            for _ in range(240):
                with contextlib.suppress(httpx.HTTPError):
                    if client.get("/command/core/get-version").status_code == 200:
                        break
                time.sleep(0.5)
            yield client
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def make_project(client: httpx.Client, endpoint: str) -> str:
    """Return the id of a project with the table, reconciled and extended."""
    table = "name,land\n" + "".join(f"{name},{country}\n" for name, country in ROWS)
    made = client.post(
        "/command/core/create-project-from-upload",
        params={"csrf_token": _token(client)},
        files={"project-file": ("names.csv", table.encode(), "text/csv")},
        data={
            "project-name": "names",
            "format": "text/line-based/*sv",
            "options": '{"separator": ",", "encoding": "UTF-8"}',
        },
    )
    project = made.headers["location"].rpartition("project=")[2]
    manifest = httpx.get(endpoint).json()
    _apply(client, project, _reconciling(endpoint, manifest))
    _apply(client, project, _extending(endpoint, manifest))
    return project


def rows_of(client: httpx.Client, project: str) -> list[list[Any]]:
    """Return the rows of the table: the name, the country, the matched id, and what is known of it."""
    found = client.get("/command/core/get-rows", params={"project": project, "start": 0, "limit": 50}).json()
    models = client.get("/command/core/get-models", params={"project": project}).json()
    columns = {c["name"]: c["cellIndex"] for c in models["columnModel"]["columns"]}
    recons = found["pool"]["recons"] if "pool" in found else {}
    return [_row(row["cells"], columns, recons) for row in found["rows"]]


def _row(cells: list[Any], columns: dict[str, int], recons: dict[str, Any]) -> list[Any]:
    def value(name: str) -> Any:
        index = columns.get(name, len(cells))
        return cells[index]["v"] if index < len(cells) and cells[index] else None

    recon = recons.get(str((cells[columns["name"]] or {}).get("r")), {})
    matched = recon["m"]["id"] if recon.get("m") else None
    return [value("name"), value("land"), matched, *map(value, ("Latin name", "Arabic name", "country"))]


def _reconciling(endpoint: str, manifest: dict[str, Any]) -> dict[str, Any]:
    country = {"column": "land", "property": {"id": "country", "name": "country"}, "propertyName": "country"}
    return {
        "op": "core/recon",
        "engineConfig": {"facets": [], "mode": "row-based"},
        "columnName": "name",
        "config": {
            "mode": "standard-service",
            "service": endpoint,
            "identifierSpace": manifest["identifierSpace"],
            "schemaSpace": manifest["schemaSpace"],
            "autoMatch": True,
            "batchSize": 10,
            "columnDetails": [country | {"propertyID": "country"}],
            "limit": 0,
        },
    }


def _extending(endpoint: str, manifest: dict[str, Any]) -> dict[str, Any]:
    return {
        "op": "core/extend-reconciled-data",
        "engineConfig": {"facets": [], "mode": "row-based"},
        "baseColumnName": "name",
        "endpoint": endpoint,
        "identifierSpace": manifest["identifierSpace"],
        "schemaSpace": manifest["schemaSpace"],
        "extension": {"properties": [{"id": id, "name": id} for id in EXTENDED]},
        "columnInsertIndex": 1,
    }


def _apply(client: httpx.Client, project: str, operation: dict[str, Any]) -> None:
    """Apply an operation, and wait until it is done."""
    client.post(
        "/command/core/apply-operations",
        params={"project": project},
        data={"operations": json.dumps([operation]), "csrf_token": _token(client)},
    )
    for _ in range(240):
        if not client.get("/command/core/get-processes", params={"project": project}).json()["processes"]:
            return
        time.sleep(0.5)


def take_picture(client: httpx.Client, project: str, picture: Path) -> None:
    """Take a picture of a project as OpenRefine shows it."""
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless=new", "--no-sandbox", "--hide-scrollbars", "--lang=en", f"--user-data-dir={profile}"]
        shown = [*SHOWN, f"--screenshot={picture.absolute()}", str(client.base_url.join(f"/project?project={project}"))]
        subprocess.run(["chromium", *options, *shown], check=True, capture_output=True)


def _token(client: httpx.Client) -> str:
    return str(client.get("/command/core/get-csrf-token").json()["token"])


def by_reconciler(endpoint: str) -> list[str | None]:
    """Return the ids that `reconciler` gets, as its table says which are matches."""
    import pandas
    from reconciler import reconcile

    names, countries = pandas.Series([n for n, _ in ROWS]), pandas.Series([c for _, c in ROWS])
    found = []
    for name, country in zip(names, countries, strict=True):  # it takes equal names for one
        mapping = {"country": pandas.Series([country])} if country else None
        table = reconcile(pandas.Series([name]), property_mapping=mapping, reconciliation_endpoint=endpoint)
        first = table.iloc[0]
        found.append(first["id"] if first["match"] else None)
    return found


def main() -> int:
    """Run the clients that are installed, and print what they got."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--picture", type=Path)
    picture = parser.parse_args().picture
    wrong = 0
    with service() as endpoint, tempfile.TemporaryDirectory() as folder:
        if shutil.which(OPENREFINE):
            with openrefine(folder) as client:
                print("OpenRefine", client.get("/command/core/get-version").json()["version"])
                project = make_project(client, endpoint)
                rows = rows_of(client, project)
                if picture:
                    take_picture(client, project, picture)
            for row in rows:
                print("   ", *("-" if value is None else value for value in row), sep=" | ")
            wrong += [row[2] for row in rows] != EXPECTED
        if importlib.util.find_spec("reconciler"):
            ids = by_reconciler(endpoint)
            print("reconciler", ids)
            wrong += ids != EXPECTED
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
