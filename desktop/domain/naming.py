"""What an event is called when it is offered to be taken back."""

from __future__ import annotations

from desktop.domain import events as e
from desktop.domain.fold import Evening
from desktop.domain.meeting import Meeting
from forms.language import Sentence, say

_PLAIN: dict[type, Sentence] = {
    e.EligibleDeclared: say("确认应到人数"),
    e.EligibleListed: say("应到名单"),
    e.ItemMoved: say("调整议程"),
    e.ItemTimed: say("议题预计时间"),
    e.ItemRemoved: say("删除议题"),
    e.NoticeGiven: say("登记通知日期"),
    e.MeetingOpened: say("宣布开会"),
    e.ItemClosed: say("结束议题"),
    e.TimeAdded: say("发言加时"),
    e.ListClosed: say("截止发言报名"),
    e.ListReopened: say("重新开放报名"),
    e.TimeLost: say("记下没有记录的时间"),
    e.SpeakerPaused: say("暂停发言计时"),
    e.SpeakerResumed: say("继续发言计时"),
    e.SpeakerFinished: say("发言结束"),
    e.PollDecided: say("计票"),
    e.PollAbandoned: say("取消表决"),
    e.TallyGiven: say("登记计票人的票数"),
    e.ElectionDecided: say("选举计票"),
    e.PollReopened: say("重新计票"),
    e.PollTurned: say("改表决方式"),
    e.LineWritten: say("记录一条"),
    e.LineAmended: say("修改记录"),
    e.LineStruck: say("删去记录"),
    e.MeetingAdjourned: say("宣布散会"),
    e.MinutesReadBack: say("宣读记录"),
    e.ObjectionMinuted: say("记录意见"),
    e.MinutesConfirmed: say("确认记录"),
}


_OF_PERSON: dict[type, Sentence] = {
    e.PersonCheckedIn: say("{name} 签到", name=""),
    e.PersonCheckedOut: say("{name} 离场", name=""),
    e.AbsenceNoted: say("{name} 缺席原因", name=""),
    e.ProxyGiven: say("{name} 的委托", name=""),
    e.ProxyTakenBack: say("收回 {name} 的委托", name=""),
    e.SpeechRequested: say("{name} 要求发言", name=""),
    e.SpeechWithdrawn: say("{name} 不发言了", name=""),
    e.SpeakerStarted: say("{name} 开始发言", name=""),
    e.SpeakerInterrupted: say("{name} 的程序问题", name=""),
    e.VoteCalled: say("{name} 的表态", name=""),
    e.DissentMinuted: say("{name} 有异议", name=""),
}
"""The person is filled in when the event is named."""


def undoable(evening: Evening) -> Sentence | None:
    """The name of what undo would take back; None where there is nothing to take back."""
    if evening.last is None or evening.last.previous is None:
        return None
    return name(evening.last.event, evening.meeting)


def redoable(evening: Evening) -> Sentence | None:
    """The name of what redo would do again; None where there is nothing."""
    if evening.undone is None:
        return None
    return name(evening.undone.step.event, evening.undone.after)


def name(event: e.AnyEvent, meeting: Meeting) -> Sentence:
    """The event in a few words."""
    match event:
        case e.ObserverCameIn(name=guest):
            return say("{name} 列席", name=guest)
        case e.ItemAdded(title=title):
            return say("添加“{title}”", title=title)
        case e.PollOpened(question=title):
            return say("开始表决“{title}”", title=title)
        case e.ItemOpened(item=item):
            found = meeting.item(item)
            return say("打开“{title}”", title=found.title if found else "")
    template = _OF_PERSON.get(type(event))
    if template is not None:
        return Sentence(template.template, {"name": meeting.label(getattr(event, "person", ""))})
    return _PLAIN.get(type(event), say("上一步"))
