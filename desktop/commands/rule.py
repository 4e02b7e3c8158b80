"""`yishitang rule list` and `yishitang rule explain RULE`: check any number of the law without a meeting."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.language import Sentence, refuse, say

if TYPE_CHECKING:
    from desktop.domain.figures import Figures
    from desktop.domain.verdict import Verdict
    from forms.pack import Pack
    from forms.rules import RuleSet

MOST_DIGITS = 9


def add(sub: Any) -> None:
    """Add `rule` and what it can do to the command line; `sub` is what `add_subparsers()` gave."""
    rule = sub.add_parser("rule", help="法律规则 / rules of law")
    actions = rule.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser(
        "list", help="有哪些规则 / list the rules", description="List all rule sets and their versions."
    )
    listing.add_argument("--json", action="store_true", help="print as JSON")
    _pack(listing)
    listing.set_defaults(run=_list)
    explain = actions.add_parser(
        "explain",
        help="一条规则怎么算 / what a rule says of some numbers",
        description="Say what a rule asks for on a day, and what it makes of the numbers given with --set.",
    )
    explain.add_argument(
        "rule", metavar="RULE", help="as `yishitang rule list` names it, e.g. villagers-representatives"
    )
    explain.add_argument("--date", required=True, metavar="DAY", help="day of the meeting, e.g. 2026-06-01")
    explain.add_argument("--province", default="", metavar="PROVINCE", help="e.g. 浙江")
    explain.add_argument(
        "--set", action="append", default=[], dest="numbers", metavar="NAME=N",
        help="a figure: adults, households, members, present, households_present, proxies, yes, no, abstain, and what the rule needs",
    )  # fmt: skip
    explain.add_argument("--matter", default="", metavar="MATTER", help="id of a matter that the rule lists")
    explain.add_argument("--notice", default="", metavar="DAY", help="day on which the notice went out")
    explain.add_argument(
        "--urgent", default="", metavar="WHY", help="why the notice was short, where the law allows it"
    )
    explain.add_argument(
        "--posted", default="", metavar="DAY", help="day on which the result was put up; --until says till when"
    )
    explain.add_argument("--until", default="", metavar="DAY", help="day on which it came down")
    explain.add_argument("--json", action="store_true", help="print as JSON")
    _pack(explain)
    explain.set_defaults(run=_explain)
    request = actions.add_parser(
        "request",
        help="联名人数够不够召集会议 / whether enough people ask for a meeting",
        description="Say whether so many people who ask for a meeting are enough that it must be called.",
    )
    request.add_argument("rule", metavar="RULE")
    request.add_argument("--date", required=True, metavar="DAY")
    request.add_argument("--province", default="", metavar="PROVINCE")
    request.add_argument("--of", required=True, metavar="NAME", help="who asks: adults, representatives, voters")
    request.add_argument("--total", required=True, metavar="N", help="how many there are")
    request.add_argument("--supporters", required=True, metavar="N", help="how many of them ask")
    request.add_argument("--json", action="store_true", help="print as JSON")
    _pack(request)
    request.set_defaults(run=_request)


def _request(args: argparse.Namespace) -> int:
    import msgspec

    from desktop.domain.convening import must_be_called

    rule = _loaded(args).rule_set(args.rule, args.date, args.province)
    numbers = {
        name: _whole(f"{name}={text}", text) for name, text in (("total", args.total), ("supporters", args.supporters))
    }
    answer = must_be_called(rule, args.of, numbers["supporters"], numbers["total"])
    sentence = answer.sentence.text(getattr(args, "language", "zh"))
    if args.json:
        held = {"rule": rule.id, "law": rule.law, "version": rule.version, "hash": rule.hash, "origin": rule.origin}
        print(json.dumps({**held, **msgspec.to_builtins(answer), "sentence": sentence}, ensure_ascii=False, indent=1))
    else:
        print(sentence)
    return 0


def _pack(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--forms", type=Path, default=None, metavar="DIR", help="a county's own folder, laid over what is built in"
    )


def _loaded(args: argparse.Namespace) -> Pack:
    from forms.load import built_in, load_pack

    return built_in() if args.forms is None else load_pack(args.forms)


def _list(args: argparse.Namespace) -> int:
    pack = _loaded(args)
    language = getattr(args, "language", "zh")
    if args.json:
        print(
            json.dumps(
                [_listed(pack, versions) for _, versions in sorted(pack.rules.items())], ensure_ascii=False, indent=1
            )
        )
        return 0
    for name, versions in sorted(pack.rules.items()):
        for one in versions:
            until = one.until or "…"
            title_of = one.title if language == "zh" else one.title_en or one.title
            title = Sentence(title_of) if one.verified else say("{title}（未经核对）", title=Sentence(title_of))
            print(f"{name:30} {one.version:6} {one.since} – {until:10} {title.text(language)} {one.article}")
    return 0


def _listed(pack: Pack, versions: tuple[RuleSet, ...]) -> dict[str, Any]:
    from desktop.domain.figures import known_figures
    from desktop.domain.rule_words import unverified_parts

    last = versions[-1]
    named = {name for way in (*last.ways, *last.also) for name in (way.have, way.of, way.when) if name}
    named |= {last.poll.base, last.poll.votes} if last.poll else set()
    return {
        "rule": last.id,
        "title": last.title,
        "title_en": last.title_en,
        "kind": str(last.kind),
        "figures": [name for name in known_figures(last) if name in named],
        "provinces": sorted(name for name, found in pack.provinces.items() if any(one.rule == last.id for one in found)),
        "versions": [
            {
                "version": one.version, "since": one.since, "until": one.until or None, "law": one.law, "article": one.article,
                "verified": one.verified, "unverified": list(unverified_parts(one)), "origin": one.origin, "hash": one.hash,
            }
            for one in versions
        ],
    }  # fmt: skip


def _numbers(given: list[str]) -> Figures:
    from desktop.domain.figures import figures_of

    numbers: dict[str, int] = {}
    for text in given:
        name, sign, value = text.partition("=")
        name, value = name.strip(), value.strip()
        number = _whole(text, value if sign and name else "")
        if numbers.get(name, number) != number:
            raise refuse("{name} 写了两个不同的数", name=name)
        numbers[name] = number
    return figures_of(numbers)


def _whole(text: str, value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > MOST_DIGITS:
        raise refuse("“{text}”看不懂：要写成 名称=整数，例如 present=28", text=text)
    return int(value)


def _explain(args: argparse.Namespace) -> int:
    from desktop.domain.figures import checked
    from desktop.domain.rule_words import described
    from desktop.domain.verdict import judge

    rule = _loaded(args).rule_set(args.rule, args.date, args.province)
    figures = _numbers(args.numbers)
    judged = {name for one in (*rule.ways, *rule.also) for name in (one.have, one.of, one.when)}
    judged |= {rule.poll.base, rule.poll.votes, "yes", "no", "abstain", "present"} if rule.poll else set()
    known = set(checked(rule, figures))
    asked = args.matter or judged & known or known - {one.of for one in rule.requests}
    verdict = judge(rule, figures, args.matter) if asked else None
    answer = _answer(args, rule, figures, verdict)
    if args.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
        return 0
    language = getattr(args, "language", "zh")
    lines: list[Sentence] = list(described(rule)) if verdict is None else [verdict.sentence, *described(rule)]
    for line in lines:
        print(line.text(language))
    for key in ("notice_check", "publicity_check"):
        if answer.get(key):
            print(answer[key]["sentence"])
    return 0


def _answer(args: argparse.Namespace, rule: RuleSet, figures: Figures, verdict: Verdict | None) -> dict[str, Any]:
    import msgspec

    from desktop.domain.calendar_days import notice_period, publicity_period
    from desktop.domain.convening import requests
    from desktop.domain.rule_words import described, unverified_parts

    language = getattr(args, "language", "zh")
    lines = [line.text(language) for line in described(rule)]
    answer: dict[str, Any] = {
        "rule": rule.id,
        "title": rule.title,
        "quorum": msgspec.to_builtins(verdict.quorum) if verdict else None,
        "passed": verdict.passed if verdict else None,
        "base": verdict.base if verdict else rule.poll.base if rule.poll else "",
        "base_number": verdict.base_number if verdict else None,
        "needed": verdict.needed if verdict else None,
        "missing": verdict.missing if verdict else None,
        "article": verdict.article if verdict else rule.article,
        "law": rule.law,
        "version": rule.version,
        "province": rule.province,
        "verified": verdict.verified if verdict else rule.verified,
        "unverified": list(unverified_parts(rule)),
        "origin": rule.origin,
        "local": rule.local,
        "hash": rule.hash,
        "sentence": verdict.sentence.text(language) if verdict else lines[0],
        "figures": verdict.figures if verdict else {},
        "explanation": lines,
        "notice": {
            "days": rule.notice.days, "urgent": rule.notice.urgent, "states": list(rule.notice.states),
            "form": list(rule.notice.form), "article": rule.notice.article, "verified": rule.notice.verified,
        },
        "publicity": {"days": rule.publicity.days, "article": rule.publicity.article} if rule.publicity else None,
        "often": {"times": rule.often.times, "per": rule.often.per} if rule.often else None,
        "proxy": {
            "allowed": rule.proxy.allowed, "written": rule.proxy.written, "same_household": rule.proxy.same_household,
            "capable": rule.proxy.capable, "most": rule.proxy.most, "article": rule.proxy.article,
        },
        "gates": [{"id": gate.id, "title": gate.title, "verified": gate.verified} for gate in rule.gates],
        "convened_by": rule.convened_by,
        "requests": [
            {"who": one.who, "of": one.of, "total": one.total, "need": one.need, "within_days": one.within_days,
             "verified": one.verified, "sentence": one.sentence.text(language)}
            for one in requests(rule, figures)
        ],
        "matters": [
            {"id": one.id, "number": one.number, "title": one.title, "decides": one.decides, "refer": one.refer or None,
             "delegable": one.delegable}
            for one in rule.matters
        ],
        "sources": [
            {"law": one.law, "article": one.article, "seen": one.seen, "verified": one.verified} for one in rule.overrides
        ],
    }  # fmt: skip
    if args.notice:
        answer["notice_check"] = _period(notice_period(rule, args.notice, args.date, args.urgent), language)
    if args.posted:
        if not args.until:
            raise refuse("要算公示几日，还要写 --until")
        answer["publicity_check"] = _period(publicity_period(rule, args.posted, args.until), language)
    return answer


def _period(period: Any, language: str) -> dict[str, Any]:
    return {
        "met": period.met, "given": period.given, "need": period.need, "first": period.first or None,
        "verified": period.verified, "sentence": period.sentence.text(language),
    }  # fmt: skip
