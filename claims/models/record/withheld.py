"""What was withheld of what lists ever held: rows without words, found by what stayed of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from claims.domain.measures import MEASURES
from claims.models.record.moment import AsOf
from claims.models.record.row import Row, RowQuerySet, rows_of
from claims.models.record.rows import PublishedFigure, PublishedReference

R = TypeVar("R", bound=Row)


def listed_under(place: str, uids: Collection[str]) -> QuerySet[PublishedReference, str]:
    """The uids of what was withheld and ever stood under these sources, events or claims."""
    named = PublishedReference.objects.filter(field=place, named__listed=uids)
    return named.values_list("uid", flat=True)


def withheld_from(
    model: type[R], moment: AsOf, *, measure: str = "", **places: Collection[str] | None
) -> RowQuerySet[R]:
    """Rows of the moment that were withheld since, and ever stood under all of the places.

    ``places``: ``sources``, ``events``, ``claims``, each by uid; None where it is all the same.
    """
    rows = rows_of(model).as_of(moment).withheld()
    for place, uids in places.items():
        if uids is not None:
            rows = rows.filter(uid__in=listed_under(place, uids))
    if measure:
        bare = PublishedFigure.objects.withheld().filter(uid=OuterRef("uid"))
        rows = rows.filter(Exists(bare.filter(measure__in=MEASURES.words(measure))))
    return rows


def newest_withheld(withheld: RowQuerySet[R], most: int) -> list[R]:
    """Of what was withheld the latest, found before it is put in order.

    Asked both at once, a database reads a whole list in its order, to find nothing.
    """
    kept = list(withheld.order_by().values_list("since", flat=True))
    return list(withheld.filter(since__in=kept).newest_first()[:most]) if kept else []


def and_withheld(listed: RowQuerySet[R], withheld: RowQuerySet[R]) -> RowQuerySet[R]:
    """A narrowed list with what was withheld from it: nearly always there is nothing."""
    kept = list(withheld.order_by().values_list("since", flat=True))
    if not kept:
        return listed
    return listed | listed.model._default_manager.filter(since__in=kept)
