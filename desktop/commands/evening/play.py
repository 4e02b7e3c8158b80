"""Playing an evening: each scripted action goes through the service that the window would call."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from desktop.commands.evening import file as f
from desktop.commands.evening.names import item_id, line_id, people_ids, person_id
from desktop.domain.actions import Action, AnyAction
from desktop.domain.case import OPEN
from desktop.domain.events import Moment
from desktop.domain.meeting import Meeting
from desktop.services import import_roster
from desktop.services.cases import open_case
from desktop.services.desk import Desk
from desktop.services.meetings import keep_draft, late_entry, plan_meeting, seal_meeting
from desktop.services.meetings.run_meeting import RunningMeeting
from desktop.services.papers import attach_scan, print_paper
from desktop.wire.bodies import SealedScan
from forms.language import Refused, refuse

PERSON_FIELDS = ("person", "to")


class ScriptedTime:
    """The clock of an evening that is played: it says what the file says."""

    def __init__(self) -> None:
        self.at = "2000-01-01T00:00:00"
        self.on_paper = False

    def __call__(self) -> Moment:
        return Moment(self.at, "paper" if self.on_paper else "system")


class CountedIds:
    """Ids that are the same whenever the same file is played."""

    def __init__(self, seed: str) -> None:
        self._seed, self._n = seed, 0

    def __call__(self) -> str:
        self._n += 1
        return hashlib.sha256(f"{self._seed}:{self._n}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Paper:
    paper: str
    print_id: str
    meeting: str
    path: Path
    pages: int
    missing: tuple[str, ...]


@dataclass
class Player:
    """Plays actions one at a time; what came of them is kept in its lists."""

    desk: Desk
    evening: f.EveningFile
    out: Path
    clock: ScriptedTime
    done: Callable[[int], None] = lambda number: None
    running: RunningMeeting | None = None
    meetings: list[str] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    scans: list[SealedScan] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    rounds: list[dict[str, Any]] = field(default_factory=list)
    cases: dict[str, str] = field(default_factory=dict)

    def play(self, *, keep_going: bool = False) -> None:
        """All actions in order. A refusal that the file does not expect ends the evening, unless `keep_going`."""
        self._same_village()
        self.desk.name_village(self.evening.village)
        self._take_up()
        for scripted in self.evening.actions:
            self.step(scripted, keep_going=keep_going)
            self.done(scripted.number)

    def _same_village(self) -> None:
        """Two villages never share a folder: what the first has sealed would go on under the name of the second."""
        from desktop.services.name_village import named_village

        here, said = named_village(self.desk), self.evening.village
        if here is not None and here.code != said.code:
            raise refuse(
                "这个数据文件夹是“{here}”（{code}）的，文件里写的却是“{said}”（{other}）。请换一个 --data 文件夹，或者改文件里的 village。",
                here=here.name, code=here.code, said=said.name, other=said.code,
            )  # fmt: skip

    def _take_up(self) -> None:
        """Go on with what the folder holds, as after a power cut: the meeting planned last, and the open cases."""
        with self.desk.store.read() as work:
            meetings, cases = work.meetings.list(), work.cases.list()
        self.cases = {case.title: case.id for case in cases if case.state == OPEN}
        if meetings:
            self.running = RunningMeeting(self.desk, max(meetings, key=lambda row: row.created_at).id)

    def step(self, scripted: f.Scripted, *, keep_going: bool = False) -> None:
        self.clock.at, self.clock.on_paper = scripted.at, scripted.on_paper
        try:
            self._do(f.understand(scripted, self._named(scripted)))
        except Refused as refused:
            self.refusals.append(
                {"action": scripted.number, "do": scripted.do, "expected": scripted.refused, "sentence": str(refused)}
            )
            if not (scripted.refused or keep_going):
                raise refuse(
                    "第 {n} 个动作（{do}）没有做：{why}", n=scripted.number, do=scripted.do, why=refused.sentence
                ) from refused
            return
        if scripted.refused:
            raise refuse("第 {n} 个动作（{do}）应当被拒绝，却做成了。", n=scripted.number, do=scripted.do)

    @property
    def meeting(self) -> Meeting:
        return self._running.evening.meeting

    @property
    def _running(self) -> RunningMeeting:
        if self.running is None:
            raise refuse("还没有会议。请先 plan-meeting。")
        if self.running.meeting_id not in self.meetings:
            self.meetings.append(self.running.meeting_id)
        return self.running

    def _named(self, scripted: f.Scripted) -> dict[str, Any]:
        """The action's fields with ids where the file has names."""
        fields = dict(scripted.fields)
        for name in PERSON_FIELDS:
            if fields.get(name):
                fields[name] = person_id(self.meeting, fields[name])
        if scripted.do in ("open-item", "move-item", "remove-item", "plan-minutes", "print") and "item" in fields:
            fields["item"] = item_id(self.meeting, fields["item"])
        if "line" in fields:
            fields["line"] = line_id(self.meeting, fields["line"])
        if scripted.do == "plan-meeting" and fields.get("people") is not None:
            fields["people"] = people_ids(import_roster.roster(self.desk), fields["people"])
        if scripted.do == "add-item" and fields.get("case"):
            fields["case"] = self._case(fields["case"])
        return fields

    def _case(self, title: str) -> str:
        if title not in self.cases:
            raise refuse("没有叫“{title}”的事项。请先 open-case。", title=title)
        return self.cases[title]

    def _do(self, step: f.AnyStep) -> None:
        if isinstance(step, Action):
            action: AnyAction = step
            self._running.do(action, self.clock())
            return
        match step:
            case f.ImportRoster():
                self._import_roster(step)
            case f.OpenCase():
                self._open_case(step)
            case f.PlanMeeting():
                meeting = plan_meeting.plan_meeting(self.desk, step)
                self.meetings.append(meeting)
                self.running = RunningMeeting(self.desk, meeting)
            case f.Type():
                keep_draft.keep_draft(self.desk, self._running.meeting_id, step.text)
            case f.PaperSheet():
                self._key_in(step)
            case f.Seal():
                seal_meeting.seal_meeting(self.desk, self._running.meeting_id)
                self.running = RunningMeeting(self.desk, self._running.meeting_id)
            case f.Print():
                self._print(step)
            case f.AttachScan():
                self._attach(step)
            case f.Enrol() | f.Sync():
                self._send(step)

    def _key_in(self, step: f.PaperSheet) -> None:
        """Times of day are those of the evening."""
        rows = tuple(
            late_entry.Row(
                person=person_id(self.meeting, row.person),
                came=f.time_of(0, row.came, self.clock.at) if row.came else "",
                left=f.time_of(0, row.left, self.clock.at) if row.left else "",
            )
            for row in step.rows
        )
        late_entry.key_in_sheet(self._running, rows)

    def _import_roster(self, step: f.ImportRoster) -> None:
        found = import_roster.look_at(self.desk, self.evening.folder / step.file, step.as_of)
        import_roster.take_in(self.desk, found, Path(step.file).name)
        self.problems += [
            {"row": one.row, "column": one.column, "value": one.value, "reason": str(one.reason)}
            for one in found.problems
        ]

    def _open_case(self, step: f.OpenCase) -> None:
        case = open_case.open_case(
            self.desk,
            title=step.title,
            proposer=step.proposer,
            source=step.source,
            households=step.households,
            request=step.request,
        )
        self.cases[case.title] = case.id

    def _print(self, step: f.Print) -> None:
        meeting = self._running.meeting_id
        printed = print_paper.print_paper(self.desk, meeting, step.paper, blank=step.blank, item=step.item)
        self.out.mkdir(parents=True, exist_ok=True)
        path = self.out / f"{len(self.papers) + 1:02d}-{step.paper}-{printed.print.print_id}.pdf"
        path.write_bytes(printed.pdf)
        seal = printed.print
        self.papers.append(Paper(step.paper, seal.print_id, meeting, path, seal.pages, printed.missing))

    def _attach(self, step: f.AttachScan) -> None:
        with self.desk.store.read() as work:
            prints = work.prints.of(self._running.meeting_id)
        wanted = [one.sealed for one in prints if one.sealed.paper == step.paper]
        if not wanted:
            raise refuse("还没有打印过“{paper}”，没有可以附扫描件的文件。", paper=step.paper)
        scan = attach_scan.attach_scan(self.desk, wanted[-1].print_id, self.evening.folder / step.file, step.note)
        self.scans.append(scan)

    def _send(self, step: f.Enrol | f.Sync) -> None:
        from desktop.services.upload.enrol import enrol
        from desktop.services.upload.send_month import upload

        if isinstance(step, f.Enrol):
            enrol(self.desk, url=step.server, code=step.code, fingerprint=step.fingerprint)
        else:
            outcome = upload(self.desk, lambda progress: None, threading.Event())
            self.rounds.append({**msgspec.to_builtins(outcome), "sentence": str(outcome.sentence)})
