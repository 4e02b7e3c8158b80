"""Folders of a county's own files, made for a test, and the errors that they give."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.errors import FormErrors
from forms.load import load_pack

GOOD = """
id = "elders"
title = "乡贤理事会"
title_en = "Council of elders"
law = "本县办法"
article = "第七条"

[[versions]]
version = "2026"
since = 2026-05-01

[[versions.ways]]
id = "members"
title = "理事"
have = "present"
of = "members"
share = "> 1/2"

[versions.poll]
base = "members"
share = ">= 3/4"
"""
SHEET = """
id = "look"
version = 1
title = "查看单"
title_en = "Look"

[[fields]]
id = "seen"
title = "情况"
type = "paragraph"
"""
PROCEDURE = """
id = "courtyard"
title = "院坝会"
title_en = "Courtyard"
kind = "consultation"
outcome = "opinion"
source = "本县办法"

[[stages]]
id = "talk"
title = "协商"
needs = [{ sheet = "topic" }]
papers = ["minutes", "opinion"]

[[stages]]
id = "answer"
title = "反馈"
ends = true
"""


def put(folder: Path, **files: str) -> Path:
    """Files by `room__name`, each in its room."""
    for name, text in files.items():
        room, _, file = name.partition("__")
        (folder / room).mkdir(parents=True, exist_ok=True)
        (folder / room / f"{file}.toml").write_text(text, encoding="utf-8")
    return folder


def errors(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(FormErrors) as caught:
        load_pack(folder)
    assert all(str(one.expected) and "\n" not in str(one.sentence) for one in caught.value.errors)
    return [(one.file.split("/", 1)[-1], one.line, one.key) for one in caught.value.errors]
