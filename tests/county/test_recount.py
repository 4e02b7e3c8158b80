"""Sheets and facts of cases are counted again by the county; what contradicts itself is logged and never changed."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from county.derive import derive_new
from county.devices import Device as Known
from county.down import down_for
from county.month import months
from county.receive import receive_batch
from county.recount import agrees, of_sheet
from county.show import overview
from desktop.domain.cases.facts import CaseFacts, Promise, Stay
from desktop.wire.bodies import Village
from desktop.wire.canonical import canonical
from desktop.wire.cases import SealedCases
from desktop.wire.corrections import SealedCorrection
from desktop.wire.down import Item
from desktop.wire.sheets import SealedSheet
from desktop.wire.signed import decode
from forms.language import Refused
from forms.load import built_in
from tests.county.bench import Bench, Device
from tests.sync.village import CODE, meeting

VILLAGE = Village(CODE, "石桥村", "青湾镇")
HONEST = CaseFacts(
    id="c1", opened="2026-06-01", source="people", state="open", accepted="2026-06-02", procedure="nantong", stage="topic",
    stays=(Stay("platform", "搭建平台", "2026-06-02", "2026-06-05"),), forwarded="2026-06-06", adopted="2026-06-09",
    promises=(Promise("d1", "2026-06-20", "done", "2026-06-18"),),
)  # fmt: skip


def sheet(**values: Any) -> SealedSheet:
    return SealedSheet(
        id="s1", village=VILLAGE, case="c1", case_title="水渠", procedure="nantong", stage="evaluation", form="satisfaction",
        form_version=built_in().sheet("satisfaction").version, title="满意度测评表", day="2026-06-20", values={"day": "2026-06-20", **values},
        sealed_at="2026-06-20T10:00:00",
    )  # fmt: skip


def test_facts_whose_days_follow_each_other_agree() -> None:
    assert agrees(HONEST)


@pytest.mark.parametrize(
    "wrong",
    [
        {"accepted": "2026-05-31"},
        {"forwarded": ""},
        {"adopted": "2026-06-05"},
        {"stays": (Stay("platform", "", "2026-06-05", "2026-06-02"),)},
        {"promises": (Promise("d1", "2026-06-20", "done"),)},
        {"promises": (Promise("d1", "2026-06-20", "begun", "2026-06-18"),)},
        {"opened": ""},
    ],
)
def test_facts_that_contradict_themselves_do_not(wrong: dict[str, Any]) -> None:
    assert not agrees(replace(HONEST, **wrong))


def test_more_answers_than_slips_are_marked() -> None:
    honest = sheet(asked="户代表", issued=52, satisfied=40, fairly=9, dissatisfied=3, unknown=0)
    assert of_sheet(honest, built_in()) == ()
    lie = sheet(asked="户代表", issued=50, satisfied=40, fairly=9, dissatisfied=3, unknown=0)
    assert "超过百分之百" in of_sheet(lie, built_in())[0]


def test_what_does_not_agree_is_logged_and_still_counted(bench: Bench, device: Device) -> None:
    facts = SealedCases(village=VILLAGE, cases=(replace(HONEST, accepted="2026-05-31"),), sealed_at="2026-06-30T09:00:00")
    device.record(canonical(facts), kind="cases")
    device.record(canonical(sheet(issued=50, satisfied=40, fairly=9, dissatisfied=3, unknown=0)))
    device.record(canonical(sheet(satisfied="一些")))
    device.record(canonical(meeting()), kind="meeting")
    receive_batch(bench.store, Known(device.key.id, device.key.public, device.village), device.batch())
    derive_new(bench.store)
    shown = overview(bench.store)
    assert [one["code"] for one in shown["log"]].count("differs") == 2
    assert [one["code"] for one in shown["held"]] == ["unreadable-body"]
    (month,) = months(bench.store, meeting().date[:7], CODE)
    assert month.figures.every.times == 1
    assert (month.figures.satisfaction.asked, month.figures.funnel.adopted) == (52, 1)


def _correction(**facts: Any) -> SealedCorrection:
    said = {"subject": "m1", "number": 1, "record": "0" * 64, "title": "会", "date": "2026-06-18", "wrong": "三组", "right": "二组"}
    return SealedCorrection(**{**said, "why": "写错了", "by": "钱二", "made_at": "2026-06-20T10:00:00", **facts})


@pytest.mark.parametrize("body", [b"", b"{}", b"rubbish", canonical(_correction()).replace(b'"number":1', b'"number":"one"')])
def test_a_correction_that_cannot_be_read_is_held_answered_and_logged_and_the_month_goes_on(
    bench: Bench, device: Device, body: bytes
) -> None:
    device.record(canonical(meeting()), kind="meeting")
    device.record(body, kind="correction")
    device.record(canonical(_correction(number=2)), kind="correction")
    receive_batch(bench.store, Known(device.key.id, device.key.public, device.village), device.batch())
    derive_new(bench.store)
    shown = overview(bench.store)
    assert [(one["sequence"], one["code"]) for one in shown["held"]] == [(2, "unreadable-body")]
    assert [line["device"] for line in shown["log"] if line["code"] == "unreadable-body"] == [device.key.id]
    said = [decode(bytes(signed.message), Item) for signed in down_for(bench.store, device.key.id, since=None).items]
    assert [(item.kind, item.body["state"], item.body["sequence"]) for item in said] == [("feedback", "held", 2)]
    (month,) = months(bench.store, meeting().date[:7], CODE)
    assert month.figures.every.times == 1


def test_a_month_is_counted_by_the_corrected_sheet_and_a_correction_of_minutes_changes_no_figure(
    bench: Bench, device: Device
) -> None:
    """A sheet that was corrected is sealed again whole; a correction of minutes is words, and nothing is folded into them."""
    device.record(canonical(sheet(issued=52, satisfied=40, fairly=9, dissatisfied=3, unknown=0)))
    device.record(canonical(meeting()), kind="meeting")
    device.record(canonical(replace(sheet(issued=52, satisfied=41, fairly=8, dissatisfied=1, unknown=0), corrects=1)))
    device.record(canonical(_correction()), kind="correction")
    receive_batch(bench.store, Known(device.key.id, device.key.public, device.village), device.batch())
    derive_new(bench.store)
    assert not overview(bench.store)["held"]
    (month,) = months(bench.store, meeting().date[:7], CODE)
    told = month.figures.satisfaction
    assert (told.asked, told.content) == (50, 49)
    assert (month.figures.every.times, month.figures.every.present) == (1, 28)


@pytest.mark.parametrize(("month", "village"), [("2026-13", ""), ("Juni", ""), ("", ""), ("2026-06", "123")])
def test_a_month_or_village_that_is_none_is_refused(bench: Bench, month: str, village: str) -> None:
    with pytest.raises(Refused):
        months(bench.store, month, village)
