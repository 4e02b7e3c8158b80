"""From the rows of a roster to people: each cell read, each row judged, households and doubles seen across rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from msgspec import Struct

from desktop.domain.people import Person
from desktop.exchange.cells import NOTHING, Cell, plain, shown
from desktop.exchange.dates import ages_that_fit, read_birth, read_date_parts
from desktop.exchange.doubles import Doubles
from desktop.exchange.layout import Layout, Line, group_named
from desktop.exchange.readings import read_age, read_group, read_number, read_sex
from desktop.exchange.rows import Cells, Home, Trouble
from desktop.exchange.workbook import Grid
from forms.language import say


class Row(Struct, frozen=True):
    """A row of a sheet with what is wrong in it."""

    sheet: str
    line: int
    troubles: tuple[Trouble, ...] = ()
    left_out: bool = False


class Reader:
    """Reads sheet after sheet into `people`. `latest` is the last possible day of birth, empty where it is not known."""

    def __init__(self, new_id: Callable[[], str], *, latest: str) -> None:
        self.people: list[Person] = []
        self.undated: Row | None = None
        """The first row whose age alone tells how old the person is, with no day to count from."""
        self._new_id = new_id
        self._latest = latest
        self.doubles = Doubles(self.people)

    def read(self, grid: Grid, layout: Layout, as_of: str) -> Iterator[Row]:
        """Take in a sheet; yields the rows that something is wrong with."""
        home = Home()
        group = group_named(Cell(grid.name))
        table = 0
        for line in layout.lines:
            if line.table != table:
                home, table = Home(), line.table
            troubles: list[Trouble] = []
            person = self._person(line, grid, as_of, home, line.section or group, troubles)
            if all(trouble.kept for trouble in troubles):
                self._take(person, line, grid.name, troubles)
            if troubles:
                left_out = not all(trouble.kept for trouble in troubles)
                yield Row(grid.name, line.row, tuple(troubles), left_out)

    def _take(self, person: Person, line: Line, sheet: str, troubles: list[Trouble]) -> None:
        """Keep the person, unless the row is a copy or says more of someone who was read before."""
        identity = plain(shown(line.cells["identity"])) if "identity" in line.cells else ""  # compared, never kept
        verdict = self.doubles.judge(person, sheet, identity)
        if verdict.doubt is not None:
            troubles.append(Trouble(line.block["name"], person.name, verdict.doubt, kept=not verdict.copied))
        if verdict.copied:
            return
        if verdict.known is not None:
            self.doubles.join(verdict.known, person, sheet)
            return
        if person.age is not None and not person.age_as_of and not person.birth and self.undated is None:
            self.undated = Row(sheet, line.row)
        self.doubles.add(msgspec.structs.replace(person, id=self._new_id()), sheet, line.row, identity)

    def _person(self, line: Line, grid: Grid, as_of: str, home: Home, group: str, troubles: list[Trouble]) -> Person:
        cells = line.cells
        read = Cells(line, troubles)
        name = read.name()
        birth = self._birth(line, grid, read)
        age = read.value("age", read_age)
        stated = (line.block["age"].as_of if "age" in line.block else "") or as_of
        if age is not None and _moving(cells["age"]):
            stated = ""
        if age is not None and birth:
            self._compare(age, birth, stated, line, troubles)
        relation = plain(shown(cells.get("relation", NOTHING)))
        household = read.value("household", read_number) or ""
        head = read.head()
        if "relation" in line.block:
            household, head = home.place(relation, name, household, head)
        return Person(
            id="",
            name=name,
            number=read.value("number", read_number) or "",
            sex=read.value("sex", read_sex) or "",
            birth=birth,
            age=age,
            age_as_of=stated if age is not None else "",
            group=read.value("group", read_group) or group,
            household=household,
            head=head,
            phone=read.phones(),
            offices=read.offices(),
            note=read.note(),
        )

    def _birth(self, line: Line, grid: Grid, read: Cells) -> str:
        field = "birth year" if "birth year" in line.block else "birth"
        if field == "birth":
            birth = read.value("birth", lambda cell: read_birth(cell, grid.epoch)) or ""
        else:
            month, day = (line.cells.get(part, NOTHING) for part in ("birth month", "birth day"))
            birth = read.value(field, lambda cell: read_date_parts(cell, month, day)) or ""
        if birth and self._latest and birth > self._latest[: len(birth)]:
            reason = say(
                "出生日期在 {day} 以后。请核对后改正；如果电脑的日期不对，请先改电脑的日期。", day=self._latest
            )
            read.trouble(field, reason)
            return ""
        return birth

    def _compare(self, age: int, birth: str, as_of: str, line: Line, troubles: list[Trouble]) -> None:
        low, high = ages_that_fit(birth, as_of, self._latest)
        if not low <= age <= high:
            reason = (
                say(
                    "年龄和出生日期对不上：{birth} 出生，到 {day} 是 {n} 岁。请改正其中一个。",
                    birth=birth,
                    day=as_of,
                    n=_fits(low, high),
                )
                if as_of
                else say("年龄和出生日期（{birth}）对不上。请改正其中一个。", birth=birth)
            )
            troubles.append(Trouble(line.block["age"], line.cells["age"].text, reason))


def _fits(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}~{high}"


def _moving(cell: Cell) -> bool:
    """Whether the age is a formula of today: true only on the day on which the file was last saved."""
    return "TODAY(" in cell.formula.upper() or "NOW(" in cell.formula.upper()
