"""Commands that look through the whole record: they tell how far they came, and can be resumed."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import TypedDict

from django.core.management import CommandError
from django.core.management.base import OutputWrapper

from claims.models.record.entry import Entry, head_seq, is_on_record
from claims.publishing import parallel
from claims.publishing.record_ranges import Walk

SECONDS_BETWEEN, ON_A_TERMINAL = 5.0, 0.2
NOT_THE_SAME = (
    "{file} says that the record was looked through up to entry {seq}, and entry {seq} here is"
    " another: the database was restored or altered. Remove the file to look through all of it."
)
UNREADABLE = "{file} is no file of this command: name another, or remove it. ({problem})"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--resume",
        metavar="FILE",
        type=Path,
        help="keep in this file how far it came and was sound, and go on from there when it was"
        " stopped; what was looked through before is not looked at again, and the file is removed"
        " once all is done",
    )
    parser.add_argument(
        "--processes",
        type=_at_least_one,
        default=parallel.cores(),
        metavar="N",
        help="share a large record among so many processes; as many as there are cores where it is"
        " not said",
    )


def _at_least_one(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ArgumentTypeError("Write 1 or more.")
    return count


class Point(TypedDict):
    """How far one part was looked through and sound, and the entry that stood there."""

    seq: int
    digest: str


class ResumableWalk(Walk):
    """``sound`` while nothing was found: only what is sound is never looked at again."""

    def __init__(self, stderr: OutputWrapper, kept: Path | None) -> None:
        self._stderr, self._kept = stderr, kept
        self._points: dict[str, Point] = _read(kept) if kept and kept.exists() else {}
        self._begun = self._told_at = time.monotonic()
        self._last = head_seq()
        self._gone_on: set[str] = set()
        self.sound = True

    def after(self, part: str) -> int:
        point = self._points.get(part)
        if point is None:
            return 0
        if not is_on_record(point["seq"], point["digest"]):
            raise CommandError(NOT_THE_SAME.format(file=self._kept, seq=point["seq"]))
        if part not in self._gone_on:
            self._gone_on.add(part)
            self._stderr.write(f"{part}: going on after {point['seq']:,}")
        return int(point["seq"])

    def reached(self, part: str, seq: int) -> None:
        terminal, now = self._stderr.isatty(), time.monotonic()
        if now - self._told_at < (ON_A_TERMINAL if terminal else SECONDS_BETWEEN):
            return
        self._told_at = now
        share, seconds = f"{seq * 100 // max(self._last, 1)} %", now - self._begun
        line = f"{part}: {seq:,} of {self._last:,} ({share}), {seconds:,.0f} s"
        self._stderr.write(f"\r{line}" if terminal else line, ending="" if terminal else "\n")
        self._stderr.flush()
        if self._kept and self.sound and seq > 0:
            digest = Entry.objects.values_list("digest", flat=True).get(seq=seq)
            self._points[part] = {"seq": seq, "digest": digest}
            beside = self._kept.with_name(f"{self._kept.name}.new")
            beside.write_text(json.dumps(self._points), encoding="utf-8")
            beside.replace(self._kept)

    def done(self) -> None:
        if self._stderr.isatty():
            self._stderr.write("")
        if self._kept:
            self._kept.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, Point]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {part: {"seq": int(at["seq"]), "digest": at["digest"]} for part, at in found.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as problem:
        raise CommandError(UNREADABLE.format(file=file, problem=problem)) from problem
