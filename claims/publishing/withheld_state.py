"""What stays on record of a subject whose words are removed: where lists held it, and no word."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Model, QuerySet

from claims.domain.vocabulary import SubjectKind
from claims.models.desk.base import Publishable
from claims.models.record.row import Row
from claims.models.record.rows import NAMING_COLUMNS, PublishedFigure, PublishedPosition
from claims.publishing.projection import MODELS
from claims.publishing.registry import kind_of, published_state
from claims.states.names import CategorySlug, ClaimUid, EventUid, SourceUid
from claims.states.subject import CountState, WithheldGrounds, WithheldState

# Columns of rows by which lists are narrowed, and where what they named is kept.
LISTED_BY = {
    "claimant": "sources",
    "event": "events",
    "parent": "events",
    "from_claim": "claims",
    "to_claim": "claims",
}
COUNTING: dict[SubjectKind, type[Row]] = {
    SubjectKind.CLAIM: PublishedFigure,
    SubjectKind.POSITION: PublishedPosition,
}


def what_is_left(subject: Publishable, about: WithheldGrounds) -> WithheldState:
    """Read before the words go: of all that was ever published of it, not of the last alone."""
    kind, listed = kind_of(subject), defaultdict[str, set[str]](set)
    for model in MODELS[kind]:
        rows = model._default_manager.filter(uid=subject.uid)
        for column in NAMING_COLUMNS[model]:
            if column in LISTED_BY:
                found = rows.exclude(**{column: ""}).values_list(column, flat=True)
                listed[LISTED_BY[column]].update(found)
    return WithheldState(
        slug=getattr(published_state(subject), "slug", ""),
        withheld=about,
        sources=tuple(map(SourceUid, sorted(listed["sources"]))),
        events=tuple(map(EventUid, sorted(listed["events"]))),
        claims=tuple(map(ClaimUid, sorted(listed["claims"]))),
        counts=_counts(kind, subject.uid),
    )


def _counts(kind: SubjectKind, uid: str) -> tuple[CountState, ...]:
    if kind not in COUNTING:
        return ()
    rows: QuerySet[Model] = COUNTING[kind]._default_manager.filter(uid=uid).order_by()
    found = sorted(set(rows.values_list("event", "category", "measure")))
    return tuple(
        CountState(event=EventUid(event), category=CategorySlug(category), measure=measure)
        for event, category, measure in found
    )
