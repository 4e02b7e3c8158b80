"""`verify` answers for a code that was typed by hand, and for a scan that was never attached."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.papers import draw, prepare
from desktop.services.desk import Desk
from desktop.services.papers.bind_scans import bind_scans
from desktop.services.papers.verify_code import looks_like_code, verify_code
from desktop.services.papers.verify_paper import verify_pdf
from tests.exchange import inked
from tests.exchange.village import put_on_paper
from tests.papers import sample

MINUTES, LIKE_IT = "7f3a91c05be2d846", "7f3a91c05be2ffff"


@pytest.fixture
def check(desk: Desk) -> str:
    """The check code of the minutes, of which the print is there."""
    put_on_paper(desk, "minutes", MINUTES)
    with desk.store.read() as work:
        printed = work.prints.get(MINUTES)
    assert printed is not None
    return printed.sealed.content_hash[:16].upper()


def test_a_code_is_understood_however_it_is_typed(desk: Desk, check: str) -> None:
    grouped = " ".join(check[at : at + 4] for at in range(0, 16, 4))
    for typed in (
        MINUTES,
        MINUTES.upper(),
        "７ｆ３ａ９１ｃ０５ｂｅ２ｄ８４６",
        "7f3a91cO5be2d846",  # the letter O
        "7f3a91c0",
        grouped,
        check.lower(),
        f"{MINUTES} {grouped}",
        f"YST1 {MINUTES.upper()} 1 2/5 {check}",
        "７Ｆ３Ａ９１ＣＯ５ＢＥ２Ｄ８４６",
        "7f3a9ic〇sbe2d846",
        f"打印号 {MINUTES}",
        f"打印号 {MINUTES}　第 2 版　第 1 页，共 5 页",
        f"打印号：{MINUTES}。校验码：{grouped}",
        f"校验码 {grouped}",
        f"校验码 {grouped}　生成时间 2026-06-18 21:20:31",
        "7f3a、91c0、5be2、d846",
    ):
        assert looks_like_code(typed), typed
        answer = verify_code(desk, typed)
        assert (answer.genuine, answer.kind, answer.print_id) == (True, "code", MINUTES), typed
        assert "这个编号是真的" in str(answer.sentence)


@pytest.mark.parametrize("name", ["没有.pdf", "会议记录", "deadbeef12345678.jpg", "照片/扫描 1.TIFF", "0001.p7m"])
def test_the_name_of_a_file_is_no_code(name: str) -> None:
    assert not looks_like_code(name)


def test_of_an_older_print_the_newer_one_is_named(desk: Desk, check: str) -> None:
    assert "后来" not in str(verify_code(desk, MINUTES).sentence)
    put_on_paper(desk, "minutes", LIKE_IT, replaces=MINUTES)
    assert f"后来又打印了新的一份（打印号 {LIKE_IT}）" in str(verify_code(desk, MINUTES).sentence)
    assert "后来" not in str(verify_code(desk, LIKE_IT).sentence)


@pytest.mark.parametrize("typed", ["7f3a91c1", "7f3a", "", "7f3a91c05be2d8461"])
def test_a_code_that_stands_for_nothing_is_not_genuine(desk: Desk, check: str, typed: str) -> None:
    answer = verify_code(desk, typed)
    assert (answer.genuine, answer.kind) == (False, "foreign")
    assert "台账里没有" in str(answer.sentence)


@pytest.mark.parametrize("typed", ["YST1 7F3A91C05BE2D846 1 2/5 0000000000000000", f"{MINUTES} 0000 0000 0000 0000"])
def test_a_print_with_another_check_code_is_told_as_such(desk: Desk, check: str, typed: str) -> None:
    answer = verify_code(desk, typed)
    assert (answer.genuine, answer.kind) == (False, "foreign")
    assert f"打印号 {MINUTES} 是有的，但是校验码和台账里的不一样" in str(answer.sentence)


def test_a_code_with_two_misread_figures_is_not_genuine_and_nearly_known(desk: Desk, check: str) -> None:
    for typed, n in (("7F3A91C05BE2DB4b", 2), (f"{check[:15]}{'0' if check[15] != '0' else '1'}", 1)):
        answer = verify_code(desk, typed)
        assert not answer.genuine
        assert f"只差 {n} 个字" in str(answer.sentence)
    assert "只差" not in str(verify_code(desk, "7F3A91C05BE2DBbb").sentence)


def test_a_code_that_stands_for_two_prints_is_asked_for_in_full(desk: Desk, check: str) -> None:
    put_on_paper(desk, "minutes", LIKE_IT)
    assert "2 份打印件" in str(verify_code(desk, "7f3a91c05be2").sentence)
    assert verify_code(desk, LIKE_IT).print_id == LIKE_IT


def test_the_command_takes_a_code_or_a_scan(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = inked.printed(put_on_paper(desk, "minutes", MINUTES))
    forged = prepare("minutes", sample.meeting(), print_id=MINUTES, printed_at="2026-06-19T08:00:00")
    (tmp_path / "scan.jpg").write_bytes(inked.as_file("JPEG", inked.scanned(inked.signed(pages[1]), turn=92)))
    (tmp_path / "forged.jpg").write_bytes(inked.as_file("JPEG", inked.scanned(inked.printed(draw(forged).pdf)[0])))
    data = ["--data", str(desk.folder)]
    desk.close()
    assert main(["verify", *MINUTES.split("91"), *data]) == 1  # two words that are no code together
    capsys.readouterr()
    assert main(["verify", MINUTES[:8].upper(), MINUTES[8:], *data]) == 0
    assert "这个编号是真的" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "scan.jpg"), *data]) == 0
    assert f"没有附进台账，它上面有第 2 页，共 {len(pages)} 页" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "forged.jpg"), *data]) == 1
    assert "校验码和台账不一致：“2026年第二次村民代表会议　会议记录”当时" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "没有.pdf"), *data]) == 2


def test_an_attached_scan_and_its_smaller_copy_are_both_known(desk: Desk, tmp_path: Path) -> None:
    page = inked.printed(put_on_paper(desk, "minutes", MINUTES))[0]
    file = tmp_path / "a.jpg"
    file.write_bytes(inked.as_file("JPEG", inked.scanned(page)))
    bind_scans(desk, [file])
    with desk.store.read() as work:
        small = work.blobs.read(work.scans.of(sample.meeting().id)[0].sheets[0].small)
    for data in (file.read_bytes(), small):
        answer = verify_pdf(desk, data)
        assert (answer.genuine, answer.kind, answer.print_id) == (True, "scan", MINUTES)
