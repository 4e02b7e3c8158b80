"""The provinces by their short names, so that a misspelt one is seen."""

from __future__ import annotations

from forms.language import refuse

PROVINCES = tuple(
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 "
    "陕西 甘肃 青海 宁夏 新疆".split()
)


def province_name(text: str) -> str:
    """`浙江`, `浙江省` and `广西壮族自治区` as their short names; empty stays empty. Raises Refused for any other text."""
    text = text.strip()
    if not text:
        return ""
    for name in PROVINCES:
        rest = text.removeprefix(name)
        if rest != text and (not rest or rest in ("省", "市") or rest.endswith("自治区")):
            return name
    raise refuse("没有叫“{text}”的省（自治区、直辖市）", text=text)
