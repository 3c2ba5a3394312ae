"""What a shell offers where a value is typed: files, and the words that are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click
from click.shell_completion import CompletionItem

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def completing(known: Callable[[], Iterable[str]], *, files: bool = False) -> Completer:
    """Return what completes a value.

    Args:
        known: Returns the words that are known; called when a shell asks.
        files: Whether the value may be a file too: shells offer files where no word begins so.

    >>> complete = completing(lambda: ["ala-lc", "bgn-pcgn"])
    >>> [item.value for item in complete(None, None, "b")]
    ['bgn-pcgn']
    """

    def complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        found = [CompletionItem(word) for word in known() if word.startswith(incomplete)]
        return found + [CompletionItem(incomplete, type="file")] * files

    return complete
