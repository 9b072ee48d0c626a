"""Sessions end after two idle hours, after twelve in any case, and when they are ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from claims.admin.access import editor_of
from claims.models.desk.sign_in import SignIn

KEY = "sign_in"
LONGEST_NAME = 200


class EndSessions:
    """Signs out whose time is over, before anything of the desk is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(reverse("admin:index")) and request.user.is_authenticated:
            _keep_or_end(request)
        return self.get_response(request)


def _keep_or_end(request: HttpRequest) -> None:
    now, person = timezone.now(), request.user
    if not (person.is_active and person.is_staff):
        logout(request)
        return
    if KEY not in request.session:
        request.session[KEY] = _begin(request, now).pk
        return
    found = sign_in_of(request)
    if found is None or found.is_over(now):
        if found is not None:
            found.delete()
        logout(request)
    elif not request.path_info.startswith(f"{reverse('admin:index')}presence/"):
        # A page that stays open asks by itself who else is there.
        found.note_seen(now)


def _begin(request: HttpRequest, now: datetime) -> SignIn:
    browser = request.headers.get("User-Agent", "")[:LONGEST_NAME]
    return SignIn.objects.create(
        who=editor_of(request), begun_at=now, seen_at=now, browser=browser.replace("\0", "")
    )


def sign_in_of(request: HttpRequest) -> SignIn | None:
    return SignIn.objects.filter(who_id=request.user.pk, pk=request.session.get(KEY, 0)).first()


def open_sign_ins(person: User) -> list[SignIn]:
    """The newest first."""
    now = timezone.now()
    rows = SignIn.objects.filter(who=person).order_by("-seen_at", "-pk")
    return [row for row in rows if not row.is_over(now)]


def end_others(request: HttpRequest) -> None:
    """After a new password: what was opened by the old one."""
    SignIn.objects.filter(who_id=request.user.pk).exclude(pk=request.session.get(KEY, 0)).delete()
