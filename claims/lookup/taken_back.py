"""What was retracted or withheld of a list, for whoever reads that list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.conf import settings
from django.http import QueryDict

from claims.domain.vocabulary import SubjectKind
from claims.lookup.as_of import Shown
from claims.lookup.states import states, withheld_states
from claims.models.record.row import Row, rows_of
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedPosition,
    PublishedQuestion,
    PublishedSource,
)
from claims.models.record.withheld import newest_withheld
from claims.presenters.addresses import page
from claims.presenters.taken_back import TakenBack
from claims.presenters.taken_back import taken_back as told
from claims.states.subject import RetractedState, SubjectState, WithheldGrounds

R = TypeVar("R", bound=Row)
KINDS: dict[type[Row], SubjectKind] = {
    PublishedClaim: SubjectKind.CLAIM,
    PublishedEvent: SubjectKind.EVENT,
    PublishedPosition: SubjectKind.POSITION,
    PublishedQuestion: SubjectKind.QUESTION,
    PublishedSource: SubjectKind.SOURCE,
}


MOST = 50


def withheld_of(model: type[Row], query: QueryDict, later: str, shown: Shown) -> list[TakenBack]:
    """What was withheld of a whole kind, told on the first page of its list alone."""
    if query.get(later):
        return []
    return taken_back(newest_withheld(rows_of(model).as_of(shown.rows).withheld(), MOST), shown)


def taken_back(rows: Iterable[R], shown: Shown, *, at: str = "") -> list[TakenBack]:
    """Those of the rows that were retracted or withheld, the latest first.

    ``at``: where our own figures among them stood, which have no address of their own.
    """
    gone = [row for row in rows if row.withheld or row.retracted]
    withheld = withheld_states(row.uid for row in gone if row.withheld)
    known = states((row.since for row in gone if row.retracted), kind=SubjectState)
    found: list[tuple[RetractedState | WithheldGrounds, TakenBack]] = []
    for row in gone:
        state = withheld.get(row.uid) or known.get(row.since)
        about = state.retracted if isinstance(state, SubjectState) else state and state.withheld
        if state is not None and about is not None:
            kind, slug = KINDS[type(row)], getattr(state, "slug", "")
            href = page(kind, slug, shown.query) if slug else at
            found.append((about, told(kind, href, about, settings.TIME_ZONE)))
    return [one for about, one in sorted(found, key=lambda pair: pair[0].at, reverse=True)]
