"""What the columns of a roster are called in the villages, and the rows that are a header."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from desktop.exchange.cells import INVISIBLE, Cell, shown
from desktop.exchange.dates import as_of_day

_CALLED = {
    "number": "序号 编号 序 NO 顺序号 名册号 名册序号 总序号 人员编号",
    "name": "姓名 名字 村民姓名 成员姓名 家庭成员姓名 代表姓名 人员姓名 家庭成员 居民姓名 社员姓名",
    "head": "户主 户主姓名 户主名 所属户主 家庭户主 所在户户主",
    "relation": "与户主关系 与户主的关系 与户主之关系 和户主关系 家庭关系 户主关系 关系",
    "sex": "性别",
    "birth": "出生年月 出生日期 出生年月日 出生 生日 出生时间 出生年份 出生日 出生年 出生月份",
    "birth year": "年",
    "birth month": "月",
    "birth day": "日",
    "age": "年龄 周岁 现年 岁数 实际年龄 年龄周岁 周岁年龄 实足年龄",
    "group": "组别 村民小组 小组 组 组名 村组 所在组 所属组 所在小组 所属小组 小组名称 所在村民小组 所属村民小组 村民组 生产队 社别",
    "household": "户号 户编号 户序号 户口号 户口簿号 户口本号 家庭编号 户籍号 家庭户号",
    "phone": "联系电话 电话 手机 手机号 手机号码 电话号码 联系方式 联系号码 联系手机",
    "office": "身份 职务 村内职务 担任职务 现任职务 职务身份 身份职务 人员身份 身份类别 代表类别 任职情况 任职",
    "politics": "政治面貌 党派",
    "note": "备注 备考 附注 说明",
    "identity": "身份证 身份证号 身份证号码 公民身份号码 公民身份证号码 公民身份证号 证件号码 证件号 身份证件号 身份证件号码 居民身份证号 居民身份证号码",
    "holds 党员": "党员 是否党员 是否中共党员 党员否",
    "holds 村民代表": "村民代表 是否村民代表 是否代表",
    "holds 妇女代表": "妇女代表 是否妇女代表 妇女村民代表",
}
_FIELD = {text: field for field, texts in _CALLED.items() for text in texts.split()}
_ONLY_IN_HEADERS = {"number", "sex", "birth", "age", "group", "household", "phone", "identity"}


class Column(Struct, frozen=True):
    """A column of the table: counted from 1, its header as found, and the day that the header states, if any."""

    place: int
    title: str
    as_of: str = ""


Block = Mapping[str, Column]
"""Field to column of one person's cells; a sheet printed in two halves has two blocks side by side."""


@lru_cache(maxsize=4096)
def field_of(text: str) -> str:
    """The field that a header stands for, empty where it is none of ours."""
    folded = unicodedata.normalize("NFKC", INVISIBLE.sub("", text))
    folded = re.sub(r"[(\[【<〔].*?[)\]】>〕]", "", folded)
    folded = re.sub(r"(截至|截止)[^年龄]*?\d+[^年龄]*?[日号底月]|\d{4}年\d{1,2}月(\d{1,2}日)?", "", folded)
    folded = re.sub(r"[\s*:.。、\-_]", "", folded)
    folded = re.sub(r"(?<=[\u4e00-\u9fff])[A-Za-z]+$", "", folded)  # “姓名 Name”
    return next((field for part in [folded, *folded.split("/")] if (field := _FIELD.get(part.upper(), ""))), "")


def read_header(cells: Mapping[int, Cell]) -> tuple[Block, ...]:
    """The blocks of a header row, given its cells by column; nothing where the row is no header.

    A row is a header when it names the column of names and at least one more, or when 姓名 is all that it says. A roster
    of households names the heads alone; since 户主 and 村民代表 also stand in rows of people, its header must hold
    texts only, and two more columns that only a header can name.
    """
    named = [(place, re.sub(r"\s+", "", shown(cell))) for place, cell in sorted(cells.items()) if cell.filled]
    fields = [field for _, text in named if (field := field_of(text))]
    key = "name" if "name" in fields else "head"
    if key == "name" and len(fields) < 2 and len(named) > 1:
        return ()
    texts_only = all(isinstance(cell.value, str) for cell in cells.values() if cell.filled)
    if key == "head" and (not texts_only or "head" not in fields or len(_ONLY_IN_HEADERS.intersection(fields)) < 2):
        return ()
    blocks: list[dict[str, Column]] = [{}]
    for place, text in named:
        field = field_of(text)
        if not field:
            continue
        block = blocks[-1]
        if field in block and key in block and (field == key or field == next(iter(block))):
            block = {}
            blocks.append(block)
        if field not in block:
            block[field] = Column(place, text, as_of_day(text))
        elif field in ("phone", "office", "note"):
            block[f"{field} 2"] = Column(place, text)
    return tuple(_settled(block) for block in blocks if "name" in block or "head" in block)


def _settled(block: dict[str, Column]) -> Block:
    if "name" not in block:  # a roster of households: its people are the heads
        block = {"name" if field == "head" else field: column for field, column in block.items()}
    if "birth year" in block:
        if "birth month" in block:
            block.pop("birth", None)
        else:
            del block["birth year"]
    return block


def below(block: Block, cells: Mapping[int, Cell]) -> Block | None:
    """The block with the second line of a header taken in (年, 月, 日 under 出生年月), None where the line is no such."""
    filled = {place: field_of(shown(cell)) for place, cell in cells.items() if cell.filled}
    if not filled or not set(filled.values()) <= {"birth year", "birth month", "birth day"} or len(filled) < 2:
        return None
    titles = {field: Column(place, shown(cells[place])) for place, field in filled.items()}
    return _settled({**block, **titles})
