"""The proxy on the way, as the environment or the system's settings name one."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from desktop.wire.faults import Fault
from forms.language import Sentence, say

_USABLE = ("http", "https")


class Barred(Fault):
    """The proxy lets nobody through: nothing arrived, and asking again is of no use before somebody has seen to it."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__("barred", sentence)


def proxy_for(url: str) -> str:
    """The address of the proxy for `url`; empty where there is none. One that is misspelt, or of a kind that is not spoken
    here (SOCKS), counts as none: most networks that name one can do without it."""
    parts = urlsplit(url)
    if is_local(url) or proxy_bypass(parts.netloc.rpartition("@")[2]):
        return ""
    named = getproxies()
    found = named.get(parts.scheme) or named.get("all") or ""
    found = found if "://" in found or not found else f"http://{found}"
    try:
        proxy = urlsplit(found)
        usable = proxy.scheme in _USABLE and bool(proxy.hostname) and proxy.port != 0
    except ValueError:
        usable = False
    return found if usable else ""


def is_local(url: str) -> bool:
    """Whether an address is this machine itself, where no proxy stands between."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def asks_for_password(proxy: str) -> Barred:
    return Barred(
        say(
            "上网要经过代理服务器 {proxy}，它要用户名和密码，或者密码不对：请在电脑的代理设置里填好，或者换一个网络，再传一次；数据都在本机。",
            proxy=_shown(proxy),
        )
    )


def out_of_reach(proxy: str) -> Sentence:
    return say(
        "连不上代理服务器 {proxy}：请看一看电脑的代理设置，用不着代理就关掉它，再传一次；数据都在本机。", proxy=_shown(proxy)
    )


def shut(proxy: str) -> Sentence:
    return say("代理服务器 {proxy} 没有接通县里，稍后再传；总是这样，请换一个网络，或者用 U 盘。数据都在本机。", proxy=_shown(proxy))


def _shown(proxy: str) -> str:
    """Without the password that may stand in it."""
    return urlsplit(proxy).netloc.rpartition("@")[2]
