"""How cases and forms are called in the window, in the language that is chosen now."""

from __future__ import annotations

from typing import Protocol

from desktop.domain.case import CLOSED, DELIBERATED, MERGED, ON_AGENDA, OPEN, REFUSED, SPLIT, Case
from desktop.domain.cases.routing import NEIGHBOURS
from desktop.gui.words import _, tongue
from forms.language import CHINESE
from forms.sheets import Column, Field, FieldType


class Titled(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def title_en(self) -> str: ...


def titled(one: Titled) -> str:
    """The title of a form, field, stage or choice; Chinese where there is no English."""
    return one.title if tongue.current == CHINESE or not one.title_en else one.title_en


def label_of(field: Field | Column) -> str:
    """The title of a field; money is kept in fen and typed in yuan. What is required bears a star."""
    title = titled(field)
    if field.type is FieldType.MONEY:
        title = title.replace("（分）", "（元）").replace("(fen)", "(yuan)")
    return f"{title} *" if field.required else title


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


def names(text: str) -> tuple[str, ...]:
    """Names as people type several: with 、 or a comma or a blank between them."""
    for sign in ",，;；/ \u3000\n":
        text = text.replace(sign, "、")
    return tuple(dict.fromkeys(name.strip() for name in text.split("、") if name.strip()))
