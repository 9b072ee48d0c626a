"""How a thing is called where it can be chosen: so that two of one name are told apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypedDict, Unpack

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from claims.actions.source_names import known
from claims.domain.dates_in_words import day_text
from claims.domain.figures import measure_label
from claims.domain.messages import gettext as _
from claims.models.desk.claim import Claim
from claims.models.desk.event import Category, Event
from claims.models.desk.figure import Figure
from claims.models.desk.position import Position
from claims.models.desk.source import Report, Source
from claims.presenters.moments import when

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def choice_label(thing: object) -> str:
    """Its name, what it is and where it belongs, and the slug that no other has."""
    told = _TOLD.get(type(thing), str)
    return told(thing)


def _source(source: Source) -> str:
    return f"{source.name} [{source.slug}] · {known(source).told}"


def _event(event: Event) -> str:
    day = str(day_text(event.starts_on)) if event.starts_on else ""
    whole = _("part of %(parent)s", parent=event.parent.title) if event.parent else ""
    return " · ".join(
        str(words) for words in (f"{event.title} [{event.slug}]", day, whole) if words
    )


def _claim(claim: Claim) -> str:
    at = claim.said_at
    said = when(at, claim.said_precision, claim.event.time_zone).day if at else ""
    return " · ".join(
        str(words) for words in (f"{claim} [{claim.slug}]", claim.claimant.name, said) if words
    )


def _report(report: Report) -> str:
    at = report.published_at
    dated = when(at, report.published_precision, "UTC").day if at else ""
    return " · ".join(
        str(words) for words in (f"{report} [{report.slug}]", report.publisher.name, dated) if words
    )


def _figure(figure: Figure) -> str:
    counts = f"{figure.category}, {measure_name(figure)}"
    return f"{figure} · {figure.claim.claimant.name} · {counts}"


def _category(category: Category) -> str:
    return f"{category.name} [{category.slug}] · {category.event.title}"


_TOLD: dict[type[object], Callable[..., str]] = {
    Source: _source,
    Event: _event,
    Claim: _claim,
    Report: _report,
    Figure: _figure,
    Category: _category,
}


# What a label tells of other things, fetched along with what can be chosen.
_ALONG: dict[type[Model], tuple[str, ...]] = {
    Event: ("parent",),
    Claim: ("claimant", "event"),
    Report: ("publisher",),
    Figure: ("claim__claimant", "category"),
    Category: ("event",),
}


def with_labels(rows: QuerySet[Model]) -> QuerySet[Model]:
    along = _ALONG.get(rows.model)
    if rows.model is Figure:
        rows = rows.prefetch_related(MEASURES_OF)
    return rows.select_related(*along) if along else rows


class ChoiceOptions(TypedDict, total=False):
    """What a box for other things is made with, besides those that can be chosen."""

    required: bool
    label: str
    help_text: str
    initial: object
    widget: forms.Widget
    to_field_name: str | None
    limit_choices_to: Q | dict[str, object]
    blank: bool
    error_messages: dict[str, str]


class TellingChoice(forms.ModelChoiceField):
    """One thing, as told apart as where it was looked for."""

    def __init__(self, queryset: QuerySet[Model], **options: Unpack[ChoiceOptions]) -> None:
        super().__init__(with_labels(queryset), **options)

    def label_from_instance(self, thing: object) -> str:
        return choice_label(thing)


class TellingChoices(forms.ModelMultipleChoiceField):
    def __init__(self, queryset: QuerySet[Model], **options: Unpack[ChoiceOptions]) -> None:
        super().__init__(with_labels(queryset), **options)

    def label_from_instance(self, thing: object) -> str:
        return choice_label(thing)


class Lookup(AutocompleteJsonView):
    """What is found while somebody types to choose."""

    def get_queryset(self) -> QuerySet[Model]:
        return with_labels(super().get_queryset())

    def serialize_result(self, thing: object, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(thing, to_field_name)), "text": choice_label(thing)}


def has_namesakes(path: str = "") -> Exists:
    """Whether another source goes by a name of the one at ``path`` from the row of a list."""
    name, short = OuterRef(f"{path}name"), OuterRef(f"{path}short_name")
    same = Q(name__iexact=name) | (Q(short_name__iexact=short) & ~Q(short_name=""))
    return Exists(Source.objects.filter(same).exclude(pk=OuterRef(f"{path}pk")))


class Shared(TypedDict):
    """What a list asks along, to tell two of one name apart."""

    is_shared: bool


def claimant_of(claim: WithAnnotations[Claim, Shared]) -> str:
    """Who says so, in a list of claims that were asked for ``has_namesakes("claimant__")``."""
    claimant = claim.claimant
    name = claimant.name if claim.is_shared else claimant.short_name or claimant.name
    return apart(name, claimant.slug, is_shared=claim.is_shared)


def event_has_namesakes() -> Exists:
    same = Event.objects.filter(title__iexact=OuterRef("title"))
    return Exists(same.exclude(pk=OuterRef("pk")))


def apart(name: str, slug: str, *, is_shared: bool) -> str:
    """A name in a list, with the slug behind it where another goes by the name."""
    return f"{name} [{slug}]" if is_shared else name


MEASURES_OF = "category__event__measures"
"""To be prefetched where there are several."""


def measure_name(counted: Figure | Position) -> str:
    """Categories belong to the whole event, as measures do."""
    own = {measure.slug: measure.name for measure in counted.category.event.measures.all()}
    return own.get(counted.measure) or measure_label(counted.measure)
