"""What the law says of a meeting and of a vote, with every number it used, in words that can be read aloud.

Abstentions and ballots that were not handed in stay in the base: of 28 present, 14 yes and 14 silent do not pass.
"""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.figures import Figures, checked, known_figures, named
from desktop.domain.verdict_words import Count, sentence_of
from forms.language import Sentence, refuse, say
from forms.load import rule_title
from forms.rules import Condition, Kind, Matter, Poll, RuleSet


class Quorum(Struct, frozen=True, kw_only=True):
    """Whether enough came. `route` names the way that was used; `met` is None while a figure that it needs is unknown."""

    met: bool | None
    have: int | None
    need: int | None
    missing: int
    route: str


class Verdict(Struct, frozen=True, kw_only=True):
    """Self-contained: it is stored with the poll and sealed with the meeting, and never computed again."""

    rule: str
    title: str
    law: str
    article: str
    version: str
    province: str
    verified: bool
    """False where a number that the rule contains has not been read in its source; the sentence says so too."""
    hash: str
    origin: str
    matter: str
    quorum: Quorum
    counts: tuple[Count, ...]
    """All conditions that were looked at, the ways to a quorum among them."""
    base: str
    """Figure that the vote is counted against: present is 到会, all others a whole body."""
    base_number: int | None
    declared: int | None
    """应到 on the route that was used."""
    present: int | None
    yes: int | None
    no: int | None
    abstain: int | None
    needed: int | None
    missing: int | None
    """Yes votes that are lacking; None before a vote."""
    passed: bool | None
    """None before a vote, or while the quorum is unknown; False where the quorum is not met."""
    figures: dict[str, int]
    """Every number that was given, by name."""
    notes: tuple[Sentence, ...]
    sentence: Sentence


def judge(rule: RuleSet, figures: Figures, matter: str = "") -> Verdict:
    """The verdict of `rule` on `figures`; `matter` is the id of a listed matter, empty for any other.

    Raises Refused where the figures contradict each other or do not make up one complete way, and where the body may not
    decide the matter. Pure: no clock, no files beyond the built-in names of figures.
    """
    if rule.kind is Kind.DUTY:
        raise refuse("“{title}”只写职责和期限，没有要计算的人数", title=Sentence(rule.title))
    numbers = checked(rule, figures)
    about = _matter(rule, matter)
    known = known_figures(rule)
    counts = [_count(one, numbers, known[one.have].unit, way=True) for one in rule.ways]
    besides = [one for one in rule.also if _applies(one, numbers) is not False]
    extra = [_count(one, numbers, known[one.have].unit, way=False) for one in besides if not one.advisory]
    advice = [_count(one, numbers, known[one.have].unit, way=False) for one in besides if one.advisory]
    if rule.kind is Kind.COMPOSITION:
        _all_needed(rule, extra, numbers)
        chosen = next((one for one in extra if one.met is False), next((one for one in extra if one.met), extra[0]))
        quorum = _quorum([], extra, chosen)
        return _verdict(rule, about, numbers, quorum, [], extra, advice, chosen, None, None)
    chosen_way = _choose(rule, counts, numbers)
    quorum = _quorum(counts, extra, chosen_way)
    poll = rule.poll
    assert poll is not None, "the loader lets no meeting rule without a poll pass"
    base = about.base if about and about.base else poll.base
    number = numbers.get(base)
    if number is None and base == "present" and chosen_way is not None:
        number = chosen_way.have
    _check_votes(rule, poll, base, number, numbers)
    return _verdict(rule, about, numbers, quorum, counts, extra, advice, chosen_way, base, number)


def _matter(rule: RuleSet, matter: str) -> Matter | None:
    if not matter:
        return None
    found = rule.matter(matter)
    if found is None:
        names = "、".join(one.id for one in rule.matters)
        raise refuse(
            "{title}没有列出“{matter}”这一项；可以填：{names}", title=Sentence(rule.title), matter=matter, names=names
        )
    if not found.decides:
        raise refuse(
            "“{matter}”不能由{title}决定（{article}），要提交{refer}",
            matter=Sentence(found.title),
            title=Sentence(rule.title),
            article=Sentence(found.article or rule.article),
            refer=rule_title(found.refer),
        )
    return found


def _applies(one: Condition, numbers: dict[str, int]) -> bool | None:
    """Whether a condition holds here at all; None where that is not known."""
    if not one.when:
        return True
    number = numbers.get(one.when)
    return None if number is None else one.at_least <= number and (one.below is None or number < one.below)


def _count(one: Condition, numbers: dict[str, int], unit: str, *, way: bool) -> Count:
    have = numbers.get(one.have)
    of = numbers.get(one.of) if one.of else None
    need = one.minimum
    if one.share is not None and of is not None:
        need = max(one.share.need(of), one.minimum or 0)
    known = have is not None and need is not None and (not one.of or of is not None) and _applies(one, numbers)
    met = have >= need if known and have is not None and need is not None else None
    return Count(
        id=one.id,
        title=one.title,
        way=way,
        have=have,
        of=of,
        need=need if not one.of or of is not None else None,
        met=met,
        missing=max(need - have, 0) if met is not None and have is not None and need is not None else 0,
        share=one.share.words() if one.share else None,
        unit=unit,
        article=one.article,
        verified=one.verified,
        optional=one.optional,
        law=one.law,
    )


