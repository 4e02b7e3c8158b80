"""The ordinary print dialog. Where Qt draws it itself, nothing in it is hidden and its words are those of the village."""

from __future__ import annotations

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QTabWidget, QWidget

from desktop.gui import theme
from desktop.gui.words import _

TO_PAGE = "label_3"
"""Qt's name of the label between the first and the last page."""


def print_dialog(parent: QWidget, printer: QPrinter, pages: int = 0, rest: int = 0) -> QPrintDialog:
    """For a paper of `pages` pages (0: nobody knows yet); with `rest`, for what is left of it from that page on. Qt does not keep the `printer`."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("打印"))
    dialog.setStyleSheet(theme.close_set())
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    # A button of ours saves the page itself; the dialog would write a picture of it.
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
    if pages:
        dialog.setMinMax(1, pages)
        dialog.setFromTo(max(rest, 1), pages)
    if rest:
        dialog.setPrintRange(QPrintDialog.PrintRange.PageRange)
    unfold(dialog)
    return dialog


def unfold(dialog: QPrintDialog) -> None:
    """All that can be chosen is there at once; the dialogs of Windows and macOS have no such parts and stay as they are."""
    for button in dialog.findChildren(QPushButton):
        if button.text().endswith(">>"):
            button.click()
            button.hide()
    for name, words in _words().items():
        for choice in dialog.findChildren(QAbstractButton, name):
            choice.setText(words)
        within = dialog.findChildren(QWidget, "gbPrintRange") if name == TO_PAGE else [dialog]  # the type's label bears this name as well
        for label in (label for part in within for label in part.findChildren(QLabel, name)):
            label.setText(words)
    for tabs in dialog.findChildren(QTabWidget, "tabs"):
        for number, words in enumerate((_("页码和份数"), _("双面和黑白"))):
            tabs.setTabText(number, words)
    for line in dialog.findChildren(QLineEdit, "pagesLineEdit"):
        line.setPlaceholderText(_("例如 1,3-5"))
    # CUPS would count odd and even pages after they were turned round, and print the wrong ones.
    for name, seen in (("colorMode", True), ("reverse", False)):
        for widget in dialog.findChildren(QWidget, name):
            widget.setVisible(seen)


def _words() -> dict[str, str]:
    """What the parts say, by the names that Qt gives them."""
    return {
        "printRange": _("从第"),
        TO_PAGE: _("页到第"),
        "pagesRadioButton": _("只打这几页"),
        "pageSetLabel": _("单双页"),
        "noDuplex": _("只打一面"),
        "duplexLong": _("打两面，翻长边（一般选这个）"),
        "duplexShort": _("打两面，翻短边"),
        "grayscale": _("黑白"),
        "color": _("彩色"),
    }
