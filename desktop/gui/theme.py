"""How the window looks: a small palette, sizes in pixels times the chosen scale, one style sheet, the fonts.

Each pair of text and ground below has a contrast of 7:1 or more (a test computes it).
"""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from string import Template

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop.gui.qt_words import speak
from desktop.gui.words import tongue

GROUND = "#FBFAF6"
PAPER = "#FFFFFF"
BAND = "#F1EFE8"
LINE = "#CFCABD"
INK = "#1C1C1A"
QUIET = "#4B4A45"
ACCENT = "#14492F"
ON_ACCENT = "#FFFFFF"
SOFT = "#E2EEE7"
WARNING = "#85240A"
ON_WARNING = "#FDEFE6"
OFF = "#6B6A64"
"""Text of what cannot be used now."""

PAIRS = (
    (INK, GROUND),
    (INK, PAPER),
    (INK, BAND),
    (INK, SOFT),
    (QUIET, GROUND),
    (QUIET, PAPER),
    (QUIET, BAND),
    (ACCENT, GROUND),
    (ACCENT, PAPER),
    (ACCENT, SOFT),
    (ON_ACCENT, ACCENT),
    (WARNING, ON_WARNING),
    (WARNING, PAPER),
    (WARNING, GROUND),
)
"""(text, ground) as used together."""

SCALES = (1.0, 1.25, 1.5)
LARGEST = max(SCALES)
"""Where some parts of a page give way to others."""
BODY, HALL, TITLE, NEXT = 16, 20, 22, 28
"""Sizes of text in px at scale 1."""
LINE_LENGTH = 40
"""Characters in a line of running text at most."""

FAMILIES = ("Noto Sans SC", "Noto Serif SC Rest", "Yishitang Rare", "sans-serif")
DAILY = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
RARE = ("NotoSerifSC-Rest.ttf", "YishitangRare-Regular.ttf")


class Look:
    """The scale of all sizes; it takes effect when the window is built anew."""

    scale: float = 1.0


look = Look()


def px(size: float) -> int:
    """`size` in pixels at the scale in use, at least 1."""
    return max(1, round(size * look.scale))


def load_fonts(names: tuple[str, ...] = DAILY) -> None:
    """Make fonts of resources/fonts known to Qt. The daily ones before the first paint, the rare ones after it."""
    folder = files("resources") / "fonts"
    for name in names:
        with as_file(folder / name) as path:
            QFontDatabase.addApplicationFont(str(path))


def dress(app: QApplication, scale: float) -> None:
    """Set scale, font and style sheet of the whole program; Qt's own dialogs speak the language of the window."""
    look.scale = scale
    speak(app, tongue.current)
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(px(BODY))
    app.setFont(font)
    app.setStyleSheet(style_sheet())


def style_sheet() -> str:
    """The one style sheet. Buttons and labels are told apart by the properties `kind` and `role`."""
    names = {name: value for name, value in globals().items() if name.isupper() and isinstance(value, str)}
    sizes = {f"px{n}": f"{px(n)}px" for n in (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20, 22, 24, 28, 36, 40, 44, 48, 52)}
    # A radius of more than half the height would make a square of the circle.
    sizes |= {"ring": f"{px(20) // 2 + px(2)}px", "dot": f"{px(12) // 2 + px(6)}px"}
    families = ", ".join(f'"{family}"' for family in FAMILIES)
    # Qt draws no box for an empty check box once a style sheet says how large it is, so all of it is said there.
    tick = files("resources") / "icons" / "tick.png"
    return Template(_STYLE).substitute(names, families=families, tick=Path(str(tick)).as_posix(), **sizes)


def close_set() -> str:
    """A style sheet for Qt's own dialogs, which cannot scroll: text as large as elsewhere (up to 1.25), rows as low as they can be."""
    size = round(BODY * min(look.scale, 1.25))
    fields = ("QPushButton", "QLineEdit", "QComboBox", "QAbstractSpinBox")
    return (
        f"* {{ font-size: {size}px; }} {', '.join(fields)} {{ min-height: {round(1.5 * size)}px; padding-top: 2px; padding-bottom: 2px; }}"
        f" {', '.join(f'{one}:focus' for one in fields)} {{ padding-top: 0; padding-bottom: 0; }}"
        " QCheckBox, QRadioButton { min-height: 0; }"
    )


