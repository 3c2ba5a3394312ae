"""The variables of the environment, looked at before anything else is loaded: a wrong one is told in a line."""

from __future__ import annotations

import sys

import namelink

try:
    namelink.implementation()
except (ImportError, ValueError) as error:
    print(f"Error: {error}", file=sys.stderr)
    sys.exit(2)
