"""A print is archived once under its own number, and the bag of a year is whole and found out when it is changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop.__main__ import main
from desktop.exchange.bagit import write_bag
from desktop.papers.archive import sign, signatures
from desktop.services.archive.archive_paper import archive_print, device_signer, sign_paper
from desktop.services.archive.archive_year import archive_year
from desktop.services.desk import Desk
from desktop.services.papers.bind_scans import bind_scans
from desktop.services.papers.verify_paper import verify_pdf
from desktop.wire.canonical import digest
from forms.language import Refused
from tests.exchange import inked
from tests.exchange.village import put_on_paper, village
from tests.papers import sample
from tests.papers.pdfa import faults_of_pdfa
from tests.papers.test_pdfa import AT, holder, turned

MINUTES, SIGN_IN, NOTICE = "7f3a91c05be2d846", "a1b2c3d4e5f60718", "1234567812345678"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with village(tmp_path, monkeypatch) as opened:
        yield opened


def test_a_print_is_archived_once_under_a_number_that_it_keeps(desk: Desk) -> None:
    for paper, print_id in (("minutes", MINUTES), ("notice", NOTICE), ("sign-in", SIGN_IN)):
        put_on_paper(desk, paper, print_id)
    code, mark = sample.meeting().village.code, desk.keys.device.id[:6].upper()
    assert archive_print(desk, MINUTES).sealed.reference == f"{code}-WS·2026-Y-HY{mark}-0001"
    assert archive_print(desk, NOTICE).sealed.reference == f"{code}-WS·2026-D10-HY{mark}-0001"
    assert archive_print(desk, SIGN_IN).sealed.reference == f"{code}-WS·2026-Y-HY{mark}-0002"
    again = archive_print(desk, MINUTES)
    assert again.sealed.reference == f"{code}-WS·2026-Y-HY{mark}-0001"
    assert digest(again.pdf) == again.sealed.pdf_hash


def test_two_computers_of_a_village_never_give_the_same_number(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_paper(desk, "minutes", MINUTES)
    first = archive_print(desk, MINUTES).sealed.reference
    (tmp_path / "second").mkdir()
    with village(tmp_path / "second", monkeypatch) as other:
        put_on_paper(other, "minutes", MINUTES)
        second = archive_print(other, MINUTES).sealed.reference
    assert first.rpartition("-")[2] == second.rpartition("-")[2] == "0001"
    assert first != second


def test_the_device_signs_and_verify_knows_the_archived_copies(desk: Desk) -> None:
    put_on_paper(desk, "minutes", MINUTES)
    signed = sign_paper(desk, MINUTES)
    assert signed.sealed.signers == (f"{sample.meeting().village.name}议事堂",)
    assert signatures(signed.pdf)[0].public == bytes.fromhex(desk.keys.device.public)
    with pytest.raises(Refused, match="已经签过"):
        sign_paper(desk, MINUTES, device_signer(desk))
    second = sign_paper(desk, MINUTES, holder("赵建国"))
    assert len(signatures(second.pdf)) == 2
    for pdf in (archive_print(desk, MINUTES).pdf, signed.pdf, second.pdf):
        answer = verify_pdf(desk, pdf)
        assert (answer.genuine, answer.kind, answer.print_id) == (True, "archive", MINUTES)
    assert "赵建国 的电子签名" in str(verify_pdf(desk, second.pdf).sentence)
    assert not verify_pdf(desk, second.pdf[:-1] + b"x").genuine


def test_signatures_that_were_added_elsewhere_are_told_from_changes(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_on_paper(desk, "minutes", MINUTES)
    ours = sign_paper(desk, MINUTES).pdf
    desk.close()
    (tmp_path / "more.pdf").write_bytes(sign(ours, holder("镇政府"), at=AT, reason="备案"))
    (tmp_path / "changed.pdf").write_bytes(turned(ours))
    data = ["--data", str(desk.folder)]
    assert main(["verify", str(tmp_path / "more.pdf"), *data]) == 0
    assert "后来又加了 镇政府 的电子签名" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "changed.pdf"), *data]) == 1
    assert "不是只加了签名" in capsys.readouterr().out


def validated(folder: Path, tmp_path: Path) -> bool:
    """What the Library of Congress's bagit.py says. It asks for its own version in a way that newer Pythons no longer know."""
    (tmp_path / "pkg_resources.py").write_text(
        "from importlib.metadata import PackageNotFoundError as DistributionNotFound, distribution as get_distribution\n"
    )
    words = [sys.executable, "-m", "bagit", "--validate", "--quiet", str(folder)]
    return subprocess.run(words, env={**os.environ, "PYTHONPATH": str(tmp_path)}).returncode == 0


