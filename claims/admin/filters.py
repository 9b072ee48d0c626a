"""How the desk's lists are narrowed, where a column alone does not say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest

from claims.actions.choices import event_label
from claims.admin.fields import is_key
from claims.domain.distinct_names import told_apart
from claims.domain.figures import measure_label
from claims.domain.measures import MEASURES
from claims.domain.messages import gettext as _
from claims.domain.text import fold
from claims.domain.vocabulary import PUBLICATION_LABELS, Publication, choices
from claims.models.desk.event import Event, Measure
from claims.models.desk.figure import Figure
from claims.models.desk.party import Party
from claims.models.desk.position import PositionQuerySet

CHANGED = "changed"
MOST_EVENTS = 30
MOST_PARTIES = 60


class PublicationFilter(admin.SimpleListFilter):
    title = _("publication")
    parameter_name = "publication"

    def lookups(self, request: HttpRequest, page: ModelAdmin) -> list[tuple[str, str]]:
        return [*choices(PUBLICATION_LABELS), (CHANGED, _("Changed since publication"))]

    def queryset(self, request: HttpRequest, rows: QuerySet[Model]) -> QuerySet[Model]:
        asked = self.value()
        if asked == CHANGED:
            return rows.filter(publication=Publication.PUBLISHED, changed=True)
        return rows.filter(publication=asked) if asked else rows


class RevisionFilter(admin.SimpleListFilter):
    """Positions whose figures have changed since they were stated: they wait to be stated again."""

    title = _("figures")
    parameter_name = "figures"

    def lookups(self, request: HttpRequest, page: ModelAdmin) -> list[tuple[str, str]]:
        return [(CHANGED, _("Changed since the position was stated"))]

    def queryset(self, request: HttpRequest, rows: QuerySet[Model]) -> QuerySet[Model]:
        if self.value() == CHANGED and isinstance(rows, PositionQuerySet):
            return rows.under_revision()
        return rows


class AboutFilter(admin.SimpleListFilter):
    """By event, its parts included; the newest whole events are offered."""

    title = _("event")
    parameter_name = "event"
    column = "event"

    def lookups(self, request: HttpRequest, page: ModelAdmin) -> list[tuple[str, str]]:
        whole = list(Event.objects.filter(parent=None).order_by("-pk")[:MOST_EVENTS])
        return [(str(event.pk), event_label(event, whole)) for event in whole]

    def queryset(self, request: HttpRequest, rows: QuerySet[Model]) -> QuerySet[Model]:
        asked = self.value()
        if not asked:
            return rows
        event = Event.objects.filter(pk=asked).first() if is_key(asked) else None
        return rows.filter(**{f"{self.column}__in": event.tree()}) if event else rows.none()


class ClaimAboutFilter(AboutFilter):
    """Of what a claim holds: by the event that the claim is about."""

    column = "claim__event"


class MeasureFilter(admin.SimpleListFilter):
    """By what is counted, under the names that events give it."""

    title = _("measure")
    parameter_name = "measure"

    def lookups(self, request: HttpRequest, page: ModelAdmin) -> list[tuple[str, str]]:
        used = Figure.objects.order_by("measure").values_list("measure", flat=True).distinct()
        own: dict[str, set[str]] = {}
        counting = Figure.objects.filter(
            measure=OuterRef("slug"), category__event=OuterRef("event")
        )
        for slug, name in Measure.objects.filter(Exists(counting)).values_list("slug", "name"):
            own.setdefault(slug, set()).add(name)
        named = {MEASURES.same(slug): _names(slug, own) for slug in used}
        return sorted(told_apart(named).items(), key=lambda choice: fold(choice[1]))

    def queryset(self, request: HttpRequest, rows: QuerySet[Model]) -> QuerySet[Model]:
        """Under any word for it."""
        asked = self.value()
        return rows.filter(measure__in=MEASURES.words(asked)) if asked else rows


def _names(slug: str, own: Mapping[str, Iterable[str]]) -> tuple[str, str]:
    name = " / ".join(sorted(own.get(slug) or {str(measure_label(MEASURES.same(slug)))}))
    return name, f"{name} [{slug}]"


def _of_event(party: Party) -> tuple[str, ...]:
    event = party.event
    told = f"{party} ({event})", f"{party} ({event} [{event.slug}])"
    return *told, f"{party} [{party.slug}] ({event} [{event.slug}])"


class PartyFilter(admin.SimpleListFilter):
    """By the party a source stands with, for a list of sources or of what they claim."""

    title = _("party")
    parameter_name = "party"
    members = "memberships__party"
    of_the_event = False

    def lookups(self, request: HttpRequest, page: ModelAdmin) -> list[tuple[str, str]]:
        found = Party.objects.select_related("event").order_by("-event", "position", "pk")
        labels = {str(one.pk): _of_event(one) for one in found[:MOST_PARTIES]}
        return [*told_apart(labels).items()]

    def queryset(self, request: HttpRequest, rows: QuerySet[Model]) -> QuerySet[Model]:
        asked = self.value()
        if not asked:
            return rows
        party = Party.objects.filter(pk=asked).first() if is_key(asked) else None
        if party is None:
            return rows.none()
        here = {"event__in": party.event.tree()} if self.of_the_event else {}
        return rows.filter(**{self.members: party}, **here).distinct()


class ClaimantPartyFilter(PartyFilter):
    """What the members of a party say about its event."""

    title = _("claimant's party")
    members = "claimant__memberships__party"
    of_the_event = True
