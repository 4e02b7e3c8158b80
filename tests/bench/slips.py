"""A pile of thirty paper slips keyed in through the real window, by the keyboard alone.

Inputs are counted as the hands make them: a Chinese character is one, as its input method commits it. For the time that a
person needs, each character counts as the letters of its pinyin, and each two characters as one blank that takes the word.
Who stands on the roster is typed by initials.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tests.pinyin import pinyin_of

if TYPE_CHECKING:
    from desktop.gui.hands import Hands

MOST_STEPS = 3
"""Down the list of those with the same initials; whoever stands lower is written out."""
KEYS_A_MINUTE = 180
"""Of somebody who has learnt to type and is in no hurry."""


class Slip(Struct, frozen=True, kw_only=True):
    title: str
    proposer: str
    households: str = ""
    request: str = ""
    co_signers: str = ""
    source: str = "群众出题"
    way: str = "上门走访"

    @property
    def texts(self) -> tuple[str, ...]:
        return self.title, self.proposer, self.households, self.request, self.co_signers

    @property
    def characters(self) -> int:
        """What stands on it. Source and way are those of the pile that it lies in."""
        return sum(len(text) for text in self.texts)


def pinyin_keys(text: str) -> int:
    """Keys that an input method needs for it."""
    chinese = [sign for sign in text if sign >= "\u4e00"]
    letters = sum(len(pinyin_of(sign)) for sign in chinese)
    return letters + -(-len(chinese) // 2) + len(text) - len(chinese)


_LINES = """
三组水渠淤堵浇不上地|张建国|38
村口到小学的路灯坏了|王秀英|60
垃圾桶三天没有人清运|李桂兰|25
二组晒场边上的电线太低|赵德明|12
老年活动室冬天没有暖气|陈玉珍|40
村卫生室下午没有人|周永贵|
五组机耕路下雨进不去车|吴大勇|31|铺一层石子，能过拖拉机就行
村东头的池塘没有护栏|孙小梅|18
自来水水压低，二楼上不去|郑国强|22
一组和四组之间的桥栏断了|冯春花|45|先拉警戒线，再修|钱大有、许木生
医保缴费在手机上不会弄|蒋阿婆|
快递要到镇上去拿|沈丽|70
广场舞的音响太吵|韩冬生|9|晚上九点以后不放
六组的变压器夏天老跳闸|杨志远|27
宅基地批了两年没放样|朱福来|1
秋收时收割机排不上队|秦有田|33
村道上大货车压坏了路面|许志刚|52|限重，或者让货场出钱修
公交车站没有遮雨棚|何素芬|
小学门口早上没有人管交通|吕文斌|80
化粪池满了没有人抽|施金凤|6
合作社的账目半年没有公布|张永年|41|把去年下半年的账贴出来
村里的祠堂漏雨|孔祥和|15
河边的树倒了压着电线|曹阿毛|4
低保评定的名单没有公示|严桂珍|20
"""
_MEMBERS = """
建议把三个晾晒点连成片|周敏|90|由镇里统一规划
村集体的空房子租给合作社|周敏|
水费收缴改为按季公布|顾海涛|120
给独居老人装一键呼叫|顾海涛|14
"""
_PARTY = """
征求秸秆禁烧值班的意见|钱立业|300
换届以前村务监督怎么改|钱立业|
"""


def pile() -> tuple[Slip, ...]:
    """Thirty slips, sorted by where they come from, as a pile lies on the table."""
    made = [_slip(line, "群众出题", "上门走访") for line in _LINES.split("\n") if line]
    made += [_slip(line, "委员荐题", "座谈") for line in _MEMBERS.split("\n") if line]
    made += [_slip(line, "党政点题", "座谈") for line in _PARTY.split("\n") if line]
    return tuple(made)


def _slip(line: str, source: str, way: str) -> Slip:
    title, proposer, households, request, co_signers = (*line.split("|"), "", "", "")[:5]
    return Slip(
        title=title, proposer=proposer, households=households, request=request, co_signers=co_signers, source=source, way=way
    )  # fmt: skip


class Keyed(Struct, frozen=True, kw_only=True):
    """What the pile took. `answers` are the seconds from the last key of each slip until it was on disk and the next could begin."""

    slips: int
    keys: int
    clicks: int
    characters: int
    typed: int
    """Keys with the letters of an input method in place of its characters."""
    answers: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Inputs to the characters of the slips."""
        return (self.keys + self.clicks) / self.characters

    @property
    def keys_each(self) -> float:
        """Keys of a slip with its characters typed as pinyin."""
        return self.typed / self.slips

    @property
    def seconds_each(self) -> float:
        """Typing at `KEYS_A_MINUTE`, and the program's own time."""
        return self.keys_each * 60 / KEYS_A_MINUTE + median(self.answers)


