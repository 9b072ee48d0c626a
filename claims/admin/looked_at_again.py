"""The form of a thing of ours that may have to be looked at again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from claims.admin.base import SubjectAdmin
from claims.admin.second_look import open_looks
from claims.domain.messages import gettext as _


class LookedAtAgainAdmin(SubjectAdmin):
    """What must be looked at again stands above everything else."""

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "to_look_at_again"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        usual = list(super().get_fieldsets(request, obj))
        shaken = obj is not None and obj.second_looks.filter(cleared_at=None).exists()
        again = (_("Where it stands"), {"fields": ["to_look_at_again"]})
        return [again, *usual] if shaken else usual

    @admin.display(description=_("look again"))
    def to_look_at_again(self, subject: Any) -> str:
        return open_looks(subject)
