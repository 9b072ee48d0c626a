"""Of what entries speak: whatever was made from one of these subjects may be another now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Model, QuerySet

from claims.domain.vocabulary import SubjectKind
from claims.models.record import read_tracking
from claims.models.record.entry import Entry
from claims.models.record.moment import AsOf
from claims.models.record.rows import NAMING_COLUMNS, PublishedEvent, PublishedReference

EVERYTHING = "everything"
"""What each answer is made from, as far as each entry changes it."""
ALWAYS = "always"
"""What each answer is made from: touched where nothing can be told apart."""
MOST = 500
"""More entries at once, as of an import, are not told apart."""


def touched_by(entries: Sequence[int]) -> set[str]:
    """Their subjects and kinds, and what is made from whatever names what these name or named."""
    if not entries:
        return set()
    if len(entries) > MOST:
        return {EVERYTHING, ALWAYS}
    written = list(Entry.objects.filter(seq__in=entries).values_list("subject", "subject_kind"))
    subjects = {subject for subject, _ in written}
    found = {EVERYTHING, *subjects, *(read_tracking.all_of(kind) for _, kind in written)}
    since = set(entries)
    for model, columns in NAMING_COLUMNS.items():
        rows: QuerySet[Model] = model._default_manager.filter(uid__in=subjects)
        for began, until, *named in rows.values_list("since", "until", *columns):
            if began in since or until in since:
                found.update(map(read_tracking.naming, filter(None, named)))
                since.add(began)
    named_too = PublishedReference.objects.filter(since__in=since)
    found.update(map(read_tracking.naming, named_too.values_list("named", flat=True)))
    found |= _citing(uid for uid, kind in written if kind == SubjectKind.REPORT)
    if any(kind == SubjectKind.EVENT for _, kind in written) and _zones_moved(entries):
        found.add(ALWAYS)
    return found


def _citing(reports: Iterable[str]) -> set[str]:
    """What became of a report is told wherever a claim stands that cites it."""
    uids = list(reports)
    citing = PublishedReference.objects.filter(named__in=uids, field="citations")
    return set(citing.values_list("uid", flat=True)) if uids else set()


def _zones_moved(entries: Sequence[int]) -> bool:
    """Pages of no one event are dated by the zone of all events, where they have but one."""
    return _zones(min(entries) - 1) != _zones(max(entries))


def _zones(entry: int) -> set[str]:
    rows = PublishedEvent.objects.as_of(AsOf(entry=entry)).exclude(title="")
    zones = set(rows.values_list("time_zone", flat=True).distinct()[:2])
    return zones if len(zones) == 1 else set()
