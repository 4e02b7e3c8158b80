"""表决结果统计表: every figure of every vote, and the law's answer; blank, with room to count in 正."""

from __future__ import annotations

from desktop.papers.content import Filled, Paragraph
from desktop.papers.filling.votes import METHODS, candidates, elected, first_tallies, share, valid
from desktop.papers.wording import attended, called, headed, meeting_time, moment, typeset
from desktop.wire.bodies import SealedMeeting, SealedPoll

_NO_ITEMS = 6
"""Rows of a sheet for a meeting whose items are not known."""


def fill(meeting: SealedMeeting, *, blank: bool = False) -> tuple[Filled, ...]:
    """A filled sheet has one row a vote; a blank one has the agenda items and empty cells."""
    present = "" if blank or not meeting.began_at else attended(meeting)
    head = (
        Filled(block="title", text=headed(meeting.village, f"{meeting.kind_title}表决结果统计表", 30)),
        Filled(
            block="facts",
            values={
                "meeting": meeting.title,
                "time": meeting_time(meeting, planned=blank),
                "place": meeting.place,
                "called": called(meeting),
                "present": present,
            },
        ),
    )
    if blank or not meeting.polls:
        rows = tuple((str(item.number), item.title, *[""] * 10) for item in meeting.items) or (("",) * 12,) * _NO_ITEMS
        marks = tuple((choice, "", "") for choice in ("同意", "不同意", "弃权", "无效"))
        return (*head, Filled(block="votes", rows=rows), Filled(block="marks", rows=marks), Filled(block="signatures"))
    return (
        *head,
        Filled(block="votes", rows=tuple(_row(number, poll) for number, poll in enumerate(meeting.polls, 1))),
        Filled(block="verdicts", paragraphs=_verdicts(meeting)),
        Filled(block="signatures"),
    )


def _row(number: int, poll: SealedPoll) -> tuple[str, ...]:
    def figure(value: int | None) -> str:
        return "—" if value is None else str(value)

    result = {True: "通过", False: "未通过", None: "未定"}[poll.verdict.passed]
    answers = (share(poll.yes, poll), share(poll.no, poll), share(poll.abstain, poll))
    if poll.candidates:
        # Of an election there are votes for each candidate, which stand below.
        result, answers = elected(poll), ("—",) * 3
    return (
        str(number),
        poll.question,
        METHODS.get(poll.method, poll.method),
        str(poll.present),
        figure(poll.issued),
        figure(poll.returned),
        figure(valid(poll)),
        figure(poll.invalid),
        *answers,
        result,
    )


def _verdicts(meeting: SealedMeeting) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for number, poll in enumerate(meeting.polls, 1):
        when = f"{number}.{moment(poll.decided_at)}　"
        if told := candidates(poll):
            found.append(Paragraph(when + told, "people"))
            when = ""
        found.append(Paragraph(f"{when}{typeset(str(poll.verdict.sentence))}{_counted_twice(poll)}"))
    return tuple(found)


def _counted_twice(poll: SealedPoll) -> str:
    """What was counted before the count that holds."""
    return first_tallies(poll) + "".join(first_tallies(one) for one in poll.earlier)
