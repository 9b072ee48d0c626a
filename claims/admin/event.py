"""Events, and who is counted in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import (
    BaseInlineFormSet,
    BaseModelFormSet,
    ModelChoiceField,
    ModelForm,
)
from django.http import HttpRequest

from claims.actions.addresses import free_address
from claims.actions.parties import (
    Suggestion,
    note_parties,
    parties_moving,
    suggested_parties,
    take_over,
)
from claims.actions.stubs import give_categories
from claims.admin.access import editor_of
from claims.admin.attackers_question import ANSWERS, ATTACKING, NOBODY, SAY_WHETHER
from claims.admin.base import ListAdmin, SubjectAdmin
from claims.admin.choice_labels import Shared, apart, event_has_namesakes
from claims.admin.event_summary import recorded
from claims.admin.fields import offer_choices
from claims.admin.filters import PublicationFilter
from claims.admin.forms import VersionedForm, lines_for
from claims.admin.inlines import PartForm, PartInline
from claims.admin.party_rows import (
    MemberInline,
    PartyInline,
    keep_new_parties,
    tell_of_statuses,
)
from claims.admin.site import site
from claims.admin.stubs import CompletesStubs
from claims.admin.submission import saving_time
from claims.domain.iso import zone_named
from claims.domain.measures import DEFAULTS
from claims.domain.messages import gettext as _
from claims.domain.slugs import slugify
from claims.models.desk.base import Completable
from claims.models.desk.event import Category, ContextNote, Event, Measure
from claims.models.desk.party import Member, Party

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec
    from django_stubs_ext import WithAnnotations

DEFAULT_SLUGS = frozenset(measure.slug for measure in DEFAULTS)


class EventForm(VersionedForm):
    complete = lines_for(Event, "complete")
    attackers = forms.ChoiceField(
        label=ATTACKING,
        choices=ANSWERS,
        required=False,
        help_text=_("Asked once, of an event that is no part of another."),
    )
    take_over = forms.MultipleChoiceField(
        label=_("From other events"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With whom its sources stood elsewhere. Tick what holds here as well."),
    )

    class Meta:
        model = Event
        fields = "__all__"

    def prepare(self) -> None:
        super().prepare()
        is_whole = self.instance.pk is not None and self.instance.parent_id is None
        found = suggested_parties(self.instance) if is_whole else []
        self.suggested = {str(one.party.pk): one for one in found}
        offer_choices(self, "take_over", [(key, str(one)) for key, one in self.suggested.items()])
        if not found:
            self.fields["take_over"].widget = forms.MultipleHiddenInput()
        if self.instance.pk:
            del self.fields["attackers"]

    def clean_take_over(self) -> list[Suggestion]:
        return [self.suggested[key] for key in self.cleaned_data["take_over"]]

    def clean_time_zone(self) -> str:
        name: str = self.cleaned_data["time_zone"]
        try:
            zone_named(name)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem
        return name

    def clean(self) -> dict[str, object] | None:
        super().clean()
        typed = self.cleaned_data
        if typed.get("title") and typed.get("slug") == "":
            day = typed.get("starts_on")
            typed["slug"] = free_address(self.instance, day, typed["title"])
        asked = "attackers" in self.fields and not typed.get("parent")
        if asked and not typed.get("attackers"):
            self.add_error("attackers", SAY_WHETHER)
        return typed


class CategoryForm(PartForm):
    complete = lines_for(Category, "complete")

    class Meta:
        model = Category
        fields = "__all__"

    def clean(self) -> dict[str, object] | None:
        super().clean()
        typed = self.cleaned_data
        parent = typed.get("parent")
        if parent and parent.event_id != self.owner.pk:
            self.add_error(
                "parent", _("“%(parent)s” is a category of another event.", parent=parent)
            )
        if typed.get("name") and typed.get("slug") == "":
            on_file = Category.objects.filter(event=self.owner.pk).exclude(pk=self.instance.pk)
            typed["slug"] = self.unused(
                slugify(typed["name"]), taken=lambda slug: on_file.filter(slug=slug).exists()
            )
        return typed


class CategoryInline(PartInline):
    """A tree of the whole event; a part has none of its own."""

    seldom = True
    model = Category
    form = CategoryForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("name", "phrase", "slug"),
                    ("parent", "grouping", "complete", "position"),
                ]
            },
        )
    ]

    def get_formset(
        self, request: HttpRequest, obj: Model | None = None, **kwargs: object
    ) -> type[BaseInlineFormSet]:
        self.owner = obj if isinstance(obj, Event) else None
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: object
    ) -> ModelChoiceField | None:
        """Only this event's own; fetched once for all rows."""
        if db_field.name == "parent":
            kwargs["queryset"] = Category.objects.filter(event=self.owner)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class MeasureForm(PartForm):
    owner: Event
    sum_of = lines_for(Measure, "sum_of")

    class Meta:
        model = Measure
        fields = "__all__"

    def clean_sum_of(self) -> list[str]:
        """Words as they are known here: those of the list, of the event, and of this page."""
        typed: list[str] = self.cleaned_data["sum_of"]
        named = {one.name.casefold(): one.slug for one in self.owner.measures_counted()}
        return [named.get(word.casefold(), slugify(word)) for word in typed]

    def clean(self) -> dict[str, object] | None:
        super().clean()
        typed = self.cleaned_data
        if typed.get("name") and typed.get("slug") == "":
            on_file = Measure.objects.filter(event=self.owner.pk).exclude(pk=self.instance.pk)
            typed["slug"] = self.unused(
                slugify(typed["name"]), taken=lambda slug: on_file.filter(slug=slug).exists()
            )
        if typed.get("slug") in DEFAULT_SLUGS:
            self.add_error("slug", _("Every event counts this already: choose another word."))
        if typed.get("slug") and typed["slug"] in typed.get("sum_of", ()):
            self.add_error("sum_of", _("It cannot be a part of itself."))
        return typed


