"""What waits, as conditions: the index counts by them and the lists narrow by the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import GreaterThanOrEqual

from claims.domain.error_reports import Outcome
from claims.domain.status import Status
from claims.domain.vocabulary import Lifecycle, LinkState, Precision, Publication
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.position import Position

WIDELY = 3
"""Carried by so many publishers, an unconfirmed claim is heard everywhere."""
DRAFT = Q(publication=Publication.DRAFT)
PUBLISHED = Q(publication=Publication.PUBLISHED)
CHANGED = PUBLISHED & Q(changed=True)
STANDING = PUBLISHED & Q(lifecycle=Lifecycle.CURRENT)
UNCONFIRMED = STANDING & Q(status=Status.UNCONFIRMED)
DISPUTED = STANDING & Q(status=Status.DISPUTED)
STUB = Q(stub=True)
SUGGESTED = Q(state=LinkState.SUGGESTED)
OPEN = Q(cleared_at=None)
AWAITED = Q(reply=None, closed=False)
REPORTED = Q(outcome=Outcome.OPEN)
# A deadline of a day is over with the day.
_LASTS = {
    Precision.YEAR: timedelta(days=366),
    Precision.MONTH: timedelta(days=31),
    Precision.DAY: timedelta(days=1),
    Precision.HOUR: timedelta(hours=1),
}
AGES = {"day": timedelta(days=1), "week": timedelta(days=7)}


def under_revision() -> Q:
    """Positions of ours whose figures have changed since they were stated."""
    return Q(pk__in=[position.pk for position in Position.objects.under_revision()])


def check_due(now: datetime) -> Q:
    return Q(next_check_at__lte=now)


def older(age: str, now: datetime) -> Q:
    """Said longer ago than that; what has no time has no age."""
    return Q(said_at__lt=now - AGES[age])


def overdue(now: datetime) -> Q:
    """Awaited, and the deadline is over."""
    passed = Q(deadline_precision__in=[Precision.MINUTE, Precision.SECOND], deadline_at__lt=now)
    for precision, lasts in _LASTS.items():
        passed |= Q(deadline_precision__startswith=precision, deadline_at__lte=now - lasts)
    return AWAITED & passed


def widely_carried() -> Q:
    """Found in reports of several publishers; asked of those claims alone that come so far."""
    cited = Citation.objects.filter(claim=OuterRef("pk")).order_by().values("claim")
    publishers = cited.annotate(n=Count("report__publisher", distinct=True)).values("n")
    return Q(GreaterThanOrEqual(Subquery(publishers), WIDELY))


def moved_by_others(user: Any, since: datetime | None) -> Q:
    """Saved, decided or published by somebody else after a moment."""
    return Q(pk__in=savings_of_others(user, since).order_by().values("id"))


def savings_of_others(user: Any, since: datetime | None) -> QuerySet[Any]:
    lines: QuerySet[Any] = Claim.history.exclude(history_user=user)
    return lines.filter(history_date__gt=since) if since else lines.none()
