"""Make resources/fonts: fetch the source fonts at fixed versions, check them, and cut them to what a village needs.

    python3 build/fonts.py             fetch with npm and apt-get, then cut
    python3 build/fonts.py --from DIR  cut from a folder that an earlier run filled

Needs fontTools, npm and a Debian with the three packages below. It runs when a font changes, not in a normal build.
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent.parent
FONTS = HERE / "resources" / "fonts"

NPM = ("@expo-google-fonts/noto-serif-sc@0.4.3", "@expo-google-fonts/noto-sans-sc@0.4.3")
DEBIAN = ("fonts-lxgw-wenkai=1.250+repack-1", "fonts-hanazono=20170904-2.1", "unicode-data=15.0.0-1")

SERIF = "noto-serif-sc/package/400Regular/NotoSerifSC_400Regular.ttf"
SERIF_BOLD = "noto-serif-sc/package/700Bold/NotoSerifSC_700Bold.ttf"
SANS = "noto-sans-sc/package/400Regular/NotoSansSC_400Regular.ttf"
SANS_BOLD = "noto-sans-sc/package/700Bold/NotoSansSC_700Bold.ttf"
KAI = "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"
MING = "usr/share/fonts/truetype/hanazono/HanaMinB.ttf"
OFL = "noto-sans-sc/package/LICENSE_FONT"
LICENCES = {
    "LICENSE-NotoSansSC.txt": "Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.",
    "LICENSE-NotoSerifSC.txt": "Copyright 2017-2024 Adobe (http://www.adobe.com/).",
    "LICENSE-YishitangKai.txt": """Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai),
