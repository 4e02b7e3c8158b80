"""四议两公开决策实施登记表: the six sheets of one case, from the one sheet on which it is kept, or blank for the hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.papers.content import Filled
from desktop.papers.filling.sheet import field_text, names
from desktop.papers.wording import headed
from desktop.wire.bodies import Village
from forms.papers import Facts, Table, Title, papers
from forms.sheets import SheetForm

PAPER = "four-discussions"
LINKS = ("村党组织提议", "村“两委”会商议", "党员大会审议", "村民（代表）会议决议", "决议公开", "实施结果公开")
_PEOPLE = {"propose-people": "propose-by", "consult-people": "consult-by"}
"""Table to the field that names who was there; the other two have too many, and sign on sheets of their own."""
_ROWS = {"propose-people": 6, "consult-people": 6, "review-people": 5, "decide-people": 4}


def fill(form: SheetForm, village: Village, values: Mapping[str, object] | None) -> tuple[Filled, ...]:
    """Blocks from `values` of the sheet of that name (see its form); None leaves everything to the hand."""
    given = values or {}
    fields = {field.id: field for field in form.at(form.version)}
    filled: list[Filled] = []
    number = 0
    for block in papers()[PAPER].blocks:
        if isinstance(block, Title):
            title = headed(village, "四议两公开决策实施登记表") + f"\n（{'一二三四五六'[number]}）{LINKS[number]}"
            filled.append(Filled(block=block.id, text=title))
            number += 1
        elif isinstance(block, Facts):
            shown = {one.id: field_text(fields[one.id], given.get(one.id), blank=values is None) for one in block.fields}
            filled.append(Filled(block=block.id, values=shown))
        elif isinstance(block, Table):
            people = names(given.get(_PEOPLE.get(block.id, "")))
            filled.append(Filled(block=block.id, rows=_two_columns(people, _ROWS[block.id])))
        else:
            filled.append(Filled(block=block.id))
    return tuple(filled)


def _two_columns(people: Sequence[str], least: int) -> tuple[tuple[str, ...], ...]:
    """Rows of (number, name, signature) twice, read down the left half first, with empty places for those not named."""
    half = max(least, (len(people) + 1) // 2)
    named = [*people, *[""] * (2 * half - len(people))]
    return tuple(
        (str(at + 1), named[at], "", str(half + at + 1), named[half + at], "") for at in range(half)
    )
