"""An invented evening: 41 people, two of them called 张伟, names with rare characters, three items, two votes, 40 lines."""

from __future__ import annotations

from desktop.domain.figures import figures_of
from desktop.domain.verdict import judge
from desktop.wire.bodies import (
    Attendance,
    SealedItem,
    SealedLine,
    SealedMeeting,
    SealedPoll,
    SealedSpeech,
    Village,
)
from tests.law import rule_set

DAY = "2026-06-18"
PRINT = "7f3a91c05be2d846"
PRINTED = "2026-06-18T21:20:31"

_NAMES = (
    "张伟 张伟 王芳 李㛃 陈𬱖 赵䶮 周𡋾 刘桂英 黄建国 吴秀兰 徐志强 孙玉梅 马德胜 朱美玲 胡国庆 郭小燕 何永福 高翠花 林海涛 罗春生 "
    "郑雪梅 梁大勇 谢巧云 宋长河 唐月娥 许光明 韩冬青 冯宝山 邓彩霞 曹金水 彭立新 曾秋菊 肖铁柱 田素珍 董万年 潘红英 袁伯仁 蔡水生 蒋桂香 余天佑 杜鹃"
).split()
_GROUPS = ("一组", "二组", "三组", "四组", "五组", "六组")
_TALK = (
    "村道从三组晒场到小学这一段最窄，两辆三轮车对不开，去年秋收时堵过三回，这一段应当先拓宽。",
    "同意先修东段，但是占到我家菜地大约 0.3 亩，青苗怎么补，要写清楚，不能只说“按规定”。",
    "预算里砂石料是 186,400 元，比镇里上个月公布的参考价高了 7.5%，请把三家报价都贴出来。",
    "路宽定 4.5 米，两边各留 0.5 米路肩，会车的地方每 200 米设一处，这样救护车也进得来。",
    "水管就埋在路边，先换水管再铺路，不然明年又要挖开（2019 年就这样挖过一回）。",
)


def people() -> tuple[Attendance, ...]:
    found = []
    for place, name in enumerate(_NAMES):
        group = _GROUPS[place % 6]
        came = place < 30
        late = place == 29
        out = f"{DAY}T20:50:00" if place == 5 else f"{DAY}T21:12:40"
        arrived = f"{DAY}T{'19:48' if late else f'19:{5 + place % 24:02d}'}:12"
        found.append(
            Attendance(
                person=f"p{place}",
                name=name,
                label=f"{name}({group})" if name == "张伟" else name,
                sex="女" if place % 3 == 2 else "男",
                birth_year=str(1950 + place),
                group=group,
                head=name if place % 4 else "张建业",
                office="村民委员会成员" if place in (2, 7, 8) else "村民代表",
                spans=((arrived, out),) if came else (),
                on_paper=place == 12,
                absence="" if came else ("外出务工" if place % 3 else "住院"),
            )
        )
    guests = (("刘建平", "镇驻村干部"), ("欧阳雪", "村务监督委员会主任"))
    for place, (name, office) in enumerate(guests):
        span = (f"{DAY}T19:20:00", f"{DAY}T21:12:40")
        found.append(Attendance(person=f"g{place}", name=name, label=name, office=office, observer=True, spans=(span,)))
    return tuple(found)


