"""The stick as people use it: `yishitang sync --stick`, `yishitang-county take-stick`, and the services behind the window."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from county.__main__ import main as county_main
from desktop.__main__ import main
from desktop.bootstrap import open_desk
from desktop.services.desk import Desk
from desktop.services.upload.stick.apply_by_stick import scan_slip
from desktop.services.upload.stick.on_the_way import applied, on_the_way
from desktop.services.upload.stick.places import stick_places
from desktop.services.upload.stick.read_stick import has_answer, read_stick
from desktop.services.upload.stick.save_to_stick import save_to_stick
from desktop.services.upload.stick.take_receipt import scan_receipt, take_receipt
from desktop.wire.enrolment import SLIP
from forms.language import Refused
from tests.pc import copy_pc, environment
from tests.story.evenings import SAMPLE, replay_command

VILLAGE = json.loads(SAMPLE.read_text(encoding="utf-8"))["village"]["code"]


class Hall:
    """A village that has held its evening, a county, and a stick; every command runs as a person types it."""

    def __init__(self, folder: Path, said: pytest.CaptureFixture[str]) -> None:
        self.data, self.county, self.stick = folder / "data", folder / "county", folder / "usb"
        self.stick.mkdir()
        self._said = said

    def sync(self, *words: object) -> tuple[int, str]:
        return self._run(main, "sync", "--data", self.data, *words)

    def office(self, command: str, *words: object) -> tuple[int, str]:
        return self._run(county_main, command, "--data", self.county, *words)

    def slip(self) -> dict[str, str]:
        slip: dict[str, str] = json.loads(self.office("enrol", "--village", VILLAGE, "--json")[1])
        return slip

    def _run(self, command: object, *words: object) -> tuple[int, str]:
        self._said.readouterr()
        status = command([str(word) for word in words])  # type: ignore[operator]
        said = self._said.readouterr()
        assert "Traceback" not in said.err
        return status, said.out + said.err


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("played")
    words = replay_command(SAMPLE, folder / "data", folder / "out")
    subprocess.run(words, check=True, env=environment(folder), capture_output=True, timeout=120)
    return folder


@pytest.fixture
def hall(tmp_path: Path, played: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Hall:
    copy_pc(played, tmp_path, monkeypatch)
    return Hall(tmp_path, capsys)


@pytest.fixture
def desk(hall: Hall) -> Iterator[Desk]:
    opened = open_desk(hall.data)
    yield opened
    opened.close()


def test_a_village_without_a_line_enrols_delivers_and_has_its_receipts(hall: Hall) -> None:
    slip = hall.slip()
    status, said = hall.sync("--stick", hall.stick)
    assert (status, "没有在县里登记" in said) == (2, True)
    status, said = hall.sync(
        "--stick", hall.stick, "--code", slip["code"], "--fingerprint", slip["words"], "--recorder", "王秀英"
    )
    assert (status, "送到县里" in said) == (1, True)
    status, said = hall.office("take-stick", hall.stick)
    assert (status, "已登记" in said) == (0, True)
    status, said = hall.sync("--stick", hall.stick)
    assert status == 1, "what is on a stick is not delivered"
    assert "登记好了" in said
    assert "读回核对" in said
    page = hall.stick.parent / "receipt.html"
    status, said = hall.office("take-stick", hall.stick, "--paper", page)
    assert status == 0, said
    assert "答复已写回 U 盘" in said
    assert "<svg" in page.read_text(encoding="utf-8")
    status, said = hall.sync("--stick", hall.stick)
    assert status == 0, said
    assert "已全部签收" in said
    assert "没有要上报的" in said
    again = json.loads(hall.office("take-stick", hall.stick, "--json")[1])
    assert (again["refused"], again["parcels"][0]["records"]) == ([], 0)
    told = json.loads(hall.sync("--stick", hall.stick, "--json")[1])
    assert (told["state"], told["waiting_records"]) == ("nothing", 0)


def test_a_receipt_is_typed_or_scanned_where_the_stick_does_not_come_back(hall: Hall, tmp_path: Path) -> None:
    import segno

    slip = hall.slip()
    hall.sync("--stick", hall.stick, "--code", slip["code"], "--fingerprint", slip["fingerprint"])
    hall.office("take-stick", hall.stick)
    hall.sync("--stick", hall.stick)
    device = json.loads(hall.office("take-stick", hall.stick, "--json")[1])["parcels"][0]["device"]
    lines = hall.office("receipt", "--device", device)[1].strip().splitlines()
    starts = [place for place, line in enumerate(lines) if not line.isascii()]  # each begins with a line for people
    typed = ["\n".join(lines[start + 1 : end]) for start, end in zip(starts, [*starts[1:], None], strict=True)]
    status, said = hall.sync("--receipt", typed[0][:-1] + ("1" if typed[0].endswith("0") else "0"))
    assert (status, "抄错了" in said) == (2, True)
    status, said = hall.sync("--receipt", typed[0])
    assert "是县里签的" in said
    photo = tmp_path / "photo.png"
    segno.make(f"YISHITANG-RECEIPT 1 {typed[1].replace(chr(10), '')}", error="m", micro=False).save(str(photo), scale=6)
    status, said = hall.sync("--receipt", photo)
    assert (status, "是县里签的" in said) == (0, True)


def test_what_goes_wrong_is_one_sentence_and_a_status(hall: Hall, tmp_path: Path) -> None:
    slip = hall.slip()
    empty = tmp_path / "empty"
    empty.mkdir()
    for words in (
        ("--stick", tmp_path / "nowhere", "--code", slip["code"], "--fingerprint", slip["words"]),
        ("--stick", hall.stick, "--code", slip["code"], "--fingerprint", "红马 白云 高山"),
        ("--stick", hall.stick, "--code", slip["code"]),
        ("--stick", hall.stick, "--code", "short", "--fingerprint", slip["words"]),
        ("--receipt", "ABC"),
        ("--receipt", SAMPLE),
    ):
        status, said = hall.sync(*words)
        assert (status, len(said.strip().splitlines())) == (2, 1), (words, said)
    for place in (tmp_path / "nowhere", empty):
        status, said = hall.office("take-stick", place)
        assert (status, len(said.strip().splitlines())) == (2, 1), said
    status, said = hall.office("receipt", "--device", "0" * 32)
    assert (status, "还没有给这台设备的回执" in said) == (2, True)


def test_the_window_can_save_read_back_stop_and_scan(hall: Hall, desk: Desk, tmp_path: Path) -> None:
    import segno

    from desktop.services.upload.stick.apply_by_stick import apply_by_stick

    slip = hall.slip()
    photo = tmp_path / "slip.png"
    segno.make(f"{SLIP}{slip['code']} {slip['fingerprint']} https://xian.example.cn", error="m").save(
        str(photo), scale=6
    )
    typed = scan_slip(photo)
    assert typed.url == "https://xian.example.cn"
    with pytest.raises(Refused, match="没有在县里登记"):
        save_to_stick(desk, hall.stick, lambda _at: None, threading.Event())
    with pytest.raises(Refused, match="没有县里给本机的答复"):
        read_stick(desk, hall.stick)
    assert "送到县里" in str(apply_by_stick(desk, hall.stick, code=typed.code, fingerprint=typed.fingerprint))
    assert not has_answer(desk, hall.stick)
    assert applied(desk)
    hall.office("take-stick", hall.stick)
    assert has_answer(desk, hall.stick)
    assert read_stick(desk, hall.stick).enrolled
    stop = threading.Event()
    stop.set()
    stopped = save_to_stick(desk, hall.stick, lambda _at: None, stop)
    assert (stopped.stopped, stopped.files) == (True, ())
    seen: list[tuple[int, int]] = []
    saved = save_to_stick(desk, hall.stick, seen.append, threading.Event())
    assert saved.records
    assert (on_the_way(desk).count, applied(desk)) == (1, False)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] >= seen[-1][1] * 0.99, "reading back is part of it"
    hall.office("take-stick", hall.stick)
    back = read_stick(desk, hall.stick)
    assert back.all
    assert on_the_way(desk).count == 0
    assert back.batches
    assert "以前已经读过" in str(read_stick(desk, hall.stick).sentence)
    with pytest.raises(Refused):
        take_receipt(desk, "ABC")
    with pytest.raises(Refused, match="没有找到县里的二维码"):
        scan_receipt(desk, photo)
    assert isinstance(stick_places(), tuple)
