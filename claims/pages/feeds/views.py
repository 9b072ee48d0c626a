"""Addresses of feeds. Read by programs of other sites too, so anybody may fetch them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import (
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    QueryDict,
)

from claims.lookup.as_of import Shown, common_zone, shown_at
from claims.lookup.cache import page
from claims.lookup.get_or_404 import at_moment, by_slug
from claims.lookup.licence import licence
from claims.lookup.names import zone_of
from claims.models.record.entry import Entry
from claims.models.record.rows import PublishedClaim, PublishedEvent, PublishedSource
from claims.pages.feeds import atom, json_feed
from claims.pages.feeds.feed import feed
from claims.pages.feeds.scope import (
    NARROWED,
    PAGES,
    Scope,
    corrections,
    of_claim,
    of_event,
    of_site,
    of_source,
)

FORMS = {"atom": (atom.atom, atom.TYPE), "json": (json_feed.json_feed, json_feed.TYPE)}


@page("as_of", "after", *NARROWED)
def of_the_site(
    query: QueryDict, newest: Entry | None, form: str, *, corrected: bool = False
) -> HttpResponse:
    shown = shown_at(query.get("as_of", ""), head=newest, zone=common_zone(newest))
    scope = corrections(query, shown) if corrected else of_site(query, shown)
    return _answer(scope, query, shown, form)


@page("as_of", "after")
def of_a_claim(query: QueryDict, newest: Entry | None, slug: str, form: str) -> HttpResponseBase:
    def zone(row: PublishedClaim) -> str:
        return zone_of(row.event) or common_zone(newest)

    return _of(PublishedClaim, of_claim, zone, query, newest, slug, form)


@page("as_of", "after")
def of_an_event(query: QueryDict, newest: Entry | None, slug: str, form: str) -> HttpResponseBase:
    def zone(row: PublishedEvent) -> str:
        return row.time_zone

    return _of(PublishedEvent, of_event, zone, query, newest, slug, form)


@page("as_of", "after")
def of_a_source(query: QueryDict, newest: Entry | None, slug: str, form: str) -> HttpResponseBase:
    def zone(row: PublishedSource) -> str:
        return common_zone(newest)

    return _of(PublishedSource, of_source, zone, query, newest, slug, form)


def _of(
    model: Any,
    scope: Callable[[Any, Shown], Scope],
    zone: Callable[[Any], str],
    query: QueryDict,
    newest: Entry | None,
    slug: str,
    form: str,
) -> HttpResponseBase:
    current = by_slug(model, slug, newest)
    if current.slug != slug:
        asked = f"?{query.urlencode()}" if query else ""
        moved = f"{PAGES[model]}{current.slug}/changes.{form}{asked}"
        return HttpResponsePermanentRedirect(moved)
    shown = shown_at(query.get("as_of", ""), head=newest, zone=zone(current))
    kind = model.__name__.removeprefix("Published").lower()
    return _answer(scope(at_moment(model, current, shown, kind=kind), shown), query, shown, form)


def _answer(scope: Scope, query: QueryDict, shown: Shown, form: str) -> HttpResponse:
    write, kind = FORMS[form]
    made = write(feed(scope, query, shown))
    response = HttpResponse(made, content_type=f"{kind}; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = licence().link
    if shown.past:
        response["X-Robots-Tag"] = "noindex"
    return response
