"""Rows that belong to a thing and are written with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict, Unpack

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.functional import cached_property

from claims.actions.choices import Choices
from claims.admin.base import Pickers
from claims.admin.concurrent_edit.rows import MOST_ROWS
from claims.admin.fields import Files, Sent
from claims.admin.forms import DeskForm, FormOptions
from claims.domain.messages import gettext as _
from claims.domain.slugs import free_slug, slugify
from claims.models.desk.base import DeskModel
from claims.models.desk.event import Event
from claims.models.desk.party import Party

STORED = _("“%(row)s” was published: it can be retracted or withheld, never deleted.")


class Shared(TypedDict, total=False):
    """What the first row of a form found for all of them."""

    names: set[str]
    categories: Choices
    measures: Choices
    parties: list[Party]
    made: dict[str, Party]


class PartForm(DeskForm):
    """A row's form; it knows the owner as typed so far, and shares what its siblings found."""

    owner: DeskModel

    def __init__(
        self,
        data: Sent | None = None,
        files: Files | None = None,
        *,
        owner: DeskModel,
        shared: Shared,
        **options: Unpack[FormOptions],
    ) -> None:
        self.owner, self.shared = owner, shared
        super().__init__(data, files, **options)

    def zone(self) -> str:
        """That of the owner's event."""
        event = event_of(self.owner)
        return event.time_zone if event else "UTC"

    def unused(self, key: str, *, taken: Callable[[str], bool]) -> str:
        """A name that neither a stored row nor a sibling on this page has."""
        names = self.shared.setdefault("names", set())
        found = free_slug(slugify(key) or "row", lambda name: name in names or taken(name))
        names.add(found)
        return found


def event_of(owner: Model) -> Event | None:
    """The owner's event, as far as one was chosen."""
    is_chosen = getattr(owner, "event_id", None) is not None
    return getattr(owner, "event", None) if is_chosen else None


class PartFormSet(BaseInlineFormSet):
    """Hands each row its owner; refuses to remove what is on record or relied on."""

    @cached_property
    def shared(self) -> Shared:
        return {}

    def get_form_kwargs(self, index: int | None) -> dict[str, object]:
        return {**super().get_form_kwargs(index), "owner": self.instance, "shared": self.shared}

    def clean(self) -> None:
        super().clean()
        for form in self.initial_forms:
            removed = getattr(form, "cleaned_data", {}).get("DELETE")
            if removed and getattr(form.instance, "on_record", False):
                raise ValidationError(STORED.placed(row=form.instance))


class PartInline(Pickers, admin.StackedInline):
    """Parts of a thing, with one empty row; folded away while there are none."""

    form = PartForm
    formset = PartFormSet
    extra = 1
    fold = True
    seldom = False
    """Whether they are seldom edited: folded away too when there are some, their number said."""

    def get_formset(
        self, request: HttpRequest, obj: Model | None = None, **kwargs: object
    ) -> type[BaseInlineFormSet]:
        stored = self.rows_of(obj).count() if obj is not None and obj.pk is not None else 0
        self.classes = ["collapse"] if self.fold and (self.seldom or not stored) else []
        if self.seldom and stored:
            self.verbose_name_plural = f"{self.model._meta.verbose_name_plural} ({stored})"
        # What stands can always be sent back.
        most = max(MOST_ROWS, stored + 1)
        return super().get_formset(request, obj, max_num=most, absolute_max=most, **kwargs)

    def rows_of(self, owner: Model) -> QuerySet[Model]:
        """The stored rows of an owner."""
        rows: QuerySet[Model] = self.model._default_manager.filter(**{self.owner_field: owner})
        return rows.order_by("pk")

    @property
    def owner_field(self) -> str:
        return self.fk_name or next(
            field.name
            for field in self.model._meta.fields
            if field.remote_field and field.remote_field.model is self.parent_model
        )
