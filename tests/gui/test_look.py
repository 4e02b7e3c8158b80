"""The look that a person of sixty with reading glasses can use: contrast, sizes, pages that fit the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.domain.actions import AddItem, DeclareEligible
from desktop.gui import theme
from desktop.gui.hall.page import HallPage
from desktop.gui.prepare.steps import Steps
from desktop.gui.window import PAGES, MainWindow
from desktop.gui.words import tongue
from desktop.services.desk import Desk
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.meetings.prepare_meeting import prepare
from forms.language import CHINESE, ENGLISH


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), theme.PAIRS)
def test_every_text_stands_out_seven_to_one(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 7


def test_contrast_is_measured_as_it_should_be() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") < 4.5


def test_no_text_is_smaller_than_sixteen(monkeypatch: pytest.MonkeyPatch) -> None:
    for scale in theme.SCALES:
        monkeypatch.setattr(theme.look, "scale", scale)
        sizes = [int(size) for size in re.findall(r"font-size: (\d+)px", theme.style_sheet())]
        assert min(sizes) >= 16 * scale
        assert "$" not in theme.style_sheet()


@pytest.mark.parametrize("scale", theme.SCALES)
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_an_empty_box_is_seen_as_one(qtbot: QtBot, kind: type[QAbstractButton], scale: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.dress(app, scale)
    boxes = [kind(), kind()]
    for box, chosen in zip(boxes, (False, True), strict=True):
        qtbot.addWidget(box)
        box.setCheckable(True)
        box.setChecked(chosen)
        box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box.resize(theme.px(60), theme.px(40))
    empty, ticked = (box.grab().toImage() for box in boxes)
    theme.dress(app, 1.0)
    middle = theme.px(20)
    along = [empty.pixelColor(x, middle).name() for x in range(theme.px(28))]
    assert along.count(theme.QUIET.lower()) >= 2, "its two sides"
    assert theme.PAPER.lower() in along, "and what is between them"
    assert theme.ACCENT.lower() in [ticked.pixelColor(x, middle).name() for x in range(theme.px(28))]


@pytest.mark.parametrize(
    ("language", "scale"), [(CHINESE, 1.0), (CHINESE, 1.25), (CHINESE, 1.5), (ENGLISH, 1.25), (ENGLISH, 1.5)]
)
def test_every_page_fits_the_screen(
    qtbot: QtBot, window: MainWindow, village: Desk, settled: Callable[[MainWindow], None], language: str, scale: float
) -> None:
    meeting = plan_meeting(village, Plan(title="村民代表会议", date="2026-06-18", time="19:30"))
    prepare(village, meeting, DeclareEligible(members=41))
    prepare(village, meeting, AddItem(title="村道拓宽方案"))
    window.choose_meeting(meeting)
    tongue.current = language
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.dress(app, scale)
    window.rebuild()
    for page in PAGES:
        window.go(page)
        settled(window)
        for steps in window.page.findChildren(Steps) if window.page else ():
            steps.done((True,) * len(steps.buttons))
        qtbot.waitUntil(partial(fits, window, page), timeout=60_000)  # once it is laid out
        assert window.width() == 1366


def fits(window: MainWindow, page: str) -> None:
    needed = window.minimumSizeHint()
    assert (needed.width() <= 1366, needed.height() <= 768) == (True, True), f"{page} needs {needed}"


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_in_the_largest_type_what_opens_over_the_minutes_fits_the_screen(
    qtbot: QtBot, window: MainWindow, village: Desk, settled: Callable[[MainWindow], None], language: str
) -> None:
    tongue.current = language
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.dress(app, 1.5)
    window.rebuild()
    window.go("hall", meeting=plan_meeting(village, Plan(title="村民代表会议", date="2026-06-18", time="19:30")))
    settled(window)
    hall = window.page
    assert isinstance(hall, HallPage)
    for panel in hall.stage.small:
        hall.open(panel)
        qtbot.waitUntil(partial(fits, window, type(panel).__name__))
    hall.back_to_minutes()
    assert hall.agenda.isVisible()
