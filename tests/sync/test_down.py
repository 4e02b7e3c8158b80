"""What the county says comes with the first answer of a round, once, in order, and only from the county."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from county.down import down_for, order, set_slot, set_window
from county.down_feedback import Written, give_feedback
from county.new_key import new_key
from desktop.services.upload.heard import heard
from desktop.sync.calls import plan_of
from desktop.sync.down import down_state, stale_since, take
from desktop.sync.enrol import enrolment_of
from desktop.sync.line import Answer, Question
from desktop.sync.outcome import DELIVERED, NOTHING
from desktop.wire.down import Down, Item, read_item
from desktop.wire.down_bodies import NOTICE, Feedback, Notice
from desktop.wire.faults import Fault
from desktop.wire.receipt import Reply
from desktop.wire.slots import Slot, Window
from forms.language import Refused
from tests.sync.straight import Hall, Straight
from tests.sync.village import CODE, Pc, meeting


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    opened = Hall(tmp_path / "county")
    yield opened
    opened.close()


@pytest.fixture
def pc(hall: Hall, tmp_path: Path) -> Iterator[Pc]:
    opened = hall.enrol(Pc(tmp_path / "village", 2000))
    yield opened
    opened.close()


def post(hall: Hall, title: str, **where: str) -> None:
    with hall.store.write() as work:
        order(work, NOTICE, Notice(title=title), **where)


def items(pc: Pc) -> list[Item]:
    with pc.store.read() as work:
        return [read_item(kept.signed) for kept in work.inbox.items()]


def titles(pc: Pc) -> list[str]:
    return [item.body["title"] for item in items(pc)]


def down(hall: Hall, pc: Pc, **facts: object) -> Down:
    return down_for(hall.store, pc.key.id, since=None, **facts)  # type: ignore[arg-type]


def keep(pc: Pc, said: Down, nonce: str = "") -> object:
    enrolment = enrolment_of(pc.store)
    assert enrolment is not None
    return take(pc.store, said, enrolment, nonce=nonce, now=pc.now())


def test_news_come_with_the_one_request_that_says_nothing_and_come_once(hall: Hall, pc: Pc) -> None:
    post(hall, "防汛")
    post(hall, "别的村", village="330000000099")
    post(hall, "本村", village=CODE)
    outcome = pc.deliver(Straight(hall))
    assert (outcome.state, outcome.requests, titles(pc)) == (NOTHING, 1, ["防汛", "本村"])
    post(hall, "再来一条")
    pc.seal_meeting(meeting())
    outcome = pc.deliver(Straight(hall))
    assert (outcome.state, outcome.requests, titles(pc)) == (DELIVERED, 1, ["防汛", "本村", "再来一条"])
    assert [item.sequence for item in items(pc)] == [1, 2, 3]
    assert pc.deliver(Straight(hall)).requests == 1
    assert down_state(pc.store).complete


def test_whoever_enrols_later_hears_what_still_holds(hall: Hall, tmp_path: Path) -> None:
    post(hall, "长期")
    with hall.store.write() as work:
        order(work, NOTICE, Notice(title="去年的", until="2020-01-01"))
    late = hall.enrol(Pc(tmp_path / "late", 2001))
    late.deliver(Straight(hall))
    assert titles(late) == ["长期"]
    late.close()


def test_much_news_comes_page_by_page_and_a_lost_page_costs_nothing(hall: Hall, pc: Pc) -> None:
    with hall.store.write() as work:
        for number in range(100):
            order(work, NOTICE, Notice(title=f"{number}　" + "长" * 700))
    line = Straight(hall)
    lost: list[Question] = []

    def spoil(question: Question, answer: Answer) -> Answer:
        if question.path == "/v1/down" and len(lost) < 1:
            lost.append(question)
            return Answer(status=200, body=b"<html>")
        return answer

    line.after = spoil
    pc.deliver(line)
    assert 0 < len(items(pc)) < 100
    again = Straight(hall)
    pc.deliver(again)
    assert [item.sequence for item in items(pc)] == list(range(1, 101))
    assert len(again.asked) < 10


def test_what_is_held_is_answered_by_itself_and_what_is_mended_is_told(hall: Hall, pc: Pc) -> None:
    sealed = pc.seal(b"not a meeting", subject="m9")
    pc.deliver(Straight(hall))
    pc.deliver(Straight(hall))
    (told,) = [msgspec.convert(item.body, Feedback) for item in items(pc)]
    assert (told.sequence, told.state, told.code) == (sealed.record.sequence, "held", "unreadable-body")
    assert "读不懂" in told.text
    give_feedback(hall.store, Written(record=told.record[:12], state="settled", by="民政科"))
    pc.deliver(Straight(hall))
    assert [item.body["state"] for item in items(pc)] == ["held", "settled"]
    with pytest.raises(Refused, match="找不到"):
        give_feedback(hall.store, Written(record="ffff", state="returned"))


@pytest.mark.parametrize("path", ["standing", "batches"])
def test_an_old_answer_played_back_is_not_taken(hall: Hall, pc: Pc, path: str) -> None:
    old = down(hall, pc, nonce="an older nonce")
    post(hall, "新的")
    pc.deliver(Straight(hall))
    before = down_state(pc.store)
    if path == "batches":
        pc.seal_meeting(meeting())
    line = Straight(hall)
    line.after = lambda _question, answer: replaced(answer, old)
    outcome = pc.deliver(line)
    assert outcome.complete, "delivery does not wait for what else is wrong"
    assert any("不作数" in str(remark) for remark in outcome.remarks)
    assert down_state(pc.store) == before


def replaced(answer: Answer, said: Down) -> Answer:
    reply = msgspec.json.decode(answer.body, type=Reply)
    return Answer(status=200, body=msgspec.json.encode(msgspec.structs.replace(reply, down=said)))


def test_a_stick_does_not_take_the_village_back(hall: Hall, pc: Pc) -> None:
    post(hall, "一")
    older = down(hall, pc)
    keep(pc, older)
    keep(pc, older)
    post(hall, "二")
    keep(pc, down(hall, pc))
    assert titles(pc) == ["一", "二"]
    with pytest.raises(Fault, match="旧") as refused:
        keep(pc, older)
    assert refused.value.code == "older"
    hall.store.new_epoch()
    keep(pc, down(hall, pc))
    with pytest.raises(Fault, match="旧"):
        keep(pc, older)


def test_the_stream_of_another_device_or_out_of_order_is_not_taken(hall: Hall, pc: Pc, tmp_path: Path) -> None:
    other = hall.enrol(Pc(tmp_path / "other", 2002))
    for number in range(3):
        post(hall, str(number))
    good = down(hall, pc)
    for bad in (
        down(hall, other),
        Down(head=good.head, items=good.items[1:]),
        Down(head=good.head, items=(good.items[0], good.items[2])),
        Down(head=down(hall, other).head, items=good.items),
        Down(items=good.items),
    ):
        with pytest.raises(Fault):
            keep(pc, bad)
    assert items(pc) == []
    other.close()


def test_a_head_that_is_held_back_is_seen_by_the_countys_own_later_times(hall: Hall, pc: Pc) -> None:
    """The clock of this PC stands in June 2026 and is not asked."""
    pc.deliver(Straight(hall))
    state = down_state(pc.store)
    assert stale_since(state, state.at) == ""
    late = "2099-01-01T00:00:00+00:00"
    assert stale_since(state, late) == state.at[:10]
    with pc.store.read() as work:
        assert "可能被人截下" in str(heard(work, pc.now(), late).stale)
        assert heard(work, pc.now(), state.at).stale is None


def test_a_pc_that_was_away_through_two_new_keys_delivers_in_one_request(hall: Hall, pc: Pc) -> None:
    first = hall.store.key.public
    pc.seal_meeting(meeting(1))
    pc.deliver(Straight(hall))
    for _ in range(2):
        new_key(hall.store)
    hall.again()
    assert hall.store.key.public != first
    post(hall, "换了公钥")
    pc.seal_meeting(meeting(2))
    outcome = pc.deliver(Straight(hall))
    assert (outcome.state, outcome.requests, titles(pc)) == (DELIVERED, 1, ["换了公钥"])
    assert any("换用" in str(remark) for remark in outcome.remarks)
    enrolment = enrolment_of(pc.store)
    assert enrolment is not None
    assert enrolment.county == hall.store.key.public
    assert pc.deliver(Straight(hall)).remarks == ()


def test_a_key_that_the_old_one_did_not_sign_is_not_taken(hall: Hall, pc: Pc) -> None:
    """Whoever has only the new key, or only a key of his own, moves no village."""
    old = hall.store.key
    new_key(hall.store)
    (link,) = down(hall, pc, known=old.fingerprint).keys
    for by_old in (link.by_new, hall.store.key.sign(bytes(link.message)), "00"):
        forged = msgspec.structs.replace(link, by_old=by_old)
        with pytest.raises(Fault, match="旧公钥"):
            keep(pc, msgspec.structs.replace(down(hall, pc), keys=(forged,)))
    with pytest.raises(Fault):
        keep(pc, down(hall, pc))
    enrolment = enrolment_of(pc.store)
    assert enrolment is not None
    assert enrolment.county == old.public


def test_a_county_that_was_restored_doubles_nothing_and_is_heard_again(hall: Hall, pc: Pc, tmp_path: Path) -> None:
    post(hall, "一")
    pc.deliver(Straight(hall))
    hall.close()
    shutil.copytree(hall.folder, tmp_path / "copy")
    hall.again()
    post(hall, "丢了的")
    pc.deliver(Straight(hall))
    hall.close()
    shutil.rmtree(hall.folder)
    shutil.copytree(tmp_path / "copy", hall.folder)
    hall.again()
    first = pc.deliver(Straight(hall))
    assert any("备份恢复" in str(remark) for remark in first.remarks)
    post(hall, "恢复以后")
    pc.deliver(Straight(hall))
    assert titles(pc) == ["一", "丢了的", "恢复以后"]
    assert pc.deliver(Straight(hall)).remarks == ()


def test_the_head_says_when_to_call(hall: Hall, pc: Pc) -> None:
    enrolment = enrolment_of(pc.store)
    assert enrolment is not None
    before = plan_of(enrolment, down_state(pc.store))
    pc.deliver(Straight(hall))
    assert plan_of(enrolment, down_state(pc.store)) == before, "both sides reckon the same slot"
    set_slot(hall.store, Slot(27, 20 * 60 + 10), village=CODE)
    set_window(hall.store, Window(26, 30))
    pc.deliver(Straight(hall))
    plan = plan_of(enrolment, down_state(pc.store))
    assert (plan.slot, plan.window.last_day) == (Slot(27, 1210), 30)
    with pytest.raises(Refused):
        set_window(hall.store, Window(30, 3))


def test_the_old_client_hears_nothing_and_delivers(hall: Hall, pc: Pc) -> None:
    post(hall, "听不见")

    class Old(Straight):
        def ask(self, question: Question, sent: object) -> Answer:
            bare = {name: value for name, value in question.headers.items() if name != "Yishitang-Down"}
            return super().ask(msgspec.structs.replace(question, headers=bare), sent)  # type: ignore[arg-type]

    pc.seal_meeting(meeting())
    assert pc.deliver(Old(hall)).state == DELIVERED
    assert items(pc) == []
