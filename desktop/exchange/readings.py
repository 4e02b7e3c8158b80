"""What a cell says as a name, a sex, a group, a phone, an age.

Each reader takes the cell and gives a plain value, empty where the cell is. Where the cell cannot be understood without
guessing it raises Unclear with what to do. Names are kept as typed; everything else may be folded to half width.
"""

from __future__ import annotations

import re
import unicodedata

from desktop.exchange.cells import INVISIBLE, Cell, Unclear, blank, chinese_number, plain, shown, without_id_numbers
from forms.language import say

OLDEST = 130

_HAN = r"[\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_SPACED_HAN = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")


def read_name(cell: Cell) -> str:
    """The name as typed, with only the spaces taken out that spread a Chinese name over the cell."""
    if not isinstance(cell.value, str):
        raise Unclear(say("姓名这格不是文字。请写上姓名。"))
    name = _SPACED_HAN.sub("", re.sub(r"\s+", " ", INVISIBLE.sub("", re.sub(r"[\r\n\t]", " ", cell.value))).strip())
    private = next((sign for sign in name if unicodedata.category(sign) in ("Co", "Cn")), "")
    if private:
        raise Unclear(
            say(
                "姓名里有一个字是自造字（编码 {code}），换台电脑就变样。请用输入法重新打这个字。",
                code=f"U+{ord(private):04X}",
            )
        )
    if re.search(r"[?\uff1f□■\ufffd*\uff0a#]", name):
        raise Unclear(say("姓名里有字没打出来。请用输入法补上这个字。"))
    if re.search(r"[、,\uff0c;\uff1b/\uff0f]", name):
        raise Unclear(say("一格里像是有几个名字。请一人一行。"))
    if len(name) > 30 or not any(unicodedata.category(sign).startswith("L") for sign in name):
        raise Unclear(say("姓名这格不像姓名。请写上姓名。"))
    if gone := _GONE_NAME.search(name):
        raise Unclear(say("姓名后面写着“{gone}”。人不在了就删去这一行；还在，就只留姓名。", gone=gone[1]))
    return name


_GONE = r"已故|故|亡故|已?死亡|已?去世|已?病故|已?过世|(?:户口)?已?注销|已?销户"
_GONE_NAME = re.compile(rf"[(\uff08]\s*({_GONE})\s*[)\uff09]$")


def says_gone(note: str) -> bool:
    """Whether a remark says nothing but that the person has died."""
    return re.fullmatch(_GONE, plain(note)) is not None


_SEXES = {"男": "男", "男性": "男", "m": "男", "male": "男", "♂": "男"}
_SEXES |= {"女": "女", "女性": "女", "f": "女", "female": "女", "♀": "女"}


def read_sex(cell: Cell) -> str:
    if blank(cell):
        return ""
    sex = _SEXES.get(plain(shown(cell)).lower())
    if sex is None:
        raise Unclear(say("性别看不懂。请写“男”或“女”。"))
    return sex


def read_number(cell: Cell) -> str:
    """序号 and 户号: text without spaces, a whole number without its “.0”."""
    return "" if blank(cell) else re.sub(r"\s+", "", without_id_numbers(unicodedata.normalize("NFKC", shown(cell))))


_GROUP = re.compile(r"第?(?:(\d{1,2})|([一二三四五六七八九十]{1,3}))(?:号)?(?:村民)?小?(?:组|队)?")


def read_group(cell: Cell) -> str:
    """The group; “3”, “3组”, “第三村民小组” are one and the same “三组”, any other name is kept as typed."""
    if blank(cell):
        return ""
    typed = re.sub(r"\s+", "", without_id_numbers(INVISIBLE.sub("", shown(cell))))
    match = _GROUP.fullmatch(plain(typed))
    if not match or typed.endswith("队"):
        return typed
    number = int(match[1]) if match[1] else chinese_number(match[2])
    return f"{_in_chinese(number)}组" if number else typed


def _in_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    signs = " 一二三四五六七八九"
    return ((signs[tens] if tens > 1 else "") + "十" if tens else "").strip() + (signs[ones] if ones else "")


_PHONE = re.compile(r"1\d{10}|0\d{2,3}\d{7,8}|[2-9]\d{6,7}|400\d{7}")


def read_phone(cell: Cell) -> str:
    """One phone, or several joined by “、”; digits only."""
    if blank(cell):
        return ""
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", shown(cell)))
    power = re.fullmatch(r"\s*(\d(?:\.\d+)?)[eE]\+?0?(\d{1,2})\s*", text)
    if power and len(power[1].replace(".", "")) == int(power[2]) + 1:  # all digits are there, only written with a power
        text = power[1].replace(".", "")
    phones = []
    for part in re.split(r"[、,;/\n]|(?<=\d{7})\s+(?=1\d)", re.sub(r"^'", "", text)):
        phone = re.sub(r"^(?:\+|00)86", "", re.sub(r"[\s\-—()]", "", part))
        if phone and not _PHONE.fullmatch(phone):
            raise Unclear(say("电话看不懂（手机是 11 位数字），先空着。请改正，或者在名册里补上。"), instead="")
        if phone:
            phones.append(phone)
    return "、".join(phones)


def read_age(cell: Cell) -> int | None:
    """Whole years; months alone are 0. None where the cell is empty."""
    if blank(cell):
        return None
    text = plain(shown(cell))
    match = re.fullmatch(r"(\d{1,3}|[〇零一二两三四五六七八九十百]+)(?:\.0+)?(?:周?岁)?", text)
    if match:
        age = int(match[1]) if match[1].isdecimal() else chinese_number(match[1])
        if age is not None and age <= OLDEST:
            return age
        if age is not None:
            raise Unclear(say("年龄太大了。请核对后改正。"))
    if re.fullmatch(r"(\d|1[01]|[一二两三四五六七八九十]|十一)个?月|\d{1,2}天", text):
        return 0
    raise Unclear(say("年龄看不懂。请写周岁的整数，例如 58。"))
