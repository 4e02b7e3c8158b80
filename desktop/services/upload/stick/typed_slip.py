"""What was typed off the county's slip, by hand or by a scanner that types like a keyboard; checked before it goes anywhere."""

from __future__ import annotations

import unicodedata

from desktop.wire.enrolment import SHORT, SLIP, Typed, clean_code, clean_fingerprint, is_words, read_slip
from desktop.wire.short_receipt import LABEL
from desktop.wire.words import read_words
from forms.language import Sentence, say

__all__ = ["Typed", "begins_receipt", "begins_slip", "check_code", "check_fingerprint", "typed_slip"]


def begins_slip(text: str) -> bool:
    """Whether this is the beginning of what a slip's QR code holds."""
    return _plain(text).upper().startswith(SLIP.strip())


def begins_receipt(text: str) -> bool:
    """Whether this is the beginning of what a receipt's QR code holds."""
    return _plain(text).upper().startswith(LABEL.strip())


def typed_slip(text: str) -> Typed:
    """Code, fingerprint and address of a slip. A scanner under caps lock turns the letters round, an input method makes
    them wide; neither matters. Raises Refused for what is not the whole of a slip's code."""
    plain = _plain(text)
    rest = plain[len(SLIP) :]
    slip = read_slip(SLIP + rest if begins_slip(plain) else plain)
    return Typed(slip.code, slip.fingerprint, slip.url.lower() if slip.url.isupper() else slip.url)


def check_code(text: str) -> Sentence:
    """That a code looks right. Raises Refused, saying what is wrong with it."""
    clean_code(unicodedata.normalize("NFKC", text))
    return say("✓ 登记码位数对。")


def check_fingerprint(text: str) -> Sentence:
    """That digits or four words look right; whether they are the county's shows itself at the enrolment. Raises Refused."""
    if is_words(text):
        read_words(text)
        return say("✓ 四个词都在词表里。")
    clean_fingerprint(unicodedata.normalize("NFKC", text))
    return say("✓ {n} 位数字齐了。", n=SHORT)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
