"""Makes resources/sample/roster.xlsx: the roster of 柳溪村, a village that does not exist, kept as real ones are kept.

    python build/sample.py [FILE.xlsx]

The same file comes out every time. Names are drawn from lists, telephone numbers from a block that is given to nobody
(1990000xxxx). What makes real rosters hard to read is in it on purpose: a merged title with the day of the ages, blank
lines, a header that comes again, subtotals, dates and ages as text, full-width digits, rare characters in names, several
people of one name, and three rows that cannot be imported.
"""

from __future__ import annotations

import datetime
import io
import random
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

TARGET = Path(__file__).parent.parent / "resources" / "sample" / "roster.xlsx"
HEADER = [
    "序号",
    "户号",
    "户主姓名",
    "姓 名",
    "与户主关系",
    "性别",
    "出生年月",
    "年龄",
    "组别",
    "联系电话",
    "身份",
    "备注",
]
AS_OF = datetime.date(2026, 5, 31)
GROUPS = 9
HOUSEHOLDS = 33
"""In each group."""

SURNAMES = "张王李赵陈刘周吴徐孙朱马胡林何郭罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚单仇解查"
OLD_MEN = "建国 国强 志明 德华 金生 水根 福祥 长林 春生 大勇 永贵 明发 有才 保民 根宝 树林 庆丰 学文 家旺 解放"
OLD_WOMEN = "秀英 桂兰 玉珍 凤英 淑芬 翠花 春梅 月娥 美玲 金凤 素琴 桂花 秀兰 玉兰 腊梅 巧云 惠珍 爱华 冬梅 银花"
MEN = "伟 强 磊 军 勇 杰 涛 明 超 刚 鹏 斌 浩 辉 建军 志强 海波 晓东 文斌 俊峰 永刚 国平 立新 小龙 宏伟"
WOMEN = "芳 娜 敏 静 丽 艳 娟 霞 燕 玲 婷 红梅 海燕 晓红 丽华 雪梅 春燕 小红 慧敏 文静 玉梅 亚琴 彩霞 丽娟 志芳"
BOYS = "浩然 子轩 宇航 俊杰 博文 梓豪 天佑 明轩 嘉诚 思远 家乐 一鸣"
GIRLS = "梓涵 欣怡 雨桐 诗涵 佳怡 子萱 思琪 语嫣 可欣 梦瑶 若曦 一诺"

COMMITTEE = [
    (1, "赵建国", "男", "1971.6", "村党组织书记、村委会主任、党员"),
    (4, "吴𡋾", "男", "1980年11月", "村委会副主任，党员"),
    (2, "孙秀兰", "女", "1974-03-08", "村委会委员、妇联主席"),
    (6, "郑志强", "男", "1983.9", "村委会委员"),
    (8, "马晓红", "女", "1988年2月", "村委会委员/党员"),
]
REPRESENTATIVES = {
    1: ["张伟 男 1968.5", "李㛃 女 1985年4月", "王桂花 女 1966-07-19", "周国平 男 1972.8"],
    2: ["陈𬱖 男 1979.12", "刘海燕 女 1982年6月", "徐德华 男 1959-10-01", "何春梅 女 1970.3"],
    3: ["张伟 男 1991.2", "王芳 女 1977年9月", "林永刚 男 1969-01-23", "罗金凤 女 1963.5"],
    4: ["周䶮 男 1987.7", "梁文静 女 1990年1月", "宋学文 男 1956-12-12"],
    5: ["谢立新 男 1974.4", "韩玉兰 女 1961年8月", "唐宏伟 男 1980-05-30", "冯慧敏 女 1984.10", "单保民 男 1965.2"],
    6: ["董有才 男 1958.9", "程丽华 女 1973年3月", "曹鹏 男 1992-06-06", "袁庆丰 男 1967.11"],
    7: ["邓水根 男 1954.7", "许雪梅 女 1978年12月", "傅俊峰 男 1986-08-15", "沈巧云 女 1969.6"],
    8: ["曾永贵 男 1962.1", "彭彩霞 女 1981年5月", "吕志明 男 1976-02-28", "仇小龙 男 1989.3"],
    9: ["苏家旺 男 1964.8", "卢亚琴 女 1975年7月", "蒋大勇 男 1970-11-05", "解丽娟 女 1986.9"],
}
ALSO = {
    "周国平": "监督委员会主任、党员",
    "韩玉兰": "监督委员会委员、党员",
    "曹鹏": "监督委员会委员",
    "张伟1968": "党员",
    "苏家旺": "村民小组组长",
}


