"""What waits, as conditions: the index counts by them and the lists narrow by the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import GreaterThanOrEqual

from claims.domain.error_reports import Outcome
from claims.domain.status import Status
from claims.domain.vocabulary import (
    COUNTS,
    Lifecycle,
    LinkState,
    Precision,
    Publication,
    Treatment,
)
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.evidence import Evidence, NamedEvidence, Stance, StatusChange
from claims.models.desk.figure import Figure
from claims.models.desk.position import LeftOut, Position
from claims.models.desk.source import Report, Source

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
_INSTANT = timedelta(microseconds=1)
AGES = {"day": timedelta(days=1), "week": timedelta(days=7)}


def retracted_in_use(model: type[Model]) -> Q:
    """Taken back by us, and something that readers see still names it."""
    uses: dict[type[Model], list[QuerySet[Model]]] = {
        Claim: [
            Position.objects.filter(PUBLISHED, uses__claim=OuterRef("pk")),
            LeftOut.objects.filter(_shown("position"), figure__claim=OuterRef("pk")),
            Evidence.objects.filter(_shown("claim"), other_claim=OuterRef("pk")),
        ],
        Report: [
            Citation.objects.filter(_shown("claim"), report=OuterRef("pk")),
            Evidence.objects.filter(_shown("claim"), report=OuterRef("pk")),
            Stance.objects.filter(_shown("claim"), report=OuterRef("pk")),
        ],
        Source: [
            Claim.objects.filter(PUBLISHED, claimant=OuterRef("pk")),
            Report.objects.filter(PUBLISHED, publisher=OuterRef("pk")),
            Evidence.objects.filter(_shown("claim"), originator=OuterRef("pk")),
            Stance.objects.filter(_shown("claim"), source=OuterRef("pk")),
        ],
    }
    used = Q()
    for rows in uses[model]:
        used |= Q(Exists(rows))
    return Q(publication=Publication.RETRACTED) & used


def _shown(owner: str) -> Q:
    return Q(**{f"{owner}__publication": Publication.PUBLISHED})


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


def moved_by_others(user: User, since: datetime | None) -> Q:
    """Saved, decided or published by somebody else after a moment."""
    return Q(pk__in=savings_of_others(user, since).order_by().values("id"))


def savings_of_others(user: User, since: datetime | None) -> QuerySet[Any]:
    lines: QuerySet[Any] = Claim.history.exclude(history_user=user)
    return lines.filter(history_date__gt=since) if since else lines.none()


def newer_evidence() -> Q:
    """Examined claims with evidence that is dated after they were last decided on or checked."""
    last = StatusChange.objects.filter(claim=OuterRef("claim")).order_by("-n")
    counting = Evidence.objects.filter(kind__in=COUNTS, originator__isnull=False)
    decided = counting.annotate(
        decided_at=Subquery(last.values("at")[:1]),
        decided_precision=Subquery(last.values("precision")[:1]),
    ).annotate(looked_at=_end_of("decided_at", "decided_precision"))
    later = Q(report__published_at__gt=F("looked_at")) | Q(other_claim__said_at__gt=F("looked_at"))
    unseen = (
        Q(claim__checked_at=None)
        | Q(report__published_at__gt=F("claim__checked_at"))
        | Q(other_claim__said_at__gt=F("claim__checked_at"))
    )
    named = NamedEvidence.objects.filter(evidence=OuterRef("pk"))
    found = decided.filter(later, unseen, ~Exists(named))
    return STANDING & Q(examined=True, pk__in=found.values("claim"))


def _end_of(at: str, precision: str) -> Case:
    """Nothing of a day is known to be later than a decision that is dated by the day."""
    days = [
        When(**{f"{precision}__startswith": exact}, then=F(at) + lasts - _INSTANT)
        for exact, lasts in _LASTS.items()
    ]
    return Case(*days, default=F(at), output_field=DateTimeField())


def newer_figures() -> Q:
    """Positions of ours that do not know of figures of their own count that came later.

    What is newer is said in ``positions.accounts_until``; this asks the same of the database.
    """
    counted = Coalesce(
        _end_of("as_of_at", "as_of_precision"), _end_of("stated_at", "stated_precision")
    )
    known = Position.objects.annotate(counted=counted).annotate(
        until=Coalesce(Greatest("counted", "checked_at"), "counted")
    )
    newer = Figure.objects.alias(
        part=Coalesce("event", "claim__event"), at=Coalesce("as_of_at", "claim__said_at")
    ).filter(
        part=OuterRef("event"),
        category=OuterRef("category"),
        measure=OuterRef("measure"),
        at__gt=OuterRef("until"),
        treatment=Treatment.USE,
        claim__publication=Publication.PUBLISHED,
        claim__lifecycle=Lifecycle.CURRENT,
    )
    weighed = Q(used_in=OuterRef("pk")) | Q(left_out_of__position=OuterRef("pk"))
    found = known.filter(PUBLISHED, Exists(newer.exclude(weighed)))
    return Q(pk__in=found.values("pk"))


def promised(model: type[Model], today: date) -> Q:
    """We said that we would look again by a day that has passed, and have not decided since."""
    met = Q(stated_at__date__gte=F("look_again_on"))
    if model is Claim:
        decided = StatusChange.objects.filter(claim=OuterRef("pk"))
        met = Q(Exists(decided.filter(at__date__gte=OuterRef("look_again_on"))))
    return PUBLISHED & Q(look_again_on__lt=today) & ~met


NEWER: dict[type[Model], Callable[[], Q]] = {Claim: newer_evidence, Position: newer_figures}
