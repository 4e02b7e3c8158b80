"""Qt's own words, such as those of the printer and file dialogs, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from forms.language import CHINESE


class _Spoken:
    translator: QTranslator | None = None
    """What is installed now; Qt itself speaks English."""


_spoken = _Spoken()


def speak(app: QCoreApplication, language: str) -> None:
    """From now on Qt's dialogs speak this language."""
    if _spoken.translator is not None:
        app.removeTranslator(_spoken.translator)
        _spoken.translator = None
    if language == CHINESE:
        translator = QTranslator()
        if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)
            _spoken.translator = translator
