"""The office's commands: feedback, notices, form packs, slots, another host, another key."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.language import Sentence, refuse, say

if TYPE_CHECKING:
    from county.store import Store
    from desktop.wire.slots import Slot, Window

Command = Callable[[str, Any, str], argparse.ArgumentParser]


def add(command: Command) -> None:
    """Add them; `command` makes one (see `county.__main__`)."""
    feedback = command("feedback", _feedback, "answer a case that was sent up, send a record back, or say that it is in order")
    feedback.add_argument("--village", default="", metavar="CODE", help="whose case it is")
    feedback.add_argument("--case", default="", metavar="ID", help="id of the case, as its sheets bear it")
    feedback.add_argument("--record", default="", metavar="HASH", help="or the record: its hash, or how it begins")
    feedback.add_argument("--device", default="", metavar="ID", help="only this PC of the village")
    feedback.add_argument("--state", default="", help="case: received, handling, adopted, solved, returned, declined; record: returned, settled")
    feedback.add_argument("--text", default="", help="what is said")
    feedback.add_argument("--by", default="", help="department or official")
    feedback.add_argument("--day", default="", metavar="DAY", help="ISO day of the answer on a case (default: today)")
    feedback.add_argument("--file", type=Path, metavar="FILE", help="many at once: a JSON object with these names on each line")
    notice = command("notice", _notice, "a notice for all villages, or for one")
    notice.add_argument("--title", required=True)
    notice.add_argument("--text", default="")
    notice.add_argument("--village", default="", metavar="CODE")
    notice.add_argument("--until", default="", metavar="DAY", help="ISO day after which it is not shown any more")
    pack = command("pack", _pack, "check and sign a folder of rules, procedures and sheets, and send it to the villages")
    pack.add_argument("folder", type=Path, metavar="FOLDER")
    pack.add_argument("--title", default="")
    pack.add_argument("--village", default="", metavar="CODE", help="only to this village")
    slot = command("slot", _slot, "when villages deliver: the days and hours of the county, or the slot of one village")
    slot.add_argument("--days", default="", metavar="25-28", help="days of the month")
    slot.add_argument("--hours", default="", metavar="08:00-22:00")
    slot.add_argument("--village", default="", metavar="CODE")
    slot.add_argument("--device", default="", metavar="ID")
    slot.add_argument("--at", default="", metavar="'28 20:10'", help="slot of this village: day of the month and time")
    move = command("move", _move, "send villages to another host of this same county; without --to, take them here again")
    move.add_argument("--to", default="", metavar="URL")
    command("new-key", _new_key, "another key for the county, signed by the present one; stop the server first")


@contextmanager
def _store(asked: argparse.Namespace) -> Iterator[Store]:
    from county.store import existing

    with closing(existing(asked.data)) as store:
        yield store


def _say(asked: argparse.Namespace, sentence: Sentence) -> None:
    print(sentence.text(asked.language))


def _feedback(asked: argparse.Namespace) -> None:
    from county.down_feedback import Written, give_feedback, give_file

    with _store(asked) as store:
        if asked.file:
            number = give_file(store, asked.file)
            _say(asked, say("新的反馈 {n} 条，各村下次联系时收到。", n=number))
            return
        names = ("village", "device", "case", "record", "state", "text", "by", "day")
        new = give_feedback(store, Written(**{name: getattr(asked, name) for name in names}))
    _say(asked, say("反馈已写好，村里下次联系时收到。") if new else say("这条反馈以前已经写过。"))


def _notice(asked: argparse.Namespace) -> None:
    from county.down import order
    from desktop.domain.calendar_days import later
    from desktop.wire.down_bodies import NOTICE, Notice

    until = later(asked.until, 0) if asked.until else ""
    with _store(asked) as store, store.write() as work:
        order(work, NOTICE, Notice(title=asked.title, text=asked.text, until=until), village=_village(asked.village))
    _say(asked, say("通知已发出，各村下次联系时收到。"))


def _pack(asked: argparse.Namespace) -> None:
    from county.down_packs import send_pack

    with _store(asked) as store:
        number = send_pack(store, asked.folder, title=asked.title, village=_village(asked.village))
    _say(asked, say("已签发并发出，共 {n} 个文件；各村下次联系时收到。", n=number))


def _slot(asked: argparse.Namespace) -> None:
    from county.down import set_slot, set_window, window_of

    with _store(asked) as store:
        if asked.at:
            if not asked.village:
                raise refuse("改一个村的上报时间，要写明是哪个村：--village。")
            set_slot(store, _moment(asked.at), village=_village(asked.village), device=asked.device)
        if asked.days or asked.hours:
            with store.read() as work:
                now = window_of(work)
            set_window(store, _window(asked.days, asked.hours, now))
        with store.read() as work:
            now = window_of(work)
    begin, end = _clock(now.start), _clock(now.end)
    _say(asked, say("全县上报：每月 {first} 日至 {last} 日，{begin} 至 {end}。", first=now.first_day, last=now.last_day, begin=begin, end=end))


def _move(asked: argparse.Namespace) -> None:
    url = asked.to.strip().rstrip("/")
    if url and not url.startswith(("https://", "http://")):
        raise refuse("服务器地址“{url}”不对，应像 https://xian.example.cn:8443。", url=url)
    with _store(asked) as store:
        store.move_to(url)
    _say(asked, say("各村现在会转到 {url}。", url=url) if url else say("各村现在又到本服务器上报。"))


def _new_key(asked: argparse.Namespace) -> None:
    from county.new_key import new_key

    with _store(asked) as store:
        key = new_key(store)
    _say(asked, say("新的公钥指纹：{fingerprint}。已登记的村会自动换用；没用过的登记单请重发。", fingerprint=key.fingerprint))


def _village(code: str) -> str:
    if code and not (code.isascii() and code.isdigit() and len(code) == 12):
        raise refuse("村的编码应为 12 位数字（统计用区划代码），现在是“{village}”。", village=code)
    return code


def _moment(text: str) -> Slot:
    from desktop.wire.slots import Slot

    try:
        day, clock = text.split()
        hour, minute = clock.split(":")
        if int(hour) < 24 and int(minute) < 60:
            return Slot(int(day), int(hour) * 60 + int(minute))
    except ValueError:
        pass
    raise refuse("上报时间应写成“28 20:10”的样子：几号、几点几分。")


def _window(days: str, hours: str, now: Window) -> Window:
    from msgspec.structs import replace

    try:
        if days:
            first, last = days.split("-")
            now = replace(now, first_day=int(first), last_day=int(last))
        if hours:
            begin, end = ([int(part) for part in clock.split(":")] for clock in hours.split("-"))
            now = replace(now, start=begin[0] * 60 + begin[1], end=end[0] * 60 + end[1])
    except (ValueError, IndexError):
        raise refuse("日子写成 25-28，时间写成 08:00-22:00。") from None
    return now


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
