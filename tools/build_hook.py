"""Hatchling's build hook: compiles the default gazetteer into the package whenever it is built.

An installed namelink therefore never compiles anything. An editable install gets its index too.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DefaultGazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles data/gazetteer/*.jsonl to src/namelink/gazetteer/default/."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile, before the files of a wheel are collected."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path[:0] = [str(root / "src"), str(root / "tools")]
        try:
            from gazetteer_date import newest_date
            from namelink.gazetteer.layers import DEFAULT_INDEX
            from namelink.index import compiler
        finally:
            del sys.path[:2]
        records = sorted((root / "data" / "gazetteer").glob("*.jsonl"))
        compiler.build_index(records, DEFAULT_INDEX, dated=newest_date(root / "data" / "gazetteer"))
