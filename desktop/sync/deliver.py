"""The way in for services and commands: one round with the county that this PC is enrolled with."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable

import msgspec

from desktop.storage.store import Store
from desktop.sync.caller import Caller, ask_county
from desktop.sync.enrol import ENROLMENT, enrolment_of, keep_address
from desktop.sync.http_line import HttpLine, clean_url
from desktop.sync.line import Line, LineBroken
from desktop.sync.outcome import Outcome
from desktop.sync.patience import PATIENT, Patience
from desktop.sync.proxies import is_local
from desktop.sync.round import Round
from desktop.sync.tally import Progress
from desktop.sync.trust import Trust, trust_of
from desktop.vault.device import DeviceKey
from desktop.wire.enrolment import Enrolment
from desktop.wire.faults import Fault
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
    if not (line or url or enrolment.url):
        raise refuse("本机是用 U 盘登记的，县里没有给网址：请用 U 盘上报，或者写上县级服务器的地址。")
    line = line or line_to(store, clean_url(url) if url else enrolment.url)
    caller = Caller(line, enrolment, key, now=now, nonce=lambda: secrets.token_hex(12))
    try:
        caller.follow = lambda url: line_to(store, clean_url(url))
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
        if outcome.complete and enrolment.address is None:
            _learn_address(store, caller.line)
    finally:
        line = caller.line
        line.close()
    if outcome.complete and line.url != enrolment.url:
        with store.work() as work:
            kept = work.settings.get(ENROLMENT, Enrolment) or enrolment
            work.settings.put(ENROLMENT, msgspec.structs.replace(kept, url=line.url))
    if line.url.startswith("http://") and not is_local(line.url):
        open_line = say("服务器地址是 http，线路没有加密：内容改不了，但途中可能被人看到。请向县里要 https 地址。")
        return msgspec.structs.replace(outcome, remarks=(*outcome.remarks, open_line))
    return outcome


def line_to(store: Store, url: str) -> HttpLine:
    """A line to this PC's county at `url`. Where the server shows another certificate than the one that is known, the
    county may have changed it: whoever answers is asked for the county's address, which only the county can have signed."""

    def renewed() -> Trust:
        line = HttpLine(url, trust=None)
        try:
            return _trust(store) if _learn_address(store, line) else None
        finally:
            line.close()

    return HttpLine(url, trust=_trust(store), renew=renewed)


def _learn_address(store: Store, line: Line) -> bool:
    """Whether the county at the end of this line has a newer address, signed."""
    try:
        county = ask_county(line)
        return county.address is not None and keep_address(store, county.address)
    except (LineBroken, Fault):
        return False


def _trust(store: Store) -> Trust:
    enrolment = enrolment_of(store)
    return trust_of(enrolment.known_address() if enrolment else None)
