"""What everything on the desk shares: a version that is compared on each write, and a history."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Self, TypedDict, TypeVar, Unpack

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.base import ModelBase
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalRecords

from claims.domain import text
from claims.domain.errors import RuleBroken, Stale
from claims.domain.messages import gettext as _
from claims.domain.slugs import is_slug
from claims.domain.vocabulary import PUBLICATION_LABELS, Publication, choices
from claims.models.desk.bulk_history import BATCH, remember, write_over

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Editor = User | None
M = TypeVar("M", bound=models.Model)


def new_uid() -> str:
    """An opaque name for a subject of the record: it must tell nothing, so it is random."""
    return secrets.token_hex(16)


def check_slug(value: str) -> None:
    if not is_slug(value):
        raise ValidationError(_("Use small letters a to z, digits and hyphens only."))


class TextOptions(TypedDict, total=False):
    """What a column of short text is made with, besides its name."""

    max_length: int
    unique: bool
    blank: bool
    default: str
    editable: bool
    help_text: str


class SlugField(models.CharField):  # type: ignore[type-arg]
    """Part of an address: small letters, digits, hyphens; the same rule as in dossiers."""

    def __init__(
        self, verbose_name: StrOrPromise | None = None, **options: Unpack[TextOptions]
    ) -> None:
        options.setdefault("max_length", 120)
        super().__init__(verbose_name, **options)
        self.validators.append(check_slug)


class DeskQuerySet(models.QuerySet[M]):
    """Refuses the writes that would pass by versions, history and what is on record."""

    def update(self, **kwargs: object) -> int:
        raise NotImplementedError("Save each row: update() keeps no history.")

    def delete(self) -> tuple[int, dict[str, int]]:
        for row in self:
            if getattr(row, "on_record", False):
                raise published_once(row)
        return super().delete()


def stale(row: models.Model) -> Stale:
    return Stale(_("Somebody else has changed “%(row)s” since you opened it.", row=row))


def published_once(row: models.Model) -> RuleBroken:
    return RuleBroken(
        _("“%(row)s” was published: it can be retracted or withheld, never deleted.", row=row)
    )


class Written(models.Model):
    """Keeps text as it is read everywhere (NFC, no control characters), and lines straight."""

    objects = DeskQuerySet.as_manager()
    # Foreign keys to the same table that must never lead back to where they began.
    straight: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def clean(self) -> None:
        try:
            self.tidy()
        except RuleBroken as broken:
            raise ValidationError(broken.messages) from broken

    def tidy(self) -> None:
        """Clean every text; raise ``RuleBroken`` where it holds what cannot be kept."""
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname)
            if isinstance(field, models.TextField) and value:
                # Long texts alone: a name is never told apart by what is not seen.
                setattr(self, field.attname, text.kept_as_typed(value))
            elif isinstance(field, models.CharField) and value:
                setattr(self, field.attname, text.clean(value))
            elif isinstance(field, models.JSONField) and isinstance(value, list):
                kept = [text.clean(v) if isinstance(v, str) else v for v in value]
                setattr(self, field.attname, kept)
        for name in self.straight if self.pk else ():
            self._refuse_circle(name)

    def _refuse_circle(self, name: str) -> None:
        seen, step = {self.pk}, getattr(self, name)
        while step is not None:
            if step.pk in seen:
                field = self._meta.get_field(name)
                label = str(getattr(field, "verbose_name", name))
                raise RuleBroken(
                    _("“%(row)s” would lead back to itself by “%(label)s”.", row=self, label=label)
                )
            seen.add(step.pk)
            step = getattr(step, name)


class Unnamed(Enum):
    """In place of an editor, or of nobody, where it is not said who saves."""

    UNNAMED = "unnamed"


class Signed(TypedDict, total=False):
    """Who saves or removes a row, and when, for its history."""

    by: Editor | Unnamed
    at: datetime | None


class Saving(TypedDict, total=False):
    """How Django saves a row."""

    force_insert: bool | tuple[ModelBase, ...]
    force_update: bool
    using: str | None
    update_fields: Iterable[str] | None


class SignedSaving(Saving, Signed, total=False):
    """Both at once."""


class Kept(Written):
    """Remembers each saving and removal, with the editor's name and the moment."""

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True

    def save(
        self,
        *,
        by: Editor | Unnamed = Unnamed.UNNAMED,
        at: datetime | None = None,
        **how: Unpack[Saving],
    ) -> None:
        self._sign(by, at)
        super().save(**how)

    def delete(
        self,
        using: str | None = None,
        keep_parents: bool = False,
        *,
        by: Editor | Unnamed = Unnamed.UNNAMED,
        at: datetime | None = None,
    ) -> tuple[int, dict[str, int]]:
        self._sign(by, at)
        return super().delete(using, keep_parents)

    def _sign(self, by: Editor | Unnamed, at: datetime | None) -> None:
        """Leave word for the history, which reads it from the row."""
        if not isinstance(by, Unnamed):
            self._history_user = by
        if at is not None:
            self._history_date = at


