"""What each request goes through on its way in, and each answer on its way out."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import get_resolver
from django.utils.deprecation import MiddlewareMixin

from claims.baked.folder import Folder
from claims.baked.kinds import BAKED
from claims.baked.wanted import want
from claims.models.record import read_tracking

log = logging.getLogger(__name__)

Policy = Mapping[str, Sequence[str]]
METHODS = "GET, HEAD, OPTIONS"
# What scripts of other sites may read: above all what to cite a file by.
EXPOSED = (
    "Content-Disposition, ETag, Last-Modified, Link, Record-Checkpoint, Retry-After,"
    " X-Counterclaim-As-Of, X-Counterclaim-Entry, X-Counterclaim-Licence"
)
A_DAY = "86400"
BROKEN = "The address holds bytes that are no text."
DESK = "/admin/"
# Of both hosts, for whoever watches the processes behind them.
WATCHED = ("/healthz", "/readyz")


class HeadersMiddleware:
    """Send Content-Security-Policy and its kin with every answer, errors and static files included.

    A view that needs another policy (an embed may be framed) gives its response an attribute
    `content_security_policy` with the directives that differ.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.headers = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY or "no-referrer",
            "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY
            or "same-origin",
            "Cross-Origin-Resource-Policy": settings.CROSS_ORIGIN_RESOURCE_POLICY,
            "Permissions-Policy": ", ".join(f"{name}=()" for name in settings.PERMISSIONS_POLICY),
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        policy: Policy = settings.SECURE_CSP | getattr(response, "content_security_policy", {})
        response.headers.setdefault("Content-Security-Policy", as_header(policy))
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        # The older header for browsers without frame-ancestors, where nobody may frame us.
        if policy["frame-ancestors"] == ["'none'"]:
            response.headers.setdefault("X-Frame-Options", "DENY")
        return response


def as_header(policy: Policy) -> str:
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())


class OpenToOtherSites:
    """Pages of other sites may read what is made for machines; nothing else of ours.

    CORS for the addresses that OPEN_TO_OTHER_SITES begins. No cookie ever goes along.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(tuple(settings.OPEN_TO_OTHER_SITES)):
            return self.get_response(request)
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204, headers={"Allow": METHODS})
            response["Access-Control-Allow-Methods"] = METHODS
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            response["Access-Control-Max-Age"] = A_DAY
        else:
            response = self.get_response(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


class RefuseBrokenText:
    """Answer 400 to an address with NUL, or with a query that is no UTF-8.

    PostgreSQL refuses NUL even in a filter and SQLite takes it, so let it reach neither.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = str(request.META.get("QUERY_STRING", ""))
        if "\0" in request.path_info or not is_text(query):
            refuse = get_resolver().resolve_error_handler(400)
            return refuse(request, exception=BadRequest(BROKEN))  # type: ignore[call-arg]  # stub
        return self.get_response(request)


def is_text(query: str) -> bool:
    """Whether a query, as it was sent, is UTF-8 without NUL."""
    try:
        return "\0" not in unquote_to_bytes(query.encode("latin-1", "replace")).decode("utf-8")
    except UnicodeDecodeError:
        return False


class TellWhoAsks:
    """Put the address of whoever asks where the proxies' own would stand.

    Each proxy adds the address that it heard from; what stands further left anybody can write.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        heard = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        if settings.PROXIES and heard != [""]:
            request.META["REMOTE_ADDR"] = heard[-min(settings.PROXIES, len(heard))].strip()
        return self.get_response(request)


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


class AskForCopies:
    """Tell who bakes answers which of them readers ask for.

    The app is asked for a bare address only where there is no file of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.BAKED and response.status_code == 200 and _can_be_kept(request):
            folder = Folder(settings.BAKED)
            try:
                if folder.is_made() and not folder.file_of(request.path).exists():
                    want(folder, request.path)
            except OSError as problem:
                log.warning("Nobody can be told that a page is asked for: %s", problem)
        return response


def _can_be_kept(request: HttpRequest) -> bool:
    match = request.resolver_match
    return (
        # Who bakes asks for what has no file, too.
        not read_tracking.is_noticing()
        and request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and match is not None
        and match.view_name in BAKED
    )


class AtTheDesk(MiddlewareMixin):
    """Who is signed in is asked at the desk alone: a public answer knows no session and no cookie.

    Else a page asked for with a cookie of old would take it back, and could be kept by nobody.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if request.path_info.startswith(DESK):
            return super().__call__(request)
        return self.get_response(request)


class Sessions(AtTheDesk, SessionMiddleware):
    pass


class Csrf(AtTheDesk, CsrfViewMiddleware):
    """Elsewhere it gives no cookie for one it cannot read; forms are looked at as ever."""


class SignIn(AtTheDesk, AuthenticationMiddleware):
    pass


class Messages(AtTheDesk, MessageMiddleware):
    pass
