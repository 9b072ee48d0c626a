"""Which count the workbench is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from claims.actions.reconcile.sheet import Sheet
from claims.actions.reconcile.state import Count
from claims.domain.categories import EVERYONE_ELSE
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.models.desk.event import Category, Event
from claims.models.desk.position import Position


def address(event: Event, count: Count, **more: str) -> str:
    """The workbench of an event or a part, at one count; ``more`` names a card or what is open."""
    page = reverse("admin:claims_event_reconcile", args=[event.pk])
    query = {"measure": count.measure, "counted": count.category.slug, **more}
    return f"{page}?{urlencode(query)}"


def count_asked(event: Event, sheet: Sheet, query: Mapping[str, str]) -> Count:
    """The count that was asked for; else the one stated already; else the usual headline."""
    if not sheet.categories:
        raise RuleBroken(_("This event has no categories: say first who can be counted in it."))
    stated = Position.objects.filter(event=event).select_related("category").order_by("pk").first()
    measure = query.get("measure", "") or (stated.measure if stated else _usual(sheet))
    slug = query.get("counted", "") or (stated.category.slug if stated else _whom(sheet, measure))
    return Count(event, _category(sheet, slug), measure[:60])


def _usual(sheet: Sheet) -> str:
    """The measure most figures are of; the dead where there is none."""
    found = Counter(f.measure for f in sheet.figures.values())
    return max(found, key=lambda m: (m == "killed", found[m], m)) if found else "killed"


def _whom(sheet: Sheet, measure: str) -> str:
    """Everybody but attackers where somebody counted them; else whom most figures count."""
    counted = (f.category.slug for f in sheet.figures.values() if f.measure == measure)
    found = Counter(counted)
    return max(found, key=lambda c: (c == EVERYONE_ELSE, found[c], c), default=EVERYONE_ELSE)


def _category(sheet: Sheet, slug: str) -> Category:
    by_slug = {category.slug: category for category in sheet.categories}
    return by_slug.get(slug) or by_slug.get(EVERYONE_ELSE) or sheet.categories[0]
