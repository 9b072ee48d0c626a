"""The folder of files, and beside them from which subjects each was made.

One lock is held by whoever puts a file into its place or takes one away: a file is put only while
the record is still where it was when the answer was made, so what an entry touched stays away.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO

from claims.baked.answer import Answer
from claims.baked.packing import CANNOT_BE_UNPACKED, SMALL, UNPACK, br

AT_ONCE = 500
"""Subjects in one question."""
PATIENCE = 10.0
"""Seconds for whoever holds the lock: one that was frozen must not hold up the desk for ever."""
NEW = ".new"
"""Ends the name of a file while it is written; left behind by whoever is killed meanwhile."""
FOR_GOOD = "PRAGMA synchronous=FULL"
"""Said where files would be there, once the power is back, of which nobody knows. It takes long."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS page (
    address TEXT PRIMARY KEY, subject TEXT NOT NULL, digest TEXT NOT NULL, stands INTEGER NOT NULL,
    small INTEGER NOT NULL, modified INTEGER NOT NULL, asked INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS page_stands ON page (stands, small);
CREATE TABLE IF NOT EXISTS made_from (
    subject TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY (subject, address)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS made_from_address ON made_from (address);
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, words TEXT NOT NULL);
"""


class Folder:
    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.pages = self.path / "pages"
        self.wanted_at = self.path / "wanted"

    # What there is ---------------------------------------------------------------------------

    def make(self) -> None:
        self.wanted_at.mkdir(parents=True, exist_ok=True)
        self.pages.mkdir(exist_ok=True)
        # Held open, so that nobody is the last to close it, who would have to write it all to disk.
        held = self._open()
        held.executescript(SCHEMA)
        weakref.finalize(self, held.close)

    def belongs_to(self, edition: str) -> None:
        """From now on; what another made is taken away, and nothing of it is put any more."""
        with self._alone(), self._index() as index:
            if _noted(index, "edition") == edition:
                return
            self._all_gone(index)
            notes = (("edition", edition), ("headers", ""))
            index.executemany("INSERT OR REPLACE INTO note VALUES (?, ?)", notes)

    def mend(self) -> None:
        """Take away what does not say what was put there.

        Who was killed knows of files that were not there yet, or left one half written; and with
        the power goes what is in a file before its name does, and which files are known to stand.
        """
        with self._index() as index:
            pages = index.execute("SELECT address, digest, stands FROM page").fetchall()
        broken = [a for a, digest, stands in pages if not (stands and self._says(a, digest))]
        with self._alone(), self._index() as index:
            self._gone(index, broken)
            self._unlink_unknown(index)

    def _unlink_unknown(self, index: sqlite3.Connection) -> None:
        """Nobody would take these away when they no longer hold."""
        standing = index.execute("SELECT address FROM page WHERE stands = 1")
        known = {f"{self.file_of(address)}{ending}" for (address,) in standing for ending in UNPACK}
        for folder, _, names in os.walk(self.pages):
            for place in (Path(folder, name) for name in names):
                if str(place) not in known:
                    place.unlink()

    def _says(self, address: str, digest: str) -> bool:
        """Whether its files hold what this is the digest of."""
        file = self.file_of(address)
        packed = {ending: Path(f"{file}{ending}") for ending in UNPACK}
        try:
            bodies = [
                UNPACK[ending](place.read_bytes())
                for ending, place in packed.items()
                if place.exists() or place == file
            ]
        except CANNOT_BE_UNPACKED:
            return False
        return {hashlib.sha256(body).hexdigest() for body in bodies} == {digest}

    def is_made(self) -> bool:
        return self._index_at.exists()

    def file_of(self, address: str) -> Path:
        """Where the web server looks for an address."""
        return self.pages / (address.lstrip("/") + ("index.html" if address.endswith("/") else ""))

    def note(self, name: str, words: str) -> None:
        with self._index() as index:
            index.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, words))

    def noted(self, name: str) -> str:
        with self._index() as index:
            return _noted(index, name)

    def missing(self) -> list[tuple[str, str]]:
        """Addresses of which the file was taken away, each with its subject."""
        return self._addresses("stands = 0")

    def not_small(self, at_most: int) -> list[tuple[str, str]]:
        return self._addresses(f"stands = 1 AND small = 0 LIMIT {at_most}")

    def standing(self) -> list[tuple[str, str]]:
        return self._addresses("stands = 1")

    def _addresses(self, which: str) -> list[tuple[str, str]]:
        with self._index() as index:
            found = index.execute(f"SELECT address, subject FROM page WHERE {which}")
            return [(str(address), str(subject)) for address, subject in found]

    # What is put, and taken away -----------------------------------------------------------------

    def put(self, answer: Answer, *, still: Callable[[], bool]) -> bool:
        """Put the files of an answer into place, unless the record has moved on meanwhile."""
        packed = answer.packed()
        with self._alone():
            if not still():
                return False
            with self._index() as index:
                modified = self._remember(index, answer)
            self._write(answer.address, packed, modified)
        return True

    def _remember(self, index: sqlite3.Connection, answer: Answer) -> int:
        """Before the file stands, so that none stands of which nobody knows what it says."""
        before = index.execute(
            "SELECT modified, digest, asked FROM page WHERE address = ?", (answer.address,)
        ).fetchone()
        # A web server knows versions by the second they are of, and by their length.
        modified = max(int(time.time()), before[0] + 1 if before else 0)
        if before and before[1] == answer.digest:
            modified = before[0]
        self._remember_made_from(index, answer)
        index.execute(
            "INSERT OR REPLACE INTO page VALUES (?, ?, ?, 1, ?, ?, ?)",
            (
                answer.address,
                answer.subject,
                answer.digest,
                int(answer.is_small),
                modified,
                # Written anew it is kept for the same reason as before.
                before[2] if before else int(answer.asked),
            ),
        )
        return int(modified)

    def _remember_made_from(self, index: sqlite3.Connection, answer: Answer) -> None:
        read = "SELECT subject FROM made_from WHERE address = ?"
        known = {subject for (subject,) in index.execute(read, (answer.address,))}
        made_from = set(answer.made_from)
        if not made_from <= known:
            index.execute(FOR_GOOD)
        for what, subjects in (
            ("INSERT INTO made_from VALUES (?, ?)", made_from - known),
            ("DELETE FROM made_from WHERE subject = ? AND address = ?", known - made_from),
        ):
            index.executemany(what, [(subject, answer.address) for subject in subjects])

    def make_smaller(self, address: str) -> None:
        """Pack a standing file as well as can be: it says the same, and is as old."""
        file = self.file_of(address)
        with suppress(FileNotFoundError):
            # In this order: what is put meanwhile must not be taken for what was packed.
            modified = int(file.stat().st_mtime)
            packed = {".br": br(file.read_bytes(), SMALL)}
            with self._alone():
                if int(file.stat().st_mtime) == modified:
                    self._write(address, packed, modified)
        with self._index() as index:
            index.execute("UPDATE page SET small = 1 WHERE address = ?", (address,))

    def _write(self, address: str, packed: dict[str, bytes], modified: int) -> None:
        file = self.file_of(address)
        file.parent.mkdir(parents=True, exist_ok=True)
        # The plain file last: without it the web server looks for no other.
        for ending in sorted(packed, reverse=True):
            new, place = (Path(f"{file}{ending}{more}") for more in (NEW, ""))
            new.write_bytes(packed[ending])
            os.utime(new, (modified, modified))
            new.replace(place)

    def take_away(self, subjects: Iterable[str]) -> None:
        """Unlink all that was made from any of these; raises ``OSError`` where it cannot be."""
        asked = list(subjects)
        with self._alone(), self._index() as index:
            found: set[str] = set()
            # Of those said not to stand, too: that they do may have been lost with the power.
            for some in (asked[n : n + AT_ONCE] for n in range(0, len(asked), AT_ONCE)):
                places = ", ".join("?" * len(some))
                rows = index.execute(
                    f"SELECT DISTINCT address FROM made_from WHERE subject IN ({places})", some
                )
                found.update(address for (address,) in rows)
            self._gone(index, found)

    def take_all_away(self) -> None:
        with self._alone(), self._index() as index:
            self._all_gone(index)

    def _all_gone(self, index: sqlite3.Connection) -> None:
        self._gone(index, [address for (address,) in index.execute("SELECT address FROM page")])

    def _gone(self, index: sqlite3.Connection, addresses: Iterable[str]) -> None:
        gone = [(address,) for address in addresses]
        for (address,) in gone:
            file = self.file_of(address)
            for ending in UNPACK:
                for more in ("", NEW):
                    Path(f"{file}{ending}{more}").unlink(missing_ok=True)
        index.execute(FOR_GOOD)
        index.executemany("UPDATE page SET stands = 0 WHERE address = ? AND stands = 1", gone)

    def forget(self, addresses: Iterable[str]) -> None:
        """Keep no file of these, nor what they were made from: nothing answers there any more."""
        forgotten = list(addresses)
        with self._alone(), self._index() as index:
            self._gone(index, forgotten)
            for table in ("made_from", "page"):
                index.executemany(
                    f"DELETE FROM {table} WHERE address = ?", [(one,) for one in forgotten]
                )

    def oldest_asked(self, beyond: int) -> list[str]:
        """Of those kept because a reader asked, all but so many of the newest."""
        with self._index() as index:
            found = index.execute(
                "SELECT address FROM page WHERE asked = 1 ORDER BY modified DESC LIMIT -1 OFFSET ?",
                (beyond,),
            )
            return [str(address) for (address,) in found]

    # ---------------------------------------------------------------------------------------------

    @property
    def _index_at(self) -> Path:
        return self.path / "index.sqlite3"

    @contextmanager
    def _index(self) -> Iterator[sqlite3.Connection]:
        with closing(self._open()) as index, index:
            yield index

    def _open(self) -> sqlite3.Connection:
        index = sqlite3.connect(self._index_at, timeout=10)
        index.execute("PRAGMA journal_mode=WAL")
        index.execute("PRAGMA synchronous=NORMAL")
        return index

    @contextmanager
    def _alone(self) -> Iterator[None]:
        until = time.monotonic() + PATIENCE
        with (self.path / "lock").open("w") as lock:
            while not _locked(lock):
                if time.monotonic() > until:
                    raise TimeoutError(f"another process holds {lock.name}")
                time.sleep(0.001)
            yield


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _noted(index: sqlite3.Connection, name: str) -> str:
    found = index.execute("SELECT words FROM note WHERE name = ?", (name,)).fetchone()
    return str(found[0]) if found else ""
