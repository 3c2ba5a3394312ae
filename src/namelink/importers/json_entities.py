"""The entities of JSON that Wikibase writes: a dump with one a line, or documents that run over several lines.

>>> from namelink.importers.context import ImportContext, Line
>>> pretty = ['{"entities": {', '  "Q85": {', '    "id": "Q85"', "  },", '  "Q1": {"id": "Q1"}', "}}"]
>>> lines = [Line("cities.json", number, text) for number, text in enumerate(pretty, 1)]
>>> [(entity.number, entity.text.split()) for entity in read_entities(lines, ImportContext(print))]
[(2, ['{', '"id":', '"Q85"', '}']), (5, ['{"id":', '"Q1"}'])]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import attrgetter

import attrs

from namelink.importers.context import ImportContext, Line
from namelink.importers.lines import CUT_OFF

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|\\.')
"""Brackets, and strings, in which there are none; after a quote that is not closed, what a backslash escapes."""

_DOCUMENT = re.compile(r'\[\s*\{.*|\{(\s*"(entities|success|warnings)"\s*:.*)?')
"""The first line of what has not one entity a line: an array's first object, an object of entities, a bracket alone."""


def read_entities(lines: Iterable[Line], context: ImportContext) -> Iterator[Line]:
    """Yield the entities among some lines, each as a line that holds its JSON and the number of its first line.

    Lines that are no entity are yielded as they are. Of an array or an object that has no end, what follows the last
    entity is rejected.

    Args:
        lines: The lines of files, one file after the other.
        context: Where to report, and how long an entity may be.
    """
    for _, of_file in groupby(lines, key=attrgetter("file")):
        yield from _entities_of_file(of_file, context)


def _entities_of_file(lines: Iterator[Line], context: ImportContext) -> Iterator[Line]:
    """Yield the entities of one file."""
    in_array: Line | None = None  # the last line of an array that has begun
    has_entities = False
    for line in lines:
        text = line.text.strip()
        if _DOCUMENT.fullmatch(text) and (not has_entities or text.startswith('{"entities"')):
            # An array that has begun with no entity on a line of its own is the document's.
            head = [in_array] if in_array and not has_entities else []
            yield from _documents(chain(head, [line], lines), context)
            return
        if text == "[" or (in_array and text != "]"):
            in_array = line
        elif text == "]":
            in_array = None
        if text not in ("[", "]", "[]"):
            has_entities = True
            yield Line(line.file, line.number, text.removesuffix(","))
    if in_array:
        after = Line(in_array.file, in_array.number + 1)
        context.reject(after, f"{CUT_OFF}: the array has no end", cut_off=True)


def _documents(lines: Iterable[Line], context: ImportContext) -> Iterator[Line]:
    """Yield the entities of documents that run over several lines."""
    cutter = _Cutter(context)
    last = None
    for last in lines:
        yield from cutter.cut(last)
    if last and cutter.depth:
        place = cutter.begun or Line(last.file, last.number + 1)
        context.reject(place, f"{CUT_OFF}: the document has no end", cut_off=True)


@attrs.define
class _Cutter:
    """Cuts JSON into the objects that are entities, by its brackets.

    Attributes:
        context: Where to report, and how long an entity may be.
        depth: How many brackets are open.
        level: How many are open where entities begin: none, one of an array, or two of an object of entities.
        begun: The line the entity begins in that is being read, or None.
    """

    context: ImportContext
    depth: int = 0
    level: int = 0
    begun: Line | None = None
    _parts: list[str] = attrs.field(factory=list)
    _size: int = 0
    _key: str = ""

    def cut(self, line: Line) -> Iterator[Line]:
        """Yield the entities that end in a line."""
        start, is_outside = 0, not self.depth
        for found in _TOKEN.finditer(line.text):
            token = found.group()
            if token in ("{", "["):
                is_outside = False
                if self._open(token, line):
                    start = found.start()
            elif token in ("}", "]"):
                self.depth = max(0, self.depth - 1)
                if self.begun and self.depth == self.level:
                    self._keep(line.text[start : found.end()])
                    yield from self._entity()
                elif not self.begun and self.depth < self.level:
                    self.level = self.depth
            elif self.depth == self.level + 1:
                self._key = token
        if self.begun:
            self._keep(line.text[start:] + "\n")
        elif is_outside:
            self.context.reject(line, "this is no JSON: it stands in no array and no object")

    def _open(self, bracket: str, line: Line) -> bool:
        """Open a bracket; return whether an entity begins with it."""
        begins = bracket == "{" and not self.begun and self.depth == self.level
        if begins:
            self.begun, self._key = Line(line.file, line.number), ""
        elif bracket == "{" and self.begun and self.depth == self.level + 1 and self._key == '"entities"':
            self._forget()
            self.level = self.depth + 1
        elif bracket == "[" and not self.begun and self.depth == self.level:
            self.level = self.depth + 1
        self.depth += 1
        return begins

    def _keep(self, text: str) -> None:
        self._size += len(text)
        if self._size <= self.context.limits.longest_line_bytes:
            self._parts.append(text)

    def _entity(self) -> Iterator[Line]:
        """Yield the entity that has ended, unless it is too long."""
        begun, size, text = self.begun, self._size, "".join(self._parts)
        self._forget()
        longest = self.context.limits.longest_line_bytes
        if begun and size > longest:
            self.context.reject(begun, f"the entity is longer than {longest:,} characters")
        elif begun:
            yield Line(begun.file, begun.number, text)

    def _forget(self) -> None:
        self.begun, self._size = None, 0
        self._parts.clear()
