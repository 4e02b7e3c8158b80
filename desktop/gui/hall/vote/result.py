"""The verdict, to be read out as it will be printed; of an election who was elected, and between whom it is tied."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.meeting import BALLOT, Poll
from desktop.domain.voters import short, tied
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.theme import px
from desktop.gui.words import _
from forms.language import Sentence, say


class Result(QWidget):
    """`round_two` is asked for where a seat stayed empty: between whom, for how many."""

    round_two = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self.said = Words("", "next")
        self.question = Words("", "hall")
        self.numbers = Words("", "hall-head")
        self.sentence = Words("", "read")
        self.before = Words("", "hall")
        self.back = BigButton(_("回到记录"))
        self.again = BigButton(_("重新计票"), kind="quiet")
        self.next_round = BigButton(_("空缺的再选一次"), self._round_two)
        self._poll: Poll | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for words in (self.said, self.question, self.numbers, self.sentence, self.before):
            column.addWidget(words)
        row = QHBoxLayout()
        for button in (self.back, self.next_round, self.again):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def draw(self, poll: Poll) -> None:
        """A vote that was counted."""
        verdict = poll.verdict
        assert verdict is not None
        self._poll = poll
        self.said.put(said(poll))
        self.question.setText(poll.question)
        self.numbers.put(numbers(poll))
        self.sentence.put(verdict.sentence if not poll.seats else seats_told(poll))
        earlier = "；".join(_("同意 {yes}，不同意 {no}，弃权 {abstain}", **_votes(one.count)) for one in poll.earlier)
        self.before.setText(_("此前计票：{counts}", counts=earlier) if earlier and not poll.seats else "")
        self.before.setVisible(bool(self.before.text()))
        self.next_round.setVisible(bool(short(poll)))

    def _round_two(self) -> None:
        if self._poll is not None:
            left = tied(self._poll) or tuple(name for name in self._poll.results if name not in self._poll.elected)
            self.round_two.emit(left, short(self._poll))


def _votes(count: object) -> dict[str, int]:
    return {name: getattr(count, name) for name in ("yes", "no", "abstain")}


def said(poll: Poll) -> Sentence:
    """In a word what came of it."""
    verdict = poll.verdict
    if not poll.seats:
        return say("通过") if verdict is not None and verdict.passed else say("没有通过")
    if poll.elected:
        return say("当选：{names}", names="、".join(poll.elected))
    return say("没有人当选")


def numbers(poll: Poll) -> Sentence:
    """The whole count."""
    count = poll.count
    assert count is not None
    if poll.seats:
        papers = say(
            "发出 {issued}，收回 {returned}，无效 {invalid}",
            issued=count.issued or 0,
            returned=count.returned or 0,
            invalid=count.invalid or 0,
        )
        ranked = sorted(poll.results.items(), key=lambda one: -one[1])
        return say("{papers}；{votes}", papers=papers, votes="，".join(f"{name} {votes}" for name, votes in ranked))
    if poll.method == BALLOT:
        return say(
            "发出 {issued}，收回 {returned}；同意 {yes}，不同意 {no}，弃权 {abstain}，无效 {invalid}",
            issued=count.issued or 0, returned=count.returned or 0, yes=count.yes, no=count.no,
            abstain=count.abstain, invalid=count.invalid or 0,
        )  # fmt: skip
    return say("同意 {yes}，不同意 {no}，弃权 {abstain}", yes=count.yes, no=count.no, abstain=count.abstain)


def seats_told(poll: Poll) -> Sentence:
    """Whether all seats are filled; between whom the last one is tied; else why it stays empty."""
    need = poll.verdict.needed if poll.verdict is not None and poll.verdict.needed is not None else 0
    if not short(poll):
        return say("应选 {seats} 人，已选满（当选要有 {need} 票）。", seats=poll.seats, need=need)
    even = tied(poll)
    if even:
        return say(
            "{names} 都是 {votes} 票，名额只剩 {left} 个，分不出先后，这 {left} 个空缺。可以对他们再选一次。",
            names="、".join(even),
            votes=poll.results[even[0]],
            left=short(poll),
        )
    return say("应选 {seats} 人，空缺 {left} 个：其余的人不够当选要有的 {need} 票。", seats=poll.seats, left=short(poll), need=need)
