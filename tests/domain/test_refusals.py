"""What cannot be done on the floor, on the agenda and in the minutes is refused with what to do instead."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = ("__init__", "agenda", "floor", "minutes", "require")
WHAT_TO_DO = ("请", "可以", "不用")


@pytest.mark.parametrize("room", ROOMS)
def test_every_refusal_says_what_to_do_instead(room: str) -> None:
    tree = ast.parse((HOUSE / "desktop" / "domain" / "decide" / f"{room}.py").read_text(encoding="utf-8"))
    said = [
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "refuse" and isinstance(node.args[0], ast.Constant)
    ]
    assert said
    assert [text for text in said if not any(word in str(text) for word in WHAT_TO_DO)] == []
