"""Asks a running service for what its description allows and forbids, by schemathesis, for a bounded time.

    python tools/fuzz_service.py [--seconds 120] [--seed 1] [--schemathesis PROGRAM]

It starts `namelink serve` on a free port of the loopback address. The exit status is 1 where the service failed (5xx),
answered otherwise than /openapi.json says, took what it should refuse, or did not stop with status 0.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

CONFIG = Path(__file__).resolve().parent / "data" / "schemathesis.toml"

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
]


def command(program: Path, url: str, seconds: int, seed: int) -> list[str]:
    """Return the command that asks the service at an address."""
    return [
        *(
            str(program),
            "--config-file",
            str(CONFIG),
            "run",
            f"{url}openapi.json",
            "--checks",
            ",".join(CHECKS),
            "--max-time",
            str(seconds),
        ),
        *("--seed", str(seed), "--phases", "examples,coverage,fuzzing", "--generation-database", "none", "--no-color"),
        *("--request-timeout", "60", "--wait-for-schema", "60", "--suppress-health-check", "all", "--warnings", "off"),
    ]


def main() -> int:
    """Run the service and schemathesis."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--schemathesis", type=Path, default=Path(sys.executable).with_name("schemathesis"))
    given = parser.parse_args()
    serving = [sys.executable, "-m", "namelink", "serve", "--port", "0", "--seconds", "30"]
    with (
        tempfile.TemporaryDirectory() as folder,  # schemathesis leaves files where it runs
        subprocess.Popen(serving, stderr=subprocess.PIPE, text=True) as process,
    ):
        assert process.stderr is not None
        try:
            url = process.stderr.readline().split()[2]
            asking = command(given.schemathesis.absolute(), url, given.seconds, given.seed)
            status = subprocess.run(asking, check=False, cwd=folder).returncode
        finally:
            process.terminate()
            process.wait(60)
    return 1 if status or process.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