class Villager(NamedTuple):
    name: str
    relation: str
    sex: str
    birth: str
    """As it is written in the roster, or "" to have one made of `day`."""
    day: datetime.date
    office: str = ""


def households(group: int, chance: random.Random) -> Iterator[list[Villager]]:
    """The households of a group, those of its members of the 村民代表会议 first and then spread among the others."""
    members = [(name, sex, birth, office) for where, name, sex, birth, office in COMMITTEE if where == group]
    for line in REPRESENTATIVES[group]:
        name, sex, birth = line.split()
        held = "村民代表" if sex == "男" else "村民代表、妇女代表"
        also = ALSO.get(name, ALSO.get(name + birth[:4], ""))
        members.append((name, sex, birth, f"{held}、{also}" if also else held))
    homes = [_home(member, chance) for member in members]
    homes += [_home(None, chance) for _ in range(HOUSEHOLDS - len(homes))]
    if group in (2, 7):  # 张伟 is no rare name
        home = _home(None, chance)
        homes[-1] = [home[0]._replace(name="张伟", sex="男"), *home[1:]]
    chance.shuffle(homes)
    yield from homes


def _home(member: tuple[str, str, str, str] | None, chance: random.Random) -> list[Villager]:
    if member is None:
        day = _born(chance, 1945, 1995)
        head = Villager(_name(chance.choice(SURNAMES), "男", day.year, chance), "户主", "男", "", day)
    else:
        name, sex, birth, office = member
        head = Villager(name, "户主", sex, birth, _day_of(birth), office)
    home = [head]
    family = head.name[0] if head.sex == "男" else chance.choice(SURNAMES)
    if chance.random() < 0.85:
        sex = "女" if head.sex == "男" else "男"
        day = _born(chance, head.day.year - 2, head.day.year + 4)
        surname = family if sex == "男" else chance.choice(SURNAMES)
        home.append(Villager(_name(surname, sex, day.year, chance), "妻" if sex == "女" else "丈夫", sex, "", day))
    for _ in range(chance.choice((0, 1, 1, 2, 2, 3))):
        year = head.day.year + chance.randint(22, 33)
        if year <= 2025:
            sex, day = chance.choice("男女"), _born(chance, year, year)
            home.append(Villager(_name(family, sex, year, chance), "子" if sex == "男" else "女", sex, "", day))
    if head.day.year > 1962 and chance.random() < 0.6:
        day = _born(chance, head.day.year - 30, head.day.year - 22)
        home.append(Villager(_name(chance.choice(SURNAMES), "女", day.year, chance), "母", "女", "", day))
    return home


def _name(surname: str, sex: str, year: int, chance: random.Random) -> str:
    lists = (OLD_MEN, MEN, BOYS) if sex == "男" else (OLD_WOMEN, WOMEN, GIRLS)
    return surname + chance.choice(lists[0 if year < 1968 else 1 if year < 2000 else 2].split())


def _born(chance: random.Random, first: int, last: int) -> datetime.date:
    return datetime.date(chance.randint(first, last), chance.randint(1, 12), chance.randint(1, 28))


def _day_of(birth: str) -> datetime.date:
    numbers = [int(number) for number in birth.replace("年", ".").replace("月", "").replace("-", ".").split(".")]
    return datetime.date(numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 1)


def _as_written(villager: Villager, chance: random.Random) -> object:
    """The birth in one of the shapes that a column of years of typing holds."""
    day = villager.day
    shapes = [
        f"{day:%Y-%m-%d}", f"{day.year}.{day.month}", f"{day.year}年{day.month}月", f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}", _wide(f"{day.year}.{day.month}"), day, (day - datetime.date(1899, 12, 30)).days,
    ]  # fmt: skip
    return villager.birth or chance.choices(shapes, weights=(6, 8, 5, 3, 2, 1, 4, 1))[0]


