"""A case on its way through the stages of its procedure. A gate is gone round only by an override with a reason and a name."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.case import CLOSED, DELIBERATED, ENDED, OPEN, Case
from desktop.domain.cases.invitation import FORM, figures_of_people, rule_of
from desktop.domain.figures import Figures
from desktop.domain.procedure import Filled, Judged, Progress, Rules, gates, may_close, may_go
from desktop.domain.verdict import Verdict
from forms.language import Sentence, refuse, say
from forms.procedures import Procedure


class Override(Struct, frozen=True):
    """Who lets a case pass a shut gate, and why. Kept in its history and in what is sealed afterwards."""

    name: str
    reason: str


class Kept(Struct, frozen=True, kw_only=True):
    """A filled sheet as the case has it: `stage` is where it was filled in."""

    filled: Filled
    stage: str = ""


def progress_of(
    case: Case,
    procedure: Procedure,
    kept: Iterable[Kept],
    *,
    today: str,
    rules: Rules,
    verdicts: tuple[Verdict, ...] = (),
    papers: tuple[str, ...] = (),
) -> Progress:
    """What the gates may look at. The people who are counted are those written down in the stage itself."""
    sheets = tuple(kept)
    rule = rule_of(procedure.stage(case.stage))
    people = next(
        (one.filled.values.get("people") for one in reversed(sheets)
         if one.filled.form == FORM and one.stage == case.stage),
        None,
    )  # fmt: skip
    figures = figures_of_people(people, rules(rule)) if rule and people else Figures()
    return Progress(
        stage=case.stage,
        today=today,
        sheets=tuple(one.filled for one in sheets),
        meeting_day=case.meeting_day,
        figures=figures,
        verdicts=verdicts,
        papers=papers,
        chosen=case.chosen,
        confirmed=case.confirmed,
        left=case.left,
    )


def shut(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """Those gates that stand in the way; what only warns does not."""
    return tuple(one for one in judged if not one.open and not one.warns)


def standing(procedure: Procedure, progress: Progress, rules: Rules) -> tuple[Judged, ...]:
    """All gates of the stage the case is in, open or shut, those for entering and those for leaving."""
    stage = procedure.stage(progress.stage)
    if stage is None:
        return ()
    return (*gates(stage, progress, rules, "enter"), *gates(stage, progress, rules, "leave"))


def moved(
    case: Case, procedure: Procedure, progress: Progress, rules: Rules, to: str, *, override: Override | None = None
) -> tuple[Case, tuple[Judged, ...]]:
    """The case in stage `to`, and the shut gates that were gone round.

    Raises Refused: no way there, a shut gate without an override, an override without a reason or a name.
    """
    if case.state in ENDED:
        raise refuse("“{title}”已经了结。要重新办，请先重新打开。", title=case.title)
    ways = may_go(procedure, progress, rules)
    if to not in ways:
        raise refuse("从这一步不能到“{to}”。", to=_title(procedure, to))
    passed = _passed(shut(ways[to]), override)
    left = {**case.left, case.stage: progress.today}
    return replace(case, stage=to, left=left), passed


def sent_back(case: Case, procedure: Procedure, to: str, reason: str) -> Case:
    """再评议: back to an earlier stage, from the stage or after closing. Raises Refused without a reason."""
    stage = procedure.stage(case.stage)
    if stage is None or to not in stage.back:
        raise refuse("从这一步不能到“{to}”。", to=_title(procedure, to))
    if not reason.strip():
        raise refuse("再评议要写明理由。")
    state = OPEN if case.state == CLOSED else case.state
    if case.state in ENDED and case.state != CLOSED:
        raise refuse("“{title}”已经了结。要重新办，请先重新打开。", title=case.title)
    return replace(case, stage=to, state=OPEN if state == DELIBERATED else state, meeting="", meeting_day="")


def from_here_on(procedure: Procedure, to: str) -> tuple[str, ...]:
    """Stages whose sheets are of the round before, once a case was sent back to `to`."""
    ids = [stage.id for stage in procedure.stages]
    return tuple(ids[ids.index(to) :])


def closed(
    case: Case, procedure: Procedure, progress: Progress, rules: Rules, *, override: Override | None = None
) -> tuple[Case, tuple[Judged, ...]]:
    """The case with its end, and the shut gates that were gone round. Raises Refused as `moved` does."""
    if case.state in ENDED:
        raise refuse("“{title}”已经了结，不用再办结。", title=case.title)
    judged = may_close(procedure, progress, rules)
    if judged is None:
        raise refuse("在“{stage}”这一步不能办结。", stage=_title(procedure, case.stage))
    passed = _passed(shut(judged), override)
    return replace(case, state=CLOSED, left={**case.left, case.stage: progress.today}), passed


def _passed(found: tuple[Judged, ...], override: Override | None) -> tuple[Judged, ...]:
    if not found:
        return ()
    if override is None:
        raise refuse("还不能往下走：{why}", why=found[0].sentence)
    if not override.reason.strip() or not override.name.strip():
        raise refuse("特殊情况放行，要写明理由和批准人姓名。")
    return found


def _title(procedure: Procedure, stage: str) -> Sentence:
    found = procedure.stage(stage)
    return Sentence(found.title) if found else say("没有这一步")
