"""First step: what meeting, when, where, and who leads and records it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.meeting import Meeting
from desktop.gui.parts import fields
from desktop.gui.parts.date_field import DateField, time_of
from desktop.gui.parts.labels import Words
from desktop.gui.parts.layouts import beside
from desktop.gui.words import _, tongue
from desktop.services.meetings.plan_meeting import Plan
from desktop.services.meetings.prepare_meeting import MeetingKind
from forms.language import CHINESE

GROUP_MEETING = "villager-group"


class Facts(QWidget):
    """`changed` tells that kind or day is another, and so perhaps who is eligible."""

    changed = Signal()
    edited = Signal()
    """Something was typed or chosen by hand."""

    def __init__(self) -> None:
        super().__init__()
        self._province = ""
        self._titles: dict[str, str] = {}
        self._named = ""
        self.kind = fields.choice()
        self.name = fields.line(_("如：2026年第四次村民代表会议"))
        self.date = DateField()
        self.time = fields.line("19:30", 4)
        self.time.setAccessibleName(_("时间"))
        self.time.editingFinished.connect(lambda: self.time.setText(time_of(self.time.text())))
        self.place = fields.line(_("如：村委会二楼会议室"))
        self.convener = fields.line(_("如：村民委员会"))
        self.host = fields.line(_("姓名"), 8)
        self.recorder = fields.line(_("姓名"), 8)
        self.recorder.setAccessibleName(_("记录人"))
        self.party = DateField()
        self.group = fields.choice()
        self.group.setAccessibleName(_("哪个小组"))
        form = fields.form()
        for label, field in (
            (_("会议类型"), beside(self.kind, self.group)),
            (_("会议名称"), self.name),
            (_("开会时间"), beside(self.date, self.time)),
            (_("地点"), self.place),
            (_("召集人"), self.convener),
            (_("主持人"), beside(self.host, Words(_("记录人"), wrap=False), self.recorder)),
            (_("党组织研究日期"), self.party),
        ):
            fields.add(form, label, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)
        column.addWidget(Words(_("重要事项先经村党组织研究，再开会表决；日期照实填，没有就空着。"), "quiet"))
        column.addStretch(1)
        self.kind.currentIndexChanged.connect(lambda _index: self._kind_chosen())
        self.group.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.date.line.editingFinished.connect(self.changed.emit)

        for field in (self.name, self.date.line, self.time, self.place, self.convener, self.host, self.recorder, self.party.line):
            field.textEdited.connect(lambda _text: self.edited.emit())
        for choice in (self.kind, self.group):
            choice.activated.connect(lambda _index: self.edited.emit())

    def offer(self, kinds: Sequence[MeetingKind], groups: Sequence[str]) -> None:
        """The kinds of meeting that can be chosen, and the groups of the village for a meeting of one of them."""
        self.group.blockSignals(True)
        self.group.clear()
        self.group.addItems(list(groups))
        self.group.blockSignals(False)
        self._titles = {kind.rule: kind.title for kind in kinds}
        self.kind.blockSignals(True)
        chosen = self.kind.currentData()
        self.kind.clear()
        for kind in kinds:
            self.kind.addItem(kind.title if tongue.current == CHINESE else kind.title_en, kind.rule)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        self.kind.blockSignals(False)
        self._show_group()

    @property
    def chosen_group(self) -> str:
        """The group that a 村民小组会议 is of; empty for any other kind."""
        return self.group.currentText() if self.kind.currentData() == GROUP_MEETING else ""

    def _show_group(self) -> None:
        self.group.setVisible(self.kind.currentData() == GROUP_MEETING and self.group.count() > 0)

    def _kind_chosen(self) -> None:
        """A meeting is called after its kind until it gets a name of its own."""
        self._show_group()
        if not self.name.text() or self.name.text() == self._named:
            self.name_it()
        self.changed.emit()

    def name_it(self) -> None:
        """Call it after its kind."""
        self._named = self._titles.get(self.kind.currentData() or "", "")
        self.name.setText(self._named)

    @property
    def plan(self) -> Plan:
        """As it stands in the fields; nothing is checked yet."""
        return Plan(
            title=self.name.text(),
            rule=self.kind.currentData() or "",
            date=self.date.day,
            time=time_of(self.time.text()),
            place=self.place.text(),
            province=self._province,
            convener=self.convener.text(),
            host=self.host.text(),
            recorder=self.recorder.text(),
            party_study_date=self.party.day,
        )

    def fill(self, facts: Plan | Meeting) -> None:
        """Show these facts."""
        self.kind.blockSignals(True)
        self.kind.setCurrentIndex(max(0, self.kind.findData(facts.rule)))
        self.kind.blockSignals(False)
        self._show_group()
        self._province = facts.province
        self.date.set_day(facts.date)
        self.party.set_day(facts.party_study_date)
        shown: list[tuple[QLineEdit, str]] = [
            (self.name, facts.title),
            (self.time, facts.time),
            (self.place, facts.place),
            (self.convener, facts.convener),
            (self.host, facts.host),
            (self.recorder, facts.recorder),
        ]
        for field, text in shown:
            field.setText(text)
