"""One program at a time writes to a data folder. The system lets the lock go when the process dies, however it dies."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from forms.language import Refused, say

LOCK_FILE = "in-use.lock"
HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What the systems answer when another process has the lock."""


class InUse(Refused):
    """Another program has the folder open."""


class FolderLock:
    """Held from construction to `release`. Raises InUse where another holder has it, OSError where none can be had."""

    def __init__(self, folder: Path) -> None:
        self._handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._handle)
        except OSError as error:
            os.close(self._handle)
            if error.errno not in HELD:
                raise
            raise InUse(say("议事堂已经打开了这份数据（{folder}）：请先关掉另一个窗口。", folder=str(folder))) from error

    def release(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
