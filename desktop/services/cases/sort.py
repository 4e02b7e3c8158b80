"""Merging slips about one matter, splitting one slip about two."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.case import Case
from desktop.domain.cases import sorting
from desktop.services.desk import Desk
from desktop.services.keep_case import case_of, keep
from forms.language import say


def merge_cases(desk: Desk, case_id: str, into_id: str) -> Case:
    """The first ends in the second, which is returned."""
    with desk.store.work() as work:
        gone, into = sorting.merged(case_of(work, case_id), case_of(work, into_id))
        keep(desk, work, gone, "merged", say("并入“{title}”", title=into.title))
        return keep(desk, work, into, "merged", say("“{title}”并了进来", title=gone.title))


def split_case(desk: Desk, case_id: str, titles: Sequence[str]) -> tuple[Case, ...]:
    """Its parts, each a case of its own."""
    ids = [desk.new_id() for _ in titles]
    with desk.store.work() as work:
        whole, parts = sorting.split(case_of(work, case_id), titles, ids, desk.clock().at)
        keep(desk, work, whole, "split", say("拆成 {n} 件", n=len(parts)))
        for part in parts:
            work.cases.add(part)
            keep(desk, work, part, "split", say("从“{title}”拆出", title=whole.title))
    return parts
