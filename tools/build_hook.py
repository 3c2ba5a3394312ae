"""Hatchling's build hook: compiles the kernel, and the default gazetteer, into the package whenever it is built.

An installed namelink therefore never compiles anything. An editable install gets both too. Where there is no C compiler
the wheel is one of Python alone, and namelink runs the kernel's Python twins.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from setuptools.errors import BaseError, CCompilerError

PURE = "NAMELINK_PURE"
"""Set in the environment, it leaves the kernel out, as a machine without a compiler does."""

BARE = "NAMELINK_BARE"
"""Set in the environment, nothing is compiled: the Makefile does that after an installation in place, once."""


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles src/namelink/_kernel.pyx, and data/gazetteer/*.jsonl to src/namelink/gazetteer/default/."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile, before the files of a wheel are collected."""
        if self.target_name != "wheel" or os.environ.get(BARE):
            return
        root = Path(self.root)
        sys.path[:0] = [str(root / "src"), str(root / "tools")]
        try:
            self._build_kernel(root, build_data)
            from gazetteer_date import newest_date
            from namelink.gazetteer.installed import DEFAULT_INDEX
            from namelink.index import compiler
        finally:
            del sys.path[:2]
        records = sorted((root / "data" / "gazetteer").glob("*.jsonl"))
        compiler.build_index(records, DEFAULT_INDEX, dated=newest_date(root / "data" / "gazetteer"))

    def _build_kernel(self, root: Path, build_data: dict[str, Any]) -> None:
        from build_kernel import build, remove

        remove(root)
        if os.environ.get(PURE):
            return
        try:
            module = build(root)
        except (BaseError, CCompilerError, OSError) as error:
            self.app.display_warning(f"namelink is built without its compiled kernel, and will be slower: {error}")
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["artifacts"].append(f"/{module.relative_to(root)}")
