"""A PC that the county has revoked: it shows and prints what it has, and seals nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from forms.language import Sentence, refuse, say

if TYPE_CHECKING:
    from desktop.storage.work import Work

REVOKED = "revoked"
"""Name of the setting."""


class Revoked(Struct, frozen=True):
    """When, by the county's time, and why this PC was revoked."""

    at: str
    why: str = ""

    @property
    def sentence(self) -> Sentence:
        why = Sentence(self.why) if self.why else say("没有写原因")
        return say("县里已停用这台电脑（{why}）。以前的记录都在，可以看、可以打印；要继续定稿和上报，请与县里联系。", why=why)


def revoked_of(work: Work) -> Revoked | None:
    found: Revoked | None = work.settings.get(REVOKED, Revoked)
    return found


def refuse_revoked(work: Work) -> None:
    """Raises Refused where this PC was revoked: nothing more is sealed with its key."""
    if (revoked := revoked_of(work)) is not None:
        raise refuse("{why}", why=revoked.sentence)
