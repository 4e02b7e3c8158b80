"""A fingerprint in four words, to be spoken over the telephone together with the one-time code.

A word is one of 4096, so four carry 48 bits. They are computed from the county's fingerprint *and the code*: who does not
know the code cannot look for a key that fits (2^48 keys would be found in days), and has one try while the village is at
it, with a chance of one in 2.8e14. Who does hear code and words has what the slip gives, and is kept out only by the code
being used up. The slip bears 128 bits of the fingerprint itself, which are not bound to a code.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from desktop.wire.faults import Fault
from desktop.wire.signed import signed_line
from forms.language import CHINESE, say

WORDS = 4
_BITS = 6
"""Of each half of a word."""


def spoken(key: bytes, fingerprint: str, language: str = CHINESE) -> str:
    """The four words of a county's whole fingerprint (64 digits) under a code's key (`enrolment.code_key`).

    Chinese: "红马 白云 高山 旧鼓"; English: "red horse, white cloud, …".
    """
    firsts, seconds = _columns()
    half = 0 if language == CHINESE else 1
    words = [(firsts[first][half], seconds[second][half]) for first, second in _pairs(numbers(key, fingerprint))]
    if language == CHINESE:
        return " ".join(first + second for first, second in words)
    return ", ".join(f"{first} {second}" for first, second in words)


def numbers(key: bytes, fingerprint: str) -> int:
    """The 48 bits behind the words."""
    mac = hmac.new(key, signed_line("words 1") + bytes.fromhex(fingerprint), hashlib.sha256)
    return int.from_bytes(mac.digest()[: WORDS * 2 * _BITS // 8], "big")


def look_like_words(text: str) -> bool:
    """Whether somebody typed words where a fingerprint may stand, too; right or wrong ones."""
    return any("\u4e00" <= sign <= "\u9fff" or sign in "ghijklmnopqrstuvwxyz" for sign in text.lower())


def read_words(text: str) -> int:
    """The 48 bits of four words as they were typed, in either language. Raises Fault "bad-words" naming the odd one."""
    firsts, seconds = _columns()
    parts = _parts(text)
    if len(parts) != WORDS * 2:
        raise Fault("bad-words", say("县里念的应是四个词，每个词两个字，例如“红马 白云 高山 旧鼓”；请再输一次。"))
    found = 0
    for place, part in enumerate(parts):
        column = seconds if place % 2 else firsts
        index = next((number for number, pair in enumerate(column) if part in pair), None)
        if index is None:
            raise Fault(
                "bad-words",
                say("第 {n} 个词里的“{part}”不在词表里，请对照登记单或请县里再念一遍。", n=place // 2 + 1, part=part),
            )
        found = found << _BITS | index
    return found


def _parts(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).lower()
    return re.findall(r"[\u4e00-\u9fff]|[a-z]+", text)


def _pairs(bits: int) -> list[tuple[int, int]]:
    halves = [bits >> shift & (1 << _BITS) - 1 for shift in range((WORDS * 2 - 1) * _BITS, -1, -_BITS)]
    return list(zip(halves[::2], halves[1::2], strict=True))


@cache
def _columns() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    read = tomllib.loads((files("resources") / "words" / "pairs.toml").read_text(encoding="utf-8"))
    return tuple(read["first"].items()), tuple(read["second"].items())
