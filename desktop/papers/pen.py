"""Marks as operators of a page (PDF 32000-1, 8 and 9), written straight: a page has hundreds, and each of them is short."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

import zxingcpp

from desktop.papers.fonts import Known, glyph_of
from desktop.papers.page import Code, Ink, Mark, Picture, Rule, Text

GREY = 0.45
"""Lighter than ink, so that a photocopy and a scan show which is which, and dark enough for an office printer."""

THIN, THICK = 0.5, 1.6
"""Width of a stroke in points, by pressure."""
STEP = 0.2
"""Points between two widths: no eye tells them apart on paper."""

_FONT = itemgetter(0)
_DARK = re.compile(rb"\x01+")


@lru_cache(maxsize=256)
def code_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of `text`, row by row without its quiet zone: true where a module is dark.

    Level Q: a quarter of it may be lost under a pen or a fold, and it is no larger than at level M.
    """
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    image: Any = made.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(image).tolist()
    return tuple(tuple(value == 0 for value in row) for row in rows)


def modules(text: str) -> int:
    """Modules on a side of the QR code of `text`, without its quiet zone."""
    return len(code_matrix(text))


class Pen:
    """Draws the marks of one document, page by page. It counts from the page's lower left corner, marks from the upper left."""

    def __init__(self, canvas: Any, height: float) -> None:
        self._canvas, self._height = canvas, height
        self._written: list[str] = []
        self._faces: dict[str, Known[str, tuple[str, str]]] = {}
        self._line: tuple[float, bool] | None = None

    def draw(self, mark: Mark) -> None:
        if isinstance(mark, Text):
            self._text(mark)
        elif isinstance(mark, Rule):
            self._rule(mark)
        elif isinstance(mark, Ink):
            self._ink(mark)
        elif isinstance(mark, Code):
            self._code(mark)
        else:
            self._picture(mark)

    def end_page(self) -> None:
        self._hand_over()
        self._canvas.showPage()

    def _hand_over(self) -> None:
        """What was written goes to ReportLab, which knows nothing of the state that it leaves."""
        self._canvas.addLiteral("\n".join(self._written))
        self._written.clear()
        self._line = None

    def _text(self, mark: Text) -> None:
        face = self._faces.get(mark.face)
        if face is None:
            face = self._faces[mark.face] = Known(lambda character: glyph_of(character, mark.face, self._canvas))
        write = self._written.append
        write(f"BT 1 0 0 1 {mark.x:.2f} {self._height - mark.y:.2f} Tm {mark.space:.4g} Tc")
        for font, glyphs in groupby(map(face.__getitem__, mark.text), _FONT):
            if font:
                write(f"{font} {mark.size:.4g} Tf <{''.join([code for _, code in glyphs])}> Tj")
        write("ET")

    def _rule(self, mark: Rule) -> None:
        line = (mark.width, mark.dash)
        if line != self._line:
            self._line = line
            self._written.append(f"{mark.width:.4g} w {'[3 3]' if mark.dash else '[]'} 0 d")
        self._written.append(
            f"{mark.x1:.2f} {self._height - mark.y1:.2f} m {mark.x2:.2f} {self._height - mark.y2:.2f} l S"
        )

    def _ink(self, mark: Ink) -> None:
        """The strokes as they came, in whole numbers; the matrix puts them in their place and turns them upright."""
        self._written.append(
            f"q {GREY} G 1 J 1 j {mark.scale:.6f} 0 0 {-mark.scale:.6f} {mark.x:.2f} {self._height - mark.y:.2f} cm"
        )
        # Segments of one width are one path: a tenth of the operators, and no seam where two of them meet.
        paths: dict[int, list[str]] = {}
        across, down, pressures = zip(*chain.from_iterable(mark.strokes), strict=True)
        points = ("%d %d\n" * len(across) % tuple(chain.from_iterable(zip(across, down, strict=True)))).split("\n")
        widths = [_WIDTHS[pressure] for pressure in pressures]
        begins = 0
        for stroke in mark.strokes:
            ends = begins + len(stroke)
            place = min(begins + 1, ends - 1)
            while place < ends:
                width, start = widths[place], max(place - 1, begins)
                place += 1
                while place < ends and widths[place] == width:
                    place += 1
                paths.setdefault(width, []).append(
                    f"{points[start]} m {' l '.join(points[start + 1 : place] or points[start:place])} l"
                )
            begins = ends
        for width, path in sorted(paths.items()):
            self._written += (f"{width * STEP / mark.scale:.3f} w", *path, "S")
        self._written.append("Q")

    def _code(self, mark: Code) -> None:
        """One path of rectangles, a row's neighbours joined, so that no printer leaves hairlines between modules."""
        self._written.append(
            f"q {mark.module:.6f} 0 0 {-mark.module:.6f} {mark.x:.2f} {self._height - mark.y:.2f} cm {_squares(mark.text)} f Q"
        )

    def _picture(self, mark: Picture) -> None:
        from reportlab.graphics import renderPDF

        from desktop.papers.charts.draw import drawing

        self._written.append("0 Tc")
        self._hand_over()
        drawn = drawing(mark.chart, mark.width)
        renderPDF.draw(drawn, self._canvas, mark.x, self._height - mark.y - drawn.height)


def _step(pressure: int) -> int:
    """Width in steps. A pen that tells no pressure writes a little thinner than half pressed."""
    return round((THIN + (THICK - THIN) * (pressure / 1000 if pressure else 0.45)) / STEP)


_WIDTHS: Known[int, int] = Known(_step)


def _squares(text: str) -> str:
    return "\n".join(
        f"{dark.start()} {row} {len(dark.group())} 1 re"
        for row, cells in enumerate(code_matrix(text))
        for dark in _DARK.finditer(bytes(cells))
    )
