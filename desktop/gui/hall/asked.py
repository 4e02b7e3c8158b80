"""What is typed behind a name when a hand goes up: + 赞成, - 反对, ! a point of order with its rank. Pure."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

_BEHIND = re.compile(r"^(?P<name>.*?)\s*(?:(?P<side>[+]|-|赞成|反对|不同意)|(?P<order>!)(?P<rank>\d?))?\s*$", re.DOTALL)
_SIDES = {"+": "for", "赞成": "for", "-": "against", "反对": "against", "不同意": "against"}


class Asked(Struct, frozen=True, kw_only=True):
    """`side` is "for", "against" or empty where none was typed; `rank` of a point of order, None where it is none."""

    name: str
    side: str = ""
    rank: int | None = None


def asked(typed: str) -> Asked:
    """"wf+" is 王芳 for it, "wf-" against, "wf!2" a point of order of rank 2; full-width signs are taken as well."""
    plain = unicodedata.normalize("NFKC", typed).replace("—", "-").replace("−", "-").strip()
    found = _BEHIND.match(plain)
    assert found is not None, "every text matches"
    if not found["name"]:
        return Asked(name=typed.strip())
    rank = int(found["rank"] or 0) if found["order"] else None
    return Asked(name=found["name"], side=_SIDES.get(found["side"] or "", ""), rank=rank)
