"""From a published state back to the columns of the desk: what differs, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from claims.domain.errors import RuleBroken
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Category, Event
from claims.models.desk.figure import Figure
from claims.models.desk.source import Report, Source

State = Mapping[str, Any]
# Where the word of the state is not that of the column, or names another thing.
MOMENTS = {"said", "published", "accessed", "as_of", "stated", "asked"}
DAYS = {"starts_on", "ends_on"}
REFERS: dict[str, type[Publishable]] = {
    "claimant": Source,
    "publisher": Source,
    "speaks_for": Source,
    "source": Source,
    "other": Source,
    "originator": Source,
    "report": Report,
    "reprints": Report,
    "event": Event,
    "parent": Event,
    "claim": Claim,
    "from_claim": Claim,
    "to_claim": Claim,
}
FIGURES = {"supersedes", "repeats"}
# Decided or computed elsewhere, or rows and lists, which are put back one by one.
NO_COLUMN = {
    *("status", "reason", "reopened", "decided", "named_evidence", "origins", "standing"),
    *("lifecycle", "merged_into", "retracted", "has_originator", "categories", "separations"),
    *("citations", "figures", "stances", "evidence", "uses", "leaves_out", "readings"),
    *("same_people_as", "built_on", "derived_from", "findings"),
}


@dataclass(frozen=True)
class Place:
    """What a name in a state is read in: the event whose categories are meant."""

    event: Event | None = None


def columns(now: State, then: State, place: Place) -> dict[str, Any]:
    """The columns that must change for a state to become another."""
    found: dict[str, Any] = {}
    for key in then:
        if key not in NO_COLUMN and now.get(key) != then[key]:
            found |= _column(key, then[key], place)
    return found


def _column(key: str, value: Any, place: Place) -> dict[str, Any]:
    if key in MOMENTS:
        at = datetime.fromisoformat(value["at"]) if value else None
        return {f"{key}_at": at, f"{key}_precision": value["precision"] if value else ""}
    if key in DAYS:
        return {key: date.fromisoformat(value) if value else None}
    if key in FIGURES:
        return {key: figure_of(value[0]) if value else None}
    if key == "category":
        return {key: _category(value, place)}
    if key in REFERS:
        name = "other_claim" if key == "claim" else key
        return {name: thing_of(REFERS[key], value) if value else None}
    return {key: value}


def _category(slug: str, place: Place) -> Category:
    root = place.event.root() if place.event else None
    found: Category | None = root.categories.filter(slug=slug).first() if root else None
    if found is None:
        raise RuleBroken(
            f"“{place.event}” no longer counts “{slug}”: add the category there first."
        )
    return found


def thing_of(model: type[Any], uid: str) -> Any:
    return model._base_manager.get(uid=uid)


def figure_of(name: State) -> Figure:
    found: Figure | None = Figure.objects.filter(claim__uid=name["claim"], key=name["key"]).first()
    if found is None:
        raise RuleBroken(f"The figure {name['key']} is no longer on the desk: put it back first.")
    return found
