"""On which line of a TOML text a value stands. `tomllib` does not say, and an error without a line helps nobody.

Only texts that `tomllib` has accepted are looked at, so the scan is short: it follows tables, keys, arrays and inline tables
and notes a line for each way to a value.
"""

from __future__ import annotations

import re

Way = tuple[str | int, ...]
"""Keys and list positions from the top of the file down to a value."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")


def lines_of(text: str) -> dict[Way, int]:
    """Line, counted from 1, of each table, key and list element in `text`."""
    return _Scan(text).lines


def written(way: Way) -> str:
    """A way as a person reads it: `versions[0].notice.days`."""
    shown = ""
    for step in way:
        shown += f"[{step}]" if isinstance(step, int) else f".{step}" if shown else step
    return shown


def line_at(lines: dict[Way, int], way: Way) -> int:
    """Line of the value at `way`, or of the nearest thing above it that is in the file; 0 where nothing is."""
    while way and way not in lines:
        way = way[:-1]
    return lines.get(way, 0)


class _Scan:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.line = text, 0, 1
        self.lines: dict[Way, int] = {}
        self.counts: dict[Way, int] = {}
        here: Way = ()
        while self._blank() < len(text):
            if text.startswith("[[", self.at):
                here = self._header(2, many=True)
            elif text[self.at] == "[":
                here = self._header(1, many=False)
            else:
                self._pair(here)

    def _blank(self) -> int:
        return self._skip(_BLANK)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        if match:
            self._go(match.end())
        return self.at

    def _go(self, to: int) -> None:
        self.line += self.text.count("\n", self.at, to)
        self.at = to

    def _key(self) -> Way:
        """A dotted key; ends at what follows it."""
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            if self.text[self.at] in "\"'":
                start = self.at
                self._string()
                keys.append(self.text[start + 1 : self.at - 1])
            else:
                match = _BARE.match(self.text, self.at)
                keys.append(match.group() if match else "?")
                self._go(match.end() if match else self.at + 1)
            self._skip(_SPACE)
            if self.text[self.at : self.at + 1] != ".":
                return tuple(keys)
            self._go(self.at + 1)

    def _header(self, brackets: int, *, many: bool) -> Way:
        line = self.line
        self._go(self.at + brackets)
        keys = self._key()
        self._go(self.at + brackets)
        way: Way = ()
        for key in keys[:-1]:
            way = (*way, key)
            if way in self.counts:
                way = (*way, self.counts[way] - 1)
        way = (*way, keys[-1])
        if many:
            self.counts[way] = self.counts.get(way, 0) + 1
            self.lines.setdefault(way, line)
            way = (*way, self.counts[way] - 1)
        self.lines.setdefault(way, line)
        return way

    def _pair(self, here: Way) -> None:
        line = self.line
        way = here + self._key()
        for end in range(len(here) + 1, len(way) + 1):
            self.lines.setdefault(way[:end], line)
        self._go(self.text.find("=", self.at) + 1)
        self._blank()
        self._value(way)

    def _value(self, way: Way) -> None:
        first = self.text[self.at : self.at + 1]
        if first and first in "\"'":
            self._string()
        elif first == "[":
            self._list(way)
        elif first == "{":
            self._inline(way)
        else:
            before = self.at
            self._skip(_SCALAR)
            if self.at == before:
                self._go(before + 1)

    def _list(self, way: Way) -> None:
        self._go(self.at + 1)
        position = 0
        while self._blank() < len(self.text) and self.text[self.at] != "]":
            if self.text[self.at] == ",":
                self._go(self.at + 1)
                position += 1
                continue
            self.lines.setdefault((*way, position), self.line)
            self._value((*way, position))
        self._go(self.at + 1)

    def _inline(self, way: Way) -> None:
        self._go(self.at + 1)
        while self._blank() < len(self.text) and self.text[self.at] != "}":
            if self.text[self.at] == ",":
                self._go(self.at + 1)
                continue
            self._pair(way)
        self._go(self.at + 1)

    def _string(self) -> None:
        quote = self.text[self.at]
        long = self.text.startswith(quote * 3, self.at)
        end = quote * 3 if long else quote
        at = self.at + len(end)
        while not self.text.startswith(end, at) and at < len(self.text):
            at += 2 if quote == '"' and self.text[at] == "\\" else 1
        at += len(end)
        while long and self.text[at : at + 1] == quote:
            at += 1
        self._go(min(at, len(self.text)))
