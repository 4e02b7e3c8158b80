"""What the rule set in force says about proxies, and who stands for whom, in words. Pure."""

from __future__ import annotations

from desktop.domain.meeting import Meeting
from forms.language import Sentence, say
from forms.rules import RuleSet


def what_is_allowed(rule: RuleSet) -> Sentence:
    """The law in a line, with its article; where it is silent, that nobody may come for another."""
    proxy = rule.proxy
    article = Sentence(proxy.article or rule.article)
    if not proxy.allowed:
        return say(
            "{title}没有规定可以委托别人参加（{law}{article}）。本人不能到会的，请登记缺席原因。",
            title=Sentence(rule.title),
            law=Sentence(rule.law),
            article=Sentence(rule.article),
        )
    parts = []
    if proxy.written:
        parts.append(say("要有书面委托"))
    if proxy.same_household:
        parts.append(say("只能委托同一户的成年家人"))
    if proxy.most is not None:
        parts.append(say("一人最多接受 {n} 人委托", n=proxy.most))
    told = say("可以委托别人参加")
    for part in parts:
        told = say("{first}，{then}", first=told, then=part)
    return say("{law}{article}：{told}。", law=Sentence(rule.law), article=article, told=told)


def may_stand_in(meeting: Meeting, rule: RuleSet, absent: str, person: str) -> bool:
    """Whether this one is worth offering: here, not the same, and of the same household where the law asks for that."""
    presence = meeting.presence.get(person)
    if person == absent or presence is None or not presence.inside or person in meeting.proxies:
        return False
    if not rule.proxy.same_household:
        return person in meeting.eligible
    one = meeting.eligible.get(person) or meeting.observers.get(person)
    other = meeting.eligible.get(absent)
    return one is not None and other is not None and bool(one.household) and one.household == other.household


def may_send(meeting: Meeting, person: str) -> bool:
    """Whether this one may send somebody: of the list, not here, and with no proxy yet."""
    return person in meeting.eligible and person not in meeting.inside and person not in meeting.proxies


def standing_in(meeting: Meeting) -> tuple[tuple[str, Sentence], ...]:
    """Who sent whom: the id, and in words; one whose proxy has left is told."""
    here = set(meeting.represented)
    return tuple(
        (
            person,
            say("{name} → {to}", name=meeting.label(person), to=meeting.label(to))
            if person in here
            else say("{name} → {to}（不在场，不计）", name=meeting.label(person), to=meeting.label(to)),
        )
        for person, to in meeting.proxies.items()
    )
