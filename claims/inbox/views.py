"""A form without script, cookie or account."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
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
from claims.inbox.limits import HOUR, wait
from claims.presenters.page import page

FIELDS = ("about", "words", "grounds", "contact")
# People do not see it and leave it empty; programs fill in everything.
TRAP = "website"
TOO_OFTEN = _("Many reports came from where you are. Please try again in an hour.")
UNREADABLE = _("What was sent could not be read. Please try again.")
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
