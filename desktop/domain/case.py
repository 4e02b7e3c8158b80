"""A case (事项): what a villager brought up, from the first word to its end."""

from __future__ import annotations

from msgspec import Struct

PARTY, PEOPLE, MEMBER = "party", "people", "member"
SOURCES = {PARTY: "党政点题", PEOPLE: "群众出题", MEMBER: "委员荐题"}
"""议题来源 (南通): code to what is printed."""

THEMES = ("产业发展", "基础设施", "环境整治", "公共服务", "邻里关系", "村务管理", "其他")
"""What a case is about, as offered first; a county or village may write others."""

OPEN, ON_AGENDA, DELIBERATED, CLOSED = "open", "on-agenda", "deliberated", "closed"
REFUSED, MERGED, SPLIT = "refused", "merged", "split"
ENDED = (CLOSED, REFUSED, MERGED, SPLIT)
"""Nothing more is done with a case in one of these states."""


class Case(Struct, frozen=True, kw_only=True):
    id: str
    title: str
    proposer: str = ""
    source: str = PEOPLE
    """One of `SOURCES`."""
    households: int | None = None
    """涉及户数, where it is known."""
    request: str = ""
    """诉求, in the proposer's words."""
    state: str = OPEN
    opened_at: str
    meeting: str = ""
    """Id of the meeting that it was put before, empty as long as there is none."""
    contact: str = ""
    co_signers: tuple[str, ...] = ()
    way: str = ""
    """How it came (收集方式): a choice of the sheet `intake`, or empty."""
    theme: str = ""
    """What it is about: one of `THEMES`, or another; empty where nobody said."""
    procedure: str = ""
    """Id of the procedure that it goes through; empty until it was accepted."""
    stage: str = ""
    left: dict[str, str] = {}
    """Stage to the ISO day on which it was last left."""
    chosen: dict[str, tuple[str, ...]] = {}
    """List of the procedure to the items that were picked for this case."""
    confirmed: dict[str, str] = {}
    """Gate to the ISO day that the recorder entered."""
    meeting_day: str = ""
    """ISO day of the deliberation, as planned or held; that of the meeting where there is one."""
    urgency: str = ""
    difficulty: str = ""
    due: str = ""
    """ISO day by which it is to be handled, where one was set."""
    accepted: str = ""
    """ISO day on which it was accepted."""
    reason: str = ""
    """Why it was refused, or what was said when it was accepted."""
    merged_into: str = ""
    split_from: str = ""
    route: str = ""
    """Which of the three ways it goes: neighbours, street or department."""
    level: str = "village"
    forwarded: str = ""
    """ISO day on which it was reported upward (刊登报送)."""
    adopted: str = ""
    """ISO day on which the level above took it up (采用)."""
    answer: str = ""
    """The county's last word on it: one of `cases.answers.ANSWER_WORDS`, or one that is newer than this program."""
    answered: str = ""
    """ISO day of that answer."""


class CaseStep(Struct, frozen=True, kw_only=True):
    """One step in the history of a case: the state that it came into, and when."""

    state: str
    at: str
    note: str = ""
