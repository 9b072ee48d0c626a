"""Positions: the newsroom's own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model, Q, QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest

from claims import actions
from claims.actions.choices import category_choices, measure_choices
from claims.actions.reconcile.objections import check_draft, strange_figures
from claims.actions.reconcile.sheet import sheet_of
from claims.actions.reconcile.state import Count
from claims.admin.access import editor_of
from claims.admin.choice_labels import MEASURES_OF, measure_name
from claims.admin.fields import CategoryField, MeasureField, is_key
from claims.admin.filters import AboutFilter, PublicationFilter, RevisionFilter
from claims.admin.forms import VersionedForm, moment_for
from claims.admin.inlines import PartInline, event_of
from claims.admin.second_look import LookedAtAgainAdmin
from claims.admin.site import site
from claims.admin.submission import saving_time
from claims.admin.worklist_filters import NewsFilter, PromiseFilter
from claims.domain.errors import RuleBroken
from claims.domain.figures import describe_range
from claims.domain.messages import gettext as _
from claims.domain.positions import BeyondFigures, Draft
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.position import LeftOut, Position, PositionReading, snapshot
from claims.publishing.registry import differs

WHERE = _("In the zone of the event.")
DRAFT = ("low", "best", "high", "method", "rationale", "dissent", "override_reason")


class PositionForm(VersionedForm):
    as_of = moment_for(Position, "as_of", _("As of"), WHERE)
    stated = moment_for(Position, "stated", _("Stated"), WHERE)
    counted = CategoryField(label=_("Who is counted"))
    measure = MeasureField()

    class Meta:
        model = Position
        fields = "__all__"

    def prepare(self) -> None:
        super().prepare()
        if self.instance.pk:
            self.initial["counted"] = self.instance.category.slug
        self._offer(event_of(self.instance))

    def _offer(self, event: Event | None) -> None:
        """What the event counts; who may only look has no boxes."""
        if "counted" in self.fields:
            self.fields["counted"].offer(category_choices(event))  # type: ignore[attr-defined]
            self.fields["measure"].offer(measure_choices(event))  # type: ignore[attr-defined]

    def zone(self) -> str:
        chosen = self.cleaned_data.get("event") if hasattr(self, "cleaned_data") else None
        event = chosen or event_of(self.instance)
        return event.time_zone if event else "UTC"

    def clean(self) -> dict[str, object] | None:
        super().clean()
        typed = self.cleaned_data
        event, slug, measure = (typed.get(name) for name in ("event", "counted", "measure"))
        if event:
            self._offer(event)
        if event and measure and measure not in dict(measure_choices(event)):
            self.add_error(
                "measure", _("“%(measure)s” is not counted in this event.", measure=measure)
            )
        if event and slug:
            found = event.root().categories.filter(slug=slug).first()
            if found is None:
                self.add_error(
                    "counted",
                    _("“%(event)s” has no such category: choose one of its own.", event=event),
                )
            else:
                self.instance.category = found
        if not self.errors and event and typed.get("uses"):
            self._check_numbers()
        return typed

    def _check_numbers(self) -> None:
        """As on the workbench: what the figures in use count, and what they allow."""
        typed = self.cleaned_data
        count = Count(typed["event"], self.instance.category, typed["measure"])
        uses = frozenset(figure.pk for figure in typed["uses"])
        draft = Draft(typed["established"], **{name: typed[name] for name in DRAFT})
        read = frozenset(self._read())
        try:
            sheet = sheet_of(count.event)
            if strange := list(strange_figures(sheet, count, uses, read)):
                self.add_error("uses", strange)
            else:
                check_draft(sheet, count, draft, uses, read)
        except BeyondFigures as broken:
            self.add_error("override_reason", broken.messages)
        except RuleBroken as broken:
            self.add_error(None, broken.messages)

    def _read(self) -> Iterator[int]:
        """Figures that the rows below say how to read."""
        for name, typed in self.data.items():
            if re.fullmatch(r"readings-[0-9]+-figure", name) and is_key(str(typed)):
                yield int(str(typed))

    def _get_validation_exclusions(self) -> set[str]:
        excluded = super()._get_validation_exclusions()
        return excluded if self.instance.category_id is None else excluded - {"category"}


class LeftOutInline(PartInline):
    model = LeftOut
    verbose_name = _("figure left out")
    verbose_name_plural = _("figures left out")
    autocomplete_fields = ("figure",)
    fieldsets = [(None, {"fields": [("figure", "reason")]})]


class PositionReadingInline(PartInline):
    model = PositionReading
    verbose_name = _("reading of a figure")
    verbose_name_plural = _("readings of figures")
    autocomplete_fields = ("figure",)
    fieldsets = [(None, {"fields": [("figure", "reading")]})]


@admin.register(Position, site=site)
class PositionAdmin(LookedAtAgainAdmin):
    form = PositionForm
    inlines = [LeftOutInline, PositionReadingInline]
    autocomplete_fields = ("event", "uses")
    readonly_fields = ["standing"]
    list_display = ("event", "category", "counts", "range", "established", "standing")
    list_select_related = ("event", "category")
    list_filter = (
        AboutFilter,
        "established",
        RevisionFilter,
        NewsFilter,
        PromiseFilter,
        PublicationFilter,
    )
    search_fields = ("event__title", "measure", "rationale")
    ordering = ("-pk",)
    fieldsets = [
        (_("What is counted"), {"fields": [("event", "counted", "measure"), "seen"]}),
        (_("The numbers"), {"fields": ["established", ("low", "best", "high"), "as_of", "uses"]}),
        (
            _("Why"),
            {"fields": ["method", "rationale", "dissent", "override_reason", "stated"]},
        ),
        (_("Publication"), {"fields": ["standing"]}),
    ]

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Sequence[BaseModelFormSet],
        change: bool,
    ) -> None:
        super().save_related(request, form, formsets, change)
        at = saving_time(request)
        self._keep_as_stated(form.instance, by=editor_of(request), at=at)
        actions.settle_second_looks(form.instance, by=editor_of(request), at=at)

    def _keep_as_stated(self, position: Position, *, by: User, at: datetime) -> None:
        """A figure that is named for the first time is kept as it stands now."""
        out = Q(left_out_of__position=position)
        named = list(Figure.objects.filter(Q(used_in=position) | out).distinct())
        known = {str(figure.pk) for figure in named}
        kept = {pk: then for pk, then in position.as_stated.items() if pk in known}
        kept |= snapshot(figure for figure in named if str(figure.pk) not in kept)
        if kept != position.as_stated:
            position.as_stated = kept
            position.changed = differs(position)
            position.save(by=by, at=at, update_fields=["as_stated", "changed"])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        rows: QuerySet[Model] = super().get_queryset(request)
        return rows.prefetch_related(MEASURES_OF)

    @admin.display(description=_("measure"), ordering="measure")
    def counts(self, position: Position) -> str:
        return measure_name(position)

    @admin.display(description=_("range"))
    def range(self, position: Position) -> str:
        if not position.established:
            return _("not established")
        return describe_range(position.low, position.high)
