"""Which count the workbench is about, and the choices that lead to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from claims.actions.offered import category_choices
from claims.actions.reconcile.sheet import Sheet
from claims.actions.reconcile.state import Count
from claims.domain.categories import EVERYONE_ELSE
from claims.domain.errors import RuleBroken
from claims.models.desk.event import Category, Event
from claims.models.desk.position import Position


@dataclass(frozen=True)
class Offer:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Place:
    """A part of the event, with its own workbench."""

    name: str
    url: str
    figures: int
    here: bool


def address(event: Event, count: Count | None = None) -> str:
    page = reverse("admin:claims_event_reconcile", args=[event.pk])
    if count is None:
        return page
    return f"{page}?{urlencode({'measure': count.measure, 'counted': count.category.slug})}"


def count_asked(event: Event, sheet: Sheet, query: Mapping[str, str]) -> Count:
    """The count that was asked for; else the one stated already; else the usual headline."""
    if not sheet.categories:
        raise RuleBroken("This event has no categories: say first who can be counted in it.")
    stated = Position.objects.filter(event=event).select_related("category").order_by("pk").first()
    measure = query.get("measure", "") or (stated.measure if stated else _usual(sheet))
    slug = query.get("counted", "") or (stated.category.slug if stated else EVERYONE_ELSE)
    return Count(event, _category(sheet, slug), measure[:60])


def _usual(sheet: Sheet) -> str:
    """The measure most figures are of; the dead where there is none."""
    found = Counter(f.measure for f in sheet.figures.values())
    return max(found, key=lambda m: (m == "killed", found[m], m)) if found else "killed"


def _category(sheet: Sheet, slug: str) -> Category:
    by_slug = {category.slug: category for category in sheet.categories}
    return by_slug.get(slug) or by_slug.get(EVERYONE_ELSE) or sheet.categories[0]


def measures(sheet: Sheet, count: Count) -> list[Offer]:
    found = Counter(f.measure for f in sheet.figures.values())
    found.setdefault(count.measure, 0)
    ordered = sorted(found, key=lambda m: (-found[m], m))
    names = sheet.counted
    return [Offer(m, f"{names.of(m).name} ({found[m]})", m == count.measure) for m in ordered]


def categories(event: Event, count: Count) -> list[Offer]:
    return [
        Offer(slug, name, slug == count.category.slug) for slug, name in category_choices(event)
    ]


def places(sheet: Sheet, count: Count) -> list[Place]:
    found = Counter(
        f.event_id or f.claim.event_id for f in sheet.figures.values() if f.measure == count.measure
    )
    return [
        Place(e.title, address(e, count), found[e.pk], e.pk == count.event.pk) for e in sheet.events
    ]
