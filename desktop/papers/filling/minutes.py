"""会议记录: who was there, what was said and by whom, how each vote went and what the law says of it, what was resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from desktop.papers.content import Filled, Paragraph
from desktop.papers.filling import spoken
from desktop.papers.filling.outcome import outcome
from desktop.papers.filling.votes import by_name, candidates, result_of, vote_sentence
from desktop.papers.wording import (
    attended,
    called,
    clock,
    day,
    length,
    meeting_time,
    members_called,
    moment,
    numeral,
    percent,
    place_lines,
    shown,
    typeset,
)
from desktop.wire.bodies import Attendance, SealedInvitation, SealedItem, SealedLine, SealedMeeting

MISSING = "未填写"

PEOPLE = "people"
"""Style of the paragraphs that name people."""


def fill(meeting: SealedMeeting, *, blank: bool = False, corrected: int = 0, public: bool = False) -> tuple[Filled, ...]:
    """With `blank`, a sheet to write on by hand: what is known beforehand, and ruled lines.

    `corrected` is how many corrections there are of it; the minutes say so at their head. A `public` copy names who was
    away, but not why: an illness is nobody's business.
    """
    sheets = (
        Filled(
            block="title", text=f"{place_lines(meeting.village)}\n{meeting.kind_title}会议记录".replace("会议会议", "会议")
        ),
        Filled(block="facts", values=_facts(meeting, blank=blank)),
    )
    if blank:
        items = tuple(Paragraph(f"（{numeral(item.number)}）{item.title}", "level2") for item in meeting.items)
        empty = (Filled(block="attendance"), Filled(block="discussion", paragraphs=items), Filled(block="confirmation"))
        ending = Filled(block="opinion" if meeting.consultation else "resolution")
        return (*sheets, *empty, ending, Filled(block="signatures"))
    told = (Filled(block="corrected", paragraphs=(_corrected(corrected),)),) if corrected else ()
    return (
        *sheets,
        *told,
        Filled(block="attendance", paragraphs=_attendance(meeting, public=public)),
        Filled(block="discussion", paragraphs=_discussion(meeting)),
        Filled(block="confirmation", paragraphs=_confirmation(meeting)),
        Filled(block="opinion" if meeting.consultation else "resolution", paragraphs=outcome(meeting)),
        Filled(block="signatures"),
        *spoken.fill(meeting),
    )


def _corrected(count: int) -> Paragraph:
    numbers = "、".join(f"更正{number}" for number in range(1, count + 1))
    return Paragraph(f"本记录定稿后另有更正，见{numbers}。", "lead")


def _facts(meeting: SealedMeeting, *, blank: bool) -> dict[str, str]:
    empty = "" if blank else MISSING
    return {
        "meeting": meeting.title,
        "kind": meeting.kind_title,
        "time": meeting_time(meeting, planned=blank),
        "place": meeting.place or empty,
        "convener": meeting.convener or empty,
        "host": meeting.host or empty,
        "recorder": meeting.recorder or empty,
        "called": called(meeting) or empty,
        "present": "" if blank else attended(meeting),
        "notice": day(meeting.notice_date) or empty,
        "party": day(meeting.party_study_date) or empty,
    }


def _attendance(meeting: SealedMeeting, *, public: bool) -> tuple[Paragraph, ...]:
    voters = [one for one in meeting.roll if not one.observer]
    there = [one for one in voters if one.came]
    away = [one for one in voters if not one.came]
    guests = [one for one in meeting.roll if one.observer and one.came]
    found: list[Paragraph] = []
    if meeting.quorum is not None:
        found.append(Paragraph(f"开会时：{typeset(str(meeting.quorum.sentence))}"))
    if not voters:
        return (*found, Paragraph(f"出席{attended(meeting)}，名单见签到表。"))
    found.append(Paragraph(f"出席（{len(there)}人）　{_by_office(there)}。", PEOPLE))
    found.append(Paragraph(f"列席（{len(guests)}人）：{_with_office(guests)}。" if guests else "列席：无。", PEOPLE))
    if away:
        names = "、".join(shown(one) for one in away) if public else _with_reason(away)
        found.append(Paragraph(f"缺席（{len(away)}人，{percent(len(away), members_called(meeting))}）：{names}。", PEOPLE))
    else:
        found.append(Paragraph("缺席：无。"))
    return (*found, *_late_and_early(meeting, there), *(_took_part(one) for one in meeting.invited))


def _with_reason(away: list[Attendance]) -> str:
    """Those who gave a reason with it, then those who gave none."""
    named = "、".join(f"{shown(one)}（{one.absence}）" for one in away if one.absence)
    silent = "、".join(shown(one) for one in away if not one.absence)
    return "；".join(filter(None, (named, f"未说明原因：{silent}" if silent else "")))


def _late_and_early(meeting: SealedMeeting, there: list[Attendance]) -> Iterator[Paragraph]:
    """Who came after the beginning, and who went before the end."""
    late = [f"{shown(one)}（{clock(one.spans[0][0])}到会）" for one in there if one.spans[0][0] > meeting.began_at]
    early = [
        f"{shown(one)}（{clock(one.spans[-1][1])}离会）"
        for one in there
        if one.spans[-1][1] and (not meeting.ended_at or one.spans[-1][1] < meeting.ended_at)
    ]
    if meeting.began_at and late:
        yield Paragraph(f"迟到（{len(late)}人）：{'、'.join(late)}。", PEOPLE)
    if early:
        yield Paragraph(f"早退（{len(early)}人）：{'、'.join(early)}。", PEOPLE)


def _took_part(one: SealedInvitation) -> Paragraph:
    """Whether those who had to deliberate a case came."""
    absent = f"请了没有到：{'、'.join(one.absent)}。" if one.absent else "请的都到了。"
    return Paragraph(f"协商主体（{one.title}）：{typeset(one.sentence)}{typeset(absent)}")


def _by_office(people: list[Attendance]) -> str:
    """Names under the office that they hold; those without one come last."""
    offices = list(dict.fromkeys(one.office for one in people if one.office))
    parts = [f"{office}：{'、'.join(shown(one) for one in people if one.office == office)}" for office in offices]
    rest = "、".join(shown(one) for one in people if not one.office)
    return "；".join([*parts, *([f"其他：{rest}" if parts else rest] if rest else [])]) or "无"


def _with_office(people: list[Attendance]) -> str:
    return "、".join(shown(one) + (f"（{one.office}）" if one.office else "") for one in people)


def _discussion(meeting: SealedMeeting) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    said = [line for line in meeting.lines if line.kind == "line"]
    known = {item.id for item in meeting.items}
    loose = [line for line in said if line.item not in known]
    first = min((item.opened_at for item in meeting.items if item.opened_at), default="")
    before = [line for line in loose if first and line.at < first]
    found += [_line(line) for line in before]
    for item in meeting.items:
        found += _item(meeting, item, [line for line in said if line.item == item.id])
    after = [line for line in loose if line not in before]
    if after:
        found += [Paragraph("其他记录", "level2"), *(_line(line) for line in after)]
    if meeting.ended_at and not _ended_last(meeting):
        found.append(_ending(meeting))
    return tuple(found)


def _ended_last(meeting: SealedMeeting) -> bool:
    """Whether the meeting was closed after the reading back."""
    return bool(meeting.read_back_at) and meeting.ended_at > meeting.read_back_at


def _ending(meeting: SealedMeeting) -> Paragraph:
    return Paragraph(f"{clock(meeting.ended_at)}　主持人宣布散会。")


def _item(meeting: SealedMeeting, item: SealedItem, lines: list[SealedLine]) -> list[Paragraph]:
    found = [Paragraph(f"（{numeral(item.number)}）{item.title}", "level2")]
    if item.text:
        found.append(Paragraph(f"议题内容：{item.text}"))
    found += [_line(line) for line in lines]
    speeches = [one for one in meeting.speeches if one.item == item.id]
    if speeches:
        names = "、".join(
            f"{typeset(one.label)}{'（程序动议）' if one.point_of_order else ''}"
            f"{clock(one.started_at)}起{length(one.seconds)}"
            for one in speeches
        )
        total = length(sum(one.seconds for one in speeches))
        people = len(Counter(one.person for one in speeches))
        found.append(Paragraph(f"发言：{people}人{len(speeches)}次，共{total}（{names}）。", PEOPLE))
    for poll in meeting.polls:
        if poll.item == item.id:
            found.append(Paragraph(vote_sentence(poll)))
            found += [Paragraph(told, PEOPLE) for told in (candidates(poll), *by_name(poll)) if told]
            found.append(Paragraph(f"结论：{typeset(str(poll.verdict.sentence))}"))
    if result := result_of(item):
        found.append(Paragraph(f"本项结果：{result}。"))
    if item.adopted:
        found.append(Paragraph(f"修改后的内容：{item.adopted}"))
    return found


def _line(line: SealedLine) -> Paragraph:
    """When, who, and the words as they were read back, unchanged."""
    late = "（补录）" if line.on_paper else ""
    return Paragraph(f"{clock(line.at)}{late}　{typeset(line.label) + '：' if line.label else ''}{line.text}")


def _confirmation(meeting: SealedMeeting) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    if meeting.read_back_at:
        by = f"由{meeting.read_back_by}" if meeting.read_back_by else ""
        found.append(Paragraph(f"本记录于{moment(meeting.read_back_at)}{by}当场宣读。"))
    else:
        found.append(Paragraph("本记录没有宣读。"))
    objections = [line for line in meeting.lines if line.kind == "objection"]
    if objections:
        found.append(Paragraph(f"宣读时提出的不同意见（{len(objections)}条）：", "lead"))
        found += [_line(line) for line in objections]
    else:
        found.append(Paragraph("不同意见：无。"))
    if meeting.confirmed_at:
        found.append(Paragraph(f"{moment(meeting.confirmed_at)}，到会人员确认本记录与会议情况一致。"))
    if meeting.ended_at and _ended_last(meeting):
        found.append(_ending(meeting))
    return tuple(found)
