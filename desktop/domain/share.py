"""Shares in per cent, as figures and papers show them."""

from __future__ import annotations

from forms.language import refuse


def share(part: int, whole: int, decimals: int = 1) -> str:
    """`part` of `whole` in per cent, rounded half up in whole numbers; "--" where the whole is 0. Raises Refused over 100."""
    if part > whole:
        raise refuse("数字对不上：{part} 比 {whole} 还多，超过百分之百，请核对。", part=part, whole=whole)
    if whole == 0:
        return "--"
    unit = 10**decimals
    tenths = (part * 100 * unit * 2 + whole) // (whole * 2)
    return f"{tenths // unit}.{tenths % unit:0{decimals}d}%" if decimals else f"{tenths}%"
