"""Several papers as one PDF, for the printer: page after page, nothing drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO


def joined(pdfs: Sequence[bytes]) -> bytes:
    import pikepdf

    with pikepdf.new() as whole:
        for pdf in pdfs:
            with pikepdf.open(BytesIO(pdf)) as part:
                whole.pages.extend(part.pages)
        out = BytesIO()
        whole.save(out)
    return out.getvalue()
