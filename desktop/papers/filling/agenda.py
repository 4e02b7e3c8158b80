"""议程: what is dealt with, in which order."""

from __future__ import annotations

from desktop.papers.content import Filled
from desktop.papers.wording import clock, day, headed
from desktop.wire.bodies import SealedMeeting


def fill(meeting: SealedMeeting, *, blank: bool = False) -> tuple[Filled, ...]:
    """The items come after the roll call and before the reading back, as the evening runs."""
    items = [("", "", "")] * 6 if blank else [(item.title, item.text, "") for item in meeting.items]
    steps = [
        ("主持人宣布开会，通报应到、实到人数", "", ""),
        *items,
        ("宣读会议记录，到会人员确认", "", ""),
        ("主持人宣布散会", "", ""),
    ]
    return (
        Filled(block="title", text=headed(meeting.village, f"{meeting.kind_title}议程")),
        Filled(
            block="facts",
            values={
                "meeting": meeting.title,
                "time": f"{day(meeting.date)}{clock(meeting.planned_time)}",
                "place": meeting.place,
                "convener": meeting.convener,
                "host": meeting.host,
                "recorder": meeting.recorder,
            },
        ),
        Filled(block="items", rows=tuple((str(number), *step) for number, step in enumerate(steps, 1))),
    )
