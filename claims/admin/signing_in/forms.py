"""What is typed at the door. Each form counts its tries before it knows whether they are good."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.signing_in import passkeys
from claims.admin.signing_in.codes import use_code
from claims.admin.signing_in.limits import Try

TOO_MANY = "too_many"


def too_many() -> ValidationError:
    return ValidationError(
        _("Too many wrong tries. Wait an hour, or sign in with a passkey."), code=TOO_MANY
    )


def counted_try(request: HttpRequest, what: str, account: str) -> Try:
    """One try more; raises ``ValidationError`` where there were too many."""
    this = Try(request, what, account)
    if not this.may_go_on:
        raise too_many()
    return this


def code_box() -> forms.TextInput:
    """For digits that an app shows: a phone offers them, and its numbers."""
    return forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"})


def tell_failed(request: HttpRequest, name: str) -> None:
    """As Django tells of a wrong password, whoever listens."""
    user_login_failed.send(__name__, credentials={"username": name}, request=request)


def is_refused_for_now(form: forms.Form) -> bool:
    return any(form.has_error(name, TOO_MANY) for name in ["__all__", *form.fields])


class SignInForm(AdminAuthenticationForm):
    """A name and a password, or a passkey alone."""

    request: HttpRequest
    key: Authenticator | None = None
    credential = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest, data: QueryDict | None = None) -> None:
        super().__init__(request, data)
        if self.data.get("credential"):
            self.fields["username"].required = self.fields["password"].required = False

    def clean(self) -> dict[str, object]:
        if answer := self.cleaned_data.get("credential"):
            self.by_passkey(answer)
            return self.cleaned_data
        this = counted_try(self.request, "password", self.cleaned_data.get("username", ""))
        typed: dict[str, object] = super().clean()
        this.good()
        return typed

    def by_passkey(self, answer: str) -> None:
        this = counted_try(self.request, "passkey", "")
        self.key = passkeys.shown(None, answer)
        if self.key is None or not (self.key.user.is_active and self.key.user.is_staff):
            tell_failed(self.request, "")
            raise ValidationError(_("This passkey opens nothing here. Sign in with your password."))
        this.good()
        self.user_cache = self.key.user


class ProofForm(forms.Form):
    """A second proof of who somebody is: a passkey, or a code of their app or of their list."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        required=False,
        max_length=40,
        widget=code_box(),
        help_text=gettext_lazy("Six digits from your app, or one of your recovery codes."),
    )
    credential = forms.CharField(required=False, widget=forms.HiddenInput)
    key: Authenticator | None = None

    def __init__(self, data: QueryDict | None, *, request: HttpRequest, person: User) -> None:
        super().__init__(data)
        self.request, self.person = request, person

    def clean(self) -> dict[str, object]:
        super().clean()
        typed = self.cleaned_data
        if not (typed.get("code") or typed.get("credential")):
            raise ValidationError(_("Type a code, or use your passkey."))
        this = counted_try(self.request, "code", self.person.get_username())
        if typed.get("credential"):
            self.key = passkeys.shown(self.person, typed["credential"])
        else:
            self.key = use_code(self.person, typed["code"])
        if self.key is None:
            tell_failed(self.request, self.person.get_username())
            raise ValidationError(_("That is not right, or was used before: take the next one."))
        this.good()
        return typed


class PasswordForm(forms.Form):
    """The same of whoever has a password alone."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    key = None

    def __init__(self, data: QueryDict | None, *, request: HttpRequest, person: User) -> None:
        super().__init__(data)
        self.request, self.person = request, person

    def clean_password(self) -> str:
        typed = str(self.cleaned_data["password"])
        this = counted_try(self.request, "password", self.person.get_username())
        if not self.person.check_password(typed):
            tell_failed(self.request, self.person.get_username())
            raise ValidationError(_("That is not your password."))
        this.good()
        return typed
