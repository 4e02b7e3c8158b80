"""A file that is no readable .xlsx is refused with one sentence that says what to do, and never opened further."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from desktop.exchange.workbook import MOST_UNPACKED
from forms.language import Refused
from tests.exchange.books import names, read, save

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "是空的"),
        (OLE + "Workbook".encode("utf-16-le"), "旧格式"),
        (OLE + bytes(9000) + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        ("姓名,性别\n张三,男\n".encode("gb18030"), "文本"),
        ("姓名,性别\n".encode("utf-8-sig"), "文本"),
        (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>', "网页"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "网页"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "网页"),
        (b"%PDF-1.4\n%\xe2\xe3", "不是表格"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "不是表格"),
        (bytes(100), "不是"),
        (b"PK\x03\x04 and then nothing", "坏了"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_by_what_it_is(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(content)
    assert says in refusal(path)


def test_a_spreadsheet_cut_off_in_the_middle_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path, ("名册", [["姓名", "性别"], ["张三", "男"]]))
    path.write_bytes(path.read_bytes()[:-900])
    assert "坏了" in refusal(path)


def test_a_spreadsheet_with_a_flipped_byte_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path, ("名册", [["姓名", "性别"], *([f"张三{n}", "男"] for n in range(500))]))
    content = bytearray(path.read_bytes())
    at = content.index(b"xl/worksheets/sheet1.xml") + 300
    content[at] ^= 0xFF
    path.write_bytes(content)
    assert "文件" in refusal(path)


def test_another_kind_of_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "不是" in refusal(path)


def test_a_part_that_is_no_xml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "这不是 xml")
    assert "文件" in refusal(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = save(tmp_path, ("名册", [["姓名", "性别"]]))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as part:
        for _ in range(MOST_UNPACKED // 1_000_000 + 1):
            part.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    assert "展开后太大" in refusal(path)


def test_a_merge_over_the_whole_sheet_costs_nothing(tmp_path: Path) -> None:
    path = save(tmp_path, ("名册", [["姓名", "性别"], ["张三", "男"]]))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    area = b'</sheetData><mergeCells count="1"><mergeCell ref="F4:XFD1048576"/></mergeCells>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", area)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert names(read(path)) == ["张三"]


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.exchange.workbook.MOST_ROWS", 20)
    path = save(tmp_path, ("名册", [["姓名", "性别"], *([f"张{n}", "男"] for n in range(30))]))
    assert "超过 20 行" in refusal(path)


def test_a_spreadsheet_without_a_roster_is_refused(tmp_path: Path) -> None:
    assert "没有找到名册" in refusal(save(tmp_path, ("收支", [["日期", "金额"], ["5月", 3]])))


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "找不到" in refusal(tmp_path / "没有.xlsx")
    assert "文件夹" in refusal(tmp_path)


def test_the_name_of_the_file_does_not_matter(tmp_path: Path) -> None:
    path = save(tmp_path, ("名册", [["姓名", "性别"], ["张三", "男"]])).rename(tmp_path / "名册.xls")
    assert names(read(path)) == ["张三"]


@pytest.mark.parametrize("day", ["2026-5-1", "2026-02-30", "明天"])
def test_a_day_that_is_none_is_refused(tmp_path: Path, day: str) -> None:
    path = save(tmp_path, ("名册", [["姓名", "性别"], ["张三", "男"]]))
    with pytest.raises(Refused, match="不是日期"):
        read(path, as_of=day)


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        read(path)
    text = str(refused.value)
    assert "请" in text or "要有" in text or "名册要用" in text, "it says what to do"
    return text
