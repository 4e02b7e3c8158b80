"""A verdict in words: one passage that a recorder can read aloud as it stands."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.figures import known_figures
from forms.language import Sentence, say
from forms.rules import Kind, RuleSet
from forms.share import Share


class Count(Struct, frozen=True, kw_only=True):
    """One condition with its numbers: `have` of `of`, where `need` are needed. `met` is None while a number is unknown."""

    id: str
    title: str
    way: bool
    """Whether it is one of the ways to a quorum; the others must hold besides."""
    have: int | None
    of: int | None
    need: int | None
    met: bool | None
    missing: int
    share: Sentence | None
    unit: str
    article: str
    verified: bool
    optional: bool = False
    law: str = ""
    """The law, where it is not the one of the verdict."""


def joined(parts: list[Sentence]) -> Sentence:
    """Sentences one after the other."""
    whole = parts[0]
    for part in parts[1:]:
        whole = say("{first}{then}", first=whole, then=part)
    return whole


def source_of(rule: RuleSet, article: str = "", law: str = "") -> Sentence:
    """《村民委员会组织法》第三十条."""
    if law and law != rule.law:
        return say("{law}{article}", law=Sentence(law), article=Sentence(article))
    return say("《{law}》{article}", law=Sentence(rule.law), article=Sentence(article or rule.article))


def sentence_of(
    *,
    rule: RuleSet,
    article: str,
    chosen: Count | None,
    extra: list[Count],
    quorum_met: bool | None,
    base: str,
    number: int | None,
    share: Share | None,
    needed: int | None,
    missing: int | None,
    passed: bool | None,
    numbers: dict[str, int],
    notes: list[Sentence],
) -> Sentence:
    """The passage: who came and whether that is enough, the vote and whether it passes, and what is to be said of the rule."""
    parts: list[Sentence] = []
    if rule.kind is Kind.COMPOSITION:
        parts += [_condition(rule, one) for one in extra if one.met is not None]
    else:
        if chosen is None:
            parts.append(say("{source}没有规定到会人数。", source=source_of(rule)))
        else:
            parts.append(_attendance(rule, chosen))
        parts += [_condition(rule, one) for one in extra if one.met is False]
        if quorum_met and chosen is not None:
            parts.append(say("到会人数够了。"))
        if missing is not None and number is not None and share is not None and needed is not None:
            parts.append(_tally(rule, numbers))
            parts.append(_result(rule, article, base, number, share, needed, missing, quorum_met, passed))
    parts += [say("（{note}。）", note=note) for note in notes]
    return joined(parts)


def _attendance(rule: RuleSet, one: Count) -> Sentence:
    assert one.have is not None
    assert one.need is not None
    assert one.of is not None
    assert one.share is not None
    source = source_of(rule, one.article)
    if one.unit == "户":
        first = say(
            "应到 {of} 户，到会 {have} 户；需 {need} 户（{share}，{source}）。",
            of=one.of, have=one.have, need=one.need, share=one.share, source=source,
        )  # fmt: skip
        return first if one.met else joined([first, say("还差 {n} 户。", n=one.missing)])
    first = say(
        "应到 {of} 人，实到 {have} 人；需 {need} 人（{share}，{source}）。",
        of=one.of, have=one.have, need=one.need, share=one.share, source=source,
    )  # fmt: skip
    return first if one.met else joined([first, say("还差 {n} 人。", n=one.missing)])


def _condition(rule: RuleSet, one: Count) -> Sentence:
    assert one.have is not None
    assert one.need is not None
    title = Sentence(one.title)
    source = source_of(rule, one.article, one.law)
    share = say("{share}，", share=one.share) if one.share else Sentence("")
    if one.met:
        return say(
            "{title}有 {have}，需 {need}（{share}{source}），够了。",
            title=title, have=one.have, need=one.need, share=share, source=source,
        )  # fmt: skip
    return say(
        "{title}有 {have}，需 {need}（{share}{source}），还差 {n}。",
        title=title, have=one.have, need=one.need, share=share, source=source, n=one.missing,
    )  # fmt: skip


def _tally(rule: RuleSet, numbers: dict[str, int]) -> Sentence:
    known = known_figures(rule)
    names = [rule.poll.votes] if rule.poll else []
    parts = [
        say("{title} {n} 票", title=Sentence(known[name].title), n=numbers[name])
        for name in dict.fromkeys((*names, "yes", "no", "abstain"))
        if name in numbers
    ]
    whole = parts[0]
    for part in parts[1:]:
        whole = say("{first}，{then}", first=whole, then=part)
    return say("{votes}；", votes=whole)


def _result(
    rule: RuleSet,
    article: str,
    base: str,
    number: int,
    share: Share,
    needed: int,
    missing: int,
    quorum_met: bool | None,
    passed: bool | None,
) -> Sentence:
    unit = known_figures(rule)[base].unit
    words = share.words()
    source = source_of(rule, rule.poll.article if rule.poll and rule.poll.article else article)
    if base in ("present", "households_present"):
        if unit == "户":
            need = say(
                "到会 {n} 户，{share}是 {need} 票（{source}）。", n=number, share=words, need=needed, source=source
            )
        else:
            need = say(
                "到会 {n} 人，{share}是 {need} 票（{source}）。", n=number, share=words, need=needed, source=source
            )
    elif unit != "户" and any(base == figure.id for figure in rule.figures):
        title = Sentence(known_figures(rule)[base].title)  # a body of the rule's own, such as those who cast a ballot
        need = say("{title} {n} 人，{share}是 {need} 票（{source}）。", title=title, n=number, share=words, need=needed,
                   source=source)  # fmt: skip
    elif unit == "户":
        need = say("全体 {n} 户，{share}是 {need} 票（{source}）。", n=number, share=words, need=needed, source=source)
    else:
        need = say("全体 {n} 人，{share}是 {need} 票（{source}）。", n=number, share=words, need=needed, source=source)
    if quorum_met is None:
        return joined([need, say("条件没有核对完，还不能下结论。")])
    if not quorum_met:
        return joined([need, say("到会人数不够，这次表决不算数。")])
    if rule.opinion:
        return joined([need, say("形成协商意见。") if passed else say("没有形成协商意见，还差 {n} 票。", n=missing)])
    if passed:
        return joined([need, say("通过。")])
    return joined([need, say("没有通过，还差 {n} 票。", n=missing)])
