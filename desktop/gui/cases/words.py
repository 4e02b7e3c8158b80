"""How cases and forms are called in the window, in the language that is chosen now."""

from __future__ import annotations

from desktop.domain.case import CLOSED, DELIBERATED, MERGED, ON_AGENDA, OPEN, REFUSED, SPLIT, Case
from desktop.domain.cases.routing import NEIGHBOURS
from desktop.gui.words import _


def states() -> dict[str, str]:
    return {
        OPEN: _("待议"),
        ON_AGENDA: _("已列入议程"),
        DELIBERATED: _("已议过"),
        CLOSED: _("已办结"),
        REFUSED: _("没有受理"),
        MERGED: _("已合并"),
        SPLIT: _("已拆分"),
    }


def state_of(case: Case) -> str:
    """Where it stands, in two to five characters."""
    if case.state == OPEN:
        return _("待研判") if not case.accepted else _("办理中")
    return states().get(case.state, case.state)


def who_of(case: Case) -> str:
    """Who brought it up, for lists over which neighbours look: nobody's name where neighbours settle it."""
    return _("不公开") if case.route == NEIGHBOURS else case.proposer


def sources() -> dict[str, str]:
    return {"party": _("党政点题"), "people": _("群众出题"), "member": _("委员荐题")}


def ways() -> dict[str, str]:
    return {
        "visit": _("上门走访"),
        "survey": _("问卷"),
        "talk": _("座谈"),
        "reception": _("接待群众"),
        "observer": _("民情观察员"),
        "station": _("信息站"),
    }