def _wide(text: str) -> str:
    """Full-width digits and signs, as an input method left in the wrong state types them."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def _age(villager: Villager, chance: random.Random) -> object:
    day = villager.day
    age = AS_OF.year - day.year - ((AS_OF.month, AS_OF.day) < (day.month, day.day))
    return chance.choices((age, f"{age}岁", str(age), _wide(str(age)), None), weights=(10, 3, 3, 1, 1))[0]


def _phone(chance: random.Random) -> object:
    number = 19900000000 + chance.randrange(10000)
    text = str(number)
    shapes = (None, number, text, f"{text[:3]} {text[3:7]} {text[7:]}", _wide(text))
    return chance.choices(shapes, weights=(10, 8, 6, 1, 1))[0]


def make() -> Workbook:
    """The workbook; the order of what is drawn makes it the same every time."""
    chance = random.Random(20260531)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "村民名册"
    sheet.append(["柳溪村村民名册（截至2026年5月）"])
    sheet.append(["单位：柳溪村村民委员会", *[None] * 8, "示例：村名、人名都是编的"])
    sheet.append([])
    sheet.append(HEADER)
    number = home_number = 0
    for group in range(1, GROUPS + 1):
        label = f"{'一二三四五六七八九'[group - 1]}组"
        first = number
        for home in households(group, chance):
            home_number += 1
            for villager in home:
                number += 1
                shown = villager.name if len(villager.name) > 2 else f"{villager.name[0]}\u3000{villager.name[1:]}"
                sheet.append([
                    number, f"{home_number:03d}", home[0].name, shown, villager.relation, villager.sex,
                    _as_written(villager, chance), _age(villager, chance), label if chance.random() > 0.1 else group,
                    _phone(chance) if villager.day.year < 2012 else None, villager.office or None, None,
                ])  # fmt: skip
            if (group, home_number % HOUSEHOLDS) in _BROKEN:
                number += 1
                row = list(_BROKEN[group, home_number % HOUSEHOLDS])
                sheet.append([number, f"{home_number:03d}", home[0].name, *row[:5], label, None, None, row[5]])
        sheet.append(["小计", None, None, f"{number - first}人"])
        sheet.append([])
        if group == 5:  # printed from here on a second page
            sheet.append(HEADER)
    sheet.append(["合计", None, None, f"{number}人"])
    sheet.append(["注：外出务工的也在册；户口迁出的不在册。"])
    _dress(book)
    return book


_BROKEN = {
    (2, 11): (None, "子", "男", "1999年3月", 27, "名字待核"),
    (4, 20): ("钱多多", "女", "女", "1968-13-40", 58, None),
    (8, 5): ("冯长林", "父", "不明", "1950.4", 76, None),
}
"""The rows that cannot be imported, by group and household: no name, no such date, a sex that says nothing."""


def _dress(book: Workbook) -> None:
    sheet = book.active
    assert sheet is not None
    sheet.merge_cells("A1:L1")
    sheet.merge_cells("A2:I2")
    sheet.merge_cells("J2:L2")
    sheet["A1"].font = Font(name="宋体", size=18, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for letter, width in zip("ABCDEFGHIJKL", (6, 7, 11, 11, 10, 6, 15, 8, 8, 16, 34, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    for cell in sheet["G"]:
        if isinstance(cell.value, datetime.date):
            cell.number_format = "yyyy/m/d"


def pack(book: Workbook) -> bytes:
    """The file's bytes with no time of making in them."""
    made = io.BytesIO()
    book.properties.creator = "柳溪村"
    book.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                for when in (book.properties.created, book.properties.modified):
                    content = content.replace(f"{when:%Y-%m-%dT%H:%M:%S}".encode(), b"2026-05-31T08:00:00")
            target.writestr(zipfile.ZipInfo(part.filename, (2026, 5, 31, 8, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pack(make()))
    print(path)
