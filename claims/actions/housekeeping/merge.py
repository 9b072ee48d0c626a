"""Make two records of one thing one: all it owns is carried over; undone until published."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import partial
from typing import Any

from claims.actions.desk import Editor
from claims.actions.housekeeping.merge_claims import carry_claim
from claims.actions.housekeeping.merge_sources import carry_source, stand_apart
from claims.actions.housekeeping.undo_log import Carrying, take_back
from claims.actions.independence_changes import chains_moving, of_sources
from claims.domain.errors import RuleBroken
from claims.domain.housekeeping import Record, check_merge
from claims.domain.messages import gettext as _
from claims.domain.second_look import Cause
from claims.domain.text import clean
from claims.domain.vocabulary import LIFECYCLE_LABELS, EntryKind, Lifecycle
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.merge import Merge
from claims.models.desk.source import Source
from claims.models.record.entry import Entry, head_seq
from claims.publishing import log
from claims.publishing.registry import KINDS, kind_of

TELLING = (EntryKind.PUBLISHED, EntryKind.CHANGED, EntryKind.IMPORTED)
CARRY: dict[type, Callable[..., None]] = {
    Claim: carry_claim,
    Source: carry_source,
}


def merge(
    subject: Publishable, *, into: Publishable, reason: str, by: Editor, at: datetime
) -> list[Publishable]:
    """Merge on the desk, and return every thing that it touched.

    Readers see it once these are published; until then ``undo_merge`` takes it back. Raises
    ``RuleBroken`` where the two cannot be one, ``Stale`` where one is no longer as it was seen.
    """
    reason = clean(reason)
    with log.writing():
        one, other = subject.held(), into.held()
        kind = kind_of(one)
        is_itself = one.pk == other.pk
        check_merge(
            kind, _record(one, other), _record(other, one), is_itself=is_itself, reason=reason
        )
        carrying = Carrying(by=by)
        with _chains_moving(one, other, by=by, at=at):
            CARRY[type(one)](one, other, carrying)
        for end in (one, other):
            carrying.touch(end)
        touched = carrying.settle()
        Merge.objects.create(
            kind=kind.value,
            merged=one.uid,
            into=other.uid,
            reason=reason,
            steps=carrying.steps,
            touched=[s.uid for s in touched],
            head=head_seq(),
            at=at,
            by=by,
        )
        return touched


def standing_merge(subject: Publishable) -> Merge | None:
    """The merge by which this became a part of another, unless it was undone."""
    return Merge.objects.filter(merged=subject.uid, undone_at=None).first()


def is_told(done: Merge) -> bool:
    """Whether readers were told anything since of what the merge touched: then it stays."""
    told = Entry.objects.filter(subject__in=done.touched, seq__gt=done.head)
    return told.filter(kind__in=TELLING).exists()


def undo_merge(subject: Publishable, *, by: Editor, at: datetime) -> list[Publishable]:
    """Take every step back, and return what it touched."""
    with log.writing():
        now = subject.held()
        done = standing_merge(now)
        if done is None:
            raise RuleBroken(_("This was not merged, or not by us: there is nothing to undo."))
        if is_told(done):
            raise RuleBroken(
                _("Some of it was published since: readers have seen it. Publish it anew instead.")
            )
        carrying = Carrying(by=by)
        for uid in done.touched:
            carrying.touch(find(uid))
        with _chains_moving(now, find(done.into), by=by, at=at):
            take_back(done.steps, carrying)
        done.undone_at = at
        done.save(update_fields=["undone_at"])
        return carrying.settle()


def _chains_moving(
    one: Publishable, into: Publishable | None, *, by: Editor, at: datetime
) -> AbstractContextManager[None]:
    """Two sources that are one know nothing separately; of claims nothing like it hangs."""
    if not (isinstance(one, Source) and isinstance(into, Source)):
        return nullcontext()
    touched = partial(of_sources, one, into)
    return chains_moving(into, touched, cause=Cause.ONE_SOURCE, by=by, at=at)


def touched_by(done: Merge) -> list[Publishable]:
    return [found for uid in done.touched if (found := find(uid)) is not None]


def find(uid: str) -> Publishable | None:
    """A thing of the desk by its uid, of whatever kind."""
    found = (model._base_manager.filter(uid=uid).first() for model in KINDS)
    return next((subject for subject in found if subject is not None), None)


def _record(subject: Any, other: Any) -> Record:
    gone = ""
    if isinstance(subject, Claim):
        same: tuple[str, ...] = (subject.claimant.uid, subject.event.uid)
        if subject.lifecycle not in (Lifecycle.CURRENT, Lifecycle.MERGED):
            gone = LIFECYCLE_LABELS[Lifecycle(subject.lifecycle)].lower()
    else:
        # A source of no party may be one with a source of any.
        same = (subject.uid if stand_apart(subject, other) else "",)
    merged = subject.merged_into_id is not None
    return Record(str(subject), subject.publication, merged, same, gone)
