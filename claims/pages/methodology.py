"""How we work, in readers' words, from the rules the desk is held to."""

from __future__ import annotations

from django.http import HttpResponseBase, QueryDict

from claims.lookup.as_of import common_zone, shown_at
from claims.lookup.cache import page
from claims.models.record.entry import Entry
from claims.pages import rendering
from claims.presenters import method


@page("as_of")
def methodology(query: QueryDict, newest: Entry | None) -> HttpResponseBase:
    """The rules are those of today, at whatever moment is asked for."""
    shown = shown_at(query.get("as_of", ""), head=newest, zone=common_zone(newest))
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
        path="/methodology/",
        section="methodology",
    )
