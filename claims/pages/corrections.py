"""Everything we had wrong: what we said, what we say instead, and why."""

from __future__ import annotations

from django.http import HttpResponseBase

from claims.domain.messages import gettext as _
from claims.filters import events_within
from claims.lookup.as_of import common_zone, shown_at
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.corrections import corrections_on_record, with_before
from claims.lookup.names import event_name
from claims.lookup.paging import page_of
from claims.models.record.rows import PublishedEvent
from claims.pages import rendering, sharing
from claims.pages.changes import changes_of
from claims.pages.event_data import about
from claims.presenters.names import Names


@record_page("as_of", "before", "event")
def correction_list(request: PageRequest) -> HttpResponseBase:
    """All of them, or those of one event with its parts."""
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    found, slug = corrections_on_record(shown.rows), request.GET.get("event", "")
    event = None
    if slug:
        found = found.filter(about(events_within(slug, shown.rows)))
        event = PublishedEvent.objects.as_of(shown.rows).filter(slug=slug).first()
    listed = page_of(
        found.select_related("words"),
        request.GET,
        time="effective_at",
        number="seq",
        path=request.path,
    )
    changes = changes_of(listed.rows, shown)
    context = {
        "page": listed,
        "corrections": with_before(listed.rows, changes, Names(), shown),
        "event": event_name(event, shown.query) if event and not event.withheld else None,
        "narrowed": bool(slug),
        "use": sharing.of_list(_("Corrections"), request, shown),
    }
    return rendering.answer(
        "claims/corrections.html", context, shown=shown, path=request.path, section="corrections"
    )
