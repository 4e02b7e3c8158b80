"""How the fields of a form are called in the window, in the language that is chosen now, and names typed into one."""

from __future__ import annotations

from typing import Protocol

from desktop.gui.words import tongue
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


def names(text: str) -> tuple[str, ...]:
    """Names as people type several: with 、 or a comma or a blank between them."""
    for sign in ",，;；/ \u3000\n":
        text = text.replace(sign, "、")
    return tuple(dict.fromkeys(name.strip() for name in text.split("、") if name.strip()))
