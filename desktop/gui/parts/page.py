"""The base of all pages: title above, the page's own body, a notice, and below it the one main action on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.gui.background import Job
from desktop.gui.parts.buttons import BigButton
from desktop.gui.parts.labels import Words
from desktop.gui.parts.notice import Notice
from desktop.gui.session import Session
from desktop.gui.theme import px
from forms.language import Sentence


class Page(QWidget):
    """A subclass fills `body` (and `foot`), overrides `shown`, and asks the desk through `ask`."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.heading = Words("", "title")
        self.notice = Notice()
        self.body = QVBoxLayout()
        self.body.setSpacing(px(8))
        self.foot = QHBoxLayout()
        self.foot.setSpacing(px(8))
        self.foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(12), px(20), px(10))
        outer.setSpacing(px(8))
        outer.addWidget(self.heading)
        outer.addLayout(self.body, 1)
        outer.addWidget(self.notice)
        outer.addLayout(self.foot)
        self.heading.hide()

    def title(self, text: str) -> None:
        """Set the heading; empty hides it."""
        self.heading.setText(text)
        self.heading.setVisible(bool(text))

    def shown(self, **args: object) -> None:
        """The page has come to the front: read anew what it shows."""

    def left(self) -> None:
        """Another page is coming to the front: keep what is being typed."""

    def keys(self) -> dict[str, Callable[[], object]]:
        """What F2 to F9 do here. As it stands: click the visible button that bears the key."""
        buttons = [one for one in self.findChildren(BigButton) if one.key and one.isVisible() and one.isEnabled()]
        return {one.key: one.click for one in buttons}

    def ask(
        self,
        fn: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], object] | None = None,
        failed: Callable[[Sentence], object] | None = None,
        quiet: bool = False,
        **answers: Any,
    ) -> Job:
        """`fn(desk, *args)` on the worker's thread. What was refused stands in the notice if `failed` is not given.

        The notice is cleared first, for this is the next action; not so with `quiet`, for what nobody pressed.
        """
        if not quiet:
            self.notice.clear()
        return self.session.background.run(
            self._with_desk(fn), *args, then=then, failed=failed or self.notice.tell, owner=self, **answers
        )

    def send(self, fn: Callable[..., Any], *args: Any, **answers: Any) -> Job:
        """As `ask`, for what waits for the line."""
        self.notice.clear()
        answers.setdefault("failed", self.notice.tell)
        return self.session.background.send(self._with_desk(fn), *args, owner=self, **answers)

    def _with_desk(self, fn: Callable[..., Any]) -> Callable[..., Any]:
        desk = self.session.desk
        return lambda *args: fn(desk(), *args)