_STYLE = """
* { font-family: $families; font-size: $px16; color: $INK; }
QMainWindow, QWidget#window, QStackedWidget, QScrollArea, QScrollArea > QWidget > QWidget { background: $GROUND; }
QScrollArea { border: none; }
QToolTip { background: $PAPER; color: $INK; border: 1px solid $QUIET; padding: $px4; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: $px22; font-weight: bold; }
QLabel[role="head"] { font-size: $px18; font-weight: bold; }
QLabel[role="next"] { font-size: $px28; font-weight: bold; }
QLabel[role="hall"] { font-size: $px20; }
QLabel[role="hall-head"] { font-size: $px20; font-weight: bold; }
QLabel[role="quiet"] { color: $QUIET; }
QLabel[role="good"] { color: $ACCENT; font-weight: bold; }
QLabel[role="warning"] { color: $WARNING; font-weight: bold; }
QLabel[role="good-hall"] { color: $ACCENT; font-size: $px20; font-weight: bold; }
QLabel[role="warning-hall"] { color: $WARNING; font-size: $px20; font-weight: bold; }

QPushButton { background: $PAPER; border: 1px solid $QUIET; border-radius: $px4; padding: $px5 $px14; min-height: $px28; }
QPushButton:hover { background: $BAND; }
QPushButton:pressed { background: $SOFT; }
QPushButton:focus { border: 3px solid $ACCENT; padding: $px3 $px12; }
QPushButton:disabled { color: $OFF; border-color: $LINE; background: $BAND; }
QPushButton[kind="main"] { background: $ACCENT; color: $ON_ACCENT; border: 1px solid $ACCENT; font-size: $px22;
    font-weight: bold; padding: $px8 $px28; min-height: $px36; }
QPushButton[kind="main"]:hover { background: #0E3823; }
QPushButton[kind="main"]:focus { border: 3px solid $INK; padding: $px6 $px24; }
QPushButton[kind="main"]:disabled { background: $BAND; color: $OFF; border-color: $LINE; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; color: $ACCENT; text-decoration: underline; }
QPushButton[kind="quiet"]:hover { background: $BAND; }
QPushButton[kind="quiet"]:focus { border: 3px solid $ACCENT; }
QPushButton[kind="quiet"]:disabled { color: $OFF; }

QPushButton[kind="tab"] { background: transparent; border: 1px solid $LINE; padding-left: $px10; padding-right: $px10; }
QPushButton[kind="tab"]:hover { background: $BAND; }
QPushButton[kind="tab"]:checked { background: $SOFT; border: 1px solid $ACCENT; border-bottom: 4px solid $ACCENT; color: $ACCENT; padding-bottom: $px2; }
QPushButton[kind="tab"]:focus { border: 3px solid $ACCENT; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit {
    background: $PAPER; border: 1px solid $QUIET; border-radius: $px3; padding: $px4 $px8; min-height: $px28;
    selection-background-color: $ACCENT; selection-color: $ON_ACCENT; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus {
    border: 3px solid $ACCENT; padding: $px2 $px6; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { background: $BAND; color: $QUIET; }
QLineEdit[size="hall"], QPlainTextEdit[size="hall"], QSpinBox[size="hall"] { font-size: $px20; min-height: $px36; }
QComboBox::drop-down { width: $px28; border: none; }
QComboBox::down-arrow { width: 0; height: 0; border-left: 6px solid $PAPER; border-right: 6px solid $PAPER; border-top: 8px solid $INK; }
QSpinBox, QDateEdit, QTimeEdit { padding-right: $px28; }
QSpinBox::up-button, QDateEdit::up-button, QTimeEdit::up-button { subcontrol-origin: border; subcontrol-position: top right;
    width: $px24; border: none; }
QSpinBox::down-button, QDateEdit::down-button, QTimeEdit::down-button { subcontrol-origin: border;
    subcontrol-position: bottom right; width: $px24; border: none; }
QSpinBox::up-arrow, QDateEdit::up-arrow, QTimeEdit::up-arrow { width: 0; height: 0; border-left: 5px solid $PAPER;
    border-right: 5px solid $PAPER; border-bottom: 7px solid $INK; }
QSpinBox::down-arrow, QDateEdit::down-arrow, QTimeEdit::down-arrow { width: 0; height: 0; border-left: 5px solid $PAPER;
    border-right: 5px solid $PAPER; border-top: 7px solid $INK; }
QComboBox QAbstractItemView { background: $PAPER; selection-background-color: $ACCENT; selection-color: $ON_ACCENT; outline: none; }

QListView, QTableView, QListWidget { background: $PAPER; border: 1px solid $LINE; outline: none;
    alternate-background-color: $GROUND; gridline-color: $LINE; }
QListView::item, QListWidget::item { padding: $px6 $px8; }
QTableView::item { padding: 0px $px8; }
QListView[size="hall"], QListWidget[size="hall"] { font-size: $px20; }
QListView::item:selected, QTableView::item:selected { background: $SOFT; color: $INK; }
QListView:focus, QTableView:focus { border: 2px solid $ACCENT; }
QHeaderView { background: $BAND; }
QHeaderView::section { background: $BAND; color: $INK; border: none; border-bottom: 1px solid $LINE; padding: $px6 $px8;
    font-weight: bold; }
QTableCornerButton::section { background: $BAND; border: none; }

QCheckBox, QRadioButton { spacing: $px8; min-height: $px28; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator { width: $px20; height: $px20; border: $px2 solid $QUIET; background: $PAPER; }
QCheckBox::indicator { border-radius: $px3; }
QCheckBox::indicator:checked { border-color: $ACCENT; background: $ACCENT; image: url("$tick"); }
QRadioButton::indicator { border-radius: $ring; }
QRadioButton::indicator:checked { width: $px12; height: $px12; border: $px6 solid $ACCENT; border-radius: $dot; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $LINE; }
QCheckBox::indicator:checked:disabled { background: $OFF; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $ACCENT; }

QProgressBar { background: $BAND; border: 1px solid $QUIET; border-radius: $px3; min-height: $px28; text-align: center; color: $INK; }
QProgressBar::chunk { background: #B9D8C6; }

QScrollBar:vertical { background: $BAND; width: $px14; margin: 0; }
QScrollBar:horizontal { background: $BAND; height: $px14; margin: 0; }
QScrollBar::handle { background: #8A877C; border-radius: $px4; min-height: $px36; min-width: $px36; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }

QWidget#navigation { background: $BAND; border-right: 1px solid $LINE; }
QToolButton#place { background: transparent; border: none; border-left: 4px solid transparent; padding: $px6 $px2; font-size: $px16; }
QToolButton#place:hover { background: $SOFT; }
QToolButton#place:checked { background: $PAPER; border-left: 4px solid $ACCENT; font-weight: bold; color: $ACCENT; }
QToolButton#place:focus { border: 2px solid $ACCENT; }
QWidget#strip { background: $BAND; border-top: 1px solid $LINE; }
QWidget#strip QLabel { font-size: $px20; }
QWidget#strip QPushButton { font-size: $px20; padding: $px1 $px8; }
QFrame#rule { background: $LINE; border: none; max-height: 1px; min-height: 1px; }
QFrame#notice { background: $ON_WARNING; border: none; border-left: 6px solid $WARNING; }
QFrame#notice QLabel { color: $WARNING; font-size: $px18; }
QFrame#notice[kind="good"] { background: $SOFT; border-left: 6px solid $ACCENT; }
QFrame#notice[kind="good"] QLabel { color: $ACCENT; }
QFrame#panel { background: $PAPER; border: 1px solid $LINE; }
QFrame#help { background: $PAPER; border-left: 1px solid $LINE; }
QTextBrowser { background: $PAPER; border: none; }
"""
