"""The same minutes by ours, plain ReportLab, typst, WeasyPrint, fpdf2 and LibreOffice: `python -m tests.bench.peers.papers`.

Fonts are parsed once where a library can keep them, nobody makes PDF/A. Ours draws signatures from their strokes, the others
from a picture of the same strokes; all use the same fonts and the same words.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from tests.bench.peers import makers
from tests.bench.peers.document import Document, document
from tests.bench.peers.ours import ours

TIMES = 5
MAKERS: dict[str, Callable[[Document, Path], bytes]] = {
    "ours": ours,
    "ReportLab": makers.reportlab,
    "typst": makers.typst,
    "WeasyPrint": makers.weasyprint,
    "fpdf2": makers.fpdf2,
    "LibreOffice": makers.libreoffice,
}


def main() -> None:
    whole = document()
    taken: dict[str, list[float]] = {}
    made: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="papers-") as place:
        for name, make in MAKERS.items():
            missing = makers.missing(name)
            if missing:
                print(f"{name}: left out, {missing}")
                continue
            make(whole, Path(place))  # fonts are parsed, caches are warm
            taken[name] = []
        for seed in range(1, TIMES + 1):
            whole = document(seed)
            for name, times in taken.items():  # in turn, so that a busy moment meets all of them
                start = time.perf_counter()
                made[name] = MAKERS[name](whole, Path(place))
                times.append(time.perf_counter() - start)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    print(f"minutes with {len(whole.rows)} who came and {len(whole.signatures)} who signed; median of {TIMES}, in one run")
    for name, median in medians.items():
        pages = len(PdfReader(BytesIO(made[name])).pages)
        size = len(made[name]) / 1e6
        print(f"  {name:12} {median:6.2f} s  {pages:3} pages  {size:5.2f} MB  {median / medians['ours']:5.2f} × ours")
    if "typst" in medians:
        print(f"ours / typst {medians['ours'] / medians['typst']:.2f} (at most 1.2)")
    slow = [name for name in ("WeasyPrint", "fpdf2", "LibreOffice") if name in medians]
    for name in slow:
        print(f"{name} / ours {medians[name] / medians['ours']:.1f} (at least 4)")
    print(f"size {len(made['ours']) / 1e6:.2f} MB (at most 1.1)")
    print(first_paper())


def first_paper() -> str:
    """A three-page paper from asking to its first page as a picture, fonts parsed before, as after the window's first paint."""
    from desktop.papers import draw, prepare
    from tests.papers import sample

    times, pages = [], 0
    for _ in range(TIMES):
        start = time.perf_counter()
        drawn = draw(prepare("minutes", sample.meeting(), print_id="", printed_at=sample.PRINTED))
        makers.first_page(drawn.pdf)
        times.append(time.perf_counter() - start)
        pages = drawn.pages
    return f"a paper of {pages} pages, its first page as a picture after {statistics.median(times):.2f} s (within 0.4)"


if __name__ == "__main__":
    main()
