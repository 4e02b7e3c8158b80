"""填表: the form on the left, the real page as it will be printed on the right. What is being typed is kept by itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from desktop.domain.cases.sheets import CaseSheet
from desktop.domain.cases.typed import Known, problems
from desktop.gui.parts.layouts import empty, scrolling
from desktop.gui.parts.print_actions import Record
from desktop.gui.registers.offer import ask_and_offer, suggest
from desktop.gui.session import Session
from desktop.gui.sheet.filled import FilledPage
from desktop.gui.sheet.form import FormView
from desktop.gui.titles import titled
from desktop.gui.words import _
from desktop.services.cases.begin_sheet import begin_sheet
from desktop.services.cases.fill_sheet import attach, attached, correct_sheet, known_of, save_sheet, seal_sheet
from desktop.services.cases.print_sheet import preview_sheet, print_sheet
from desktop.services.cases.read import read_case
from desktop.services.meetings.keep_draft import draft, keep_draft
from forms.language import Sentence
from forms.sheets import SheetForm

if TYPE_CHECKING:
    from desktop.papers import Drawn
    from desktop.services.desk import Desk

THREE_LISTS = ("suggestions", "duties", "feedback")
"""Each is one page of A4 (the source says 简明扼要; one page is our default)."""


class Opened(Struct, frozen=True):
    """What the page shows. `sheet` is None for one that was only begun."""

    form: SheetForm
    sheet: CaseSheet | None
    values: dict[str, Any]
    about: str
    known: Known = Known()
    """What the case says beside it, for what cannot be."""


class SheetPage(FilledPage):
    def __init__(self, session: Session) -> None:
        super().__init__(session, _("先在“事项”里打开一件事项，再填它的表。"), _("回到这件事项"))
        self.case = self.form_id = self.sheet_id = ""
        self.from_page = "case"
        self.opened: Opened | None = None
        self.area: QScrollArea | None = None
        self.lay_out(self._place)
        self._dress()

    def shown(
        self, case: object = "", form: object = "", sheet: object = "", back: object = "case", **args: object
    ) -> None:
        """`form` begins a new sheet of the case, `sheet` opens one that is there; `back` is the page it was opened from."""
        self.case, self.form_id, self.sheet_id = str(case), str(form), str(sheet)
        self.from_page = str(back)
        self.back.rename(_("回到调解室") if self.from_page == "mediation" else _("回到这件事项"))
        self.opened = None
        self.printing.jam.hide()
        self.paper.clear()
        self._dress()
        if self.case:
            self.ask(_open, self.case, self.form_id, self.sheet_id, then=self._show)

    def _show(self, opened: Opened) -> None:
        self.opened = opened
        self.form_id = opened.form.id
        empty(self._place)
        version = opened.sheet.version if opened.sheet else opened.form.version
        judge = partial(problems, opened.form, version, known=opened.known)
        self.view = FormView(opened.form, version, self._changed, self._attach, judge=judge)
        self.view.fill(opened.values)
        if opened.values and not (opened.sheet is not None and opened.sheet.sealed):
            self.view.look(*opened.values)
        ask_and_offer(self, self.view)
        suggest(self, self.view, self.case)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.area = scrolling(column)
        self._place.addWidget(self.area, 1)
        self.title(titled(opened.form))
        self.about.setText(opened.about)
        self._dress()
        self._drafting.stop()
        for field in opened.sheet.files if opened.sheet is not None else ():
            assert opened.sheet is not None, "it has files"
            show_it = partial(self.view.picture, field)
            self.ask(attached, opened.sheet.id, field, then=show_it, failed=lambda _why: None, quiet=True)
        if self.view.isEnabled():
            self.view.first().setFocus()
        self._draw()

    def _dress(self) -> None:
        opened = self.opened
        there = opened is not None
        sheet = opened.sheet if opened is not None else None
        sealed = sheet is not None and sheet.sealed
        past = sheet is not None and (sheet.past or sheet.theirs)
        self.nothing.setVisible(not there and not self.case)
        self.heading.setVisible(there)
        for widget in (self.paper, self.about, self.back):
            widget.setVisible(there)
        self.keep.setVisible(there and not sealed and not past)
        self.seal.setVisible(there and not sealed and not past)
        self.print.setVisible(there)
        self.public.setVisible(opened is not None and opened.form.masks)
        self.why.setVisible(sealed and not past)
        self.correct.setVisible(sealed and not past)
        if self.view is not None:
            self.view.setEnabled(there and not sealed and not past)

    def _draft(self) -> None:
        if self.view is not None and self.keep.isVisibleTo(self):
            text = msgspec.json.encode(self.view.values()).decode()
            field = _draft_of(self.form_id, self.sheet_id)
            self.ask(
                partial(keep_draft, meeting_id=self.case, text=text, field=field), then=self.session.saved, quiet=True
            )

    def _draw(self) -> None:
        if self.view is not None and self.case:
            self.ask(
                preview_sheet, self.case, self.form_id, self.view.values(), self._masked, then=self._drawn,
                failed=lambda _why: None, quiet=True,
            )  # fmt: skip

    def _drawn(self, drawn: Drawn) -> None:
        super()._drawn(drawn)
        if self.form_id in THREE_LISTS and drawn.pages > 1:
            self.notice.tell(_("清单要简明扼要，一张 A4 纸写完；现在是 {n} 张。", n=drawn.pages))

    def _keep(self, then: Any = None) -> None:
        if self.view is not None:
            self._drafting.stop()
            self.ask(
                _save, self.case, self.form_id, self.view.values(), self.sheet_id, then=partial(self._kept, then=then),
                failed=self._failed,
            )  # fmt: skip

    def _failed(self, why: Sentence) -> None:
        """What was refused stands below, and under the field that it is about."""
        self.notice.tell(why)
        if self.view is not None:
            self.view.look()

    def _kept(self, sheet: CaseSheet, then: Any = None) -> None:
        self.sheet_id = sheet.id
        assert self.opened is not None, "only what was opened is kept"
        self.opened = Opened(self.opened.form, sheet, sheet.values, self.opened.about, self.opened.known)
        self.session.saved(sheet.saved_at)
        self._dress()
        if then is not None:
            then()
        else:
            self.notice.tell(_("已存好。填全、核对以后再定稿。"), "good")

    def _seal(self) -> None:
        self._keep(then=lambda: self.ask(seal_sheet, self.sheet_id, then=self._sealed))

    def _sealed(self, sheet: CaseSheet) -> None:
        self._again(sheet)
        self.notice.tell(_("已定稿，会跟下一批一起上报。"), "good")

    def _correct(self) -> None:
        self.ask(correct_sheet, self.sheet_id, self.why.text(), then=self._again)

    def _again(self, sheet: CaseSheet) -> None:
        assert self.opened is not None, "only what was opened is sealed or corrected"
        self.session.saved(sheet.saved_at)
        self.why.clear()
        self._show(Opened(self.opened.form, sheet, sheet.values, self.opened.about, self.opened.known))

    def attach(self, field: str, file: Path) -> None:
        """Attach `file` to a field of the sheet that is kept."""
        self.ask(attach, self.sheet_id, field, file, then=self._again)

    def _printable(self) -> tuple[str, Record] | None:
        sheet, public = self.sheet_id, self._masked
        return (titled(self.opened.form), lambda desk: print_sheet(desk, sheet, public)) if self.opened else None

    def _back(self) -> None:
        self.session.go(self.from_page, case=self.case)


def _draft_of(form: str, sheet: str) -> str:
    return f"sheet:{sheet or form}"


def _open(desk: Desk, case_id: str, form_id: str, sheet_id: str) -> Opened:
    file = read_case(desk, case_id)
    sheet = next((one for one in file.sheets if one.id == sheet_id), None)
    form = desk.pack.sheet(sheet.form if sheet else form_id)
    values = dict(sheet.values) if sheet else begin_sheet(desk, case_id, form.id)
    typed = (
        "" if sheet is not None and (sheet.sealed or sheet.past) else draft(desk, case_id, _draft_of(form.id, sheet_id))
    )
    if typed:
        values = msgspec.json.decode(typed, type=dict[str, Any])
    with desk.store.read() as work:
        known = known_of(work, file.case)
    return Opened(form, sheet, values, file.case.title, known)


def _save(desk: Desk, case_id: str, form_id: str, values: dict[str, Any], sheet_id: str) -> CaseSheet:
    """Keep the sheet, and let go of what was kept while it was typed."""
    sheet = save_sheet(desk, case_id, form_id, values, sheet_id)
    keep_draft(desk, case_id, "", _draft_of(form_id, sheet_id))
    return sheet
