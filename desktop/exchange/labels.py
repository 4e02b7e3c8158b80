"""A QR code with words of ours on a scan or photograph: the county's slip, a receipt on paper."""

from __future__ import annotations

from pathlib import Path

from desktop.exchange.scan import read_scan
from desktop.exchange.scan_pages import pages
from forms.language import refuse


def read_labels(path: Path, label: str) -> tuple[str, ...]:
    """The texts that begin with `label`, each once, in the order of the pages. Raises Refused for a file that is no scan, or
    where no such code is found."""
    import zxingcpp

    found: dict[str, None] = {}
    for picture in pages(read_scan(path), path.name):
        codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        found.update(dict.fromkeys(str(code.text) for code in codes if str(code.text).startswith(label)))
    if not found:
        raise refuse("“{name}”上没有找到县里的二维码。请拍清楚、摆正了再试，或者照着字输入。", name=path.name)
    return tuple(found)
