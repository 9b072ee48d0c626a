"""Looks through the record by itself, some of it each time somebody asks whether we are ready.

A process begins at the first entry, goes on where it was, and begins again at the end; what was
found wrong is looked at each time until it is right. ``verify_record`` looks at all of it at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from claims.models.record.entry import head
from claims.publishing import verify

WINDOW = 100
"""Entries that are looked at together, with all rows of what they are about."""
MOST_SECONDS = 0.05
"""After so long no further window is begun."""
EVERY_SECONDS = 10
"""Whoever asks again before this is told what was found last."""


@dataclass
class Watch:
    clock: Callable[[], float] = time.monotonic
    wrong: dict[int, list[str]] = field(default_factory=dict)
    _next: int = 0
    _looked: tuple[str, float] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> list[str]:
        """What is known to be wrong: of what was found before, and of as much more as fits."""
        if self._lock.acquire(blocking=False):
            try:
                self._go_on()
            finally:
                self._lock.release()
        return [problem for found in self.wrong.values() for problem in found]

    def _go_on(self) -> None:
        newest, begun = head(), self.clock()
        size, digest = (newest.seq, newest.digest) if newest else (0, "")
        if self._looked and self._looked[0] == digest and begun - self._looked[1] < EVERY_SECONDS:
            return
        for after in list(self.wrong):
            self._look_at(after)
        seen = 0
        while seen < size and (seen == 0 or self.clock() - begun < MOST_SECONDS):
            self._next = self._next if self._next < size else 0
            self._look_at(self._next)
            self._next += WINDOW
            seen += WINDOW
        self._looked = digest, begun

    def _look_at(self, after: int) -> None:
        found = self._problems(after)
        # Again: somebody may have published between two of our questions.
        found = [problem for problem in self._problems(after) if problem in found] if found else []
        if found:
            self.wrong[after] = found
        else:
            self.wrong.pop(after, None)

    def _problems(self, after: int) -> list[str]:
        return list(verify.problems_between(after, after + WINDOW))


watch = Watch()
