"""A table of texts that is only read: frozen rows, one of them marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.gui.theme import px

Index = QModelIndex | QPersistentModelIndex
Row = tuple[str, ...]


class _Model(QAbstractTableModel):
    def __init__(self, headers: Sequence[str]) -> None:
        super().__init__()
        self._headers = tuple(headers)
        self.rows: Sequence[Row] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def replace(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows) if isinstance(rows, list) else rows
        self.endResetModel()


class Table(QTableView):
    """`taken` carries the row that was double-clicked or entered; `marked` the row that is marked, -1 for none."""

    taken = Signal(int)
    marked = Signal(int)

    def __init__(self, headers: Sequence[str], widths: Sequence[int] = ()) -> None:
        """`widths` in Chinese characters, for all columns but the last, which takes the rest."""
        super().__init__()
        self._model = _Model(headers)
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(36))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, px(16) * width + px(20))
        self.doubleClicked.connect(lambda index: self.taken.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.marked.emit(now.row()))

    @property
    def rows(self) -> Sequence[Row]:
        return self._model.rows

    @property
    def row(self) -> int:
        """The row that is marked; -1 for none."""
        return self.currentIndex().row()

    def fill(self, rows: Sequence[Row]) -> None:
        """Show other rows; the marked one stays marked where it can. A list is copied; other sequences are asked for a row
        whenever it comes into view, which suits very long ones."""
        before = self.row
        self._model.replace(rows)
        if rows:
            self.selectRow(min(max(before, 0), len(rows) - 1))
        else:
            self.marked.emit(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.row >= 0:
            self.taken.emit(self.row)
            return
        super().keyPressEvent(event)
