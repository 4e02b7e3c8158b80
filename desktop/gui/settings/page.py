"""设置: language, size of the text, where the data lies, a backup, the village, and whose rules are in use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QApplication, QButtonGroup, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from desktop.gui import theme
from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words, rule
from desktop.gui.parts.layouts import column, scrolling
from desktop.gui.parts.page import Page
from desktop.gui.parts.village_form import VillageForm
from desktop.gui.preferences import Preferences, change_preferences
from desktop.gui.session import Session
from desktop.gui.settings.numbering import NumberForm
from desktop.gui.settings.phrases import PhraseForm
from desktop.gui.words import _, together, tongue
from desktop.services.back_up import back_up
from desktop.services.document_number import Series, keep_series, series
from desktop.services.forms_in_use import forms_in_use
from desktop.services.meetings.phrases import keep_phrases, phrases
from desktop.services.name_village import Village, name_village, named_village
from forms.language import CHINESE, ENGLISH, say

if TYPE_CHECKING:
    from desktop.services.desk import Desk

T = TypeVar("T")


class SettingsPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.title(_("设置"))
        self.languages = self._choices({CHINESE: "中文", ENGLISH: "English"}, tongue.current, self._speak)
        scales = {scale: f"{round(scale * 100)} %" for scale in theme.SCALES}
        self.scales = self._choices(scales, theme.look.scale, self._size)
        self.folder = Words("", "quiet")
        self.first, self.again = _secret(), _secret()
        self.back_up = BigButton(_("备份到……"), self._choose_backup)
        self.village = VillageForm()
        self.keep = BigButton(_("存好村名"), self._name)
        self.numbers = NumberForm(self._number)
        self.forms = Words("")
        self.phrases = PhraseForm(self._keep_phrases)
        inside = column(14)
        inside.addWidget(Words(_("文字"), "head"))
        form = fields.form()
        form.addRow(Words(_("语言"), wrap=False), self._row(self.languages))
        form.addRow(Words(_("字的大小"), wrap=False), self._row(self.scales))
        inside.addLayout(form)
        inside.addWidget(rule())
        inside.addWidget(Words(_("备份"), "head"))
        inside.addWidget(self.folder)
        inside.addWidget(Words(_("备份是一个加密文件，可以放在 U 盘上。换电脑时，凭口令恢复；口令忘了，谁也打不开。"), narrow=True))
        secrets = fields.form()
        fields.add(secrets, _("备份口令"), self.first)
        fields.add(secrets, _("再输一次"), self.again)
        inside.addLayout(secrets)
        inside.addLayout(self._left(self.back_up))
        inside.addWidget(rule())
        inside.addWidget(Words(_("本村"), "head"))
        inside.addWidget(self.village)
        inside.addLayout(self._left(self.keep))
        inside.addWidget(rule())
        inside.addWidget(Words(_("发文字号"), "head"))
        inside.addWidget(self.numbers)
        inside.addWidget(rule())
        inside.addWidget(Words(_("规则和表单"), "head"))
        inside.addWidget(self.forms)
        inside.addWidget(rule())
        inside.addWidget(Words(_("记录用的短语"), "head"))
        inside.addWidget(self.phrases)
        inside.addStretch(1)
        self.body.addWidget(scrolling(inside), 1)

    def shown(self, **args: object) -> None:
        self.ask(_look, then=self._show)
        self.ask(forms_in_use, then=lambda told: self.forms.put(together(*told)))
        self.ask(phrases, then=self.phrases.fill)

    def back_up_to(self, folder: Path) -> None:
        """Write a backup into `folder`, under the passphrase that was typed twice."""
        self.ask(partial(_back_up, folder=folder, passphrase=self.first.text()), then=self._backed_up)

    def _show(self, found: tuple[Path, Village | None, Series | None]) -> None:
        folder, village, numbers = found
        self.folder.put(_("数据在：{folder}", folder=str(folder)))
        if village is not None:
            self.village.fill(village)
        self.numbers.setEnabled(numbers is not None)
        if numbers is not None:
            self.numbers.fill(numbers)

    def _number(self, code: str, number: int) -> None:
        def then(kept: Series) -> None:
            self.numbers.fill(kept)
            self.notice.tell(_("已存。"), "good")

        self.ask(keep_series, code, number, then=then)

    def _keep_phrases(self, texts: tuple[str, ...]) -> None:
        def then(kept: tuple[str, ...]) -> None:
            self.phrases.fill(kept)
            self.notice.tell(_("已存。"), "good")

        self.ask(keep_phrases, texts, then=then)

    def _choices(self, choices: Mapping[T, str], now: T, chosen: Callable[[T], None]) -> QButtonGroup:
        group = QButtonGroup(self)
        for value, words in choices.items():
            button = BigButton(words, partial(chosen, value), kind="tab")
            button.setCheckable(True)
            button.setChecked(value == now)
            group.addButton(button)
        return group

    def _row(self, group: QButtonGroup) -> QHBoxLayout:
        return self._left(*group.buttons())

    def _left(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _speak(self, language: str) -> None:
        self._prefer(language=language)

    def _size(self, scale: float) -> None:
        self._prefer(scale=scale)

    def _prefer(self, **wanted: str | float) -> None:
        self.ask(lambda desk: change_preferences(desk.folder, **wanted), then=self._apply)

    def _apply(self, wanted: Preferences) -> None:
        tongue.current = wanted.language
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.dress(app, wanted.scale)
        self.session.rebuild()

    def _choose_backup(self) -> None:
        if not self.first.text().strip():
            self.notice.tell(_("请先输入备份口令。"))
        elif self.first.text() != self.again.text():
            self.notice.tell(_("两次输入的口令不一样，请再输一次。"))
        else:
            chosen = QFileDialog.getExistingDirectory(self, _("备份放到哪里"))
            if chosen:
                self.back_up_to(Path(chosen))

    def _backed_up(self, file: Path) -> None:
        self.first.clear()
        self.again.clear()
        self.notice.tell(say("已备份到 {file}。", file=str(file)), "good")

    def _name(self) -> None:
        facts = self.village.facts
        self.ask(lambda desk: (name_village(desk, **facts), _look(desk))[1], then=self._named)

    def _named(self, found: tuple[Path, Village | None, Series | None]) -> None:
        self._show(found)
        self.notice.tell(_("已存。"), "good")


def _look(desk: Desk) -> tuple[Path, Village | None, Series | None]:
    village = named_village(desk)
    return desk.folder, village, series(desk) if village is not None else None


def _back_up(desk: Desk, *, folder: Path, passphrase: str) -> Path:
    return back_up(desk.store, desk.keys, folder, desk.clock(), passphrase)


def _secret() -> QLineEdit:
    field = fields.line("", 14)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
