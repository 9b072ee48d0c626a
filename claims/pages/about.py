"""Who we are, how to reach us, and how we work."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase

from claims.lookup.as_of import common_zone, shown_at
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.errors import NotOnRecord
from claims.pages import rendering
from claims.presenters import method
from claims.presenters.addresses import path_of

GOOD_FOR = timedelta(days=180)
"""How long what security.txt says may be relied on without asking again."""


@record_page("as_of")
def about(request: PageRequest) -> HttpResponseBase:
    """As far as the settings of the site tell: those of today, whatever moment is asked for."""
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    context = {
        "publisher": settings.PUBLISHER,
        "words": settings.ABOUT,
        "contact": settings.CONTACT,
        "security": settings.SECURITY_CONTACT,
    }
    return rendering.answer(
        "claims/about.html", context, shown=shown, path=request.path, section="about"
    )


@record_page()
def security(request: PageRequest) -> HttpResponseBase:
    """Where faults are told, by RFC 9116; there is no such file where nobody is named."""
    if not settings.SECURITY_CONTACT:
        raise NotOnRecord
    expires = request.today + GOOD_FOR
    fields = (
        ("Contact", settings.SECURITY_CONTACT),
        ("Expires", f"{expires.isoformat()}T00:00:00Z"),
        ("Canonical", settings.SITE_URL + path_of("pages:security")),
        ("Policy", settings.SITE_URL + path_of("pages:about")),
    )
    body = "".join(f"{name}: {value}\n" for name, value in fields)
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


@record_page("as_of")
def methodology(request: PageRequest) -> HttpResponseBase:
    """In readers' words, from the rules the desk is held to: today's, whatever is asked for."""
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    context = {
        "statuses": method.status_rules(),
        "evidence": method.kinds_of_evidence(),
        "readings": method.readings(),
        "lifecycles": method.lifecycles(),
        "stances": method.stances(),
        "grounds": method.grounds(),
    }
    return rendering.answer(
        "claims/methodology.html",
        context,
        shown=shown,
        path=request.path,
        section="methodology",
    )
