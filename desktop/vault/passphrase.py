"""Where a passphrase comes from: the environment, or whoever sits at the PC."""

from __future__ import annotations

import os
from collections.abc import Callable

from forms.language import refuse

VARIABLE = "YISHITANG_PASSPHRASE"


def get_passphrase(ask: Callable[[], str] | None) -> str:
    """The passphrase from `YISHITANG_PASSPHRASE`, else from `ask`. Raises Refused where neither gives one."""
    given = os.environ.get(VARIABLE, "")
    if given:
        return given
    if ask is None:
        raise refuse("需要口令才能打开数据：请设置环境变量 {name} 后再运行。", name=VARIABLE)
    typed = ask()
    if not typed.strip():
        raise refuse("口令不能为空：请重新输入，或设置环境变量 {name}。", name=VARIABLE)
    return typed