with Reserved Font Names "霞鹜" and "LXGW".
Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee).
Yishitang Kai is a cut of LXGW WenKai under another name.""",
    "LICENSE-YishitangRare.txt": """Copyright 2008-2017 GlyphWiki Project (http://fonts.jp/hanazono/),
with Reserved Font Names "Hanazono Font", "HanaMinA", "HanaMinB", "花園フォント", "花園明朝A" and "花園明朝B".
Yishitang Rare is a cut of HanaMinB under another name. HanaMinB may also be used under the Hanazono Font License:
This font is a free software. Unlimited permission is granted to use, copy, and distribute it, with or without
modification, either commercially and noncommercially. THIS FONT IS PROVIDED "AS IS" WITHOUT WARRANTY.""",
}
SHA256 = {
    SERIF: "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    SERIF_BOLD: "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
    SANS: "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    SANS_BOLD: "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    KAI: "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
    MING: "829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c",
}

# What papers and screens use besides Chinese characters: Latin with the vowels of pinyin, punctuation, signs.
SIGNS = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x100, 0x17F), (0x1CD, 0x1DC), (0x1F8, 0x1F9), (0x2010, 0x2049), (0x20AC, 0x20AC),
    (0x2100, 0x2138), (0x2150, 0x218B), (0x2190, 0x2199), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x257F),
    (0x2588, 0x258F), (0x25A0, 0x25FF), (0x2605, 0x2606), (0x26A0, 0x26A0), (0x2713, 0x2718), (0x3000, 0x303F),
    (0x3100, 0x312F), (0x3200, 0x33FF), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF),
)  # fmt: skip
BASIC_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF))
CHINESE_SOURCES = ("kIRG_GSource", "kIRG_HSource", "kIRG_MSource")
RARE_HAN = ((0x20000, 0x2A6DF), (0x2A700, 0x2EBEF))


@dataclass(frozen=True)
class Cut:
    """One font file to make; a `family` is given where the licence reserves the name of the source."""

    file: str
    source: str
    characters: frozenset[int]
    family: str = ""


def ranges(*pairs: tuple[int, int]) -> frozenset[int]:
    return frozenset(code for first, last in pairs for code in range(first, last + 1))


def fetch(into: Path) -> None:
    """Download the packages at their fixed versions and unpack them below `into`."""
    into.mkdir(parents=True, exist_ok=True)
    for package in NPM:
        subprocess.run(["npm", "pack", "--silent", package], cwd=into, check=True, stdout=subprocess.DEVNULL)
    for archive in into.glob("*.tgz"):
        name = re.sub(r"^expo-google-fonts-|-[\d.]+\.tgz$", "", archive.name)
        with tarfile.open(archive) as tar:
            tar.extractall(into / name, filter="data")
    subprocess.run(["apt-get", "download", *DEBIAN], cwd=into, check=True, stdout=subprocess.DEVNULL)
    for file in into.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", str(file), str(into)], check=True)


def unihan(folder: Path, field: str) -> dict[int, str]:
    """Code point to the value of one field of the Unihan database."""
    line_of = re.compile(rf"U\+([0-9A-F]+)\t{field}\t(.+)")
    found: dict[int, str] = {}
    for file in sorted((folder / "usr/share/unicode").glob("Unihan_*.bz2")):
        with bz2.open(file, "rt", encoding="utf-8") as lines:
            found.update({int(match[1], 16): match[2] for line in lines if (match := line_of.match(line))})
    return found


def gb2312() -> frozenset[int]:
    """Every character of GB 2312, signs included."""
    text = "".join(
        bytes([row, cell]).decode("gb2312", errors="ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)
    )
    return frozenset(map(ord, text))


def plan(folder: Path, table: frozenset[int]) -> tuple[Cut, ...]:
    """The seven files: five for daily use, and two that are opened only when a character is in none of these."""
    daily = table | gb2312() | ranges(*SIGNS)
    noto = frozenset(TTFont(folder / SERIF, lazy=True).getBestCmap())
    chinese = frozenset(code for field in CHINESE_SOURCES for code in unihan(folder, field))
    return (
        Cut("NotoSerifSC-Regular.ttf", SERIF, daily),
        Cut("NotoSerifSC-Bold.ttf", SERIF_BOLD, daily),
        Cut("NotoSansSC-Regular.ttf", SANS, daily),
        Cut("NotoSansSC-Bold.ttf", SANS_BOLD, daily),
        Cut("YishitangKai-Regular.ttf", KAI, daily, "Yishitang Kai"),
        Cut("NotoSerifSC-Rest.ttf", SERIF, ranges(*BASIC_HAN, *RARE_HAN) - daily, "Noto Serif SC Rest"),
        Cut("YishitangRare-Regular.ttf", MING, (ranges(*RARE_HAN) & chinese) - noto - daily, "Yishitang Rare"),
    )


def make(folder: Path, cut: Cut) -> None:
    """Write one font: TrueType outlines, no hints, no layout tables, the names and the copyright kept."""
    source = folder / cut.source
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    if digest != SHA256[cut.source]:
        raise SystemExit(f"{cut.source} is not the file this was written for (SHA-256 {digest}).")
    options = subset.Options(
        hinting=False, glyph_names=False, notdef_outline=True, recalc_timestamp=False, layout_features=[]
    )
    options.name_IDs = ["*"]
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx", "DSIG", "FFTM", "meta"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=cut.characters)
    cutter.subset(font)
    if cut.family:
        rename(font, cut.family)
    subset.save_font(font, str(FONTS / cut.file), options)
    print(f"{cut.file}: {len(font.getBestCmap())} characters, {(FONTS / cut.file).stat().st_size / 1e6:.1f} MB")


def rename(font: TTFont, family: str) -> None:
    """Give the font its own names; copyright (0), version (5) and licence (13, 14) stay as they are."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 13, 14)]
    compact = family.replace(" ", "")
    names = {1: family, 2: "Regular", 3: f"{compact}-Regular cut", 4: family, 6: f"{compact}-Regular"}
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    table.setName("Cut and renamed for Yishitang; see resources/fonts/README.md.", 10, 3, 1, 0x409)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the fonts of resources/fonts.")
    parser.add_argument("--from", dest="folder", type=Path, help="a folder that an earlier run filled with the sources")
    parser.add_argument("--keep", type=Path, help="fetch the sources into this folder and keep them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or options.keep or Path(temporary)
        if not options.folder:
            fetch(folder)
        order = {code: int(value.split(":")[1].split()[0]) for code, value in unihan(folder, "kTGH").items()}
        table = sorted(order, key=order.__getitem__)
        FONTS.mkdir(parents=True, exist_ok=True)
        (FONTS / "tgh8105.txt").write_text("".join(f"{chr(code)}\n" for code in table), encoding="utf-8")
        for cut in plan(folder, frozenset(table)):
            make(folder, cut)
        _, _, body = (folder / OFL).read_text(encoding="utf-8").partition("\n\n")
        for name, owners in LICENCES.items():
            (FONTS / name).write_text(f"{owners}\n\n{body.strip()}\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except (OSError, subprocess.CalledProcessError) as problem:
        sys.exit(f"fonts: {problem}")
