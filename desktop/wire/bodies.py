"""Bodies of ledger records: what a sealed meeting, print, scan and roster say, complete in themselves.

They are read in decades and by the county, so they stand alone: names as they were that evening, verdicts with every
number, no reference into a table. A field is added, never changed or removed; `format` rises when one is added.
"""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.verdict import Verdict


class Village(Struct, frozen=True):
    """Where it happened. `code` is the 12-digit 统计用区划代码 of the village."""

    code: str
    name: str
    township: str = ""
    county: str = ""
    province: str = ""


class Attendance(Struct, frozen=True, kw_only=True):
    """One who was expected, or observed (列席), and the times between which that person was in the hall."""

    person: str
    name: str
    label: str
    """Name as shown, with what tells two of one name apart."""
    sex: str = ""
    birth_year: str = ""
    group: str = ""
    head: str = ""
    office: str = ""
    observer: bool = False
    spans: tuple[tuple[str, str], ...] = ()
    """(in, out) as ISO local times; out is empty for one who stayed to the end."""
    on_paper: bool = False
    """Keyed in afterwards from a sheet (补录)."""
    absence: str = ""
    """Reason given for not coming."""
    proxy: str = ""
    """Id of the person who took part in this one's place (委托)."""
    proxy_label: str = ""

    @property
    def came(self) -> bool:
        return bool(self.spans)


class SealedItem(Struct, frozen=True, kw_only=True):
    id: str
    number: int
    title: str
    text: str = ""
    state: str = "pending"
    opened_at: str = ""
    closed_at: str = ""
    case: str = ""
    minutes: int = 0
    """Planned; 0: not planned."""
    seconds: int = 0
    """What it took."""
    adopted: str = ""
    """Of an amended item: the wording that was adopted."""
    carried_from: str = ""
    """Id of the meeting that delayed it."""


class SealedSpeech(Struct, frozen=True, kw_only=True):
    item: str
    person: str
    label: str
    started_at: str
    ended_at: str
    seconds: int
    point_of_order: bool = False
    side: str = ""
    """"for" or "against", where that was asked."""
    on_paper: bool = False


class SealedVote(Struct, frozen=True, kw_only=True):
    """One answer of a roll call, or one who objected to an acclamation."""

    person: str
    label: str
    vote: str
    """"yes", "no", "abstain", or "dissent"."""


class SealedCandidate(Struct, frozen=True, kw_only=True):
    name: str
    votes: int
    elected: bool


class SealedTally(Struct, frozen=True, kw_only=True):
    """What one who counts had, where the two did not agree at once: "yes", "no", "abstain", "invalid", or votes by candidate."""

    counter: str
    numbers: dict[str, int]


class SealedCount(Struct, frozen=True, kw_only=True):
    """A count that was counted again, as it was."""

    decided_at: str
    yes: int
    no: int
    abstain: int
    issued: int | None = None
    returned: int | None = None
    invalid: int | None = None
    passed: bool | None
    reason: str
    """Why it was counted again."""
    candidates: tuple[SealedCandidate, ...] = ()
    tallies: tuple[SealedTally, ...] = ()


class SealedPoll(Struct, frozen=True, kw_only=True):
    """A vote with its count and the law's verdict. For a show of hands `issued`, `returned` and `invalid` are None."""

    id: str
    item: str
    question: str
    method: str
    """"hands", "ballot", "roll-call", "acclamation" or "election"."""
    opened_at: str
    decided_at: str
    present: int
    """Eligible people in the hall when the vote was opened."""
    issued: int | None = None
    returned: int | None = None
    invalid: int | None = None
    yes: int
    no: int
    abstain: int
    verdict: Verdict
    votes: tuple[SealedVote, ...] = ()
    seats: int = 0
    candidates: tuple[SealedCandidate, ...] = ()
    """Of an election, where yes are the ballots with the name of the candidate on whom the verdict is."""
    counters: tuple[str, ...] = ()
    """Names of the two who counted and agreed."""
    earlier: tuple[SealedCount, ...] = ()
    on_paper: bool = False
    tallies: tuple[SealedTally, ...] = ()
    """Where the two who count did not agree at once: all that each had, one after the other, the last one agreed on."""


