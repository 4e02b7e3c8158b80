"""Enrolment by stick: the application out, the county's answer in."""

from __future__ import annotations

from desktop.storage.store import Store
from desktop.sync.enrol import Pending, pending_of, take_enrolled
from desktop.vault.device import DeviceKey
from desktop.wire.canonical import canonical
from desktop.wire.enrolment import Enrol, Enrolled
from desktop.wire.medium import Medium
from desktop.wire.parcel import (
    APPLICATION,
    DOWN_FOLDER,
    ENROLLED,
    MAX_SMALL,
    REFUSED,
    UP_FOLDER,
    NotEnrolled,
)
from desktop.wire.signed import decode
from forms.language import Sentence, refuse


def put_application(request: Enrol, key: DeviceKey, medium: Medium) -> None:
    """Write the application; what the county said to an earlier one is taken away. Raises Refused."""
    data = canonical(request)
    medium.clear(UP_FOLDER, key.id)
    for ending in (ENROLLED, REFUSED):
        medium.remove(medium.root / DOWN_FOLDER / (key.id + ending))
    medium.write(UP_FOLDER, key.id + APPLICATION, lambda sink: sink.write(data))


def answer_to_application(store: Store, key: DeviceKey, medium: Medium, *, now: str) -> bool:
    """Whether the county has enrolled this PC by the stick; then the enrolment is kept. False where nothing was asked, or
    no answer is there.

    Raises Refused where the county refused, and where the answer is not that of the slip; the application waits on then.
    """
    pending = pending_of(store)
    if pending is None:
        return False
    place = medium.root / DOWN_FOLDER
    yes, no = place / (key.id + ENROLLED), place / (key.id + REFUSED)
    if yes in medium.files(DOWN_FOLDER, ENROLLED):
        take_enrolled(store, key, pending, decode(medium.read(yes, MAX_SMALL), Enrolled), now=now)
        medium.remove(medium.root / UP_FOLDER / (key.id + APPLICATION))
        return True
    if no in medium.files(DOWN_FOLDER, REFUSED):
        _refused(decode(medium.read(no, MAX_SMALL), NotEnrolled), pending)
    return False


def _refused(answer: NotEnrolled, pending: Pending) -> None:
    """Raises Refused if this is the answer to the application that waits, and not to an earlier one."""
    if answer.proof == pending.request.proof:
        raise refuse("县里没有登记成：{why}", why=Sentence(answer.problem.message))
