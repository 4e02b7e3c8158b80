"""Three ways (三向分流, 上城), and up the levels where it is beyond this one (三级联动 南通, 三级路径 桐城)."""

from __future__ import annotations

from msgspec.structs import replace

from desktop.domain.case import ENDED, ON_AGENDA, Case
from forms.language import refuse, say

NEIGHBOURS, STREET, DEPARTMENT = "neighbours", "street", "department"
ROUTES = {
    NEIGHBOURS: say("居民间调解"),
    STREET: say("村、镇限期办理"),
    DEPARTMENT: say("部门督办"),
}
SHEETS = {NEIGHBOURS: "route-neighbours", STREET: "route-plan", DEPARTMENT: "route-tracking"}
"""The sheet that each way is followed on."""
LEVELS = ("village", "town", "county")
LEVEL_WORDS = {"village": say("村"), "town": say("镇"), "county": say("县")}


def routed(case: Case, route: str) -> Case:
    if case.state in ENDED:
        raise refuse("“{title}”已经了结，不能再分流。", title=case.title)
    if route not in ROUTES:
        raise refuse("没有这条去向：{route}", route=route)
    if route == NEIGHBOURS and case.state == ON_AGENDA:
        raise refuse("“{title}”已经列入会议议程。要调解，先从议程里撤下。", title=case.title)
    return replace(case, route=route)


def raised(case: Case, why: str) -> Case:
    """One level up. Raises Refused without a reason, and at the top."""
    if case.state in ENDED:
        raise refuse("“{title}”已经了结，不能再分流。", title=case.title)
    at = LEVELS.index(case.level)
    if at + 1 == len(LEVELS):
        raise refuse("已经到县一级，再往上请用提案或社情民意反映。")
    if not why.strip():
        raise refuse("往上一级要写明为什么本级解决不了。")
    return replace(case, level=LEVELS[at + 1])
