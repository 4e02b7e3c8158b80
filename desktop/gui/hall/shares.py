"""发言统计: who has spoken how long, by person, by role and by sex, of the item or of the whole evening."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.meeting import Meeting
from desktop.domain.spoken import Share, Spoken, spoken
from desktop.gui.hall.floor import minutes_and_seconds
from desktop.gui.hall.over import Over
from desktop.gui.hall_state import HallState
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.table import Table
from desktop.gui.words import _


class SharesPanel(Over):
    def __init__(self) -> None:
        super().__init__(_("发言统计"))
        self._meeting: Meeting | None = None
        self._now = ""
        self.of_item = False
        self.scope = BigButton("", self.turn)
        self.roles = Words("", "hall")
        self.sexes = Words("", "hall")
        self.table = Table((_("姓名"), _("身份"), _("次数"), _("时长")), (9, 9, 4))
        self.table.setProperty("size", "hall")
        row = QHBoxLayout()
        row.addWidget(self.scope)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.roles)
        self.body.addWidget(self.sexes)
        self.body.addWidget(self.notice)

    def opened(self) -> None:
        self._show()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def draw(self, state: HallState) -> None:
        self._meeting = state.meeting
        self._now = max(self._now, state.saved_at)
        if self.isVisible():
            self._show()

    def turn(self) -> None:
        """From the whole evening to the open item, or back."""
        self.of_item = not self.of_item
        self._show()

    def tick(self, now: str) -> None:
        """The speech that is being held counts until `now` (ISO)."""
        if self.isVisible() and now != self._now:
            self._now = now
            self._show()

    def _show(self) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        item = meeting.current
        self.scope.setVisible(item is not None)
        self.scope.rename(_("只看本项，改看整场") if self.of_item and item is not None else _("整场，改看本项"))
        found = spoken(meeting, self._now, item.id if self.of_item and item is not None else "")
        self.table.fill(rows(meeting, found))
        self.roles.setText(_("按身份：{shares}", shares=_listed(found.roles)))
        self.sexes.setText(_("按性别：{shares}", shares=_listed(found.sexes)))


def rows(meeting: Meeting, found: Spoken) -> list[tuple[str, str, str, str]]:
    """Name, office, speeches, time; whoever spoke longest first."""
    shares = sorted(found.people.items(), key=lambda one: -one[1].seconds)
    return [
        (meeting.label(person), _office(meeting, person), str(share.speeches), minutes_and_seconds(share.seconds))
        for person, share in shares
    ]


def _office(meeting: Meeting, person: str) -> str:
    one = meeting.eligible.get(person)
    return one.office if one is not None else _("列席")


def _listed(shares: dict[str, Share]) -> str:
    found = sorted(shares.items(), key=lambda one: -one[1].seconds)
    said = [
        _("{name} {n} 次 {clock}", name=name or _("未登记"), n=share.speeches, clock=minutes_and_seconds(share.seconds))
        for name, share in found
    ]
    return "；".join(said)
