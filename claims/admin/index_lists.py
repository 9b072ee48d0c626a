"""What lies on top of the piles: a few claims of each kind, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils.formats import date_format

from claims.admin import querysets as c
from claims.admin.choice_labels import Shared, claimant_of, has_namesakes
from claims.admin.fields import called
from claims.admin.status_marks import status_mark
from claims.domain.messages import gettext as _
from claims.domain.messages import ngettext, strung
from claims.domain.second_look import Cause
from claims.models.desk.claim import Claim
from claims.models.desk.evidence import StatusChange
from claims.models.desk.second_look import SecondLook
from claims.presenters.moments import when

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

MOST = 5
RECENT = 60


@dataclass(frozen=True)
class Highlight:
    """A claim on the index: ``why`` says why it stands here."""

    pk: int
    name: str
    why: str
    mark: str = ""
    note: str = ""


@dataclass(frozen=True)
class Opinion:
    """A second opinion that was given, and by whom."""

    look: SecondLook
    who: str


def _with_names(claims: QuerySet[Claim]) -> QuerySet[WithAnnotations[Claim, Shared]]:
    shared = has_namesakes("claimant__")
    return claims.select_related("claimant", "event").annotate(is_shared=shared)


def yours(user: User) -> list[Highlight]:
    """What this editor follows, the next to be checked first."""
    own = _with_names(Claim.objects.filter(assignee=user.pk))
    ordered = own.order_by(F("next_check_at").asc(nulls_last=True), "-pk")[:MOST]
    return [
        Highlight(
            x.pk, str(x), _next_check(x), status_mark(x.status, examined=x.examined), x.handover
        )
        for x in ordered
    ]


def _next_check(claim: Claim) -> str:
    if claim.next_check_at is None:
        return _("no check set")
    zone = claim.event.time_zone
    check = when(claim.next_check_at, claim.next_check_precision, zone).text
    return _("check %(when)s", when=check)


def longest_unconfirmed() -> list[Highlight]:
    dated = Claim.objects.filter(c.UNCONFIRMED, said_at__isnull=False)
    return [
        Highlight(
            x.pk,
            str(x),
            f"{claimant_of(x)}, {when(x.said_at, x.said_precision, x.event.time_zone).day}",
        )
        for x in _with_names(dated).order_by("said_at", "pk")[:MOST]
        if x.said_at
    ]


def most_carried() -> list[Highlight]:
    """The unconfirmed claims found with the most publishers."""
    counted = (
        Claim.objects.filter(c.UNCONFIRMED)
        .values("pk")
        .annotate(
            publishers=Count("citations__report__publisher", distinct=True),
            reports=Count("citations__report", distinct=True),
        )
        .order_by("-publishers", "-reports", "-pk")[:MOST]
    )
    top = list(counted)
    claims = _with_names(Claim.objects.all()).in_bulk([row["pk"] for row in top])
    return [
        Highlight(
            row["pk"],
            str(claims[row["pk"]]),
            strung([claimant_of(claims[row["pk"]]), _carried(row["reports"], row["publishers"])]),
        )
        for row in top
        if row["reports"]
    ]


def to_look_at_again() -> list[SecondLook]:
    looks = SecondLook.objects.filter(c.OPEN).select_related(
        "claim", "position__event", "position__category", "question"
    )
    return list(looks.order_by("-raised_at", "-pk")[:MOST])


def opinions_that_differ() -> list[Opinion]:
    """Second opinions other than the desk's verdict, which nobody has decided on since."""
    given = SecondLook.objects.filter(cause=Cause.OPINION).exclude(opinion=F("verdict"))
    since = StatusChange.objects.filter(
        claim=OuterRef("claim"), recorded_at__gt=OuterRef("cleared_at")
    )
    unanswered = given.exclude(cleared_at=None).filter(~Exists(since))
    found = unanswered.select_related("claim", "cleared_by").order_by("-cleared_at")[:MOST]
    return [Opinion(look, called(look.cleared_by)) for look in found]


def moved(user: User, since: datetime | None) -> list[Highlight]:
    """What others did to claims since the last visit, the newest first, each claim once."""
    lines = c.savings_of_others(user, since).select_related("history_user")
    found: dict[int, Highlight] = {}
    for line in lines.order_by("-history_date", "-history_id")[:RECENT]:
        by = line.history_user
        who = called(by) if by else _("an import")
        why = f"{who}, {date_format(line.history_date, 'j M H:i')} (UTC)"
        found.setdefault(line.id, Highlight(line.id, line.short or line.statement, why))
    return list(found.values())[:MOST]


def _carried(reports: int, publishers: int) -> str:
    by = ngettext(
        "%(number)s publisher", "%(number)s publishers", publishers, number=f"{publishers:,}"
    )
    # Translators: such as “3 reports of 2 publishers”.
    return ngettext(
        "%(number)s report of %(publishers)s",
        "%(number)s reports of %(publishers)s",
        reports,
        number=f"{reports:,}",
        publishers=by,
    )
