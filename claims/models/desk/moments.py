"""A moment as somebody stated it: when, and how exact, in two columns that are filled together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Unpack

from django.db import models
from django.db.models import Q

from claims.models.desk.base import TextOptions

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def stated_moment(
    verbose_name: StrOrPromise | None = None,
    *,
    refusal: str = "",
    help_text: str = "",
    db_index: bool = False,
) -> tuple[models.DateTimeField[datetime | None, datetime | None], models.CharField[str, str]]:
    """The columns ``NAME_at`` and ``NAME_precision``.

    With a ``refusal`` they are filled both or neither: it is said to whoever gives but one.
    """
    at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        verbose_name, null=True, blank=True, help_text=help_text, db_index=db_index
    )
    return at, PrecisionField(refusal=refusal)


class PrecisionField(models.CharField):  # type: ignore[type-arg]
    """How exact a moment was stated; brings along the constraint that ties it to its moment."""

    def __init__(self, *, refusal: str = "", **options: Unpack[TextOptions]) -> None:
        options.setdefault("max_length", 16)
        options.setdefault("blank", True)
        super().__init__(**options)
        self.refusal = refusal

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        super().contribute_to_class(cls, name, private_only)
        if self.refusal:
            tie = both_or_neither(cls, name.removesuffix("_precision"), self.refusal)
            cls._meta.constraints = [*cls._meta.constraints, tie]
            # The history has a copy of this field, and takes down whatever stood there.
            self.refusal = ""

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        """In migrations a column like any other."""
        name, __, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def both_or_neither(model: type[models.Model], name: str, refusal: str) -> models.CheckConstraint:
    at, precision = f"{name}_at", f"{name}_precision"
    return models.CheckConstraint(
        name=f"{model._meta.model_name}_{name}_with_precision",
        violation_error_message=refusal,
        condition=Q(**{at: None, precision: ""})
        | Q(**{f"{at}__isnull": False}) & ~Q(**{precision: ""}),
    )
