"""会议通知: who is called, to what, when and where, with a list on which each one signs for it."""

from __future__ import annotations

from desktop.papers.content import Filled, Paragraph
from desktop.papers.wording import clock, day, issuer_of, typeset, weekday
from desktop.wire.bodies import SealedMeeting

ANNEX = "参会人员名单及签收"


def fill(meeting: SealedMeeting, *, blank: bool = False) -> tuple[Filled, ...]:
    """`blank` leaves the list of those who sign for it without names."""
    # A title that names the matter only, 村道拓宽, is not what one is called to.
    name = meeting.title if meeting.title.endswith(("会", "会议")) else meeting.kind_title
    when = f"{day(meeting.date)}（{weekday(meeting.date)}）{clock(meeting.planned_time) or '　　时　　分'}"
    when_and_where = [f"{when}，{meeting.place}。"] if meeting.place else [f"时间：{when}", "地点："]
    studied = f"以上议题已于{day(meeting.party_study_date)}经村党组织研究讨论。" if meeting.party_study_date else ""
    paragraphs = [
        Paragraph("各位参会人员：", "address"),
        Paragraph(typeset(f"经研究，决定召开{name}。现将有关事项通知如下：")),
        Paragraph("一、时间和地点", "level1"),
        *(Paragraph(text) for text in when_and_where),
        Paragraph("二、会议议题", "level1"),
        *(Paragraph(f"{item.number}.{item.title}") for item in meeting.items),
        *((Paragraph(studied),) if studied else ()),
        Paragraph("三、参会人员和要求", "level1"),
        Paragraph(_called(meeting), "people"),
        Paragraph("请准时到会并签到；不能参加的，请会前向召集人说明。"),
        # GB/T 9704-2012, 7.3.4: one line below the text.
        Paragraph(""),
        Paragraph(f"附件：{ANNEX}"),
    ]
    issuer = issuer_of(meeting)
    issued = day(meeting.notice_date) or "　　　　年　　月　　日"
    voters = [one for one in meeting.roll if not one.observer]
    rows = [
        (
            str(number),
            "" if blank else typeset(one.label or one.name),
            "" if blank else one.group,
            "" if blank else one.office,
            "",
            "",
            "",
        )
        for number, one in enumerate(voters, 1)
    ]
    return (
        Filled(block="title", text=f"关于召开{name}的通知"),
        Filled(block="body", paragraphs=tuple(paragraphs)),
        Filled(block="issued", paragraphs=(Paragraph(issuer), Paragraph(issued))),
        Filled(block="received", rows=tuple(rows)),
    )


def _called(meeting: SealedMeeting) -> str:
    voters = [one for one in meeting.roll if not one.observer]
    guests = [one for one in meeting.roll if one.observer]
    text = f"{meeting.kind_title}应到人员{f'{len(voters)}人' if voters else ''}，名单附后。"
    if guests:
        named = [typeset(one.label or one.name) + (f"（{one.office}）" if one.office else "") for one in guests]
        text += f"列席：{'、'.join(named)}。"
    if meeting.convener and meeting.convener not in issuer_of(meeting):
        text += f"召集人：{meeting.convener}。"
    return text
