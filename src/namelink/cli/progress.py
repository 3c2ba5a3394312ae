"""Progress bars of commands: on a terminal only, on standard error, and gone when the command ends."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn


class ProgressBar:
    """Shows how far a command has come, a bar for each stage of its work."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._stages: dict[str, TaskID] = {}

    def update(self, stage: str, done: int, total: int | None) -> None:
        """Show how much of a stage is done, and of how much, where that is known."""
        self._shown.update(self._stage(stage, total), completed=done, total=total)

    def advance(self, stage: str, amount: int, total: int | None) -> None:
        """Show that so much more of a stage is done."""
        self._shown.advance(self._stage(stage, total), amount)

    def _stage(self, name: str, total: int | None) -> TaskID:
        if name not in self._stages:
            self._stages[name] = self._shown.add_task(name, total=total)
        return self._stages[name]


@contextlib.contextmanager
def progress_bar(shown: bool = True) -> Iterator[ProgressBar]:
    """Open a progress bar.

    Args:
        shown: Whether it is shown where standard error is a terminal.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not (shown and console.is_terminal)) as bar:
        yield ProgressBar(bar)