def test_a_year_is_a_valid_bag_with_its_catalogue(desk: Desk, tmp_path: Path) -> None:
    pages = inked.printed(put_on_paper(desk, "minutes", MINUTES))
    put_on_paper(desk, "notice", NOTICE)
    scans = []
    for number, page in enumerate(pages):
        scans.append(tmp_path / f"{number}.jpg")
        scans[-1].write_bytes(inked.as_file("JPEG", inked.scanned(page, turn=180)))
    bind_scans(desk, scans)
    sign_paper(desk, MINUTES)
    folder = tmp_path / "2026"
    done = archive_year(desk, "2026", folder)
    assert validated(folder, tmp_path)
    assert {piece.print_id: (piece.retention, piece.missing) for piece in done.pieces} == {
        MINUTES: ("永久", ()),
        NOTICE: ("10 年", ()),
    }
    piece = folder / "data" / "Y-0001"
    for name in ("paper.pdf", "inked.pdf"):
        assert faults_of_pdfa((piece / name).read_bytes()) == ()
    assert len(PdfReader(piece / "inked.pdf").pages) == len(pages)
    assert [file.read_bytes() for file in sorted((piece / "scans").iterdir())] == [file.read_bytes() for file in scans]
    assert signatures((piece / "signed.pdf").read_bytes())[0].intact
    rows = list(load_workbook(folder / "data" / "catalogue.xlsx").worksheets[0].iter_rows(values_only=True))
    assert [row[1] for row in rows[2:]] == [one.reference for one in done.pieces]
    assert rows[1][:5] == ("序号", "档号", "文号", "责任者", "题名")
    lists = [(folder / "data" / name).read_bytes() for name in ("catalogue.pdf", "volume-note.pdf")]
    assert [faults_of_pdfa(pdf) for pdf in lists] == [(), ()]
    listed, noted = ("".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split()) for pdf in lists)
    assert all(one.reference in listed for one in done.pieces)
    assert f"件数{len(done.pieces)}" in noted
    assert "不缺" in noted


def test_the_chain_in_a_bag_still_verifies(desk: Desk, tmp_path: Path) -> None:
    import msgspec

    from desktop.wire.records import FIRST, SealedRecord
    from desktop.wire.verify import verify_chain, verify_record

    put_on_paper(desk, "minutes", MINUTES)
    archive_year(desk, "2026", tmp_path / "2026")
    data = tmp_path / "2026" / "data"
    records = tuple(
        msgspec.json.decode(line, type=SealedRecord) for line in (data / "ledger.jsonl").read_bytes().splitlines()
    )
    verify_chain(records, FIRST)
    public = (data / "device.txt").read_text().splitlines()[1]
    for record in records:
        verify_record(record, public)
    assert [one.record.kind for one in records if one.body is not None] == ["meeting", "print", "archive", "print", "print"]


def test_what_is_changed_in_a_bag_is_found_out(desk: Desk, tmp_path: Path) -> None:
    put_on_paper(desk, "notice", NOTICE)
    folder = tmp_path / "2026"
    archive_year(desk, "2026", folder)
    with pytest.raises(Refused, match="已经有了"):
        archive_year(desk, "2026", folder)
    paper = folder / "data" / "D10-0001" / "paper.pdf"
    kept = paper.read_bytes()
    paper.write_bytes(kept + b"\n")
    assert not validated(folder, tmp_path)
    paper.write_bytes(kept)
    assert validated(folder, tmp_path)
    (folder / "data" / "more.txt").write_text("x")
    assert not validated(folder, tmp_path)


@pytest.mark.parametrize("name", ["../a", "/a", "a//b", "a\nb", "", "a\\b"])
def test_nothing_is_written_outside_a_bag(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no path within a bag"):
        write_bag(tmp_path / "bag", [("good", b"1"), (name, b"2")], {})
    assert list(tmp_path.iterdir()) == []


def test_the_commands_archive_and_sign(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_on_paper(desk, "minutes", MINUTES)
    desk.close()
    data = ["--data", str(desk.folder)]
    assert main(["sign", MINUTES, *data, "--out", str(tmp_path / "s.pdf")]) == 0
    assert signatures((tmp_path / "s.pdf").read_bytes())[0].intact
    capsys.readouterr()
    assert main(["archive", "2026", "--out", str(tmp_path / "bag"), "--json", *data]) == 1  # no signed copy yet
    answer = json.loads(capsys.readouterr().out)
    assert answer["pieces"][0]["missing"]
    assert main(["archive", "2025", "--out", str(tmp_path / "other"), *data]) == 2
    assert main(["archive", "26", "--out", str(tmp_path / "other"), *data]) == 2
    with pikepdf.open(tmp_path / "bag" / "data" / "Y-0001" / "paper.pdf") as pdf:
        assert "pdfaid:part" in pdf.open_metadata()
