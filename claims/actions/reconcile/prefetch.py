"""Reads what hangs on many rows at once; most of them have nothing of a kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from claims.models.desk.evidence import Evidence, Stance
from claims.models.desk.figure import Figure, FigurePart, FigureReading


@dataclass(frozen=True)
class Along:
    """``name`` on the owner, which ``owner`` of the rows points to; ``far`` is what is named."""

    name: str
    owner: str
    rows: QuerySet[Any]
    far: str = ""
    """Of rows that only tie two together, the other of the two."""


def _ties(name: str) -> Along:
    """Figures that name each other."""
    between = getattr(Figure, name).through._base_manager
    return Along(name, "from_figure", between.select_related("to_figure__claim"), "to_figure")


OF_FIGURES = (
    *map(_ties, ("same_people_as", "also_supersedes", "built_on")),
    Along("derived_from", "whole", FigurePart.objects.select_related("part__claim")),
    Along("readings", "figure", FigureReading.objects.select_related("event", "category")),
)
OF_CLAIMS = (
    Along("stances", "claim", Stance.objects.select_related("source")),
    Along("evidence", "claim", Evidence.objects.select_related("originator")),
)


def read_along(rows: Sequence[Any], what: Sequence[Along]) -> None:
    """As ``prefetch_related`` does; what hangs on nothing costs nothing more."""
    keys = [row.pk for row in rows]
    for one in what:
        found: dict[int, list[Any]] = {}
        for row in one.rows.filter(**{f"{one.owner}__in": keys}).order_by("pk"):
            owner = getattr(row, f"{one.owner}_id")
            found.setdefault(owner, []).append(getattr(row, one.far) if one.far else row)
        nothing = _holding(one.rows.none(), [])
        for row in rows:
            some = found.get(row.pk)
            held = _holding(getattr(row, one.name).all(), some) if some else nothing
            row.__dict__.setdefault("_prefetched_objects_cache", {})[one.name] = held


def _holding(queryset: QuerySet[Any], rows: list[Any]) -> QuerySet[Any]:
    """A queryset that was read: Django's own prefetching leaves it like this."""
    queryset._result_cache = rows
    queryset._prefetch_done = True  # type: ignore[attr-defined]  # Django's
    return queryset
