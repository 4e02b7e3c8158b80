"""What goes wrong outside the program, said in one line: a command typed wrong, a disk that takes nothing more."""

from __future__ import annotations

import argparse
import errno
import re
from typing import NoReturn

from forms.language import Sentence, refuse, say

_TYPED = (
    (re.compile(r"the following arguments are required: (.*)"), say("少写了")),
    (re.compile(r"unrecognized arguments: (.*)"), say("不认识")),
    (re.compile(r"(?:argument .*: )?invalid choice: '(.*?)' .*"), say("没有这个词")),
    (re.compile(r"argument (.*): expected .*argument"), say("后面要写一个值")),
)


class Parser(argparse.ArgumentParser):
    """A command line whose mistakes are told like any other refusal: one sentence, without the usage around it."""

    def error(self, message: str) -> NoReturn:
        for pattern, words in _TYPED:
            if found := pattern.fullmatch(message):
                raise refuse(
                    "命令写得不对，{why}：{what}。写法见 {prog} --help", why=words, what=found[1], prog=self.prog
                )
        raise refuse("命令写得不对：{what}。写法见 {prog} --help", what=message, prog=self.prog)


def told(error: OSError) -> Sentence:
    """What the operating system refused, and what to do."""
    place = str(error.filename or "")
    if not place:
        return Sentence(str(error))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say("“{place}”不让读写。请换一个文件夹，或者解除只读。", place=place)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return say("磁盘满了，“{place}”没有写成。请腾出地方再试。", place=place)
    if error.errno == errno.ENOENT:
        return say("没有“{place}”，那里也建不了。请看看文件夹名写得对不对，U 盘插好没有。", place=place)
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return say("“{place}”是一个文件，不是文件夹。请换一个文件夹。", place=place)
    return say("“{place}”用不了：{why}", place=place, why=error.strerror or str(error))
