"""What search engines may read, and where everything is: only pages as they stand now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse

from claims.domain.vocabulary import Publication
from claims.lookup.as_of import shown_at
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.errors import NotOnRecord
from claims.models.record.entry import Entry
from claims.models.record.moment import AsOf
from claims.models.record.row import R, Row, RowQuerySet, rows_of
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedQuestion,
    PublishedSource,
)
from claims.pages.feeds.item import moment_text
from claims.pages.page_meta import LISTS
from claims.presenters import addresses
from claims.presenters.addresses import path_of

XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
OF_OURS = ("methodology", "about")
"""Pages that say nothing of the record: no entry changes them."""
LARGEST = 10_000
"""Addresses in one file; entries in the span that one part of many covers."""
KINDS: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (PublishedEvent, ("event", "figures")),
    (PublishedSource, ("source",)),
    (PublishedClaim, ("claim",)),
    (PublishedQuestion, ("question",)),
)
PREVIEWERS = (
    "facebookexternalhit",
    "Twitterbot",
    "LinkedInBot",
    "Slackbot",
    "Slackbot-LinkExpanding",
    "Discordbot",
    "TelegramBot",
    "WhatsApp",
    "Mastodon",
    "Bluesky Cardyb",
    "redditbot",
    "Iframely",
    "Embedly",
)
"""Who fetches a page because somebody shared it: they read its head, and index nothing."""
ROBOTS = """{}
Disallow: /admin/

User-agent: *
Disallow: /admin/
Disallow: /*?as_of=
Disallow: /*&as_of=
Allow: /*/picture.png

Sitemap: {}{}
"""


@record_page()
def robots(request: PageRequest) -> HttpResponse:
    previewers = "\n".join(f"User-agent: {name}" for name in PREVIEWERS)
    words = ROBOTS.format(previewers, settings.SITE_URL, path_of("pages:sitemap"))
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@record_page()
def sitemap(request: PageRequest) -> HttpResponse:
    """All addresses where they fit into one file, else an index of parts."""
    now = shown_at("", head=request.head).rows
    # No more are counted than a file holds.
    many = sum(_shown(model, now)[:LARGEST].count() * len(pages) for model, pages in KINDS)
    if many + len(LISTS) > LARGEST:
        return _answer("sitemapindex", "sitemap", _parts(now))
    return _answer("urlset", "url", _lists(request.head), _things(now))


@record_page()
def part(request: PageRequest, number: int) -> HttpResponse:
    """The pages that last changed within one span of entries."""
    now = shown_at("", head=request.head).rows
    if not 0 <= number <= now.entry // LARGEST:
        raise NotOnRecord
    found = list(_things(now, number))
    return _answer("urlset", "url", _lists(request.head) if number == 0 else iter(()), iter(found))


Listed = Iterator[tuple[str, datetime | None]]
"""Paths, with when what is there last changed."""


def _shown(model: type[R], now: AsOf) -> RowQuerySet[R]:
    rows = rows_of(model).as_of(now).exclude(publication=Publication.WITHHELD)
    return rows.exclude(slug="")


def _of_span(rows: RowQuerySet[R], number: int) -> RowQuerySet[R]:
    return rows.filter(since__gte=number * LARGEST, since__lt=(number + 1) * LARGEST)


def _lists(newest: Entry | None) -> Listed:
    for name in LISTS:
        changed = newest.recorded_at if newest and name not in OF_OURS else None
        yield path_of(f"pages:{name}"), changed


def _things(now: AsOf, number: int | None = None) -> Listed:
    written = Entry.objects.filter(seq=OuterRef("since")).values("recorded_at")
    for model, pages in KINDS:
        rows = _shown(model, now)
        if number is not None:
            rows = _of_span(rows, number)
        told = rows.order_by("since").annotate(recorded=Subquery(written))
        for slug, recorded in told.values_list("slug", "recorded"):
            for kind in pages:
                yield addresses.page(kind, slug), recorded


def _parts(now: AsOf) -> Listed:
    """The spans in which anything current was written; the first has the lists as well."""
    for number in range(now.entry // LARGEST + 1):
        if number == 0 or any(_of_span(_shown(model, now), number).exists() for model, _ in KINDS):
            yield path_of("pages:sitemap-part", str(number)), None


def _answer(root: str, each: str, *listed: Listed) -> HttpResponse:
    whole = Element(root, {"xmlns": XMLNS})
    for path, changed in (pair for some in listed for pair in some):
        one = SubElement(whole, each)
        SubElement(one, "loc").text = settings.SITE_URL + path
        if changed:
            SubElement(one, "lastmod").text = moment_text(changed)
    body = tostring(whole, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
