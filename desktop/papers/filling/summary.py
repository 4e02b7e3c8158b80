"""会议纪要 and 公示: what the meeting settled, for those who were not there."""

from __future__ import annotations

from desktop.papers.content import Filled, Paragraph
from desktop.papers.filling.outcome import outcome
from desktop.papers.wording import attended, called, day, headed, issuer_of, meeting_time, place_of, typeset
from desktop.wire.bodies import SealedMeeting

POSTED_DAYS = 15
"""At the least (村民委员会组织法第三十五条)."""
WRITTEN = "　　　年　　月　　日"
"""A day that is written by hand."""


def fill_summary(meeting: SealedMeeting, *, blank: bool = False) -> tuple[Filled, ...]:
    """The 纪要 (GB/T 9704-2012, 10.3): what was settled, then who was there, who was excused, who sat in."""
    voters = [one for one in meeting.roll if not one.observer]
    groups = (
        ("出席：", [one for one in voters if one.came]),
        ("请假：", [one for one in voters if not one.came and one.absence]),
        ("缺席：", [one for one in voters if not one.came and not one.absence]),
        ("列席：", [one for one in meeting.roll if one.observer and one.came]),
    )
    names = tuple(
        Paragraph("、".join(typeset(one.label or one.name) for one in people) + "。", "names", lead) for lead, people in groups if people
    )
    opening = (
        f"{meeting_time(meeting)}，{meeting.host or '主持人'}在{meeting.place or '村内'}主持召开{_name(meeting)}。"
    )
    settled = "会议形成以下意见：" if meeting.consultation else "会议议定以下事项："
    body = () if blank else (Paragraph(opening + settled), *outcome(meeting))
    return (
        Filled(block="title", text=headed(meeting.village, f"{meeting.kind_title}纪要")),
        Filled(block="body", paragraphs=body),
        Filled(block="names", paragraphs=() if blank else (Paragraph(""), *names)),
        Filled(block="issued", paragraphs=(Paragraph(issuer_of(meeting)), Paragraph(day(meeting.date)))),
    )


def fill_publicity(meeting: SealedMeeting, *, blank: bool = False) -> tuple[Filled, ...]:
    """The notice that is posted. Its dates are written in when it is put up."""
    what = "协商意见" if meeting.consultation else "决议"
    opening = (
        f"{day(meeting.date)}，{place_of(meeting.village)}召开{_name(meeting)}，应到{called(meeting)}，"
        f"实到{attended(meeting)}。现公示如下："
    )
    body: list[Paragraph] = [] if blank else [Paragraph(opening), *outcome(meeting)]
    return (
        Filled(block="title", text=f"{meeting.kind_title}{what}公示"),
        Filled(block="body", paragraphs=tuple(body)),
        Filled(block="closing", paragraphs=posted(issuer_of(meeting))),
        Filled(block="issued", paragraphs=(Paragraph(issuer_of(meeting)), Paragraph(WRITTEN))),
        Filled(block="signatures"),
    )


def posted(issuer: str) -> tuple[Paragraph, ...]:
    """From when to when it hangs, written in by hand on one line, and where to object: a notice should be one page."""
    return (
        Paragraph(f"公示期：{WRITTEN}至{WRITTEN}", "lead"),
        Paragraph(f"对公示内容有不同意见的，请在公示期（不少于{POSTED_DAYS}日）内向{issuer}或者村务监督委员会反映。"),
        Paragraph("反映地点和电话："),
    )


def _name(meeting: SealedMeeting) -> str:
    return meeting.title or meeting.kind_title
