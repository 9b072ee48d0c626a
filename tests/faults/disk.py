"""A disk that loses its power: what SQLite asked the system for, and what may be left of it."""

import re
from dataclasses import dataclass, field

TRACED = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink"
CALL = re.compile(r'^(\w+)\((?:AT_FDCWD(?:<[^>]*>)?, )?(?:\d+<([^>]*)>|"([^"]*)")?(.*)\) += (\d+)')
WRITTEN = re.compile(r'^, "([^"]*)", \d+(?:, (\d+))?$')


@dataclass(frozen=True)
class Asked:
    """One call that succeeded: ``create``, ``write``, ``truncate``, ``sync`` or ``remove``."""

    what: str
    path: str
    offset: int = 0
    data: bytes = b""


def asked(lines):
    """What stands in the output of ``strace -y -xx``, as far as it changes files."""
    for line in lines:
        found = CALL.match(line)
        if not found:
            continue
        call, opened, named, rest, _ = found.groups()
        path = _bytes(opened or named or "").decode()
        if call == "openat" and "O_CREAT" in rest:
            yield Asked("create", path)
        elif call in ("pwrite64", "write"):
            data, offset = WRITTEN.match(rest).groups()
            yield Asked("write", path, int(offset or 0), _bytes(data))
        elif call == "ftruncate":
            yield Asked("truncate", path, int(rest.strip(", ")))
        elif call in ("fsync", "fdatasync"):
            yield Asked("sync", path)
        elif call == "unlink":
            yield Asked("remove", path)


def _bytes(printed):
    return bytes.fromhex(printed.replace("\\x", ""))


@dataclass
class File:
    """``kept`` is on the disk; ``asked`` is what may or may not have got there since."""

    kept: bytearray = field(default_factory=bytearray)
    asked: list[Asked] = field(default_factory=list)

    def sync(self):
        self.kept, self.asked = self.left(lambda: True), []

    def left(self, got_there):
        content = bytearray(self.kept)
        for one in self.asked:
            if not got_there():
                continue
            if one.what == "truncate":
                del content[one.offset :]
                content.extend(bytes(one.offset - len(content)))
            else:
                end = one.offset + len(one.data)
                content.extend(bytes(max(0, end - len(content))))
                content[one.offset : end] = one.data
        return content


class Disk:
    """Files are there once they were made; that one was removed is sure once its folder is synced.

    Sectors are not torn, and what was synced stays: what a disk that lies would do is not known.
    """

    def __init__(self, folder, files):
        self.folder = folder
        self.there = {path: File(bytearray(content)) for path, content in files.items()}
        self.sure = dict(self.there)

    def do(self, one):
        if one.what == "sync" and one.path == self.folder:
            self.sure = dict(self.there)
        elif one.what == "create" and one.path not in self.there:
            self.there[one.path] = self.sure[one.path] = File()
        elif one.what == "remove":
            self.there.pop(one.path, None)
        elif one.what == "sync":
            self.there[one.path].sync()
        elif one.what in ("write", "truncate"):
            self.there[one.path].asked.append(one)

    def left(self, got_there):
        """What may be found afterwards; ``got_there`` is asked of each thing that is not sure."""
        return {
            path: bytes(file.left(got_there))
            for path, file in self.sure.items()
            if path in self.there or not got_there()
        }
