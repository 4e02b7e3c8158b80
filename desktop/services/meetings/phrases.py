"""Phrases that the recorder inserts by two keys: the village's own, or those of resources/phrases.toml."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from desktop.services.desk import Desk
from forms.language import refuse

MOST = 9
"""Phrases, for each has a digit."""
LONGEST = 120
"""Characters of a phrase."""
KEPT = "phrases"


def built_in_phrases() -> tuple[str, ...]:
    """What a village begins with."""
    text = (files("resources") / "phrases.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["minutes"])


def phrases(desk: Desk) -> tuple[str, ...]:
    """In the order of their digits, from 1."""
    with desk.store.read() as work:
        own: tuple[str, ...] | None = work.settings.get(KEPT, tuple[str, ...])
    return built_in_phrases() if own is None else own


def keep_phrases(desk: Desk, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the village's own; empty ones are left out, and none at all brings those of the program back. Raises Refused."""
    own = tuple(text.strip() for text in texts if text.strip())
    if len(own) > MOST:
        raise refuse("短语最多 {most} 条，现在有 {n} 条。请删去几条。", most=MOST, n=len(own))
    for text in own:
        if len(text) > LONGEST:
            raise refuse("短语“{text}……”太长，最多 {most} 字。请改短。", text=text[:10], most=LONGEST)
    with desk.store.work() as work:
        if own:
            work.settings.put(KEPT, own)
        else:
            work.settings.forget(KEPT)
    return own or built_in_phrases()
