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
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from claims.baked.packing import SMALL, br, gz

PACKED = ("text/", "application/", "image/svg+xml")
ENDINGS = ("", ".br", ".gz")
AT_ONCE = 500
"""Subjects in one question."""

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


@dataclass(frozen=True)
class Answer:
    """What is kept of an answer. ``subject`` is what its page is about, ``asked`` by a reader."""

    address: str
    body: bytes
    media: str
    made_from: Collection[str]
    subject: str = ""
    asked: bool = False


class Folder:
    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.pages = self.path / "pages"
        self.wanted_at = self.path / "wanted"

    # What there is ---------------------------------------------------------------------------

    def make(self) -> None:
        self.wanted_at.mkdir(parents=True, exist_ok=True)
        self.pages.mkdir(exist_ok=True)
        with self._index() as index:
            index.executescript(SCHEMA)

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
            found = index.execute("SELECT words FROM note WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""

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
        digest = hashlib.sha256(answer.body).hexdigest()
        packed = _packed(answer)
        with self._alone():
            if not still():
                return False
            with self._index() as index:
                modified = self._remember(index, answer, digest)
            self._write(answer.address, packed, modified)
        return True

    def _remember(self, index: sqlite3.Connection, answer: Answer, digest: str) -> int:
        """Before the file stands, so that none stands of which nobody knows what it says."""
        before = index.execute(
            "SELECT modified, digest, asked FROM page WHERE address = ?", (answer.address,)
        ).fetchone()
        # A web server knows versions by the second they are of, and by their length.
        modified = max(int(time.time()), before[0] + 1 if before else 0)
        if before and before[1] == digest:
            modified = before[0]
        subjects = {(subject, answer.address) for subject in answer.made_from}
        index.execute("DELETE FROM made_from WHERE address = ?", (answer.address,))
        index.executemany("INSERT INTO made_from VALUES (?, ?)", subjects)
        index.execute(
            "INSERT OR REPLACE INTO page VALUES (?, ?, ?, 1, ?, ?, ?)",
            (
                answer.address,
                answer.subject,
                digest,
                int(not _can_be_packed(answer.media)),
                modified,
                # Written anew it is kept for the same reason as before.
                before[2] if before else int(answer.asked),
            ),
        )
        return int(modified)

    def make_smaller(self, address: str) -> None:
        """Pack a standing file as well as can be: it says the same, and is as old."""
        file = self.file_of(address)
        with suppress(FileNotFoundError):
            body, modified = file.read_bytes(), int(file.stat().st_mtime)
            packed = {".br": br(body, SMALL)}
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
            new, place = (Path(f"{file}{ending}{more}") for more in (".new", ""))
            new.write_bytes(packed[ending])
            os.utime(new, (modified, modified))
            new.replace(place)

    def take_away(self, subjects: Iterable[str]) -> list[str]:
        """Unlink all that was made from any of these; raises ``OSError`` where it cannot be."""
        asked = list(subjects)
        return self._take_away(
            (f"IN ({', '.join('?' * len(some))})", some)
            for some in (asked[n : n + AT_ONCE] for n in range(0, len(asked), AT_ONCE))
        )

    def take_all_away(self) -> list[str]:
        return self._take_away([("IS NOT NULL", [])])

    def _take_away(self, asked: Iterable[tuple[str, list[str]]]) -> list[str]:
        with self._alone(), self._index() as index:
            found: list[str] = []
            for condition, subjects in asked:
                rows = index.execute(
                    "SELECT DISTINCT address FROM made_from JOIN page USING (address)"
                    f" WHERE stands = 1 AND made_from.subject {condition}",
                    subjects,
                )
                found += [address for (address,) in rows]
            for address in found:
                self._unlink(address)
            index.executemany(
                "UPDATE page SET stands = 0 WHERE address = ?", [(address,) for address in found]
            )
        return found

    def forget(self, addresses: Iterable[str]) -> None:
        """Keep no file of these, nor what they were made from: nothing answers there any more."""
        with self._alone(), self._index() as index:
            for address in addresses:
                self._unlink(address)
                index.execute("DELETE FROM made_from WHERE address = ?", (address,))
                index.execute("DELETE FROM page WHERE address = ?", (address,))

    def oldest_asked(self, beyond: int) -> list[str]:
        """Of those kept because a reader asked, all but so many of the newest."""
        with self._index() as index:
            found = index.execute(
                "SELECT address FROM page WHERE asked = 1 ORDER BY modified DESC LIMIT -1 OFFSET ?",
                (beyond,),
            )
            return [str(address) for (address,) in found]

    def _unlink(self, address: str) -> None:
        file = self.file_of(address)
        for ending in ENDINGS:
            Path(f"{file}{ending}").unlink(missing_ok=True)

    # What readers asked for ----------------------------------------------------------------------

    def want(self, address: str) -> None:
        """Say that a reader asked for it, and there was no file."""
        place = self.wanted_at / hashlib.sha256(address.encode()).hexdigest()[:32]
        if not place.exists():
            place.write_text(address, encoding="utf-8")

    def next_wanted(self) -> str:
        """One of what readers asked for, told once; empty where nobody did."""
        with os.scandir(self.wanted_at) as places:
            for place in map(Path, places):
                address = place.read_text(encoding="utf-8")
                place.unlink()
                if address:
                    return address
        return ""

    # ---------------------------------------------------------------------------------------------

    @property
    def _index_at(self) -> Path:
        return self.path / "index.sqlite3"

    @contextmanager
    def _index(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._index_at, timeout=10)) as index:
            index.execute("PRAGMA journal_mode=WAL")
            index.execute("PRAGMA synchronous=FULL")
            with index:
                yield index

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.path / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _can_be_packed(media: str) -> bool:
    return media.startswith(PACKED)


def _packed(answer: Answer) -> dict[str, bytes]:
    if not _can_be_packed(answer.media):
        return {"": answer.body}
    return {"": answer.body, ".br": br(answer.body), ".gz": gz(answer.body)}