def meeting(*, consultation: bool = False) -> SealedMeeting:
    rule = rule_set("villagers-representatives", DAY)
    roll = people()
    items = (
        SealedItem(
            id="i1",
            number=1,
            title="上次会议决定事项落实情况的报告",
            text="通报三组水渠清淤、路灯安装的进度和支出。",
            state="noted",
            opened_at=f"{DAY}T19:34:00",
            closed_at=f"{DAY}T19:45:00",
        ),
        SealedItem(
            id="i2",
            number=2,
            title="村道东段拓宽方案及资金使用",
            text="村道东段（三组晒场至村小学）长 1,260 米，由 3.2 米拓宽到 4.5 米，2026 年 9 月 1 日开工，工期 75 天。"
            "总价不超过 486,500.00 元，其中上级补助 300,000 元，村集体收入 186,500 元，不向村民筹资。",
            state="accepted",
            opened_at=f"{DAY}T19:45:00",
            closed_at=f"{DAY}T20:32:00",
        ),
        SealedItem(
            id="i3",
            number=3,
            title="自来水水费由每吨 1.80 元调整为每吨 2.10 元",
            text="自 2026 年 8 月 1 日起执行，五保户、低保户维持每吨 1.80 元不变。",
            state="refused",
            opened_at=f"{DAY}T20:32:00",
            closed_at=f"{DAY}T21:02:00",
        ),
    )
    lines = []
    for place in range(40):
        item = "i1" if place < 6 else "i2" if place < 26 else "i3"
        minute = 34 + place * 2
        who = roll[(place * 7) % 30]
        lines.append(
            SealedLine(
                id=f"l{place}",
                at=f"{DAY}T{19 + minute // 60}:{minute % 60:02d}:10",
                item=item,
                person=who.person,
                label=who.label,
                text=_TALK[place % 5],
            )
        )
    lines.append(
        SealedLine(
            id="o1",
            at=f"{DAY}T21:05:40",
            person="p3",
            label="李㛃",
            text="第三项我说的是“先装水表再谈涨价”，记录里漏了“先装水表”，请补上。",
            kind="objection",
        )
    )
    speeches = tuple(
        SealedSpeech(
            item="i2",
            person=f"p{place}",
            label=roll[place].label,
            started_at=f"{DAY}T19:{46 + place}:00",
            ended_at=f"{DAY}T19:{47 + place}:35",
            seconds=95,
            point_of_order=place == 4,
        )
        for place in range(5)
    )
    passed = judge(rule, figures_of({"members": 41, "present": 30, "yes": 26, "no": 2, "abstain": 2}))
    failed = judge(rule, figures_of({"members": 41, "present": 29, "yes": 14, "no": 12, "abstain": 2}))
    return SealedMeeting(
        id="m-2026-06-18",
        village=Village("320681101203", "石桥村", "青湾镇", "海宁县", "江苏省"),
        procedure="representatives",
        rule="villagers-representatives",
        consultation=consultation,
        title="2026年第二次村民代表会议",
        kind_title="村民代表会议",
        date=DAY,
        planned_time="19:30",
        place="村委会二楼会议室",
        convener="石桥村村民委员会",
        host="黄建国",
        recorder="王芳",
        party_study_date="2026-06-05",
        notice_date="2026-06-08",
        began_at=f"{DAY}T19:33:05",
        ended_at=f"{DAY}T21:12:40",
        declared={"members": 41},
        roll=roll,
        items=items,
        speeches=speeches,
        polls=(
            SealedPoll(
                id="v1",
                item="i2",
                question="是否同意村道东段拓宽方案及资金使用",
                method="hands",
                opened_at=f"{DAY}T20:28:00",
                decided_at=f"{DAY}T20:31:00",
                present=30,
                yes=26,
                no=2,
                abstain=2,
                verdict=passed,
            ),
            SealedPoll(
                id="v2",
                item="i3",
                question="是否同意自来水水费调整为每吨 2.10 元",
                method="ballot",
                opened_at=f"{DAY}T20:52:00",
                decided_at=f"{DAY}T21:01:00",
                present=29,
                issued=29,
                returned=29,
                invalid=1,
                yes=14,
                no=12,
                abstain=2,
                verdict=failed,
            ),
        ),
        lines=tuple(lines),
        quorum=judge(rule, figures_of({"members": 41, "present": 29})),
        read_back_at=f"{DAY}T21:03:00",
        read_back_by="王芳",
        confirmed_at=f"{DAY}T21:12:00",
        journal_digest="0" * 64,
        journal_length=212,
    )
