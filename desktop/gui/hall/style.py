"""Larger type for the hall: 20 px at the least, 28 for the next thing to do. What is pressed is 44 px high, for fingers."""

from __future__ import annotations

from string import Template

from desktop.gui import theme
from desktop.gui.theme import px

_STYLE = """
QPushButton { font-size: $hall; padding: $p4 $p10; min-height: $p34; }
QPushButton:focus { padding: $p2 $p8; }
QPushButton[kind="main"] { font-size: $next; padding: $p4 $p24; min-height: $p40; }
QPushButton[kind="main"]:focus { padding: $p2 $p22; }
QPushButton[kind="seat"] { text-align: left; padding: $p2 $p6; min-height: $p38; }
QPushButton[kind="seat"]:checked { background: $BAND; color: $QUIET; border: 1px solid $LINE; }
QPushButton[kind="seat"]:focus { border: 3px solid $ACCENT; padding: 0 $p4; }
QLabel { font-size: $hall; }
QLabel[role="title"] { font-size: $p24; font-weight: bold; }
QLabel[role="next"] { font-size: $next; font-weight: bold; }
QLabel[role="good"] { color: $ACCENT; font-size: $p24; font-weight: bold; }
QLabel[role="time"] { font-size: $next; font-weight: bold; }
QLabel[role="time-warning"] { font-size: $next; font-weight: bold; color: $WARNING; }
QLabel[role="read"] { font-size: $next; }
QFrame#notice QLabel { font-size: $hall; }
QLineEdit, QPlainTextEdit, QSpinBox { font-size: $hall; min-height: $p36; }
QCheckBox, QRadioButton { font-size: $hall; }
QListWidget { font-size: $hall; }
QTableView[size="hall"], QTableView[size="hall"] QHeaderView::section { font-size: $hall; }
QListWidget::item { padding: $p8 $p4; min-height: $p28; }
QFrame#panel QStackedWidget, QFrame#panel QScrollArea, QFrame#panel QScrollArea > QWidget > QWidget { background: transparent; }
QFrame#law { background: $SOFT; border: none; }
"""


def hall_style() -> str:
    """The sheet of the hall page and of what opens over it, at the scale in use."""
    sizes = {f"p{n}": f"{px(n)}px" for n in (2, 4, 6, 8, 10, 14, 22, 24, 28, 34, 36, 38, 40)}
    colours = {name: value for name, value in vars(theme).items() if name.isupper() and isinstance(value, str)}
    return Template(_STYLE).substitute(colours, hall=f"{px(theme.HALL)}px", next=f"{px(theme.NEXT)}px", **sizes)
