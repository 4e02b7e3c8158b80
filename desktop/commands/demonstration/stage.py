"""What the demonstration works with, and how an action of the evening file finds its hands."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.evening.file import EveningFile, Scripted
from desktop.commands.evening.names import person_id
from desktop.commands.evening.play import ScriptedTime

if TYPE_CHECKING:
    from desktop.commands.own_county import OwnCounty
    from desktop.domain.meeting import Meeting
    from desktop.gui.hands import Hands
    from desktop.services.desk import Desk


DRAWN = 1.0
"""Seconds in which a preview is drawn; the viewer does not say when it has done so."""


class Unexpected(AssertionError):
    """The window did something else than the evening file says."""


@dataclass
class Stage:
    """One evening in one window. What was made is listed as it is made."""

    hands: Hands
    desk: Desk
    clock: ScriptedTime
    evening: EveningFile
    county: OwnCounty
    out: Path
    say: Callable[[str], None]
    pictures: list[Path] = field(default_factory=list)
    papers: list[Path] = field(default_factory=list)
    receipt: Path | None = None

    @property
    def page(self) -> Any:
        """The page in front; what it offers depends on which one it is."""
        return self.hands.window.page

    def go(self, place: str) -> None:
        """Click a place on the left."""
        self.hands.click(self.hands.window.navigation.buttons[place])

    def shoot(self, name: str, widget: Any = None) -> None:
        """A picture of the window, or of another one."""
        from desktop.gui.tour import HEIGHT, WIDTH

        # A page that needed more for a moment has made it larger than the screen, which a real one never is.
        self.hands.window.resize(WIDTH, HEIGHT)
        file = self.out / "screenshots" / f"{len(self.pictures) + 1:02d}-{name}.png"
        self.pictures.append(self.hands.picture(file, widget))

    def shoot_paper(self, name: str) -> None:
        """As `shoot`, once the page that is drawn in the background can be seen."""
        end = time.monotonic() + DRAWN
        self.hands.wait_for(lambda: time.monotonic() > end, "the drawn page")
        self.shoot(name)

    def paper(self, name: str) -> Path:
        """Where a paper is saved."""
        folder = self.out / "papers"
        folder.mkdir(parents=True, exist_ok=True)
        self.papers.append(folder / f"{len(self.papers) + 1:02d}-{name}.pdf")
        return self.papers[-1]

    def expect(self, holds: bool, what: str) -> None:
        """Raises Unexpected with what the page says, where it does not hold."""
        if not holds:
            raise Unexpected(f"{what}; the page says: {self.told() or 'nothing'}")

    def told(self) -> str:
        """The sentence that is shown on the page, if any."""
        notice = getattr(self.page, "notice", None)
        front = getattr(getattr(self.page, "front", None), "notice", None)
        return " ".join(str(one.text) for one in (front, notice) if one is not None and one.isVisible())

    @property
    def meeting(self) -> Meeting:
        """The meeting on the hall page."""
        meeting: Meeting = self.page.state.meeting
        return meeting

    def person(self, scripted: Scripted) -> str:
        """The id of the person whom the action names, or nothing."""
        who = scripted.fields.get("person")
        return person_id(self.meeting, who) if who else ""


Act = Callable[[Stage, Scripted], None]
