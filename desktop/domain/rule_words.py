"""A rule set in words: what it asks for, where that stands, and what of it has not been checked."""

from __future__ import annotations

from desktop.domain.verdict_words import source_of
from forms.language import Sentence, say
from forms.rules import Condition, Kind, RuleSet

PERIODS = {"month": say("每月"), "quarter": say("每季度"), "half-year": say("每半年"), "year": say("每年")}
ORIGINS = {"built-in": say("内置规则"), "county": say("县里签发的规则"), "local": say("本地规则")}


def described(rule: RuleSet) -> tuple[Sentence, ...]:
    """The rule, a line for each thing that it says."""
    lines = [_head(rule)]
    if rule.eligible:
        lines.append(say("应到：{who}", who=Sentence(rule.eligible)))
    lines += [say("到会：{condition}", condition=_asks(rule, one)) for one in rule.ways]
    if rule.kind is Kind.MEETING and not rule.ways:
        lines.append(say("法律没有规定到会人数。"))
    lines += [say("还要：{condition}", condition=_asks(rule, one)) for one in rule.also]
    lines += _vote(rule) + _before(rule) + _after(rule)
    lines += [Sentence(remark) for remark in rule.remarks]
    lines += [
        say("{province}：{law}{article}（查看于 {seen}）", province=rule.province, law=Sentence(one.law),
            article=Sentence(one.article), seen=one.seen)
        for one in rule.overrides
    ]  # fmt: skip
    return tuple(lines)


def _sure(sentence: Sentence, verified: bool) -> Sentence:
    return sentence if verified else say("{sentence}（未经核对）", sentence=sentence)


def _head(rule: RuleSet) -> Sentence:
    until = rule.until
    dates = say("{since} 至 {until}", since=rule.since, until=until) if until else say("{since} 起", since=rule.since)
    line = say(
        "{title}：{source}，{version} 年文本，{dates}，{origin}",
        title=Sentence(rule.title), source=source_of(rule), version=rule.version, dates=dates, origin=ORIGINS[rule.origin],
    )  # fmt: skip
    return _sure(line, rule.verified)


def _asks(rule: RuleSet, one: Condition) -> Sentence:
    title, source = Sentence(one.title), source_of(rule, one.article, one.law)
    if one.share is not None:
        line = say("{title}，{share}（{source}）", title=title, share=one.share.words(), source=source)
    else:
        line = say("{title}，至少 {n}（{source}）", title=title, n=one.minimum or 0, source=source)
    return _sure(line, one.verified)


def _vote(rule: RuleSet) -> list[Sentence]:
    poll = rule.poll
    if poll is None:
        return []
    present = poll.base in ("present", "households_present")
    base = Sentence(poll.title) if poll.title else say("到会人员") if present else say("全体")
    line = say("通过：{base}，{share}", base=base, share=poll.share.words())
    stricter = [
        say("“{matter}”要{share}（{source}）", matter=Sentence(one.title), share=one.share.words(),
            source=source_of(rule, one.article))
        for one in rule.matters
        if one.share
    ]  # fmt: skip
    kept = [
        say("“{matter}”不能由它决定（{source}）", matter=Sentence(one.title), source=source_of(rule, one.article))
        for one in rule.matters
        if not one.decides
    ]
    return [_sure(line, poll.verified), *stricter, *kept]


def _before(rule: RuleSet) -> list[Sentence]:
    lines = []
    if rule.convened_by:
        lines.append(say("召集：{who}", who=Sentence(rule.convened_by)))
    for one in rule.requests:
        words = say(
            "{share}的{who}提议，应当召集（{source}）。",
            share=one.share.words(), who=Sentence(one.who), source=source_of(rule, one.article, one.law),
        )  # fmt: skip
        lines.append(_sure(words, one.verified))
        if one.within_days is not None:
            lines.append(say("收到提议后 {n} 日内召集", n=one.within_days))
    notice = rule.notice
    if notice.days is not None:
        line = say(
            "通知：提前 {n} 日，当日不算（{source}）", n=notice.days, source=source_of(rule, notice.article, notice.law)
        )
        lines.append(_sure(line, notice.verified))
    if notice.urgent:
        lines.append(say("特殊情况可以临时通知"))
    if rule.often is not None:
        line = say("{per}至少 {n} 次", per=PERIODS[rule.often.per], n=rule.often.times)
        lines.append(_sure(line, rule.often.verified))
    if rule.kind is Kind.MEETING:
        lines.append(_proxies(rule))
    lines += [_sure(say("先决条件：{gate}", gate=Sentence(gate.title)), gate.verified) for gate in rule.gates]
    return lines


def _proxies(rule: RuleSet) -> Sentence:
    proxy = rule.proxy
    if not proxy.allowed:
        return say("委托：没有规定，不能委托别人参加")
    if proxy.same_household:
        return say("委托：书面委托同一户内的成年家庭成员（{source}）", source=source_of(rule, proxy.article))
    if proxy.most is not None:
        return say(
            "委托：要有书面委托，每人最多接受 {n} 人（{source}）", n=proxy.most, source=source_of(rule, proxy.article)
        )
    return say("委托：要有书面委托（{source}）", source=source_of(rule, proxy.article))


def _after(rule: RuleSet) -> list[Sentence]:
    lines = []
    if rule.publicity is not None:
        asked = rule.publicity
        line = say("公示：不少于 {n} 日（{source}）", n=asked.days, source=source_of(rule, asked.article, asked.law))
        lines.append(_sure(line, asked.verified))
    for one in rule.limits:
        words = say("{title}：{n} {unit}", title=Sentence(one.title), n=one.number, unit=Sentence(one.unit))
        lines.append(_sure(words, one.verified))
    lines += [
        say("第 {n} 步：{title}", n=number, title=Sentence(step.title)) for number, step in enumerate(rule.chain, 1)
    ]
    return lines


def unverified_parts(rule: RuleSet) -> tuple[str, ...]:
    """Names of the parts whose numbers have not been read in their source, so that each place can say so."""
    parts = [] if rule.verified else ["rule"]
    parts += [f"ways.{one.id}" for one in rule.ways if not one.verified]
    parts += [f"also.{one.id}" for one in rule.also if not one.verified]
    single = {"poll": rule.poll, "notice": rule.notice, "often": rule.often, "publicity": rule.publicity}
    parts += [name for name, part in single.items() if part is not None and not part.verified]
    parts += [f"requests.{one.of}" for one in rule.requests if not one.verified]
    parts += [f"gates.{one.id}" for one in rule.gates if not one.verified]
    parts += [f"limits.{one.id}" for one in rule.limits if not one.verified]
    return tuple(parts)
