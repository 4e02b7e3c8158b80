"""A QR code with words of ours on a scan or photograph: the county's slip, a receipt on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desktop.exchange.apart import Apart
from desktop.exchange.scan import read_scan
from desktop.exchange.scan_pages import pages
from forms.language import refuse


def read_labels(path: Path, label: str) -> tuple[str, ...]:
    """The texts that begin with `label`, each once, in the order of the pages. Raises Refused for a file that is no scan, or
    where no such code is found."""
    found: dict[str, None] = {}
    with Apart() as apart:
        for texts in apart.run(_texts, path):
            found.update(dict.fromkeys(text for text in texts if text.startswith(label)))
    if not found:
        raise refuse("“{name}”上没有找到县里的二维码。请拍清楚、摆正了再试，或者照着字输入。", name=path.name)
    return tuple(found)


def _texts(path: Path) -> Iterator[tuple[str, ...]]:
    """What the QR codes of each page say."""
    import zxingcpp

    for picture in pages(read_scan(path), path.name):
        codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        yield tuple(str(code.text) for code in codes)