class SealedLine(Struct, frozen=True, kw_only=True):
    """A line of the minutes, in the order in which it was written."""

    id: str
    at: str
    item: str = ""
    person: str = ""
    label: str = ""
    """Who spoke; empty for the recorder's own line."""
    text: str
    kind: str = "line"
    """"line" (said or noted) or "objection" (raised at the reading back)."""
    on_paper: bool = False
    """Keyed in afterwards from a sheet (补录)."""


class SealedInvitation(Struct, frozen=True, kw_only=True):
    """Of one case on the agenda: whether those who had to take part came, by the rule of its procedure."""

    case: str
    title: str
    enough: bool | None = None
    """None where no rule says who must be there."""
    sentence: str = ""
    absent: tuple[str, ...] = ()
    """Names of the invited who did not come."""


class SealedMeeting(Struct, frozen=True, kw_only=True):
    """A whole meeting as it is printed, signed and delivered: the fold of its journal."""

    format: int = 2
    """1 had neither `invited` nor `speaking_times`, and less of people, items, speeches and polls."""
    id: str
    village: Village
    procedure: str
    rule: str
    consultation: bool = False
    """True where the outcome is a 协商意见, which is never printed as a 决议."""
    title: str
    kind_title: str
    """Name of the kind of meeting in Chinese, as on the paper: 村民代表会议."""
    date: str
    planned_time: str = ""
    place: str = ""
    convener: str = ""
    host: str = ""
    recorder: str = ""
    party_study_date: str = ""
    notice_date: str = ""
    began_at: str = ""
    ended_at: str = ""
    declared: dict[str, int] = {}
    """应到 as declared: {"members": 41}, or {"adults": n, "households": n}."""
    roll: tuple[Attendance, ...] = ()
    items: tuple[SealedItem, ...] = ()
    speeches: tuple[SealedSpeech, ...] = ()
    polls: tuple[SealedPoll, ...] = ()
    lines: tuple[SealedLine, ...] = ()
    quorum: Verdict | None = None
    """The law's answer about presence when the meeting was opened."""
    read_back_at: str = ""
    read_back_by: str = ""
    confirmed_at: str = ""
    journal_digest: str = ""
    journal_length: int = 0
    invited: tuple[SealedInvitation, ...] = ()
    """Of the cases on the agenda for which it was written down who takes part."""
    speaking_times: bool = False
    """Whether the minutes end with who has spoken how long, as the procedure asks; it is counted from `speeches`."""


class SealedPrint(Struct, frozen=True, kw_only=True):
    """A paper that was printed. `content_hash` is of the paper's canonical content and was fixed before it was drawn."""

    format: int = 1
    print_id: str
    paper: str
    """Id of the paper's definition: "minutes", "sign-in", "notice" …"""
    subject: str
    title: str
    content_hash: str
    pages: int
    pdf_hash: str
    copies_of: str = ""
    """Print id of the print that this one replaces, if any."""
    printed_at: str


class ScannedSheet(Struct, frozen=True, kw_only=True):
    """One sheet on a scan."""

    page: int
    """Page of the print; 0 where nobody could tell."""
    frame: int
    """Which page of the scanned file it is, from 1."""
    small: str = ""
    """Hash of the smaller copy, which is what goes over the line; empty where none could be made."""


class SealedScan(Struct, frozen=True, kw_only=True):
    """A scan of inked sheets, bound to the print whose sheets were signed.

    `blob` is the file as it came and stays in the village; the record names the smaller copies of its sheets for the line.
    """

    format: int = 2
    scan_id: str
    print_id: str
    subject: str
    media: str
    size: int
    blob: str
    pages: int
    attached_at: str
    note: str = ""
    sheets: tuple[ScannedSheet, ...] = ()
    """The sheets of this print that are on it, in the order of the pages; empty in format 1."""


class SealedArchive(Struct, frozen=True, kw_only=True):
    """What a print became in the archive: a PDF/A of it, or one that was signed with a key. Names the print, never replaces it."""

    format: int = 1
    print_id: str
    subject: str
    form: str
    """"pdfa-2b", or "pades" for a PDF/A-2b with signatures."""
    pdf_hash: str
    size: int
    reference: str
    """档号."""
    retention: str
    """Id of the retention class: "permanent", "30-years", "10-years"."""
    year: str
    signers: tuple[str, ...] = ()
    """Names of those who signed with a key, in order."""
    made_at: str
