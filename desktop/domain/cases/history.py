"""What happened to a case, line by line. A line is never changed; the sentence is kept as a template, so both languages read it."""

from __future__ import annotations

from msgspec import Struct

from forms.language import Sentence


class Line(Struct, frozen=True, kw_only=True):
    """`kind`: opened, screened, refused, merged, split, routed, raised, moved, back, passed, sheet, sealed, planned …"""

    kind: str
    at: str
    """ISO local time at which it was written down."""
    words: Sentence
    name: str = ""
    """Who answers for it, where somebody has to: for passing a shut gate."""
    note: str = ""
    """A reason, in the words of the recorder."""
