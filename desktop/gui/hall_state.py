"""What the hall page draws: the evening as it stands on disk, made on the worker thread and never changed."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.cases.invitation import Came
from desktop.domain.fold import Evening
from desktop.domain.meeting import Item, Meeting, Poll
from desktop.domain.naming import redoable, undoable
from desktop.domain.presence import figures
from desktop.domain.queue import Place, queue
from desktop.domain.verdict import Verdict
from desktop.domain.voters import HOUSEHOLDS
from desktop.services.meetings.run_meeting import RunningMeeting
from forms.language import Sentence, say
from forms.rules import RuleSet


class HallState(Struct, frozen=True, kw_only=True):
    """One committed moment of the evening."""

    evening: Evening
    rule: RuleSet
    standing: Verdict | Sentence
    """The law's answer about presence, or why there is none."""
    composition: Verdict | None = None
    """Whether the body is made of whom the law asks for; None where it says nothing, or a figure is not known here."""
    undoable: Sentence | None
    redoable: Sentence | None = None
    queue: tuple[Place, ...]
    came: tuple[Came, ...] = ()
    """Of each case on the agenda, whether those who must be there are in the hall."""
    sealed: bool
    saved_at: str
    """ISO time at which this was on disk."""

    @property
    def meeting(self) -> Meeting:
        return self.evening.meeting


class Answer(Struct, frozen=True, kw_only=True):
    """The law's answer at this moment: in a few words, whether it is enough (None: not known), and in full."""

    short: Sentence
    met: bool | None
    full: Sentence


def look(running: RunningMeeting, saved_at: str) -> HallState:
    """The state to draw now. Runs where the meeting runs: on the worker."""
    return HallState(
        evening=running.evening,
        rule=running.rule,
        standing=running.standing(),
        composition=running.composition(),
        undoable=None if running.sealed else undoable(running.evening),
        redoable=None if running.sealed else redoable(running.evening),
        queue=queue(running.evening.meeting),
        came=running.came(),
        sealed=running.sealed,
        saved_at=saved_at,
    )


def answer(state: HallState) -> Answer:
    """The top line, with those who sent a proxy. While 应到 is not settled it says how many came, and in full what to do."""
    said = _answer(state)
    proxies = len(state.meeting.represented)
    if not proxies:
        return said
    return Answer(short=say("{line}，含委托 {n} 人", line=said.short, n=proxies), met=said.met, full=said.full)


def _answer(state: HallState) -> Answer:
    standing = state.standing
    if isinstance(standing, Sentence):
        came = len(state.meeting.inside)
        return Answer(short=say("到会 {n} 人，应到未核对", n=came), met=None, full=standing)
    quorum = standing.quorum
    if quorum.have is None or quorum.need is None:
        return Answer(short=say("到会 {n} 人", n=len(state.meeting.inside)), met=quorum.met, full=standing.sentence)
    count = next((one for one in standing.counts if one.id == quorum.route), None)
    of = count.of if count is not None and count.of is not None else quorum.need
    if quorum.met is None:
        short = say("到会 {have}/{of}，条件未核对完", have=quorum.have, of=of)
    elif not quorum.met:
        unit = count.unit if count is not None else "人"
        article = Sentence((count.article if count is not None else "") or standing.article)
        figures: dict[str, str | int | Sentence] = {
            "have": quorum.have,
            "of": of,
            "n": quorum.missing,
            "need": quorum.need,
            "article": article,
        }
        short = (
            say("到会 {have}/{of}，还差 {n} 户（需 {need} 户，{article}）", **figures)
            if unit == "户"
            else say("到会 {have}/{of}，还差 {n} 人（需 {need} 人，{article}）", **figures)
        )
    elif count is not None and count.share is not None:
        short = say("到会 {have}/{of} ✓ 达到{share}", have=quorum.have, of=of, share=count.share)
    else:
        short = say("到会 {have}/{of} ✓", have=quorum.have, of=of)
    return Answer(short=short, met=quorum.met, full=standing.sentence)


ORDINALS = (
    say("第一项"),
    say("第二项"),
    say("第三项"),
    say("第四项"),
    say("第五项"),
    say("第六项"),
    say("第七项"),
    say("第八项"),
    say("第九项"),
    say("第十项"),
)


def ordinal(number: int) -> Sentence:
    """第二项."""
    return ORDINALS[number - 1] if 1 <= number <= len(ORDINALS) else say("第 {n} 项", n=number)


def headline(meeting: Meeting) -> Sentence:
    """The item that is open, or at which stage the meeting is."""
    current = meeting.current
    if current is not None:
        return say("{ordinal}：{title}", ordinal=ordinal(meeting.number(current.id)), title=current.title)
    if meeting.stage == "planned":
        return say("{title}（未开会）", title=meeting.title)
    if meeting.stage == "open":
        return Sentence("{title}", {"title": meeting.title})
    return say("{title}（已散会）", title=meeting.title)


def decided_poll(meeting: Meeting, item: Item | None) -> Poll | None:
    """The last vote on an item that was counted."""
    if item is None:
        return None
    return next((poll for poll in reversed(meeting.polls) if poll.item == item.id and poll.count is not None), None)


def needed(state: HallState, poll: Poll) -> int | None:
    """How many yes votes this vote needs; None where its base is not known."""
    rule = state.rule.poll
    base = poll.figures.get(rule.base) if rule is not None else None
    return rule.share.need(base) if rule is not None and base is not None else None


ITEM_STATES = {
    "pending": say("待议"),
    "open": say("正在议"),
    "accepted": say("通过"),
    "refused": say("未通过"),
    "noted": say("已听取"),
    "delayed": say("改期"),
    "withdrawn": say("撤回"),
    "amended": say("修改后通过"),
}
"""What became of an item, in a word."""


def base_and_need(state: HallState, poll: Poll) -> Sentence:
    """到会 28,过半数需 15: what this vote is counted against."""
    return _need(state, poll.figures)


def need_if_opened(state: HallState) -> Sentence:
    """The same for a vote that would be opened now."""
    return _need(state, figures(state.meeting))


def _need(state: HallState, numbers: dict[str, int]) -> Sentence:
    rule = state.rule.poll
    base = numbers.get(rule.base) if rule is not None else None
    present = numbers.get("present", 0)
    if rule is None or base is None:
        return say("到会 {present} 人", present=present)
    need = rule.share.need(base)
    if rule.base == HOUSEHOLDS:
        return say("到会 {n} 户，一户一票，{share}需 {need} 票同意", n=base, share=rule.share.words(), need=need)
    if rule.base == "present":
        return say("到会 {n} 人，{share}需 {need} 票同意", n=base, share=rule.share.words(), need=need)
    return say(
        "到会 {present} 人，按全体 {n} 计，{share}需 {need} 票同意",
        present=present,
        n=base,
        share=rule.share.words(),
        need=need,
    )
