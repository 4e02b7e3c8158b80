"""登记: three things from the county's slip, typed once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.parts import fields
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _


class EnrolForm(QWidget):
    """`enrol` is called with address, code and fingerprint as typed."""

    def __init__(self, enrol: Callable[[str, str, str], object]) -> None:
        super().__init__()
        self.url = fields.line("https://xian.example.cn:8443", 26)
        self.code = fields.line("XXXX-XXXX-XXXX", 26)
        self.fingerprint = fields.line(_("32 位，照登记单抄"), 26)
        self.button = BigButton(
            _("登记"), lambda: enrol(self.url.text(), self.code.text(), self.fingerprint.text()), kind="main"
        )
        self.fingerprint.returnPressed.connect(self.button.click)
        form = fields.form()
        fields.add(form, _("县服务器地址"), self.url)
        fields.add(form, _("登记码"), self.code)
        fields.add(form, _("县公钥指纹"), self.fingerprint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addWidget(Words(_("先和县里登记一次。"), "next"))
        column.addWidget(Words(_("县里会发一张登记单，上面有三样东西。照着抄下来，只做这一次。"), narrow=True))
        column.addLayout(form)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
