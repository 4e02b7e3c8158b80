"""Dates, times, figures and punctuation as a Chinese office writes them."""

from __future__ import annotations

from datetime import date

from desktop.wire.bodies import Attendance, SealedMeeting, Village

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}


def typeset(text: str) -> str:
    """A sentence made by the program, with full-width punctuation and no blanks between Chinese and figures.

    What a person typed is never put through this: it is printed as it was read back and confirmed.
    """
    shown: list[str] = []
    for place, character in enumerate(text):
        before, after = _beside(text, place, -1), _beside(text, place, 1)
        if character == " " and (_wide(before) or _wide(after)):
            continue
        full = character in _FULL and (_wide(before) or _wide(after))
        shown.append(_FULL[character] if full else character)
    return "".join(shown)


def _beside(text: str, place: int, step: int) -> str:
    """The nearest character on one side that is neither blank nor a mark."""
    place += step
    while 0 <= place < len(text) and (text[place] == " " or text[place] in _FULL):
        place += step
    return text[place] if 0 <= place < len(text) else ""


def _wide(character: str) -> bool:
    return bool(character) and ord(character) >= 0x2E80


def day(iso: str) -> str:
    """2026-06-18 as 2026年6月18日; empty as it is."""
    if not iso:
        return ""
    year, month, number = iso[:10].split("-")
    return f"{year}年{int(month)}月{int(number)}日"


def weekday(iso: str) -> str:
    """星期四; empty for no day."""
    return "星期" + "一二三四五六日"[date.fromisoformat(iso[:10]).weekday()] if iso else ""


def clock(iso: str) -> str:
    """The hour and minute of an ISO time: 19:26. Of a planned time as it was typed, that text."""
    return iso.split("T", 1)[1][:5] if "T" in iso else iso


def moment(iso: str) -> str:
    return f"{day(iso)}{clock(iso)}" if "T" in iso else day(iso)


def length(seconds: int) -> str:
    """95 as 1分35秒."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{rest}秒"
    return f"{minutes}分{rest}秒" if rest else f"{minutes}分钟"


def percent(part: int, whole: int) -> str:
    """Two decimals, half up, in whole numbers; "--" where there is nothing to divide by (农村民主决策情况填报)."""
    if whole <= 0:
        return "--"
    hundredths = (part * 20000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """1 to 99 in Chinese: 十一, 二十."""
    tens, ones = divmod(number, 10)
    if number > 99:
        return str(number)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def place_of(village: Village) -> str:
    """Township and village, as a paper names who issues it."""
    return f"{village.township}{village.name}"


def place_lines(village: Village, most: int = 20) -> str:
    """The same for a title: on two lines, each name whole, where one of `most` characters does not hold them."""
    place = place_of(village)
    return place if len(place) <= most else f"{village.township}\n{village.name}"


def headed(village: Village, words: str, most: int = 20) -> str:
    """A title of place and `words`, on one line where it fits, and never broken within either."""
    place = place_lines(village, most)
    return place + words if len(place + words) <= most else f"{place}\n{words}"


def issuer_of(meeting: SealedMeeting) -> str:
    """The body in whose name a notice goes out, by its full name; a person convenes in the name of the committee."""
    village, convener = meeting.village.name, meeting.convener
    if not convener.endswith(("会", "部", "支", "组", "社", "处", "府", "委")):
        convener = "村民委员会"
    return convener if village in convener else f"{village}{convener}"


def shown(person: Attendance) -> str:
    """A name on paper: with what tells two of one name apart, and 补录 where it was keyed in from a sheet."""
    return typeset(person.label or person.name) + ("（补录）" if person.on_paper else "")


def in_cell(text: str, most: int = 6) -> str:
    """A name or an office in a narrow cell: a long one is broken before its brackets, or after its only comma."""
    if len(text) <= most:
        return text
    if text.count("、") == 1:
        return text.replace("、", "、\n")
    return text.replace("（", "\n（", 1) if text.find("（") > 0 else text


def meeting_time(meeting: SealedMeeting, *, planned: bool = False) -> str:
    """From when to when, or when it is planned."""
    if planned or not meeting.began_at:
        return f"{day(meeting.date)}{clock(meeting.planned_time)}"
    text = f"{day(meeting.began_at)}{clock(meeting.began_at)}"
    if not meeting.ended_at:
        return text + "开始"
    same = meeting.began_at[:10] == meeting.ended_at[:10]
    return f"{text}至{clock(meeting.ended_at) if same else moment(meeting.ended_at)}"


DECLARED = {"members": ("应到", "人"), "adults": ("十八周岁以上村民", "人"), "households": ("", "户")}


def called(meeting: SealedMeeting) -> str:
    """应到 as declared: a number alone where there is one kind, else each with its name."""
    parts = [(*DECLARED.get(name, (name, "人")), number) for name, number in meeting.declared.items()]
    if len(parts) == 1:
        return f"{parts[0][2]}{parts[0][1]}"
    return "，".join(f"{title}{number}{unit}" for title, unit, number in parts)


def came(meeting: SealedMeeting) -> int:
    """实到: those of the roll who were there; of an assembly without a roll, the number that the verdict took."""
    voters = [one for one in meeting.roll if not one.observer]
    if not voters and meeting.quorum is not None:
        return meeting.quorum.present or 0
    return sum(one.came for one in voters)


def attended(meeting: SealedMeeting) -> str:
    """实到 with its part of 应到: 30人（73.17%）."""
    return f"{came(meeting)}人（{percent(came(meeting), members_called(meeting))}）"


def members_called(meeting: SealedMeeting) -> int:
    """应到 in people, for they are what 实到 and ballots are counted in, also where the quorum was one of households."""
    for name in ("members", "adults"):
        if name in meeting.declared:
            return meeting.declared[name]
    if voters := sum(not one.observer for one in meeting.roll):
        return voters
    if meeting.quorum is not None and meeting.quorum.declared is not None:
        return meeting.quorum.declared
    return next(iter(meeting.declared.values()), 0)
