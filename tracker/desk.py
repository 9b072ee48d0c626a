"""Who is signed in is asked at the desk alone: a public answer knows no session and no cookie.

Else a page asked for with a cookie of old would take it back, and could be kept by nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import get_resolver
from django.utils.deprecation import MiddlewareMixin

DESK = "/admin/"
# Of both hosts, for whoever watches the processes behind them.
WATCHED = ("/healthz", "/readyz")


class AtTheDesk(MiddlewareMixin):
    def __call__(self, request: HttpRequest) -> Any:
        if request.path_info.startswith(DESK):
            return super().__call__(request)
        return self.get_response(request)


class Sessions(AtTheDesk, SessionMiddleware):
    pass


class SignIn(AtTheDesk, AuthenticationMiddleware):
    pass


class Messages(AtTheDesk, MessageMiddleware):
    pass


class KeepTheDeskApart:
    """Where the desk has a host of its own, it is nowhere else, and nothing else is there.

    Then a web server can let a few addresses alone reach the desk, and no page for readers shares
    its origin.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.DESK_URL:
            return self.get_response(request)
        here = request.get_host() == urlsplit(settings.DESK_URL).netloc
        path = request.path_info
        if path.startswith(DESK) and not here:
            refuse = get_resolver().resolve_error_handler(404)
            return refuse(request, exception=Http404())  # type: ignore[call-arg]  # stub
        if here and path == "/":
            return HttpResponseRedirect(DESK)
        if here and not path.startswith((DESK, settings.STATIC_URL)) and path not in WATCHED:
            return HttpResponseRedirect(settings.SITE_URL + request.get_full_path())
        return self.get_response(request)
