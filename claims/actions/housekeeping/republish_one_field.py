"""Tell readers of one thing moved, and of nothing else that stands changed on the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from claims.actions.desk import Editor, mark_published, note_difference
from claims.actions.publish import check_ready, first_step
from claims.domain.vocabulary import ChangeType, EntryKind, Publication
from claims.models.desk.base import Publishable
from claims.publishing import log
from claims.publishing.dependencies import needed_first
from claims.publishing.new_entry import Step
from claims.publishing.registry import kind_of, published_state
from claims.states.base import differing


def retell(
    subject: Publishable,
    moved: Mapping[str, Any],
    *,
    rests_on: Iterable[Publishable | None] = (),
    note: str,
    change: ChangeType,
    by: Editor,
    at: datetime,
) -> list[Publishable]:
    """Write the last published state with these fields moved; a draft is left as it is.

    What it ``rests_on`` and readers have not met goes along, and is returned. The caller holds
    the record.
    """
    if subject.publication != Publication.PUBLISHED:
        return []
    # Fresh copies: the caller's may come from a rehearsal, in which they were published.
    fresh = [type(s)._base_manager.get(pk=s.pk) for s in rests_on if s is not None]
    along = [s for s in needed_first(fresh) if not s.on_record]
    check_ready(along)
    before = published_state(subject)
    if before is None:
        return []
    after = replace(before, **moved)
    step = Step(
        EntryKind.CHANGED,
        kind_of(subject),
        subject.uid,
        after,
        change=change,
        note=note,
        fields=tuple(sorted(differing(before, after))),
    )
    also = frozenset(s.uid for s in along)
    log.append([*(first_step(s, also=also) for s in along), step], by=by, at=at)
    for needed in along:
        mark_published(needed, by=by)
    note_difference(subject, by=by)
    return along
