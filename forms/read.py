"""A TOML file read with suspicion, and turned into typed values. Errors name file, line, key and what was expected."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from forms.errors import FormError
from forms.language import Sentence, say
from forms.locate import Way, line_at, lines_of, written

T = TypeVar("T")

MOST_BYTES = 256 * 1024
MOST_FILES = 300
MOST_DEPTH = 12
MOST_TEXT = 2000
MOST_NUMBER = 1_000_000

_SHARE = re.compile(r"\s*(>=|>)\s*(\d{1,4})\s*/\s*(\d{1,4})\s*")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
_MISSING = re.compile(r"Object missing required field `(.*)`")
_EXPECTED = re.compile(r"Expected `(.*)`, got `(.*)`")
_CHOICE = re.compile(r"Invalid enum value '(.*)'")
_AT = re.compile(r" - at `(.*)`$")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]|\[\.\.\.\]")
_KINDS = {
    "int": say("要填整数"),
    "str": say("要填文字"),
    "bool": say("要填 true 或 false"),
    "array": say("要填列表"),
    "object": say("要填一组键和值"),
}


class Document:
    """One file: its plain values and the line of each."""

    def __init__(self, name: str, data: bytes) -> None:
        """`name` is how the file is called in errors. Raises FormError for what is no tame TOML."""
        self.name = name
        if len(data) > MOST_BYTES:
            raise FormError(name, 0, "", say("文件太大，最多 {n} KiB", n=MOST_BYTES // 1024))
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise FormError(name, line, "", say("要存成 UTF-8 编码")) from None
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        try:
            self.text = text
            raw = tomllib.loads(text)
            self.values: dict[str, Any] = self._tame(raw, ())
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"at line (\d+)", str(error))
            line = int(found.group(1)) if found else text.count("\n") + 1
            what = re.sub(r" \(at .*\)$", "", str(error))
            raise FormError(name, line, "", say("不是正确的 TOML：{what}", what=what)) from None
        except RecursionError:
            raise FormError(name, 0, "", say("嵌套太深，最多 {n} 层", n=MOST_DEPTH)) from None
        except ValueError as error:
            if isinstance(error, FormError):
                raise
            raise FormError(name, 0, "", say("不是正确的 TOML：{what}", what=str(error)[:200])) from None

    @cached_property
    def lines(self) -> dict[Way, int]:
        """Line of each value; looked for only when something is wrong, for it takes as long as reading."""
        try:
            return lines_of(self.text)
        except RecursionError:
            return {}

    def error(self, way: Way, expected: Sentence) -> FormError:
        return FormError(self.name, line_at(self.lines, way) or 1, written(way), expected)

    def _tame(self, value: Any, way: Way) -> Any:
        """Plain values only, within bounds; `share = ">= 2/3"` becomes its numbers, a date becomes its ISO day."""
        if len(way) > MOST_DEPTH:
            raise self.error(way, say("嵌套太深，最多 {n} 层", n=MOST_DEPTH))
        if isinstance(value, dict):
            return {key: self._tame(inner, (*way, key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._tame(inner, (*way, position)) for position, inner in enumerate(value)]
        if isinstance(value, bool):
            return value
        if isinstance(value, int):
            if not 0 <= value <= MOST_NUMBER:
                raise self.error(way, say("要填 0 到 {n} 的整数", n=MOST_NUMBER))
            return value
        if isinstance(value, float):
            raise self.error(way, say("要填整数，不用小数"))
        if isinstance(value, date) and not isinstance(value, datetime):
            return value.isoformat()
        if isinstance(value, (datetime, time)):
            raise self.error(way, say("要填日期，例如 2026-01-01"))
        if len(value) > MOST_TEXT:
            raise self.error(way, say("文字太长，最多 {n} 字", n=MOST_TEXT))
        if any(ord(sign) < 32 and sign not in "\n\t" for sign in value):
            raise self.error(way, say("文字里有看不见的控制字符"))
        return self._share(value, way) if way and way[-1] == "share" else value

    def _share(self, text: str, way: Way) -> dict[str, Any]:
        match = _SHARE.fullmatch(text)
        top, bottom = (int(match.group(2)), int(match.group(3))) if match else (0, 0)
        over = bool(match) and text.strip().startswith(">") and not text.strip().startswith(">=")
        if not 0 < top <= bottom or (over and top == bottom):
            raise self.error(way, say('要填分数，例如 ">= 2/3"（三分之二以上）或 "> 1/2"（过半数）'))
        return {"numerator": top, "denominator": bottom, "over": over}

    def take(self, value: Any, kind: type[T], way: Way = ()) -> T:
        """`value`, which stands at `way`, as a `kind`. Raises FormError where it does not fit."""
        try:
            return msgspec.convert(value, kind, strict=True)
        except msgspec.ValidationError as error:
            raise self._explain(str(error), kind, way) from None

    def _explain(self, message: str, kind: Any, way: Way) -> FormError:
        from forms.expected import choices, meant  # looks into types, which only an error needs

        start = len(way)
        at = _AT.search(message)
        if at:
            message = message[: at.start()]
            for step in _STEP.finditer(at.group(1)):
                name, position = step.groups()
                if name or position:
                    way = (*way, name or int(position))
        if found := _UNKNOWN.fullmatch(message):
            near = meant(kind, way[start:], found.group(1))
            wrong = say("没有这个键，是不是 {near}？", near=near) if near else say("没有这个键，请核对拼写")
            return self.error((*way, found.group(1)), wrong)
        if found := _MISSING.fullmatch(message):
            return self.error((*way, found.group(1)), say("这里缺这个键"))
        if found := _CHOICE.fullmatch(message):
            words = "、".join(choices(kind, way[start:]))
            return self.error(way, say("不能填 {found}，要填 {words} 之一", found=found.group(1), words=words))
        if found := _EXPECTED.fullmatch(message):
            wanted = found.group(1).split(" | ")[0]
            return self.error(way, _KINDS.get(wanted, say("要填 {kind}", kind=wanted)))
        return self.error(way, say("填得不对：{what}", what=message))


def documents(folder: Path | Traversable, shown: str) -> Iterator[Document | FormError]:
    """The `*.toml` files of `folder` in the order of their names; one that cannot be read comes as its error.

    Links are not followed, so that a pack from a stick cannot make the program read elsewhere.
    """
    if not folder.is_dir():
        return
    if isinstance(folder, Path) and folder.is_symlink():
        yield FormError(shown, 0, "", say("不能是链接，要放文件本身"))
        return
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    if len(files) > MOST_FILES:
        yield FormError(shown, 0, "", say("文件太多，最多 {n} 个", n=MOST_FILES))
        return
    for file in files:
        name = f"{shown}/{file.name}"
        if isinstance(file, Path) and file.is_symlink():
            yield FormError(name, 0, "", say("不能是链接，要放文件本身"))
        elif not file.is_file():
            yield FormError(name, 0, "", say("要是一个文件"))
        else:
            yield open_document(file, name)


def open_document(file: Path | Traversable, name: str) -> Document | FormError:
    """One file, read no further than a tame one goes; what is wrong with it comes back as its error."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        return Document(name, data)
    except FormError as error:
        return error
    except OSError as error:
        return FormError(name, 0, "", say("读不出来：{what}", what=str(error.strerror or error)))
