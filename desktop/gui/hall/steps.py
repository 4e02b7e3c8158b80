"""The one thing to do next, and the quieter things that may be done instead."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain import actions as a
from desktop.domain.meeting import (
    ACCLAMATION,
    BALLOT,
    CONFIRMED,
    ELECTION,
    HANDS,
    OPEN,
    PLANNED,
    ROLL_CALL,
    Item,
    Meeting,
    Poll,
)
from desktop.gui.hall_state import HallState, decided_poll
from forms.language import Sentence, say

DECLARE = "declare"
CHECK_IN = "check-in"
VOTE = "vote"
COUNT = "count"
ADD_ITEM = "add-item"
CLOSING = "closing"
HOLD = "hold"
OUTCOME = "outcome"
DO = "do"


class Step(Struct, frozen=True, kw_only=True):
    """A button: what stands on it, and the action it takes (`kind` DO) or the place it opens."""

    kind: str
    label: Sentence
    hint: Sentence | None = None
    """What it is about, in small type beside the button."""
    action: a.AnyAction | None = None
    method: str = ""
    """How the vote is held, for HOLD."""


class Steps(Struct, frozen=True):
    main: Step
    others: tuple[Step, ...] = ()


def steps(state: HallState) -> Steps:
    """What comes next in this meeting. Pure."""
    meeting = state.meeting
    if state.sealed or meeting.stage == CONFIRMED:
        return Steps(Step(kind=CLOSING, label=say("去会后"), hint=say("打印、附扫描件、上报")))
    if meeting.stage == PLANNED:
        return _before(state)
    if meeting.stage == OPEN:
        return _during(meeting)
    return Steps(Step(kind=CLOSING, label=say("去宣读"), hint=say("补充、宣读、确认、定稿")))


def _before(state: HallState) -> Steps:
    if not state.meeting.items:
        return Steps(Step(kind=ADD_ITEM, label=say("添加议题"), hint=say("议程还是空的")))
    if isinstance(state.standing, Sentence):
        return Steps(Step(kind=DECLARE, label=say("确认应到"), hint=say("应到人数要和名册一致")))
    begin = Step(kind=DO, label=say("宣布开会"), action=a.OpenMeeting())
    if state.standing.quorum.met is False:
        return Steps(Step(kind=CHECK_IN, label=say("签到 F2"), hint=say("人数还不够")), (begin,))
    return Steps(begin)


def _during(meeting: Meeting) -> Steps:
    if meeting.poll is not None:
        cancel = Step(kind=DO, label=say("取消表决"), action=a.AbandonPoll())
        return Steps(Step(kind=COUNT, label=_counting(meeting.poll), hint=Sentence(meeting.poll.question)), (cancel,))
    adjourn = Step(kind=DO, label=say("宣布散会"), action=a.Adjourn())
    current = meeting.current
    if current is None:
        waiting = next((item for item in meeting.items if item.state == "pending"), None)
        if waiting is None:
            return Steps(adjourn)
        return Steps(_open(meeting, waiting), (adjourn,))
    end = Step(kind=DO, label=say("结束本项"), hint=Sentence(current.title), action=a.CloseItem())
    other = Step(kind=OUTCOME, label=say("别的结果"))
    vote = Step(kind=VOTE, label=say("开始表决 F5"))
    if decided_poll(meeting, current) is not None:
        return Steps(end, (Step(kind=VOTE, label=say("再次表决 F5")), other))
    return Steps(
        vote,
        (
            Step(kind=DO, label=say("不表决，结束本项"), action=a.CloseItem()),
            other,
        ),
    )


def _counting(poll: Poll) -> Sentence:
    if poll.method == ROLL_CALL:
        return say("结束点名")
    if poll.method == ACCLAMATION:
        return say("改为举手表决") if poll.dissent else say("无人反对，通过")
    return say("计票 F5")


def _open(meeting: Meeting, item: Item) -> Step:
    first = all(one.state == "pending" for one in meeting.items)
    label = say("打开第一项") if first else say("下一项")
    return Step(kind=DO, label=label, hint=Sentence(item.title), action=a.OpenItem(item=item.id))


def holding() -> Steps:
    """While the question stands on the page: how the vote is held."""
    return Steps(
        Step(kind=HOLD, label=say("举手表决"), method=HANDS),
        (Step(kind=HOLD, label=say("无记名投票"), method=BALLOT),),
    )


def electing() -> Steps:
    """While the list of candidates is being made."""
    return Steps(Step(kind=HOLD, label=say("开始选举"), method=ELECTION))


def checking_in(steps: Steps) -> Steps:
    """While check-in is open: the next step is in the hands, so the button that would open it says what there is to do."""
    if steps.main.kind != CHECK_IN:
        return steps
    return Steps(Step(kind=CHECK_IN, label=say("继续签到"), hint=steps.main.hint), steps.others)
