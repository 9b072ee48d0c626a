"""How many changes the feed of the site tells, without counting again what was counted before."""

from __future__ import annotations

from dataclasses import dataclass

from claims.models.record.entry import Entry, is_on_record


@dataclass(frozen=True)
class Counted:
    """So many up to an entry, which its digest tells from one of another database."""

    seq: int = 0
    digest: str = ""
    count: int = 0


class NewsCount:
    """What one process counted last: entries never change, so those since are added to it."""

    def __init__(self) -> None:
        self._last = Counted()

    def up_to(self, newest: Entry) -> int:
        last = self._last
        # Where a backup was put back, what was counted is not there. Another request may have
        # counted entries that came after the newest of this one.
        if not is_on_record(last.seq, last.digest) or last.seq > newest.seq:
            last = Counted()
        since = Entry.objects.news().recorded_then().filter(seq__gt=last.seq).up_to(newest.seq)
        found = Counted(newest.seq, newest.digest, last.count + since.count())
        self._last = found
        return found.count


of_the_site = NewsCount()
