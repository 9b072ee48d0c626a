"""Reads what hangs on many rows at once: most have nothing, and cost nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects

from claims.models.desk.event import Event
from claims.models.desk.evidence import Evidence, Stance
from claims.models.desk.figure import Figure, FigurePart, FigureReading


@dataclass(frozen=True)
class Along:
    """``name`` on the owner, which ``column`` of the rows in between points to."""

    name: str
    between: type[Model]
    column: str
    event: str
    rows: QuerySet[Any]


_NAMED = Figure.objects.select_related("claim")
OF_FIGURES = (
    Along("same_people_as", Figure.same_people_as.through, "from_figure",
          "from_figure__claim__event", _NAMED),
    Along("also_supersedes", Figure.also_supersedes.through, "from_figure",
          "from_figure__claim__event", _NAMED),
    Along("built_on", Figure.built_on.through, "from_figure",
          "from_figure__claim__event", _NAMED),
    Along("derived_from", FigurePart, "whole", "whole__claim__event",
          FigurePart.objects.select_related("part__claim")),
    Along("readings", FigureReading, "figure", "figure__claim__event",
          FigureReading.objects.select_related("event", "category")),
)  # fmt: skip
OF_CLAIMS = (
    Along("stances", Stance, "claim", "claim__event", Stance.objects.select_related("source")),
    Along("evidence", Evidence, "claim", "claim__event",
          Evidence.objects.select_related("originator")),
)  # fmt: skip


def read_along(rows: Sequence[Any], what: Sequence[Along], events: Sequence[Event]) -> None:
    """As ``prefetch_related`` does, but only for the rows that have any."""
    for one in what:
        between = one.between._base_manager.filter(**{f"{one.event}__in": events})
        owners = set(between.values_list(one.column, flat=True))
        nothing = one.rows.none()
        for row in rows:
            if row.pk not in owners:
                row.__dict__.setdefault("_prefetched_objects_cache", {})[one.name] = nothing
        some = [row for row in rows if row.pk in owners]
        prefetch_related_objects(some, Prefetch(one.name, one.rows.all()))
