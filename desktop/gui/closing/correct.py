"""另作更正: after sealing, what was wrong, what is right, why and who asked; and the corrections that there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.fields import add, form
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _
from desktop.services.papers.correct_meeting import SealedCorrection

WIDTH = 860


class CorrectPane(QWidget):
    """`correct` carries what stands there, what should, why, and who asked."""

    correct = Signal(str, str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumWidth(px(WIDTH))
        self.wrong, self.right, self.why, self.by = self.fields = tuple(QLineEdit() for _n in range(4))
        self.button = BigButton(_("这条更正定稿"), self.send, kind="quiet")
        self.made = Words("", "hall")
        self.made.hide()
        rows = form()
        names = (_("原记录写的是"), _("应该是"), _("为什么更正"), _("谁提出的"))
        for name, field in zip(names, self.fields, strict=True):
            add(rows, name, field)
            field.returnPressed.connect(self._next)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(Words(_("另作更正"), "hall-head"))
        column.addWidget(Words(_("定稿的记录不改动。发现错误，在这里另写一条更正，定稿以后打印，跟原记录放在一起。"), "hall"))
        column.addLayout(rows)
        column.addLayout(last)
        column.insertWidget(1, self.made)

    def send(self) -> None:
        """Ask for it; what is not written yet gets the cursor and is refused in words."""
        empty = next((field for field in self.fields if not field.text().strip()), None)
        if empty is not None:
            empty.setFocus()
        self.correct.emit(*(field.text() for field in self.fields))

    def draw(self, corrections: Sequence[SealedCorrection]) -> None:
        self.made.setVisible(bool(corrections))
        self.made.setText(
            "\n".join(
                _(
                    "更正 {n}：原记录“{wrong}”，更正为“{right}”。原因：{why}。{by}提出，{at}。",
                    n=one.number,
                    wrong=one.wrong,
                    right=one.right,
                    why=one.why,
                    by=one.by,
                    at=one.made_at[:16].replace("T", " "),
                )
                for one in corrections
            )
        )

    def done(self) -> None:
        """It is on disk: the fields are free for the next."""
        for field in self.fields:
            field.clear()

    def _next(self) -> None:
        empty = next((field for field in self.fields if not field.text().strip()), None)
        if empty is not None:
            empty.setFocus()
        else:
            self.send()
