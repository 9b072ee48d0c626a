"""How we work, in readers' words, from the rules the desk is held to."""

from __future__ import annotations

from django.http import HttpResponseBase

from claims.lookup.as_of import common_zone, shown_at
from claims.lookup.cache import PageRequest, record_page
from claims.pages import rendering
from claims.presenters import method


@record_page("as_of")
def methodology(request: PageRequest) -> HttpResponseBase:
    """The rules are those of today, at whatever moment is asked for."""
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
