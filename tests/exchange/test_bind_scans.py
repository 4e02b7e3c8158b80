"""A pile of scans is sorted and bound; whatever cannot be is told in a sentence, and the rest is bound all the same."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest
from PIL import Image

from desktop.__main__ import main
from desktop.services.desk import Desk
from desktop.services.papers.attach_scan import attach_scan
from desktop.services.papers.bind_scans import Pile, bind_scans
from desktop.services.papers.inked_copies import inked_pages, missing_signatures
from desktop.services.papers.verify_paper import verify_pdf
from desktop.wire.canonical import digest
from forms.language import Refused
from tests.exchange import inked
from tests.exchange.village import put_on_paper, village
from tests.papers import sample

pytestmark = pytest.mark.timeout(600)

DPI = 150
MINUTES, SIGN_IN, OTHER = "7f3a91c05be2d846", "a1b2c3d4e5f60718", "00ff00ff00ff00ff"


@pytest.fixture
def minutes(desk: Desk) -> list[Image.Image]:
    """The inked pages of the minutes."""
    return [inked.signed(page, seed) for seed, page in enumerate(inked.printed(put_on_paper(desk, "minutes", MINUTES), DPI))]


def drop(folder: Path, **files: bytes) -> list[Path]:
    """Files of a pile, by name; `_` stands for the dot."""
    paths = []
    for name, data in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(data)
        paths.append(path)
    return paths


def sentences(pile: Pile) -> list[str]:
    return [str(one.sentence) for one in pile.told]


def test_a_shuffled_pile_of_every_kind_of_file_is_sorted_and_bound(
    desk: Desk, minutes: list[Image.Image], tmp_path: Path
) -> None:
    sign_in = [inked.signed(page) for page in inked.printed(put_on_paper(desk, "sign-in", SIGN_IN), DPI)]
    first, second, third, *rest = minutes
    back = inked.scanned(Image.new("RGB", first.size, "white"))
    mixed = [inked.scanned(sign_in[-1], turn=180), back, *(inked.scanned(page, turn=90) for page in rest)]
    pile = bind_scans(
        desk,
        drop(
            tmp_path,
            c_tif=inked.as_file("TIFF", *mixed),
            b_png=inked.as_file("PNG", inked.scanned(third, turn=-2)),
            a_pdf=inked.as_file("PDF", inked.scanned(second, turn=183), inked.scanned(sign_in[0])),
            d_jpg=inked.as_file("JPEG", inked.scanned(first, turn=271)),
        ),
    )
    assert sentences(pile) == []
    assert pile.blank == 1
    bound = {one.print_id: one for one in pile.bound}
    assert bound[MINUTES].pages == tuple(range(1, len(minutes) + 1))
    assert bound[MINUTES].missing == ()
    assert set(bound[SIGN_IN].pages) == {1, len(sign_in)}
    with desk.store.read() as work:
        printed = work.prints.get(MINUTES)
        assert printed is not None
        there = inked_pages(work, printed.sealed)
        assert list(there) == list(range(1, len(minutes) + 1))
        assert [there[page].scan.media for page in (1, 2, 3, 4)] == [
            "image/jpeg",
            "application/pdf",
            "image/png",
            "image/tiff",
        ]
        assert there[2].sheet.frame == 1


def test_the_file_is_kept_as_it_came_and_only_small_copies_go_over_the_line(
    desk: Desk, minutes: list[Image.Image], tmp_path: Path
) -> None:
    data = inked.as_file("PDF", *(inked.scanned(page) for page in reversed(minutes)))
    bind_scans(desk, drop(tmp_path, a_pdf=data))
    with desk.store.read() as work:
        (scan,) = work.scans.of(sample.meeting().id)
        (record,) = [one.record for one in work.ledger.after(0) if one.record.kind == "scan"]
        assert work.blobs.read(scan.blob) == data
        assert record.blobs == tuple(sheet.small for sheet in scan.sheets)
        assert scan.blob not in record.blobs
        assert [sheet.page for sheet in scan.sheets] == list(range(1, len(minutes) + 1))
        assert [sheet.frame for sheet in scan.sheets] == list(range(len(minutes), 0, -1))
        for name in record.blobs:
            assert work.blobs.size(name) <= 200_000
    answer = verify_pdf(desk, data)
    assert (answer.genuine, answer.kind, answer.print_id) == (True, "scan", MINUTES)


def test_each_fault_is_told_in_a_sentence_and_the_rest_is_bound(
    desk: Desk, minutes: list[Image.Image], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with village(elsewhere, monkeypatch) as other:
        foreign = inked.printed(put_on_paper(other, "notice", OTHER))[0]
    huge = tmp_path / "huge.tiff"
    with huge.open("wb") as file:
        file.write(b"II*\x00")
        file.truncate(200_000_000)
    unread = minutes[2].copy()
    unread.paste("white", (0, int(unread.height * 0.9), unread.width, unread.height))
    files = drop(
        tmp_path,
        a_jpg=inked.as_file("JPEG", inked.scanned(minutes[0])),
        b_jpg=b"no picture at all",
        c_pdf=bomb(),
        d_jpg=inked.as_file("JPEG", inked.scanned(foreign)),
        e_jpg=inked.as_file("JPEG", inked.scanned(minutes[0], turn=180)),
        f_jpg=inked.as_file("JPEG", inked.scanned(unread)),
        g_png=both(minutes[0], minutes[1]),
        h_jpg=inked.as_file("JPEG", minutes[1])[:-3000],
        i_jpg=inked.as_file("JPEG", inked.scanned(minutes[1])),
    )
    pile = bind_scans(desk, [files[0], huge, *files[1:], tmp_path / "没有.jpg", tmp_path])
    told = dict(zip([one.file for one in pile.told], sentences(pile), strict=True))
    assert "不是扫描件" in told["b.jpg"]
    assert "大得出奇" in told["c.pdf"]
    assert "太大" in told["huge.tiff"]
    assert "本村没有打印过" in told["d.jpg"]
    assert "第 1 页已经有扫描件" in told["e.jpg"]
    assert "读不出来" in told["f.jpg"]
    assert "分不清" in told["g.png"]
    assert "坏了" in told["h.jpg"]
    assert "找不到" in told["没有.jpg"]
    assert "文件夹" in told[tmp_path.name]
    assert len(told) == 10
    (bound,) = pile.bound
    assert bound.pages == (1, 2)
    assert bound.missing == tuple(range(3, len(minutes) + 1))
    assert "还缺第 3、4" in str(bound.sentence)


def bomb() -> bytes:
    """A PDF of half a MB whose one picture unpacks to 400 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(400)) + packer.flush()
    assert len(packed) < 500_000
    head = b"/Type/XObject/Subtype/Image/Width 20480/Height 20480/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode"
    content = b"q 595 0 0 842 0 0 cm /A Do Q"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(packed), packed),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def both(left: Image.Image, right: Image.Image) -> bytes:
    """Two sheets side by side on the glass."""
    wide = Image.new("RGB", (left.width * 2, left.height), "white")
    wide.paste(left, (0, 0))
    wide.paste(right, (left.width, 0))
    return inked.as_file("PNG", wide)


