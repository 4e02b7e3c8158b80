"""`yishitang demo --out DIR`: the sample evening, done by hand in the window, and where everything is that it made."""

from __future__ import annotations

import argparse
import os
import secrets
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.language import refuse

if TYPE_CHECKING:
    from desktop.commands.demonstration.stage import Stage


def add(sub: Any) -> None:
    """Add the command; `sub` is what `add_subparsers()` gave."""
    parser = sub.add_parser(
        "demo",
        help="示例之夜 / the sample evening, in the window, from an Excel roster to the county's receipt",
        description="Plays the sample evening through the pages of the window and a county server on this PC.",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="an empty folder for what it makes")
    parser.add_argument("--scale", type=float, default=1.0, metavar="1.5", help="the size of type / 字号: 1, 1.25, 1.5")
    parser.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    out: Path = parsed.out
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise refuse("“{folder}”不是空文件夹。请换一个，示例要从头开始。", folder=str(out))
    from desktop.gui.theme import SCALES

    if parsed.scale not in SCALES:
        raise refuse("字号只有 {sizes} 这几种。", sizes="、".join(f"{size:g}" for size in SCALES))
    with ExitStack() as open_things:
        stage = _set(out.resolve(), open_things, parsed.language, parsed.scale)
        from desktop.commands.demonstration.play import play

        play(stage)
        _tell(stage)
    return 0


def _set(out: Path, open_things: ExitStack, language: str, scale: float) -> Stage:
    """An empty data folder with keys under a passphrase of this run, a county server, and the window."""
    from importlib.resources import files

    from desktop.bootstrap import open_desk
    from desktop.commands.demonstration.stage import Stage
    from desktop.commands.evening.file import read_evening
    from desktop.commands.evening.play import ScriptedTime
    from desktop.commands.own_county import own_county
    from desktop.gui.hands import Hands
    from desktop.gui.tour import Tour, quiet_offscreen

    os.environ.setdefault("YISHITANG_PASSPHRASE", secrets.token_hex(8))
    os.environ["YISHITANG_STATE"] = str(out / "state")
    evening = read_evening(Path(str(files("resources") / "sample" / "evening.json")))
    clock = ScriptedTime()
    clock.at = evening.actions[0].at
    county = open_things.enter_context(own_county(out / "county"))
    desk = open_desk(out / "village", clock=clock)
    open_things.callback(desk.close)
    quiet_offscreen()
    tour = Tour(desk, language, scale)
    open_things.callback(tour.close)
    hands = Hands(tour.window)
    return Stage(hands=hands, desk=desk, clock=clock, evening=evening, county=county, out=out, say=print)


def _tell(stage: Stage) -> None:
    """Where everything is."""
    print(f"文件 papers:       {stage.out / 'papers'} ({len(stage.papers)})")
    print(f"截图 screenshots:  {stage.out / 'screenshots'} ({len(stage.pictures)})")
    print(f"回执 receipt:      {stage.receipt}")
    print(f"村里的数据 village: {stage.out / 'village'} (YISHITANG_PASSPHRASE={os.environ['YISHITANG_PASSPHRASE']})")
    print(f"县里的数据 county:  {stage.out / 'county'}")
    print(f"按键 keys {stage.hands.keys}, 点击 clicks {stage.hands.clicks}")
