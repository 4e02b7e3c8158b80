"""Signatures hold for the text that was shown and for no other; ink on the sheet is the original; who cannot write has witnesses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county.derive import _OTHERS
from desktop.bootstrap import open_desk
from desktop.domain import actions as a
from desktop.domain.signing import MARK, SCREEN, Drawing, Point, check_drawing
from desktop.gui.inked import ink
from desktop.gui.tour import text_of
from desktop.papers import prepare
from desktop.services.cases.open_case import open_case
from desktop.services.desk import Desk
from desktop.services.meetings.meeting_value import meeting_value
from desktop.services.meetings.plan_meeting import Plan, plan_meeting
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.services.meetings.seal_meeting import seal_meeting
from desktop.services.papers.attach_scan import attach_scan
from desktop.services.papers.inked_copies import missing_signatures
from desktop.services.papers.print_paper import preview_paper, print_paper
from desktop.services.papers.sign_paper import sign_by_mark, sign_in_ink, sign_on_screen, text_to_sign
from desktop.services.papers.signatures import still_to_sign, who_signs
from desktop.wire.canonical import canonical, is_canonical, read
from desktop.wire.records import FIRST
from desktop.wire.signatures import SealedSignature, Shown
from desktop.wire.verify import verify_chain
from forms.language import Refused
from tests.pc import PASSPHRASE, settle

PROPOSER = 5
"""Place in the list of the one who brought it up."""
PRICE = "拓宽村道由村里第二建筑队承包，总价 18 万元，工期 90 天，2026 年 10 月 31 日前完工。"


def name_of(points: int = 40, width: int = 60_000) -> Drawing:
    """Something that looks like a name: strokes across half of the place to sign."""
    strokes = tuple(
        tuple(
            Point(x=5000 + s * 9000 + n * 500, y=4000 + n * 300 % 9000, pressure=400 + n, t=s * 400 + n * 8)
            for n in range(points // 4)
        )
        for s in range(4)
    )
    return Drawing(width=width, height=20_000, device="pen", strokes=strokes)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("YISHITANG_PASSPHRASE", PASSPHRASE)
    opened = open_desk(tmp_path / "data")
    yield settle(opened)
    opened.close()


@pytest.fixture
def evening(desk: Desk) -> RunningMeeting:
    """One resolution with a price and a term, read back and confirmed; not sealed."""
    plan = Plan(title="村民代表会议", date="2026-06-18", host="赵建国", recorder="许雪梅")
    running = RunningMeeting(desk, plan_meeting(desk, plan))
    people = list(running.evening.meeting.eligible)
    proposer = running.evening.meeting.eligible[people[PROPOSER]].name
    case = open_case(desk, title="村道拓宽", proposer=proposer, source="people", households=None, request="拓宽")
    running.do(a.DeclareEligible(members=len(people)))
    running.do(a.AddItem(title="村道拓宽方案", text=PRICE, case=case.id))
    running.do(a.OpenMeeting())
    for person in people[:30]:
        running.do(a.CheckIn(person=person))
    running.do(a.OpenItem(item=running.evening.meeting.items[0].id))
    running.do(a.OpenPoll(question="同意村道拓宽方案"))
    running.do(a.CountHands(yes=26, no=2, abstain=2))
    for action in (
        a.CloseItem(),
        a.WriteLine(text="先修东段"),
        a.Adjourn(),
        a.ReadBack(by="许雪梅"),
        a.ConfirmMinutes(),
    ):
        running.do(action)
    return running


def strangers(desk: Desk, running: RunningMeeting) -> list[str]:
    """Ids of people in the hall, each of another household, who do not sign the minutes."""
    meeting = running.evening.meeting
    by_household = {meeting.eligible[one].household: one for one in meeting.inside}
    concerned = (meeting.host, meeting.recorder, meeting.eligible[list(meeting.eligible)[PROPOSER]].name)
    return [one for one in by_household.values() if meeting.eligible[one].name not in concerned]


def test_what_is_signed_is_shown_word_for_word_with_price_and_term(desk: Desk, evening: RunningMeeting) -> None:
    shown = text_to_sign(desk, evening.meeting_id, "minutes")
    words = [text for _, text in shown.paragraphs]
    assert PRICE in words
    assert any("第十三条" in text and "原件" in text for text in words)
    with desk.store.read() as work:
        value = meeting_value(desk, work, evening.meeting_id)
    printed = prepare("minutes", value, print_id="", printed_at="")
    for block in printed.content.blocks:
        assert all(paragraph.lead + paragraph.text in words for paragraph in block.paragraphs)
        assert all(any(text.endswith(fact) for text in words) for fact in block.values.values() if fact)


def test_an_amended_resolution_is_signed_in_the_words_that_were_adopted(desk: Desk, evening: RunningMeeting) -> None:
    for _step in ("confirmed", "read back", "adjourned", "written", "closed"):
        evening.do(a.Undo())
    adopted = PRICE.replace("18 万元", "16 万元")
    ending = (a.CloseItem(state="amended", text=adopted), a.Adjourn(), a.ReadBack(), a.ConfirmMinutes())
    for action in ending:
        evening.do(action)
    for paper in ("minutes", "resolution"):
        words = [text for _, text in text_to_sign(desk, evening.meeting_id, paper).paragraphs]
        assert adopted in words
        assert PRICE not in words


def test_a_signature_is_kept_as_it_was_drawn_and_chained_with_the_text(desk: Desk, evening: RunningMeeting) -> None:
    shown, drawing = text_to_sign(desk, evening.meeting_id, "minutes"), name_of()
    sign_on_screen(desk, shown, "host", "赵建国", drawing)
    with desk.store.read() as work:
        records = work.ledger.after(0)
        sealed = records[-1]
        assert sealed.body is not None
        body = read(sealed.body, SealedSignature)
        assert read(work.blobs.read(body.drawing), Drawing) == drawing
        assert is_canonical(work.blobs.read(body.drawing))
        assert read(work.blobs.read(body.shown), Shown) == shown
    verify_chain(records, FIRST)
    assert (sealed.record.kind, sealed.record.subject, body.way) == ("signature", evening.meeting_id, SCREEN)
    assert sealed.record.blobs == ()  # how a hand moves stays in the village
    assert msgspec.json.decode(sealed.body, type=_OTHERS["signature"]) == body  # and the county can read the rest


def test_when_the_text_changes_the_signature_counts_no_more_and_who_signs_again_is_said(
    desk: Desk, evening: RunningMeeting
) -> None:
    shown = text_to_sign(desk, evening.meeting_id, "minutes")
    sign_on_screen(desk, shown, "host", "赵建国", name_of())
    host = who_signs(desk, evening.meeting_id)[0]
    assert (host.given is not None, host.void) == (True, None)

    evening.do(a.Undo())
    with pytest.raises(Refused, match="还没有确认"):
        sign_on_screen(desk, shown, "recorder", "许雪梅", name_of())
    evening.do(a.Redo())  # nothing was changed: the signature holds
    assert who_signs(desk, evening.meeting_id)[0].given is not None

    evening.do(a.Undo())
    line = evening.evening.meeting.lines[0]
    for action in (a.AmendLine(line=line.id, text="先修西段"), a.ConfirmMinutes()):
        evening.do(action)
    host = who_signs(desk, evening.meeting_id)[0]
    assert host.given is None
    assert host.void is not None
    assert "重新签" in str(host.words)
    assert "主持人赵建国要重新签名" in str(still_to_sign(who_signs(desk, evening.meeting_id)))
    assert "屏幕手写" not in text_of(preview_paper(desk, evening.meeting_id, "minutes").pdf)
    with pytest.raises(Refused, match="又改过"):
        sign_on_screen(desk, shown, "host", "赵建国", name_of())
    sign_on_screen(desk, text_to_sign(desk, evening.meeting_id, "minutes"), "host", "赵建国", name_of())
    assert who_signs(desk, evening.meeting_id)[0].void is None


def test_a_signature_given_before_sealing_holds_after_it_and_stands_on_the_print(
    desk: Desk, evening: RunningMeeting
) -> None:
    sign_on_screen(desk, text_to_sign(desk, evening.meeting_id, "minutes"), "host", "赵建国", name_of())
    seal_meeting(desk, evening.meeting_id)
    assert who_signs(desk, evening.meeting_id)[0].given is not None
    bare = preview_paper(desk, evening.meeting_id, "resolution").pdf
    printed = print_paper(desk, evening.meeting_id, "minutes")
    words = text_of(printed.pdf)
    assert "赵建国屏幕手写" in words
    assert "另须亲笔" in words
    assert "屏幕手写" not in text_of(bare)  # another paper is another text
    with desk.store.read() as work:
        value = meeting_value(desk, work, evening.meeting_id)
    public = prepare("minutes", value, print_id="", printed_at="2026-06-19T08:00:00", public=True)
    assert not any(block.signed for block in public.content.blocks)


def test_ink_is_asked_for_by_name_until_the_sheet_has_it(desk: Desk, evening: RunningMeeting, tmp_path: Path) -> None:
    sign_on_screen(desk, text_to_sign(desk, evening.meeting_id, "minutes"), "host", "赵建国", name_of())
    seal_meeting(desk, evening.meeting_id)
    asked = still_to_sign(who_signs(desk, evening.meeting_id))
    assert str(asked) == "纸上还差主持人赵建国、记录人许雪梅、村务监督委员会成员的亲笔签名。"
    printed = print_paper(desk, evening.meeting_id, "minutes")
    print_id = printed.print.print_id
    sign_in_ink(desk, print_id, "host", "赵建国")
    with pytest.raises(Refused, match="已经记下"):
        sign_in_ink(desk, print_id, "host", "赵建国")
    with pytest.raises(Refused, match="没有这个签名的位置"):
        sign_in_ink(desk, print_id, "mayor", "赵建国")
    sign_in_ink(desk, print_id, "supervisor", "吴桂兰")
    (lacking,) = missing_signatures(desk, evening.meeting_id)
    assert "还差记录人许雪梅的亲笔签名" in str(lacking.sentence)
    ink(printed.pdf, tmp_path / "signed.pdf")
    attach_scan(desk, print_id, tmp_path / "signed.pdf")
    (lacking,) = missing_signatures(desk, evening.meeting_id)
    assert lacking.missing == ()  # every page is scanned, and one name is still missing
    sign_in_ink(desk, print_id, "recorder", "许雪梅")
    assert missing_signatures(desk, evening.meeting_id) == ()


def test_one_who_cannot_write_has_two_witnesses_who_are_there_and_strangers_to_it(
    desk: Desk, evening: RunningMeeting
) -> None:
    meeting = evening.evening.meeting
    first, second, third, *_ = strangers(desk, evening)
    signer = meeting.eligible[third]

    def by(*witnesses: str, read_by: str = "许雪梅") -> SealedSignature:
        return sign_by_mark(
            desk, meeting.id, "minutes", "supervisor", signer.name, person=third, read_by=read_by, witnesses=witnesses
        )

    away = next(one for one in meeting.eligible if one not in meeting.presence)
    with pytest.raises(Refused, match="2 位见证人"):
        by(first)
    with pytest.raises(Refused, match="同一个人"):
        by(first, first)
    with pytest.raises(Refused, match="没有签到"):
        by(first, away)
    with pytest.raises(Refused, match="给自己作见证"):
        by(first, third)
    with pytest.raises(Refused, match="谁念给"):
        by(first, second, read_by=" ")
    host = next((one for one in meeting.inside if meeting.eligible[one].name == meeting.host), None)
    assert host is not None
    with pytest.raises(Refused, match="当事人"):
        by(first, host)
    with pytest.raises(Refused, match="当事人"):
        by(first, list(meeting.eligible)[PROPOSER])
    sealed = by(first, second)
    assert (sealed.way, sealed.drawing) == (MARK, "")
    words = text_of(preview_paper(desk, meeting.id, "minutes").pdf)
    for witness in sealed.witnesses:
        assert f"见证人{witness.label}" in words
    assert "本人按指印" in words
    assert "按指印" in str(who_signs(desk, meeting.id)[2].words)


def test_a_dot_is_no_name() -> None:
    one = Point(x=3000, y=3000, pressure=0, t=0)
    for strokes in ((), ((one,),), ((one,) * 500,)):
        with pytest.raises(Refused):
            check_drawing(Drawing(width=60_000, height=20_000, device="mouse", strokes=strokes))
    check_drawing(name_of())


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 60_000), min_size=1, max_size=30), min_size=1, max_size=6))
def test_every_drawing_has_one_canonical_form(numbers: list[list[int]]) -> None:
    strokes = tuple(tuple(Point(x=n, y=n // 3, pressure=n % 1001, t=n) for n in stroke) for stroke in numbers)
    drawing = Drawing(width=60_000, height=20_000, device="touch", strokes=strokes)
    assert read(canonical(drawing), Drawing) == drawing
