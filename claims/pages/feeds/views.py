"""Addresses of feeds. Read by programs of other sites too, so anybody may fetch them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import (
    HttpResponse,
    HttpResponseBase,
    QueryDict,
)

from claims.lookup.as_of import Shown, common_zone, shown_at
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.get_or_404 import at_moment, by_slug, moved
from claims.lookup.licence import licence
from claims.lookup.names import zone_of
from claims.models.record.row import Row
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedQuestion,
    PublishedSource,
)
from claims.pages.feeds import atom, json_feed
from claims.pages.feeds.feed import feed
from claims.pages.feeds.scope import (
    NARROWED,
    Scope,
    corrections,
    of_claim,
    of_event,
    of_question,
    of_site,
    of_source,
)

R = TypeVar("R", bound=Row)
FORMS = {"atom": (atom.atom, atom.TYPE), "json": (json_feed.json_feed, json_feed.TYPE)}


@record_page("as_of", "after", *NARROWED, strict=True)
def of_the_site(request: PageRequest, form: str) -> HttpResponse:
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    return _answer(of_site(request.GET, shown), request.GET, shown, form)


@record_page("as_of", "after", *NARROWED, strict=True)
def corrections_of_the_site(request: PageRequest, form: str) -> HttpResponse:
    shown = shown_at(request.as_of, head=request.head, zone=common_zone(request.head))
    return _answer(corrections(request.GET, shown), request.GET, shown, form)


@record_page("as_of", "after", strict=True)
def of_a_claim(request: PageRequest, slug: str, form: str) -> HttpResponseBase:
    def zone(row: PublishedClaim) -> str:
        return zone_of(row.event) or common_zone(request.head)

    return _of(PublishedClaim, of_claim, zone, request, slug, form)


@record_page("as_of", "after", strict=True)
def of_an_event(request: PageRequest, slug: str, form: str) -> HttpResponseBase:
    def zone(row: PublishedEvent) -> str:
        return row.time_zone

    return _of(PublishedEvent, of_event, zone, request, slug, form)


@record_page("as_of", "after", strict=True)
def of_a_question(request: PageRequest, slug: str, form: str) -> HttpResponseBase:
    def zone(row: PublishedQuestion) -> str:
        return zone_of(row.event) or common_zone(request.head)

    return _of(PublishedQuestion, of_question, zone, request, slug, form)


@record_page("as_of", "after", strict=True)
def of_a_source(request: PageRequest, slug: str, form: str) -> HttpResponseBase:
    def zone(row: PublishedSource) -> str:
        return common_zone(request.head)

    return _of(PublishedSource, of_source, zone, request, slug, form)


def _of(
    model: type[R],
    scope: Callable[[R, Shown], Scope],
    zone: Callable[[R], str],
    request: PageRequest,
    slug: str,
    form: str,
) -> HttpResponseBase:
    current = by_slug(model, slug, request.head)
    kind = model.__name__.removeprefix("Published").lower()
    if elsewhere := moved(f"{kind}-feed", current, slug, request.GET, form):
        return elsewhere
    shown = shown_at(request.as_of, head=request.head, zone=zone(current))
    return _answer(
        scope(at_moment(model, current, shown, kind=kind), shown), request.GET, shown, form
    )


def _answer(scope: Scope, query: QueryDict, shown: Shown, form: str) -> HttpResponse:
    write, kind = FORMS[form]
    made = write(feed(scope, query, shown))
    response = HttpResponse(made, content_type=f"{kind}; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = licence().link
    if shown.past:
        response["X-Robots-Tag"] = "noindex"
    return response
