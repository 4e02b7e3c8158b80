"""The offices (身份) that a roster writes down, from a column of their own or from among the remarks."""

from __future__ import annotations

import re

from desktop.domain.people import Office
from desktop.exchange.cells import plain

_SAME = {
    "村民代表": "代表 村代表 村民代表会议代表 村民代表会议成员",
    "妇女代表": "妇女村民代表 村妇女代表 女村民代表",
    "党员": "中共党员 共产党员 中国共产党党员 正式党员",
    "预备党员": "中共预备党员",
    "户代表": "户的代表 家庭代表",
    "村党组织书记": "村书记 村支书 村支部书记 村党支部书记 党支部书记 支部书记 村党总支书记 党总支书记 村党委书记 支书",
    "村党组织副书记": "村副书记 村支部副书记 党支部副书记 支部副书记 村党支部副书记 党总支副书记",
    "村党组织委员": "支部委员 党支部委员 村党支部委员 党总支委员 村支委 支委",
    "村委会主任": "村民委员会主任 村主任 村委主任",
    "村委会副主任": "村民委员会副主任 村副主任 村委副主任 副村主任",
    "村委会委员": "村民委员会委员 村委委员 村委会成员 村民委员会成员 村委",
    "监督委员会主任": "村务监督委员会主任 监委会主任 村监委会主任 村监会主任 监督委主任 村监委主任",
    "监督委员会委员": "村务监督委员会委员 村务监督委员会成员 监督委员会成员 监委会委员 监委会成员 村监委会委员 监督委委员 村监委成员 村监委委员",
    "村民小组组长": "小组长 组长 村民组长 村民小组长 队长",
    "妇联主席": "村妇联主席 妇女主任 村妇女主任",
    "村文书": "文书 村会计兼文书",
    "网格员": "村网格员 专职网格员",
}
_KIND = {text: kind for kind, texts in _SAME.items() for text in [kind, *texts.split()]}
_NONE = {"", "无", "村民", "普通村民", "群众", "居民", "社员", "-", "/", "—", "否", "共青团员", "团员"}
_MARKS = {"√", "✓", "✔", "是", "1", "有", "Y", "YES", "TRUE", "●", "▲", "★"}
_MARKS |= {"代表", "村民代表", "妇女代表", "党员", "中共党员"}
"""The column's own title in place of a tick."""
_BETWEEN = re.compile(r"[、,;/|\s+&]+|兼任?(?=.)")
_TERM = re.compile(r"\(.*?\)")


def offices_in(text: str) -> tuple[Office, ...]:
    """Every office of a cell; a kind that we do not know is kept as written, since villages have their own."""
    return tuple(Office(kind) for kind in dict.fromkeys(_kind(part) for part in _parts(text)) if kind not in _NONE)


def offices_among(remarks: str) -> tuple[Office, ...]:
    """Only what is surely an office among remarks."""
    return tuple(Office(kind) for kind in dict.fromkeys(_KIND.get(part, "") for part in _parts(remarks)) if kind)


def marked(text: str) -> bool:
    """Whether a yes-or-no column says yes."""
    return plain(text).upper() in _MARKS


def politics(text: str) -> tuple[Office, ...]:
    return tuple(office for office in offices_among(text) if office.kind in ("党员", "预备党员"))


def _parts(text: str) -> list[str]:
    return [
        plain(part)
        for part in _BETWEEN.split(
            re.sub(r"[\uff0c\uff1b\uff0f]", "、", text.replace("\uff08", "(").replace("\uff09", ")"))
        )
    ]


def _kind(part: str) -> str:
    return _KIND.get(_TERM.sub("", part), _KIND.get(part, part))
