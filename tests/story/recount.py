"""The figures of a period counted a second time, from the bytes of the ledger alone: no rule of the program is used here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Row = tuple[str, ...]


def percent(part: int, whole: int, places: int = 0) -> str:
    """Half up; "--" of nothing."""
    if whole == 0:
        return "--"
    exact = Decimal(100 * part) / Decimal(whole)
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


def one_place(part: int, whole: int) -> str:
    """14.7%, but 25% and not 25.0%."""
    return percent(part, whole, 1).replace(".0%", "%")


class Recount:
    """`bodies` are (kind, subject, body) of all records in their order; days from `first` to `last` count."""

    def __init__(self, bodies: Iterable[tuple[str, str, bytes | None]], first: str, last: str) -> None:
        self.first, self.last = first, last
        meetings: dict[str, Any] = {}
        self.cases: dict[str, Any] = {}
        asked: dict[str, Any] = {}
        for kind, subject, body in bodies:
            if body is None:
                continue
            told = json.loads(body)
            if kind == "meeting":
                meetings[subject] = told
            elif kind == "cases":
                self.cases.update({one["id"]: one for one in told["cases"]})
            elif kind == "sheet" and told["form"] == "satisfaction":
                asked[told["id"]] = told
        self.meetings = [one for one in meetings.values() if self.inside(one["date"])]
        self.asked = [one["values"] for one in asked.values() if self.inside(one["day"])]
        self.opened = [one for one in self.cases.values() if self.inside(one["opened"])]

    def inside(self, day: str) -> bool:
        return bool(day) and self.first <= day <= self.last

    def meeting_rows(self, places: int = 0) -> list[tuple[str, list[int], str, str]]:
        """(kind, [times, expected, present, women, yes, no, abstain], share of those expected, of women)."""
        titles = ["村民会议", "村民代表会议", "村民公决"]
        titles += sorted({one["kind_title"] for one in self.meetings} - set(titles))
        rows = []
        for title in [*titles, "合计"]:
            own = [one for one in self.meetings if title in ("合计", one["kind_title"])]
            numbers = [len(own), *(sum(column) for column in zip(*map(self.met, own), strict=True))] if own else [0] * 7
            _times, expected, present, women, *_votes = numbers
            share = "--" if present > expected else percent(present, expected, places)
            rows.append((title, numbers, share, percent(women, present, places)))
        return rows

    @staticmethod
    def met(meeting: Any) -> tuple[int, ...]:
        """Expected, present, women, yes, no, abstain."""
        came = [one for one in meeting["roll"] if one.get("spans") and not one.get("observer")]
        declared = meeting["declared"]
        women = sum(one.get("sex") == "女" for one in came)
        votes = (sum(poll[name] for poll in meeting["polls"]) for name in ("yes", "no", "abstain"))
        return declared.get("members") or declared["adults"], len(came), women, *votes

    def shares(self, titles: Iterable[str]) -> set[Row]:
        """Each title with its count and its share in whole per cent."""
        every = list(titles)
        return {(title, str(n), percent(n, len(every))) for title, n in Counter(every).items()}

    def sources(self) -> set[Row]:
        names = {"party": "党政点题", "people": "群众出题", "member": "委员荐题"}
        return self.shares(names[one["source"]] for one in self.opened)

    def standing(self) -> set[Row]:
        ended = {"closed": "已办结", "refused": "没有受理", "merged": "已合并", "split": "已拆分"}
        return self.shares(
            ended.get(one["state"]) or (one["stage_title"] if one["accepted"] else "待研判") for one in self.opened
        )

    def themes(self) -> set[Row]:
        topics = [one for one in self.cases.values() if self.inside(one["accepted"])]
        return self.shares(one["theme"] or "没写主题" for one in topics)

    def stages(self) -> set[Row]:
        spent: dict[tuple[str, str], list[int]] = {}
        for one in self.cases.values():
            for stay in one["stays"]:
                if self.inside(stay["until"]):
                    days = (date.fromisoformat(stay["until"]) - date.fromisoformat(stay["since"])).days
                    spent.setdefault((one["procedure_title"], stay["title"]), []).append(days)
        return {
            (*names, str(len(days)), str(sorted(days)[(len(days) - 1) // 2]), str(max(days)))
            for names, days in spent.items()
        }

    def promises(self) -> tuple[int, int, int]:
        """All, done in time, done."""
        own = [one for case in self.cases.values() for one in case["promises"] if self.inside(one["due"])]
        done = [one for one in own if one["state"] == "done"]
        return len(own), sum(one["done"] <= one["due"] for one in done), len(done)

    def satisfaction(self) -> tuple[int, int]:
        """Asked, and content."""
        names = ("satisfied", "fairly", "dissatisfied", "unknown")
        numbers = [sum(values.get(name) or 0 for values in self.asked) for name in names]
        return sum(numbers), numbers[0] + numbers[1]

    def funnel(self) -> tuple[int, int, int]:
        sent, taken = (sum(bool(one[name]) for one in self.opened) for name in ("forwarded", "adopted"))
        return len(self.opened), sent, taken
