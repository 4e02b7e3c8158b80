"""The command line: `yishitang` alone opens the window; a word after it does one thing and ends.

A command that cannot do what was asked says so in one line on standard error and ends with 2.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from forms.language import CHINESE, LANGUAGES, Refused

COMMANDS = ("window", "demo", "replay", "roster", "verify", "sync", "backup", "rule", "forms", "self_test")
REFUSED = 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="yishitang", description="议事堂: a village meeting, from roster to signed minutes.")
    parser.add_argument("--language", choices=LANGUAGES, default=os.environ.get("YISHITANG_LANGUAGE", CHINESE))
    sub = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in COMMANDS:
        importlib.import_module(f"desktop.commands.{command}").add(sub)
    parsed = parser.parse_args(arguments)
    if not hasattr(parsed, "run"):
        parsed = parser.parse_args([*(arguments or []), "window"])
    try:
        return int(parsed.run(parsed))
    except Refused as refused:
        return _complain(refused.sentence.text(parsed.language))
    except OSError as error:
        return _complain(f"{error.strerror or error}: {error.filename}" if error.filename else str(error))
    except KeyboardInterrupt:
        return _complain("已中断。")
    except BrokenPipeError:
        return 1


def _complain(text: str) -> int:
    print(" ".join(text.split()), file=sys.stderr)
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
