"""Typefaces of the papers: which file draws which character, and what no file can draw.

A character is looked up in the wanted face, then in the serif face, then in two large files that are opened only for rare
names. ReportLab would draw an empty box for what a font lacks and say nothing, so every run of text is checked here first.
"""

from __future__ import annotations

import os
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

# Binary streams instead of ASCII 85: a fifth smaller and twice as fast.
rl_config.useA85 = 0

FANG, SONG, TITLE, HEI, KAI = "fang", "song", "title", "hei", "kai"
"""Faces by what they are for: 仿宋 for text, 宋体 for figures, 小标宋 for titles, 黑体 and 楷体 for headings."""

SUBSTITUTE = "〓"
"""Stands in print for a character that no font has (GB/T 15834 has none; printers have always used this mark)."""

_OURS = {
    FANG: "NotoSerifSC-Regular.ttf",
    SONG: "NotoSerifSC-Regular.ttf",
    TITLE: "NotoSerifSC-Bold.ttf",
    HEI: "NotoSansSC-Bold.ttf",
    KAI: "YishitangKai-Regular.ttf",
}
_LAST = ("NotoSerifSC-Regular.ttf", "NotoSerifSC-Rest.ttf", "YishitangRare-Regular.ttf")
_SYSTEM = {
    FANG: ("simfang.ttf", "fangsong.ttf", "fangsong_gb2312.ttf", "仿宋_gb2312.ttf"),
    KAI: ("simkai.ttf", "kaiti.ttf", "kaiti_gb2312.ttf", "楷体_gb2312.ttf"),
}
_WIDE = frozenset("“”‘’")
_lock = threading.Lock()


class Run(Struct, frozen=True):
    """Text that one font draws."""

    font: str
    text: str


_FONT = attrgetter("font")
K = TypeVar("K")
T = TypeVar("T")


class Known(dict[K, T]):
    """What there is to know of each, looked up once."""

    def __init__(self, find: Callable[[K], T]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, one: K) -> T:
        found = self[one] = self._find(one)
        return found


class PaperFont(TTFont):
    """A TrueType font whose text copies out right, beyond the BMP too.

    ReportLab writes such a character into the ToUnicode map with five digits, which a reader takes for another one. Here
    the map is UTF-16BE, in blocks of at most 100 (PDF 32000-1, 9.10.3).
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("pdfdoc")
            doc.idToObject["toUnicodeCMap:" + name].content = to_unicode(name, subset)


def to_unicode(name: str, subset: list[int]) -> str:
    """The ToUnicode map of one subset: position to code point."""
    entries = [f"<{place:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for place, code in enumerate(subset)]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def runs(text: str, face: str) -> list[Run]:
    """`text` cut into runs, each with the font that draws it; what no font has becomes `SUBSTITUTE`."""
    drawn = [run for run in map(_drawn(face).__getitem__, text) if run.font]
    return [Run(font, "".join(run.text for run in each)) for font, each in groupby(drawn, key=_FONT)]


def glyph_of(character: str, face: str, canvas: Any) -> tuple[str, str]:
    """The internal name of the font of `character` in the document of `canvas`, and its place there in hexadecimal.

    Both empty for what is not seen. What no font has becomes `SUBSTITUTE`.
    """
    run = _drawn(face)[character]
    if not run.font:
        return "", ""
    font, document = _loaded(run.font), canvas._doc  # noqa: SLF001 - ReportLab keeps subsets by document
    ((subset, place),) = font.splitString(run.text, document)
    return str(font.getSubsetInternalName(subset, document)), place.hex()


def missing(text: str) -> Iterator[str]:
    """Characters of `text` that no font has."""
    return (character for character in text if not _unseen(character) and _font_of(character, SONG) is None)


def width(text: str, face: str, size: float) -> float:
    """Width of `text` in points."""
    return sum(map(_advances(face).__getitem__, text)) * size


def warm() -> None:
    """Parse the everyday fonts, so that the first paper need not wait. May run in the background."""
    for face in _OURS:
        _chain(face)


def _unseen(character: str) -> bool:
    """Controls, joiners and variation selectors: they take no room and no font needs to have them."""
    return (
        unicodedata.category(character) in {"Cc", "Cf"}
        or "\ufe00" <= character <= "\ufe0f"
        or character >= "\U000e0000"
    )


@lru_cache
def _advances(face: str) -> Known[str, float]:
    return Known(lambda character: _advance(character, face))


@lru_cache
def _drawn(face: str) -> Known[str, Run]:
    return Known(lambda character: _drawn_by(character, face))


def _drawn_by(character: str, face: str) -> Run:
    """The font of a character with what it draws for it: nothing, or the mark for what no font has."""
    if _unseen(character):
        return Run("", "")
    font = _font_of(character, face)
    return Run(font, character) if font else Run(_font_of(SUBSTITUTE, face) or _name(_LAST[0]), SUBSTITUTE)


def _advance(character: str, face: str) -> float:
    if _unseen(character):
        return 0.0
    font = _font_of(character, face)
    if font is None:
        return 1.0
    return float(_loaded(font).face.getCharWidth(ord(character))) / 1000


@lru_cache(maxsize=50_000)
def _font_of(character: str, face: str) -> str | None:
    code = ord(character)
    # The 楷体 that we ship has quotation marks of Latin width.
    for name in _chain(SONG if character in _WIDE else face):
        if code in _loaded(name).face.charToGlyph:
            return name
    for file in _LAST:
        if code in _load(file).face.charToGlyph:
            return _name(file)
    return None


@lru_cache
def _chain(face: str) -> tuple[str, ...]:
    """Fonts to try first: the system's own where there is one, then ours."""
    chain = [name for name in _SYSTEM.get(face, ()) if (path := _installed().get(name)) and _try(name, path)]
    _load(_OURS[face])
    return (*(_name(file) for file in chain[:1]), _name(_OURS[face]))


def _name(file: str) -> str:
    return Path(file).stem


def _load(file: str) -> Any:
    """One of our fonts, parsed once for the whole program."""
    name = _name(file)
    with _lock:
        if name not in pdfmetrics.getRegisteredFontNames():
            with as_file(files("resources") / "fonts" / file) as path:
                pdfmetrics.registerFont(PaperFont(name, str(path), asciiReadable=0))
    return _loaded(name)


def _loaded(name: str) -> Any:
    """A font by its name; ReportLab's types know nothing of the face of a TrueType font."""
    return pdfmetrics.getFont(name)


def _try(file: str, path: Path) -> bool:
    """Whether a font of the system can be used: TrueType outlines, and its maker allows it in documents."""
    try:
        with _lock:
            if _name(file) not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(PaperFont(_name(file), str(path), asciiReadable=0))
    except (TTFError, OSError):
        return False
    return True


@lru_cache
def _installed() -> dict[str, Path]:
    """Font files of this computer by lower-case name, of those that are looked for."""
    wanted = {name for names in _SYSTEM.values() for name in names}
    found: dict[str, Path] = {}
    for folder in _folders():
        for root, _, names in os.walk(folder):
            found.update({name.lower(): Path(root) / name for name in names if name.lower() in wanted})
    return found


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return [windows, home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts"]
