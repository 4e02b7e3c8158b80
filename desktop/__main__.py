"""The command line: `yishitang` alone opens the window; a word after it does one thing and ends.

A command that cannot do what was asked says so in one line on standard error and ends with 2.
"""

from __future__ import annotations

import importlib
import os
import sys

from forms.language import CHINESE, LANGUAGES, Refused
from forms.trouble import Parser, told

COMMANDS = {
    "window": "window",
    "demo": "demo",
    "replay": "replay",
    "roster": "roster",
    "verify": "verify",
    "sync": "sync",
    "backup": "backup",
    "restore": "backup",
    "scan": "scan",
    "archive": "archive",
    "sign": "archive",
    "export": "export",
    "rule": "rule",
    "forms": "forms",
    "self-test": "self_test",
}
"""Word on the command line to the file in `desktop/commands` that knows it; only that file is loaded."""

REFUSED = 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if all(word.startswith("--language") or word in LANGUAGES for word in words):
        words.append("window")
    wanted = next((COMMANDS[word] for word in words if word in COMMANDS), None)
    language = os.environ.get("YISHITANG_LANGUAGE", CHINESE)
    if "--language" in words[:-1]:  # known before the rest is understood, for what may be wrong with it
        language = words[words.index("--language") + 1]
    parser = Parser(prog="yishitang", description="议事堂: a village meeting, from the roster to signed minutes.")
    parser.add_argument("--language", choices=LANGUAGES, default=language)
    sub = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in dict.fromkeys(COMMANDS.values()):
        if wanted in (None, command):
            importlib.import_module(f"desktop.commands.{command}").add(sub)
    try:
        parsed = parser.parse_args(words)
        language = parsed.language
        return int(parsed.run(parsed))
    except Refused as refused:
        return _complain(refused.sentence.text(language))
    except BrokenPipeError:
        return 1
    except OSError as error:
        return _complain(told(error).text(language))
    except KeyboardInterrupt:
        return _complain("已中断。")


def _complain(text: str) -> int:
    print(" ".join(text.split()), file=sys.stderr)
    return REFUSED


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # in the bundle, the process that draws a scanned PDF begins here as well
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
