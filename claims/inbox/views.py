"""A form without script, cookie or account."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from claims import actions
from claims.domain.error_reports import LONGEST, LONGEST_CONTACT, page_of
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.presenters.page import page

log = logging.getLogger(__name__)

FIELDS = ("about", "words", "grounds", "contact")
# People do not see it and leave it empty; programs fill in everything.
TRAP = "website"
TOO_OFTEN = _("Many reports came from where you are. Please try again in an hour.")
UNREADABLE = _("What was sent could not be read. Please try again.")
HOUR = 3600
MOST_FROM_ONE = 5
MOST_IN_ALL = 200
OPEN_FILES = (RequestDataTooBig, TooManyFilesSent, MultiPartParserError)


# Nobody is signed in here and nothing is kept in the browser: there is nothing to forge.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form({"about": _about(request.GET.get("about", ""))})
    try:
        typed = {name: request.POST.get(name, "") for name in FIELDS}
        trapped = bool(request.POST.get(TRAP))
    except OPEN_FILES:
        return _form({}, [UNREADABLE], status=400)
    if not trapped:
        if wait(request):
            return _form(typed, [TOO_OFTEN], status=429)
        try:
            actions.receive_report(**typed, at=timezone.now())
        except RuleBroken as broken:
            return _form(typed, broken.messages, status=400)
    return HttpResponseRedirect(reverse("inbox:thanks"), status=303)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return _page("inbox/thanks.html", {})


def _about(asked: str) -> str:
    try:
        return page_of(asked)
    except RuleBroken:
        return ""


def _form(
    typed: Mapping[str, str], problems: list[str] | None = None, *, status: int = 200
) -> HttpResponse:
    context = {
        "typed": typed,
        "problems": problems or [],
        "longest": LONGEST,
        "longest_contact": LONGEST_CONTACT,
    }
    response = _page("inbox/report.html", context, status=status)
    if status == 429:
        response["Retry-After"] = str(HOUR)
    return response


def _page(template: str, context: Mapping[str, object], *, status: int = 200) -> HttpResponse:
    site = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "noindex": True}
    response = page(template, {**site, **context}, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


def wait(request: HttpRequest) -> int:
    """Seconds until this reader may send again; 0 where it may now, and then it is counted."""
    if _count("all") > MOST_IN_ALL or _count(_sender(request)) > MOST_FROM_ONE:
        return HOUR
    return 0


def _count(whose: str) -> int:
    """Without a cache nobody is turned away: a report may be about somebody in danger."""
    key = f"error-reports-{whose}"
    try:
        counts = caches["counts"]
        counts.add(key, 0, HOUR)
        return int(counts.incr(key))
    except Exception as unreachable:  # each kind of cache fails in its own way
        log.warning("The cache does not answer, no report is held up: %s", unreachable)
        return 1


def _sender(request: HttpRequest) -> str:
    """A name for the address that sends, from which it cannot be read without our key."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    return hashlib.sha256(f"{settings.SECRET_KEY} {address}".encode()).hexdigest()
