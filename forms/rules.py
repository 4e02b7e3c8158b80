"""What a rule set says, as values: who counts, how many must come, what a vote needs, and under which law."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from msgspec import Struct

from forms.share import Share


class Kind(StrEnum):
    """What a rule set judges."""

    MEETING = "meeting"
    """A meeting with a quorum and votes."""
    COMPOSITION = "composition"
    """Who a body is made of: all conditions must hold, there is no vote."""
    DUTY = "duty"
    """What must be done, by when and for how long: nothing is counted and nothing is voted on."""


class Figure(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A number that a rule asks for by name."""

    id: str
    title: str
    title_en: str = ""
    unit: str = "人"
    within: tuple[str, ...] = ()
    """Figures that this one cannot exceed."""


class Condition(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """`have` must reach `share` of `of`, or `minimum`, whichever is given (both: the larger)."""

    id: str
    title: str
    title_en: str = ""
    have: str
    of: str = ""
    share: Share | None = None
    minimum: int | None = None
    law: str = ""
    """Of this and of all parts below: where it is not the law of the rule set; filled in from the province's override."""
    article: str = ""
    verified: bool = True
    advisory: bool = False
    """Told of in the notes where it does not hold, with no bearing on the verdict."""
    optional: bool = False
    """Judged only where its figures are given; otherwise it is named as not yet checked."""
    when: str = ""
    """Figure that decides whether the condition holds here at all, with `above` and `below`; empty: always."""
    at_least: int = 0
    below: int | None = None


class Poll(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """What a decision needs: `votes` must reach `share` of `base`. `present` stands for 到会, all else for a whole body."""

    votes: str = "yes"
    base: str = "present"
    share: Share
    methods: tuple[Literal["hands", "ballot", "roll-call", "acclamation", "election"], ...] = ()
    """The only ways in which a vote may be held; empty: the source leaves it to the meeting."""
    title: str = ""
    title_en: str = ""
    article: str = ""
    verified: bool = True


class Matter(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """One of the matters that the law lists for a body."""

    id: str
    number: int
    title: str
    title_en: str = ""
    decides: bool = True
    """False: this body may not decide it; `refer` names the rule set of the body that may."""
    refer: str = ""
    delegable: bool = False
    """Whether the body may leave it to its representatives."""
    share: Share | None = None
    """A stricter share than that of the poll."""
    base: str = ""
    article: str = ""
    gates: tuple[str, ...] = ()
    note: str = ""
    note_en: str = ""


class Notice(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """How long before the meeting its people are told. The day of the notice is not counted (民法典 第二百零一条)."""

    days: int | None = None
    """None: the law sets no number of days."""
    urgent: bool = False
    """Whether special circumstances allow a notice at short notice (特殊情况可临时通知)."""
    states: tuple[str, ...] = ()
    """What the notice must state: time, place, items."""
    form: tuple[str, ...] = ()
    """How it is given: written, posted."""
    law: str = ""
    article: str = ""
    verified: bool = True


class Request(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """Who may ask for the meeting so that it must be called."""

    who: str
    who_en: str = ""
    of: str
    share: Share
    within_days: int | None = None
    """Days in which the meeting must be called after the request; None where the law is silent."""
    law: str = ""
    article: str = ""
    verified: bool = True


class Often(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """At least `times` in every `per`."""

    times: int
    per: str
    """month, quarter, half-year or year."""
    law: str = ""
    article: str = ""
    verified: bool = True


class Proxy(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """Whether someone may come in another's place. Where the law says nothing: no."""

    allowed: bool = False
    written: bool = False
    same_household: bool = False
    capable: bool = False
    """The proxy must have full legal capacity."""
    most: int | None = None
    """How many persons one may stand for; None: no number is given."""
    article: str = ""
    note: str = ""
    note_en: str = ""


class Gate(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """What must have happened before: 先经村党组织研究讨论, and the like."""

    id: str
    title: str
    title_en: str = ""
    law: str = ""
    article: str = ""
    verified: bool = True


class Publicity(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """How long a result stays on the board."""

    days: int
    law: str = ""
    article: str = ""
    verified: bool = True
    note: str = ""
    note_en: str = ""


class Limit(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A number that bounds what may be decided: so much money a head, so many days of labour, an age."""

    id: str
    title: str
    title_en: str = ""
    number: int
    unit: str
    most: bool = True
    """False: it is the least."""
    law: str = ""
    article: str = ""
    verified: bool = True


class Step(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """One link of a chain of meetings and publicities."""

    id: str
    title: str
    title_en: str = ""
    rule: str = ""
    """Rule set of the meeting; empty where the law gives it no number."""
    days: int | None = None
    """Days on the board, for a publicity."""


class Override(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """What a province adds to a rule set or makes stricter; kept in the rule set that it was applied to."""

    rule: str
    since: str
    until: str = ""
    law: str
    law_en: str = ""
    article: str = ""
    read: str
    """How the source was seen: `text` (read whole or the article), `page` (part of a web page), `memory`."""
    seen: str
    """Day or month in which it was seen."""
    verified: bool
    notice: Notice | None = None
    also: tuple[Condition, ...] = ()
    """A condition takes the place of the one of the same id."""
    requests: tuple[Request, ...] = ()
    """A request takes the place of the one by the same people."""
    often: Often | None = None
    gates: tuple[Gate, ...] = ()
    limits: tuple[Limit, ...] = ()
    publicity: Publicity | None = None
    remarks: tuple[str, ...] = ()
    remarks_en: tuple[str, ...] = ()
    origin: str = "built-in"
    """Where the file comes from, as in the rule set; filled in by the program."""


class RuleSet(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """One rule in one version: everything that a verdict needs, and where it was read."""

    id: str
    version: str
    title: str
    title_en: str = ""
    kind: Kind = Kind.MEETING
    law: str
    law_en: str = ""
    article: str
    since: str
    """First ISO day on which it holds."""
    until: str = ""
    """Last ISO day, empty while it holds."""
    read: str = "text"
    seen: str = ""
    verified: bool = True
    eligible: str = ""
    """Who is called, in words."""
    eligible_en: str = ""
    ways: tuple[Condition, ...] = ()
    """Ways to a quorum: one that is met is enough. None: the law asks for no number."""
    also: tuple[Condition, ...] = ()
    """What must hold besides."""
    poll: Poll | None = None
    notice: Notice = Notice()
    convened_by: str = ""
    convened_by_en: str = ""
    requests: tuple[Request, ...] = ()
    often: Often | None = None
    proxy: Proxy = Proxy()
    gates: tuple[Gate, ...] = ()
    publicity: Publicity | None = None
    matters: tuple[Matter, ...] = ()
    limits: tuple[Limit, ...] = ()
    chain: tuple[Step, ...] = ()
    """The links, in their order, of which this rule set judges the one that decides."""
    opinion: bool = False
    """Whether what comes out is 协商意见, which is never printed as 决议 (组织法 2025 第三十三条)."""
    practice: bool = False
    """Whether it is a way of working and no statute, so that a county may put its own in its place."""
    figures: tuple[Figure, ...] = ()
    """Figures of its own, beside those that every rule knows."""
    remarks: tuple[str, ...] = ()
    remarks_en: tuple[str, ...] = ()
    province: str = ""
    overrides: tuple[Override, ...] = ()
    origin: str = "built-in"
    """built-in, county (signed by the county), or local (本地规则: not signed)."""
    hash: str = ""
    """SHA-256 of all the above but origins and hash, in canonical form."""

    @property
    def local(self) -> bool:
        """Whether it must be called 本地规则 wherever it is shown."""
        return self.origin == "local"

    def matter(self, id: str) -> Matter | None:
        return next((matter for matter in self.matters if matter.id == id), None)
