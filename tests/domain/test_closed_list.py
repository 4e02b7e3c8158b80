"""The list of speakers may be closed, and time that was lost is nobody's."""

from __future__ import annotations

import pytest

from desktop.domain import actions as a
from desktop.domain.meeting import seconds_between
from forms.language import Refused
from forms.procedures import Speakers
from tests.domain.evenings import hall_of, waiting


def test_a_closed_list_is_open_again_for_the_next_item() -> None:
    hall = hall_of(Speakers())
    hall.do(a.AddItem(title="水费"), a.CloseList())
    with pytest.raises(Refused, match="主持人点名"):
        hall.do(a.RequestSpeech(person="x1"))
    hall.do(a.RequestSpeech(person="x1", called=True), a.RequestSpeech(person="x2", point_of_order=True))
    assert waiting(hall) == ["x2", "x1"]
    hall.do(a.OpenItem(item=hall.evening.meeting.items[-1].id), a.RequestSpeech(person="x1"))
    assert waiting(hall) == ["x1"]


def test_time_that_was_lost_is_minuted_and_counts_in_no_speech_and_no_item() -> None:
    hall = hall_of(Speakers(seconds=120))
    hall.do(a.StartSpeaker(person="x1"))
    began = hall.entries[-1].moment.at
    hall.second += 9
    hall.do(a.WriteLine(text="先修东段"))
    since = hall.entries[-1].moment.at
    hall.second += 359
    hall.do(a.PauseSpeaker(), a.ResumeSpeaker())
    hall.do(a.Undo(), a.Undo())
    until = hall.entries[-1].moment.at
    item = hall.evening.meeting.current
    assert item is not None
    taken = item.took(until)
    hall.do(a.NoteGap(since=since, until=until))
    meeting = hall.evening.meeting
    assert meeting.floor is not None
    assert meeting.floor.spoken(until) == seconds_between(began, since)
    assert meeting.current is not None
    assert meeting.current.took(until) == taken - seconds_between(since, until)
    assert meeting.lines[-1].text == f"（{since[11:16]}至{until[11:16]}程序中断，这段时间没有记录。）"
    hall.do(a.Undo())
    assert len(hall.evening.meeting.lines) == 1
    with pytest.raises(Refused, match="早于"):
        hall.do(a.NoteGap(since=until, until=since))
