"""A part of a whole, in integers, with its edge: 以上 includes the number (民法典 第一千二百五十九条), 过半数 does not.

Nothing is ever rounded: "two thirds of 41 or more" is the smallest whole number n with 3n >= 82.
"""

from __future__ import annotations

from msgspec import Struct

from forms.language import Sentence, say

_DIGITS = "零一二三四五六七八九十"
_COMMON = {
    (1, 2, True): say("过半数"),
    (2, 3, False): say("三分之二以上"),
    (3, 4, False): say("四分之三以上"),
    (4, 5, False): say("五分之四以上"),
    (1, 3, False): say("三分之一以上"),
    (1, 5, False): say("五分之一以上"),
    (1, 10, False): say("十分之一以上"),
    (1, 2, False): say("二分之一以上"),
    (1, 1, False): say("全体"),
}


class Share(Struct, frozen=True):
    """A part of a whole: `numerator/denominator`, or more than that where `over` is true."""

    numerator: int
    denominator: int
    over: bool = False

    def holds(self, have: int, of: int) -> bool:
        """Whether `have` of `of` is enough."""
        left, right = self.denominator * have, self.numerator * of
        return left > right if self.over else left >= right

    def need(self, of: int) -> int:
        """The smallest whole number that is enough of `of`."""
        product = self.numerator * of
        return product // self.denominator + 1 if self.over else -(-product // self.denominator)

    def words(self) -> Sentence:
        """The share as it is read out: 三分之二以上, 过半数."""
        known = _COMMON.get((self.numerator, self.denominator, self.over))
        if known is not None:
            return known
        part = f"{_numeral(self.denominator)}分之{_numeral(self.numerator)}"
        return say("超过{part}", part=part) if self.over else say("{part}以上", part=part)


def _numeral(n: int) -> str:
    return _DIGITS[n] if n < len(_DIGITS) else str(n)
