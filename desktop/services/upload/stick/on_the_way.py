"""What is on sticks and has not been answered."""

from __future__ import annotations

from msgspec import Struct

from desktop.services.desk import Desk


class OnTheWay(Struct, frozen=True):
    """`count` parcels that wait for the county's answer, the last of them saved at `at` (this PC's time); empty for none."""

    count: int = 0
    at: str = ""


def on_the_way(desk: Desk) -> OnTheWay:
    """For the page: 存到 U 盘 on this day, no answer yet. An answer that came by line does not take it away."""
    from desktop.sync.parcels_sent import SENT, Sent

    with desk.store.read() as work:
        sent = work.settings.get(SENT, tuple[Sent, ...]) or ()
    return OnTheWay(len(sent), sent[-1].at) if sent else OnTheWay()


def applied(desk: Desk) -> bool:
    """Whether an application for enrolment is on a stick and has not been answered."""
    from desktop.sync.enrol import pending_of

    return pending_of(desk.store) is not None