def _choose(rule: RuleSet, counts: list[Count], numbers: dict[str, int]) -> Count | None:
    """The complete way that is met, the first of them; else the one that lacks least. None where the law asks for none."""
    if not rule.ways:
        base = rule.poll.base if rule.poll else ""
        if base not in numbers:
            raise refuse("数字不成一套，还要有：{wanted}", wanted=named(rule, (base,)))
        if numbers[base] == 0:
            raise refuse("{title}应到是 0，不能开会；请核对应到人数（户数）", title=Sentence(rule.title))
        return None
    complete = [one for one in counts if one.met is not None]
    if not complete:
        ways = [named(rule, (way.of, way.have)) for way in rule.ways]
        wanted = ways[0]
        for another in ways[1:]:
            wanted = say("{first}；或者：{then}", first=wanted, then=another)
        raise refuse("数字不成一套，算不出到会人数够不够；要有：{wanted}", wanted=wanted)
    for way, one in zip(rule.ways, counts, strict=True):
        if one.met is not None and one.of == 0:
            raise refuse("{title}应到是 0，不能开会；请核对应到人数（户数）", title=Sentence(way.title))
    return next((one for one in complete if one.met), min(complete, key=lambda one: one.missing))


def _quorum(ways: list[Count], extra: list[Count], chosen: Count | None) -> Quorum:
    failing = next((one for one in extra if one.met is False), None)
    shown = failing if failing is not None and (chosen is None or chosen.met) else chosen
    met: bool | None = all(one.met for one in (chosen,) if one is not None) and failing is None
    if met and any(one.met is None and not one.optional for one in extra):
        met = None
    if shown is None:
        return Quorum(met=met, have=None, need=None, missing=0, route="")
    return Quorum(met=met, have=shown.have, need=shown.need, missing=shown.missing, route=shown.id)


def _all_needed(rule: RuleSet, extra: list[Count], numbers: dict[str, int]) -> None:
    for condition in rule.also:
        lacking = [name for name in (condition.have, condition.of) if name and name not in numbers]
        if lacking and not condition.optional:
            raise refuse("数字不成一套，还要有：{wanted}", wanted=named(rule, lacking))
        if condition.of and numbers.get(condition.of) == 0 and not condition.optional:
            raise refuse("{title}应到是 0，不能开会；请核对应到人数（户数）", title=Sentence(condition.title))
    assert extra, "the loader lets no composition without a condition pass"


def _check_votes(rule: RuleSet, poll: Poll, base: str, number: int | None, numbers: dict[str, int]) -> None:
    known = known_figures(rule)
    votes = {name: numbers[name] for name in dict.fromkeys((poll.votes, "yes", "no", "abstain")) if name in numbers}
    if not votes:
        return
    if poll.votes not in votes:
        raise refuse("有表决的数字，却没有{title}的票数", title=Sentence(known[poll.votes].title))
    if number is None:
        raise refuse("要算表决，还要有：{wanted}", wanted=named(rule, (base,)))
    attending = [name for name in ("present", "households_present") if base in known[name].within and name in numbers]
    total = sum(votes.values())
    for name, most in [(base, number), *((name, numbers[name]) for name in attending)]:
        if total > most:
            raise refuse(
                "数字对不上：票数合计 {total}，比{whole} {most} 还多",
                total=total,
                whole=Sentence(known[name].title),
                most=most,
            )


def _verdict(
    rule: RuleSet,
    about: Matter | None,
    numbers: dict[str, int],
    quorum: Quorum,
    ways: list[Count],
    extra: list[Count],
    advice: list[Count],
    chosen: Count | None,
    base: str | None,
    number: int | None,
) -> Verdict:
    poll = rule.poll
    share = about.share if about and about.share else poll.share if poll else None
    votes = numbers.get(poll.votes) if poll else None
    needed = share.need(number) if share and number is not None else None
    passed = quorum.met if poll is None else _passed(quorum, votes, needed)
    verified = rule.verified and all(one.verified for one in (*ways, *extra)) and (poll is None or poll.verified)
    notes = _notes(rule, extra, advice, verified)
    article = (about.article if about and about.share else "") or rule.article
    missing = max(needed - votes, 0) if needed is not None and votes is not None else None
    return Verdict(
        rule=rule.id,
        title=rule.title,
        law=rule.law,
        article=article,
        version=rule.version,
        province=rule.province,
        verified=verified,
        hash=rule.hash,
        origin=rule.origin,
        matter=about.id if about else "",
        quorum=quorum,
        counts=(*ways, *extra),
        base=base or "",
        base_number=number,
        declared=chosen.of if chosen else numbers.get("members"),
        present=numbers.get("present", chosen.have if chosen else None),
        yes=numbers.get("yes"),
        no=numbers.get("no"),
        abstain=numbers.get("abstain"),
        needed=needed,
        missing=missing,
        passed=passed,
        figures=numbers,
        notes=tuple(notes),
        sentence=sentence_of(
            rule=rule,
            article=article,
            chosen=chosen,
            extra=extra,
            quorum_met=quorum.met,
            base=base or "",
            number=number,
            share=share,
            needed=needed,
            missing=missing,
            passed=passed,
            numbers=numbers,
            notes=notes,
        ),
    )


def _passed(quorum: Quorum, votes: int | None, needed: int | None) -> bool | None:
    if votes is None or needed is None or quorum.met is None:
        return None
    return quorum.met and votes >= needed


def _notes(rule: RuleSet, extra: list[Count], advice: list[Count], verified: bool) -> list[Sentence]:
    """What is open, what only tells, and what the numbers rest on."""
    notes = [say("有条件还没有核对：{title}", title=Sentence(one.title)) for one in extra if one.met is None]
    notes += [
        say("{title}只有 {have}，应有 {need}", title=Sentence(one.title), have=one.have or 0, need=one.need or 0)
        for one in advice
        if one.met is False
    ]
    if not verified:
        notes.append(say("其中有数字未经核对"))
    return [*notes, say("本地规则")] if rule.local else notes