def test_a_page_of_another_version_is_told(desk: Desk, minutes: list[Image.Image], tmp_path: Path) -> None:
    """The same print id with another content: a sheet that was drawn again, or forged."""
    from desktop.papers import draw, prepare

    forged = prepare("minutes", sample.meeting(), print_id=MINUTES, printed_at="2026-06-19T08:00:00")
    page = inked.printed(draw(forged).pdf)[0]
    pile = bind_scans(desk, drop(tmp_path, a_jpg=inked.as_file("JPEG", inked.scanned(page))))
    assert pile.bound == ()
    assert "版本和当时打印的不一样" in sentences(pile)[0]


def test_a_page_of_a_print_that_was_replaced_is_bound_to_it_and_told(
    desk: Desk, minutes: list[Image.Image], tmp_path: Path
) -> None:
    put_on_paper(desk, "minutes", "9999999999999999", replaces=MINUTES)
    pile = bind_scans(desk, drop(tmp_path, a_jpg=inked.as_file("JPEG", inked.scanned(minutes[0]))))
    assert [(one.print_id, one.pages) for one in pile.bound] == [(MINUTES, (1,))]
    assert pile.told[0].bound
    assert "旧的一份" in sentences(pile)[0]


def test_the_pdf_that_was_printed_is_no_inked_copy(desk: Desk, tmp_path: Path) -> None:
    pile = bind_scans(desk, drop(tmp_path, a_pdf=put_on_paper(desk, "minutes", MINUTES)))
    assert pile.bound == ()
    assert "没有签字" in sentences(pile)[0]


