"""One claim: where it stands, who said it, on what it rests, and how it came to stand there."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from claims.domain.vocabulary import Lifecycle
from claims.lookup import history
from claims.lookup.as_of import Shown, common_zone, shown_at, with_later
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.get_or_404 import at_moment, by_slug, moved, state_of, withheld_about
from claims.lookup.names import named_in, zone_of
from claims.models.record.rows import PublishedClaim
from claims.pages import related, rendering, sharing
from claims.pages.page_meta import about_claim
from claims.presenters.claim import claim_page
from claims.presenters.names import Names
from claims.presenters.notice import withheld

TEMPLATE = "claims/claim_detail.html"


@record_page("as_of")
def claim(request: PageRequest, slug: str) -> HttpResponse:
    current = by_slug(PublishedClaim, slug, request.head)
    if elsewhere := moved("claim", current, slug, request.GET):
        return elsewhere
    zone = zone_of(current.event) or common_zone(request.head)
    shown = shown_at(request.as_of, head=request.head, zone=zone)
    row = at_moment(PublishedClaim, current, shown, kind="claim")
    shown = with_later(shown, [row.since])
    state = None if row.withheld else state_of(row)
    context = _withheld(row, shown) if state is None else _context(row, state, shown)
    return rendering.answer(TEMPLATE, context, shown=shown, path=request.path, section="claims")


def _withheld(row: PublishedClaim, shown: Shown) -> dict[str, Any]:
    notice = withheld(withheld_about(row.uid), shown.zone)
    entries = history.entries_of(row.uid, shown)
    return {"withheld": notice, "history": history.changes(entries, Names(), shown.zone)}


def _context(row: PublishedClaim, state: dict[str, Any], shown: Shown) -> dict[str, Any]:
    links = related.links_of(row.uid, shown)
    together = related.said_together(row, shown)
    newest = _newest(row, links, shown)
    names = named_in(state, shown, beside={newest, *together, *(k.other for k in links)})
    page = claim_page(state, names, zone=shown.zone, newest=names.claim(newest) if newest else None)
    told = history.changes(history.entries_of(row.uid, shown), names, shown.zone)
    merged = state["merged_into"]
    return {
        **rendering.leads_to(names.claim(merged) if merged else None),
        "about": about_claim(page, told, row.slug),
        "claim": page,
        "use": sharing.of_claim(row, page, names, shown),
        "together": [names.claim(uid) for uid in together],
        "related": related.grouped(links, names),
        "history": told,
    }


def _newest(row: PublishedClaim, links: list[related.Linked], shown: Shown) -> str:
    if row.lifecycle not in (Lifecycle.SUPERSEDED, Lifecycle.WITHDRAWN):
        return ""
    return related.newest_successor(row.uid, links, shown)
