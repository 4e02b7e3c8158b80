"""What every use case works with: the open database, the keys, a clock, new identifiers and the rules in force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.events import Moment
from desktop.wire.bodies import Village
from forms.language import Sentence, refuse
from forms.pack import Pack

if TYPE_CHECKING:
    from desktop.storage.store import Store
    from desktop.vault.keys import Keys

VILLAGE = "village"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Made by bootstrap, once. `clock` says the time of this PC; tests and replays pass their own."""

    folder: Path
    store: Store
    keys: Keys
    pack: Pack
    clock: Callable[[], Moment]
    new_id: Callable[[], str]
    """32 hexadecimal characters."""
    remark: Sentence | None = None
    """What the recorder must know of how the data was opened."""

    def with_ids(self, new_id: Callable[[], str]) -> Desk:
        """The same desk with another source of ids."""
        return replace(self, new_id=new_id)

    def close(self) -> None:
        self.store.close()

    def village(self) -> Village:
        """The village of this PC. Raises Refused while it has not been entered."""
        with self.store.read() as work:
            village: Village | None = work.settings.get(VILLAGE, Village)
        if village is None:
            raise refuse("还没有填写村名。请先在首页填写本村的名称和编码。")
        return village

    def name_village(self, village: Village) -> None:
        """Keep the village's name and code; both are needed."""
        if not village.name.strip():
            raise refuse("村名不能空着。")
        if not (village.code.isascii() and village.code.isdigit() and len(village.code) == 12):
            raise refuse("村的编码是 12 位数字（统计用区划代码），现在是“{code}”。", code=village.code)
        with self.store.work() as work:
            work.settings.put(VILLAGE, village)
