"""Two slips about one matter become one case; one slip about two matters becomes two."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from desktop.domain.case import ENDED, MERGED, OPEN, SPLIT, Case
from forms.language import refuse


def merged(case: Case, into: Case) -> tuple[Case, Case]:
    """`case` ends in `into`, which takes over its proposer and co-signers as co-signers. Returns both.

    Households are not added up: the same ones may stand on both slips.
    """
    if case.id == into.id:
        raise refuse("一件事项不能并到它自己。")
    for one in (case, into):
        if one.state in ENDED:
            raise refuse("“{title}”已经了结，不能合并。", title=one.title)
    if case.state != OPEN:
        raise refuse("“{title}”已经列入议程或者议过，请把另一件并到它。", title=case.title)
    people = dict.fromkeys(name for name in (*into.co_signers, case.proposer, *case.co_signers) if name)
    people.pop(into.proposer, None)
    return replace(case, state=MERGED, merged_into=into.id), replace(into, co_signers=tuple(people))


def split(case: Case, titles: Sequence[str], ids: Sequence[str], at: str) -> tuple[Case, tuple[Case, ...]]:
    """`case` ends; each title becomes a case of its own that remembers where it came from. Returns all."""
    names = [title.strip() for title in titles if title.strip()]
    if len(names) < 2:
        raise refuse("拆分至少要写两件事，一行一件。")
    if len(set(names)) < len(names):
        raise refuse("拆出来的事项不能同名。")
    if case.state != OPEN:
        raise refuse("“{title}”已经列入议程、议过或者了结，不能再拆分。", title=case.title)
    parts = tuple(
        replace(
            case, id=own, title=name, split_from=case.id, opened_at=at, stage="", procedure="", accepted="", left={}
        )
        for name, own in zip(names, ids, strict=False)
    )
    return replace(case, state=SPLIT), parts
