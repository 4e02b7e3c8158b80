"""进度: what this stage asks for, what is missing, and the sheets to fill in; pick from lists, set the day."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.case import ENDED
from desktop.domain.cases.invitation import FORM, rule_of
from desktop.domain.cases.mediation import STEPS
from desktop.domain.procedure import Judged
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.date_field import DateField
from desktop.gui.parts.labels import Words
from desktop.gui.parts.layouts import column, empty
from desktop.gui.parts.page import Page
from desktop.gui.theme import px
from desktop.gui.titles import titled
from desktop.gui.words import _, show
from desktop.services.cases.move import choose, confirm, plan_day
from desktop.services.cases.read import CaseFile
from forms.procedures import Check, Listed
from forms.sheets import SheetForm


class Now(QWidget):
    """Drawn anew from the file of the case after each action. `changed` asks the page to read it again."""

    def __init__(self, page: Page, changed: Callable[[object], object], go_sheet: Callable[..., object]) -> None:
        super().__init__()
        self._page, self._changed, self._go_sheet = page, changed, go_sheet
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(28))
        self.day = DateField()

    def show_case(self, file: CaseFile, forms: dict[str, SheetForm]) -> None:
        empty(self._row)
        if file.stage is None:
            left = column()
            left.addWidget(Words(_("还没有受理。先在研判板上定轻重缓急和难易，再受理。"), "next", narrow=True))
            button = BigButton(_("去研判板"), lambda: self._page.session.go("board"))
            line = QHBoxLayout()
            line.addWidget(button)
            if file.mediated:
                room = partial(self._page.session.go, "mediation", case=file.case.id)
                line.addWidget(BigButton(_("进调解室"), room, kind="main"))
            line.addStretch(1)
            left.addLayout(line)
            left.addStretch(1)
            self._row.addLayout(left, 1)
            return
        self._row.addLayout(self._gates(file), 1)
        self._row.addLayout(self._sheets(file, forms), 1)

    def _gates(self, file: CaseFile) -> QVBoxLayout:
        assert file.stage is not None, "drawn for a case that was accepted"
        left = column(5)
        left.addWidget(Words(_("这一步：{stage}", stage=titled(file.stage)), "head"))
        ahead = {gate.gate: gate for shut in file.ways.values() for gate in shut}
        standing = {gate.gate: gate for gate in (*file.gates, *ahead.values())}
        for gate in standing.values():
            left.addWidget(self._gate(gate))
        if file.lead_days is not None:
            left.addWidget(Words(_("调研到协商相隔 {n} 日。", n=file.lead_days), "quiet"))
        if file.case.state not in ENDED:
            if not file.case.meeting:
                left.addLayout(self._planned(file))
            for asked in file.stage.gates:
                if asked.check is Check.CONFIRMED and asked.id not in file.case.confirmed:
                    left.addLayout(self._confirming(file, asked.id, asked.title))
            listed = {one.id: one for one in file.procedure.lists} if file.procedure else {}
            for name in file.stage.lists:
                if listed[name].choose != "none" and listed[name].items:
                    left.addLayout(self._choosing(file, listed[name]))
        left.addStretch(1)
        return left

    def _gate(self, gate: Judged) -> Words:
        mark = "✓" if gate.open else "△" if gate.warns else "□"
        return Words(f"{mark} {show(gate.sentence)}", "good" if gate.open else "warning")

    def _planned(self, file: CaseFile) -> QHBoxLayout:
        self.day = DateField()
        self.day.set_day(file.case.meeting_day)
        return self._dated(_("协商日期"), self.day, partial(plan_day, case_id=file.case.id))

    def _confirming(self, file: CaseFile, gate: str, title: str) -> QHBoxLayout:
        return self._dated(title, DateField(), partial(confirm, case_id=file.case.id, gate=gate))

    def _dated(self, label: str, day: DateField, act: Callable[..., object]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Words(label, wrap=False))
        row.addWidget(day)
        row.addWidget(
            BigButton(_("定下"), lambda: self._page.ask(lambda desk: act(desk, day=day.day), then=self._changed))
        )
        row.addStretch(1)
        return row

    def _choosing(self, file: CaseFile, listed: Listed) -> QHBoxLayout:
        """One item of a list; where several may be picked, each choice adds or takes away one."""
        row = QHBoxLayout()
        row.addWidget(Words(titled(listed), wrap=False))
        box = fields.choice(6, 16)
        picked = file.case.chosen.get(listed.id, ())
        box.addItem(_("请选择"), "")
        for item in listed.items:
            box.addItem(f"✓ {titled(item)}" if item.id in picked else titled(item), item.id)
        if listed.choose == "one" and picked:
            box.setCurrentIndex(box.findData(picked[0]))

        def chosen(_index: int) -> None:
            item = box.currentData()
            if not item:
                return
            items = (item,) if listed.choose == "one" else tuple({*picked} ^ {item})
            ordered = tuple(one.id for one in listed.items if one.id in items)
            self._page.ask(choose, file.case.id, listed.id, ordered, then=self._changed)

        box.activated.connect(chosen)
        row.addWidget(box)
        row.addStretch(1)
        return row

    def _sheets(self, file: CaseFile, forms: dict[str, SheetForm]) -> QVBoxLayout:
        assert file.stage is not None, "drawn for a case that was accepted"
        right = column(5)
        right.addWidget(Words(_("这一步的表"), "head"))
        chosen = file.case.chosen
        wanted = [need for need in file.stage.needs if not need.list or need.item in chosen.get(need.list, ())]
        names = dict.fromkeys(need.sheet for need in wanted)
        required = {need.sheet for need in wanted if not need.optional}
        if rule_of(file.stage):
            names[FORM] = None
            required.add(FORM)
        for name in names:
            form = forms.get(name)
            if form is None or name == STEPS:  # the steps have a room of their own
                continue
            own = [one for one in file.sheets if one.form == name and not one.past]
            here = [one for one in own if one.stage == file.case.stage] if name == FORM else own
            for sheet in here:
                full = sheet.id not in file.incomplete
                word = _("已定稿") if sheet.sealed else _("已填") if full else _("没填全")
                text = _("{form}（{day}，{word}）", form=titled(form), day=sheet.day or sheet.saved_at[:10], word=word)
                right.addLayout(
                    self._line(f"{'✓' if full else '□'} {text}", _("打开"), partial(self._go_sheet, sheet=sheet.id))
                )
            if file.case.state not in ENDED and (not here or name not in required):
                mark = "□" if name in required else "○"
                more = "" if name in required else _("（可以不填）")
                fill = partial(self._go_sheet, form=name)
                right.addLayout(self._line(f"{mark} {titled(form)}{more}", _("填写"), fill))
        if not names:
            right.addWidget(Words(_("这一步没有要填的表。"), "quiet"))
        if file.mediated or STEPS in names:
            room = partial(self._page.session.go, "mediation", case=file.case.id)
            right.addLayout(self._line(_("调解的六步和协议书在调解室里写。"), _("进调解室"), room))
        right.addStretch(1)
        return right

    def _line(self, text: str, verb: str, act: Callable[[], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Words(text), 1)
        row.addWidget(BigButton(verb, act))
        return row
