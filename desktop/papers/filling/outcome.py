"""What came out of a meeting: a 决议, or, of a consultation, a 协商意见, which is never called a 决议 (组织法第三十三条)."""

from __future__ import annotations

from desktop.papers.content import Filled, Paragraph
from desktop.papers.filling.votes import candidates, result_of
from desktop.papers.wording import attended, called, day, headed, issuer_of, numeral, place_of
from desktop.wire.bodies import SealedItem, SealedMeeting, SealedPoll


def outcome(meeting: SealedMeeting) -> tuple[Paragraph, ...]:
    """Each item with its full text and what was voted on: price and term stand where it is signed."""
    settled = [item for item in meeting.items if item.state not in ("pending", "open", "noted")]
    if not settled:
        return (Paragraph("本次会议没有形成协商意见。" if meeting.consultation else "本次会议没有作出决议。"),)
    found: list[Paragraph] = []
    for number, item in enumerate(settled, 1):
        found.append(Paragraph(f"（{numeral(number)}）{item.title}：{_word(meeting, item)}。", "level2"))
        words = {"accepted": item.text, "amended": item.adopted}.get(item.state, "")
        if words:
            found.append(Paragraph(words))
        found += [_figures(poll, item.title, words) for poll in meeting.polls if poll.item == item.id]
    return tuple(found)


def _figures(poll: SealedPoll, *above: str) -> Paragraph:
    """What was voted on, word for word, stands where it is signed; a question that only repeats what stands above it does not."""
    asked = poll.question.removeprefix("是否").removeprefix("同意").removeprefix("：")
    question = "" if asked in above or poll.question in above else f"表决“{poll.question}”："
    invalid = f"，无效{poll.invalid}票" if poll.invalid else ""
    if poll.candidates:
        return Paragraph(question + candidates(poll) + (f"无效{poll.invalid}票。" if poll.invalid else ""), "people")
    return Paragraph(f"{question}同意{poll.yes}票，不同意{poll.no}票，弃权{poll.abstain}票{invalid}。")


def _word(meeting: SealedMeeting, item: SealedItem) -> str:
    if meeting.consultation and item.state in ("accepted", "refused"):
        return "未形成一致意见" if item.state == "refused" else "形成协商意见"
    return result_of(item)


def fill_resolution(meeting: SealedMeeting, *, blank: bool = False) -> tuple[Filled, ...]:
    """The 决议 on a sheet of its own."""
    return _fill(meeting, f"{meeting.kind_title}决议", blank=blank)


def fill_opinion(meeting: SealedMeeting, *, blank: bool = False) -> tuple[Filled, ...]:
    """The 协商意见 on a sheet of its own."""
    return _fill(meeting, "协商意见", blank=blank)


def _fill(meeting: SealedMeeting, title: str, *, blank: bool) -> tuple[Filled, ...]:
    opening = (
        f"{day(meeting.began_at or meeting.date)}，{place_of(meeting.village)}在{meeting.place or '村内'}召开{meeting.kind_title}。"
        f"应到{called(meeting)}，实到{attended(meeting)}"
    )
    if meeting.quorum is not None and meeting.quorum.quorum.met:
        opening += f"，达到法定人数（《{meeting.quorum.law}》{meeting.quorum.article}）"
    opening += "。"
    opening += "经协商，形成以下意见：" if meeting.consultation else "经表决，决议如下："
    body: list[Paragraph] = [] if blank else [Paragraph(opening), *outcome(meeting)]
    if not blank and meeting.consultation:
        closing = "以上意见供有关方面办理时采纳；依法应当由村民会议或者村民代表会议决定的事项，提交会议讨论决定。"
        body.append(Paragraph(closing))
    return (
        Filled(block="title", text=headed(meeting.village, title)),
        Filled(block="body", paragraphs=tuple(body)),
        Filled(
            block="issued",
            paragraphs=(
                Paragraph(
                    issuer_of(meeting) if meeting.consultation else f"{meeting.village.name}{meeting.kind_title}"
                ),
                Paragraph(day(meeting.confirmed_at or meeting.ended_at or meeting.date)),
            ),
        ),
        Filled(block="signatures"),
    )