class DeskModel(Kept):
    """Locks its row, compares versions and saves, so that no editor overwrites another."""

    version = models.BigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def save(self, **how: Unpack[SignedSaving]) -> None:
        """Save if nobody else has since; raise ``Stale`` otherwise."""
        self.tidy()
        with transaction.atomic():
            if not self._state.adding:
                self.compare_version()
            self.version += 1
            if (named := how.get("update_fields")) is not None:
                how["update_fields"] = {*named, "version"}
            try:
                super().save(**how)
            except BaseException:
                self.version -= 1
                raise

    def compare_version(self) -> None:
        """Lock the row and raise ``Stale`` unless it is as this copy was read."""
        stored = (
            type(self)
            ._base_manager.select_for_update()
            .filter(pk=self.pk)
            .values_list("version", flat=True)
            .first()
        )
        if stored != self.version:
            raise stale(self)

    def locked(self) -> Self:
        """A fresh copy with nothing cached, held until the transaction ends."""
        return type(self)._base_manager.select_for_update().get(pk=self.pk)

    def held(self) -> Self:
        """The same; raises ``Stale`` unless the row is as this copy was read."""
        self.compare_version()
        return self.locked()


class Publishable(DeskModel):
    """A subject of the record: what readers may see of it stands in its entries, not here."""

    uid = models.CharField(max_length=32, default=new_uid, unique=True, editable=False)
    publication = models.CharField(
        max_length=12,
        choices=choices(PUBLICATION_LABELS),
        default=Publication.DRAFT,
        editable=False,
    )
    changed = models.BooleanField(
        gettext_lazy("changed since publication"),
        default=False,
        editable=False,
        help_text=_("What stands here differs from what readers see."),
    )

    class Meta:
        abstract = True

    @property
    def on_record(self) -> bool:
        """Whether readers were ever shown this; if so it is never deleted."""
        return self.publication != Publication.DRAFT

    def delete(
        self, using: str | None = None, keep_parents: bool = False, **signed: Unpack[Signed]
    ) -> tuple[int, dict[str, int]]:
        if self.on_record:
            raise published_once(self)
        return super().delete(using, keep_parents, **signed)


class Checkable(Publishable):
    """A subject that editors look at again: what was decided of it may no longer hold."""

    checked_at = models.DateTimeField(
        gettext_lazy("last checked"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When an editor last looked at it again and found nothing to change."),
    )
    look_again_on = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("By which day we said to readers that we would look again."),
    )

    class Meta:
        abstract = True


class Completable(Publishable):
    """A subject that may begin as a stub: recorded in a hurry, to be completed by an editor."""

    stub = models.BooleanField(
        gettext_lazy("to be completed"),
        default=False,
        editable=False,
        help_text=_("Made in passing; saving its full form says that it is complete."),
    )

    class Meta:
        abstract = True


class Part(Kept):
    """Something a claim or event owns: written under its owner's version, never alone."""

    class Meta:
        abstract = True

    def save(self, **how: Unpack[SignedSaving]) -> None:
        self.tidy()
        super().save(**how)

    @classmethod
    def save_new(cls, rows: Sequence[Part], *, by: Editor, at: datetime) -> None:
        """The same for many new rows at once, so that nobody waits for the last of them."""
        for row in rows:
            row.tidy()
        cls._base_manager.bulk_create(rows, batch_size=BATCH)
        remember(cls, rows, by=by, at=at)

    @classmethod
    def save_changed(cls, rows: Sequence[Part], *, by: Editor, at: datetime) -> None:
        """The same for rows that stand."""
        for row in rows:
            row.tidy()
        if rows:
            write_over(cls, rows)
        remember(cls, rows, changed=True, by=by, at=at)
