"""存到 U 盘: everything that the county has not signed for goes on a stick."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from desktop.services.desk import Desk
from desktop.services.figures.sealed import seal_facts_to_send
from forms.language import Sentence, refuse, say


class OnStick(Struct, frozen=True, kw_only=True):
    """What is on the stick now."""

    sentence: Sentence
    files: tuple[str, ...] = ()
    size: int = 0
    """Bytes."""
    records: int = 0
    blobs: int = 0
    stopped: bool = False


def save_to_stick(
    desk: Desk, folder: Path, tell: Callable[[tuple[int, int]], object], stop: threading.Event
) -> OnStick:
    """Write what waits, locked for the county, and read it back. `tell` hears (bytes done, bytes in all), reading back
    included; `stop` ends it at the next chance, and leaves the stick as it was.

    Raises Refused where this PC is not enrolled, and for whatever the stick does; nothing is lost then.
    """
    from desktop.sync.down import down_state
    from desktop.sync.enrol import enrolment_of
    from desktop.sync.line import Stopped
    from desktop.sync.outbox import form_versions
    from desktop.sync.stick.save import save
    from desktop.wire.down import where
    from desktop.wire.medium import Medium

    enrolment = enrolment_of(desk.store)
    if enrolment is None:
        raise refuse("本机还没有在县里登记。请先用县里发的登记单登记：能上网就联网登记，不能上网就把登记申请存到 U 盘。")
    if enrolment.device != desk.keys.device.id:
        raise refuse("登记的是另一台设备，本机需要重新登记。请向县里要一张新的登记单。")
    seal_facts_to_send(desk)
    state = down_state(desk.store)

    def progress(done: int, total: int) -> None:
        tell((done, total))

    try:
        saved = save(
            desk.store,
            desk.keys.device,
            enrolment,
            Medium(folder),
            now=lambda: desk.clock().at,
            down=where(state.sequence, state.reached),
            forms=form_versions(desk.pack),
            progress=progress,
            cancel=stop,
        )
    except Stopped:
        return OnStick(sentence=say("已停下，U 盘上没有留下没写完的文件；数据都在本机。"), stopped=True)
    if not saved.records and not saved.blobs:
        told = say("没有要上报的。U 盘上存了一份空的上报，县里可以把反馈和通知存回来。")
    else:
        told = say(
            "已存到 U 盘并读回核对：{records} 条记录、{blobs} 个附件，共 {size} MB。请把 U 盘送到县里，再把答复带回来。",
            records=saved.records,
            blobs=saved.blobs,
            size=-(-saved.size // 1_000_000),
        )
    return OnStick(
        sentence=told, files=saved.files, size=saved.size, records=saved.records, blobs=saved.blobs
    )
