"""The year's registers and figures as one Excel workbook: meetings, votes, who was there, and what is still to be signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.period import YEAR
from desktop.services.desk import Desk
from desktop.services.figures.count import count
from desktop.services.figures.workbook import figures_sheets
from desktop.services.meetings.meeting_value import meeting_value
from desktop.services.papers.inked_copies import Unsigned, missing_pages, missing_signatures
from desktop.wire.bodies import Attendance, SealedMeeting, SealedPoll
from forms.language import refuse

if TYPE_CHECKING:
    from desktop.exchange.sheets import Sheet


def export_sheets(desk: Desk, year: str) -> bytes:
    """The .xlsx of a year's meetings, sealed ones as they were sealed. Raises Refused where the year has none."""
    from desktop.exchange.sheets import workbook

    village = desk.village()
    meetings: list[SealedMeeting] = []
    states: list[str] = []
    with desk.store.read() as work:
        for row in sorted(work.meetings.list(), key=lambda one: (one.date, one.time, one.created_at)):
            if not row.date.startswith(year):
                continue
            if row.sealed_sequence is not None:
                sealed = work.ledger.get(row.sealed_sequence)
                if sealed is None or sealed.body is None:
                    continue  # destroyed when its retention ended
            meetings.append(meeting_value(desk, work, row.id))
            prints = [one.sealed for one in work.prints.of(row.id)]
            inked = sum(not missing_pages(work, one) for one in prints)
            states.append(
                f"{'已定稿' if row.sealed_sequence is not None else '未定稿'}，打印 {len(prints)} 份，签字件齐 {inked} 份"
            )
    if not meetings:
        raise refuse("{year} 年还没有会议，没有可以导出的。", year=year)
    title = f"{village.name}{year}年"
    lacking = [(one, unsigned) for one in meetings for unsigned in missing_signatures(desk, one.id)]
    sheets = (
        _meetings(title, meetings, states),
        _polls(title, meetings),
        _people(title, meetings),
        _unsigned(title, lacking),
        *figures_sheets(count(desk, YEAR, f"{year}-01-01").figures, village.name),
    )
    return workbook(sheets, made_at=desk.clock().at)


def _called(meeting: SealedMeeting) -> int | None:
    """应到 as declared: members, or adults of an assembly."""
    return meeting.declared.get("members", meeting.declared.get("adults"))


def _voters(meeting: SealedMeeting) -> list[Attendance]:
    return [one for one in meeting.roll if not one.observer]


def _passed(poll: SealedPoll) -> str:
    return "" if poll.verdict.passed is None else "通过" if poll.verdict.passed else "未通过"


def _meetings(title: str, meetings: list[SealedMeeting], states: list[str]) -> Sheet:
    from desktop.exchange.sheets import Day, Sheet

    rows = tuple(
        (
            number,
            Day(one.date),
            one.title or one.kind_title,
            one.kind_title,
            one.place,
            one.host,
            one.recorder,
            _called(one),
            sum(person.came for person in _voters(one)),
            sum(person.observer and person.came for person in one.roll),
            sum(person.sex == "女" and person.came for person in _voters(one)),
            len(one.items),
            sum(item.state == "accepted" for item in one.items),
            state,
        )
        for number, (one, state) in enumerate(zip(meetings, states, strict=True), 1)
    )
    columns = "序号 日期 会议名称 会议类型 地点 主持人 记录人 应到 实到 列席 妇女实到 议题 通过 存档情况"
    return Sheet(
        name="会议登记",
        title=f"{title}会议登记表",
        columns=tuple(columns.split()),
        rows=rows,
        widths=(2, 6, 11, 6, 6, 4, 4, 3, 3, 3, 4, 3, 3, 10),
    )


def _polls(title: str, meetings: list[SealedMeeting]) -> Sheet:
    from desktop.exchange.sheets import Day, Sheet
    from desktop.papers.filling.votes import METHODS

    polls = [(one, poll) for one in meetings for poll in one.polls]
    rows = tuple(
        (
            number,
            Day(one.date),
            one.title or one.kind_title,
            poll.question,
            METHODS.get(poll.method, poll.method),
            poll.present,
            poll.issued,
            poll.returned,
            poll.invalid,
            poll.yes,
            poll.no,
            poll.abstain,
            poll.verdict.base_number,
            _passed(poll),
            str(poll.verdict.sentence),
        )
        for number, (one, poll) in enumerate(polls, 1)
    )
    columns = "序号 日期 会议名称 表决事项 方式 在场 发出 收回 无效 同意 不同意 弃权 计算基数 结果 依据"
    return Sheet(
        name="表决统计",
        title=f"{title}表决统计表",
        columns=tuple(columns.split()),
        rows=rows,
        widths=(2, 6, 9, 13, 4, 3, 3, 3, 3, 3, 3, 3, 3, 4, 20),
    )


def _people(title: str, meetings: list[SealedMeeting]) -> Sheet:
    from desktop.exchange.sheets import Day, Sheet

    rows = tuple(
        (
            Day(one.date),
            one.title or one.kind_title,
            person.label or person.name,
            person.group,
            person.office,
            person.sex,
            "列席" if person.observer else "",
            person.spans[0][0][11:16] if person.came else "",
            person.spans[-1][1][11:16] if person.came else "",
            "" if person.came else person.absence or "未说明原因",
            "补录" if person.on_paper else "",
        )
        for one in meetings
        for person in one.roll
    )
    columns = "日期 会议名称 姓名 组 身份 性别 列席 到会 离会 缺席原因 备注"
    return Sheet(
        name="到会情况",
        title=f"{title}到会情况",
        columns=tuple(columns.split()),
        rows=rows,
        widths=(6, 11, 8, 4, 12, 2, 3, 3, 3, 6, 3),
    )


def _unsigned(title: str, lacking: list[tuple[SealedMeeting, Unsigned]]) -> Sheet:
    from desktop.exchange.sheets import Day, Sheet

    rows = tuple(
        (
            number,
            Day(meeting.date),
            one.title.replace("　", " "),
            one.print_id,
            one.printed_at.replace("T", " "),
            "、".join(str(page) for page in one.missing),
            one.pages,
            str(one.who or "、".join(one.spaces)) + ("；每页或每行都要签" if one.each and one.missing else ""),
            "",
        )
        for number, (meeting, one) in enumerate(lacking, 1)
    )
    columns = "序号 会议日期 文件 打印号 生成时间 缺第几页 共几页 签字的人 补签日期"
    return Sheet(
        name="缺签字件",
        title=f"{title}缺签字件清单",
        columns=tuple(columns.split()),
        rows=rows,
        widths=(2, 6, 15, 9, 10, 5, 4, 14, 6),
        note="签字以后扫描，把扫描件拖进议事堂，清单上就没有了。",
    )
