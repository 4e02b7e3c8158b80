"""What a disk holds after a power cut, told from what strace saw: of each file the bytes of its last fsync, of each folder the names
of its last fsync, and nothing else. A worse disk than any real one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

_CALLS = (
    "openat creat close write pwrite64 writev ftruncate fsync fdatasync rename renameat renameat2 link linkat unlink unlinkat mkdir "
    "mkdirat sendto sendmsg dup dup2 lseek copy_file_range sendfile mmap"
)
STRACE = ["strace", "-f", "-y", "-xx", "-s", "4000000", "-e", "trace=" + _CALLS.replace(" ", ",")]
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)")
_BEGUN = re.compile(r"^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$")
_GOES_ON = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"^(\d+)<([^>]*)>")


class File:
    """Its bytes, and those that are on the disk for certain."""

    def __init__(self, data: bytes = b"", synced: bytes = b"") -> None:
        self.data = bytearray(data)
        self.synced = synced


class Disk:
    """Files under one folder. What lies there at the beginning is on the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = PurePosixPath(folder)
        self.names: dict[PurePosixPath, File | None] = {}
        """What a running program sees; None for a folder."""
        for path in folder.rglob("*"):
            self.names[PurePosixPath(path)] = File((data := path.read_bytes()), data) if path.is_file() else None
        self.kept = dict(self.names)
        """What a power cut leaves."""
        self._open: dict[int, tuple[PurePosixPath, File | None, int]] = {}

    def after_a_power_cut(self, to: Path) -> Path:
        """Put what would be left into another folder."""
        to.mkdir(parents=True)
        for path in sorted(self.kept):
            file, place = self.kept[path], to / path.relative_to(self.folder)
            if file is None:
                place.mkdir(parents=True, exist_ok=True)
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(file.synced)
                place.chmod(0o600)
        return to

    def heard(self, word: str, text: str, result: int) -> bytes:
        """One call of the system that has come back. What it sent over a socket is answered; all else is nothing."""
        if result < 0:
            return b""
        strings = [bytes.fromhex(found.replace("\\x", "")) for found in _TEXT.findall(text)]
        paths = [PurePosixPath(one.decode("utf-8", "surrogateescape")) for one in strings]
        found = _FD.match(text)
        number = int(found[1]) if found else -1
        if word in ("openat", "creat"):
            self._opened(result, paths[-1], text)
        elif word == "close":
            self._open.pop(number, None)
        elif word in ("sendto", "sendmsg", "write", "writev") and number not in self._open:
            return b"".join(strings)
        elif number in self._open:
            self._written(word, number, text, b"".join(strings), result)
        elif word.startswith(("rename", "link")) and self._ours(paths[-1]):
            self.names[paths[-1]] = self.names.get(paths[-2])
            if word.startswith("rename"):
                self.names.pop(paths[-2], None)
        elif word.startswith("unlink"):
            self.names.pop(paths[-1], None)
        elif word.startswith("mkdir") and self._ours(paths[-1]):
            self.names[paths[-1]] = None
        return b""

    def _ours(self, path: PurePosixPath) -> bool:
        return self.folder in (path, *path.parents)

    def _opened(self, number: int, path: PurePosixPath, text: str) -> None:
        if not self._ours(path):
            return
        if "O_CREAT" in text and path not in self.names:
            self.names[path] = File()
        file = self.names.get(path)
        if file is not None and "O_TRUNC" in text:
            file.data.clear()
        self._open[number] = path, file, len(file.data) if file is not None and "O_APPEND" in text else 0

    def _written(self, word: str, number: int, text: str, data: bytes, result: int) -> None:
        path, file, at = self._open[number]
        if word in ("fsync", "fdatasync"):
            if file is not None:
                file.synced = bytes(file.data)
            else:
                self._sync_names(path)
        elif file is None:
            return
        elif word in ("write", "writev", "pwrite64"):
            place = int(text.rsplit(", ", 1)[1]) if word == "pwrite64" else at
            file.data.extend(bytes(max(0, place - len(file.data))))
            file.data[place : place + result] = data[:result]
            if word != "pwrite64":
                self._open[number] = path, file, at + result
        elif word == "ftruncate":
            size = int(text.rsplit(", ", 1)[1])
            del file.data[size:]
            file.data.extend(bytes(size - len(file.data)))
        elif word == "lseek":
            self._open[number] = path, file, result
        elif word == "mmap":
            assert "-shm" in path.name or "PROT_WRITE" not in text, f"{path} is written in a way that is not seen"
        else:
            raise AssertionError(f"{word} of {path} is not understood")

    def _sync_names(self, folder: PurePosixPath) -> None:
        for path in [one for one in self.kept if one.parent == folder]:
            if path not in self.names:
                del self.kept[path]
        self.kept.update({path: file for path, file in self.names.items() if path.parent == folder})


def replay(disk: Disk, trace: str, forget: frozenset[str] = frozenset()) -> Iterator[bytes]:
    """Let the disk hear the trace; stops at each piece that was sent over a socket. Calls in `forget` are passed over."""
    begun: dict[str, str] = {}
    for line in trace.splitlines():
        if (under_way := _BEGUN.match(line)) is not None:
            begun[under_way[1]] = under_way[3]
            continue
        goes_on = _GOES_ON.match(line)
        joined = f"{goes_on[1]} {goes_on[2]}({begun.pop(goes_on[1], '')}{goes_on[3]}" if goes_on is not None else line
        whole = _LINE.match(joined)
        if whole is None or whole[2] in forget:
            continue
        if sent := disk.heard(whole[2], whole[3], int(whole[4])):
            yield sent
