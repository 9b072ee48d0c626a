"""The API for people who write programs: one page, made from its own description."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from claims.api.description import description
from claims.api.reference import groups, shapes
from claims.domain.messages import gettext as _
from claims.lookup.cache import PageRequest, record_page
from claims.presenters.page import page

RATES = {
    "s": _("%(number)s a second"),
    "m": _("%(number)s a minute"),
    "h": _("%(number)s an hour"),
    "d": _("%(number)s a day"),
}


@record_page()
def docs(request: PageRequest) -> HttpResponse:
    described = description()
    context = {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "canonical": f"{settings.SITE_URL}{request.path}",
        "path": request.path,
        "rate": _rate(),
        "groups": groups(described),
        "shapes": shapes(described),
    }
    return page("claims/api_docs.html", context)


def _rate() -> str:
    number, __, period = settings.API_RATE.partition("/")
    return RATES[period[0]].placed(number=number)
