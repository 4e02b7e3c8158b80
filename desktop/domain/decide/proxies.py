"""Taking part in another's place (委托): what the rule set in force allows, and nothing where the law is silent."""

from __future__ import annotations

from desktop.domain import actions as a
from desktop.domain import events as e
from desktop.domain.decide import require
from desktop.domain.decide.require import Decider
from desktop.domain.eligibility import ADULT
from desktop.domain.events import Attendee
from desktop.domain.meeting import Meeting
from forms.language import Sentence, refuse, say
from forms.rules import Proxy, RuleSet

Events = tuple[e.AnyEvent, ...]


def give(meeting: Meeting, action: a.GiveProxy, rule: RuleSet, sequence: int) -> Events:
    """Between two of this meeting's list, or to one of the same household; one who stands for another cannot be stood for."""
    require.not_ended(meeting)
    if meeting.poll is not None:
        raise refuse("正在表决，不能登记或收回委托。请先完成或取消这次表决。")
    if not rule.proxy.allowed:
        raise refuse(
            "{title}没有规定可以委托别人参加（{law}{article}）。本人不能到会的，请登记缺席原因。",
            title=Sentence(rule.title),
            law=Sentence(rule.law),
            article=Sentence(rule.article),
        )
    absent = _eligible(meeting, action.person)
    if absent.person in meeting.inside:
        raise refuse("{name} 本人在场，不用委托。", name=absent.label)
    if absent.person in meeting.proxies:
        raise refuse(
            "{name} 已经委托 {to}。要换人，请先收回委托。",
            name=absent.label,
            to=meeting.label(meeting.proxies[absent.person]),
        )
    if absent.person in meeting.proxies.values():
        raise refuse("受托人要本人到会，不能再转委托给别人。")
    if not action.to:
        return _family(meeting, action, rule, absent, f"o{sequence + 1}")
    stand_in = _stand_in(meeting, rule, absent, action.to)
    if absent.person == stand_in.person:
        raise refuse("{name} 不能委托自己。", name=absent.label)
    if stand_in.person in meeting.proxies:
        raise refuse("受托人要本人到会，不能再转委托给别人。")
    require.present(meeting, stand_in.person)
    _by_law(meeting, action, rule, absent, stand_in)
    return (e.ProxyGiven(person=absent.person, to=stand_in.person),)


def _family(meeting: Meeting, action: a.GiveProxy, rule: RuleSet, absent: Attendee, guest: str) -> Events:
    """One of the same household who is not on the list comes in with the proxy, and has no vote besides."""
    name = require.words(action.family, say("受托人姓名"))
    if not rule.proxy.same_household:
        raise refuse(
            "“{name}”不在本次会议的名单上，不能受托（{article}）。请委托名单上到会的人。",
            name=name,
            article=Sentence(rule.proxy.article or rule.article),
        )
    _written(action, rule, absent)
    household = absent.household or absent.person
    came = e.ObserverCameIn(person=guest, name=name, office="受托家人", household=household)
    return (e.ProxyGiven(person=absent.person, to=guest), came)


def _eligible(meeting: Meeting, person: str) -> Attendee:
    found = meeting.eligible.get(person)
    if found is None:
        raise refuse("委托人要在本次会议的名单上。列席的人没有表决权，不用委托。")
    return found


def _stand_in(meeting: Meeting, rule: RuleSet, absent: Attendee, person: str) -> Attendee:
    """Somebody of the list, or, where the law speaks of the household, one of the family who came in with a proxy."""
    found = meeting.eligible.get(person)
    if found is not None:
        return found
    guest = meeting.observers.get(person)
    if guest is not None and guest.household and rule.proxy.same_household:
        return guest
    raise refuse("受托人要在本次会议的名单上，列席的人不能受托。")


def _written(action: a.GiveProxy, rule: RuleSet, absent: Attendee) -> None:
    if rule.proxy.written and not action.written:
        raise refuse(
            "要有书面委托（{article}）。请先收到 {name} 的委托书，再登记。",
            article=Sentence(rule.proxy.article or rule.article),
            name=absent.label,
        )


def _by_law(meeting: Meeting, action: a.GiveProxy, rule: RuleSet, absent: Attendee, stand_in: Attendee) -> None:
    proxy: Proxy = rule.proxy
    article = Sentence(proxy.article or rule.article)
    _written(action, rule, absent)
    if proxy.same_household and not (absent.household and absent.household == stand_in.household):
        raise refuse(
            "{name} 和 {to} 不是同一户，或者名册上没有户号。只能委托同一户内的成年家庭成员（{article}）。",
            name=absent.label,
            to=stand_in.label,
            article=article,
        )
    year = stand_in.birth_year
    if proxy.capable and year.isdecimal() and int(meeting.date[:4]) - int(year) < ADULT:
        raise refuse("{to} 未满十八周岁，不能受托（{article}）。", to=stand_in.label, article=article)
    held = list(meeting.proxies.values()).count(stand_in.person)
    if proxy.most is not None and held >= proxy.most:
        raise refuse(
            "{to} 已经接受 {n} 人委托，每人最多接受 {most} 人（{article}）。",
            to=stand_in.label,
            n=held,
            most=proxy.most,
            article=article,
        )


def take_back(meeting: Meeting, action: a.TakeBackProxy, rule: RuleSet, _: int) -> Events:
    require.not_ended(meeting)
    if meeting.poll is not None:
        raise refuse("正在表决，不能登记或收回委托。请先完成或取消这次表决。")
    label = require.known(meeting, action.person)
    if action.person not in meeting.proxies:
        raise refuse("{name} 没有委托别人。", name=label)
    return (e.ProxyTakenBack(person=action.person),)


DECIDERS: dict[type, Decider] = {a.GiveProxy: give, a.TakeBackProxy: take_back}
