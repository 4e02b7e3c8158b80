"""As whom the county knows this PC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.services.desk import Desk
from forms.language import Sentence, say

if TYPE_CHECKING:
    from desktop.wire.enrolment import Enrolment


class EnrolledAs(Struct, frozen=True, kw_only=True):
    village: str
    part: str
    """Which part of the village's work this PC does; empty where there is one PC."""
    recorder: str
    day: str
    url: str
    """Empty where only sticks travel."""
    here: bool
    """False where the enrolment is that of another device: the data was moved, or this PC was set up anew."""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """For the recorder: what stands, or what has to be done."""
        if not self.here:
            return (
                say("登记的是另一台设备（换过电脑，或者重装过）：请向县里要一张新的登记单，再登记一次。已有的记录都在。"),
            )
        told = [say("这台电脑已登记：{village}，{day}。", village=self.village, day=self.day)]
        if self.part:
            told.append(say("分工：{part}。", part=self.part))
        if self.recorder:
            told.append(say("记录员：{name}。", name=self.recorder))
        return tuple(told)


def enrolled_as(desk: Desk) -> EnrolledAs | None:
    """None before the first enrolment."""
    from desktop.sync.enrol import enrolment_of

    found: Enrolment | None = enrolment_of(desk.store)
    if found is None:
        return None
    return EnrolledAs(
        village=found.village_name or found.village,
        part=found.part,
        recorder=found.recorder,
        day=found.enrolled_at[:10],
        url=found.url,
        here=found.device == desk.keys.device.id,
    )
