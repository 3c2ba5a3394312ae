"""Answers that clients have not read yet: they fill the memory of the service."""

from __future__ import annotations

from typing import Protocol


class Writer(Protocol):
    """What sends answers to one client."""

    def get_write_buffer_size(self) -> int:
        """Return the bytes that wait to be sent."""


class UnreadAnswers:
    """The connections on which part of an answer waits to be sent."""

    def __init__(self) -> None:
        self._writers: set[Writer] = set()

    def add(self, writer: Writer) -> None:
        """Count what waits on a connection, from now on."""
        self._writers.add(writer)

    def remove(self, writer: Writer) -> None:
        """Count it no more."""
        self._writers.discard(writer)

    def size(self) -> int:
        """Return the bytes that wait, on all connections."""
        return sum(writer.get_write_buffer_size() for writer in self._writers)
