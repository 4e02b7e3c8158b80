"""What hangs on the wall of a hall: 工作制度, 工作职责, 履职要求, 流程图 and 人员信息, from a procedure and from the roster."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from desktop.papers.content import Filled, Paragraph
from desktop.papers.wording import day, numeral, place_lines, typeset
from desktop.wire.bodies import Village
from forms.papers import PaperForm, Prose, papers
from forms.procedures import PAPER_NAMES, Order, Outcome, Procedure, Role, Stage

WALL = ("work-rules", "role-duties", "member-requirements", "procedure-flow")
"""Papers of a procedure, in the order in which a wall wants them."""

_BLANK = "＿" * 23
_ORDERS = {
    Order.FIRST_COME: "按举手先后发言。",
    Order.FIRST_TIME_FIRST: "没有说过的人先说，说过的人后说。",
    Order.ALTERNATE: "赞成的和不赞成的轮流说。",
}
_PERIODS = {
    "day": "每天", "month": "每月", "quarter": "每季度", "half-year": "每半年", "year": "每年", "term": "每届", "all": "",
}  # fmt: skip
_OUTCOMES = {
    Outcome.OPINION: "协商形成的是协商意见。需要作决定的，提交能作决定的会议表决；落实的事列入三张清单，写明谁办、何时办完。",
    Outcome.RESOLUTION: "够了法定人数才开会表决，票数当场公布，形成决议。决议公示，落实的事写明谁办、何时办完。",
    Outcome.APPRAISAL: "当场发票、当场收票、当场计票，结果当场公布。",
}


def fill(paper: str, procedure: Procedure, village: Village, made_on: str) -> tuple[Filled, ...]:
    """The blocks of one of `WALL` for a village. `made_on` is an ISO day, which stands under it."""
    form = papers()[paper]
    name = f"{form.zh}（{_short(procedure)}）"
    # What bears the village's name and seal at its foot need not say whose it is twice: it should be one page.
    if all(block.id != "seal" for block in form.blocks):
        name = f"{place_lines(village)}\n{name}"
    filled = {one.block: one for one in _FILL[paper](form, procedure)}
    filled["title"] = Filled(block="title", text=name)
    filled["seal"] = Filled(block="seal", paragraphs=(Paragraph(f"{village.name}村民委员会"), Paragraph(day(made_on))))
    return tuple(filled[block.id] for block in form.blocks if block.id in filled)


def fill_people(village: Village, rows: Sequence[tuple[str, ...]], as_of: str) -> tuple[Filled, ...]:
    """人员信息 from rows of (name, office, group, duty, telephone); rows to write on where there are none."""
    numbered = tuple((str(number), *row) for number, row in enumerate(rows, 1))
    return (
        Filled(block="title", text=f"{place_lines(village)}\n议事人员信息"),
        Filled(block="people", rows=numbered or (("",) * 6,) * 16),
        Filled(block="note", paragraphs=(Paragraph(f"名册截至{day(as_of)}。有变动的，请告诉记录员。", "small"),)),
    )


def _short(procedure: Procedure) -> str:
    """Its title, without what stands in brackets behind it: it is put in brackets itself."""
    return typeset(procedure.title.removesuffix("）").rpartition("（")[0] or procedure.title)


def _role(role: Role) -> str:
    """The title without the place in a formula such as 1+4+X that may stand before it."""
    return role.title.split("：")[-1]


def _fixed(form: PaperForm, more: Mapping[str, tuple[Paragraph, ...]], skip: Sequence[str] = ()) -> list[Filled]:
    """Every block of prose with its own words first; one that has none and is given none is left out."""
    found = []
    for block in form.blocks:
        if isinstance(block, Prose) and block.id not in skip:
            said = (*(Paragraph(text) for text in block.text), *more.get(block.id, ()))
            if said:
                found.append(Filled(block=block.id, paragraphs=said))
    return found


def _work_rules(form: PaperForm, procedure: Procedure) -> list[Filled]:
    speakers = procedure.speakers
    limits = [
        f"每次不超过{speakers.seconds // 60}分钟。" if speakers.seconds >= 60 else "",
        f"一件事每人最多说{numeral(speakers.times)}次。" if speakers.times else "",
    ]
    who = [f"{_role(role)}{f'（不少于{role.least}人）' if role.least else ''}" for role in procedure.roles]
    steps = tuple(
        Paragraph(typeset(f"{numeral(number)}是{stage.title}{_needs(stage)}。")) for number, stage in enumerate(procedure.stages, 1)
    )
    return _fixed(
        form,
        {
            "matters": tuple(Paragraph(f"{one}。") for one in procedure.motto),
            "people": (Paragraph(typeset("；".join(who)) + "。"),) if who else (Paragraph("依法应当参加的人。"),),
            "steps": steps,
            "speaking": (Paragraph(_ORDERS[speakers.order] + "".join(limits)),),
            "outcome": (Paragraph(_OUTCOMES[procedure.outcome]),),
        },
    )


def _needs(stage: Stage) -> str:
    """What a stage asks for, after its title: its sheets, and the gates that hold it."""
    sheets = [need.title for need in stage.needs if need.title and not need.optional]
    gates = [gate.title for gate in stage.gates if not gate.warns]
    return "".join(
        (f"，填写{'、'.join(sheets)}" if sheets else "", f"；要做到：{'，'.join(gates)}" if gates else "")
    )


def _role_duties(form: PaperForm, procedure: Procedure) -> list[Filled]:
    by_duty: dict[str, list[str]] = {}
    for role in procedure.roles:
        by_duty.setdefault(role.duty, []).append(_role(role))
    # Every meeting has a chair and somebody who writes, whether the procedure names them or not.
    always = {"chair", "staff", *by_duty}
    named = {duty: (Paragraph(typeset(f"由{'、'.join(titles)}担任。")),) for duty, titles in by_duty.items()}
    skip = [block.id for block in form.blocks if block.id not in always]
    return _fixed(form, named, skip)


def _requirements(form: PaperForm, procedure: Procedure) -> list[Filled]:
    lists: list[Paragraph] = []
    for one in procedure.lists:
        if not one.given:
            lists.append(Paragraph(typeset(one.title), "level1"))
            lists += [Paragraph(f"{number}．{_BLANK}") for number in range(1, one.blanks + 1)]
    return _fixed(form, {"general": _targets(procedure), "lists": tuple(lists)})


def _targets(procedure: Procedure) -> tuple[Paragraph, ...]:
    """What there should be so often, those together that are asked of the same people as often."""
    asked: dict[tuple[str, str, int], list[str]] = {}
    for one in procedure.counters:
        if one.target:
            asked.setdefault((one.who, one.per, one.target), []).append(one.title)
    return tuple(
        Paragraph(typeset(f"{who}{_PERIODS[per]}至少{'各' if len(titles) > 1 else ''}{numeral(times)}次：{'、'.join(titles)}。"))
        for (who, per, times), titles in asked.items()
    )


def _flow(form: PaperForm, procedure: Procedure) -> list[Filled]:
    titles = {stage.id: stage.title for stage in procedure.stages}
    rows = []
    for at, stage in enumerate(procedure.stages):
        below = procedure.stages[at + 1].id if at + 1 < len(procedure.stages) else ""
        turns = [titles[one] for one in procedure.following(stage.id) if one != below and one in titles]
        turns += [f"{titles[one]}（退回再议）" for one in stage.back if one in titles]
        notes = [typeset(text) for text in (stage.purpose, *(gate.title for gate in stage.gates)) if text]
        sheets = [need.title for need in stage.needs if need.title and not need.optional]
        made = [str(PAPER_NAMES[paper]) for paper in stage.papers if paper in PAPER_NAMES]
        notes += [f"填：{typeset('、'.join(sheets))}"] if sheets else []
        notes += [f"出：{typeset('、'.join(made))}"] if made else []
        rows.append((typeset(stage.title), "\n".join(notes), typeset("\n".join(turns))))
    told = procedure.verified or "未经核对" in procedure.source
    note = Paragraph(typeset(f"依据：{procedure.source}" + ("" if told else "（未经核对）")), "small")
    return [Filled(block="flow", rows=tuple(rows)), Filled(block="note", paragraphs=(note,))]


_FILL: dict[str, Callable[[PaperForm, Procedure], list[Filled]]] = {
    "work-rules": _work_rules,
    "role-duties": _role_duties,
    "member-requirements": _requirements,
    "procedure-flow": _flow,
}
