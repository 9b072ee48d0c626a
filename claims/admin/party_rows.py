"""The parties of an event and their members, as rows of its form."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model
from django.forms import BaseInlineFormSet, BaseModelFormSet, ModelChoiceField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from claims.actions.desk import Editor
from claims.actions.independence_changes import no_longer_held, of_events, of_sources
from claims.admin.fields import offer_choices
from claims.admin.inlines import PartForm, PartFormSet, PartInline, Shared
from claims.domain.messages import gettext as _
from claims.domain.parties import Span
from claims.domain.slugs import slugify
from claims.domain.text import fold
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.party import Member, Party
from claims.models.desk.source import Source

NO_PARTY = _("Choose the party, or name a new one.")
TWO_PARTIES = _("“%(source)s” stands with two parties at a time: give the days.")
OF_ANOTHER = _("“%(party)s” is a party of another event.")


class PartyForm(PartForm):
    owner: Event
    allied_with = forms.MultipleChoiceField(
        label=_("Allied with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Parties on whose side it stands: together they are one chain."),
    )

    class Meta:
        model = Party
        fields = ("name", "slug", "allied_with")

    def prepare(self) -> None:
        super().prepare()
        others = [p for p in parties_of(self.owner, self.shared) if p.pk != self.instance.pk]
        offer_choices(self, "allied_with", [(p.slug, p.name) for p in others])

    def clean(self) -> dict[str, object] | None:
        super().clean()
        typed = self.cleaned_data
        if typed.get("name") and typed.get("slug") == "":
            typed["slug"] = free_slug_of(self, typed["name"])
        return typed


def parties_of(owner: Event, shared: Shared) -> list[Party]:
    """The stored parties of an event, fetched once for all rows."""
    if "parties" not in shared:
        stored = owner.pk is not None
        rows = Party.objects.filter(event=owner).order_by("position", "pk") if stored else []
        shared["parties"] = list(rows)
    return shared["parties"]


def free_slug_of(form: PartyForm | MemberForm, name: str) -> str:
    taken = {p.slug for p in parties_of(form.owner, form.shared) if p.pk != form.instance.pk}
    return form.unused(slugify(name), taken=lambda slug: slug in taken)


class PartyInline(PartInline):
    """Who stood with whom in the whole event; a part has none of its own."""

    seldom = True
    model = Party
    form = PartyForm
    fieldsets = [(None, {"fields": [("name", "slug"), "allied_with"]})]


class MemberForm(PartForm):
    owner: Event
    new_party = forms.CharField(
        label=_("or a new party"),
        required=False,
        max_length=200,
        help_text=_("By the name that readers know: the Pakistani state."),
    )

    class Meta:
        model = Member
        fields = ("source", "party", "since", "until")

    def prepare(self) -> None:
        super().prepare()
        self.fields["party"].required = False

    def clean(self) -> dict[str, object] | None:
        super().clean()
        typed = self.cleaned_data
        party, name = typed.get("party"), typed.get("new_party")
        if party is not None and party.event_id != self.owner.pk:
            self.add_error("party", OF_ANOTHER.placed(party=party))
        elif party is None and name:
            typed["party"] = self._new(name)
        elif party is None and "party" not in self.errors and self.has_changed():
            self.add_error("party", NO_PARTY)
        return typed

    def _new(self, name: str) -> Party:
        """One party for all rows that name it, here already or not."""
        made = self.shared.setdefault("made", {})
        known = {fold(p.name): p for p in parties_of(self.owner, self.shared)} | made
        if fold(name) not in known:
            made[fold(name)] = Party(event=self.owner, name=name, slug=free_slug_of(self, name))
        return known.get(fold(name)) or made[fold(name)]

    def _get_validation_exclusions(self) -> set[str]:
        """A party that is new has no key yet."""
        excluded = super()._get_validation_exclusions()
        return excluded | {"party"} if self.cleaned_data.get("new_party") else excluded


class MemberFormSet(PartFormSet):
    def clean(self) -> None:
        """Nobody stands with two parties at a time."""
        super().clean()
        held: dict[Source, list[tuple[Span, Party]]] = defaultdict(list)
        for form in self.forms:
            typed = getattr(form, "cleaned_data", {})
            if typed.get("DELETE") or not (typed.get("source") and typed.get("party")):
                continue
            try:
                span = Span.read(typed.get("since") or "", typed.get("until") or "")
            except ValueError:
                # Said beside the box.
                continue
            others = held[typed["source"]]
            if any(span.meets(other) and typed["party"] != party for other, party in others):
                raise ValidationError(TWO_PARTIES.placed(source=typed["source"]))
            others.append((span, typed["party"]))


class MemberInline(PartInline):
    seldom = True
    model = Member
    form = MemberForm
    formset = MemberFormSet
    autocomplete_fields = ("source",)
    fieldsets = [(None, {"fields": ["source", ("party", "new_party"), ("since", "until")]})]

    def get_formset(
        self, request: HttpRequest, obj: Model | None = None, **kwargs: object
    ) -> type[BaseInlineFormSet]:
        self.owner = obj if isinstance(obj, Event) else None
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: object
    ) -> ModelChoiceField | None:
        """Only this event's own; fetched once for all rows."""
        if db_field.name == "party":
            kwargs["queryset"] = Party.objects.filter(event=self.owner)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def keep_new_parties(rows: BaseModelFormSet, *, by: Editor, at: datetime) -> None:
    """Save the parties that rows of members name and that are not there yet."""
    for row in [*rows.new_objects, *(row for row, _changed in rows.changed_objects)]:
        if row.party._state.adding:
            row.party.position = Party.objects.filter(event=row.event).count()
            row.party.save(by=by, at=at)
        # Its key was not known when it was set.
        row.party = row.party


def tell_of_statuses(request: HttpRequest, edited: Event | Source) -> None:
    """After parties or voices were edited: the statuses that now lack what they need."""
    of_event = isinstance(edited, Event)
    claims = of_events(edited) if isinstance(edited, Event) else of_sources(edited)
    found = [claim for claim, _ in no_longer_held(claims)]
    if found:
        links = format_html_join("", '<li><a href="{}">{}</a></li>', map(_linked, found))
        words = (
            _("With these parties, statuses that lack what they need:")
            if of_event
            else _("With whom it speaks for now, statuses that lack what they need:")
        )
        messages.warning(request, format_html("{} <ul>{}</ul>", words, links))


def _linked(claim: Claim) -> tuple[str, str]:
    return reverse("admin:claims_claim_status", args=[claim.pk]), str(claim)
