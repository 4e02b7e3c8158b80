"""How a county and a PC come to know each other: by line or stick, by digits or words, a second PC, a new recorder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from county.store import Store
from desktop.sync.enrol import enrolment_of, keep_address, pending_of
from desktop.sync.line import Answer, Question, Sent
from desktop.sync.outcome import DELIVERED
from desktop.vault.device import DeviceKey
from desktop.wire.address import ADDRESS, Address, open_address
from desktop.wire.enrolment import check_printed, code_key, read_slip
from desktop.wire.faults import Fault
from desktop.wire.medium import ROOT
from desktop.wire.signed import sign_message
from forms.language import Refused
from tests.county.running import County
from tests.sync.by_hand import ByHand, beside
from tests.sync.lines import Watched
from tests.sync.village import AT, CODE, Pc, meeting


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    county = County(tmp_path_factory.mktemp("county") / "data").start()
    yield county
    county.stop()


@pytest.fixture
def hand(offline: Store, tmp_path: Path) -> Iterator[ByHand]:
    with beside(tmp_path, offline, enrol=False) as made:
        yield made


@pytest.mark.parametrize("printed", ["fingerprint", "words", "english"])
def test_a_village_that_is_never_online_enrols_and_delivers_by_stick(hand: ByHand, printed: str) -> None:
    slip = hand.slip(part="东片")
    hand.apply(slip, getattr(slip, printed), name="一号机", recorder="王秀英")
    assert enrolment_of(hand.pc.store) is None
    assert not hand.answered(), "nobody has answered yet"
    assert hand.take().enrolled == (hand.pc.key.id,)
    assert hand.answered()
    assert pending_of(hand.pc.store) is None
    said = hand.certificate
    assert (said.village, said.village_name, said.part, said.recorder) == (CODE, "石桥村", "东片", "王秀英")
    hand.pc.seal_meeting(meeting())
    hand.save()
    hand.take()
    hand.read()
    assert hand.pc.cursor() == (1, 1)


def test_the_code_stands_nowhere_on_the_stick_and_nowhere_in_the_database(hand: ByHand) -> None:
    slip = hand.slip()
    hand.apply(slip)
    plain = slip.code.replace("-", "")
    for file in hand.files():
        assert plain.encode() not in file.read_bytes()
    pending = pending_of(hand.pc.store)
    assert pending
    assert plain not in msgspec.json.encode(pending).decode()


def test_a_stick_of_another_county_enrols_nobody(hand: ByHand, tmp_path: Path) -> None:
    """Whoever gets hold of the stick on its way can answer as a county of his own; words and digits give him away."""
    other = Store(tmp_path / "impostor")
    try:
        for printed in ("fingerprint", "words"):
            slip = hand.slip()
            hand.apply(slip, getattr(slip, printed))
            own = hand.county
            hand.county = other
            forged = hand.slip()
            with other.write() as work:
                work.exec_driver_sql("UPDATE codes SET key = ?", (code_key(slip.code).hex(),))
            assert forged.fingerprint != slip.fingerprint
            taken = hand.take()
            hand.county = own
            if printed == "fingerprint":
                assert [fault.code for _, fault in taken.refused] == ["wrong-county"]
            with pytest.raises(Refused, match=r"登记成|不一致"):
                hand.answered()
            assert enrolment_of(hand.pc.store) is None
            with other.write() as work:
                work.exec_driver_sql("DELETE FROM codes")
    finally:
        other.close()


def test_a_code_that_is_wrong_used_or_expired_is_answered_on_the_stick(hand: ByHand, offline: Store) -> None:
    used = hand.slip()
    hand.apply(used)
    hand.take()
    assert hand.answered()
    second = ByHand(hand.pc.folder.parent / "second", offline, hand.stick, enrol=False)
    try:
        second.apply(used)
        assert [fault.code for _, fault in second.take().refused] == ["bad-code"]
        with pytest.raises(Refused, match="登记码不对或已经用过"):
            second.answered()
        late = second.slip(days=-1)
        second.apply(late)
        second.take()
        with pytest.raises(Refused, match="已过期"):
            second.answered()
        second.apply(second.slip())
        assert not second.answered(), "the refusal was of the code before"
        second.take()
        assert second.answered()
        assert second.log()[-1]["code"] == "enrolled"
    finally:
        second.pc.close()


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff" * 50, b"{" * 5000, b"x" * (2 << 20)])
def test_an_application_that_is_none_is_refused_and_logged(hand: ByHand, data: bytes) -> None:
    place = hand.stick / ROOT / "up"
    place.mkdir(parents=True)
    (place / f"{hand.pc.key.id}.enrol.json").write_bytes(data)
    taken = hand.take()
    assert [fault.code for _, fault in taken.refused] == ["oversized" if len(data) > 1 << 20 else "malformed"]
    assert hand.log()[-1]["detail"].startswith("stick ")
    assert not taken.answers


def test_by_line_four_words_are_as_good_as_the_fingerprint(running: County, tmp_path: Path) -> None:
    from contextlib import closing

    from county.enrol import new_code

    with closing(Store(running.folder)) as store:
        slip, other = new_code(store, CODE, "石桥村"), new_code(store, CODE)
    pc = Pc(tmp_path / "village", 2800)
    try:
        with pytest.raises(Refused, match="不一致"):
            pc.enrol(running.url, slip.code, other.words)
        with pytest.raises(Refused, match="四个词"):
            pc.enrol(running.url, slip.code, "红马 白云")
        assert pc.enrol(running.url, slip.code, slip.english).village == CODE
        pc.seal_meeting(meeting())
        assert pc.deliver().state == DELIVERED
    finally:
        pc.close()


def test_by_line_an_impostor_is_found_out_before_the_proof_of_the_code_is_sent(running: County, tmp_path: Path) -> None:
    stranger = DeviceKey.from_secret((99).to_bytes(32, "big"))

    class Impostor(Watched):
        def ask(self, question: Question, sent: Sent) -> Answer:
            if question.path == "/v1/county":
                said = {"public": stranger.public, "fingerprint": "0" * 64, "protocol": 1}
                self.asked.append((question.method, question.path, 0))
                return Answer(status=200, body=msgspec.json.encode(said))
            return super().ask(question, sent)

    from contextlib import closing

    from county.enrol import new_code

    with closing(Store(running.folder)) as store:
        slip = new_code(store, CODE)
    pc, line = Pc(tmp_path / "village", 2801), Impostor(running.url)
    try:
        with pytest.raises(Refused, match="不一致"):
            pc.enrol(line, slip.code, slip.words)
        assert [path for _, path, _ in line.asked] == ["/v1/county"]
    finally:
        pc.close()


def test_the_slip_says_all_in_one_value_and_in_one_code(hand: ByHand, offline: Store) -> None:
    offline.keep_url("https://xian.example.cn")
    slip = hand.slip()
    typed = read_slip(slip.text)
    assert (typed.code, typed.url) == (slip.code.replace("-", ""), "https://xian.example.cn")
    assert typed.fingerprint == slip.fingerprint
    for printed in (typed.fingerprint, slip.words, slip.english):
        check_printed(printed, code_key(slip.code), offline.key.fingerprint)
    for text in ("", "YST1 AB 1 1/1 ABCDEF12", slip.text[:40]):
        with pytest.raises(Fault):
            read_slip(text)


def test_only_a_newer_address_of_the_same_county_is_kept(hand: ByHand, offline: Store) -> None:
    hand.apply(hand.slip())
    hand.take()
    assert hand.answered()
    known = hand.enrolment.known_address()
    assert known
    assert known.stick
    assert known.stick.recipient == offline.key.stick_recipient
    older = msgspec.structs.replace(known, serial=known.serial - 1, url="https://old.example.cn")
    newer = msgspec.structs.replace(known, serial=known.serial + 1, url="https://new.example.cn")
    assert not keep_address(hand.pc.store, sign_message(ADDRESS, older, offline.key.sign))
    assert keep_address(hand.pc.store, sign_message(ADDRESS, newer, offline.key.sign))
    assert hand.enrolment.known_address() == newer
    stranger = DeviceKey.from_secret((98).to_bytes(32, "big"))
    newest = msgspec.structs.replace(known, serial=known.serial + 9)
    with pytest.raises(Fault, match="签名不符"):
        keep_address(hand.pc.store, sign_message(ADDRESS, newest, stranger.sign))
    with pytest.raises(Fault, match="别的县"):
        open_address(sign_message(ADDRESS, Address(county="0" * 64, serial=1), offline.key.sign), offline.key.public)
    assert AT
