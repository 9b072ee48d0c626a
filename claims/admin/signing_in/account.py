"""One's own account: how one signs in, and where one is signed in."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, clear_totp_secret, get_totp_secret
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from claims.admin.access import editor_of
from claims.admin.signing_in import passkeys, sessions
from claims.admin.signing_in.codes import LAST, counter_of, has_second_factor
from claims.admin.signing_in.forms import code_box, too_many
from claims.admin.signing_in.limits import WAIT, Try
from claims.admin.signing_in.password_links import mail_forgotten
from claims.admin.signing_in.step_up import lacks_second_factor
from claims.admin.site import site
from claims.domain import roles
from claims.domain.audit import AuditKind
from claims.models.desk.roles import role_of
from claims.models.desk.sign_in import SignIn
from claims.publishing import audit

LONGEST_NAME = 60


def _page(
    request: HttpRequest, name: str, title: str, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {**site.each_context(request), "title": title, **more}
    return render(request, f"admin/claims/signing_in/{name}.html", context, status=status)


def tell(request: HttpRequest, what: str, about: User | AnonymousUser, detail: str) -> None:
    """To the audit log: who changed how somebody signs in."""
    by, whom = audit.person(request.user), audit.person(about)
    audit.write(AuditKind.PEOPLE, what, by=by, at=timezone.now(), about=whom, detail=detail)


@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    rows = Authenticator.objects.filter(user_id=request.user.pk).order_by("pk")
    by_type: dict[str, list[Authenticator]] = {}
    for row in rows:
        by_type.setdefault(row.type, []).append(row)
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES, [])
    role = role_of(request.user)
    return _page(
        request,
        "account",
        _("Your account"),
        role=role.label if role else "",
        passkeys=by_type.get(Authenticator.Type.WEBAUTHN, []),
        apps=by_type.get(Authenticator.Type.TOTP, []),
        codes_left=len(RecoveryCodes(codes[0]).get_unused_codes()) if codes else 0,
        protected=has_second_factor(request.user),
        needed=lacks_second_factor(request),
        sign_ins=sessions.open_sign_ins(editor_of(request)),
        here=request.session.get(sessions.KEY),
    )


class NewKeyForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("By which you know it again, such as “my phone”."),
    )
    credential = forms.CharField(widget=forms.HiddenInput, required=False)


@never_cache
def add_passkey(request: HttpRequest) -> HttpResponse:
    form = NewKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = passkeys.register(request.user, typed["name"], typed["credential"])
        if made is not None:
            return _added(request, made)
        form.add_error(None, _("The device made no key that this site can use. Try again."))
    question = passkeys.to_register(request.user)
    return _page(request, "add_passkey", _("Add a passkey"), form=form, question=question)


class NewAppForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Six digits that the app shows now"),
        max_length=20,
        widget=code_box(),
    )


@never_cache
def add_app(request: HttpRequest) -> HttpResponse:
    if Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP).exists():
        messages.info(request, _("You have an app: remove it before you add another."))
        return HttpResponseRedirect(reverse("admin:account"))
    form = NewAppForm(request.POST or None)
    secret = get_totp_secret()
    if request.method == "POST" and form.is_valid():
        counter = counter_of(secret, "".join(form.cleaned_data["code"].split()))
        if counter is not None:
            made: Authenticator = TOTP.activate(request.user, secret).instance
            made.data[LAST] = counter
            made.save(update_fields=["data"])
            clear_totp_secret(request)
            return _added(request, made)
        form.add_error("code", _("That is not the number it shows: is the device’s clock right?"))
    spaced = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    return _page(request, "add_app", _("Add an app"), form=form, secret=spaced)


@require_safe
@never_cache
def app_picture(request: HttpRequest) -> HttpResponse:
    """The square that a phone's camera reads."""
    url = get_adapter().build_totp_url(request.user, get_totp_secret())
    return HttpResponse(get_adapter().build_totp_svg(url), content_type="image/svg+xml")


def _added(request: HttpRequest, made: Authenticator) -> HttpResponse:
    """Whoever made it has just shown it; with the first one come recovery codes."""
    record_authentication(request, request.user, "mfa", type=made.type)
    tell(request, "second factor", request.user, f"added: {made.type}")
    has_codes = Authenticator.objects.filter(
        user_id=request.user.pk, type=Authenticator.Type.RECOVERY_CODES
    ).exists()
    messages.success(request, _("Added. You are asked for it the next time you sign in."))
    if has_codes:
        return HttpResponseRedirect(reverse("admin:account"))
    RecoveryCodes.activate(request.user)
    return HttpResponseRedirect(reverse("admin:recovery_codes"))


@never_cache
def recovery_codes(request: HttpRequest) -> HttpResponse:
    rows = Authenticator.objects.filter(
        user_id=request.user.pk, type=Authenticator.Type.RECOVERY_CODES
    )
    if not has_second_factor(request.user):
        messages.info(request, _("Add a passkey or an app first."))
        return HttpResponseRedirect(reverse("admin:account"))
    if request.method == "POST":
        rows.delete()
        RecoveryCodes.activate(request.user)
        tell(request, "second factor", request.user, "new recovery codes")
        messages.success(request, _("These are new. The old ones are good no more."))
    row = rows.first()
    left = RecoveryCodes(row).get_unused_codes() if row else []
    return _page(request, "recovery_codes", _("Recovery codes"), codes=left)


@require_POST
def remove_factor(request: HttpRequest, pk: int) -> HttpResponse:
    own = Authenticator.objects.filter(user_id=request.user.pk)
    row = get_object_or_404(own.exclude(type=Authenticator.Type.RECOVERY_CODES), pk=pk)
    others = own.exclude(pk=row.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
    if settings.PUBLIC and roles.writes(role_of(request.user)) and not others.exists():
        messages.error(request, _("This is your only one: add another before you remove it."))
        return HttpResponseRedirect(reverse("admin:account"))
    row.delete()
    tell(request, "second factor", request.user, f"removed: {row.type}")
    if not others.exists():
        own.delete()
    messages.success(request, _("Removed. It opens nothing any more."))
    return HttpResponseRedirect(reverse("admin:account"))


@require_POST
def end_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(SignIn, pk=pk, who_id=request.user.pk).delete()
    messages.success(request, _("Ended: whoever is there is asked to sign in."))
    return HttpResponseRedirect(reverse("admin:account"))


class ForgottenForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("Your name at the desk"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "username"}),
    )


@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """The same answer whether there is such a person or not."""
    form = ForgottenForm(request.POST or None)
    sent, status = False, 200
    if settings.MAIL and request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"]
        if Try(request, "forgotten", name).may_go_on:
            mail_forgotten(name)
            sent = True
        else:
            form.add_error(None, too_many())
            status = 429
    told = {"form": form, "sent": sent, "mail": settings.MAIL}
    page = _page(request, "forgotten", _("Password or device lost?"), status=status, **told)
    if status == 429:
        page["Retry-After"] = str(WAIT)
    return page


class SetPassword(PasswordResetConfirmView):
    """By a link: good once. A second factor is asked for all the same when they sign in."""

    template_name = "admin/claims/signing_in/set_password.html"
    success_url = reverse_lazy("admin:login")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        found = super().get_context_data(**kwargs)
        title = _("Set your password") if found["validlink"] else _("This link is good no more")
        return {**site.each_context(self.request), **found, "title": title}

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        SignIn.objects.filter(who=self.user).delete()
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return super().form_valid(form)
