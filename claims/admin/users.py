"""Editors and their roles. People are deactivated, never deleted: history names them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.access import editor_of
from claims.admin.base import ListAdmin
from claims.admin.fields import Files, Sent, called, is_key
from claims.admin.forms import FormOptions
from claims.admin.signing_in.account import tell
from claims.admin.signing_in.password_links import link_for, mail_link
from claims.admin.signing_in.sessions import open_sign_ins
from claims.admin.site import site
from claims.domain.roles import Role
from claims.models.desk.roles import give_role, role_of
from claims.models.desk.sign_in import SignIn
from claims.presenters.moments import minute


class PersonForm(forms.ModelForm):
    """``asked_by`` fills it in. Nobody changes their own role: so there is always a chief left."""

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

    def __init__(
        self, data: Sent | None = None, files: Files | None = None, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        person = self.instance
        if person.pk:
            self.fields["role"].initial = role_of(person) or held_before(person)
        if person.is_superuser or person == self.asked_by:
            self.fields["role"].disabled = self.fields["is_active"].disabled = True
            self.fields["role"].help_text = _("Another chief changes your role, not you.")
        if person.is_superuser:
            self.fields["role"].help_text = _("Runs this installation, and is a chief by that.")


def held_before(person: User) -> Role | None:
    """The role of somebody who was deactivated."""
    names = set(person.groups.values_list("name", flat=True))
    return next((role for role in reversed(Role) if role in names), None)


@admin.register(User, site=site)
class EditorAdmin(ListAdmin):
    form = PersonForm
    list_display = ("username", "first_name", "last_name", "role", "is_active", "signed_in")
    list_filter = ("is_active", "groups")
    change_form_template = "admin/claims/signing_in/person.html"
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)

    @admin.display(description=gettext_lazy("last sign-in"), ordering="last_login", empty_value="")
    def signed_in(self, person: User) -> str:
        return minute(person.last_login, "UTC").text if person.last_login else ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        named = ("username", "first_name", "last_name", "email", "role")
        return (*named, "is_active") if obj else named

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: object
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        if issubclass(form, PersonForm):
            form.asked_by = editor_of(request)
        return form

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        obj.is_staff = True
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Sequence[BaseModelFormSet],
        change: bool,
    ) -> None:
        if not form.fields.get("role") or form.fields["role"].disabled:
            return
        give_role(form.instance, Role(form.cleaned_data["role"]))

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        return told_link(request, obj)

    @admin.display(description=gettext_lazy("role"))
    def role(self, person: User) -> str:
        held = Role.CHIEF if person.is_superuser else held_before(person)
        return str(held.label) if held else _("none")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def signs_in(request: HttpRequest, pk: int) -> HttpResponse:
    """How somebody signs in and where they are signed in; what to do when they have lost it."""
    person = get_object_or_404(User, pk=pk)
    if request.method != "POST":
        return _page(request, person)
    if "link" in request.POST:
        return told_link(request, person)
    if "factors" in request.POST:
        Authenticator.objects.filter(user=person).delete()
        SignIn.objects.filter(who=person).delete()
        tell(request, "second factor", person, "all removed")
        said = _("%(name)s is asked to add a new second factor after the next sign-in.")
        messages.success(request, said % {"name": called(person)})
    elif "end" in request.POST and is_key(request.POST["end"]):
        SignIn.objects.filter(who=person, pk=request.POST["end"]).delete()
        tell(request, "session", person, "ended")
        messages.success(request, _("Ended: whoever is there is asked to sign in."))
    return HttpResponseRedirect(request.path)


def told_link(request: HttpRequest, person: User) -> HttpResponse:
    """Mailed where mail is set up; else told to the chief, this once."""
    tell(request, "link", person, "to set a password")
    if settings.MAIL and person.email:
        if mail_link(person):
            told = _("A link to set a password was mailed to %(address)s.")
            messages.success(request, told % {"address": person.email})
        else:
            messages.error(request, _("The mail could not be sent: give them the link yourself."))
            return _page(request, person, link=link_for(person))
        return HttpResponseRedirect(reverse("admin:auth_user_signs_in", args=[person.pk]))
    return _page(request, person, link=link_for(person))


def _page(request: HttpRequest, person: User, *, link: str = "") -> HttpResponse:
    factors = Authenticator.objects.filter(user=person).order_by("pk")
    context = {
        **site.each_context(request),
        "title": _("How %(name)s signs in") % {"name": called(person)},
        "person": person,
        "link": link,
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        "factors": factors.exclude(type=Authenticator.Type.RECOVERY_CODES),
        "sign_ins": open_sign_ins(person),
        "opts": User._meta,
    }
    answer = render(request, "admin/claims/signing_in/signs_in.html", context)
    answer["Cache-Control"] = "no-store, private"
    return answer
