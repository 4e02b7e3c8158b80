"""`verify` answers for a print, for a scan, for what was altered, and for what is not ours; and the ledger answers for it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from desktop.__main__ import main
from desktop.bootstrap import open_desk
from desktop.domain.events import Moment
from desktop.papers import draw, prepare
from desktop.services.desk import Desk
from desktop.services.papers.verify_paper import verify_pdf
from desktop.services.seal import append
from desktop.wire.bodies import SealedPrint, SealedScan
from desktop.wire.canonical import canonical, digest
from tests.papers import sample

MOMENT = Moment(sample.PRINTED)
SCAN = b"\x89PNG of an inked sheet"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("YISHITANG_PASSPHRASE", "石桥-四五六")
    opened = open_desk(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def pdf(desk: Desk) -> bytes:
    """The minutes of a sealed meeting, printed, and the scan of the inked copy."""
    meeting = sample.meeting()
    prepared = prepare("minutes", meeting, print_id=sample.PRINT, printed_at=sample.PRINTED)
    drawn = draw(prepared)
    printed = SealedPrint(
        print_id=sample.PRINT,
        paper="minutes",
        subject=meeting.id,
        title=prepared.title,
        content_hash=prepared.content_hash,
        pages=drawn.pages,
        pdf_hash=digest(drawn.pdf),
        printed_at=sample.PRINTED,
    )
    scan = SealedScan(
        scan_id="s1",
        print_id=sample.PRINT,
        subject=meeting.id,
        media="image/png",
        size=len(SCAN),
        blob=digest(SCAN),
        pages=1,
        attached_at="2026-06-19T09:00:00",
    )
    with desk.store.work() as work:
        append(desk, work, MOMENT, kind="meeting", subject=meeting.id, body=canonical(meeting))
        append(desk, work, MOMENT, kind="print", subject=sample.PRINT, body=canonical(printed))
        append(desk, work, MOMENT, kind="scan", subject="s1", body=canonical(scan), blobs=(scan.blob,))
    return drawn.pdf


def test_what_was_printed_is_genuine_and_says_what_it_is(desk: Desk, pdf: bytes) -> None:
    answer = verify_pdf(desk, pdf)
    assert answer.genuine
    assert (answer.kind, answer.paper, answer.print_id, answer.sequence) == ("print", "minutes", sample.PRINT, 2)
    for words in ("会议记录", sample.PRINT, "2026年第二次村民代表会议", "2026-06-18", "定稿记录完好"):
        assert words in str(answer.sentence)


def test_a_scan_that_was_attached_is_genuine(desk: Desk, pdf: bytes) -> None:
    answer = verify_pdf(desk, SCAN)
    assert answer.genuine
    assert (answer.kind, answer.print_id) == ("scan", sample.PRINT)
    assert "扫描" in str(answer.sentence)


def test_an_altered_print_is_named_and_is_not_genuine(desk: Desk, pdf: bytes) -> None:
    answer = verify_pdf(desk, pdf + b"\n")
    assert not answer.genuine
    assert (answer.kind, answer.print_id) == ("altered", sample.PRINT)
    assert "和当时打印的不一样" in str(answer.sentence)
    assert "有人动过" in str(answer.sentence)


def test_a_print_whose_hash_was_exchanged_is_told_apart(desk: Desk, pdf: bytes) -> None:
    head, mark, rest = pdf.partition(f"yishitang print {sample.PRINT} ".encode())
    answer = verify_pdf(desk, head + mark + b"0" * 64 + rest[64:])
    assert answer.kind == "altered"
    assert "正文可能被换过" in str(answer.sentence)


def test_the_claim_is_found_in_packed_streams_and_in_utf_16(desk: Desk, pdf: bytes) -> None:
    claim = f"yishitang print {sample.PRINT} {'a' * 64}"
    packed = b"%PDF-1.7\nstream\n" + zlib.compress(claim.encode()) + b"\nendstream"
    for data in (packed, claim.encode("utf-16-be"), claim.encode("utf-16-le")):
        assert verify_pdf(desk, data).kind == "altered"


def test_a_print_of_another_village_is_not_ours(desk: Desk, pdf: bytes) -> None:
    other = draw(prepare("minutes", sample.meeting(), print_id="0" * 16, printed_at=sample.PRINTED)).pdf
    answer = verify_pdf(desk, other)
    assert (answer.genuine, answer.kind, answer.print_id) == (False, "foreign", "0" * 16)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\nsomething else", b"stream\n" + b"\xff" * 99 + b"endstream"])
def test_any_other_file_is_not_ours(desk: Desk, pdf: bytes, data: bytes) -> None:
    answer = verify_pdf(desk, data)
    assert (answer.genuine, answer.kind) == (False, "foreign")


def test_a_bomb_is_not_unpacked_to_its_end(desk: Desk) -> None:
    bomb = b"stream\n" + zlib.compress(b"\0" * 40_000_000, 9) + b"endstream"
    assert verify_pdf(desk, bomb * 20).kind == "foreign"


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (
            "UPDATE ledger SET signature = substr(signature, 1, length(signature) - 2) || 'ff' WHERE sequence = 2",
            "签名",
        ),
        (
            "UPDATE ledger SET body = CAST(replace(CAST(body AS TEXT), '王芳', '王方') AS BLOB) WHERE sequence = 1",
            "正文",
        ),
        ("DELETE FROM ledger WHERE sequence = 1", "断开"),
    ],
)
def test_a_print_is_not_genuine_where_the_ledger_was_tampered_with(
    desk: Desk, pdf: bytes, damage: str, words: str
) -> None:
    with desk.store.work() as work:
        for trigger in _triggers(work.ledger._connection):
            work.ledger._connection.execute(text(f'DROP TRIGGER "{trigger}"'))
        work.ledger._connection.execute(text(damage))
    answer = verify_pdf(desk, pdf)
    assert not answer.genuine
    assert any(words in str(problem) for problem in answer.problems), answer.problems
    assert "台账本身不完好" in str(answer.sentence)


def _triggers(connection: Connection) -> list[str]:
    return list(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars())


def test_a_meeting_whose_content_was_destroyed_in_time_still_verifies(desk: Desk, pdf: bytes) -> None:
    with desk.store.work() as work:
        work.ledger.erase_body(1)
    answer = verify_pdf(desk, pdf)
    assert answer.genuine
    assert "保管期限" in str(answer.sentence)


def test_the_command_answers_with_its_status(
    desk: Desk, pdf: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "真.pdf").write_bytes(pdf)
    (tmp_path / "假.pdf").write_bytes(pdf.replace(b"2026", b"2027"))
    data = str(desk.folder)
    # The window has the folder open all the while.
    assert main(["verify", str(tmp_path / "真.pdf"), "--data", data]) == 0
    assert "定稿记录完好" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "假.pdf"), "--data", data, "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["genuine"], answer["kind"], answer["print_id"]) == (False, "altered", sample.PRINT)
    assert main(["--language", "en", "verify", str(tmp_path / "真.pdf"), "--data", data]) == 0
    assert "its sealed record is intact" in capsys.readouterr().out


def test_the_command_refuses_in_one_line_what_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    for file, folder in (("b.pdf", tmp_path), ("a.pdf", tmp_path / "nothing")):
        assert main(["verify", str(tmp_path / file), "--data", str(folder)]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "nothing").exists()
