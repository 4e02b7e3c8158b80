"""The county's commands, as a person runs them: each helps, each fails in one line, and serving does not lock the rest out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from county.keys import open_key
from desktop.sync.outcome import DELIVERED
from desktop.wire.enrolment import SLIP, read_slip
from forms.language import Refused
from tests.county.running import County
from tests.sync.village import CODE, Pc, meeting


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    running = County(tmp_path_factory.mktemp("county") / "data").start()
    yield running
    running.stop()


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "county", *words], capture_output=True, text=True, timeout=150)


@pytest.mark.parametrize("command", ["", "serve", "enrol", "show", "revoke", "new-epoch", "take-stick", "receipt", "tls-certificate"])
def test_every_command_helps(command: str) -> None:
    done = _run(*command.split(), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "usage: yishitang-county" in done.stdout


def test_enrol_prints_a_slip_while_the_server_runs(county: County) -> None:
    done = county.command("enrol", "--village", CODE, "--name", "石桥村")
    assert done.returncode == 0, done.stderr
    assert CODE in done.stdout
    assert "石桥村" in done.stdout
    assert re.search(r"登记码：([0-9A-Z]{4}-){2}[0-9A-Z]{4}\n", done.stdout)
    printed = re.search(r"指纹：([0-9a-f-]+)\n", done.stdout)
    assert printed
    assert county.fingerprint.startswith(printed[1].replace("-", ""))
    assert "有效期至" in done.stdout
    assert f"服务器地址：{county.url}\n" in done.stdout


def test_the_folder_may_be_named_once_for_all_commands(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YISHITANG_COUNTY_DATA", str(county.folder))
    done = _run("enrol", "--village", CODE, "--json")
    assert json.loads(done.stdout)["fingerprint"] == county.fingerprint[:32]


def test_what_cannot_be_done_is_one_line_and_a_status(county: County, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "county.sqlite3").write_text("this is no database at all, whatever its name says")
    taken = str(county.port)
    for words in (
        ("show", "--data", str(tmp_path / "nowhere")),
        ("revoke", "--device", "x", "--data", str(tmp_path / "nowhere")),
        ("revoke", "--device", "x", "--data", str(county.folder)),
        ("enrol", "--village", "石桥", "--data", str(county.folder)),
        ("enrol", "--village", CODE, "--days", "0", "--data", str(county.folder)),
        ("enrol", "--village", CODE, "--data", str(tmp_path / "file")),
        ("serve", "--port", taken, "--data", str(tmp_path / "other")),
        ("serve", "--port", "99999", "--data", str(tmp_path / "other")),
        ("serve", "--port", "0", "--host", "no.such.host.invalid", "--data", str(tmp_path / "other")),
        ("serve", "--port", "0", "--data", str(county.folder)),
        ("serve", "--port", "0", "--data", str(broken)),
    ):
        done = _run(*words)
        assert done.returncode == 2, words
        assert len(done.stderr.strip().splitlines()) == 1, (words, done.stderr)
        assert "Traceback" not in done.stderr
        assert done.stdout == ""


def test_show_tells_in_words_and_in_json(county: County, tmp_path: Path) -> None:
    pc = Pc(tmp_path / "village", 500)
    try:
        pc.enrol(county.url, county.code(CODE), county.fingerprint)
        pc.seal_meeting(meeting())
        assert pc.deliver().state == DELIVERED
    finally:
        pc.close()
    county.show()
    shown = json.loads(county.command("show", "--json").stdout)
    assert (len(shown["batches"]), shown["records"], shown["meetings"][0]["differs"]) == (1, 1, False)
    words = county.command("show").stdout
    assert "第1次村民代表会议：数字复核一致" in words


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")
def test_a_key_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    open_key(tmp_path)
    assert (tmp_path / "county.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "county.key").chmod(0o644)
    with pytest.raises(Refused, match="chmod 600"):
        open_key(tmp_path)


def test_a_key_is_made_once(tmp_path: Path) -> None:
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(open_key(tmp_path).public)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_many_villages_at_once_are_all_served(county: County, tmp_path: Path) -> None:
    """The last evening of the month: nobody's records are lost, doubled or mixed up with another's."""
    codes = {f"3300000001{number:02d}": county.code(f"3300000001{number:02d}") for number in range(8)}
    pcs = {village: Pc(tmp_path / village, 600 + number) for number, village in enumerate(codes)}
    states: list[str] = []

    def deliver(village: str, pc: Pc) -> None:
        pc.enrol(county.url, codes[village], county.fingerprint)
        pc.seal_meeting(meeting())
        pc.seal_scan(150_000)
        states.append(pc.deliver().state)

    threads = [threading.Thread(target=deliver, args=pair) for pair in pcs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for pc in pcs.values():
        pc.close()
    assert states == [DELIVERED] * 8
    batches = [batch for batch in county.show()["batches"] if batch["village"] in codes]
    assert sorted(batch["village"] for batch in batches) == sorted(codes)
    assert all(batch["complete"] and batch["new_records"] == 2 for batch in batches)


def test_the_slip_on_paper_says_what_the_command_says_and_its_code_can_be_scanned(county: County, tmp_path: Path) -> None:
    slip = tmp_path / "slip.pdf"
    told = json.loads(county.command("enrol", "--village", CODE, "--name", "石桥村", "--slip", str(slip), "--json").stdout)
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(slip).pages)
    assert told["code"] in text
    assert told["words"].replace(" ", "") in text
    with pypdfium2.PdfDocument(slip) as pdf:
        picture = pdf[0].render(scale=200 / 72).to_pil()
    found = [one.text for one in zxingcpp.read_barcodes(picture)]
    (scanned,) = [text for text in found if text.startswith(SLIP)]
    typed = read_slip(scanned)
    assert (typed.code, typed.fingerprint, typed.url) == (told["code"].replace("-", ""), told["fingerprint"], told["url"])
