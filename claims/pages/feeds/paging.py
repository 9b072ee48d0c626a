"""A feed in documents (RFC 5005): the newest changes, and archives that never change again.

Archives hold a fixed number of changes, counted from the first, and are addressed by the number of
the entry they begin after. A reader that knows one has all before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.domain.as_of import HIGHEST_ENTRY
from claims.domain.messages import gettext as _
from claims.lookup.errors import NotOnRecord, NotUnderstood
from claims.models.record.entry import Entry, EntryQuerySet

SIZE = 50
_NUMBER = re.compile(r"[0-9]{1,19}")
NO_ARCHIVE = _("No archive of this feed begins there. The feed itself leads to all of them.")


@dataclass(frozen=True)
class Document:
    """Entries newest first. ``earlier`` and ``later`` are archives, by what they begin after."""

    entries: Sequence[Entry]
    earlier: int | None
    later: int | None = None
    archive: bool = False

    @property
    def complete(self) -> bool:
        """Whether this is all there is."""
        return not self.archive and self.earlier is None


def document(entries: EntryQuerySet, after: str) -> Document:
    return _archive(entries, _number(after)) if after else _newest(entries)


def _newest(entries: EntryQuerySet) -> Document:
    """Between one and two archives' worth, so that nothing falls between two visits."""
    shown = entries.count() % SIZE + SIZE
    wanted = entries.select_related("words").order_by("-seq")[: shown + SIZE + 1]
    found = list(wanted)
    rest = found[shown:]
    return Document(found[:shown], _begins(rest) if rest else None)


def _archive(entries: EntryQuerySet, after: int) -> Document:
    following = entries.select_related("words").filter(seq__gt=after).order_by("seq")
    found = list(following[: 2 * SIZE])
    if len(found) < SIZE:
        raise NotOnRecord(NO_ARCHIVE)
    before = list(entries.filter(seq__lte=after).order_by("-seq")[: SIZE + 1])
    return Document(
        found[SIZE - 1 :: -1],
        earlier=_begins(before) if before else None,
        later=found[SIZE - 1].seq if len(found) == 2 * SIZE else None,
        archive=True,
    )


def _begins(before: Sequence[Entry]) -> int:
    """What the archive begins after that holds the first of these, newest first."""
    return before[SIZE].seq if len(before) > SIZE else 0


def _number(after: str) -> int:
    if not _NUMBER.fullmatch(after) or int(after) > HIGHEST_ENTRY:
        raise NotUnderstood(NO_ARCHIVE)
    return int(after)
