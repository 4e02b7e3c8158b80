"""The village of this PC: its name, its code, and where it lies."""

from __future__ import annotations

from desktop.services.desk import VILLAGE, Desk
from desktop.wire.bodies import Village

__all__ = ["Village", "name_village", "named_village"]


def name_village(
    desk: Desk, *, name: str, code: str, township: str = "", county: str = "", province: str = ""
) -> Village:
    """Keep the village; blanks and full-width digits of the code are forgiven. Raises Refused for any other code."""
    import unicodedata

    digits = "".join(unicodedata.normalize("NFKC", code).split())
    village = Village(
        code=digits,
        name=name.strip(),
        township=township.strip(),
        county=county.strip(),
        province=province.strip(),
    )
    desk.name_village(village)
    return village


def named_village(desk: Desk) -> Village | None:
    """The village, or None while it has not been entered."""
    with desk.store.read() as work:
        found: Village | None = work.settings.get(VILLAGE, Village)
    return found
