"""What to do now: the one next step of the village, what is still open for the next meeting, and the month's uploads."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.cases.due import Due
from desktop.domain.meeting import Meeting
from desktop.services.cases.follow import what_is_due
from desktop.services.desk import Desk
from desktop.services.meetings.list_meetings import SEALED, MeetingLine, list_meetings
from desktop.services.meetings.prepare_meeting import Preparation, preparation
from desktop.services.name_village import named_village
from desktop.services.upload.upload_month import Month, upload_month
from forms.language import Sentence, say


class Task(Struct, frozen=True):
    """Something that belongs to the next meeting, and whether it is done."""

    words: Sentence
    done: bool


class Next(Struct, frozen=True, kw_only=True):
    """The one thing to do next: a sentence, the verb on the button, the page where it is done."""

    words: Sentence
    verb: Sentence
    page: str
    meeting: str = ""


class Home(Struct, frozen=True, kw_only=True):
    """What the first page shows. Without a village there is nothing but the question for it."""

    village: str
    people: int
    next: Next | None
    meeting: MeetingLine | None
    """The meeting that the next step is about."""
    tasks: tuple[Task, ...]
    unfinished: tuple[MeetingLine, ...]
    """Other meetings that have been held, or should have been, and are not sealed."""
    month: Month | None
    due: tuple[Due, ...] = ()
    """到期与催办: what is longest over first."""
    remark: Sentence | None = None
    """What is wrong with the data, told before all else."""


def what_now(desk: Desk) -> Home:
    village = named_village(desk)
    if village is None:
        return Home(village="", people=0, next=None, meeting=None, tasks=(), unfinished=(), month=None)
    with desk.store.read() as work:
        people = len(work.roster.people())
    open_meetings = [line for line in list_meetings(desk) if line.stage != SEALED]
    today = desk.clock().at[:10]
    current = _current(open_meetings, today)
    month = upload_month(desk)
    tasks = _tasks(preparation(desk, current.id)) if current and current.stage == "planned" else ()
    return Home(
        village=village.name,
        people=people,
        next=_next(people, current, month, ready=today if all(task.done for task in tasks) else ""),
        meeting=current,
        tasks=tasks,
        unfinished=tuple(line for line in open_meetings if line != current),
        month=month,
        due=what_is_due(desk),
        remark=month.heard.revoked or desk.remark or month.heard.stale,
    )


def _current(lines: list[MeetingLine], today: str) -> MeetingLine | None:
    """The meeting that needs the recorder now: one that runs, then the next one planned, then one to be sealed.

    A planned meeting whose day is past comes after all others: it was held on paper, or not at all.
    """
    order = {"open": 0, "adjourned": 1, "confirmed": 1}

    def rank(line: MeetingLine) -> tuple[int, str]:
        return (order.get(line.stage, 2 if line.date >= today else 3), line.date + line.time)

    return min(lines, key=rank, default=None)


def _next(people: int, current: MeetingLine | None, month: Month, ready: str) -> Next:
    """`ready` is today where nothing is left to prepare; whatever day the clock says, such a meeting begins with check-in."""
    if not people:
        return Next(words=say("先导入本村名册。"), verb=say("导入名册"), page="roster")
    if current is not None:
        verbs = {"planned": say("准备会议"), "open": say("进入会场"), "adjourned": say("宣读确认"), "confirmed": say("定稿")}
        words = say("{day} {time}　{title}", day=_day(current.date), time=current.time, title=current.title)
        if current.stage == "planned" and ready:
            if current.date == ready:
                words = say("今天 {time}　{title}", time=current.time, title=current.title)
            return Next(words=words, verb=say("开始签到"), page="hall", meeting=current.id)
        return Next(words=words, verb=verbs[current.stage], page=current.page, meeting=current.id)
    if month.waiting:
        return Next(words=say("有 {n} 件还没有上报。", n=month.waiting), verb=say("上报"), page="upload")
    return Next(words=say("现在没有要办的会。"), verb=say("新开会议"), page="prepare")


def _day(date: str) -> Sentence:
    return say("{month}月{day}日", month=int(date[5:7]), day=int(date[8:10]))


def _tasks(prepared: Preparation) -> tuple[Task, ...]:
    meeting: Meeting = prepared.meeting
    due = prepared.notice_by and not meeting.notice_date
    return (
        Task(say("确认应到人数"), prepared.unsettled is None),
        Task(say("排好议程"), bool(meeting.items)),
        Task(say("发出通知（最晚 {day}）", day=_day(prepared.notice_by)) if due else say("发出通知"), bool(meeting.notice_date)),
    )
