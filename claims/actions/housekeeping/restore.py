"""From a published state back to the columns of the desk: what differs, and nothing else."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.vocabulary import Word
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Category, Event
from claims.models.desk.figure import Figure
from claims.models.desk.source import Report, Source
from claims.states.base import State, fields_of
from claims.states.encoding import part_of, type_of
from claims.states.figure import FigureName
from claims.states.names import CategorySlug, ClaimUid, EventUid, ReportUid, SourceUid

THINGS: dict[Any, type[Publishable]] = {
    ClaimUid: Claim,
    EventUid: Event,
    ReportUid: Report,
    SourceUid: Source,
}
# Decided elsewhere, each by an action of its own.
DECIDED = {"status", "examined", "lifecycle", "merged_into"}


@dataclass(frozen=True)
class Place:
    """What a name in a state is read in: the event whose categories are meant."""

    event: Event | None = None


def columns(
    now: State | None, then: State, place: Place, *, skip: Container[str] = ()
) -> dict[str, object]:
    """The columns that must change for a state to become another; all of them where there is none.

    All fields of the kind are compared, so what was taken back to nothing is put back too. What a
    thing is made of is put back part by part.
    """
    kind, found = type(then), dict[str, object]()
    for name, about in fields_of(kind).items():
        value = getattr(then, name)
        if not about.column or name in DECIDED or name in skip or part_of(kind, name):
            continue
        if now is None or getattr(now, name) != value:
            found |= _column(about.column, type_of(kind, name), value, place)
    return found


def _column(column: str, holds: Any, value: Any, place: Place) -> dict[str, Any]:
    if holds is Moment:
        precision = f"{column.removesuffix('_at')}_precision"
        at, exact = (value.at, value.precision) if value else (None, "")
        return {column: at, precision: exact}
    if holds is CategorySlug:
        return {column: _category(value, place) if value else None}
    if holds in THINGS:
        return {column: thing_of(THINGS[holds], value) if value else None}
    if isinstance(value, tuple):
        return {column: list(value)}
    # A word of a vocabulary is kept as text, and as an empty one where there is none.
    unsaid = value is None and isinstance(holds, type) and issubclass(holds, Word)
    return {column: "" if unsaid else value}


def _category(slug: str, place: Place) -> Category:
    root = place.event.root() if place.event else None
    found: Category | None = root.categories.filter(slug=slug).first() if root else None
    if found is None:
        raise RuleBroken(
            _(
                "“%(event)s” no longer counts “%(slug)s”: add the category there first.",
                event=place.event,
                slug=slug,
            )
        )
    return found


def thing_of(model: type[Any], uid: str) -> Any:
    return model._base_manager.get(uid=uid)


def figure_of(name: FigureName) -> Figure:
    found: Figure | None = Figure.objects.filter(claim__uid=name.claim, key=name.key).first()
    if found is None:
        raise RuleBroken(
            _("The figure %(name)s is no longer on the desk: put it back first.", name=name.key)
        )
    return found
