"""The journal and its fold: one way to read it, and undo that leaves no trace in what is read."""

from __future__ import annotations

from contextlib import suppress

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import decide
from desktop.domain.fold import fold
from desktop.domain.meeting import Meeting
from desktop.domain.naming import redoable, undoable
from forms.language import Refused
from tests.domain.evenings import Hall

PEOPLE = st.sampled_from([f"x{n}" for n in range(6)])
SMALL = st.integers(0, 6)

ACTIONS = st.one_of(
    st.builds(a.CheckIn, person=PEOPLE),
    st.builds(a.CheckOut, person=PEOPLE),
    st.builds(a.RequestSpeech, person=PEOPLE, point_of_order=st.booleans()),
    st.builds(a.WithdrawSpeech, person=PEOPLE),
    st.builds(a.StartSpeaker, person=st.one_of(st.just(""), PEOPLE)),
    st.sampled_from([a.PauseSpeaker(), a.ResumeSpeaker(), a.EndSpeaker(), a.OpenMeeting(), a.CloseItem(), a.Adjourn()]),
    st.sampled_from([a.AbandonPoll(), a.ReadBack(by="记录员"), a.ConfirmMinutes(), a.Undo(), a.Undo(), a.Redo()]),
    st.builds(a.AddItem, title=st.sampled_from(["水费", "村道"])),
    st.builds(a.OpenItem, item=st.sampled_from(["i3", "i4", "i5"])),
    st.builds(a.MoveItem, item=st.sampled_from(["i3", "i4"]), place=st.integers(1, 3)),
    st.builds(a.OpenPoll, question=st.just("村道"), method=st.sampled_from(["hands", "ballot", "roll-call", "acclamation"])),
    st.builds(a.CountHands, yes=SMALL, no=SMALL, abstain=SMALL),
    st.builds(a.CallVote, person=PEOPLE, vote=st.sampled_from(["yes", "no", "abstain"])),
    st.sampled_from([a.CountRollCall(), a.Acclaim(), a.Recount(reason="核对"), a.CloseItem(state="delayed")]),
    st.builds(a.Dissent, person=PEOPLE),
    st.builds(a.WriteLine, text=st.sampled_from(["一", "二"]), person=st.one_of(st.just(""), PEOPLE)),
    st.builds(a.DeclareEligible, members=st.integers(5, 7)),
    st.builds(a.NoteAbsence, person=PEOPLE, reason=st.just("外出")),
    st.builds(a.Observe, name=st.just("客人")),
)


DEEDS = ACTIONS.filter(lambda action: not isinstance(action, a.Undo | a.Redo))


def try_all(hall: Hall, wanted: list[a.AnyAction]) -> None:
    for action in wanted:
        with suppress(Refused):
            hall.do(action)


def started() -> Hall:
    hall = Hall(members=6)
    hall.do(a.AddItem(title="第一项"), a.DeclareEligible(members=6))
    hall.check_in(5)
    hall.do(a.OpenMeeting())
    return hall


@settings(max_examples=150)
@given(st.lists(ACTIONS, max_size=40))
def test_the_fold_of_the_stored_journal_is_the_meeting_on_the_screen(wanted: list[a.AnyAction]) -> None:
    hall = started()
    try_all(hall, wanted)
    stored = msgspec.json.encode(hall.entries)
    again = fold("m1", msgspec.json.decode(stored, type=list[e.Entry]))
    assert again.meeting == hall.evening.meeting
    assert again.length == len(hall.entries)


@settings(max_examples=150)
@given(st.lists(ACTIONS, max_size=25), st.lists(DEEDS, max_size=12))
def test_undoing_any_suffix_of_the_evening_equals_never_having_done_it(
    before: list[a.AnyAction], suffix: list[a.AnyAction]
) -> None:
    hall = started()
    try_all(hall, before)
    untouched: Meeting = hall.evening.meeting
    done = 0
    for action in suffix:
        try:
            hall.do(action)
            done += 1
        except Refused:
            continue
    for _ in range(done):
        assert undoable(hall.evening) is not None
        hall.do(a.Undo())
    assert hall.evening.meeting == untouched


@settings(max_examples=150)
@given(st.lists(ACTIONS, max_size=20), st.lists(DEEDS, min_size=1, max_size=12), st.data())
def test_redo_after_undo_equals_never_having_undone(
    before: list[a.AnyAction], suffix: list[a.AnyAction], data: st.DataObject
) -> None:
    hall = started()
    try_all(hall, [*before, *suffix])
    whole = hall.evening
    back = data.draw(st.integers(0, hall.steps - 1))
    for _ in range(back):
        hall.do(a.Undo())
    for _ in range(back):
        assert redoable(hall.evening) is not None
        hall.do(a.Redo())
    assert hall.evening.meeting == whole.meeting
    assert hall.evening.last == whole.last
    assert fold("m1", hall.entries).meeting == whole.meeting


@settings(max_examples=60)
@given(st.lists(ACTIONS, max_size=20), DEEDS)
def test_what_is_done_after_an_undo_leaves_nothing_to_redo(before: list[a.AnyAction], deed: a.AnyAction) -> None:
    hall = started()
    try_all(hall, [*before, a.Undo()])
    try:
        hall.do(deed)
    except Refused:
        assert redoable(hall.evening) is not None
        return
    assert redoable(hall.evening) is None
    with pytest.raises(Refused):
        hall.do(a.Redo())


def test_undo_and_redo_are_named_before_they_are_done() -> None:
    hall = started()
    hall.do(a.CheckIn(person="x5"))
    assert str(undoable(hall.evening)) == "代表5 签到"
    hall.do(a.Undo())
    assert str(redoable(hall.evening)) == "代表5 签到"
    hall.do(a.Redo(), a.Undo())
    assert "x5" not in hall.evening.meeting.presence


@settings(max_examples=100)
@given(st.lists(ACTIONS, max_size=40))
def test_what_holds_of_every_meeting(wanted: list[a.AnyAction]) -> None:
    hall = started()
    try_all(hall, wanted)
    m = hall.evening.meeting
    assert sum(item.state == "open" for item in m.items) <= 1
    assert set(m.inside) <= set(m.eligible)
    assert m.floor is None or m.presence[m.floor.person].inside
    assert len({(r.person, r.point_of_order) for r in m.requests}) == len(m.requests)
    assert all(m.presence[r.person].inside for r in m.requests)
    for poll in m.polls:
        if poll.count is not None:
            assert poll.verdict is not None
            assert poll.count.yes + poll.count.no + poll.count.abstain <= poll.present
            assert poll.verdict.passed is (2 * poll.count.yes > poll.present)


def test_deciding_is_pure() -> None:
    hall = started()
    action = a.WriteLine(text="一")
    assert decide(hall.evening, action, hall.rule) == decide(hall.evening, action, hall.rule)


def test_an_entry_out_of_order_is_an_error_and_not_a_guess() -> None:
    hall = started()
    with pytest.raises(ValueError, match="entry 3 after 1"):
        fold("m1", [hall.entries[0], hall.entries[2]])
