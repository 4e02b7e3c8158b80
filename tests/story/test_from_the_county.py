"""What the county sends takes effect in the village: answers, notices, form packs, a revocation."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest

from county.down import order, set_slot
from county.down_feedback import Written, give_feedback
from county.down_packs import send_pack
from county.enrol import new_code, revoke
from county.new_key import new_key
from county.show import overview
from desktop.bootstrap import open_desk
from desktop.services.cases.open_case import open_case
from desktop.services.cases.read import read_case
from desktop.services.desk import Desk
from desktop.services.seal import append
from desktop.services.upload.call_when_due import call_when_due
from desktop.services.upload.take_down import put_away, readmit, take_down
from desktop.services.upload.upload_month import upload_month
from desktop.services.what_now import what_now
from desktop.storage.files import OWN_FORMS
from desktop.sync.enrol import enrol
from desktop.wire.down_bodies import NOTICE, Notice
from desktop.wire.records import record_hash
from desktop.wire.slots import Slot
from forms.language import Refused
from tests.forms.folders import GOOD, SHEET, put
from tests.story.case_days import Days
from tests.story.with_county import CODE, both, round_of
from tests.sync.straight import CutDown, Hall, Straight


def test_answers_and_notices_reach_the_recorder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with both(tmp_path, monkeypatch) as (hall, desk, _days):
        case = open_case(desk, title="修灌渠", proposer="张伟").id
        with desk.store.work() as work:
            good = append(desk, work, desk.clock(), kind="roster", subject=case, body=b"{}")
        bad = _seal_meeting(desk, b"unreadable")
        round_of(hall, desk)
        round_of(hall, desk)
        rows = {row.subject: row for row in upload_month(desk).rows}
        assert str(rows["m1"].word) == "退回补正"
        assert "读不懂" in str(rows["m1"].why)
        give_feedback(hall.store, Written(village=CODE, case=case, state="adopted", text="同意", day="2026-06-21", id="F-1"))
        give_feedback(hall.store, Written(village=CODE, case="no-such-case", state="solved", text="别的电脑的"))
        give_feedback(hall.store, Written(record=record_hash(good.record), state="returned", text="缺签名"))
        give_feedback(hall.store, Written(record=bad, state="settled"))
        set_slot(hall.store, Slot(28, 1210), village=CODE)
        with hall.store.write() as work:
            order(work, NOTICE, Notice(title="防汛", text="今晚有雨"))
        round_of(hall, desk)
        told = [str(said) for said in take_down(desk)]
        assert told[0] == "县里答复了事项“修灌渠”。"
        assert "1 条通知" in told[-1]
        answered = read_case(desk, case)
        assert (answered.case.answer, answered.case.adopted) == ("adopted", "2026-06-21")
        month = upload_month(desk)
        rows = {row.subject: row for row in month.rows}
        assert str(rows["m1"].word).startswith("已送达")
        assert (str(rows[case].word), str(rows[case].why)) == ("退回补正", "缺签名")
        assert str(month.heard.slot) == "这台电脑的上报时间：28 日 20:10"
        assert [(one.title, one.text) for one in month.heard.notices] == [("防汛", "今晚有雨")]
        put_away(desk, month.heard.notices[0].id)
        assert upload_month(desk).heard.notices == ()
        assert take_down(desk) == ()
        assert len(read_case(desk, case).sheets) == len(answered.sheets), "said once, done once"


def _seal_meeting(desk: Desk, body: bytes) -> str:
    with desk.store.work() as work:
        sealed = append(desk, work, desk.clock(), kind="meeting", subject="m1", body=body)
    return record_hash(sealed.record)


def test_the_program_calls_when_it_is_time_and_not_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with both(tmp_path, monkeypatch) as (hall, desk, days):
        _seal_meeting(desk, b"{}")
        line, stop = Straight(hall), Event()
        assert call_when_due(desk, print, stop, line) is None
        assert line.asked == []
        days.day = "2026-06-23"
        outcome = call_when_due(desk, print, stop, line)
        assert outcome is not None
        assert outcome.records == 1
        assert call_when_due(desk, print, stop, line) is None
        assert len(line.asked) == 1


def test_a_revoked_pc_seals_nothing_more_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with both(tmp_path, monkeypatch) as (hall, desk, days):
        _seal_meeting(desk, b"{}")
        revoke(hall.store, desk.keys.device.id, "电脑被偷")
        round_of(hall, desk)
        (told,) = take_down(desk)
        assert "电脑被偷" in str(told)
        with pytest.raises(Refused, match="电脑被偷"):
            _seal_meeting(desk, b"{}")
        assert "电脑被偷" in str(upload_month(desk).heard.revoked)
        folder = desk.folder
        desk.close()
        again = open_desk(folder, clock=days)
        assert "电脑被偷" in str(what_now(again).remark)
        again.close()


@pytest.mark.parametrize("told", ["at once", "by the county's stream alone"])
def test_a_revoked_pc_that_is_enrolled_again_seals_and_delivers_in_a_new_epoch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    with both(tmp_path, monkeypatch) as (hall, desk, _days):
        _seal_meeting(desk, b"{}")
        round_of(hall, desk)
        revoke(hall.store, desk.keys.device.id, "电脑丢失")
        round_of(hall, desk)
        take_down(desk)
        slip = new_code(hall.store, CODE)
        enrol(desk.store, desk.keys.device, Straight(hall), code=slip.code, fingerprint=slip.fingerprint, now=desk.clock().at)
        if told == "at once":
            readmit(desk)
        else:
            round_of(hall, desk)
            assert any("已重新启用" in str(said) for said in take_down(desk))
        assert upload_month(desk).heard.revoked is None
        _seal_meeting(desk, b"{}")
        outcome = round_of(hall, desk)
        assert (outcome.state, outcome.waiting_records) == ("delivered", 0)
        take_down(desk)
        with desk.store.read() as work:
            kinds = [(sealed.record.kind, sealed.record.epoch) for sealed in work.ledger.after(0)]
        assert [kind for kind, _ in kinds] == ["meeting", "epoch", "meeting"], "one epoch, however often it is told"
        assert kinds[0][1] < kinds[1][1] == kinds[2][1]
        assert overview(hall.store)["records"] == 3


def _with_pack(tmp_path: Path, text: str, sheet: str = SHEET) -> Path:
    return put(tmp_path / "mine", rules__elders=text, sheets__look=sheet)


def test_a_form_pack_is_resumed_checked_and_in_use_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with both(tmp_path, monkeypatch) as (hall, desk, days):
        put(desk.folder / OWN_FORMS, rules__ours=GOOD.replace("elders", "ours"))
        noise = "\n".join(f"# {sha256(bytes([n >> 8, n & 255])).hexdigest()}" for n in range(3500))
        send_pack(hall.store, _with_pack(tmp_path, GOOD + noise), title="本县办法")
        line = CutDown(hall, after=70_000, times=2)
        cut = round_of(hall, desk, line)
        assert cut.complete, "what was delivered stays delivered"
        assert "还没有收全" in str(cut.remarks[-1])
        assert "没有收全" in str(take_down(desk)[0])
        again = Straight(hall)
        round_of(hall, desk, again)
        packs = [path for _, path in again.asked if path.startswith("/v1/packs/")]
        assert packs, "the rest is asked for"
        assert all("/0-" not in path for path in packs), "a leaf that came is not asked for again"
        assert "下次打开" in str(take_down(desk)[0])
        assert "elders" not in desk.pack.rules, "an evening keeps its rules"
        folder = desk.folder
        desk.close()
        fresh = open_desk(folder, clock=days)
        assert fresh.pack.rule_set("elders", "2026-06-01").origin == "county"
        assert "已经启用" in str(fresh.remark)
        assert [one.name for one in folder.iterdir() if "before" in one.name], "what the village had laid there is kept"
        with fresh.store.read() as work:
            assert work.inbox.items("pack", waiting=True) == ()
        _later_packs(hall, fresh, days, tmp_path)


def _later_packs(hall: Hall, desk: Desk, days: Days, tmp_path: Path) -> None:
    """A pack that would lose a sheet is not put to use; one that is signed by a new key is."""
    (tmp_path / "mine" / "sheets" / "look.toml").unlink()
    send_pack(hall.store, tmp_path / "mine")
    desk = _reopened(hall, desk, days)
    assert "用不了" in str(desk.remark)
    assert desk.pack.sheet("look").title == "查看单"
    send_pack(hall.store, _with_pack(tmp_path, GOOD.replace(">= 3/4", ">= 1/4")))
    new_key(hall.store)
    hall.again()
    desk = _reopened(hall, desk, days)
    assert "已经启用" in str(desk.remark)
    rule = desk.pack.rule_set("elders", "2026-06-01")
    assert rule.origin == "county", "the county signed its pack again with its new key"
    assert _reopened(hall, desk, days).remark is None


def _reopened(hall: Hall, desk: Desk, days: Days) -> Desk:
    round_of(hall, desk)
    desk.close()
    return open_desk(desk.folder, clock=days)
