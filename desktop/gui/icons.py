"""The line icons of resources/icons, in the colour that is asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.gui import theme


@cache
def _drawing(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def icon(name: str, size: int, colour: str = theme.INK, chosen: str = theme.ACCENT) -> QIcon:
    """A square icon of `size` px; `chosen` is its colour while checked."""
    result = QIcon()
    for state, ink in ((QIcon.State.Off, colour), (QIcon.State.On, chosen)):
        renderer = QSvgRenderer(QByteArray(_drawing(name).replace(theme.INK, ink).encode()))
        picture = QPixmap(size * 2, size * 2)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        picture.setDevicePixelRatio(2)
        result.addPixmap(picture, QIcon.Mode.Normal, state)
    return result
