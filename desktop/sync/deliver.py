"""The way in for services and commands: one round with the county that this PC is enrolled with."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable

import msgspec

from desktop.storage.store import Store
from desktop.sync.caller import Caller
from desktop.sync.enrol import ENROLMENT, enrolment_of
from desktop.sync.http_line import HttpLine, clean_url, is_local
from desktop.sync.line import Line
from desktop.sync.outcome import Outcome
from desktop.sync.patience import PATIENT, Patience
from desktop.sync.round import Round
from desktop.sync.tally import Progress
from desktop.vault.device import DeviceKey
from forms.language import refuse, say


def deliver(
    store: Store,
    key: DeviceKey,
    *,
    now: Callable[[], str],
    url: str = "",
    forms: dict[str, str] | None = None,
    program: str = "",
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
    patience: Patience = PATIENT,
    line: Line | None = None,
) -> Outcome:
    """Deliver everything that waits. `url` is another address of the same county, and is kept once the county has
    answered there with its signature; `now` gives ISO local time.

    Raises Refused where this PC is not enrolled. What goes wrong on the way stands in the outcome.
    """
    enrolment = enrolment_of(store)
    if enrolment is None:
        raise refuse("本机还没有在县里登记。请先用县里发的登记单（登记码和公钥指纹）登记。")
    if enrolment.device != key.id:
        raise refuse("登记的是另一台设备，本机需要重新登记。请向县里要一张新的登记单。")
    line = line or HttpLine(clean_url(url) if url else enrolment.url)
    try:
        caller = Caller(line, enrolment, key, now=now, nonce=lambda: secrets.token_hex(12))
        outcome = Round(
            store,
            caller,
            now=now,
            forms=forms,
            program=program,
            progress=progress or (lambda _done, _total: None),
            cancel=cancel,
            patience=patience,
            sign=key.sign,
        ).run()
    finally:
        line.close()
    if outcome.complete and line.url != enrolment.url:
        with store.work() as work:
            work.settings.put(ENROLMENT, msgspec.structs.replace(enrolment, url=line.url))
    if line.url.startswith("http://") and not is_local(line.url):
        open_line = say("服务器地址是 http，线路没有加密：内容改不了，但途中可能被人看到。请向县里要 https 地址。")
        return msgspec.structs.replace(outcome, remarks=(*outcome.remarks, open_line))
    return outcome