class MeasureInline(PartInline):
    """What this event counts beside the usual."""

    seldom = True
    model = Measure
    form = MeasureForm
    fieldsets = [
        (
            None,
            {"fields": [("name", "one", "many"), ("nature", "sum_of", "slug", "position")]},
        )
    ]


class ContextInline(PartInline):
    seldom = True
    model = ContextNote
    autocomplete_fields = ("report",)
    fieldsets = [(None, {"fields": ["text", ("report", "quote")]})]


@admin.register(Event, site=site)
class EventAdmin(CompletesStubs, SubjectAdmin):
    form = EventForm
    inlines = [ContextInline, PartyInline, MemberInline, CategoryInline, MeasureInline]
    autocomplete_fields = ("parent",)
    readonly_fields = [*SubjectAdmin.readonly_fields, "recorded_so_far"]
    list_display = ("called", "parent", "place", "starts_on", "ends_on", "standing")
    list_select_related = ("parent",)
    list_filter = (PublicationFilter, ("parent", admin.EmptyFieldListFilter))
    search_fields = ("title", "slug", "place")
    date_hierarchy = "starts_on"
    ordering = ("-pk",)
    fieldsets = [
        (_("What happened"), {"fields": ["title", "summary", "seen"]}),
        (
            _("Where and when"),
            {
                "fields": [
                    ("place", "location_precision"),
                    ("starts_on", "ends_on"),
                    "time_zone",
                    ("latitude", "longitude"),
                ]
            },
        ),
        (
            _("Part of what, in which parts"),
            {"fields": [("parent", "grouping", "position"), "complete"], "classes": ["collapse"]},
        ),
        (_("Address and publication"), {"fields": ["slug", "standing"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        found: QuerySet[Model] = (
            super().get_queryset(request).annotate(is_shared=event_has_namesakes())
        )
        return found

    @admin.display(description=_("title"), ordering="title")
    def called(self, event: WithAnnotations[Event, Shared]) -> str:
        return apart(event.title, event.slug, is_shared=event.is_shared)

    def get_fieldsets(self, request: HttpRequest, obj: Completable | None = None) -> _FieldsetSpec:
        """What is recorded of it stands behind what it is, and parties where some are offered."""
        usual = super().get_fieldsets(request, obj)
        if not isinstance(obj, Event):
            first, *others = usual
            return [first, (_("Who is counted"), {"fields": ["attackers"]}), *others]
        if obj.parent_id is None and suggested_parties(obj):
            usual = [*usual, (_("Parties"), {"fields": ["take_over"]})]
        return [*usual, (_("What is recorded of it"), {"fields": ["recorded_so_far"]})]

    @admin.display(description=_("claims, figures, positions"))
    def recorded_so_far(self, event: Event) -> str:
        return recorded(event)

    def get_inlines(self, request: HttpRequest, obj: Event | None) -> list[type[InlineModelAdmin]]:
        """A new event gets the usual categories; a part is counted by those of the whole."""
        whole = obj is not None and obj.parent_id is None
        return self.inlines if whole else [ContextInline]

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool
    ) -> None:
        if formset.model is Member:
            formset.save(commit=False)
            keep_new_parties(formset, by=editor_of(request), at=saving_time(request))
        super().save_formset(request, form, formset, change)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Sequence[BaseModelFormSet],
        change: bool,
    ) -> None:
        if not change and form.instance.parent_id is None:
            attackers = form.cleaned_data.get("attackers") != NOBODY
            give_categories(form.instance, attackers=attackers, by=editor_of(request))
        chosen = form.cleaned_data.get("take_over") or []
        of_parties = [rows for rows in formsets if rows.model in (Party, Member)]
        if not (chosen or any(rows.has_changed() for rows in of_parties)):
            super().save_related(request, form, formsets, change)
            return
        with parties_moving(form.instance, by=editor_of(request), at=saving_time(request)):
            take_over(form.instance, chosen, by=editor_of(request))
            super().save_related(request, form, formsets, change)
        note_parties(form.instance, by=editor_of(request))
        tell_of_statuses(request, form.instance)


@admin.register(Category, site=site)
class CategoryAdmin(ListAdmin):
    """For choosing alone: categories are edited on their event's page."""

    search_fields = ("name", "slug", "event__title")
    ordering = ("event", "position", "pk")
    list_select_related = ("event",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
