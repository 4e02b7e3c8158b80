"""What the one button of the closing page says, and where what is missing can be done. Pure."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.meeting import CONFIRMED
from desktop.gui.closing.state import ABSENT, EDIT, OBJECT, PRINT, READ, SCAN, SEAL, SIGN, ClosingState
from desktop.gui.words import _


class Asked(Struct, frozen=True):
    """Which step is in sight; whether anybody did not come; whether the last page of the reading is in sight."""

    step: int
    absent: bool
    last: bool


def verb(state: ClosingState, asked: Asked) -> str:
    """The verb of the next thing to do."""
    verbs = {
        EDIT: _("去登记缺席") if asked.absent else _("去宣读"),
        ABSENT: _("去宣读"),
        READ: _("宣读完了") if asked.last else _("下一页"),
        OBJECT: _("大家没有别的意见，确认"),
        SEAL: _("定稿"),
        SIGN: _("去打印"),
        PRINT: _("去附扫描件"),
        SCAN: _("去上报"),
    }
    if asked.step == READ and state.meeting.read_back_at:
        verbs[READ] = _("去记录意见") if asked.last else _("下一页")
    if asked.step == OBJECT and (state.meeting.stage == CONFIRMED or state.sealed):
        verbs[OBJECT] = _("去定稿")
    if asked.step == SEAL:
        verbs[SEAL] = _seal_verb(state)
    if asked.step == PRINT and state.sealed and not state.minutes:
        verbs[PRINT] = _("打印会议记录")
    return verbs[asked.step]


def _seal_verb(state: ClosingState) -> str:
    """定稿, or the way to what is missing."""
    if state.sealed:
        return _("去签名")
    return {READ: _("去宣读"), OBJECT: _("去记录意见")}.get(way_to_seal(state), _("定稿"))


def way_to_seal(state: ClosingState) -> int:
    """The step at which what is missing can be done."""
    meeting = state.meeting
    if not meeting.read_back_at:
        return READ
    return SEAL if meeting.stage == CONFIRMED else OBJECT
