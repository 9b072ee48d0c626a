"""Reads what hangs on many rows at once; most of them have nothing of a kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from claims.models.desk.evidence import Evidence, Stance
from claims.models.desk.figure import Figure, FigurePart, FigureReading


@dataclass(frozen=True)
class Along:
    """``name`` on the owner, which ``owner`` of the rows points to."""

    name: str
    owner: str
    rows: QuerySet[Model]
    figure: str = ""
    """Of rows that name a figure, which it is."""
    ties: bool = False
    """Whether the rows only tie two figures together: what is held is the other of the two."""


def _ties(name: str) -> Along:
    """Figures that name each other."""
    between = getattr(Figure, name).through._base_manager
    return Along(name, "from_figure", between.all(), "to_figure", ties=True)


OF_FIGURES = (
    *map(_ties, ("same_people_as", "also_supersedes", "built_on")),
    Along("derived_from", "whole", FigurePart.objects.all(), "part"),
    Along("readings", "figure", FigureReading.objects.select_related("event", "category")),
)
# Of these the engine asks no more.
OF_CLAIMS = (
    Along(
        "stances",
        "claim",
        Stance.objects.select_related("source").only("claim", "stance", "source__slug"),
    ),
    Along(
        "evidence",
        "claim",
        Evidence.objects.select_related("originator").only("claim", "originator__slug"),
    ),
)


def read_along(rows: Sequence[Model], what: Sequence[Along]) -> None:
    """As ``prefetch_related`` does; what hangs on nothing costs nothing more.

    A figure that is named is the one among ``rows``, if it is there.
    """
    known = {row.pk: row for row in rows}
    read = [(one, list(_rows_of(one, known))) for one in what]
    _name_figures(read, known)
    for one, found in read:
        by_owner: dict[int, list[Model]] = {}
        for row in found:
            held = getattr(row, one.figure) if one.ties else row
            by_owner.setdefault(getattr(row, f"{one.owner}_id"), []).append(held)
        nothing = _holding(one.rows.none(), [])
        for row in rows:
            some = by_owner.get(row.pk)
            held = _holding(getattr(row, one.name).all(), some) if some else nothing
            row.__dict__.setdefault("_prefetched_objects_cache", {})[one.name] = held


def _rows_of(one: Along, known: Mapping[int, Model]) -> QuerySet[Model]:
    return one.rows.filter(**{f"{one.owner}__in": list(known)}).order_by("pk")


def _name_figures(read: Iterable[tuple[Along, list[Model]]], known: Mapping[int, Model]) -> None:
    """Each figure that is named, read once; those of other events are the few that are not here."""
    naming = [(one.figure, row) for one, found in read if one.figure for row in found]
    keys = {getattr(row, f"{name}_id") for name, row in naming}
    others = keys - known.keys()
    elsewhere = Figure.objects.select_related("claim").in_bulk(others) if others else {}
    for name, row in naming:
        key = getattr(row, f"{name}_id")
        setattr(row, name, known[key] if key in known else elsewhere[key])


def _holding(queryset: QuerySet[Model], rows: list[Model]) -> QuerySet[Model]:
    """A queryset that was read: Django's own prefetching leaves it like this."""
    queryset._result_cache = rows
    queryset._prefetch_done = True  # type: ignore[attr-defined]  # Django's
    return queryset
