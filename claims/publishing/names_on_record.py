"""Whether what bodies name stood on record by then: at any depth, as the rows of their names tell.

Things published in one go may name one another, for none of them can be the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, QuerySet

from claims.models.record.entry import Entry
from claims.models.record.mentions import NAMING, rows_naming


def naming_problems() -> Iterator[str]:
    """One sentence for each name in an entry of which nothing is on record at all."""
    for since, named, what, came in _led_nowhere():
        if not came:
            yield f"Entry {since} names {named} ({what}), of which nothing is on record."


def named_early() -> Iterator[str]:
    """One sentence for each name that came on record only after the entry that names it.

    Nobody altered such an entry: versions before the order of publication was held wrote them, and
    what is on record is never changed.
    """
    for since, named, what, came in _led_nowhere():
        if came:
            yield f"Entry {since} names {named} ({what}), which came on record only later."


def _led_nowhere() -> Iterator[tuple[int, str, str, bool]]:
    """Entry, what it names, where, and whether that came later: names without anything behind."""
    began = Entry.objects.filter(subject=OuterRef("named_here"))
    for model, columns in NAMING:
        for column in columns:
            rows = model._default_manager.exclude(**{column: ""}).annotate(named_here=F(column))
            early = rows.filter(~Exists(began.filter(seq__lte=OuterRef("since"))))
            for row in early.annotate(came=Exists(began)).order_by("pk"):
                named = getattr(row, column)
                if not _in_one_go(row.since, row.uid, named):
                    what = getattr(row, "field", column).replace("_", " ")
                    yield row.since, named, what, row.came


def _in_one_go(since: int, uid: str, named: str) -> bool:
    """Whether both began in one transaction, and each needs the other."""
    entry = Entry.objects.get(seq=since)
    begins = Entry.objects.filter(subject=named).order_by("seq").first()
    if begins is None or begins.recorded_at != entry.recorded_at:
        return False
    batch = Entry.objects.filter(recorded_at=entry.recorded_at)
    seen: set[str] = set()
    reached = {named}
    while reached:
        if uid in reached:
            return True
        seen |= reached
        reached = _named_by(reached, batch.values("seq")) - seen
    return False


def _named_by(uids: set[str], entries: QuerySet[Entry, object]) -> set[str]:
    """What the words of these things name in these entries."""
    found: set[str] = set()
    for model, columns in NAMING:
        rows = model._default_manager.filter(uid__in=uids, since__in=entries)
        for column in columns:
            found.update(rows.exclude(**{column: ""}).values_list(column, flat=True))
    return found


def naming(uid: str) -> set[str]:
    """Every other subject in whose words, old or new, this one is named."""
    found: set[str] = set()
    for rows in rows_naming(uid):
        found.update(rows.values_list("uid", flat=True))
    return found - {uid}
