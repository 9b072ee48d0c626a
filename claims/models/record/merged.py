"""Which claims count: records that were made one once, and what nobody claims not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Model, QuerySet

from claims.domain.vocabulary import Lifecycle
from claims.models.record.moment import AsOf
from claims.models.record.row import RowQuerySet
from claims.models.record.rows import PublishedClaim, PublishedReference, PublishedSource

LONGEST_LINE = 100
COUNTED_ELSEWHERE = frozenset({Lifecycle.MERGED, Lifecycle.CONTEXT, Lifecycle.MISATTRIBUTED})
"""Where it is kept, or in no list of claims at all."""


def as_one(model: type[Model], uids: Iterable[str], moment: AsOf) -> set[str]:
    """These with what they were merged into, and with all else that was merged into that."""
    into = _merged(model, moment)
    asked = set(uids)
    kept = {kept_in(uid, into) for uid in asked}
    return asked | kept | {uid for uid in into if kept_in(uid, into) in kept}


def kept_at(model: type[Model], uid: str, moment: AsOf) -> str:
    """The one that stands for this by then: itself unless it was merged."""
    return kept_in(uid, _merged(model, moment))


def kept_in(uid: str, into: Mapping[str, str]) -> str:
    for _ in range(LONGEST_LINE):
        if uid not in into:
            break
        uid = into[uid]
    return uid


def counted_once(claims: RowQuerySet[PublishedClaim]) -> RowQuerySet[PublishedClaim]:
    """Each claim once: what was merged counts where it is kept, and background is no claim.

    What its claimant did not say counts in nobody's record.
    """
    return claims.exclude(since__in=_of(*COUNTED_ELSEWHERE))


def without_background(claims: RowQuerySet[PublishedClaim]) -> RowQuerySet[PublishedClaim]:
    """Without what became background of its event: it has no status any more."""
    return claims.exclude(since__in=_of(Lifecycle.CONTEXT))


def _of(*lifecycles: Lifecycle) -> QuerySet[PublishedClaim, int]:
    rows = PublishedClaim.objects.filter(lifecycle__in=lifecycles)
    return rows.values_list("since", flat=True)


def _merged(model: type[Model], moment: AsOf) -> dict[str, str]:
    """What was merged into what, by uid."""
    if model is PublishedSource:
        rows = PublishedSource.objects.as_of(moment).exclude(merged_into="")
        return dict(rows.values_list("uid", "merged_into"))
    claims = PublishedClaim.objects.as_of(moment).filter(lifecycle=Lifecycle.MERGED)
    named = PublishedReference.objects.filter(
        field="merged_into", since__in=claims.order_by().values("since")
    )
    return dict(named.values_list("uid", "named"))
