"""From the meeting as it stands to the value that is printed, sealed and delivered."""

from __future__ import annotations

from desktop.domain.meeting import Counted, Meeting, Poll
from desktop.wire.bodies import (
    Attendance,
    SealedCandidate,
    SealedCount,
    SealedItem,
    SealedLine,
    SealedMeeting,
    SealedPoll,
    SealedSpeech,
    SealedTally,
    SealedVote,
    Village,
)


def freeze(
    meeting: Meeting,
    village: Village,
    *,
    kind_title: str,
    consultation: bool = False,
    journal_digest: str = "",
    journal_length: int = 0,
) -> SealedMeeting:
    """Everything that a paper or the county needs, with names as they were that evening. Pure."""
    return SealedMeeting(
        id=meeting.id,
        village=village,
        procedure=meeting.procedure,
        rule=meeting.rule,
        consultation=consultation,
        title=meeting.title,
        kind_title=kind_title,
        date=meeting.date,
        planned_time=meeting.time,
        place=meeting.place,
        convener=meeting.convener,
        host=meeting.host,
        recorder=meeting.recorder,
        party_study_date=meeting.party_study_date,
        notice_date=meeting.notice_date,
        began_at=meeting.began_at,
        ended_at=meeting.ended_at,
        declared=meeting.declared,
        roll=_roll(meeting),
        items=_items(meeting),
        speeches=_speeches(meeting),
        polls=_polls(meeting),
        lines=_lines(meeting),
        quorum=meeting.quorum,
        read_back_at=meeting.read_back_at,
        read_back_by=meeting.read_back_by,
        confirmed_at=meeting.confirmed_at,
        journal_digest=journal_digest,
        journal_length=journal_length,
        speaking_times=meeting.speakers.appendix,
    )


def _roll(meeting: Meeting) -> tuple[Attendance, ...]:
    everyone = [(person, False) for person in meeting.eligible.values()]
    everyone += [(guest, True) for guest in meeting.observers.values()]
    roll = []
    for one, observer in everyone:
        presence = meeting.presence.get(one.person)
        roll.append(
            Attendance(
                person=one.person,
                name=one.name,
                label=one.label,
                sex=one.sex,
                birth_year=one.birth_year,
                group=one.group,
                head=one.head,
                office=one.office,
                observer=observer,
                spans=presence.spans if presence else (),
                on_paper=presence.on_paper if presence else False,
                absence=meeting.absences.get(one.person, ""),
                proxy=meeting.proxies.get(one.person, ""),
                proxy_label=meeting.label(meeting.proxies.get(one.person, "")),
            )
        )
    return tuple(roll)


def _items(meeting: Meeting) -> tuple[SealedItem, ...]:
    return tuple(
        SealedItem(
            id=item.id,
            number=number,
            title=item.title,
            text=item.text,
            state=item.state,
            opened_at=item.opened_at,
            closed_at=item.closed_at,
            case=item.case,
            minutes=item.minutes,
            seconds=item.took(meeting.ended_at or item.closed_at or item.opened_at),
            adopted=item.adopted,
            carried_from=item.carried_from,
        )
        for number, item in enumerate(meeting.items, 1)
    )


def _speeches(meeting: Meeting) -> tuple[SealedSpeech, ...]:
    return tuple(
        SealedSpeech(
            item=speech.item,
            person=speech.person,
            label=meeting.label(speech.person),
            started_at=speech.started_at,
            ended_at=speech.ended_at,
            seconds=speech.seconds,
            point_of_order=speech.point_of_order,
            side=speech.side,
            on_paper=speech.on_paper,
        )
        for speech in meeting.speeches
    )


def _polls(meeting: Meeting) -> tuple[SealedPoll, ...]:
    return tuple(
        SealedPoll(
            id=poll.id,
            item=poll.item,
            question=poll.question,
            method=poll.method,
            opened_at=poll.opened_at,
            decided_at=poll.decided_at,
            present=poll.present,
            issued=poll.count.issued,
            returned=poll.count.returned,
            invalid=poll.count.invalid,
            yes=poll.count.yes,
            no=poll.count.no,
            abstain=poll.count.abstain,
            verdict=poll.verdict,
            votes=_votes(meeting, poll),
            seats=poll.seats,
            candidates=_candidates(poll, poll),
            counters=tuple(poll.tallies),
            earlier=tuple(_earlier(poll, one) for one in poll.earlier),
            on_paper=poll.on_paper,
            tallies=_tallies(poll),
        )
        for poll in meeting.polls
        if poll.count is not None and poll.verdict is not None
    )


def _votes(meeting: Meeting, poll: Poll) -> tuple[SealedVote, ...]:
    answers = [*poll.votes.items(), *((person, "dissent") for person in poll.dissent)]
    return tuple(SealedVote(person=person, label=meeting.label(person), vote=vote) for person, vote in answers)


def _candidates(poll: Poll, of: Poll | Counted) -> tuple[SealedCandidate, ...]:
    """In the order of the list, then those named besides (另选他人); none before a count."""
    listed = poll.candidates if of.results else ()
    names = (*listed, *(name for name in of.results if name not in listed))
    return tuple(SealedCandidate(name=name, votes=of.results[name], elected=name in of.elected) for name in names)


def _earlier(poll: Poll, one: Counted) -> SealedCount:
    count = one.count
    return SealedCount(
        decided_at=one.decided_at,
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
        issued=count.issued,
        returned=count.returned,
        invalid=count.invalid,
        passed=one.verdict.passed,
        reason=one.reason,
        candidates=_candidates(poll, one),
        tallies=_tallies(one),
    )


def _tallies(of: Poll | Counted) -> tuple[SealedTally, ...]:
    """Nothing where both had the same at once: then their tallies are the count itself."""
    if not of.first_tallies:
        return ()
    given = [*of.first_tallies, *of.tallies.items()]
    return tuple(SealedTally(counter=who, numbers=numbers) for name in of.tallies for who, numbers in given if who == name)


def _lines(meeting: Meeting) -> tuple[SealedLine, ...]:
    return tuple(
        SealedLine(
            id=line.id,
            at=line.at,
            item=line.item,
            person=line.person,
            label=meeting.label(line.person) if line.person else "",
            text=line.text,
            kind=line.kind,
            on_paper=line.on_paper,
        )
        for line in meeting.lines
    )
