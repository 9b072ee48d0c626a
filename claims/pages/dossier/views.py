"""The address of an event's dossier."""

from __future__ import annotations

import json

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect

from claims.domain.messages import gettext as _
from claims.lookup.as_of import shown_at
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.errors import NotOnRecord
from claims.lookup.get_or_404 import at_moment, by_slug
from claims.lookup.licence import licence
from claims.lookup.tree import tree_around
from claims.models.record.rows import PublishedEvent
from claims.pages.dossier.build import dossier
from claims.presenters.addresses import path_of

WITHHELD = _("This event was withheld: its page says when and on which ground.")


@record_page("as_of", strict=True)
def of_an_event(request: PageRequest, slug: str) -> HttpResponseBase:
    """A part is told in the dossier of the whole: the address leads there."""
    current = by_slug(PublishedEvent, slug, request.head)
    shown = shown_at(request.as_of, head=request.head, zone=current.time_zone)
    row = at_moment(PublishedEvent, current, shown, kind="event")
    if row.withheld:
        raise NotOnRecord(WITHHELD, href=row.get_absolute_url(), label=_("The page of the event"))
    tree = tree_around(row, shown.rows)
    if tree.root.slug != slug:
        return HttpResponseRedirect(path_of("pages:dossier", tree.root.slug) + shown.query)
    made = json.dumps(dossier(tree, shown), ensure_ascii=False, indent=1) + "\n"
    response = HttpResponse(made.encode(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{slug}.json"'
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = licence().link
    response["X-Robots-Tag"] = "noindex"
    return response
