"""One field of a form on the screen, by its type. Each gives and takes what the form's values hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.gui.parts.date_field import DateField
from desktop.gui.parts.fields import choice
from desktop.gui.theme import px
from desktop.gui.titles import names, titled
from desktop.gui.words import _
from forms.sheets import Column, Field, FieldType

Changed = Callable[[], object]
FEN = 100


class Entry:
    """A field with its widget. `get` gives None where it is empty, and text as typed where it is not what is wanted."""

    def __init__(self, widget: QWidget, get: Callable[[], Any], put: Callable[[Any], object]) -> None:
        self.widget, self.get, self.put = widget, get, put


def entry(field: Field | Column, changed: Changed, *, narrow: bool = False) -> Entry:
    """The entry for this field; `changed` is called at every change. Tables are drawn by `rows`."""
    kind = field.type
    if kind is FieldType.PARAGRAPH:
        return _paragraph(changed)
    if kind is FieldType.DATE:
        return _date(changed, narrow)
    if kind is FieldType.CHOICE:
        return _choice(field, changed)
    if kind is FieldType.CHOICES:
        return _choices(field, changed)
    if kind is FieldType.YES_NO:
        return _yes_no(changed)
    if kind in (FieldType.NUMBER, FieldType.MONEY):
        return _number(changed, kind)
    if kind is FieldType.PEOPLE:
        line = _line(changed, _("几个人用顿号分开"))
        return Entry(line, lambda: list(names(line.text())) or None, lambda value: line.setText("、".join(value or ())))
    line = _line(changed)
    return Entry(line, lambda: line.text().strip() or None, lambda value: line.setText(str(value or "")))


def _line(changed: Changed, placeholder: str = "") -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(placeholder)
    line.textChanged.connect(lambda _text: changed())
    return line


def _paragraph(changed: Changed) -> Entry:
    area = QPlainTextEdit()
    area.setTabChangesFocus(True)
    area.setFixedHeight(px(84))
    area.textChanged.connect(changed)
    return Entry(area, lambda: area.toPlainText().strip() or None, lambda value: area.setPlainText(str(value or "")))


def _date(changed: Changed, narrow: bool) -> Entry:
    if narrow:  # in a row of a table there is no room for the weekday
        line = _line(changed, "2026-06-18")
        line.setMinimumWidth(px(118))
        from desktop.gui.parts.date_field import day_of

        return Entry(line, lambda: day_of(line.text()) or None, lambda value: line.setText(str(value or "")))
    field = DateField()
    field.line.textChanged.connect(lambda _text: changed())
    return Entry(field, lambda: field.day or None, lambda value: field.set_day(str(value or "")))


def _choice(field: Field | Column, changed: Changed) -> Entry:
    box: QComboBox = choice(4, 18)
    box.addItem(_("请选择"), None)
    for one in field.choices:
        box.addItem(titled(one), one.id)
    box.currentIndexChanged.connect(lambda _index: changed())
    return Entry(box, box.currentData, lambda value: box.setCurrentIndex(max(0, box.findData(value))))


def _choices(field: Field | Column, changed: Changed) -> Entry:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    boxes = {one.id: QCheckBox(titled(one)) for one in field.choices}
    for box in boxes.values():
        box.toggled.connect(lambda _on: changed())
        row.addWidget(box)
    row.addStretch(1)

    def put(value: Any) -> None:
        for name, box in boxes.items():
            box.setChecked(name in (value or ()))

    return Entry(holder, lambda: [name for name, box in boxes.items() if box.isChecked()] or None, put)


def _yes_no(changed: Changed) -> Entry:
    box: QComboBox = choice(3)
    for text, value in ((_("请选择"), None), (_("是"), True), (_("否"), False)):
        box.addItem(text, value)
    box.currentIndexChanged.connect(lambda _index: changed())
    places = {None: 0, True: 1, False: 2}
    return Entry(box, box.currentData, lambda value: box.setCurrentIndex(places.get(value, 0)))


def _number(changed: Changed, kind: FieldType) -> Entry:
    """Whole numbers; money is typed in yuan, with two decimals at most, and kept in fen."""
    line = _line(changed, _("元") if kind is FieldType.MONEY else "")
    line.setMaximumWidth(px(150))

    def get() -> Any:
        text = line.text().strip().replace(",", "").replace("，", "")
        if not text:
            return None
        if kind is FieldType.NUMBER:
            return int(text) if text.isdecimal() else text
        yuan, _dot, fen = text.partition(".")
        if not yuan.isdecimal() or (fen and not fen.isdecimal()) or len(fen) > 2:
            return text
        return int(yuan) * FEN + int((fen or "0").ljust(2, "0"))

    def put(value: Any) -> None:
        if kind is FieldType.MONEY and isinstance(value, int):
            line.setText(f"{value // FEN}.{value % FEN:02d}" if value % FEN else str(value // FEN))
        else:
            line.setText("" if value is None else str(value))

    return Entry(line, get, put)
