"""A procedure (规程): one of the ways to deliberate, as stages, sheets, gates, people and papers.

A consultation ends in 协商意见. Where the law wants a decision, `leads_to` names the procedure of the meeting that can take it.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from forms.language import say

PAPERS = (
    "notice", "agenda", "sign-in", "minutes", "summary", "ballot", "tally", "resolution", "opinion", "suggestions", "duties",
    "feedback", "publicity", "satisfaction", "appraisal", "mediation-agreement", "investigation", "topic", "intake", "activity",
    "four-discussions",
)  # fmt: skip
"""Papers that a stage may name."""

PAPER_NAMES = {
    "notice": say("会议通知"), "agenda": say("会议议程"), "sign-in": say("签到表"), "minutes": say("会议记录"), "summary": say("会议纪要"),
    "ballot": say("表决票"), "tally": say("表决结果统计表"), "resolution": say("决议"), "opinion": say("协商意见"),
    "suggestions": say("协商建议清单"), "duties": say("责任落实清单"), "feedback": say("结果反馈清单"), "publicity": say("公示"),
    "satisfaction": say("满意度测评表"), "appraisal": say("民主评议表"), "mediation-agreement": say("调解协议书"),
    "investigation": say("调研记录"), "topic": say("议题申报（征集）表"), "intake": say("社情民意信息登记表"), "activity": say("活动纪实本"),
    "four-discussions": say("四议两公开决策实施登记表"),
}  # fmt: skip


class Kind(StrEnum):
    CONSULTATION = "consultation"
    LAW = "law"


class Outcome(StrEnum):
    OPINION = "opinion"
    """协商意见: never printed as 决议."""
    RESOLUTION = "resolution"
    APPRAISAL = "appraisal"


class Check(StrEnum):
    """How a gate is judged."""

    SHEET = "sheet"
    """`count` sheets of `sheet`, in all of which `fields` are filled in."""
    SHEET_BEFORE = "sheet-before"
    """The same, dated at least `days` before the meeting (0: on the same day at the latest)."""
    COMPOSITION = "composition"
    """The conditions of rule set `rule` hold for those who take part."""
    PAPER = "paper"
    """`paper` has been made."""
    VERDICT = "verdict"
    """A vote under `rule` has passed."""
    QUORUM = "quorum"
    """A meeting under `rule` had its quorum."""
    CONFIRMED = "confirmed"
    """The recorder has entered the day on which it happened."""
    DAYS = "days"
    """At least `days` have gone by since `after` was left."""
    IF_THEN = "if-then"
    """Where field `fields[0]` of a `sheet` is `value`, a sheet `then` is there too."""
    ORDER = "order"
    """The day in field `fields[0]` of `sheet` is not after the day in `fields[1]`."""


class Order(StrEnum):
    """How the list of speakers is ordered."""

    FIRST_COME = "first-come"
    FIRST_TIME_FIRST = "first-time-first"
    """Who spoke less often on the item goes first, by tiers."""
    ALTERNATE = "alternate"
    """赞成 and 反对 in turn."""


class Speakers(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """The rule of the list of speakers. Points of order go first under every rule."""

    order: Order = Order.FIRST_TIME_FIRST
    tiers: int = 0
    """Speaking the `tiers`-th time and more often is the same; 0: every time counts."""
    safe: int = 0
    """The first so many in the list are never displaced."""
    seconds: int = 0
    """For one speech; 0: no limit."""
    times: int = 0
    """Speeches of one person on an item; 0: no limit."""
    appendix: bool = False
    """The minutes end with who has spoken how long, by person, role, sex and item."""
    own: bool = False
    """The rule is our default, the source gives none."""


class Item(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    title: str
    title_en: str = ""


class Listed(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A list that the source gives or names: sources of topics, scopes, 五要五不."""

    id: str
    title: str
    title_en: str = ""
    items: tuple[Item, ...] = ()
    choose: str = "none"
    """one, many or none: whether each case picks from it."""
    given: bool = True
    """False: the source only names it. The lines are blank, to be written by the county."""
    blanks: int = 0
    """Editable lines where the source gives no text."""
    note: str = ""
    note_en: str = ""


