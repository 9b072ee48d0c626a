"""How the desk's lists are narrowed, where a column alone does not say it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from claims.actions.offered import event_label
from claims.admin.fields import is_key
from claims.domain.vocabulary import PUBLICATION_LABELS, Publication, choices
from claims.models.desk.event import Event
from claims.models.desk.source import Source

CHANGED = "changed"
MOST_EVENTS = 30


class PublicationFilter(admin.SimpleListFilter):
    title = parameter_name = "publication"

    def lookups(self, request: HttpRequest, page: Any) -> list[tuple[str, str]]:
        return [*choices(PUBLICATION_LABELS), (CHANGED, "Changed since publication")]

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.value()
        if asked == CHANGED:
            return rows.filter(publication=Publication.PUBLISHED, changed=True)
        return rows.filter(publication=asked) if asked else rows


class RevisionFilter(admin.SimpleListFilter):
    """Positions whose figures have changed since they were stated: they wait to be stated again."""

    title = "figures"
    parameter_name = "figures"

    def lookups(self, request: HttpRequest, page: Any) -> list[tuple[str, str]]:
        return [(CHANGED, "Changed since the position was stated")]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        return rows.under_revision() if self.value() == CHANGED else rows


class AboutFilter(admin.SimpleListFilter):
    """By event, its parts included; the newest whole events are offered."""

    title = "event"
    parameter_name = "event"
    column = "event"

    def lookups(self, request: HttpRequest, page: Any) -> list[tuple[str, str]]:
        whole = list(Event.objects.filter(parent=None).order_by("-pk")[:MOST_EVENTS])
        return [(str(event.pk), event_label(event, whole)) for event in whole]

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.value()
        if not asked:
            return rows
        event = Event.objects.filter(pk=asked).first() if is_key(asked) else None
        return rows.filter(**{f"{self.column}__in": event.tree()}) if event else rows.none()


class ClaimAboutFilter(AboutFilter):
    """Of what a claim holds: by the event that the claim is about."""

    column = "claim__event"


class SideFilter(admin.SimpleListFilter):
    """By the side a source is on, for a list of sources or of what they claim."""

    title = parameter_name = "side"
    column = "side"

    def lookups(self, request: HttpRequest, page: Any) -> list[tuple[str, str]]:
        sides = Source.objects.exclude(side="").order_by("side").values_list("side", flat=True)
        return [(side, side) for side in sides.distinct()]

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(**{self.column: self.value()}) if self.value() else rows


class ClaimantSideFilter(SideFilter):
    title = "claimant's side"
    column = "claimant__side"
