"""The stages of a procedure in one line: those behind with a tick, the one the case is in, those still to come."""

from __future__ import annotations

from desktop.domain.case import CLOSED
from desktop.gui.titles import titled
from desktop.services.cases.read import CaseFile


def strip_of(file: CaseFile) -> str:
    """✓ 搭建平台 › ▶ 确定议题 › 明确主体 …"""
    if file.procedure is None:
        return ""
    marks = []
    for stage in file.procedure.stages:
        if stage.id == file.case.stage and file.case.state != CLOSED:
            marks.append(f"▶ {titled(stage)}")
        elif stage.id in file.case.left:
            marks.append(f"✓ {titled(stage)}")
        else:
            marks.append(titled(stage))
    return " › ".join(marks)