class Role(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody who takes part, or whom the source names."""

    id: str
    title: str
    title_en: str = ""
    least: int = 0
    """How many there must be; 0: may be there."""
    duty: str = ""
    """convener, chair, member, guest or staff."""
    own: bool = False
    """The number is our default, the source gives none."""


class Gate(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """What must be so before a stage may be entered or left."""

    id: str
    title: str
    title_en: str = ""
    check: Check
    at: str = "leave"
    """enter or leave."""
    warns: bool = False
    """Only warns, and lets pass."""
    sheet: str = ""
    fields: tuple[str, ...] = ()
    count: int = 1
    rule: str = ""
    paper: str = ""
    after: str = ""
    days: int = 0
    value: str = ""
    then: str = ""
    wanted: str = ""
    """Title of the sheet that is wanted, filled in when the procedure is read."""
    source: str = ""
    own: bool = False
    """The number is our default, the source gives none."""


class Need(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A sheet that a stage asks for, always or where the case chose `item` of `list`."""

    sheet: str
    title: str = ""
    """What it is called here; empty: as the sheet calls itself, which is filled in when the procedure is read."""
    count: int = 1
    optional: bool = False
    list: str = ""
    item: str = ""


class Route(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """Where a case goes that chose `item` of `list`."""

    list: str
    item: str
    to: str
    title: str = ""
    """Title of the list, filled in when the procedure is read."""


class Meets(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A meeting that is held in a stage: one of `rules` judges it; none: a consultation that takes no vote by law."""

    rules: tuple[str, ...] = ()
    matter: str = ""
    composition: str = ""
    """Rule set of who must take part."""
    optional: bool = False


class Stage(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    title: str
    title_en: str = ""
    purpose: str = ""
    purpose_en: str = ""
    needs: tuple[Need, ...] = ()
    roles: tuple[str, ...] = ()
    """Who must be there."""
    lists: tuple[str, ...] = ()
    """Lists that are shown or chosen from here."""
    meets: Meets | None = None
    gates: tuple[Gate, ...] = ()
    papers: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    """Stages that may follow; empty: the one below. The last stage has none."""
    routes: tuple[Route, ...] = ()
    back: tuple[str, ...] = ()
    """Earlier stages to which a case may be sent back: 再评议, 回头看."""
    ends: bool = False
    """Whether a case may be closed here."""


class Counter(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """Something that is counted: 五个一, a yearly number, an indicator."""

    id: str
    title: str
    title_en: str = ""
    target: int = 0
    """How many there should be in each period; 0: it is only counted."""
    reported: int = 0
    """What the source reports, which is no rule."""
    per: str = "year"
    of: str = ""
    """Counter that it is a share of."""
    who: str = ""
    own: bool = False


class Reminder(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """On `day` of each month, in `months`, or `after_days` after stage `stage` was left."""

    id: str
    title: str
    title_en: str = ""
    day: int = 0
    months: tuple[int, ...] = ()
    stage: str = ""
    after_days: tuple[int, ...] = ()
    own: bool = False


class Procedure(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    version: int = 1
    title: str
    title_en: str = ""
    kind: Kind
    outcome: Outcome
    place: str = ""
    source: str
    """Article or law that it was read in."""
    verified: bool = True
    since: str = ""
    serial: str = "year"
    """How its meetings are numbered: year (今年第 8 次) or all."""
    motto: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    lists: tuple[Listed, ...] = ()
    stages: tuple[Stage, ...]
    counters: tuple[Counter, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    registers: tuple[str, ...] = ()
    """Sheets that are kept beside the cases: 五个一, 接待登记."""
    speakers: Speakers = Speakers()
    leads_to: tuple[str, ...] = ()
    """Procedures of the meetings that can decide what this one cannot."""
    practice: bool = True
    """False: a procedure of law, which a county's pack cannot replace."""
    remarks: tuple[str, ...] = ()
    remarks_en: tuple[str, ...] = ()
    origin: str = "built-in"
    hash: str = ""

    def stage(self, id: str) -> Stage | None:
        return next((stage for stage in self.stages if stage.id == id), None)

    def following(self, id: str) -> tuple[str, ...]:
        """Stages that may come after `id`: those that it names, else the one below it."""
        at = next((at for at, stage in enumerate(self.stages) if stage.id == id), None)
        if at is None:
            return ()
        stage = self.stages[at]
        named = dict.fromkeys((*stage.next, *(route.to for route in stage.routes)))
        if named:
            return tuple(named)
        return () if at + 1 == len(self.stages) else (self.stages[at + 1].id,)
