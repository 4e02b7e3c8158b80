"""The evening file (resources/help/replay.md): its shape, its actions, and what is wrong with one that cannot be read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from desktop.domain.actions import AnyAction
from desktop.services.meetings.plan_meeting import Plan
from desktop.wire.bodies import Village
from forms.language import refuse

LARGEST = 16 * 2**20
"""Bytes; an evening is some tens of kB."""

REFUSED = "refused"


class Step(Struct, frozen=True, kw_only=True, tag_field="do", forbid_unknown_fields=True):
    """An action outside the meeting itself."""


class ImportRoster(Step, frozen=True, kw_only=True, tag="import-roster"):
    file: str
    as_of: str = ""


class OpenCase(Step, frozen=True, kw_only=True, tag="open-case"):
    title: str
    proposer: str = ""
    source: str = "people"
    households: int | None = None
    request: str = ""


class PlanMeeting(Plan, frozen=True, kw_only=True, tag_field="do", tag="plan-meeting", forbid_unknown_fields=True):
    pass


class Type(Step, frozen=True, kw_only=True, tag="type"):
    """What stands in the field of the minutes while it is being typed; an empty text clears it."""

    text: str


class SheetRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    person: str
    came: str = ""
    left: str = ""


class PaperSheet(Step, frozen=True, kw_only=True, tag="paper-sheet"):
    """A sign-in sheet that was kept on paper, with its real times (补录)."""

    rows: tuple[SheetRow, ...]


class Seal(Step, frozen=True, kw_only=True, tag="seal"):
    pass


class Print(Step, frozen=True, kw_only=True, tag="print"):
    paper: str
    blank: bool = False
    item: str = ""


class AttachScan(Step, frozen=True, kw_only=True, tag="attach-scan"):
    file: str
    paper: str = "minutes"
    note: str = ""


class Enrol(Step, frozen=True, kw_only=True, tag="enrol"):
    server: str
    code: str
    fingerprint: str


class Sync(Step, frozen=True, kw_only=True, tag="sync"):
    pass


AnyStep = AnyAction | ImportRoster | OpenCase | PlanMeeting | Type | PaperSheet | Seal | Print | AttachScan | Enrol | Sync

TAGS = sorted(kind.__struct_config__.tag for kind in AnyStep.__args__)


class Scripted(Struct, frozen=True, kw_only=True):
    """One line of the file: the raw action, its time, and whether it is expected to be refused."""

    number: int
    """From 1."""
    do: str
    fields: dict[str, Any]
    at: str
    """ISO local time with seconds."""
    on_paper: bool = False
    refused: bool = False


class EveningFile(Struct, frozen=True, kw_only=True):
    village: Village
    actions: tuple[Scripted, ...]
    folder: Path
    """Files that actions name are looked for here."""
    digest: str


def read_evening(path: Path) -> EveningFile:
    """Read the file. Raises Refused with the number of the action that cannot be understood."""
    from desktop.wire.canonical import digest

    try:
        if path.stat().st_size > LARGEST:
            raise refuse("“{file}”太大，不像一场会议的文件。", file=path.name)
        data = path.read_bytes()
        whole = json.loads(data)
    except OSError as error:
        raise refuse("打不开“{file}”：没有这个文件，或者不能读。", file=str(path)) from error
    except (ValueError, RecursionError) as error:
        raise refuse("“{file}”不是 JSON：{why}", file=path.name, why=str(error)) from error
    if not isinstance(whole, dict) or not isinstance(whole.get("actions"), list):
        raise refuse("“{file}”里要有 village、date 和 actions。", file=path.name)
    if unknown := set(whole) - {"format", "village", "date", "actions", "note"}:
        raise refuse("“{file}”里有不认识的字段：{names}", file=path.name, names="、".join(sorted(unknown)))
    if whole.get("format", 1) != 1:
        raise refuse("“{file}”的 format 是 {found}，这个程序只认识 1。", file=path.name, found=str(whole["format"]))
    try:
        village = msgspec.convert(whole.get("village"), Village)
    except msgspec.ValidationError as error:
        raise refuse("“{file}”的 village 不对：{why}", file=path.name, why=str(error)) from error
    last = f"{_day(whole.get('date'), path.name)}T00:00:00"
    actions = []
    for number, raw in enumerate(whole["actions"], 1):
        scripted = _scripted(number, raw, last)
        last = scripted.at
        actions.append(scripted)
    return EveningFile(village=village, actions=tuple(actions), folder=path.resolve().parent, digest=digest(data))


def _day(date: object, file: str) -> str:
    if not isinstance(date, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        raise refuse("“{file}”的 date 要写成 2026-06-18 这样。", file=file)
    from forms.pack import iso_day

    return iso_day(date)


def _scripted(number: int, raw: object, last: str) -> Scripted:
    if not isinstance(raw, dict):
        raise refuse("第 {n} 个动作不是 JSON 对象。", n=number)
    do = raw.get("do")
    if do not in TAGS:
        raise refuse(
            "第 {n} 个动作的 do 是“{do}”，没有这种动作。可以是：{known}", n=number, do=str(do), known="、".join(TAGS)
        )
    expect = raw.get("expect", "")
    if expect not in ("", REFUSED):
        raise refuse("第 {n} 个动作的 expect 只能是 refused。", n=number)
    fields = {name: value for name, value in raw.items() if name not in ("do", "at", "on_paper", "expect", "note")}
    return Scripted(
        number=number,
        do=str(do),
        fields=fields,
        at=time_of(number, raw.get("at", last), last),
        on_paper=raw.get("on_paper") is True,
        refused=expect == REFUSED,
    )


def time_of(number: int, at: object, last: str) -> str:
    """A full ISO time as it is, a time of day on the day of the action before, an ISO day as its first second."""
    from datetime import datetime

    text = str(at)
    if re.fullmatch(r"\d{2}:\d{2}(:\d{2})?", text):
        text = f"{last[:10]}T{text}"
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None).isoformat(timespec="seconds")
    except ValueError as error:
        raise refuse(
            "第 {n} 个动作的 at 是“{at}”，要写成 19:30:00 或 2026-06-18T19:30:00。", n=number, at=text
        ) from error


def understand(scripted: Scripted, fields: dict[str, Any]) -> AnyStep:
    """The action as a value, with `fields` in which names have become ids. Raises Refused for a wrong or missing field."""
    try:
        step: AnyStep = msgspec.convert({"do": scripted.do, **fields}, AnyStep)
    except msgspec.ValidationError as error:
        raise refuse(
            "第 {n} 个动作（{do}）的字段不对：{why}", n=scripted.number, do=scripted.do, why=str(error)
        ) from error
    return step
