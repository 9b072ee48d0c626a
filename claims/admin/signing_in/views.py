"""Signing in, its second step, and proving again who one is. What was typed before goes along."""

from __future__ import annotations

from copy import copy

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_password_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from claims.admin.signing_in import held_form, passkeys, prompts
from claims.admin.signing_in.forms import ProofForm, SignInForm
from claims.admin.signing_in.limits import know_browser
from claims.admin.site import site


def here(request: HttpRequest, **more: object) -> dict[str, object]:
    return {**site.each_context(request), **more}


@sensitive_post_parameters()
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "GET" and site.has_permission(request):
        return HttpResponseRedirect(reverse("admin:index"))
    form = SignInForm(request, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return prompts.page("sign_in", request, form, here(request, title=_("Sign in")))
    login = Login(user=form.get_user(), redirect_url=prompts.next_of(request))
    if form.key is not None:
        answer = perform_passwordless_login(request, form.key, login)
    else:
        named = {"username": form.get_user().get_username()}
        answer = perform_password_login(request, named, login)
    return _signed_in(request, answer)


@require_safe
@never_cache
def passkey_question(request: HttpRequest) -> JsonResponse:
    """What the button on the sign-in page asks a device."""
    return JsonResponse({"question": passkeys.asked()})


@sensitive_post_parameters()
@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]  # no types
def second_step(request: HttpRequest) -> HttpResponse:
    stage: AuthenticateStage = vars(request)["_login_stage"]  # the decorator's
    person = stage.login.user
    # Without either this is the page itself, which a held text may have come to.
    typed = request.POST if {"code", "credential"} & set(request.POST) else None
    form = ProofForm(typed, request=request, person=person)
    if not form.is_valid():
        more = here(request, title=_("Second step"), question=passkeys.asked(person))
        return prompts.page("proof", request, form, {**more, "address": request.path})
    post_authentication(request, form.key)
    return _signed_in(request, stage.exit())


def _signed_in(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """On to the next step, or to the desk, or to what was typed before the session ended."""
    held = held_form.held_pairs(request)
    if not request.user.is_authenticated:
        if not held:
            return answer
        # A page of its own would lose what this one holds.
        asked = copy(request)
        asked.path = asked.path_info = reverse("mfa_authenticate")
        page: HttpResponse = second_step(asked)
        return page
    if held:
        answer = held_form.send_on(request, held, prompts.next_of(request), here(request))
    know_browser(request, answer, request.user)
    return answer


@sensitive_post_parameters()
@never_cache
def prove_again(request: HttpRequest) -> HttpResponse:
    """Asked before what cannot be taken back; leads on to it."""
    form = prompts.proof_form(request, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return prompts.proof_again(request, form, here(request))
    if form.key is not None:
        post_authentication(request, form.key, reauthenticated=True)
    else:
        record_authentication(request, request.user, "password", reauthenticated=True)
    if held := held_form.held_pairs(request):
        return held_form.send_on(request, held, prompts.next_of(request), here(request))
    return HttpResponseRedirect(prompts.next_of(request))