def with_names(slips: Sequence[Slip], names: Sequence[str]) -> tuple[Slip, ...]:
    """The same pile, proposed by these people in turn."""
    return tuple(replace(slip, proposer=names[n % len(names)]) for n, slip in enumerate(slips))


class Typist:
    """Keys in slips on the page of the cases, which must be in front with the cursor in the title."""

    def __init__(self, hands: Hands) -> None:
        from desktop.gui.cases.page import CasesPage

        page = hands.window.page
        assert isinstance(page, CasesPage)
        self.hands = hands
        self.intake = page.intake
        self.longer = 0
        """By how much the letters of the input method are more than its characters."""

    def write(self, text: str) -> None:
        self.hands.write(text)
        self.longer += pinyin_keys(text) - len(text)

    def name(self, name: str) -> None:
        """By initials where the roster has the name, else written out."""
        self.hands.write("".join(part[0] for part in pinyin_of(name).split()))
        for step in range(MOST_STEPS):
            offer = self.intake.proposer.offer
            if offer is not None and offer.name == name:
                return
            if offer is None or step == MOST_STEPS - 1:
                break
            self.hands.press("Down")
        self.intake.proposer.clear()
        self.write(name)

    def key_in(self, slip: Slip) -> float:
        """One slip; returns the seconds from its last key until the next one can begin."""
        hands = self.hands
        self.write(slip.title)
        hands.press("Enter")
        self.name(slip.proposer)
        hands.press("Enter")
        if slip.households:
            self.write(slip.households)
        new = (slip.source, slip.way) != (self.intake.source.currentText(), self.intake.way.currentText())
        last = self._more(slip, new) if slip.request or slip.co_signers or new else "Enter"
        began = time.perf_counter()
        hands.press(last)
        answered = time.perf_counter() - began
        assert self.intake.name.hasFocus(), "the next slip can begin"
        assert not self.intake.name.text()
        return answered

    def _more(self, slip: Slip, new: bool) -> str:
        """What stands on few slips, and where this pile came from; returns the key that writes the slip down from here."""
        self.hands.press("Tab")
        if slip.request:
            self.write(slip.request)
        if not slip.co_signers and not new:
            return "F4"
        self.hands.press("Tab")
        if slip.co_signers:
            self.write(slip.co_signers)
        if not new:
            return "Enter"
        for field, wanted in ((self.intake.source, slip.source), (self.intake.way, slip.way)):
            self.hands.press("Tab")
            for _ in range(field.count()):
                if field.currentText() == wanted:
                    break
                self.hands.press("Down" if field.findText(wanted) > field.currentIndex() else "Up")
        return "F4"


def key_in(hands: Hands, slips: Sequence[Slip]) -> Keyed:
    """The whole pile."""
    typist = Typist(hands)
    keys, clicks = hands.keys, hands.clicks
    answers = tuple(typist.key_in(slip) for slip in slips)
    taken = hands.keys - keys
    return Keyed(
        slips=len(slips),
        keys=taken,
        clicks=hands.clicks - clicks,
        characters=sum(slip.characters for slip in slips),
        typed=taken + typist.longer,
        answers=answers,
    )
