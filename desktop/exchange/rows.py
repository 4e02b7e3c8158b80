"""One row of a roster, read cell by cell, and the household that it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

from desktop.domain.people import Office
from desktop.exchange.cells import NOTHING, Cell, Unclear, blank, formula_error
from desktop.exchange.headers import Column
from desktop.exchange.layout import Line
from desktop.exchange.offices import marked, offices_among, offices_in, politics
from desktop.exchange.readings import read_name, read_phone, says_gone
from forms.language import Sentence, say

Read = TypeVar("Read")

_HEADS = ("户主", "本人", "户主本人", "本人(户主)", "户主(本人)")
_FLAGS = ("党员", "村民代表", "妇女代表")


class Trouble(Struct, frozen=True):
    """What is wrong with a cell; `kept` means that the person can be imported all the same."""

    column: Column
    value: str
    reason: Sentence
    kept: bool = False


class Cells:
    """The cells of one row; what cannot be read goes to `troubles`, and reads as empty."""

    def __init__(self, line: Line, troubles: list[Trouble]) -> None:
        self._line = line
        self._troubles = troubles

    def value(self, field: str, read: Callable[[Cell], Read]) -> Read | None:
        """What `read` makes of the cell of `field`."""
        cell = self._line.cells.get(field, NOTHING)
        if formula_error(cell):
            self.trouble(field, say("这格的公式没有结果。请用 WPS 或 Excel 打开，把它改成数字或文字，存好再导入。"))
            return None
        try:
            return read(cell)
        except Unclear as unclear:
            self.trouble(field, unclear.reason, kept=unclear.instead is not None)
            return unclear.instead  # type: ignore[return-value]  # only readers of text offer something instead

    def trouble(self, field: str, reason: Sentence, *, kept: bool = False) -> None:
        cell = self._line.cells.get(field, NOTHING)
        self._troubles.append(Trouble(self._line.block[field], cell.text, reason, kept))

    def text(self, field: str) -> str:
        return self.value(field, lambda cell: "" if blank(cell) else cell.text) or ""

    def name(self) -> str:
        if blank(self._line.cells.get("name", NOTHING)):
            self.trouble("name", say("这一行有内容，但没有姓名。请补上姓名，或者删去这一行。"))
            return ""
        return self.value("name", read_name) or ""

    def head(self) -> str:
        """The head of the household; a name that cannot be read costs only itself, since it is not the person's own."""
        cell = self._line.cells.get("head", NOTHING)
        if blank(cell):
            return ""
        try:
            return read_name(cell)
        except Unclear as unclear:
            self.trouble("head", unclear.reason, kept=True)
            return ""

    def phones(self) -> str:
        phones = [self.value(field, read_phone) for field in ("phone", "phone 2") if field in self._line.cells]
        return "、".join(dict.fromkeys(phone for phone in phones if phone))

    def note(self) -> str:
        for field in ("note", "note 2"):
            if says_gone(self._remark(field)):
                self.trouble(field, say("备注里写着这个人不在了。不在了就删去这一行。"), kept=True)
        return self._remarks()

    def _remarks(self) -> str:
        return ";".join(filter(None, (self._remark(field) for field in ("note", "note 2"))))

    def offices(self) -> tuple[Office, ...]:
        held: list[Office] = []
        for field in ("office", "office 2"):
            held += offices_in(self.text(field))
        held += politics(self.text("politics"))
        held += [Office(kind) for kind in _FLAGS if marked(self.text(f"holds {kind}"))]
        held += offices_among(self._remarks())
        return tuple(dict.fromkeys(held))

    def _remark(self, field: str) -> str:
        cell = self._line.cells.get(field, NOTHING)
        return "" if blank(cell) or formula_error(cell) else cell.text


class Home:
    """The household that the rows just read belong to, in a roster that writes each one's relation to its head.

    Such a roster lists the head first and the others below, and often gives the household number only once.
    """

    def __init__(self) -> None:
        self._head = ""
        self._household = ""

    def place(self, relation: str, name: str, household: str, head: str) -> tuple[str, str]:
        """Household number and head of the person, given what the person's own row says."""
        if relation in _HEADS:
            self._head, self._household = name, household
            return household, head or name
        if not relation or (household and household != self._household):
            return household, head
        return household or self._household, head or self._head
