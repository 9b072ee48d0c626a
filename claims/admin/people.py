"""Editors and their roles. People are deactivated, never deleted: history names them."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.base import ListAdmin
from claims.admin.site import site
from claims.domain.roles import Act, Role, may
from claims.models.desk.roles import give_role, role_of, who_may


class PersonForm(forms.ModelForm):
    """``asked_by`` is whoever fills it in: nobody raises or removes themselves."""

    asked_by: User
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[(role.value, role.label) for role in Role],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Each may do what those above it may, and more."),
    )

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.instance
        # The form writes what is typed into the person before all of it is checked.
        self.before = copy(person)
        if person.pk:
            self.fields["role"].initial = role_of(person) or held_before(person)
        if person.is_superuser or person == self.asked_by:
            self.fields["role"].disabled = self.fields["is_active"].disabled = True
            self.fields["role"].help_text = _("Another chief changes your role, not you.")
        if person.is_superuser:
            self.fields["role"].help_text = _("Runs this installation, and is a chief by that.")

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        role, active = typed.get("role"), typed.get("is_active", True)
        stays = active and role and may(Role(role), Act.PEOPLE)
        leaves = bool(self.instance.pk) and role_of(self.before) == Role.CHIEF and not stays
        if leaves and not who_may(Act.PEOPLE).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This is the only chief: make another one first."))
        return typed


def held_before(person: User) -> Role | None:
    """The role of somebody who was deactivated."""
    names = set(person.groups.values_list("name", flat=True))
    return next((role for role in reversed(Role) if role in names), None)


@admin.register(User, site=site)
class EditorAdmin(ListAdmin, UserAdmin):
    form = PersonForm
    list_display = ("username", "first_name", "last_name", "role", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email")}),
        (gettext_lazy("At the desk"), {"fields": ("role", "is_active")}),
    )
    filter_horizontal = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.asked_by = request.user
        return form

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        if not form.fields.get("role") or form.fields["role"].disabled:
            return
        give_role(form.instance, Role(form.cleaned_data["role"]))

    @admin.display(description=gettext_lazy("role"))
    def role(self, person: User) -> str:
        held = Role.CHIEF if person.is_superuser else held_before(person)
        return str(held.label) if held else _("none")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
