"""人民调解协议书 as it is printed: who, what happened, who is liable, what was agreed, how and by when; and who signs.

Written by 人民调解法 art. 29: signed, sealed or fingerprinted by each party, signed by the mediators, sealed by the committee;
a copy for each party and one that the committee keeps. It is never posted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import structs

from desktop.papers.content import Content, Filled, Paragraph, Prepared, definition_hash, sealed
from desktop.papers.filling.sheet import names
from desktop.papers.wording import day, headed, in_cell, numeral, typeset
from desktop.wire.bodies import Village
from forms.papers import PaperForm, Signatures, Space, papers

PAPER = "mediation-agreement"
WRITTEN = "　　　　年　　月　　日"
"""A day that is written by hand."""
_BESIDE = {"unable": 14}
"""Characters before a place to sign, at most, that leave room for another one beside it; 9 where a name is written there."""
_FEW, _LOW = 6, 11
"""Places to sign in full height, and mm of each where there are more: what was agreed should stand on their page."""
SEXES = {"male": "男", "female": "女"}
EFFECT = (
    "本协议书自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效，"
    "具有法律约束力，当事人应当按照约定履行。"
)
EACH_PAGE = "各方当事人在每一页上按指印；有两页以上的，再按骑缝指印，加盖骑缝章。"
COURT = "双方当事人认为有必要的，可以自本协议书生效之日起三十日内，共同向人民法院申请司法确认。"


def prepare_agreement(
    village: Village, values: Mapping[str, Any] | None, *, subject: str, print_id: str, printed_at: str
) -> Prepared:
    """Fix the content of an agreement with `values` of the sheet of that name; without them, blank, to be filled in by hand."""
    given = values or {}
    form = _signed_by(papers()[PAPER], given)
    return sealed(
        Content(
            paper=PAPER,
            version=form.version,
            definition=definition_hash(form),
            print_id=print_id,
            printed_at=printed_at,
            subject=subject,
            title=form.zh,  # the file name and the register of prints must not say whose it is
            about=form.zh,
            blank=values is None,
            blocks=_fill(form, village, given),
        ),
        form,
    )


def copies(values: Mapping[str, Any]) -> int:
    """One for each party, one that the committee keeps."""
    return len(_parties(values)) + 1


def _name(value: Any) -> str:
    """Of one person or of several, as they are shown."""
    return "、".join(names(value))


def _parties(values: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [row for row in values.get("parties") or () if isinstance(row, Mapping) and row.get("name")]


def _signed_by(form: PaperForm, values: Mapping[str, Any]) -> PaperForm:
    """A place for each who signs; two nameless parties and a mediator on a blank sheet. The mediators sign beside the seal."""
    block, beside = form.block("signatures"), form.block("mediators")
    assert isinstance(block, Signatures), "the definition has places to sign"
    assert isinstance(beside, Signatures), "and the mediators theirs"
    spaces = {space.id: space for space in (*block.spaces, *beside.spaces)}
    by = _name(values.get("written-by")) or "＿＿＿＿"
    made: list[Space] = []
    for row in _parties(values) or [{"name": ""}, {"name": ""}]:
        kind = "unable" if row.get("writes") is False else "party"
        made.append(_space(spaces[kind], len(made), name=_name(row["name"]), by=by))
    for kind, people in (("witness", values.get("witnesses") or ()), ("mediator", values.get("mediators") or ("",))):
        made += [_space(spaces[kind], len(made) + n, name=_name(one), by=by) for n, one in enumerate(people)]
    mediators = tuple(space for space in made if space.id.startswith("mediator-"))
    made = made[: -len(mediators)]
    # Two beside each other where their names leave both a line to sign on.
    short = all(len(space.zh) <= _BESIDE.get(space.id.partition("-")[0], 9) for space in made)
    columns = 2 if short else 1
    tall = block.row_height if len(made) <= _FEW else _LOW
    signed = {
        block.id: structs.replace(block, spaces=tuple(made), columns=columns, row_height=tall),
        beside.id: structs.replace(beside, spaces=mediators, row_height=tall),
    }
    return structs.replace(form, blocks=tuple(signed.get(one.id, one) for one in form.blocks))


def _space(space: Space, number: int, **places: str) -> Space:
    words = typeset(space.zh.format(**places))
    return structs.replace(space, id=f"{space.id}-{number}", zh=words, en=space.en.format(**places))


def _fill(form: PaperForm, village: Village, values: Mapping[str, Any]) -> tuple[Filled, ...]:
    rows = tuple(
        (
            str(number), in_cell(_name(row["name"])), SEXES.get(str(row.get("sex") or ""), ""), str(row.get("born") or ""),
            str(row.get("home") or ""), str(row.get("phone") or ""),
        )
        for number, row in enumerate(_parties(values), 1)
    )  # fmt: skip
    term = day(str(values.get("term") or ""))
    way = _prose(values, "way") + ((Paragraph(f"履行期限：{term or WRITTEN}以前。"),) if term or not values else ())
    number = str(values.get("number") or "")
    committee = str(values.get("committee") or f"{village.name}人民调解委员会")
    return (
        Filled(block="title", text=headed(village, form.zh)),
        Filled(block="number", paragraphs=(Paragraph(f"编号：{number}", "address"),) if number or not values else ()),
        Filled(block="parties", rows=rows or tuple((str(number), *("",) * 5) for number in (1, 2, 3))),
        Filled(block="dispute", paragraphs=_prose(values, "dispute")),
        Filled(block="liability", paragraphs=_prose(values, "liability")),
        Filled(block="content", paragraphs=_prose(values, "content")),
        Filled(block="way", paragraphs=way),
        Filled(block="closing", paragraphs=_closing(values)),
        Filled(block="signatures"),
        Filled(block="issued", paragraphs=(Paragraph(committee), Paragraph(day(str(values.get("day") or "")) or WRITTEN))),
        Filled(block="mediators"),
    )  # fmt: skip


def _prose(values: Mapping[str, Any], field: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(line.strip()) for line in str(values.get(field) or "").splitlines() if line.strip())


def _closing(values: Mapping[str, Any]) -> tuple[Paragraph, ...]:
    found = [EFFECT, COURT]
    unable = "、".join(_name(row["name"]) for row in _parties(values) if row.get("writes") is False)
    if unable:
        by, seen = _name(values.get("written-by")), _name(values.get("witnesses"))
        found.append(f"{unable}不会写字。本协议书已向本人当面宣读，由{by}代签姓名，本人按指印，{seen}在场见证。")
    if values:
        found.append(f"本协议书一式{numeral(copies(values))}份，各方当事人各执一份，人民调解委员会留存一份。")
    found.append(EACH_PAGE)
    return tuple(Paragraph(typeset(text), "small") for text in found)