def test_a_page_is_bound_once_unless_asked_for_again(desk: Desk, minutes: list[Image.Image], tmp_path: Path) -> None:
    files = drop(tmp_path, a_jpg=inked.as_file("JPEG", inked.scanned(minutes[0])))
    better = drop(tmp_path, b_jpg=inked.as_file("JPEG", inked.scanned(minutes[0], noise=2)))
    bind_scans(desk, files)
    assert bind_scans(desk, files).bound == ()
    assert bind_scans(desk, better, again=True).bound[0].pages == (1,)
    with desk.store.read() as work:
        printed = work.prints.get(MINUTES)
        assert printed is not None
        assert inked_pages(work, printed.sealed)[1].scan.blob == digest(better[0].read_bytes())
        assert len(work.scans.of(sample.meeting().id)) == 2


def test_what_no_code_says_can_be_bound_by_hand(desk: Desk, minutes: list[Image.Image], tmp_path: Path) -> None:
    bare = [page.copy() for page in minutes]
    for page in bare:
        page.paste("white", (0, int(page.height * 0.9), page.width, page.height))
    (known,) = drop(tmp_path, a_jpg=inked.as_file("JPEG", inked.scanned(minutes[0])))
    (rest,) = drop(tmp_path, b_pdf=inked.as_file("PDF", *(inked.scanned(page) for page in bare[1:])))
    bind_scans(desk, [known])
    sealed = attach_scan(desk, MINUTES, rest)
    assert [sheet.page for sheet in sealed.sheets] == list(range(2, len(minutes) + 1))
    assert missing_signatures(desk, sample.meeting().id) == ()
    put_on_paper(desk, "sign-in", SIGN_IN)
    with pytest.raises(Refused, match="请核对"):
        attach_scan(desk, SIGN_IN, known)


def test_the_signatures_that_are_missing_are_listed(desk: Desk, minutes: list[Image.Image], tmp_path: Path) -> None:
    put_on_paper(desk, "sign-in", SIGN_IN)
    put_on_paper(desk, "notice", OTHER)  # nobody signs it
    bind_scans(desk, drop(tmp_path, a_jpg=inked.as_file("JPEG", inked.scanned(minutes[1]))))
    found = {one.print_id: one for one in missing_signatures(desk, sample.meeting().id)}
    assert set(found) == {MINUTES, SIGN_IN}
    assert found[MINUTES].missing == (1, *range(3, len(minutes) + 1))
    assert found[MINUTES].spaces == ("主持人", "记录人", "村务监督委员会成员")
    assert found[MINUTES].each
    assert "还缺第 1、3" in str(found[MINUTES].sentence)
    assert "还没有签字件扫描" in str(found[SIGN_IN].sentence)


def test_the_command_binds_a_folder_and_says_what_is_missing(
    desk: Desk, minutes: list[Image.Image], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    photo = b"\0\0\0$ftypheic" + bytes(99)
    drop(folder, a_jpg=inked.as_file("JPEG", inked.scanned(minutes[1])), note_txt=b"not a scan", b_heic=photo)
    desk.close()
    assert main(["scan", str(folder), "--data", str(desk.folder), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert [(one["print_id"], one["pages"]) for one in answer["bound"]] == [(MINUTES, [2])]
    assert [(one["file"], "HEIC" in one["sentence"]) for one in answer["told"]] == [("b.heic", True)]
    assert main(["--language", "en", "scan", "--missing", "--data", str(desk.folder)]) == 1
    assert "lacks the scan of signed page 1、3" in capsys.readouterr().out
