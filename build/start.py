"""Start Yishitang from a checkout: python3 build/start.py

The first run makes `.venv` and needs a network; later runs take none. With a display the window opens. Without one, or
with --demo, the demonstration evening runs through the same pages and services and says where it put what it made.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
from pathlib import Path

import environment


def has_display() -> bool:
    if environment.WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def fresh_folder() -> Path:
    """`out` in the checkout, or the first of `out-2`, `out-3`, … where an earlier demonstration left something."""
    names = itertools.chain(["out"], (f"out-{number}" for number in itertools.count(2)))
    folders = (environment.HOUSE / name for name in names)
    return next(folder for folder in folders if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())))


def main() -> int:
    parser = argparse.ArgumentParser(description="打开议事堂；没有显示器时演示一场会议。 Open Yishitang, or run its demonstration.")
    parser.add_argument("--demo", action="store_true", help="演示一场会议，不打开窗口  run the demonstration even with a display")
    parser.add_argument("--out", type=Path, help="演示结果放在哪里  where the demonstration puts what it made (default: out)")
    options = parser.parse_args()
    demonstrate = options.demo or options.out is not None or not has_display()
    libraries = environment.QT_LIBRARIES if demonstrate else {**environment.QT_LIBRARIES, **environment.X11_LIBRARIES}
    environment.need_libraries(libraries)
    environment.prepare(environment.RUN_LOCK)
    yishitang = environment.program("yishitang")
    if not demonstrate:
        return environment.run(yishitang)
    out = options.out.resolve() if options.out else fresh_folder()
    environment.say("演示一场会议，要一两分钟 …", "Playing the demonstration evening, a minute or two …")
    settings = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    return environment.run(yishitang, "demo", "--out", out, settings=settings)


if __name__ == "__main__":
    environment.guarded(main)
