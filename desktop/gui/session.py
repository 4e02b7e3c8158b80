"""What all pages share: the worker, the desk, and what a page may ask of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from desktop.gui.background import Background
from forms.language import Sentence

if TYPE_CHECKING:
    from desktop.services.desk import Desk


class Go(Protocol):
    def __call__(self, page: str, **args: object) -> None:
        """Show a page of `window.PAGES`; `args` are passed to its `shown`."""


class Saved(Protocol):
    def __call__(self, at: str) -> None:
        """Say quietly that it was saved; `at` is an ISO time as a service returned it."""


class Undo(Protocol):
    def __call__(self, name: str = "", action: Callable[[], object] | None = None) -> None:
        """Offer to take back `name` (Ctrl+Z); without a name nothing is offered."""


class CurrentMeeting:
    """Which meeting the pages 准备，会场 and 收尾 work on; empty for none. Outlives a change of language."""

    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Session:
    """Given to every page. The desk is touched on the worker's thread only (`Page.ask`)."""

    background: Background
    desk: Callable[[], Desk]
    go: Go
    told: Callable[[Sentence | str], None]
    """Show a refusal (or any sentence) on the current page until the next action."""
    saved: Saved
    missing: Callable[[str], None]
    """Say in the strip what is still missing; empty for nothing."""
    undo: Undo
    redo: Undo
    rebuild: Callable[[], None]
    """Build the window anew after language or scale changed."""
    archive: Callable[[], object]
    """A meeting was sealed: what it leaves to be signed goes into the archive, behind the screen."""
    meeting: CurrentMeeting
