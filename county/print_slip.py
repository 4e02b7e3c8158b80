"""The enrolment slip as a paper: drawn by the same functions as a village's papers, which know no window and no database."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

from desktop.papers import draw, fix
from desktop.papers.filling.enrolment import fill
from desktop.wire.enrolment import Slip
from forms.language import refuse
from forms.papers import papers


def print_slip(slip: Slip, file: Path, now: datetime) -> None:
    """Write the slip as a PDF. Raises Refused where the file cannot be written."""
    form = papers()["enrolment-slip"]
    prepared = fix(
        form,
        fill(slip),
        subject=slip.village,
        title=f"{slip.name or slip.village}　{form.zh}",
        about=slip.village,
        print_id=secrets.token_hex(8),
        printed_at=now.replace(tzinfo=None).isoformat(timespec="seconds"),
    )
    try:
        file.write_bytes(draw(prepared).pdf)
    except OSError as error:
        raise refuse("登记单没有存成：{file} 写不进去（{why}）。", file=str(file), why=error.strerror or "") from error
