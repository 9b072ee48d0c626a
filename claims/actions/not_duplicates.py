"""Remember that two things that look alike are not the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from claims.actions.desk import Editor
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.text import clean
from claims.models.desk.base import Publishable
from claims.models.desk.told_apart import ToldApart


def tell_apart(
    one: Publishable, other: Publishable, *, reason: str, by: Editor, at: datetime
) -> None:
    """Keep the reason; of a pair told apart before, the first reason stands."""
    pair = told_apart(one, other, reason=reason, by=by, at=at)
    if not ToldApart.objects.filter(one=pair.one, other=pair.other).exists():
        pair.save()


def told_apart(
    one: Publishable, other: Publishable, *, reason: str, by: Editor, at: datetime
) -> ToldApart:
    """The pair, not kept yet."""
    if one.uid == other.uid:
        raise RuleBroken(_("A thing cannot be told apart from itself."))
    if not clean(reason):
        raise RuleBroken(_("Say how you know that they are not the same."))
    first, second = sorted((one.uid, other.uid))
    return ToldApart(one=first, other=second, reason=reason, at=at, by=by)


def told_apart_from(subject: Publishable, others: Iterable[Publishable]) -> set[str]:
    """The opaque names of those of the others that were told apart from it."""
    uids = [other.uid for other in others]
    before = ToldApart.objects.filter(one__in=uids, other=subject.uid)
    after = ToldApart.objects.filter(one=subject.uid, other__in=uids)
    return {
        *before.values_list("one", flat=True),
        *after.values_list("other", flat=True),
    }
